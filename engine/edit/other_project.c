/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/other_project.h"

#include <string.h>

#include "edit/args.h"

bool
other_project_open (Edit *edit, const char *path, OtherProject *other, GError **error)
{
  if (!edit->host || !edit->host->open_project)
    return edit_fail (error, "other projects are out of reach here");
  other->project = edit->host->open_project (edit->host->data, path, &other->folder, error);
  return other->project != NULL;
}

void
other_project_clear (OtherProject *other)
{
  g_clear_pointer (&other->project, project_unref);
  g_clear_pointer (&other->folder, g_free);
}

static bool
is_named (const GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return true;
  return false;
}

static bool
stands_in_named (const Project *project, const GArray *ids, const Track *track)
{
  for (const Track *in = track; in && in->group; in = project_find_track (project, in->group))
    if (is_named (ids, in->group))
      return true;
  return false;
}

GArray *
other_project_tracks (const OtherProject *other, const char *text, bool members, GError **error)
{
  const Project *project = other->project;
  const bool all = *text == '\0' || strcmp (text, "all") == 0;
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (Id));
  g_auto (GStrv) names = g_strsplit (all ? "" : text, ",", -1);
  GArray *tracks = g_array_new (FALSE, FALSE, sizeof (Id));

  for (char **name = names; *name; name++) {
    Id id;
    if (!resolve_track (project, g_strstrip (*name), &id, error)) {
      g_array_unref (tracks);
      return NULL;
    }
    g_array_append_val (named, id);
  }
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_MAIN && (all || is_named (named, track->node.id) ||
                                      (members && stands_in_named (project, named, track))))
      g_array_append_val (tracks, track->node.id);
  }
  if (tracks->len == 0) {
    edit_fail (error, "that project has no such tracks");
    g_clear_pointer (&tracks, g_array_unref);
  }
  return tracks;
}

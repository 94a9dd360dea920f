/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/deeds/other_desk.h"

#include <glib/gi18n.h>

#include "store/folder.h"
#include "store/xml_write.h"
#include "ui/desk/target.h"

static struct {
  GWeakRef desk;
  bool some;
  Project *project; /* as it was */
  char *folder;
  Units from, to;
  GArray *tracks; /* Id */
} newest;

void
other_desk_copied (LqDesk *desk, Units from, Units to, const GArray *tracks)
{
  const Project *project = lq_desk_project (desk);

  if (!newest.some)
    g_weak_ref_init (&newest.desk, NULL);
  newest.some = true;
  g_weak_ref_set (&newest.desk, desk);
  g_clear_pointer (&newest.project, project_unref);
  newest.project = project_ref (project);
  g_free (newest.folder);
  newest.folder = g_strdup (session_folder (lq_desk_session (desk)));
  newest.from = from;
  newest.to = to;
  g_clear_pointer (&newest.tracks, g_array_unref);
  newest.tracks = g_array_new (FALSE, FALSE, sizeof (Id));
  if (tracks)
    g_array_append_vals (newest.tracks, tracks->data, tracks->len);
  for (int i = 0; !tracks && i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_MAIN)
      g_array_append_val (newest.tracks, track->node.id);
  }
}

static char *
keep_in (const char *folder, const Project *project, GError **error)
{
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  g_autofree char *path = g_build_filename (cache, "clipboard" PROJECT_SUFFIX, NULL);
  g_autoptr (GBytes) bytes = project_write_xml (project);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_mkdir_with_parents (cache, 0755);
  return g_file_set_contents (path, text, (gssize) size, error) ? g_steal_pointer (&path) : NULL;
}

char *
other_desk_keep (LqDesk *desk, const Project *project, GError **error)
{
  return keep_in (session_folder (lq_desk_session (desk)), project, error);
}

static bool
carries_same (const Track *a, const Track *b)
{
  const bool audio = a->kind == TRACK_AUDIO,
             notes = a->kind == TRACK_INSTRUMENT || a->kind == TRACK_MIDI;
  return audio   ? b->kind == TRACK_AUDIO
         : notes ? b->kind == TRACK_INSTRUMENT || b->kind == TRACK_MIDI
                 : a->kind == b->kind;
}

/* Where the copied tracks go, the first to that of the cursor; NULL where there are too few. */
static char *
targets (LqDesk *desk)
{
  const List *list = lq_desk_project (desk)->tracks;
  int at = list_find (list, lq_desk_cursor_track (desk));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (Id));

  for (guint i = 0; i < newest.tracks->len && at >= 0; i++) {
    const Track *from = project_find_track (newest.project, g_array_index (newest.tracks, Id, i));
    while (at < list_n (list) && !carries_same (from, (const Track *) list_get (list, at)))
      at++;
    if (at >= list_n (list))
      return NULL;
    g_array_append_val (ids, list_get (list, at++)->id);
  }
  return at < 0 ? NULL : desk_ids_text (desk, ids);
}

static char *
seconds (Units at)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.10f", (double) at / (double) UNITS_PER_SECOND);
  return g_strconcat (number, "s", NULL);
}

bool
other_desk_lines (LqDesk *desk, GPtrArray *lines, char **tracks, char **problem)
{
  g_autoptr (LqDesk) from = newest.some ? g_weak_ref_get (&newest.desk) : NULL;
  g_autoptr (GError) error = NULL;

  if (!newest.some) {
    *problem = g_strdup (_ ("Nothing was cut or copied yet."));
    return false;
  }
  const bool same = from == desk;
  const bool stays = same && newest.tracks->len > 0 &&
                     g_array_index (newest.tracks, Id, 0) == lq_desk_cursor_track (desk);
  if (stays)
    return true;
  *tracks = targets (desk);
  if (same || !*tracks) {
    if (same) /* onto its own tracks, where the cursor has no room for it */
      return true;
    *problem = g_strdup (_ ("There are too few tracks of that kind from the cursor on; import the "
                            "tracks instead."));
    return false;
  }
  g_autofree char *path = keep_in (newest.folder, newest.project, &error);
  if (!path) {
    *problem = g_strdup (error->message);
    return false;
  }
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *of = desk_ids_text (desk, newest.tracks);
  g_autofree char *a = seconds (newest.from), *b = seconds (newest.to);
  g_ptr_array_add (lines,
                   g_strdup_printf ("range.copy project=%s from=%s to=%s of=%s", quoted, a, b, of));
  return true;
}

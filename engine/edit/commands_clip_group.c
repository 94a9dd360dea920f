/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of clips: what is selected and moved together. */
#include "edit/commands.h"

static const ArgSpec group_args[] = {
  { "clips", ARG_CLIPS, .required = true, .help = "clips, separated by commas" },
};

static bool
apply_group (Edit *edit, const Args *args, GError **error)
{
  int n;
  const Id *ids = arg_ids (args, "clips", &n);

  if (n < 2)
    return edit_fail (error, "name two clips or more");
  for (int i = 0; i < n; i++)
    project_edit_clip (edit->project, ids[i])->grouped = ids[0];
  edit_describe (edit, "Group %d clips", n);
  return true;
}

const CommandSpec command_clip_group = { "clip.group",
                                         "Make a group of clips: selected and moved as one",
                                         group_args, G_N_ELEMENTS (group_args),
                                         .run = apply_group };

/* Ids of the clips of a group. */
static void
find_members (const List *clips, Id group, GArray *members)
{
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip->grouped == group)
      g_array_append_val (members, clip->node.id);
  }
}

static void
ungroup (Project *project, Id group)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Id));

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    find_members (track->clips, group, members);
    for (int l = 0; l < list_n (track->lanes); l++)
      find_members (((const Lane *) list_get (track->lanes, l))->clips, group, members);
  }
  for (guint i = 0; i < members->len; i++)
    project_edit_clip (project, g_array_index (members, Id, i))->grouped = 0;
}

static bool
apply_ungroup (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  int n, groups = 0;
  const Id *ids = arg_ids (args, "clips", &n);

  for (int i = 0; i < n; i++) {
    const Clip *clip = project_find_clip (project, ids[i], NULL, NULL);
    const Id group = clip ? clip->grouped : 0;
    if (!group)
      continue;
    groups++;
    ungroup (project, group);
  }
  edit_describe (edit, "Ungroup clips");
  return groups > 0 || edit_fail (error, "none of the clips stands in a group");
}

const CommandSpec command_clip_ungroup = { "clip.ungroup", "Dissolve the groups of clips",
                                           group_args, G_N_ELEMENTS (group_args),
                                           .run = apply_ungroup };

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/edit_group.h"

bool
edit_group_joins (const Project *project, Id a, Id b)
{
  if (a == b)
    return true;
  for (int g = 0; g < list_n (project->edit_groups); g++) {
    const EditGroup *group = (const EditGroup *) list_get (project->edit_groups, g);
    if (!group->off && id_set_has (group->tracks, a) && id_set_has (group->tracks, b))
      return true;
  }
  return false;
}

GArray *
edit_group_expand (const Project *project, const Id *tracks, int n)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Id));

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Id id = list_get (project->tracks, t)->id;
    bool joined = false;
    for (int i = 0; i < n && !joined; i++)
      joined = edit_group_joins (project, id, tracks[i]);
    if (joined)
      g_array_append_val (all, id);
  }
  return all;
}

Id
edit_group_track_of (const Project *project, Id clip)
{
  Track *track;
  Lane *lane;
  return project_find_clip (project, clip, &track, &lane) && !lane ? track->node.id : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/fellows.h"

#include "edit/edit_group.h"
#include "edit/lane.h"
#include "ui/desk/target.h"

static bool
has (const GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return true;
  return false;
}

static bool
lie_together (const TempoMap *map, const Clip *a, const Clip *b)
{
  return llabs (clip_start_units (map, a) - clip_start_units (map, b)) <= EDGE_TOLERANCE &&
         llabs (clip_end_units (map, a) - clip_end_units (map, b)) <= EDGE_TOLERANCE;
}

static void
add_fellows (LqDesk *desk, const Clip *clip, Id owner, GArray *all)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) tracks = edit_group_expand (project, &owner, 1);
  for (guint t = 0; t < tracks->len; t++) {
    const Track *track = project_find_track (project, g_array_index (tracks, Id, t));
    for (int i = 0; track->node.id != owner && i < list_n (track->clips); i++) {
      const Clip *other = (const Clip *) list_get (track->clips, i);
      if (lie_together (lq_desk_map (desk), clip, other) && !has (all, other->node.id))
        g_array_append_val (all, other->node.id);
    }
  }
}

GArray *
fellows_of (LqDesk *desk, const Id *clips, guint n)
{
  const Project *project = lq_desk_project (desk);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Id));

  for (guint i = 0; i < n; i++)
    if (edit_group_track_of (project, clips[i]) && !has (all, clips[i]))
      g_array_append_val (all, clips[i]);
  desk_add_grouped (desk, all);
  const guint chosen = all->len;
  for (guint i = 0; list_n (project->edit_groups) > 0 && i < chosen; i++) {
    const Id id = g_array_index (all, Id, i);
    add_fellows (desk, project_find_clip (project, id, NULL, NULL),
                 edit_group_track_of (project, id), all);
  }
  return all;
}

GArray *
fellows_of_clip (LqDesk *desk, Id clip)
{
  const GArray *selected = lq_desk_clips (desk);
  if (!lq_desk_clip_is_selected (desk, clip))
    return fellows_of (desk, &clip, 1);
  return fellows_of (desk, (const Id *) selected->data, selected->len);
}

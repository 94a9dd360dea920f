/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hearing one take of a track for the moment: what plays has a comp of its own for that, which the
 * project does not know of. */
#include "model/clip.h"
#include "ui/desk/desk_private.h"

#define AUDITION_SEED UINT64_C (0x61756469)

static Units
lane_end (LqDesk *desk, const Lane *lane)
{
  Units end = 0;
  for (int i = 0; i < list_n (lane->clips); i++)
    end = int64_max (end, clip_end_units (desk->map, (const Clip *) list_get (lane->clips, i)));
  return end;
}

static Units
lane_start (LqDesk *desk, const Lane *lane)
{
  Units start = INT64_MAX;
  for (int i = 0; i < list_n (lane->clips); i++)
    start =
        int64_min (start, clip_start_units (desk->map, (const Clip *) list_get (lane->clips, i)));
  return start;
}

/* The track of the take that is auditioned; it ends where the take is gone. */
static const Lane *
find_lane (LqDesk *desk, const Project *project, Id *track_id)
{
  for (int t = 0; desk->audition && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    const int index = list_find (track->lanes, desk->audition);
    if (index < 0)
      continue;
    *track_id = track->node.id;
    return (const Lane *) list_get (track->lanes, index);
  }
  desk->audition = 0;
  return NULL;
}

Project *
desk_heard (LqDesk *desk, const Project *project)
{
  Id id;
  IdSource ids;
  const Lane *lane = find_lane (desk, project, &id);

  if (!lane || list_n (lane->clips) == 0)
    return project_ref (project);
  Project *heard = project_edit (project);
  Track *track = project_edit_track (heard, id);
  Comp *comp = (Comp *) node_new (NODE_COMP);
  Part *part = (Part *) node_new (NODE_PART);
  id_source_init (&ids, AUDITION_SEED);
  comp->node.id = id_next (&ids, node_type (NODE_COMP)->letter);
  part->node.id = id_next (&ids, node_type (NODE_PART)->letter);
  part->lane = lane->node.id;
  part->from = (Position){ lane_start (desk, lane), TIME_ABSOLUTE };
  part->to = (Position){ lane_end (desk, lane), TIME_ABSOLUTE };
  list_insert (&comp->parts, -1, &part->node);
  list_insert (&track->comps, -1, &comp->node);
  track->active_comp = comp->node.id;
  return heard;
}

void
desk_set_heard (LqDesk *desk)
{
  /* While takes are on their way nothing is armed: it is when all of them stand, by their names. */
  if (!desk->live || desk->keeping)
    return;
  Project *heard = desk_heard (desk, lq_desk_project (desk));
  live_set_project (desk->live, heard);
  project_unref (heard);
}

bool
lq_desk_audition (LqDesk *desk, Id lane)
{
  desk->audition = desk->audition == lane ? 0 : lane;
  desk_set_heard (desk);
  desk_changed (desk, DESK_STATE);
  return desk->audition != 0;
}

Id
lq_desk_auditioned (LqDesk *desk)
{
  return desk->audition;
}

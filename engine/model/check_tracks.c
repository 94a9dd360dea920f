/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes, comps, groups and the tempo map: what nodes are to each other. */
#include "model/check_parts.h"
#include "model/clip.h"

#define GROUP_DEPTH_MAX 64

void
check_lane (Check *check, const TempoMap *map, const List *clips)
{
  const int n = list_n (clips);
  g_autofree ClipSpan *spans = clip_spans (map, clips);

  for (int i = 0; i < n; i++)
    if (spans[i].clip->length.value <= 0) {
      g_autofree char *what = check_describe (&spans[i].clip->node);
      check_fault (check, "%s has no length", what);
    }
  for (int i = 0; i + 1 < n; i++) {
    const ClipSpan *a = &spans[i], *b = &spans[i + 1];
    const Units overlap = a->to - b->from;
    /* A position rounded to ticks may touch its neighbor by less than one. */
    if (overlap <= UNITS_PER_SECOND / 10000 || (a->clip->fade_out > 0 && b->clip->fade_in > 0))
      continue;
    g_autofree char *one = check_describe (&a->clip->node),
                    *other = check_describe (&b->clip->node);
    check_fault (check, "%s and %s overlap without a crossfade", one, other);
  }
}

void
check_tempo_map (Check *check)
{
  const Project *project = check->project;

  for (int i = 0; i + 1 < list_n (project->tempos); i++)
    if (((const Tempo *) list_get (project->tempos, i + 1))->at <=
        ((const Tempo *) list_get (project->tempos, i))->at)
      check_fault (check, "tempo %d does not come behind the one before", i + 2);
  for (int i = 0; i + 1 < list_n (project->meters); i++)
    if (((const Meter *) list_get (project->meters, i + 1))->at <=
        ((const Meter *) list_get (project->meters, i))->at)
      check_fault (check, "meter %d does not come behind the one before", i + 2);
}

void
check_comp (Check *check, const TempoMap *map, const Comp *comp)
{
  for (int i = 0; i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Units from = tempo_map_position_units (map, part->from);
    const Units to = tempo_map_position_units (map, part->to);
    const Part *next =
        i + 1 < list_n (comp->parts) ? (const Part *) list_get (comp->parts, i + 1) : NULL;
    if (to <= from || (next && tempo_map_position_units (map, next->from) < to)) {
      g_autofree char *what = check_describe (&comp->node);
      check_fault (check, "%s: part %d is empty or overlaps the next", what, i + 1);
    }
  }
}

static const Track *
find_track (Check *check, Id id)
{
  const Node *node = id ? check_find (check, id) : NULL;
  return node && node->kind == NODE_TRACK ? (const Track *) node : NULL;
}

void
check_groups (Check *check)
{
  for (int i = 0; i < list_n (check->project->tracks); i++) {
    const Track *track = (const Track *) list_get (check->project->tracks, i);
    const Track *group = find_track (check, track->group);
    if (group && group->kind != TRACK_GROUP && group->kind != TRACK_FOLDER)
      check_fault (check, "track '%s' stands in '%s', which is no group or folder",
                   text_get (track->name), text_get (group->name));
    const Track *outer = group;
    for (int depth = 0; outer; depth++) {
      if (outer == track || depth > GROUP_DEPTH_MAX) {
        check_fault (check, "track '%s' stands in itself, or in too many groups",
                     text_get (track->name));
        break;
      }
      outer = find_track (check, outer->group);
    }
  }
}

void
check_main (Check *check)
{
  const int n = list_n (check->project->tracks);
  int mains = 0;

  for (int i = 0; i < n; i++) {
    const Track *track = (const Track *) list_get (check->project->tracks, i);
    mains += track->kind == TRACK_MAIN;
    if ((track->kind == TRACK_MAIN) != (i == n - 1))
      check_fault (check, "track %d: the main track must be the last, and only one", i + 1);
  }
  if (mains != 1)
    check_fault (check, "the project has %d main tracks, not one", mains);
}

void
check_routing (Check *check)
{
  g_autofree char *cycle = project_find_cycle (check->project);
  if (cycle)
    check_fault (check, "the routing runs in a circle: %s", cycle);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"
#include "model/clip.h"
#include "store/mend_private.h"

#include <stdlib.h>
#include <string.h>

#define GROUP_DEPTH 64 /* as model/check.c has it */
#define MAX_ROUTES_TRIED 2000
#define OVERLAP_ALLOWED (UNITS_PER_SECOND / 10000)

/* --- Tempo map ----------------------------------------------------------------------------------
 */

static Ticks
map_at (const Node *node)
{
  return node->kind == NODE_TEMPO ? ((const Tempo *) node)->at : ((const Meter *) node)->at;
}

static void
mend_map_list (Mend *mend, List **slot)
{
  for (int i = 1; i < list_n (*slot); i++) {
    int to = i;
    while (to > 0 && map_at (list_get (*slot, to - 1)) > map_at (list_get (*slot, i)))
      to--;
    if (to != i) {
      mend_say (mend, "%s %d is put in its place", node_type_of (list_get (*slot, i))->name, i + 1);
      list_move (slot, i, to);
    }
  }
  for (int i = list_n (*slot) - 1; i > 0; i--)
    if (map_at (list_get (*slot, i)) == map_at (list_get (*slot, i - 1))) {
      mend_say (mend, "%s %d is left out, as another stands there",
                node_type_of (list_get (*slot, i))->name, i + 1);
      list_remove (slot, i);
    }
}

void
mend_tempo_map (Mend *mend)
{
  mend_map_list (mend, &mend->project->tempos);
  mend_map_list (mend, &mend->project->meters);
}

/* --- Tracks and groups --------------------------------------------------------------------------
 */

static Track *
track_at (const Mend *mend, int index)
{
  return (Track *) list_get (mend->project->tracks, index);
}

static void
mend_main (Mend *mend)
{
  List **tracks = &mend->project->tracks;
  int last = -1;

  for (int i = 0; i < list_n (*tracks); i++) {
    if (track_at (mend, i)->kind != TRACK_MAIN)
      continue;
    if (last >= 0) {
      track_at (mend, last)->kind = TRACK_GROUP;
      mend_say (mend, "track '%s' is now a group, as there can be one main track",
                text_get (track_at (mend, last)->name));
    }
    last = i;
  }
  if (last < 0) {
    Track *track = (Track *) node_new (NODE_TRACK);
    track->node.id = mend_new_id (mend, NODE_TRACK);
    track->kind = TRACK_MAIN;
    text_set (&track->name, "Master");
    list_insert (tracks, -1, &track->node);
    mend_say (mend, "the main track was missing and is made anew");
  } else if (last != list_n (*tracks) - 1) {
    list_move (tracks, last, list_n (*tracks) - 1);
    mend_say (mend, "the main track is put at the end");
  }
}

static void
mend_groups (Mend *mend)
{
  const int n = list_n (mend->project->tracks);

  for (int i = 0; i < n; i++) {
    Track *track = track_at (mend, i);
    const Track *outer = track->group ? project_find_track (mend->project, track->group) : NULL;
    bool good =
        !track->group || (outer && (outer->kind == TRACK_GROUP || outer->kind == TRACK_FOLDER));
    for (int depth = 0; outer && good; depth++) {
      good = outer != track && depth <= GROUP_DEPTH;
      outer = outer->group ? project_find_track (mend->project, outer->group) : NULL;
    }
    if (good)
      continue;
    track->group = 0;
    mend_say (mend, "track '%s' is taken out of its group", text_get (track->name));
  }
}

/* --- Clips --------------------------------------------------------------------------------------
 */

/* Ends the clip at `end`; false when nothing would be left of it. */
static bool
cut_clip (const TempoMap *map, Clip *clip, Units end)
{
  if (end <= clip_start_units (map, clip))
    return false;
  clip_set_end (map, clip, end);
  return true;
}

/* Takes out of the list what cannot stay; the caller has the references. */
static void
mend_lane (Mend *mend, const TempoMap *map, List **clips, GPtrArray *out)
{
  const int n = list_n (*clips);
  g_autofree ClipSpan *spans = clip_spans (map, *clips);
  int last = 0;

  for (int i = 1; i < n; i++) {
    const ClipSpan *a = &spans[last], *b = &spans[i];
    const bool crossfade = a->clip->fade_out > 0 && b->clip->fade_in > 0;
    if (crossfade || a->to - b->from <= OVERLAP_ALLOWED) {
      last = i;
      continue;
    }
    if (cut_clip (map, (Clip *) a->clip, b->from)) {
      mend_say (mend, "clip '%s' is cut where '%s' begins", text_get (a->clip->name),
                text_get (b->clip->name));
      last = i;
    } else {
      g_ptr_array_add (out, node_ref (&b->clip->node));
      for (int k = 0; k < list_n (*clips); k++)
        if (list_get (*clips, k) == &b->clip->node) {
          list_remove (clips, k);
          break;
        }
    }
  }
}

static void
mend_clips (Mend *mend, const TempoMap *map, Track *track)
{
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func ((GDestroyNotify) node_unref);

  mend_lane (mend, map, &track->clips, out);
  if (out->len > 0) {
    Lane *lane = (Lane *) node_new (NODE_LANE);
    lane->node.id = mend_new_id (mend, NODE_LANE);
    text_set (&lane->name, "Repaired");
    for (guint i = 0; i < out->len; i++) {
      list_insert (&lane->clips, -1, node_ref (out->pdata[i]));
      mend_say (mend, "clip '%s' overlapped another and is moved to take lane 'Repaired'",
                node_name (out->pdata[i]));
    }
    list_insert (&track->lanes, -1, &lane->node);
  }
  for (int l = 0; l < list_n (track->lanes); l++) {
    g_ptr_array_set_size (out, 0);
    mend_lane (mend, map, &((Lane *) list_get (track->lanes, l))->clips, out);
    for (guint i = 0; i < out->len; i++)
      mend_say (mend, "clip '%s' of a take is left out, as another begins where it does",
                node_name (out->pdata[i]));
  }
}

static int
compare_parts (const Part *a, const Part *b, const TempoMap *map)
{
  const Units p = tempo_map_position_units (map, a->from),
              q = tempo_map_position_units (map, b->from);
  return p < q ? -1 : p > q;
}

static void
mend_comp (Mend *mend, const TempoMap *map, Comp *comp)
{
  List **parts = &comp->parts;
  bool changed = false;

  for (int i = 1; i < list_n (*parts); i++) {
    int to = i;
    while (to > 0 && compare_parts ((Part *) list_get (*parts, to - 1),
                                    (Part *) list_get (*parts, i), map) > 0)
      to--;
    if (to != i)
      list_move (parts, i, to);
    changed |= to != i;
  }
  for (int i = list_n (*parts) - 1; i >= 0; i--) {
    Part *part = (Part *) list_get (*parts, i);
    const Part *next = i + 1 < list_n (*parts) ? (Part *) list_get (*parts, i + 1) : NULL;
    if (next &&
        tempo_map_position_units (map, next->from) < tempo_map_position_units (map, part->to)) {
      part->to = next->from;
      changed = true;
    }
    if (tempo_map_position_units (map, part->to) > tempo_map_position_units (map, part->from))
      continue;
    list_remove (parts, i);
    changed = true;
  }
  if (changed)
    mend_say (mend, "the parts of comp '%s' are put in order", text_get (comp->name));
}

/* --- Routing ------------------------------------------------------------------------------------
 */

typedef struct {
  Id *slot;
  Id id;
} RouteSlot;

static bool
collect_routes (const Node *node, const Node *parent, void *data)
{
  Id *slot = node->kind == NODE_EFFECT  ? &((Effect *) node)->sidechain
             : node->kind == NODE_SEND  ? &((Send *) node)->to
             : node->kind == NODE_TRACK ? &((Track *) node)->output
                                        : NULL;
  if (slot && *slot) {
    const RouteSlot route = { slot, *slot };
    g_array_append_val ((GArray *) data, route);
  }
  return true;
}

static bool
has_circle (const Mend *mend)
{
  g_autofree char *circle = project_find_cycle (mend->project);
  return circle != NULL;
}

/* Takes all routes out and puts back, in order, each that closes no circle. */
static void
mend_routing (Mend *mend)
{
  int opened = 0;

  if (!has_circle (mend))
    return;
  g_autoptr (GArray) routes = g_array_new (FALSE, FALSE, sizeof (RouteSlot));
  for (int i = 0; i < list_n (mend->project->tracks); i++)
    node_walk (list_get (mend->project->tracks, i), NULL, collect_routes, routes);
  for (guint i = 0; i < routes->len; i++)
    *g_array_index (routes, RouteSlot, i).slot = 0;
  for (guint i = 0; i < routes->len; i++) {
    const RouteSlot *route = &g_array_index (routes, RouteSlot, i);
    *route->slot = route->id;
    if (i >= MAX_ROUTES_TRIED || has_circle (mend)) {
      *route->slot = 0;
      opened++;
    }
  }
  mend_say (mend, "%d routes are taken out, as the routing ran in a circle", opened);
}

void
mend_tracks (Mend *mend)
{
  mend_main (mend);
  mend_groups (mend);
  TempoMap *map = tempo_map_new (mend->project);
  for (int i = 0; i < list_n (mend->project->tracks); i++) {
    Track *track = track_at (mend, i);
    mend_clips (mend, map, track);
    for (int c = 0; c < list_n (track->comps); c++)
      mend_comp (mend, map, (Comp *) list_get (track->comps, c));
  }
  tempo_map_free (map);
  mend_routing (mend);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/snap.h"

#include "model/clip.h"
#include "ui/deeds/transients.h"

#define REACH 8 /* design units */

typedef struct {
  LqDesk *desk;
  const SnapHow *how;
  Units at, reach; /* what is nearer than `reach` wins */
  Snap found;
} Search;

static void
offer (Search *search, Units units, SnapKind kind)
{
  if (units < 0 || llabs (units - search->at) >= search->reach)
    return;
  search->reach = llabs (units - search->at);
  search->found = (Snap){ .units = units, .kind = kind };
}

static bool
is_moving (const SnapHow *how, Id clip)
{
  for (guint i = 0; how->moving && i < how->moving->len; i++)
    if (g_array_index (how->moving, Id, i) == clip)
      return true;
  return false;
}

/* Of the tracks in sight. */
static void
offer_clips (Search *search)
{
  const Rows *rows = lq_desk_rows (search->desk);
  const DeskView *view = lq_desk_view (search->desk);
  const TempoMap *map = lq_desk_map (search->desk);
  for (int r = rows_at (rows, view->y); r >= 0 && r < rows->n; r++) {
    const Row *row = &rows->rows[r];
    if (row->y >= view->y + view->height)
      return;
    for (int i = 0; row->kind == ROW_TRACK && i < list_n (row->node->clips); i++) {
      const Clip *clip = (const Clip *) list_get (row->node->clips, i);
      const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
      const bool near =
          llabs (start - search->at) < search->reach || llabs (end - search->at) < search->reach;
      if (!near || is_moving (search->how, clip->node.id))
        continue;
      offer (search, start, SNAP_CLIP);
      offer (search, end, SNAP_CLIP);
    }
  }
}

static void
offer_markers (Search *search)
{
  const Project *project = lq_desk_project (search->desk);
  const TempoMap *map = lq_desk_map (search->desk);
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *marker = (const Marker *) list_get (project->markers, i);
    offer (search, tempo_map_position_units (map, marker->at), SNAP_MARKER);
  }
  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    offer (search, tempo_map_units (map, section->at), SNAP_MARKER);
    offer (search, tempo_map_units (map, section->at + section->length), SNAP_MARKER);
  }
}

static void
offer_transients (Search *search)
{
  const Rows *rows = lq_desk_rows (search->desk);
  const TempoMap *map = lq_desk_map (search->desk);
  const Row *row =
      search->how->row >= 0 && search->how->row < rows->n ? &rows->rows[search->how->row] : NULL;
  for (int i = 0; row && row->kind == ROW_TRACK && i < list_n (row->node->clips); i++) {
    const Clip *clip = (const Clip *) list_get (row->node->clips, i);
    if (is_moving (search->how, clip->node.id) ||
        clip_start_units (map, clip) > search->at + search->reach ||
        clip_end_units (map, clip) < search->at - search->reach)
      continue;
    g_autoptr (GArray) places = transients_in_clip (search->desk, clip);
    for (guint k = 0; k < places->len; k++)
      offer (search, g_array_index (places, Units, k), SNAP_TRANSIENT);
  }
}

Snap
snap_things (LqDesk *desk, Units at, const SnapHow *how)
{
  const DeskGrid *grid = lq_desk_grid (desk);
  const double reach =
      lq_desk_px (desk, REACH) / lq_desk_view (desk)->px_per_second * UNITS_PER_SECOND;
  Search search = { .desk = desk, .how = how, .at = at, .reach = (Units) reach };
  const TempoMap *map = lq_desk_map (desk);

  if (how->free || !grid->snap)
    return search.found;
  if (grid->to_clips)
    offer_clips (&search);
  if (grid->to_markers)
    offer_markers (&search);
  if (grid->to_transients)
    offer_transients (&search);
  if (search.found.kind == SNAP_NONE)
    return search.found;
  const Ticks ticks = tempo_map_ticks (map, search.found.units);
  search.found.at = tempo_map_units (map, ticks) == search.found.units
                        ? (Position){ ticks, TIME_MUSICAL }
                        : (Position){ search.found.units, TIME_ABSOLUTE };
  return search.found;
}

Snap
snap_place (LqDesk *desk, Units at, const SnapHow *how)
{
  const int rate = lq_desk_rate (desk);
  Snap snap = { .kind = SNAP_NONE };

  at = int64_max (at, 0);
  if (how->free || !lq_desk_grid (desk)->snap) {
    snap.units = frames_to_units (units_to_frames (at, rate), rate);
    snap.at = (Position){ snap.units, TIME_ABSOLUTE };
    return snap;
  }
  snap = snap_things (desk, at, how);
  const Position line = lq_desk_snap (desk, at);
  const Units units = tempo_map_position_units (lq_desk_map (desk), line);
  if (snap.kind == SNAP_NONE || llabs (units - at) <= llabs (snap.units - at))
    return (Snap){ line, units, SNAP_GRID };
  return snap;
}

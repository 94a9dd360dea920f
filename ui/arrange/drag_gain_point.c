/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gain points of a clip: moved, or added on their line, or anywhere with the pencil. */
#include <glib/gi18n.h>
#include <math.h>

#include "model/clip.h"
#include "ui/arrange/clip_gain_line.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/hit_private.h"
#include "ui/draw/value_text.h"

#define APART (UNITS_PER_SECOND / 1000)
#define MOST_DB 10.0 /* what the line reaches */

typedef struct {
  const Clip *clip; /* borrowed: the project does not change before the end */
  const Envelope *envelope; /* likewise; NULL: the point is its first */
  int index; /* of the point; -1: it is added */
  Units start, end; /* of the clip */
  Units held, to; /* where the point was or would be, and is now */
  double held_db, db;
} GainPoint;

static double
value_at (const Drag *drag, const GainPoint *point, Units at)
{
  return clip_gain_value (lq_desk_map (drag->desk), point->clip, point->envelope, at);
}

/* Points keep their order. */
static Units
keep_between (const Drag *drag, const GainPoint *point, Units at)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  Units least = point->start, most = point->end;
  for (int i = 0; point->envelope && i < run_n (point->envelope->points); i++) {
    const Units other = clip_gain_units (map, point->clip, point->envelope, i);
    if (i == point->index)
      continue;
    if (other <= point->held)
      least = int64_max (least, other + APART);
    else
      most = int64_min (most, other - APART);
  }
  return CLAMP (at, least, int64_max (most, least));
}

static void
vertex (Drag *drag, GhostKind kind, Units at, double db, bool first)
{
  const Row *row = drag_row (drag);
  const int header = hit_clip_header (drag->desk, row);
  drag_ghost (
      drag, kind, lq_desk_x (drag->desk, at),
      row->y - (double) lq_desk_view (drag->desk)->y + clip_gain_y (row->height, header, db), 0, 0)
      ->first = first;
}

static void
show (Drag *drag, const GainPoint *point)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const int n = point->envelope ? run_n (point->envelope->points) : 0;
  Units before = point->start, behind = point->end;
  bool has_before = false, has_behind = false;
  for (int i = 0; i < n; i++) {
    const Units at = clip_gain_units (map, point->clip, point->envelope, i);
    if (i == point->index)
      continue;
    if (at <= point->held) {
      before = at;
      has_before = true;
    } else if (!has_behind) {
      behind = at;
      has_behind = true;
    }
  }
  vertex (drag, GHOST_CURVE, before, has_before ? value_at (drag, point, before) : point->db, true);
  vertex (drag, GHOST_CURVE, point->to, point->db, false);
  vertex (drag, GHOST_CURVE, behind, has_behind ? value_at (drag, point, behind) : point->db,
          false);
  vertex (drag, GHOST_POINT, point->to, point->db, true);
}

static void
update (Drag *drag)
{
  GainPoint *point = drag->data;
  const Row *row = drag_row (drag);
  const int header = hit_clip_header (drag->desk, row);
  const double dx = drag->song_x - drag->from_x, dy = drag->song_y - drag->from_y;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = drag->hit.row };
  const bool axis = drag_has (drag, DRAG_SHIFT), along = fabs (dx) >= fabs (dy);

  point->to = point->held;
  point->db = point->held_db;
  if (dx != 0 && !(axis && !along)) {
    const Snap snap = snap_place (drag->desk, point->held + drag->at - drag->from, &how);
    point->to = keep_between (drag, point, snap.units);
    if (point->to == snap.units)
      drag_hair (drag, &snap);
  }
  if (dy != 0 && !(axis && along)) {
    const double y = clip_gain_y (row->height, header, point->held_db) + dy;
    const double db = clip_gain_db (row->height, header, y);
    point->db = isfinite (db) ? fmin (round (db * 10) / 10, MOST_DB) : db;
  }
  show (drag, point);
  g_autofree char *level = value_text_level (point->db);
  g_autofree char *place = drag_place (drag->desk, (Position){ point->to, TIME_ABSOLUTE });
  drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("Gain %s  %s"), level, place));
}

static void
lines (Drag *drag, GPtrArray *all)
{
  const GainPoint *point = drag->data;
  LqDesk *desk = drag->desk;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *value = isfinite (point->db) ? drag_number (number, point->db) : "-inf";
  const char *track = lq_desk_id (desk, drag_row (drag)->track);
  const char *clip = lq_desk_id (desk, point->clip->node.id);
  const char *to = lq_desk_place_exact (desk, (Position){ point->to, TIME_ABSOLUTE });

  if (point->index < 0)
    drag_add (all, "automation.add track=%s clip=%s target=gain at=%s value=%s", track, clip, to,
              value);
  else if (point->to != point->held || point->db != point->held_db)
    drag_add (all, "automation.move track=%s clip=%s target=gain at=%s to=%s value=%s", track, clip,
              lq_desk_place_exact (desk, (Position){ point->held, TIME_ABSOLUTE }), to, value);
}

static const DragKind kind = { update, lines, NULL, NULL, NULL };

void
drag_begin_gain_point (Drag *drag)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const Row *row = drag_row (drag);
  const Clip *clip = project_find_clip (lq_desk_project (drag->desk), drag->hit.clip, NULL, NULL);
  GainPoint *point;

  if (!clip || clip->kind != CLIP_AUDIO)
    return;
  point = g_new0 (GainPoint, 1);
  drag->kind = &kind;
  drag->data = point;
  point->clip = clip;
  point->envelope = clip_gain_of (clip);
  point->start = clip_start_units (map, clip);
  point->end = clip_end_units (map, clip);
  point->index = drag->hit.kind == HIT_GAIN_POINT ? drag->hit.index : -1;
  if (point->index >= 0) {
    point->held = clip_gain_units (map, clip, point->envelope, point->index);
    point->held_db = run_point (point->envelope->points, point->index)->value;
  } else {
    point->held = CLAMP (drag->from, point->start, point->end);
    point->held_db =
        drag->hit.kind == HIT_GAIN_LINE
            ? value_at (drag, point, point->held)
            : clip_gain_db (row->height, hit_clip_header (drag->desk, row), drag->from_y - row->y);
  }
}

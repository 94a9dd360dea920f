/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/hit.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/clip_gain_line.h"
#include "ui/arrange/hit_private.h"

#define HEADER 12 /* design units, here and below */
#define EDGE_REACH 6
#define FADE_REACH 12
#define GAIN_REACH 12
#define POINT_REACH 8
#define LINE_REACH 4
#define CROSSFADE_REACH 9 /* of a joint, however short it is */
#define GAIN_LEAST 72 /* clips that are shorter have no gain line */

void
hit_tester_init (HitTester *tester, LqDesk *desk)
{
  *tester = (HitTester){ .desk = desk, .spans = lane_spans_new () };
}

void
hit_tester_clear (HitTester *tester)
{
  g_clear_pointer (&tester->spans, lane_spans_free);
}

const char *
hit_name (HitKind kind)
{
  static const char *const names[N_HITS] = {
    [HIT_CLIP] = N_ ("Move clip"),
    [HIT_CLIP_BODY] = N_ ("Select range"),
    [HIT_CLIP_START] = N_ ("Trim start"),
    [HIT_CLIP_END] = N_ ("Trim end"),
    [HIT_FADE_IN] = N_ ("Fade in"),
    [HIT_FADE_OUT] = N_ ("Fade out"),
    [HIT_GAIN] = N_ ("Clip gain"),
    [HIT_GAIN_POINT] = N_ ("Move gain point"),
    [HIT_GAIN_LINE] = N_ ("Add a gain point"),
    [HIT_CROSSFADE_MOVE] = N_ ("Slide the crossfade"),
    [HIT_CROSSFADE] = N_ ("Length of the crossfade"),
    [HIT_POINT] = N_ ("Move point"),
    [HIT_LINE] = N_ ("Add a point"),
    [HIT_BEND] = N_ ("Bend segment"),
    [HIT_TAKE] = N_ ("Use this take"),
    [HIT_PART_EDGE] = N_ ("Move the joint"),
    [HIT_TIME] = N_ ("Locate, zoom"),
    [HIT_BARS] = N_ ("Locate, draw a loop"),
    [HIT_LOOP] = N_ ("Move the loop"),
    [HIT_LOOP_START] = N_ ("Loop start"),
    [HIT_LOOP_END] = N_ ("Loop end"),
    [HIT_ITEM] = N_ ("Move"),
    [HIT_ITEM_START] = N_ ("Move the start"),
    [HIT_ITEM_END] = N_ ("Move the end"),
  };
  return names[kind];
}

bool
hit_is_clip (HitKind kind)
{
  return kind >= HIT_CLIP && kind <= HIT_CROSSFADE;
}

const List *
clips_of_row (const Row *row)
{
  if (row->kind == ROW_TRACK)
    return row->node->clips;
  const int index = row->kind == ROW_TAKE ? list_find (row->node->lanes, row->item) : -1;
  return index < 0 ? NULL : ((const Lane *) list_get (row->node->lanes, index))->clips;
}

int
hit_clip_header (LqDesk *desk, const Row *row)
{
  return MIN (lq_desk_px (desk, HEADER), row->height / 2);
}

/* The gain points of a clip, else the line between them. */
static bool
hit_gain_points (LqDesk *desk, const Row *row, const Clip *clip, double x, double inside, Hit *hit)
{
  const Envelope *envelope = clip_gain_of (clip);
  const TempoMap *map = lq_desk_map (desk);
  const int header = hit_clip_header (desk, row), n = envelope ? run_n (envelope->points) : 0;
  double nearest = lq_desk_px (desk, POINT_REACH);

  if (n == 0 || inside < header)
    return false;
  for (int i = 0; i < n; i++) {
    const double at = lq_desk_x (desk, clip_gain_units (map, clip, envelope, i));
    const double y = clip_gain_y (row->height, header, run_point (envelope->points, i)->value);
    const double distance = hypot (at - x, y - inside);
    if (distance >= nearest)
      continue;
    nearest = distance;
    hit->kind = HIT_GAIN_POINT;
    hit->index = i;
    hit->x = at;
    hit->y = row->y + y;
  }
  if (hit->kind == HIT_GAIN_POINT)
    return true;
  const double db = clip_gain_value (map, clip, envelope, int64_max (lq_desk_at (desk, x), 0));
  const double y = clip_gain_y (row->height, header, db);
  if (fabs (y - inside) >= lq_desk_px (desk, LINE_REACH))
    return false;
  hit->kind = HIT_GAIN_LINE;
  hit->x = x;
  hit->y = row->y + y;
  return true;
}

/* The zones of one clip of a track, from its corners inwards. */
static void
hit_clip (LqDesk *desk, const Row *row, const Clip *clip, double left, double right, double x,
          double inside, Hit *hit)
{
  const double width = right - left;
  const double corner = fmin (lq_desk_px (desk, FADE_REACH), width / 4);
  const double edge = fmin (lq_desk_px (desk, EDGE_REACH), width / 4);
  const int header = hit_clip_header (desk, row);
  const double seen_left = fmax (left, 0), seen_right = fmin (right, lq_desk_view (desk)->width);
  const double middle = (seen_left + seen_right) / 2;
  const bool audio = clip->kind == CLIP_AUDIO, wide = width >= 2 * lq_desk_px (desk, EDGE_REACH);
  const int reach = lq_desk_px (desk, GAIN_REACH);

  hit->clip = clip->node.id;
  hit->x = x < left + width / 2 ? left : right;
  hit->y = row->y + row->height / 2.0;
  if (wide && audio && inside < header && x - left < corner)
    hit->kind = HIT_FADE_IN;
  else if (wide && audio && inside < header && right - x <= corner)
    hit->kind = HIT_FADE_OUT;
  else if (wide && x - left < edge)
    hit->kind = HIT_CLIP_START;
  else if (wide && right - x <= edge)
    hit->kind = HIT_CLIP_END;
  else if (audio && inside < header && fabs (x - middle) < reach &&
           seen_right - seen_left >= lq_desk_px (desk, GAIN_LEAST)) {
    hit->kind = HIT_GAIN;
    hit->x = middle;
  } else
    hit->kind = inside < header || inside < row->height / 2.0 ? HIT_CLIP : HIT_CLIP_BODY;
  if (hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY)
    hit_gain_points (desk, row, clip, x, inside, hit);
  if (hit->kind == HIT_FADE_IN || hit->kind == HIT_FADE_OUT || hit->kind == HIT_GAIN)
    hit->y = row->y + header / 2.0;
}

/* A joint of the comp that plays, in reach; what the take lane of the row plays there has to lie at
 * one of its sides. */
static bool
hit_joint (LqDesk *desk, const Row *row, double x, Hit *hit)
{
  const Comp *comp = comp_of_track (row->node);
  const double reach = lq_desk_px (desk, EDGE_REACH);
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Part *before = i > 0 ? (const Part *) list_get (comp->parts, i - 1) : NULL;
    const Units from = tempo_map_position_units (lq_desk_map (desk), part->from);
    const Units to = tempo_map_position_units (lq_desk_map (desk), part->to);
    const bool mine = row->kind == ROW_TRACK || part->lane == row->item;
    const bool abuts = before && tempo_map_position_units (lq_desk_map (desk), before->to) == from;
    const bool others = abuts && before->lane == row->item;
    if ((mine || others) && fabs (lq_desk_x (desk, from) - x) < reach) {
      hit->index = i;
      hit->x = lq_desk_x (desk, from);
      return true;
    }
    if (mine && fabs (lq_desk_x (desk, to) - x) < reach) {
      hit->index = i + 1;
      hit->x = lq_desk_x (desk, to);
      return true;
    }
  }
  return false;
}

const Comp *
comp_of_track (const Track *track)
{
  const int index = list_find (track->comps, track->active_comp);
  return index < 0 ? NULL : (const Comp *) list_get (track->comps, index);
}

/* Where two sound together, the header belongs to the crossfade: its middle third moves it. */
static bool
hit_crossfade (LqDesk *desk, const Row *row, double left, double right, double x, double inside,
               Hit *hit)
{
  const double middle = (left + right) / 2;
  const double half = fmax ((right - left) / 2, lq_desk_px (desk, CROSSFADE_REACH));
  if (inside >= lq_desk_px (desk, HEADER) || fabs (x - middle) >= half)
    return false;
  hit->kind = fabs (x - middle) < half / 3 ? HIT_CROSSFADE_MOVE : HIT_CROSSFADE;
  hit->x = hit->kind == HIT_CROSSFADE_MOVE ? middle : x < middle ? middle - half : middle + half;
  hit->y = row->y + lq_desk_px (desk, HEADER) / 2.0;
  return true;
}

static void
hit_clips (HitTester *tester, const Row *row, double x, double inside, Hit *hit)
{
  LqDesk *desk = tester->desk;
  int n;
  const ClipSpan *spans = lane_spans_get (tester->spans, tester->map, row->node->clips, &n);
  const double reach = lq_desk_px (desk, CROSSFADE_REACH);
  const Clip *before = NULL;
  double before_right = 0;
  Units before_to = 0;

  for (int i = lane_spans_first (spans, n, lq_desk_at (desk, x - 1 - reach)); i < n; i++) {
    const double left = lq_desk_x (desk, spans[i].from), right = lq_desk_x (desk, spans[i].to);
    if (left > x + reach)
      break;
    if (left <= x && right >= x)
      hit_clip (desk, row, spans[i].clip, left, right, x, inside, hit);
    if (before && spans[i].from < before_to &&
        hit_crossfade (desk, row, left, before_right, x, inside, hit))
      hit->clip = before->node.id;
    before = spans[i].clip;
    before_to = spans[i].to;
    before_right = right;
  }
}

Hit
hit_timeline (HitTester *tester, double x, double y)
{
  LqDesk *desk = tester->desk;
  const Rows *rows = lq_desk_rows (desk);
  const int64_t top = (int64_t) y + lq_desk_view (desk)->y;
  Hit hit = { .row = -1, .ruler = N_RULERS, .at = int64_max (lq_desk_at (desk, x), 0) };
  const int index = rows_at (rows, top);

  if (tester->map != lq_desk_map (desk)) {
    lane_spans_forget (tester->spans);
    tester->map = lq_desk_map (desk);
  }
  if (index < 0 || top >= rows->rows[index].y + rows->rows[index].height)
    return hit;
  const Row *row = &rows->rows[index];
  const double inside = y + (double) lq_desk_view (desk)->y - row->y;
  hit.row = index;
  hit.item = row->item;
  hit.y = row->y + row->height / 2.0;
  switch (row->kind) {
  case ROW_TRACK:
    hit.kind = HIT_LANE;
    if (hit_joint (desk, row, x, &hit) && inside >= lq_desk_px (desk, HEADER))
      hit.kind = HIT_PART_EDGE;
    else
      hit_clips (tester, row, x, inside, &hit);
    break;
  case ROW_AUTOMATION:
    hit_automation (desk, row, x, inside, &hit);
    break;
  case ROW_TAKE:
    hit.kind = hit_joint (desk, row, x, &hit) ? HIT_PART_EDGE : HIT_TAKE;
    break;
  }
  hit.y -= (double) lq_desk_view (desk)->y;
  return hit;
}

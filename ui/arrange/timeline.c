/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/timeline.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/arrange/clip_paint.h"
#include "ui/arrange/clip_tiles.h"
#include "ui/arrange/grid_lines.h"
#include "ui/arrange/group_wave.h"
#include "ui/arrange/lane_draw.h"
#include "ui/arrange/lane_spans.h"
#include "ui/draw/picture.h"
#include "ui/draw/text.h"

#define EDGE_REACH 6 /* design units */

struct _LqTimeline {
  GtkWidget parent_instance;
  LqDesk *desk;
  ClipTiles *tiles;
  LaneSpans *spans;
  GroupWave *groups;
  const TempoMap *map; /* that the spans are of */
};

G_DEFINE_FINAL_TYPE (LqTimeline, lq_timeline, GTK_TYPE_WIDGET)

static bool
is_silent (const Project *project, const Track *track)
{
  if (track->mute)
    return true;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *other = (const Track *) list_get (project->tracks, i);
    if (other->solo)
      return !track->solo && !track->solo_safe && track->kind != TRACK_MAIN &&
             track->kind != TRACK_GROUP && track->kind != TRACK_RETURN;
  }
  return false;
}

typedef struct {
  LqTimeline *timeline;
  GtkSnapshot *snapshot;
  cairo_surface_t *floor; /* one line of pixels of the grid, as wide as the timeline */
  Units from, to; /* in sight */
  int width, scale;
} Draw;

/* Everything of a row goes into one picture: thousands of nodes would have to be looked through
 * with every frame of the playhead. */
typedef struct {
  const Draw *draw;
  const Row *row;
  cairo_surface_t *picture;
  int x; /* of its left edge */
} RowDraw;

static void
draw_clip (const RowDraw *at, const ClipSpan *span, unsigned look)
{
  const Draw *draw = at->draw;
  LqTimeline *timeline = draw->timeline;
  LqDesk *desk = timeline->desk;
  const DeskView *view = lq_desk_view (desk);
  const double left = lq_desk_x (desk, span->from) - at->x;
  const int width = (int) fmax (lq_desk_x (desk, span->to) - at->x - left, 1);
  const int height = at->row->height - 1;

  if (lq_desk_clip_is_selected (desk, span->clip->node.id))
    look |= CLIP_SELECTED;
  if (width < 3) {
    const GdkRGBA color = color_of_track (text_get (at->row->node->color));
    PixelMap map = picture_map (at->picture);
    pixels_fill (&map, (int) left * draw->scale, 0, width * draw->scale, height * draw->scale,
                 clip_paint_pixel (&color));
    return;
  }
  const ClipBox box = { .track = at->row->node,
                        .clip = span->clip,
                        .look = look,
                        .x = view->x + at->x + (int64_t) left,
                        .left = (int) left,
                        .width = width,
                        .height = height };
  clip_tiles_draw (timeline->tiles, at->picture, &box);
  if (left >= 0)
    return;
  GtkSnapshot *name = gtk_snapshot_new ();
  clip_tiles_draw_name (timeline->tiles, name, &box, draw->width);
  picture_draw (at->picture, name);
}

static void
draw_clips (const RowDraw *at, const List *clips, unsigned look)
{
  const Draw *draw = at->draw;
  LqTimeline *timeline = draw->timeline;
  int n;
  const ClipSpan *spans = lane_spans_get (timeline->spans, lq_desk_map (timeline->desk), clips, &n);
  for (int i = lane_spans_first (spans, n, draw->from); i < n && spans[i].from < draw->to; i++)
    draw_clip (at, &spans[i], look);
}

/* What lies over the clips. */
static void
draw_lane (const RowDraw *at, const Lane *lane, GtkSnapshot *snapshot)
{
  const Draw *draw = at->draw;
  const Row *row = at->row;
  LqDesk *desk = draw->timeline->desk;
  GtkWidget *widget = GTK_WIDGET (draw->timeline);
  const GdkRGBA muted = token_color (TOKEN_TEXT3);

  switch (row->kind) {
  case ROW_TRACK:
    if (row->node->kind == TRACK_RETURN)
      lane_draw_return (snapshot, widget, lq_desk_project (desk), row, 0, &muted);
    lane_draw_comp (snapshot, widget, desk, row, 0, draw->from, draw->to);
    break;
  case ROW_AUTOMATION:
    lane_draw_automation (snapshot, widget, desk, row, 0, draw->width);
    break;
  case ROW_TAKE:
    if (lane)
      lane_draw_used_parts (snapshot, desk, row, lane, 0, draw->from, draw->to);
    break;
  }
}

/* A picture of the width of the timeline, the grid in it. */
static cairo_surface_t *
floor_picture (const Draw *draw, int height)
{
  cairo_surface_t *picture = picture_new (draw->width, height, draw->scale);
  const PixelMap line = picture_map (draw->floor);
  PixelMap map = picture_map (picture);
  for (int y = 0; y < map.height; y++)
    memcpy (map.pixels + (ptrdiff_t) y * map.stride, line.pixels,
            sizeof (uint32_t) * (size_t) map.width);
  cairo_surface_mark_dirty (picture);
  return picture;
}

/* A comp plays takes: of each as much as its part uses. In its own row, or, of one take, in the
 * take's. */
static void
draw_comp_parts (const RowDraw *at, unsigned look)
{
  const Draw *draw = at->draw;
  const Row *row = at->row;
  const Comp *comp = lane_comp (row->node);
  LqDesk *desk = draw->timeline->desk;
  const TempoMap *map = lq_desk_map (desk);
  const int bar = row->kind == ROW_TRACK ? ui_px (COMP_BAR) : 0;
  Row body = *row;
  body.height -= bar;
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const int index = list_find (row->node->lanes, part->lane);
    Draw within = *draw;
    within.from = int64_max (draw->from, tempo_map_position_units (map, part->from));
    within.to = int64_min (draw->to, tempo_map_position_units (map, part->to));
    const int x = MAX ((int) lq_desk_x (desk, within.from), 0);
    const int right = MIN ((int) lq_desk_x (desk, within.to), draw->width);
    if (index < 0 || within.from >= within.to || x >= right || body.height <= 0 ||
        (row->kind == ROW_TAKE && row->item != part->lane))
      continue;
    const RowDraw used = { &within, &body,
                           picture_part (at->picture, x, bar, right - x, body.height), x };
    draw_clips (&used, ((const Lane *) list_get (row->node->lanes, index))->clips,
                look | CLIP_BARE);
    cairo_surface_destroy (used.picture);
  }
}

static void
draw_row (const Draw *draw, const Row *row, int y)
{
  const RowDraw at = { draw, row, floor_picture (draw, row->height), 0 };
  const Project *project = lq_desk_project (draw->timeline->desk);
  const GdkRGBA line = token_color (TOKEN_LINE1);
  const Lane *lane = NULL;
  GtkSnapshot *foot = gtk_snapshot_new (), *over = gtk_snapshot_new ();
  unsigned look = 0;

  fill_rect (foot, 0, row->height - 1, draw->width, 1, &line);
  picture_draw (at.picture, foot);
  if (is_silent (project, row->node))
    look |= CLIP_MUTED;
  if (row->node->frozen)
    look |= CLIP_FROZEN;
  if (row->kind == ROW_TRACK) {
    if (row->height < ui_px (HEIGHT_M))
      look |= CLIP_TAG;
    if (row->node->kind == TRACK_GROUP || row->node->kind == TRACK_FOLDER) {
      PixelMap map = picture_map (at.picture);
      group_wave_draw (draw->timeline->groups, draw->timeline->spans, row, &map, draw->scale);
      cairo_surface_mark_dirty (at.picture);
    }
    draw_clips (&at, row->node->clips, look);
    draw_comp_parts (&at, look & ~(unsigned) CLIP_TAG);
  } else if (row->kind == ROW_TAKE) {
    const int index = list_find (row->node->lanes, row->item);
    lane = index < 0 ? NULL : (const Lane *) list_get (row->node->lanes, index);
    if (lane)
      draw_clips (&at, lane->clips, look | CLIP_BARE | CLIP_DIMMED);
    draw_comp_parts (&at, look);
  }
  draw_lane (&at, lane, over);
  picture_draw (at.picture, over);
  picture_append (draw->snapshot, at.picture, 0, y);
  cairo_surface_destroy (at.picture);
}

static void
draw_empty (LqTimeline *timeline, GtkSnapshot *snapshot, int width, int height)
{
  static const char *const lines[] = { N_ ("Add a track   Ctrl T"),
                                       N_ ("Import audio or MIDI   Ctrl I"),
                                       N_ ("Start from a template   Ctrl N") };
  const GdkRGBA color = token_color (TOKEN_TEXT3);
  for (int i = 0; i < (int) G_N_ELEMENTS (lines); i++) {
    const char *text = _ (lines[i]);
    const int wide = text_width (GTK_WIDGET (timeline), TEXT_NAME, text);
    text_draw (snapshot, GTK_WIDGET (timeline), TEXT_NAME, text, (width - wide) / 2,
               height / 2 - ui_px (40) + i * ui_px (28), -1, ui_px (24), &color);
  }
}

static void
lq_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqTimeline *timeline = LQ_TIMELINE (widget);
  LqDesk *desk = timeline->desk;
  const DeskView *view = lq_desk_view (desk);
  const Rows *rows = lq_desk_rows (desk);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const int scale = gtk_widget_get_scale_factor (widget);
  const Draw draw = { .timeline = timeline,
                      .snapshot = snapshot,
                      .floor = picture_new (MAX (width, 1), 1, scale),
                      .from = lq_desk_at (desk, 0),
                      .to = lq_desk_at (desk, width),
                      .width = width,
                      .scale = scale };

  if (width <= 0 || height <= 0)
    return;
  if (timeline->map != lq_desk_map (desk)) {
    lane_spans_forget (timeline->spans);
    timeline->map = lq_desk_map (desk);
  }
  clip_tiles_tick (timeline->tiles);
  GtkSnapshot *grid = gtk_snapshot_new ();
  grid_draw_floor (grid, desk, width, 1);
  grid_draw_lines (grid, desk, width, 1);
  picture_draw (draw.floor, grid);
  int foot = 0;
  for (int i = rows_at (rows, view->y); i >= 0 && i < rows->n && foot < height; i++) {
    const int y = rows->rows[i].y - (int) view->y;
    draw_row (&draw, &rows->rows[i], y);
    foot = y + rows->rows[i].height;
  }
  if (foot < height) {
    cairo_surface_t *rest = floor_picture (&draw, height - foot);
    picture_append (snapshot, rest, 0, foot);
    cairo_surface_destroy (rest);
  }
  cairo_surface_destroy (draw.floor);
  if (list_n (lq_desk_project (desk)->tracks) <= 1)
    draw_empty (timeline, snapshot, width, height);
}

TimelineSpot
lq_timeline_spot (LqTimeline *timeline, double x, double y)
{
  LqDesk *desk = timeline->desk;
  const Rows *rows = lq_desk_rows (desk);
  const DeskView *view = lq_desk_view (desk);
  TimelineSpot spot = { .row = -1, .at = lq_desk_at (desk, x) };
  const int row = rows_at (rows, (int64_t) y + view->y);

  if (row < 0 || (int64_t) y + view->y >= rows->rows[row].y + rows->rows[row].height)
    return spot;
  spot.row = row;
  const Row *at = &rows->rows[row];
  const List *clips = at->kind == ROW_TRACK ? at->node->clips : NULL;
  if (at->kind == ROW_TAKE) {
    const int index = list_find (at->node->lanes, at->item);
    clips = index < 0 ? NULL : ((const Lane *) list_get (at->node->lanes, index))->clips;
  }
  int n;
  const ClipSpan *spans = lane_spans_get (timeline->spans, lq_desk_map (desk), clips, &n);
  const double reach = ui_px (EDGE_REACH);
  for (int i = lane_spans_first (spans, n, lq_desk_at (desk, x - 1)); i < n; i++) {
    const double left = lq_desk_x (desk, spans[i].from), right = lq_desk_x (desk, spans[i].to);
    if (left > x)
      break;
    spot.clip = spans[i].clip;
    const double inside = y + (double) view->y - at->y;
    spot.header = inside < ui_px (12);
    spot.upper = inside < at->height / 2.0;
    spot.left_edge = x - left < reach && right - left > 3 * reach;
    spot.right_edge = right - x < reach && right - left > 3 * reach;
  }
  return spot;
}

static void
desk_changed (LqDesk *desk, guint what, LqTimeline *timeline)
{
  if (what & DESK_PROJECT)
    lane_spans_tidy (timeline->spans);
  if (what & (DESK_PROJECT | DESK_VIEW | DESK_SELECTION | DESK_PICTURES))
    gtk_widget_queue_draw (GTK_WIDGET (timeline));
}

static void
lq_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqTimeline *timeline = LQ_TIMELINE (widget);
  DeskView *view = lq_desk_view (timeline->desk);
  view->width = width;
  view->height = height;
}

static void
lq_timeline_dispose (GObject *object)
{
  LqTimeline *timeline = LQ_TIMELINE (object);
  g_clear_pointer (&timeline->tiles, clip_tiles_free);
  g_clear_pointer (&timeline->groups, group_wave_free);
  g_clear_pointer (&timeline->spans, lane_spans_free);
  g_clear_object (&timeline->desk);
  G_OBJECT_CLASS (lq_timeline_parent_class)->dispose (object);
}

static void
lq_timeline_class_init (LqTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_timeline_dispose;
  widget_class->snapshot = lq_timeline_snapshot;
  widget_class->size_allocate = lq_timeline_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lq_timeline_init (LqTimeline *timeline)
{
  timeline->spans = lane_spans_new ();
  gtk_widget_set_overflow (GTK_WIDGET (timeline), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_timeline_new (LqDesk *desk)
{
  LqTimeline *timeline = g_object_new (LQ_TYPE_TIMELINE, NULL);
  timeline->desk = g_object_ref (desk);
  timeline->groups = group_wave_new (desk);
  timeline->tiles = clip_tiles_new (GTK_WIDGET (timeline), desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), timeline, 0);
  return GTK_WIDGET (timeline);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/clip_node.h"
#include "ui/arrange/grid_lines.h"
#include "ui/arrange/lane_draw.h"
#include "ui/arrange/lane_spans.h"
#include "ui/draw/text.h"

#define EDGE_REACH 6 /* design units */

struct _LqTimeline {
  GtkWidget parent_instance;
  LqDesk *desk;
  ClipNodes *nodes;
  LaneSpans *spans;
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
  Units from, to; /* in sight */
  int width;
} Draw;

static void
draw_clip (const Draw *draw, const Row *row, const ClipSpan *span, unsigned look, int y)
{
  LqTimeline *timeline = draw->timeline;
  LqDesk *desk = timeline->desk;
  const DeskView *view = lq_desk_view (desk);
  const int x =
      (int) lq_desk_x (desk, int64_max (span->from, draw->from - UNITS_PER_SECOND * 3600));
  const double left = lq_desk_x (desk, span->from);
  const int width = (int) fmax (lq_desk_x (desk, span->to) - left, 1);
  const int height = row->height - 1;

  if (lq_desk_clip_is_selected (desk, span->clip->node.id))
    look |= CLIP_SELECTED;
  if (width < 3) {
    GdkRGBA color = color_of_track (text_get (row->node->color));
    fill_rect (draw->snapshot, x, y, width, height, &color);
    return;
  }
  const int first = left < 0 ? (int) (-left / CLIP_TILE) : 0;
  for (int tile = first; tile * CLIP_TILE < width; tile++) {
    const double at = left + tile * CLIP_TILE;
    if (at > draw->width)
      break;
    GskRenderNode *node = clip_node (timeline->nodes, row->node, span->clip, look,
                                     view->x + (int64_t) left, width, height, tile);
    gtk_snapshot_save (draw->snapshot);
    gtk_snapshot_translate (draw->snapshot, &GRAPHENE_POINT_INIT ((float) at, (float) y));
    gtk_snapshot_append_node (draw->snapshot, node);
    gtk_snapshot_restore (draw->snapshot);
  }
  if (left < 0)
    clip_node_name (timeline->nodes, draw->snapshot, row->node, span->clip, look,
                    (int) fmin (left + width, draw->width), height, y);
}

static void
draw_clips (const Draw *draw, const Row *row, const List *clips, unsigned look, int y)
{
  LqTimeline *timeline = draw->timeline;
  int n;
  const ClipSpan *spans = lane_spans_get (timeline->spans, lq_desk_map (timeline->desk), clips, &n);
  for (int i = lane_spans_first (spans, n, draw->from); i < n && spans[i].from < draw->to; i++)
    draw_clip (draw, row, &spans[i], look, y);
}

/* A comp plays takes: of each as much as its part uses. In its own row, or, of one take, in the
 * take's. */
static void
draw_comp_parts (const Draw *draw, const Row *row, unsigned look, int y)
{
  const Comp *comp = lane_comp (row->node);
  const TempoMap *map = lq_desk_map (draw->timeline->desk);
  const int bar = row->kind == ROW_TRACK ? ui_px (COMP_BAR) : 0;
  Row body = *row;
  body.height -= bar;
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const int index = list_find (row->node->lanes, part->lane);
    Draw within = *draw;
    within.from = int64_max (draw->from, tempo_map_position_units (map, part->from));
    within.to = int64_min (draw->to, tempo_map_position_units (map, part->to));
    if (index < 0 || within.from >= within.to || (row->kind == ROW_TAKE && row->item != part->lane))
      continue;
    const double x = lq_desk_x (draw->timeline->desk, within.from);
    const double right = lq_desk_x (draw->timeline->desk, within.to);
    gtk_snapshot_push_clip (
        draw->snapshot,
        &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (right - x), (float) row->height));
    draw_clips (&within, &body, ((const Lane *) list_get (row->node->lanes, index))->clips,
                look | CLIP_BARE, y + bar);
    gtk_snapshot_pop (draw->snapshot);
  }
}

static void
draw_row (const Draw *draw, const Row *row, int y)
{
  LqDesk *desk = draw->timeline->desk;
  const Project *project = lq_desk_project (desk);
  const GdkRGBA line = token_color (TOKEN_LINE1), muted = token_color (TOKEN_TEXT3);
  unsigned look = 0;

  fill_rect (draw->snapshot, 0, y + row->height - 1, draw->width, 1, &line);
  if (is_silent (project, row->node))
    look |= CLIP_MUTED;
  if (row->node->frozen)
    look |= CLIP_FROZEN;
  switch (row->kind) {
  case ROW_TRACK:
    if (row->height < ui_px (HEIGHT_M))
      look |= CLIP_TAG;
    draw_clips (draw, row, row->node->clips, look, y);
    if (row->node->kind == TRACK_RETURN)
      lane_draw_return (draw->snapshot, GTK_WIDGET (draw->timeline), project, row, y, &muted);
    else if (row->node->kind == TRACK_GROUP || row->node->kind == TRACK_FOLDER)
      lane_draw_group (draw->snapshot, desk, draw->timeline->spans, row, y, draw->from, draw->to);
    draw_comp_parts (draw, row, look & ~(unsigned) CLIP_TAG, y);
    lane_draw_comp (draw->snapshot, GTK_WIDGET (draw->timeline), desk, row, y, draw->from,
                    draw->to);
    break;
  case ROW_AUTOMATION:
    lane_draw_automation (draw->snapshot, GTK_WIDGET (draw->timeline), desk, row, y, draw->width);
    break;
  case ROW_TAKE: {
    const int index = list_find (row->node->lanes, row->item);
    const Lane *lane = index < 0 ? NULL : (const Lane *) list_get (row->node->lanes, index);
    if (lane)
      draw_clips (draw, row, lane->clips, look | CLIP_BARE | CLIP_DIMMED, y);
    draw_comp_parts (draw, row, look, y);
    if (lane)
      lane_draw_used_parts (draw->snapshot, desk, row, lane, y, draw->from, draw->to);
    break;
  }
  }
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
  const Draw draw = { .timeline = timeline,
                      .snapshot = snapshot,
                      .from = lq_desk_at (desk, 0),
                      .to = lq_desk_at (desk, width),
                      .width = width };

  if (timeline->map != lq_desk_map (desk)) {
    lane_spans_forget (timeline->spans);
    timeline->map = lq_desk_map (desk);
  }
  clip_nodes_tick (timeline->nodes);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  grid_draw_floor (snapshot, desk, width, height);
  grid_draw_lines (snapshot, desk, width, height);
  for (int i = rows_at (rows, view->y); i >= 0 && i < rows->n; i++) {
    const int y = rows->rows[i].y - (int) view->y;
    if (y >= height)
      break;
    draw_row (&draw, &rows->rows[i], y);
  }
  if (list_n (lq_desk_project (desk)->tracks) <= 1)
    draw_empty (timeline, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
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
  g_clear_pointer (&timeline->nodes, clip_nodes_free);
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
  timeline->nodes = clip_nodes_new (GTK_WIDGET (timeline), desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), timeline, 0);
  return GTK_WIDGET (timeline);
}

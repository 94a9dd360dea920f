/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/overlay.h"

#include <math.h>

#include "ui/draw/text.h"

#define WAITS 4 /* design units that the playhead may lag behind for one frame */

struct _LqCursors {
  GtkWidget parent_instance;
  LqDesk *desk;
  bool focused;
  double hair;
  char *tag;
};

G_DEFINE_FINAL_TYPE (LqCursors, lq_cursors, GTK_TYPE_WIDGET)

static void
draw_range (LqCursors *cursors, GtkSnapshot *snapshot)
{
  LqDesk *desk = cursors->desk;
  const Rows *rows = lq_desk_rows (desk);
  const DeskView *view = lq_desk_view (desk);
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.14), line = token_alpha (TOKEN_ACCENT, 0.6);
  Units from, to;
  int first, last;

  if (!lq_desk_range (desk, &from, &to, &first, &last) || rows->n == 0)
    return;
  last = MIN (last, rows->n - 1);
  const double x = lq_desk_x (desk, from), width = lq_desk_x (desk, to) - x;
  const double y = rows->rows[first].y - (double) view->y;
  const double foot = rows->rows[last].y + rows->rows[last].height - (double) view->y;
  fill_rect (snapshot, x, y, width, foot - y - 1, &wash);
  stroke_rect (snapshot, x, y, width, foot - y - 1, 1, &line);
}

/* As one node: this is drawn over with every frame of the playhead. */
static void
draw_dashes (GtkSnapshot *snapshot, double x, int height, const GdkRGBA *color)
{
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, 0, 1, (float) height));
  gdk_cairo_set_source_rgba (cr, color);
  for (int y = 0; y < height; y += 5)
    cairo_rectangle (cr, x, y, 1, 2);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_cursor (LqCursors *cursors, GtkSnapshot *snapshot, int height)
{
  LqDesk *desk = cursors->desk;
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const Rows *rows = lq_desk_rows (desk);
  const GdkRGBA color = token_color (TOKEN_ACCENT);
  const double x = lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), cursor->at));

  draw_dashes (snapshot, x, height, &color);
  if (cursor->row < rows->n) {
    const Row *row = &rows->rows[cursor->row];
    const double y = row->y - (double) lq_desk_view (desk)->y;
    fill_rect (snapshot, x, y, 1, row->height, &color);
    fill_rect (snapshot, x - 3, y, 7, 2, &color);
    fill_rect (snapshot, x - 3, y + row->height - 3, 7, 2, &color);
  }
}

static void
draw_loop (LqCursors *cursors, GtkSnapshot *snapshot, int height)
{
  LqDesk *desk = cursors->desk;
  const Project *project = lq_desk_project (desk);
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.045);
  if (!project->loop)
    return;
  const TempoMap *map = lq_desk_map (desk);
  const double x = lq_desk_x (desk, tempo_map_position_units (map, project->loop_from));
  const double right = lq_desk_x (desk, tempo_map_position_units (map, project->loop_to));
  fill_rect (snapshot, x, 0, right - x, height, &wash);
}

/* Where the part in sight lies in the whole. */
static void
draw_marks (LqCursors *cursors, GtkSnapshot *snapshot, int width, int height)
{
  LqDesk *desk = cursors->desk;
  const DeskView *view = lq_desk_view (desk);
  const Rows *rows = lq_desk_rows (desk);
  const GdkRGBA color = token_alpha (TOKEN_TEXT3, 0.4);
  const int thick = ui_px (4), edge = ui_px (2);
  const double song = fmax ((double) lq_desk_length (desk) / UNITS_PER_SECOND * view->px_per_second,
                            (double) (view->x + width));
  if (song > width) {
    const double share = width / song, at = (double) view->x / song;
    fill_rect (snapshot, at * width, height - thick - edge, fmax (share * width, ui_px (20)), thick,
               &color);
  }
  if (rows->height > height) {
    const double all = fmax (rows->height, (double) view->y + height);
    fill_rect (snapshot, width - thick - edge, (double) view->y / all * height, thick,
               fmax (height / all * height, ui_px (20)), &color);
  }
}

static void
lq_cursors_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqCursors *cursors = LQ_CURSORS (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA accent = token_color (TOKEN_ACCENT);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_loop (cursors, snapshot, height);
  draw_range (cursors, snapshot);
  draw_cursor (cursors, snapshot, height);
  draw_marks (cursors, snapshot, width, height);
  if (cursors->hair >= 0) {
    fill_rect (snapshot, cursors->hair, 0, 1, height, &accent);
    if (cursors->tag) {
      const GdkRGBA floor = token_color (TOKEN_BG4), text = token_color (TOKEN_TEXT1);
      const int wide = text_width (widget, TEXT_CAPTION, cursors->tag) + ui_px (8);
      fill_rect (snapshot, cursors->hair + ui_px (6), ui_px (6), wide, ui_px (18), &floor);
      text_draw (snapshot, widget, TEXT_CAPTION, cursors->tag, cursors->hair + ui_px (10),
                 ui_px (6), -1, ui_px (18), &text);
    }
  }
  if (cursors->focused)
    stroke_rect (snapshot, 0, 0, width, height, ui_ring (), &accent);
  gtk_snapshot_pop (snapshot);
}

static void
cursors_desk_changed (LqDesk *desk, guint what, GtkWidget *cursors)
{
  if (what & (DESK_CURSOR | DESK_VIEW | DESK_PROJECT))
    gtk_widget_queue_draw (cursors);
}

void
lq_cursors_set_focused (LqCursors *cursors, bool focused)
{
  cursors->focused = focused;
  gtk_widget_queue_draw (GTK_WIDGET (cursors));
}

void
lq_cursors_set_hair (LqCursors *cursors, double x, const char *tag)
{
  cursors->hair = x;
  g_free (cursors->tag);
  cursors->tag = g_strdup (tag);
  gtk_widget_queue_draw (GTK_WIDGET (cursors));
}

static void
lq_cursors_dispose (GObject *object)
{
  LqCursors *cursors = LQ_CURSORS (object);
  g_clear_object (&cursors->desk);
  g_clear_pointer (&cursors->tag, g_free);
  G_OBJECT_CLASS (lq_cursors_parent_class)->dispose (object);
}

static void
lq_cursors_class_init (LqCursorsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_cursors_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_cursors_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_cursors_init (LqCursors *cursors)
{
  cursors->hair = -1;
  gtk_widget_set_can_target (GTK_WIDGET (cursors), FALSE);
}

GtkWidget *
lq_cursors_new (LqDesk *desk)
{
  LqCursors *cursors = g_object_new (LQ_TYPE_CURSORS, NULL);
  cursors->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (cursors_desk_changed), cursors, 0);
  return GTK_WIDGET (cursors);
}

struct _LqPlayhead {
  GtkWidget parent_instance;
  LqDesk *desk;
  int top;
  double x; /* drawn last */
};

G_DEFINE_FINAL_TYPE (LqPlayhead, lq_playhead, GTK_TYPE_WIDGET)

/* On whole pixels: between two of them nothing is drawn. */
static double
place_of (LqPlayhead *playhead)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (playhead));
  return rint (lq_desk_x (playhead->desk, lq_desk_playhead (playhead->desk)) * scale) / scale;
}

static void
lq_playhead_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPlayhead *playhead = LQ_PLAYHEAD (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA color = token_color (TOKEN_METER_PEAK);

  playhead->x = place_of (playhead);
  if (playhead->x < -ui_px (6) || playhead->x > width + ui_px (6))
    return;
  const double x = playhead->x;
  const int top = playhead->top, half = ui_px (5);
  fill_rect (snapshot, x, top + half, 1.25, height - top - half, &color);
  fill_rect (snapshot, x - half + 0.5, top - half, 2 * half, half, &color);
  for (int i = 0; i < half; i++)
    fill_rect (snapshot, x - half + 0.5 + i, top + i, 2 * (half - i), 1, &color);
}

void
lq_playhead_set_top (LqPlayhead *playhead, int top)
{
  playhead->top = top;
  gtk_widget_queue_draw (GTK_WIDGET (playhead));
}

void
lq_playhead_tick (LqPlayhead *playhead, bool busy)
{
  const double moved = fabs (place_of (playhead) - playhead->x);
  if (moved > (busy ? ui_px (WAITS) : 0))
    gtk_widget_queue_draw (GTK_WIDGET (playhead));
}

static void
lq_playhead_dispose (GObject *object)
{
  g_clear_object (&LQ_PLAYHEAD (object)->desk);
  G_OBJECT_CLASS (lq_playhead_parent_class)->dispose (object);
}

static void
lq_playhead_class_init (LqPlayheadClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_playhead_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_playhead_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_playhead_init (LqPlayhead *playhead)
{
  gtk_widget_set_can_target (GTK_WIDGET (playhead), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (playhead), GTK_OVERFLOW_HIDDEN);
}

static void
playhead_desk_changed (LqDesk *desk, guint what, GtkWidget *playhead)
{
  if (what & (DESK_VIEW | DESK_TRANSPORT))
    gtk_widget_queue_draw (playhead);
}

GtkWidget *
lq_playhead_new (LqDesk *desk)
{
  LqPlayhead *playhead = g_object_new (LQ_TYPE_PLAYHEAD, NULL);
  playhead->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (playhead_desk_changed), playhead, 0);
  return GTK_WIDGET (playhead);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/headers.h"

#include <glib/gi18n.h>

#include "ui/arrange/header.h"
#include "ui/arrange/take_stars.h"
#include "ui/draw/picture.h"
#include "ui/draw/text.h"

#define FOOT 4 /* design units at which a row is made higher */

struct _LqHeaders {
  GtkWidget parent_instance;
  LqDesk *desk;
  Hand *hand; /* borrowed */
  GPtrArray *headers; /* LqHeader, children */
  GArray *pictures; /* PictureOfChild, of each */
  int first; /* row that the first one shows */
  int height;
  int64_t y; /* of the view, and */
  const Rows *rows; /* that they show; never looked into later */
  bool stale; /* they show other rows, or need to be more */
};

G_DEFINE_FINAL_TYPE (LqHeaders, lq_headers, GTK_TYPE_WIDGET)

/* Not while sizes are given: headers ask for sizes of their own. */
static void
show_rows (LqHeaders *headers)
{
  LqDesk *desk = headers->desk;
  const Rows *rows = lq_desk_rows (desk);
  const DeskView *view = lq_desk_view (desk);
  const int height = gtk_widget_get_height (GTK_WIDGET (headers));
  guint n = 0;

  headers->stale = false;
  headers->y = view->y;
  headers->rows = rows;
  headers->first = MAX (rows_at (rows, view->y), 0);
  for (int i = rows_at (rows, view->y); i >= 0 && i < rows->n; i++) {
    if (rows->rows[i].y - view->y >= height)
      break;
    if (n == headers->headers->len) {
      GtkWidget *header = lq_header_new (desk);
      gtk_widget_set_parent (header, GTK_WIDGET (headers));
      g_ptr_array_add (headers->headers, header);
      g_array_set_size (headers->pictures, headers->headers->len);
    }
    lq_header_set_row (g_ptr_array_index (headers->headers, n), &rows->rows[i],
                       i == lq_desk_cursor (desk)->row);
    n++;
  }
  for (guint i = 0; i < headers->headers->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (headers->headers, i), i < n);
  gtk_widget_queue_allocate (GTK_WIDGET (headers));
}

static void
lq_headers_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqHeaders *headers = LQ_HEADERS (widget);
  const Rows *rows = lq_desk_rows (headers->desk);
  const DeskView *view = lq_desk_view (headers->desk);

  headers->stale |= height != headers->height;
  headers->height = height;
  for (guint i = 0; i < headers->headers->len; i++) {
    GtkWidget *header = g_ptr_array_index (headers->headers, i);
    int least, wish;
    const int shown = headers->first + (int) i;
    if (!gtk_widget_get_child_visible (header) || shown >= rows->n)
      continue;
    const Row *row = &rows->rows[shown];
    gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, width, &least, &wish, NULL, NULL);
    GtkAllocation at = { 0, row->y - (int) view->y, width, row->height };
    gtk_widget_size_allocate (header, &at, -1);
  }
}

static void
lq_headers_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqHeaders *headers = LQ_HEADERS (widget);
  const GdkRGBA floor = token_color (TOKEN_BG1);
  fill_rect (snapshot, 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget), &floor);
  for (guint i = 0; i < headers->headers->len; i++) {
    GtkWidget *header = g_ptr_array_index (headers->headers, i);
    GtkAllocation at;
    if (!gtk_widget_get_child_visible (header))
      continue;
    picture_of_child (&g_array_index (headers->pictures, PictureOfChild, i), widget, header, &floor,
                      snapshot);
    /* What moves while it sounds lies over the pictures. */
    gtk_widget_get_allocation (header, &at);
    lq_header_snapshot_meter (LQ_HEADER (header), snapshot, at.y);
  }
}

static void
lq_headers_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

void
lq_headers_tick (LqHeaders *headers, gint64 now)
{
  if (headers->stale)
    show_rows (headers);
  bool moved = false;
  for (guint i = 0; i < headers->headers->len; i++)
    if (gtk_widget_get_child_visible (g_ptr_array_index (headers->headers, i)))
      moved |= lq_header_tick (g_ptr_array_index (headers->headers, i), now);
  if (moved)
    gtk_widget_queue_draw (GTK_WIDGET (headers));
}

void
lq_headers_clear_peaks (LqHeaders *headers)
{
  for (guint i = 0; i < headers->headers->len; i++)
    lq_header_clear_peaks (g_ptr_array_index (headers->headers, i));
}

static void
desk_changed (LqDesk *desk, guint what, LqHeaders *headers)
{
  const bool moved = lq_desk_view (desk)->y != headers->y || lq_desk_rows (desk) != headers->rows;
  if (what & (DESK_PROJECT | DESK_CURSOR | DESK_SELECTION | DESK_TRANSPORT | DESK_STATE) ||
      (what & DESK_VIEW && moved))
    headers->stale = true;
}

/* The edge at the foot of a header makes its row higher. */
static bool
at_foot (LqHeaders *headers, int row, double y)
{
  const Rows *rows = lq_desk_rows (headers->desk);
  const double inside = y + (double) lq_desk_view (headers->desk)->y - rows->rows[row].y;
  return rows->rows[row].height - inside <= ui_px (FOOT);
}

static int
row_of (LqHeaders *headers, double y)
{
  const Rows *rows = lq_desk_rows (headers->desk);
  const int64_t at = (int64_t) y + lq_desk_view (headers->desk)->y;
  return at < rows->height ? rows_at (rows, at) : -1;
}

static void
pressed (GtkWidget *widget, int n, double x, double y, unsigned keys, void *data)
{
  LqHeaders *headers = data;
  const int row = row_of (headers, y);
  const Hit hit = { .row = row, .ruler = N_RULERS };
  gtk_widget_grab_focus (widget);
  if (row >= 0 && lq_desk_rows (headers->desk)->rows[row].kind == ROW_TAKE && take_stars_at (x) > 0)
    take_stars_set (headers->desk, &lq_desk_rows (headers->desk)->rows[row], take_stars_at (x));
  else if (row < 0)
    lq_desk_select_none (headers->desk);
  else
    hand_press (headers->hand, at_foot (headers, row, y) ? HAND_HEIGHT : HAND_HEADER, widget, &hit,
                x, y, keys);
}

static void
context (GtkGestureClick *gesture, int n, double x, double y, LqHeaders *headers)
{
  const int row = row_of (headers, y);
  const guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  if (hand_cancel (headers->hand) || hand_has_cancelled_at (headers->hand, time) || row < 0)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (headers));
  pick_header (headers->desk, row, 0, false);
  hand_open_menu (GTK_WIDGET (headers), "header", x, y);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, LqHeaders *headers)
{
  const int row = row_of (headers, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (headers),
                                   row >= 0 && at_foot (headers, row, y) ? "ns-resize" : NULL);
}

static void
lq_headers_dispose (GObject *object)
{
  LqHeaders *headers = LQ_HEADERS (object);
  for (guint i = 0; headers->headers && i < headers->headers->len; i++)
    gtk_widget_unparent (g_ptr_array_index (headers->headers, i));
  g_clear_pointer (&headers->headers, g_ptr_array_unref);
  g_clear_pointer (&headers->pictures, g_array_unref);
  g_clear_object (&headers->desk);
  G_OBJECT_CLASS (lq_headers_parent_class)->dispose (object);
}

static void
lq_headers_class_init (LqHeadersClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_headers_dispose;
  widget_class->snapshot = lq_headers_snapshot;
  widget_class->size_allocate = lq_headers_size_allocate;
  widget_class->measure = lq_headers_measure;
  gtk_widget_class_set_css_name (widget_class, "headers");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
clear_picture (gpointer picture)
{
  picture_of_child_clear (picture);
}

static void
lq_headers_init (LqHeaders *headers)
{
  headers->headers = g_ptr_array_new ();
  headers->pictures = g_array_new (FALSE, TRUE, sizeof (PictureOfChild));
  g_array_set_clear_func (headers->pictures, clear_picture);
  headers->stale = true;
  gtk_widget_set_focusable (GTK_WIDGET (headers), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (headers), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (headers), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Track headers"), -1);
}

GtkWidget *
lq_headers_new (LqDesk *desk, Hand *hand)
{
  LqHeaders *headers = g_object_new (LQ_TYPE_HEADERS, NULL);
  GtkWidget *widget = GTK_WIDGET (headers);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  headers->desk = g_object_ref (desk);
  headers->hand = hand;
  hand_attach (hand, widget, pressed, headers);
  hand_watch_keys (hand, widget);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (context), headers);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (moved), headers);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), headers, 0);
  return GTK_WIDGET (headers);
}

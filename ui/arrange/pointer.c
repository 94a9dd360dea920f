/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/pointer.h"

#include <math.h>

#include "ui/draw/theme.h"

#define THRESHOLD 4 /* design units until a press is a drag */
#define SCROLL_STEP 48 /* design units of one notch */
#define ZOOM_STEP 1.25
#define ZOOM_TRAVEL 80.0 /* pixels of a drag that double the zoom */

typedef enum { DRAG_NONE, DRAG_RANGE, DRAG_PAN, DRAG_LOOP, DRAG_ZOOM } DragKind;

struct _LqPointer {
  GtkWidget parent_instance;
  LqDesk *desk;
  LqTimeline *timeline;
  LqCursors *cursors;
  LqRulers *rulers;
  DragKind drag;
  double x, y; /* pointer, last */
  Position from; /* of a drag */
  int from_row;
  DeskView before; /* the drag */
};

G_DEFINE_FINAL_TYPE (LqPointer, lq_pointer, GTK_TYPE_WIDGET)

static GdkModifierType
modifiers (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
}

static Position
place (LqPointer *pointer, double x, GdkModifierType state)
{
  const Units at = int64_max (lq_desk_at (pointer->desk, x), 0);
  const int rate = lq_desk_rate (pointer->desk);
  if (state & GDK_ALT_MASK)
    return (Position){ frames_to_units (units_to_frames (at, rate), rate), TIME_ABSOLUTE };
  return lq_desk_snap (pointer->desk, at);
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  const GdkModifierType state = modifiers (gesture);
  const TimelineSpot spot = lq_timeline_spot (pointer->timeline, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (pointer));
  if (spot.row < 0) {
    lq_desk_select_none (desk);
    return;
  }
  const bool takes =
      spot.clip && (spot.header || spot.upper) && lq_desk_tool (desk) == TOOL_POINTER;
  const Row *row = &lq_desk_rows (desk)->rows[spot.row];
  if (takes) {
    lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, spot.row, false);
    lq_desk_select_clip (desk, spot.clip->node.id, state & GDK_CONTROL_MASK);
  } else {
    lq_desk_select_none (desk);
    lq_desk_set_cursor (desk, place (pointer, x, state), spot.row, state & GDK_SHIFT_MASK);
  }
  if (n == 2 && spot.clip && row->kind == ROW_TRACK)
    gtk_widget_activate_action (GTK_WIDGET (pointer), "win.do", "s", "edit.open");
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, LqPointer *pointer)
{
  const TimelineSpot spot = lq_timeline_spot (pointer->timeline, x, y);
  pointer->before = *lq_desk_view (pointer->desk);
  pointer->drag = DRAG_NONE;
  pointer->from = place (pointer, x, modifiers (gesture));
  pointer->from_row = spot.row;
}

static void
scroll_at_edges (LqPointer *pointer, double x)
{
  DeskView *view = lq_desk_view (pointer->desk);
  const int edge = ui_px (24);
  if (x < edge)
    view->x -= (int64_t) (edge - x);
  else if (x > view->width - edge)
    view->x += (int64_t) (x - view->width + edge);
  else
    return;
  lq_desk_view_changed (pointer->desk);
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  double x, y;

  if (pointer->drag == DRAG_NONE && hypot (dx, dy) < ui_px (THRESHOLD))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (pointer->drag == DRAG_NONE) {
    const TimelineSpot spot = lq_timeline_spot (pointer->timeline, x, y);
    const bool on_clip = spot.clip && (spot.header || spot.upper);
    if (pointer->from_row < 0 || (on_clip && lq_desk_tool (desk) == TOOL_POINTER))
      return;
    pointer->drag = DRAG_RANGE;
  }
  scroll_at_edges (pointer, x + dx);
  const Position to = place (pointer, x + dx, modifiers (gesture));
  const int row = rows_at (lq_desk_rows (desk), (int64_t) (y + dy) + lq_desk_view (desk)->y);
  lq_desk_set_range (desk, pointer->from, to, pointer->from_row, MAX (row, 0));
  lq_cursors_set_hair (pointer->cursors,
                       lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), to)),
                       lq_desk_place (desk, to));
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  pointer->drag = DRAG_NONE;
  lq_cursors_set_hair (pointer->cursors, -1, NULL);
}

static void
pan_begin (GtkGestureDrag *gesture, double x, double y, LqPointer *pointer)
{
  pointer->before = *lq_desk_view (pointer->desk);
}

static void
pan_update (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  DeskView *view = lq_desk_view (pointer->desk);
  view->x = pointer->before.x - (int64_t) dx;
  view->y = pointer->before.y - (int64_t) dy;
  lq_desk_view_changed (pointer->desk);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  DeskView *view = lq_desk_view (desk);
  const GdkModifierType state = modifiers (controller);
  const double step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
                          ? ui_px (SCROLL_STEP)
                          : 1;

  if (state & GDK_CONTROL_MASK && state & GDK_SHIFT_MASK)
    gtk_widget_activate_action (GTK_WIDGET (pointer), "win.do", "s",
                                dy < 0 ? "zoom.taller" : "zoom.shorter");
  else if (state & GDK_CONTROL_MASK)
    lq_desk_zoom (desk, pow (ZOOM_STEP, -dy * step / ui_px (SCROLL_STEP)), pointer->x);
  else {
    if (state & GDK_SHIFT_MASK) {
      dx += dy;
      dy = 0;
    }
    view->x += (int64_t) (dx * step);
    view->y += (int64_t) (dy * step);
    lq_desk_view_changed (desk);
  }
  return TRUE;
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, LqPointer *pointer)
{
  static const char *const cursors[] = { "default", "text", "cell", "col-resize", "nw-resize" };
  const TimelineSpot spot = lq_timeline_spot (pointer->timeline, x, y);
  const char *cursor = cursors[lq_desk_tool (pointer->desk)];
  pointer->x = x;
  pointer->y = y;
  if (spot.clip && (spot.left_edge || spot.right_edge))
    cursor = "ew-resize";
  else if (spot.clip && lq_desk_tool (pointer->desk) == TOOL_POINTER && !spot.upper)
    cursor = "text";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (pointer), cursor);
}

static void
ruler_begin (GtkGestureDrag *gesture, double x, double y, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  const Ruler ruler = lq_rulers_at (pointer->rulers, y);
  pointer->before = *lq_desk_view (desk);
  pointer->from = place (pointer, x, modifiers (gesture));
  pointer->drag = DRAG_NONE;
  pointer->from_row = ruler;
  if (ruler == RULER_TIME || ruler == RULER_BARS) {
    const Units at = tempo_map_position_units (lq_desk_map (desk), pointer->from);
    lq_desk_set_cursor (desk, pointer->from, lq_desk_cursor (desk)->row, false);
    lq_desk_locate (desk, at);
  } else
    lq_desk_set_cursor (desk, pointer->from, lq_desk_cursor (desk)->row, false);
}

static void
ruler_update (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  double x, y;
  if (pointer->drag == DRAG_NONE && hypot (dx, dy) < ui_px (THRESHOLD))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (pointer->from_row == RULER_TIME) {
    pointer->drag = DRAG_ZOOM;
    DeskView *view = lq_desk_view (desk);
    const double seconds = (x + (double) pointer->before.x) / pointer->before.px_per_second;
    view->px_per_second = pointer->before.px_per_second * exp2 (dy / ZOOM_TRAVEL);
    view->x = (int64_t) (seconds * view->px_per_second - x - dx);
    lq_desk_view_changed (desk);
  } else if (pointer->from_row == RULER_BARS) {
    pointer->drag = DRAG_LOOP;
    const Position to = place (pointer, x + dx, modifiers (gesture));
    lq_cursors_set_hair (pointer->cursors,
                         lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), to)),
                         lq_desk_place (desk, to));
  }
}

static void
ruler_end (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  double x, y;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (pointer->drag == DRAG_LOOP) {
    Position from = pointer->from, to = place (pointer, x + dx, modifiers (gesture));
    const TempoMap *map = lq_desk_map (desk);
    if (tempo_map_position_units (map, from) > tempo_map_position_units (map, to)) {
      const Position kept = from;
      from = to;
      to = kept;
    }
    if (tempo_map_position_units (map, from) < tempo_map_position_units (map, to))
      lq_desk_run (desk, NULL, "loop.set from=%s to=%s on=on", lq_desk_place (desk, from),
                   lq_desk_place (desk, to));
  }
  pointer->drag = DRAG_NONE;
  lq_cursors_set_hair (pointer->cursors, -1, NULL);
}

static void
connect_drag (GtkWidget *widget, LqPointer *pointer, guint button, GCallback begin,
              GCallback update, GCallback end)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", begin, pointer);
  g_signal_connect (drag, "drag-update", update, pointer);
  if (end)
    g_signal_connect (drag, "drag-end", end, pointer);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

static void
lq_pointer_dispose (GObject *object)
{
  g_clear_object (&LQ_POINTER (object)->desk);
  G_OBJECT_CLASS (lq_pointer_parent_class)->dispose (object);
}

/* The item at the cursor carries the focus (proxies.h). */
static gboolean
lq_pointer_grab_focus (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_grab_focus (child))
      return TRUE;
  return FALSE;
}

static void
lq_pointer_class_init (LqPointerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_pointer_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = lq_pointer_grab_focus;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "pointer");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lq_pointer_init (LqPointer *pointer)
{
}

GtkWidget *
lq_pointer_new (LqDesk *desk, LqTimeline *timeline, LqCursors *cursors, LqRulers *rulers)
{
  LqPointer *pointer = g_object_new (LQ_TYPE_POINTER, NULL);
  GtkWidget *widget = GTK_WIDGET (pointer);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  pointer->desk = g_object_ref (desk);
  pointer->timeline = timeline;
  pointer->cursors = cursors;
  pointer->rulers = rulers;
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), pointer);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  connect_drag (widget, pointer, GDK_BUTTON_PRIMARY, G_CALLBACK (drag_begin),
                G_CALLBACK (drag_update), G_CALLBACK (drag_end));
  connect_drag (widget, pointer, GDK_BUTTON_MIDDLE, G_CALLBACK (pan_begin), G_CALLBACK (pan_update),
                NULL);
  connect_drag (GTK_WIDGET (rulers), pointer, GDK_BUTTON_PRIMARY, G_CALLBACK (ruler_begin),
                G_CALLBACK (ruler_update), G_CALLBACK (ruler_end));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), pointer);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), pointer);
  gtk_widget_add_controller (widget, motion);
  return widget;
}

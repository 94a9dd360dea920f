/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/pointer.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/theme.h"

#define SCROLL_STEP 48 /* design units of one notch */
#define ZOOM_STEP 1.25

struct _LqPointer {
  GtkWidget parent_instance;
  LqDesk *desk;
  Hand *hand; /* borrowed, as the next two */
  LqGhosts *ghosts;
  LqRulers *rulers;
  HitTester tester;
  double x, y; /* pointer, last */
  int64_t pan_x, pan_y; /* of the view where the middle button went down */
};

G_DEFINE_FINAL_TYPE (LqPointer, lq_pointer, GTK_TYPE_WIDGET)

static Hit
hit_in_ruler (LqPointer *pointer, double x, double y)
{
  int height;
  const Ruler ruler = lq_rulers_at (pointer->rulers, y);
  if (ruler == N_RULERS)
    return hit_ruler (pointer->desk, ruler, x, y, 0);
  const int top = lq_rulers_top (pointer->rulers, ruler, &height);
  return hit_ruler (pointer->desk, ruler, x, y - top, height);
}

static void
after_twice (LqPointer *pointer, PickAfter after)
{
  static const char *const actions[] = {
    [PICK_OPEN] = "edit.open", [PICK_RENAME] = "edit.rename", [PICK_ADD] = "ruler.add"
  };
  if (after != PICK_DONE)
    gtk_widget_activate_action (GTK_WIDGET (pointer), "win.do", "s", actions[after]);
}

static void
pressed (GtkWidget *widget, int n, double x, double y, unsigned keys, void *data)
{
  LqPointer *pointer = data;
  const bool ruler = widget == GTK_WIDGET (pointer->rulers);
  const Hit hit = ruler ? hit_in_ruler (pointer, x, y) : hit_timeline (&pointer->tester, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (pointer));
  if (n == 2 && !keys)
    after_twice (pointer, pick_twice (pointer->desk, &hit, y));
  else
    hand_press (pointer->hand, ruler ? HAND_RULER : HAND_TIMELINE, widget, &hit, x, y, keys);
}

static const char *
menu_of (const Hit *hit)
{
  if (hit_is_clip (hit->kind))
    return "clip";
  switch (hit->kind) {
  case HIT_POINT:
    return "point";
  case HIT_AUTOMATION:
  case HIT_LINE:
  case HIT_BEND:
    return "automation";
  case HIT_TAKE:
  case HIT_PART_EDGE:
    return "take";
  case HIT_TIME:
  case HIT_BARS:
  case HIT_LOOP:
  case HIT_LOOP_START:
  case HIT_LOOP_END:
    return "bars";
  case HIT_RULER:
    return "ruler";
  case HIT_ITEM:
  case HIT_ITEM_START:
  case HIT_ITEM_END:
    return "item";
  default:
    return "lane";
  }
}

/* A right click selects what it is for, and leaves a selection that it belongs to alone. */
static void
context (GtkGestureClick *gesture, int n, double x, double y, LqPointer *pointer)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  const guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  const bool ruler = widget == GTK_WIDGET (pointer->rulers);
  Units from, to;
  int first, last;
  if (hand_cancel (pointer->hand) || hand_has_cancelled_at (pointer->hand, time))
    return;
  const Hit hit = ruler ? hit_in_ruler (pointer, x, y) : hit_timeline (&pointer->tester, x, y);
  const bool in_range = lq_desk_range (pointer->desk, &from, &to, &first, &last) &&
                        hit.row >= first && hit.row <= last && hit.at >= from && hit.at < to;
  gtk_widget_grab_focus (GTK_WIDGET (pointer));
  if (ruler || hit.kind == HIT_POINT)
    pick_click (pointer->desk, &hit, 0);
  else if (!in_range)
    pick_press (pointer->desk, &hit, 0);
  hand_open_menu (widget, menu_of (&hit), x, y);
}

static void
pan_begin (GtkGestureDrag *gesture, double x, double y, LqPointer *pointer)
{
  pointer->pan_x = lq_desk_view (pointer->desk)->x;
  pointer->pan_y = lq_desk_view (pointer->desk)->y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (pointer), "grabbing");
}

static void
pan_update (GtkGestureDrag *gesture, double dx, double dy, LqPointer *pointer)
{
  DeskView *view = lq_desk_view (pointer->desk);
  view->x = pointer->pan_x - (int64_t) dx;
  view->y = pointer->pan_y - (int64_t) dy;
  lq_desk_view_changed (pointer->desk);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqPointer *pointer)
{
  LqDesk *desk = pointer->desk;
  DeskView *view = lq_desk_view (desk);
  const unsigned keys = hand_keys (controller);
  const double step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
                          ? ui_px (SCROLL_STEP)
                          : 1;

  if (keys & DRAG_CTRL && keys & DRAG_SHIFT)
    gtk_widget_activate_action (GTK_WIDGET (pointer), "win.do", "s",
                                dy < 0 ? "zoom.taller" : "zoom.shorter");
  else if (keys & DRAG_CTRL)
    lq_desk_zoom (desk, pow (ZOOM_STEP, -dy * step / ui_px (SCROLL_STEP)), pointer->x);
  else {
    if (keys & DRAG_SHIFT) {
      dx += dy;
      dy = 0;
    }
    view->x += (int64_t) (dx * step);
    view->y += (int64_t) (dy * step);
    lq_desk_view_changed (desk);
  }
  return TRUE;
}

static const char *
cursor_of (LqDesk *desk, const Hit *hit)
{
  static const char *const tools[N_TOOLS] = { NULL, "text", "cell", "col-resize", "nw-resize" };
  const bool body = hit->kind == HIT_LANE || hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY;
  const char *tool = tools[lq_desk_tool (desk)];
  if (tool && body)
    return tool;
  switch (hit->kind) {
  case HIT_CLIP_START:
  case HIT_ITEM_START:
  case HIT_LOOP_START:
    return "w-resize";
  case HIT_CLIP_END:
  case HIT_ITEM_END:
  case HIT_LOOP_END:
    return "e-resize";
  case HIT_FADE_IN:
    return "nw-resize";
  case HIT_FADE_OUT:
    return "ne-resize";
  case HIT_GAIN:
  case HIT_BEND:
    return "ns-resize";
  case HIT_CROSSFADE_MOVE:
    return "ew-resize";
  case HIT_CROSSFADE:
  case HIT_PART_EDGE:
    return "col-resize";
  case HIT_POINT:
  case HIT_GAIN_POINT:
  case HIT_CLIP:
  case HIT_ITEM:
  case HIT_LOOP:
    return "pointer";
  case HIT_LINE:
  case HIT_GAIN_LINE:
    return "cell";
  case HIT_CLIP_BODY:
  case HIT_TAKE:
    return "text";
  default:
    return NULL;
  }
}

static const char *
hint_of (LqDesk *desk, const Hit *hit)
{
  const bool body = hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY;
  if (body && lq_desk_tool (desk) == TOOL_SPLIT)
    return _ ("Split here");
  if (body && lq_desk_tool (desk) == TOOL_FADE)
    return _ ("Fade from the nearer edge");
  if (hit->kind == HIT_CLIP && lq_desk_tool (desk) == TOOL_RANGE)
    return _ (hit_name (HIT_CLIP_BODY));
  const char *name = hit_name (hit->kind);
  return name ? _ (name) : NULL;
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, LqPointer *pointer)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const bool ruler = widget == GTK_WIDGET (pointer->rulers);
  pointer->x = x;
  pointer->y = y;
  if (hand_is_dragging (pointer->hand))
    return;
  const Hit hit = ruler ? hit_in_ruler (pointer, x, y) : hit_timeline (&pointer->tester, x, y);
  gtk_widget_set_cursor_from_name (widget, cursor_of (pointer->desk, &hit));
  lq_ghosts_hover (pointer->ghosts, &hit);
  lq_desk_set_hint (pointer->desk, hint_of (pointer->desk, &hit));
}

static void
gone (GtkEventControllerMotion *controller, LqPointer *pointer)
{
  lq_ghosts_hover (pointer->ghosts, NULL);
  lq_desk_set_hint (pointer->desk, NULL);
}

static void
lq_pointer_dispose (GObject *object)
{
  LqPointer *pointer = LQ_POINTER (object);
  hit_tester_clear (&pointer->tester);
  g_clear_object (&pointer->desk);
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

/* Timeline and rulers hear the same. */
static void
connect_to (LqPointer *pointer, GtkWidget *widget)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (context), pointer);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (moved), pointer);
  g_signal_connect (motion, "leave", G_CALLBACK (gone), pointer);
  gtk_widget_add_controller (widget, motion);
  hand_attach (pointer->hand, widget, pressed, pointer);
}

static void
desk_changed (LqDesk *desk, guint what, LqPointer *pointer)
{
  if (what & DESK_PROJECT)
    lane_spans_tidy (pointer->tester.spans);
}

GtkWidget *
lq_pointer_new (LqDesk *desk, Hand *hand, LqGhosts *ghosts, LqRulers *rulers)
{
  LqPointer *pointer = g_object_new (LQ_TYPE_POINTER, NULL);
  GtkWidget *widget = GTK_WIDGET (pointer);
  GtkGesture *pan = gtk_gesture_drag_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  pointer->desk = g_object_ref (desk);
  pointer->hand = hand;
  pointer->ghosts = ghosts;
  pointer->rulers = rulers;
  hit_tester_init (&pointer->tester, desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), pointer, 0);
  connect_to (pointer, widget);
  connect_to (pointer, GTK_WIDGET (rulers));
  hand_watch_keys (hand, widget);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begin), pointer);
  g_signal_connect (pan, "drag-update", G_CALLBACK (pan_update), pointer);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), pointer);
  gtk_widget_add_controller (widget, scroll);
  return widget;
}

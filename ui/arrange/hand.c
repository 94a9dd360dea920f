/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/hand.h"

#include <math.h>

#include "ui/draw/theme.h"

#define THRESHOLD 4 /* design units until a press is a drag; 6 on touch and pen */
#define THRESHOLD_TOUCH 6
#define SCROLL_EDGE 24 /* design units */
#define SCROLL_MOST 48 /* pixels of one frame */

struct Hand {
  LqDesk *desk;
  LqGhosts *ghosts;
  GtkWidget *widget; /* where it was pressed; NULL: it is not */
  HandPart part;
  Hit hit;
  Drag *drag;
  PickBefore before;
  double from_x, from_y, x, y;
  unsigned keys;
  bool still; /* what was pressed is not to be dragged */
  guint tick;
  guint32 cancelled; /* time of the event */
};

typedef struct {
  Hand *hand;
  HandPress press;
  void *data;
} Attached;

unsigned
hand_keys (gpointer controller)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  return (state & GDK_SHIFT_MASK ? DRAG_SHIFT : 0) | (state & GDK_CONTROL_MASK ? DRAG_CTRL : 0) |
         (state & GDK_ALT_MASK ? DRAG_ALT : 0);
}

static void
move (Hand *hand)
{
  drag_move (hand->drag, hand->x, hand->y, hand->keys);
  lq_ghosts_show (hand->ghosts, drag_show (hand->drag));
  lq_desk_set_hint (hand->desk, drag_show (hand->drag)->tag);
}

/* How far to scroll for a pointer that has come near an edge. */
static int
push (double from, double at, int size)
{
  const int edge = ui_px (SCROLL_EDGE);
  if (at < edge && at < from)
    return (int) fmax (at - edge, -SCROLL_MOST);
  if (at > size - edge && at > from)
    return (int) fmin (at - size + edge, SCROLL_MOST);
  return 0;
}

/* Once a frame. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Hand *hand = data;
  DeskView *view = lq_desk_view (hand->desk);
  const int64_t x = view->x, y = view->y;
  const bool along = hand->part == HAND_TIMELINE || hand->part == HAND_RULER;
  const bool across = hand->part == HAND_TIMELINE || hand->part == HAND_HEADER;
  const int64_t most = MAX (lq_desk_rows (hand->desk)->height - view->height, y);

  if (along)
    view->x = MAX (x + push (hand->from_x, hand->x, view->width), 0);
  if (across)
    view->y = CLAMP (y + push (hand->from_y, hand->y, view->height), 0, most);
  if (view->x == x && view->y == y)
    return G_SOURCE_CONTINUE;
  lq_desk_view_changed (hand->desk);
  if (hand->drag)
    move (hand);
  return G_SOURCE_CONTINUE;
}

static void
let_go (Hand *hand)
{
  if (hand->tick)
    gtk_widget_remove_tick_callback (hand->widget, hand->tick);
  hand->tick = 0;
  hand->widget = NULL;
  hand->drag = NULL;
  lq_ghosts_show (hand->ghosts, NULL);
  lq_desk_set_hint (hand->desk, NULL);
}

void
hand_press (Hand *hand, HandPart part, GtkWidget *widget, const Hit *hit, double x, double y,
            unsigned keys)
{
  hand_cancel (hand);
  hand->widget = widget;
  hand->part = part;
  hand->hit = *hit;
  hand->from_x = hand->x = x;
  hand->from_y = hand->y = y;
  hand->keys = keys;
  hand->still = false;
  hand->before = pick_before (hand->desk);
  lq_ghosts_hover (hand->ghosts, NULL);
  if (part == HAND_HEADER)
    pick_header (hand->desk, hit->row, keys, false);
  else if (part != HAND_HEIGHT)
    pick_press (hand->desk, hit, keys);
}

static bool
start (Hand *hand, double threshold)
{
  if (hand->drag)
    return true;
  if (hand->still || hypot (hand->x - hand->from_x, hand->y - hand->from_y) < ui_px (threshold))
    return false;
  if (hand->part == HAND_HEADER || hand->part == HAND_HEIGHT)
    hand->drag =
        drag_new_header (hand->desk, hand->hit.row, hand->from_y, hand->part == HAND_HEIGHT);
  else
    hand->drag = drag_new (hand->desk, &hand->hit, hand->from_x, hand->from_y, hand->keys);
  hand->still = !hand->drag;
  if (hand->drag && !drag_scrolls (hand->drag))
    hand->tick = gtk_widget_add_tick_callback (hand->widget, scroll, hand, NULL);
  return hand->drag != NULL;
}

static void
updated (GtkGestureDrag *gesture, double dx, double dy, Attached *attached)
{
  Hand *hand = attached->hand;
  double x, y;
  if (hand->widget != gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  GdkDevice *device = gtk_gesture_get_device (GTK_GESTURE (gesture));
  const bool mouse = !device || gdk_device_get_source (device) == GDK_SOURCE_MOUSE ||
                     gdk_device_get_source (device) == GDK_SOURCE_TOUCHPAD;
  hand->x = x + dx;
  hand->y = y + dy;
  hand->keys = hand_keys (gesture);
  if (start (hand, mouse ? THRESHOLD : THRESHOLD_TOUCH))
    move (hand);
}

static void
ended (GtkGestureDrag *gesture, double dx, double dy, Attached *attached)
{
  Hand *hand = attached->hand;
  if (!hand->widget ||
      hand->widget != gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)))
    return;
  Drag *drag = hand->drag;
  const bool click = !drag && !hand->still;
  let_go (hand);
  if (drag)
    drag_end (drag);
  else if (click && hand->part == HAND_HEADER)
    pick_header (hand->desk, hand->hit.row, hand->keys, true);
  else if (click && hand->part != HAND_HEIGHT)
    pick_click (hand->desk, &hand->hit, hand->keys);
  pick_end (hand->desk, &hand->before, false);
}

bool
hand_cancel (Hand *hand)
{
  Drag *drag = hand->drag;
  if (!hand->widget)
    return false;
  let_go (hand);
  if (drag)
    drag_cancel (drag);
  pick_end (hand->desk, &hand->before, drag != NULL);
  return drag != NULL;
}

bool
hand_is_dragging (const Hand *hand)
{
  return hand->drag != NULL;
}

bool
hand_has_cancelled_at (const Hand *hand, guint32 time)
{
  return hand->cancelled == time && time != 0;
}

static void
cancelled (GtkGesture *gesture, GdkEventSequence *sequence, Attached *attached)
{
  if (hand_cancel (attached->hand))
    attached->hand->cancelled =
        gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, Attached *attached)
{
  attached->press (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), n, x, y,
                   hand_keys (gesture), attached->data);
}

void
hand_attach (Hand *hand, GtkWidget *widget, HandPress press, void *data)
{
  Attached *attached = g_new (Attached, 1);
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();
  *attached = (Attached){ hand, press, data };
  g_object_set_data_full (G_OBJECT (click), "attached", attached, g_free);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), attached);
  g_signal_connect (drag, "drag-update", G_CALLBACK (updated), attached);
  g_signal_connect (drag, "drag-end", G_CALLBACK (ended), attached);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancelled), attached);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static unsigned
modifier_of (guint key)
{
  switch (key) {
  case GDK_KEY_Shift_L:
  case GDK_KEY_Shift_R:
    return DRAG_SHIFT;
  case GDK_KEY_Control_L:
  case GDK_KEY_Control_R:
    return DRAG_CTRL;
  case GDK_KEY_Alt_L:
  case GDK_KEY_Alt_R:
  case GDK_KEY_Meta_L:
  case GDK_KEY_Meta_R:
    return DRAG_ALT;
  default:
    return 0;
  }
}

/* The state of an event is the one before it. */
static void
key_changed (Hand *hand, guint key, bool down)
{
  const unsigned modifier = modifier_of (key);
  const unsigned keys = down ? hand->keys | modifier : hand->keys & ~modifier;
  if (!hand->drag || keys == hand->keys)
    return;
  hand->keys = keys;
  move (hand);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             Hand *hand)
{
  key_changed (hand, key, true);
  return GDK_EVENT_PROPAGATE;
}

static void
key_released (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
              Hand *hand)
{
  key_changed (hand, key, false);
}

void
hand_watch_keys (Hand *hand, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), hand);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released), hand);
  gtk_widget_add_controller (widget, keys);
}

/* A drag holds on to nodes of the project: when another one comes, it is over. */
static void
desk_changed (LqDesk *desk, guint what, Hand *hand)
{
  if (what & DESK_PROJECT)
    hand_cancel (hand);
}

Hand *
hand_new (LqDesk *desk, LqGhosts *ghosts)
{
  Hand *hand = g_new0 (Hand, 1);
  hand->desk = g_object_ref (desk);
  hand->ghosts = ghosts;
  g_signal_connect (desk, "changed", G_CALLBACK (desk_changed), hand);
  return hand;
}

void
hand_free (Hand *hand)
{
  g_signal_handlers_disconnect_by_data (hand->desk, hand);
  g_object_unref (hand->desk);
  g_free (hand);
}

void
hand_open_menu (GtkWidget *widget, const char *name, double x, double y)
{
  GtkWidget *child = gtk_window_get_child (GTK_WINDOW (gtk_widget_get_root (widget)));
  if (gtk_widget_translate_coordinates (widget, child, x, y, &x, &y))
    gtk_widget_activate_action (widget, "win.context", "(sdd)", name, x, y);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and wheel over the piano roll. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/theme.h"
#include "ui/editor/editor_menu.h"
#include "ui/editor/roll_drag.h"
#include "ui/editor/roll_page_private.h"

#define SCROLL_STEP 48 /* design units of one notch */
#define ZOOM_STEP 1.25
#define SCROLL_EDGE 24

static unsigned
mods_of (gpointer controller)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  return (state & GDK_CONTROL_MASK ? ROLL_CTRL : 0) | (state & GDK_SHIFT_MASK ? ROLL_SHIFT : 0) |
         (state & GDK_ALT_MASK ? ROLL_ALT : 0);
}

static double
canvas_x (double x)
{
  return x - ui_px (ROLL_KEYS);
}

static double
canvas_y (double y)
{
  return y - ui_px (ROLL_RULER);
}

static double
lane_y (LqPianoRoll *page, double y)
{
  return y - gtk_widget_get_height (GTK_WIDGET (page)) + roll_page_lane_height (page);
}

static void
press_ruler (LqPianoRoll *page, double x, unsigned mods)
{
  Roll *roll = page->roll;
  const Ticks tick = MAX (roll_tick (roll, canvas_x (x)), 0);
  const Ticks at = mods & ROLL_ALT ? tick : roll_snap (roll, tick);
  roll_set_cursor (roll, at, roll->pitch, false);
  lq_desk_locate (roll->desk, tempo_map_units (lq_desk_map (roll->desk), at));
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqPianoRoll *page)
{
  Roll *roll = page->roll;
  const unsigned mods = mods_of (gesture);
  gtk_widget_grab_focus (GTK_WIDGET (page));
  roll_lyric_close (page);
  page->pressed = roll_page_area (page, x, y);
  switch (page->pressed) {
  case AREA_RULER:
    press_ruler (page, x, mods);
    break;
  case AREA_KEYS: {
    const int pitch = roll_pitch_at (roll, canvas_y (y));
    roll_set_cursor (roll, roll_at (roll), pitch, false);
    roll_hear (roll, pitch, CLAMP (x / ui_px (ROLL_KEYS), 0.2, 1));
    break;
  }
  case AREA_NOTES:
    roll_press (roll, canvas_x (x), canvas_y (y), mods, n);
    break;
  case AREA_LANE:
    roll_press_lane (roll, canvas_x (x), lane_y (page, y), roll_page_lane_height (page), mods, n);
    break;
  case AREA_HEAD:
    lq_piano_roll_choose_lane (page);
    break;
  case AREA_EDGE:
  case AREA_NONE:
    break;
  }
}

static void
scroll_at_edges (LqPianoRoll *page, double x, double y)
{
  Roll *roll = page->roll;
  const int edge = ui_px (SCROLL_EDGE);
  const double dx = x < 0 ? x : x > roll->width - edge ? x - roll->width + edge : 0;
  const int dy = y < 0 ? (int) y : y > roll->height ? (int) y - roll->height : 0;
  if (page->pressed == AREA_NOTES && (dx != 0 || dy != 0))
    roll_scroll (roll, dx / 4, dy / 4);
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqPianoRoll *page)
{
  double x, y;
  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  x += dx;
  y += dy;
  if (page->pressed == AREA_EDGE)
    roll_page_set_lane (page, (gtk_widget_get_height (GTK_WIDGET (page)) - y) / ui_px (1));
  if (page->pressed == AREA_RULER)
    press_ruler (page, x, mods_of (gesture));
  if (page->roll->drag->kind == RDRAG_NONE)
    return;
  scroll_at_edges (page, canvas_x (x), canvas_y (y));
  roll_drag_update (page->roll, canvas_x (x),
                    page->pressed == AREA_LANE ? lane_y (page, y) : canvas_y (y),
                    mods_of (gesture));
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqPianoRoll *page)
{
  drag_update (gesture, dx, dy, page);
  roll_drag_end (page->roll);
}

static void
show_menu (LqPianoRoll *page, double x, double y)
{
  static const EditorMenuRow rows[] = { { N_ ("Quantize"), "notes.quantize" },
                                        { N_ ("Humanize"), "notes.humanize" },
                                        { N_ ("Legato"), "notes.legato" },
                                        { N_ ("Reverse"), "notes.reverse" },
                                        { N_ ("Split at the cursor"), "notes.split" },
                                        { N_ ("Join"), "notes.join" },
                                        { N_ ("Mute"), "notes.mute" },
                                        { N_ ("Lyric…"), "notes.lyric" },
                                        { N_ ("Duplicate"), "edit.duplicate" },
                                        { N_ ("Delete"), "notes.delete" } };
  if (!page->menu)
    page->menu = editor_menu_new (GTK_WIDGET (page), rows, G_N_ELEMENTS (rows));
  editor_menu_show (page->menu, x, y);
}

void
lq_piano_roll_open_menu (LqPianoRoll *page)
{
  const Roll *roll = page->roll;
  const double x = CLAMP (roll_x (roll, roll_at (roll)), 0, roll->width);
  const double y = CLAMP (roll_y (roll, roll->pitch) + roll->row_height, 0, roll->height);
  show_menu (page, x + ui_px (ROLL_KEYS), y + ui_px (ROLL_RULER));
}

/* Cancels a drag; erases with the pencil; else opens the menu of what is there. */
static void
pressed_other (GtkGestureClick *gesture, int n, double x, double y, LqPianoRoll *page)
{
  Roll *roll = page->roll;
  gtk_widget_grab_focus (GTK_WIDGET (page));
  page->pressed = roll_page_area (page, x, y);
  if (roll->drag->kind != RDRAG_NONE) {
    roll_drag_cancel (roll);
    return;
  }
  if (page->pressed != AREA_NOTES)
    return;
  if (roll->tool == ROLL_PENCIL) {
    roll_press_erase (roll, canvas_x (x), canvas_y (y));
    return;
  }
  const RollHit hit = roll_hit (roll, canvas_x (x), canvas_y (y));
  if (hit.part != HIT_NONE && !roll_is_selected (roll, roll_note (roll, (guint) hit.index)->id))
    roll_select (roll, roll_note (roll, (guint) hit.index)->id, false);
  show_menu (page, x, y);
}

static void
pan_begin (GtkGestureDrag *gesture, double x, double y, LqPianoRoll *page)
{
  page->pan_x = page->roll->x;
  page->pan_y = page->roll->y;
}

static void
pan_update (GtkGestureDrag *gesture, double dx, double dy, LqPianoRoll *page)
{
  Roll *roll = page->roll;
  roll_scroll (roll, page->pan_x - dx - roll->x, page->pan_y - (int) dy - roll->y);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqPianoRoll *page)
{
  Roll *roll = page->roll;
  const unsigned mods = mods_of (controller);
  const double step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
                          ? ui_px (SCROLL_STEP)
                          : 1;
  if (mods == (ROLL_CTRL | ROLL_SHIFT))
    roll_set_row_height (roll, roll->row_height + (dy < 0 ? 1 : -1));
  else if (mods & ROLL_CTRL)
    roll_zoom (roll, pow (ZOOM_STEP, -dy * step / ui_px (SCROLL_STEP)), canvas_x (page->x));
  else if (mods & ROLL_SHIFT)
    roll_scroll (roll, (dx + dy) * step, 0);
  else
    roll_scroll (roll, dx * step, (int) (dy * step));
  return TRUE;
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, LqPianoRoll *page)
{
  static const char *const tools[N_ROLL_TOOLS] = { "default", "text", "crosshair", "col-resize",
                                                   "ns-resize" };
  Roll *roll = page->roll;
  const char *cursor = "default";
  page->x = x;
  page->y = y;
  switch (roll_page_area (page, x, y)) {
  case AREA_NOTES: {
    const RollHit hit = roll_hit (roll, canvas_x (x), canvas_y (y));
    const bool edges = roll->tool == ROLL_POINTER || roll->tool == ROLL_PENCIL;
    cursor = tools[roll->tool];
    if (edges && (hit.part == HIT_LEFT || hit.part == HIT_RIGHT))
      cursor = "ew-resize";
    else if (edges && hit.part == HIT_BODY)
      cursor = "default";
    break;
  }
  case AREA_LANE:
    cursor = roll->lane ? roll->tool == ROLL_PENCIL ? "crosshair" : "default" : "ns-resize";
    break;
  case AREA_EDGE:
    cursor = "row-resize";
    break;
  default:
    break;
  }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (page), cursor);
}

static void
add_drag (LqPianoRoll *page, guint button, GCallback begin, GCallback update, GCallback end)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  if (begin)
    g_signal_connect (drag, "drag-begin", begin, page);
  g_signal_connect (drag, "drag-update", update, page);
  if (end)
    g_signal_connect (drag, "drag-end", end, page);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (drag));
}

static void
add_click (LqPianoRoll *page, guint button, GCallback pressed_with)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, "pressed", pressed_with, page);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (click));
}

void
roll_pointer_attach (LqPianoRoll *page)
{
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  add_click (page, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed));
  add_click (page, GDK_BUTTON_SECONDARY, G_CALLBACK (pressed_other));
  add_drag (page, GDK_BUTTON_PRIMARY, NULL, G_CALLBACK (drag_update), G_CALLBACK (drag_end));
  add_drag (page, GDK_BUTTON_SECONDARY, NULL, G_CALLBACK (drag_update), G_CALLBACK (drag_end));
  add_drag (page, GDK_BUTTON_MIDDLE, G_CALLBACK (pan_begin), G_CALLBACK (pan_update), NULL);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), page);
  gtk_widget_add_controller (GTK_WIDGET (page), scroll);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), page);
  gtk_widget_add_controller (GTK_WIDGET (page), motion);
}

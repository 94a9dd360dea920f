/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and wheel over the audio clip editor. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/desk/target.h"
#include "ui/draw/theme.h"
#include "ui/editor/audio_page_private.h"
#include "ui/editor/editor_menu.h"

#define SCROLL_STEP 48 /* design units of one notch */
#define ZOOM_STEP 1.25
#define SCROLL_EDGE 24

static GdkModifierType
state_of (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqAudioPage *page)
{
  const GdkModifierType state = state_of (gesture);
  if (audio_page_canvas_x (x) < 0)
    return; /* the column of values */
  gtk_widget_grab_focus (GTK_WIDGET (page));
  audio_view_press (page->view, audio_page_row (y), audio_page_canvas_x (x), state & GDK_ALT_MASK,
                    state & GDK_SHIFT_MASK, n == 2);
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqAudioPage *page)
{
  AudioView *view = page->view;
  double x, y;
  if (view->drag == AUDIO_DRAG_NONE || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  x = audio_page_canvas_x (x + dx);
  const int edge = ui_px (SCROLL_EDGE);
  if (x < 0 || x > view->width - edge)
    audio_view_scroll (view, (x < 0 ? x : x - view->width + edge) / 4);
  audio_view_drag (view, x, state_of (gesture) & GDK_ALT_MASK);
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqAudioPage *page)
{
  drag_update (gesture, dx, dy, page);
  if (page->view->drag != AUDIO_DRAG_NONE)
    audio_view_release (page->view);
}

static void
show_menu (LqAudioPage *page, double x, double y)
{
  static const EditorMenuRow rows[] = { { N_ ("Add a warp marker"), "audio.warp-add" },
                                        { N_ ("Delete the range or the warp marker"),
                                          "audio.delete" },
                                        { N_ ("Quantize"), "audio.quantize" },
                                        { N_ ("Split at the cursor"), "audio.split" },
                                        { N_ ("Split at transients"), "clip.split-transients" },
                                        { N_ ("Trim start to the cursor"), "audio.trim-start" },
                                        { N_ ("Trim end to the cursor"), "audio.trim-end" },
                                        { N_ ("Fade to the nearer edge"), "audio.fade" },
                                        { N_ ("Stretching on or off"), "audio.warp" },
                                        { N_ ("Normalize"), "audio.normalize" },
                                        { N_ ("Reverse"), "audio.reverse" } };
  if (!page->menu)
    page->menu = editor_menu_new (GTK_WIDGET (page), rows, G_N_ELEMENTS (rows));
  editor_menu_show (page->menu, x, y);
}

void
lq_audio_page_open_menu (LqAudioPage *page)
{
  const double x = audio_view_x (page->view, desk_cursor_units (page->view->desk));
  show_menu (page, CLAMP (x, 0, page->view->width) + ui_px (AUDIO_SIDE), ui_px (AUDIO_TOP));
}

/* Gives up a drag, else opens the menu of what is there. */
static void
pressed_other (GtkGestureClick *gesture, int n, double x, double y, LqAudioPage *page)
{
  if (audio_page_canvas_x (x) < 0 || audio_view_cancel (page->view))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (page));
  const int marker = audio_view_marker_at (page->view, audio_page_canvas_x (x));
  if (audio_page_row (y) == AUDIO_ROW_WARPS && marker >= 0)
    audio_view_set_cursor (page->view, g_array_index (page->view->markers, AudioMarker, marker).at,
                           false);
  show_menu (page, x, y);
}

static void
pan_begin (GtkGestureDrag *gesture, double x, double y, LqAudioPage *page)
{
  page->pan_x = page->view->x;
}

static void
pan_update (GtkGestureDrag *gesture, double dx, double dy, LqAudioPage *page)
{
  audio_view_scroll (page->view, page->pan_x - dx - page->view->x);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqAudioPage *page)
{
  const double step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
                          ? ui_px (SCROLL_STEP)
                          : 1;
  if (audio_page_canvas_x (page->pointer_x) < 0)
    return FALSE;
  if (state_of (controller) & GDK_CONTROL_MASK)
    audio_view_zoom (page->view, pow (ZOOM_STEP, -dy * step / ui_px (SCROLL_STEP)),
                     audio_page_canvas_x (page->pointer_x));
  else
    audio_view_scroll (page->view, (dx + dy) * step);
  return TRUE;
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, LqAudioPage *page)
{
  const double at = audio_page_canvas_x (x);
  const AudioRow row = audio_page_row (y);
  page->pointer_x = x;
  const bool flag = at >= 0 && row == AUDIO_ROW_WARPS && audio_view_marker_at (page->view, at) >= 0;
  const bool tick =
      at >= 0 && row == AUDIO_ROW_TRANSIENTS && audio_view_transient_at (page->view, at) >= 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (page), flag   ? "ew-resize"
                                                      : tick ? "pointer"
                                                      : at >= 0 && row == AUDIO_ROW_WAVE
                                                          ? "text"
                                                          : "default");
}

static void
add_drag (LqAudioPage *page, guint button, GCallback begin, GCallback update, GCallback end)
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
add_click (LqAudioPage *page, guint button, GCallback pressed_with)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, "pressed", pressed_with, page);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (click));
}

void
audio_pointer_attach (LqAudioPage *page)
{
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  add_click (page, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed));
  add_click (page, GDK_BUTTON_SECONDARY, G_CALLBACK (pressed_other));
  add_drag (page, GDK_BUTTON_PRIMARY, NULL, G_CALLBACK (drag_update), G_CALLBACK (drag_end));
  add_drag (page, GDK_BUTTON_MIDDLE, G_CALLBACK (pan_begin), G_CALLBACK (pan_update), NULL);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), page);
  gtk_widget_add_controller (GTK_WIDGET (page), scroll);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), page);
  gtk_widget_add_controller (GTK_WIDGET (page), motion);
}

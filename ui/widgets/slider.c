/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/slider.h"

#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"
#include "ui/widgets/range.h"

#define SILENCE -90.0
#define TRAVEL 200 /* design units of a drag over the full range */

struct _LqSlider {
  GtkRange parent_instance;
  bool quiet; /* the value is shown, not moved */
  bool balance; /* from left to right, filled from the middle; else dB */
  double pressed; /* position when the drag began */
};

G_DEFINE_FINAL_TYPE (LqSlider, lq_slider, GTK_TYPE_RANGE)

enum { MOVED, LET_GO, N_SIGNALS };
static guint signals[N_SIGNALS];

static double
position_of (LqSlider *slider)
{
  const double value = gtk_range_get_value (GTK_RANGE (slider));
  return slider->balance ? (value + 1) / 2 : 1 - fader_law_position (value);
}

static double
value_at (LqSlider *slider, double position)
{
  return slider->balance ? position * 2 - 1 : fmax (fader_law_db (1 - position), SILENCE);
}

static void
lq_slider_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqSlider *slider = LQ_SLIDER (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA rail = token_color (TOKEN_BG4), filled = token_color (TOKEN_TEXT2),
                cap = token_color (TOKEN_TEXT1), accent = token_color (TOKEN_ACCENT);
  const int thick = ui_px (4), cap_width = ui_px (4), cap_height = ui_px (12);
  const double x = rint (position_of (slider) * (width - cap_width));
  const double middle = height / 2;

  fill_rect (snapshot, 0, middle - thick / 2, width, thick, &rail);
  const double from = slider->balance ? rint ((width - cap_width) / 2.0 + cap_width / 2.0) : 0;
  fill_rect (snapshot, fmin (from, x), middle - thick / 2, fabs (x - from), thick, &filled);
  fill_rect (snapshot, x, middle - cap_height / 2, cap_width, cap_height, &cap);
  if (gtk_widget_has_visible_focus (widget))
    stroke_rect (snapshot, 0, 0, width, height, ui_ring (), &accent);
}

static void
lq_slider_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (32) : ui_px (16);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (72) : ui_px (16);
  *minimum_baseline = *natural_baseline = -1;
}

static void
describe (LqSlider *slider)
{
  const double value = gtk_range_get_value (GTK_RANGE (slider));
  g_autofree char *text = slider->balance ? value_text_pan (value) : value_text_level (value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
lq_slider_value_changed (GtkRange *range)
{
  LqSlider *slider = LQ_SLIDER (range);
  describe (slider);
  gtk_widget_queue_draw (GTK_WIDGET (range));
  if (slider->quiet)
    return;
  const double value = gtk_range_get_value (range);
  g_signal_emit (slider, signals[MOVED], 0, value <= SILENCE ? -INFINITY : value);
}

void
lq_slider_show_value (LqSlider *slider, double db)
{
  slider->quiet = true;
  gtk_range_set_value (GTK_RANGE (slider), fmax (db, SILENCE));
  slider->quiet = false;
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, LqSlider *slider)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  slider->pressed = position_of (slider);
  if (state & GDK_CONTROL_MASK) {
    gtk_range_set_value (GTK_RANGE (slider), 0);
    slider->pressed = position_of (slider);
  }
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqSlider *slider)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const double fine = state & GDK_SHIFT_MASK ? 0.1 : 1;
  const double travel = (dx - dy) / ui_px (TRAVEL) * fine;
  if (fabs (dx) + fabs (dy) < 4)
    return;
  const double position = CLAMP (slider->pressed + travel, 0, 1);
  gtk_range_set_value (GTK_RANGE (slider), value_at (slider, position));
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqSlider *slider)
{
  g_signal_emit (slider, signals[LET_GO], 0);
}

static void
lq_slider_class_init (LqSliderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = lq_slider_snapshot;
  widget_class->measure = lq_slider_measure;
  GTK_RANGE_CLASS (class)->value_changed = lq_slider_value_changed;
  gtk_widget_class_set_css_name (widget_class, "slider");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  signals[MOVED] = g_signal_new ("moved", LQ_TYPE_SLIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[LET_GO] = g_signal_new ("let-go", LQ_TYPE_SLIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
lq_slider_init (LqSlider *slider)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  range_silence_gestures (GTK_WIDGET (slider));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin), slider);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update), slider);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end), slider);
  gtk_widget_add_controller (GTK_WIDGET (slider), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
lq_slider_new (const char *name)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (0, SILENCE, 10, 1, 10, 0);
  LqSlider *slider = g_object_new (LQ_TYPE_SLIDER, "adjustment", adjustment, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  describe (slider);
  return GTK_WIDGET (slider);
}

GtkWidget *
lq_slider_new_balance (const char *name)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (0, -1, 1, 0.01, 0.1, 0);
  LqSlider *slider = g_object_new (LQ_TYPE_SLIDER, "adjustment", adjustment, NULL);
  slider->balance = true;
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  describe (slider);
  return GTK_WIDGET (slider);
}

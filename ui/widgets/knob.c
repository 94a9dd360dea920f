/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/knob.h"

#include <math.h>

#include "ui/draw/text.h"
#include "ui/widgets/range.h"

#define TRAVEL 200 /* design units of a drag over the full range */
#define THRESHOLD 4
#define FROM (-225.0 * G_PI / 180) /* where the arc begins, clockwise from the right */
#define SWEEP (270.0 * G_PI / 180)
#define LINE 3
#define NAME_HEIGHT 14
#define VALUE_HEIGHT 16

struct _LqKnob {
  GtkRange parent_instance;
  KnobLaw law;
  KnobStyle style;
  char *caption, *text;
  bool main, dotted, quiet, dragging, past;
  GdkRGBA dot;
  double at; /* of the last drag event, pixels up */
  double position; /* of the drag, not rounded */
  double scrolled;
};

G_DEFINE_FINAL_TYPE (LqKnob, lq_knob, GTK_TYPE_RANGE)

enum { MOVED, LET_GO, CANCELLED, STEPPED, RESET, ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];
static LqKnob *turning; /* what a hand drags just now */

static double
position_of (LqKnob *knob)
{
  return knob->law.position (knob->law.data, gtk_range_get_value (GTK_RANGE (knob)));
}

static int
across (LqKnob *knob)
{
  static const int sizes[] = { 22, 28, 44, 0 };
  return ui_px (sizes[knob->style]);
}

/* The knob itself in the widget. */
static void
place (LqKnob *knob, double *x, double *y)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (knob));
  const int height = gtk_widget_get_height (GTK_WIDGET (knob)), size = across (knob);
  *x = knob->style == KNOB_BESIDE ? ui_px (4) : (width - size) / 2;
  *y =
      knob->style == KNOB_LARGE
          ? fmax ((height - size - ui_px (NAME_HEIGHT + VALUE_HEIGHT)) / 2, 0) + ui_px (NAME_HEIGHT)
          : (height - size) / 2;
}

static void
draw_arc (cairo_t *cr, const GdkRGBA *color, double middle, double radius, double from, double to)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, middle, middle, radius, FROM + SWEEP * from, FROM + SWEEP * to);
  cairo_stroke (cr);
}

static void
draw_knob (LqKnob *knob, GtkSnapshot *snapshot, double x, double y)
{
  const int size = across (knob);
  const double line = ui_px (LINE), middle = size / 2.0, radius = (size - line) / 2;
  const double position = position_of (knob), zero = knob->law.two_way ? 0.5 : 0;
  const double angle = FROM + SWEEP * position, cap = radius - line;
  const GdkRGBA rail = token_color (TOKEN_BG4), body = token_color (TOKEN_BG3);
  const GdkRGBA pointer = token_color (TOKEN_TEXT1);
  const GdkRGBA fill = token_color (knob->main ? TOKEN_ACCENT : TOKEN_TEXT2);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-1, -1, size + 2, size + 2));
  cairo_set_line_width (cr, line);
  draw_arc (cr, &rail, middle, radius, 0, 1);
  if (fabs (position - zero) > 1e-3)
    draw_arc (cr, &fill, middle, radius, fmin (position, zero), fmax (position, zero));
  gdk_cairo_set_source_rgba (cr, &body);
  cairo_arc (cr, middle, middle, cap - 1, 0, 2 * G_PI);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &pointer);
  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, middle + cos (angle) * cap * 0.35, middle + sin (angle) * cap * 0.35);
  cairo_line_to (cr, middle + cos (angle) * (cap - 1), middle + sin (angle) * (cap - 1));
  cairo_stroke (cr);
  if (knob->dotted) {
    gdk_cairo_set_source_rgba (cr, &knob->dot);
    cairo_arc (cr, middle + cos (angle) * radius, middle + sin (angle) * radius, line * 0.8, 0,
               2 * G_PI);
    cairo_fill (cr);
  }
  cairo_destroy (cr);
  gtk_snapshot_restore (snapshot);
}

static void
draw_middle (LqKnob *knob, GtkSnapshot *snapshot, TextStyle style, const char *text, double y,
             int height, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (knob);
  const int width = gtk_widget_get_width (widget);
  const int wide = MIN (text_width (widget, style, text), width);
  text_draw (snapshot, widget, style, text, (width - wide) / 2, y, wide, height, color);
}

/* A dot beside the value, where there is no arc. */
static void
draw_field (LqKnob *knob, GtkSnapshot *snapshot, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (knob);
  const GdkRGBA caption = token_color (TOKEN_TEXT3), value = token_color (TOKEN_TEXT1);
  const int top = ui_px (NAME_HEIGHT), pad = ui_px (4);
  text_draw (snapshot, widget, TEXT_CAPTION, knob->caption, pad, 0, width - pad, top, &caption);
  text_draw (snapshot, widget, TEXT_VALUE, knob->text, pad, top, width - pad,
             MIN (height - top, ui_px (18)), &value);
  if (knob->dotted)
    fill_rect (snapshot, 0, top + ui_px (6), ui_px (3), ui_px (4), &knob->dot);
}

static void
lq_knob_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqKnob *knob = LQ_KNOB (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA caption = token_color (TOKEN_TEXT3), accent = token_color (TOKEN_ACCENT);
  const GdkRGBA value = token_color (knob->main ? TOKEN_ACCENT_TEXT : TOKEN_TEXT1);
  const int line = ui_px (VALUE_HEIGHT), name = ui_px (NAME_HEIGHT);
  double x, y;

  place (knob, &x, &y);
  if (knob->style == KNOB_FIELD)
    draw_field (knob, snapshot, width, height);
  else
    draw_knob (knob, snapshot, x, y);
  if (knob->style == KNOB_BESIDE) {
    const double left = x + across (knob) + ui_px (6);
    const int room = width - (int) left;
    text_draw (snapshot, widget, TEXT_CAPTION, knob->caption, left, (height - line - name) / 2,
               room, name, &caption);
    text_draw (snapshot, widget, TEXT_VALUE, knob->text, left, (height - line - name) / 2 + name,
               room, line, &value);
  } else if (knob->style == KNOB_LARGE) {
    draw_middle (knob, snapshot, TEXT_CAPTION, knob->caption, y - name, name, &caption);
    draw_middle (knob, snapshot, TEXT_VALUE, knob->text, y + across (knob), line, &value);
  }
  if (gtk_widget_has_visible_focus (widget))
    stroke_rect (snapshot, 0, 0, width, height, 1.5, &accent);
}

static void
lq_knob_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                 int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = MAX (across (LQ_KNOB (widget)), ui_px (20));
  *minimum_baseline = *natural_baseline = -1;
}

static void
lq_knob_value_changed (GtkRange *range)
{
  LqKnob *knob = LQ_KNOB (range);
  gtk_widget_queue_draw (GTK_WIDGET (range));
  if (knob->quiet)
    return;
  /* By a screen reader. */
  g_signal_emit (knob, signals[MOVED], 0, gtk_range_get_value (range));
  g_signal_emit (knob, signals[LET_GO], 0);
}

void
lq_knob_set_caption (LqKnob *knob, const char *caption)
{
  if (!g_strcmp0 (caption, knob->caption))
    return;
  g_free (knob->caption);
  knob->caption = g_strdup (caption);
  gtk_widget_queue_draw (GTK_WIDGET (knob));
}

void
lq_knob_show (LqKnob *knob, double value, const char *text, const char *brief)
{
  const char *shown = knob->style == KNOB_FIELD && brief ? brief : text;
  if (value == gtk_range_get_value (GTK_RANGE (knob)) && !g_strcmp0 (shown, knob->text))
    return;
  knob->quiet = true;
  gtk_range_set_value (GTK_RANGE (knob), value);
  knob->quiet = false;
  if (g_strcmp0 (shown, knob->text)) {
    g_free (knob->text);
    knob->text = g_strdup (shown);
    gtk_accessible_update_property (GTK_ACCESSIBLE (knob), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    if (knob->style == KNOB_SMALL)
      gtk_widget_set_tooltip_text (GTK_WIDGET (knob), text);
  }
  gtk_widget_queue_draw (GTK_WIDGET (knob));
}

void
lq_knob_set_style (LqKnob *knob, KnobStyle style)
{
  if (knob->style == style)
    return;
  knob->style = style;
  gtk_widget_queue_resize (GTK_WIDGET (knob));
}

void
lq_knob_set_main (LqKnob *knob, bool on)
{
  knob->main = on;
}

void
lq_knob_set_dot (LqKnob *knob, const GdkRGBA *color)
{
  if (knob->dotted == (color != NULL) && (!color || gdk_rgba_equal (color, &knob->dot)))
    return;
  knob->dotted = color != NULL;
  if (color)
    knob->dot = *color;
  gtk_widget_queue_draw (GTK_WIDGET (knob));
}

static bool
is_over_value (LqKnob *knob, double x, double y)
{
  double left, top;
  place (knob, &left, &top);
  return knob->style == KNOB_FIELD ||
         (knob->style == KNOB_BESIDE && x > left + across (knob) + ui_px (2)) ||
         (knob->style == KNOB_LARGE && y > top + across (knob));
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqKnob *knob)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gtk_widget_grab_focus (GTK_WIDGET (knob));
  if (n == 2 && is_over_value (knob, x, y))
    g_signal_emit (knob, signals[ASKED], 0);
  else if (n == 2 || (state & GDK_CONTROL_MASK && n == 1))
    g_signal_emit (knob, signals[RESET], 0);
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, LqKnob *knob)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  knob->dragging = !(state & GDK_CONTROL_MASK);
  knob->past = false;
  knob->at = 0;
  knob->position = position_of (knob);
  if (knob->dragging)
    turning = knob;
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqKnob *knob)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  if (!knob->dragging || (!knob->past && fabs (dy) < THRESHOLD))
    return;
  if (!knob->past) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    knob->at = -dy;
  }
  knob->past = true;
  const double way = (-dy - knob->at) / ui_px (TRAVEL) * (state & GDK_SHIFT_MASK ? 0.1 : 1);
  knob->at = -dy;
  knob->position = CLAMP (knob->position + way, 0, 1);
  g_signal_emit (knob, signals[MOVED], 0, knob->law.value (knob->law.data, knob->position));
}

static void
finish (LqKnob *knob, int signal)
{
  const bool moved = knob->dragging && knob->past;
  knob->dragging = knob->past = false;
  if (turning == knob)
    turning = NULL;
  if (moved)
    g_signal_emit (knob, signals[signal], 0);
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqKnob *knob)
{
  finish (knob, LET_GO);
}

static void
drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, LqKnob *knob)
{
  finish (knob, CANCELLED);
}

bool
lq_knob_cancel (void)
{
  if (!turning || !turning->past)
    return false;
  finish (turning, CANCELLED);
  return true;
}

static void
other_pressed (GtkGestureClick *gesture, int n, double x, double y, LqKnob *knob)
{
  if (knob->dragging)
    finish (knob, CANCELLED);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqKnob *knob)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if (!gtk_widget_has_focus (GTK_WIDGET (knob)))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (knob, signals[STEPPED], 0, -dy * (state & GDK_SHIFT_MASK ? 0.1 : 1));
  return GDK_EVENT_STOP;
}

static void
lq_knob_dispose (GObject *object)
{
  if (turning == LQ_KNOB (object))
    turning = NULL;
  G_OBJECT_CLASS (lq_knob_parent_class)->dispose (object);
}

static void
lq_knob_finalize (GObject *object)
{
  g_free (LQ_KNOB (object)->caption);
  g_free (LQ_KNOB (object)->text);
  G_OBJECT_CLASS (lq_knob_parent_class)->finalize (object);
}

static guint
signal_of (const char *name, GType argument)
{
  return g_signal_new (name, LQ_TYPE_KNOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       argument == G_TYPE_NONE ? 0 : 1, argument);
}

static void
lq_knob_class_init (LqKnobClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_knob_dispose;
  G_OBJECT_CLASS (class)->finalize = lq_knob_finalize;
  widget_class->snapshot = lq_knob_snapshot;
  widget_class->measure = lq_knob_measure;
  GTK_RANGE_CLASS (class)->value_changed = lq_knob_value_changed;
  gtk_widget_class_set_css_name (widget_class, "knob");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  signals[MOVED] = signal_of ("moved", G_TYPE_DOUBLE);
  signals[LET_GO] = signal_of ("let-go", G_TYPE_NONE);
  signals[CANCELLED] = signal_of ("cancelled", G_TYPE_NONE);
  signals[STEPPED] = signal_of ("stepped", G_TYPE_DOUBLE);
  signals[RESET] = signal_of ("reset", G_TYPE_NONE);
  signals[ASKED] = signal_of ("asked", G_TYPE_NONE);
}

static void
lq_knob_init (LqKnob *knob)
{
  GtkWidget *widget = GTK_WIDGET (knob);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *other = gtk_gesture_click_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  range_silence_gestures (widget);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (other), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), knob);
  g_signal_connect (other, "pressed", G_CALLBACK (other_pressed), knob);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin), knob);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update), knob);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end), knob);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel), knob);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), knob);
  gtk_gesture_group (drag, click);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (other));
  gtk_widget_add_controller (widget, scroll);
}

GtkWidget *
lq_knob_new (const char *name, const char *caption, const KnobLaw *law)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (law->min, law->min, law->max, 0, 0, 0);
  LqKnob *knob = g_object_new (LQ_TYPE_KNOB, "adjustment", adjustment, NULL);
  knob->law = *law;
  knob->caption = g_strdup (caption);
  knob->text = g_strdup ("");
  knob->style = KNOB_BESIDE;
  gtk_range_set_round_digits (GTK_RANGE (knob), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (knob), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (knob);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/eq_graph.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/device/eq_draw.h"
#include "ui/device/param_step.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define REACH 14 /* units around a handle that take the pointer */
#define FALL 20.0 /* dB per second of the analyzer */
#define LEGEND_HEIGHT 14
#define NEW_BAND_HZ 1000.0

struct _LqEqGraph {
  GtkWidget parent_instance;
  DeviceHand *hand;
  Id effect; /* whose band is chosen */
  int band;
  Analyzer analyzer;
  Spectrum pre, post, other;
  Id against; /* the track of the other */
  gint64 ticked;
  uint64_t written; /* frames that the analyzer has seen */
  bool listening, dragging;
  double from_hz, from_db; /* where a drag began */
  double range; /* dB; stays while a handle is dragged */
};

G_DEFINE_FINAL_TYPE (LqEqGraph, lq_eq_graph, GTK_TYPE_WIDGET)

static guint band_signal;

static const double *
values_of (LqEqGraph *graph)
{
  DeviceHand *hand = graph->hand;
  return hand->spec && !strcmp (hand->spec->kind, "eq") ? hand->values : NULL;
}

static EqField
field_of (LqEqGraph *graph)
{
  if (!graph->dragging)
    graph->range = eq_graph_range (values_of (graph));
  return eq_field (GTK_WIDGET (graph), graph->range);
}

static void
draw_legend (LqEqGraph *graph, GtkSnapshot *snapshot, const EqField *field)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  const GdkRGBA text = token_color (TOKEN_TEXT2), post = token_color (TOKEN_METER_LOW);
  const GdkRGBA pre = token_color (TOKEN_TEXT_DISABLED), floor = token_alpha (TOKEN_BG1, 0.8);
  const Track *against = lq_eq_graph_against (graph);
  const GdkRGBA other = color_of_track (against ? text_get (against->color) : NULL);
  const struct {
    bool shows;
    const char *word;
    const GdkRGBA *color;
  } lines[] = {
    { graph->analyzer != ANALYZER_OFF, _ ("Post"), &post },
    { graph->analyzer == ANALYZER_BOTH, _ ("Pre"), &pre },
    { graph->analyzer != ANALYZER_OFF && against, against ? text_get (against->name) : "", &other },
  };
  int x = field->left + ui_px (6);
  const int y = field->top + ui_px (2), high = ui_px (LEGEND_HEIGHT);
  if (field->height < ui_px (80))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    if (!lines[i].shows)
      continue;
    const int wide = text_width (widget, TEXT_CAPTION, lines[i].word);
    fill_rect (snapshot, x, y, wide + ui_px (20), high, &floor);
    fill_rect (snapshot, x + ui_px (2), y + high / 2, ui_px (10), 2, lines[i].color);
    text_draw (snapshot, widget, TEXT_CAPTION, lines[i].word, x + ui_px (15), y, wide, high, &text);
    x += wide + ui_px (22);
  }
  if (graph->listening) {
    const GdkRGBA warning = token_color (TOKEN_WARNING);
    g_autofree char *said = g_strdup_printf (_ ("Hearing band %d alone"), graph->band + 1);
    text_draw_right (snapshot, widget, TEXT_CAPTION_BOLD, said,
                     field->left + field->width - ui_px (6), y, high, &warning);
  }
}

static void
lq_eq_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqEqGraph *graph = LQ_EQ_GRAPH (widget);
  const double *values = values_of (graph);
  if (!values)
    return;
  const EqField field = field_of (graph);
  const Effect *effect = device_hand_effect (graph->hand);
  eq_draw_scale (widget, snapshot, &field, graph->analyzer != ANALYZER_OFF);
  eq_draw_spectra (snapshot, &field, graph->analyzer == ANALYZER_BOTH ? &graph->pre : NULL,
                   graph->analyzer != ANALYZER_OFF ? &graph->post : NULL);
  const Track *against = lq_eq_graph_against (graph);
  if (against && graph->analyzer != ANALYZER_OFF) {
    const GdkRGBA color = color_of_track (text_get (against->color));
    eq_draw_other (snapshot, &field, &graph->post, &graph->other, &color);
  }
  eq_draw_curves (snapshot, &field, values, lq_desk_rate (graph->hand->desk), graph->band,
                  effect && effect->bypass);
  eq_draw_handles (widget, snapshot, &field, values, graph->band);
  draw_legend (graph, snapshot, &field);
}

static void
lq_eq_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (48);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (600) : ui_px (120);
  *minimum_baseline = *natural_baseline = -1;
}

static void
stop_listening (LqEqGraph *graph)
{
  if (graph->listening)
    device_hand_audition (graph->hand, NULL);
  graph->listening = false;
}

static void
describe (LqEqGraph *graph)
{
  const double *values = values_of (graph);
  if (!values)
    return;
  g_autofree char *name = eq_band_name (values, graph->band);
  g_autofree char *hz =
      value_text_param (&graph->hand->spec->params[eq_param (graph->band, EQ_BAND_FREQ)],
                        values[eq_param (graph->band, EQ_BAND_FREQ)]);
  g_autofree char *db = value_text_level (eq_band_db (values, graph->band));
  g_autofree char *text =
      g_strdup_printf ("%s, %s, %s, %s", name, hz, db,
                       values[eq_param (graph->band, EQ_BAND_ON)] >= 0.5 ? _ ("on") : _ ("off"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
show (GtkWidget *widget)
{
  LqEqGraph *graph = LQ_EQ_GRAPH (widget);
  const double *values = values_of (graph);
  if (graph->effect != graph->hand->effect) {
    graph->listening = false;
    graph->effect = graph->hand->effect;
    graph->band = 0;
    spectrum_clear (&graph->pre);
    spectrum_clear (&graph->post);
    spectrum_clear (&graph->other);
    for (int i = EQ_N_BANDS - 1; values && i >= 0; i--)
      if (values[eq_param (i, EQ_BAND_ON)] >= 0.5)
        graph->band = i;
  }
  describe (graph);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

static void
tick (GtkWidget *widget, Live *live, const InsertTapReading *reading, bool rolling, gint64 now)
{
  LqEqGraph *graph = LQ_EQ_GRAPH (widget);
  const double seconds = CLAMP ((now - graph->ticked) / 1e6, 0, 0.1);
  float frames[SPECTRUM_FRAMES];
  graph->ticked = now;
  if (graph->analyzer == ANALYZER_OFF || !live)
    return;
  if (rolling && reading->written == graph->written)
    return; /* the next block is not there yet */
  graph->written = reading->written;
  bool differs;
  if (rolling) {
    const int rate = live_rate (live);
    live_copy_watched (live, INSERT_TAP_AFTER, frames, SPECTRUM_FRAMES);
    spectrum_step (&graph->post, frames, rate, SPECTRUM_TILT, FALL * seconds);
    if (graph->analyzer == ANALYZER_BOTH) {
      live_copy_watched (live, INSERT_TAP_BEFORE, frames, SPECTRUM_FRAMES);
      spectrum_step (&graph->pre, frames, rate, SPECTRUM_TILT, FALL * seconds);
    }
    live_watch_strip (live, graph->against);
    if (graph->against) {
      live_copy_strip (live, frames, SPECTRUM_FRAMES);
      spectrum_step (&graph->other, frames, rate, SPECTRUM_TILT, FALL * seconds);
    }
    differs = !graph->post.silent || !graph->pre.silent || !graph->other.silent;
  } else {
    differs = spectrum_fall (&graph->post, 2 * FALL * seconds);
    differs |= spectrum_fall (&graph->pre, 2 * FALL * seconds);
    differs |= spectrum_fall (&graph->other, 2 * FALL * seconds);
  }
  if (differs)
    gtk_widget_queue_draw (GTK_WIDGET (graph));
}

void
lq_eq_graph_set_against (LqEqGraph *graph, Id track)
{
  graph->against = track;
  if (track && graph->analyzer == ANALYZER_OFF)
    graph->analyzer = ANALYZER_POST;
  spectrum_clear (&graph->other);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

/* Not the track itself, to which the panel may have come. */
const Track *
lq_eq_graph_against (LqEqGraph *graph)
{
  const Project *project = lq_desk_project (graph->hand->desk);
  return graph->against && graph->against != graph->hand->track
             ? project_find_track (project, graph->against)
             : NULL;
}

int
lq_eq_graph_band (LqEqGraph *graph)
{
  return graph->band;
}

void
lq_eq_graph_set_band (LqEqGraph *graph, int band)
{
  if (band < 0 || band >= EQ_N_BANDS || band == graph->band)
    return;
  stop_listening (graph);
  graph->band = band;
  describe (graph);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
  g_signal_emit (graph, band_signal, 0);
}

static void
step_to (LqEqGraph *graph, int which, double value)
{
  const int param = eq_param (graph->band, which);
  const ParamSpec *spec = &graph->hand->spec->params[param];
  device_hand_step (graph->hand, param, CLAMP (value, spec->min, spec->max));
}

void
lq_eq_graph_move (LqEqGraph *graph, double octaves, double gain_db, double q_steps)
{
  const double *values = values_of (graph);
  if (!values)
    return;
  if (octaves != 0)
    step_to (graph, EQ_BAND_FREQ, values[eq_param (graph->band, EQ_BAND_FREQ)] * exp2 (octaves));
  if (gain_db != 0 && eq_band_has_gain (values, graph->band))
    step_to (graph, EQ_BAND_GAIN,
             rint ((values[eq_param (graph->band, EQ_BAND_GAIN)] + gain_db) * 10) / 10);
  if (q_steps != 0) {
    const int param = eq_param (graph->band, EQ_BAND_Q);
    step_to (graph, EQ_BAND_Q,
             param_step (&graph->hand->spec->params[param], values[param], q_steps));
  }
}

static bool
add_at (LqEqGraph *graph, double hz, double db)
{
  const double *values = values_of (graph);
  const int band = values ? eq_free_band (values) : -1;
  if (band < 0)
    return false;
  g_autofree double *next = g_memdup2 (values, sizeof (double) * EQ_N_VALUES);
  next[eq_param (band, EQ_BAND_ON)] = 1;
  next[eq_param (band, EQ_BAND_TYPE)] = FILTER_BELL;
  next[eq_param (band, EQ_BAND_FREQ)] = CLAMP (rint (hz * 10) / 10, EQ_LEAST_HZ, EQ_MOST_HZ);
  next[eq_param (band, EQ_BAND_GAIN)] = CLAMP (rint (db * 10) / 10, -30, 30);
  next[eq_param (band, EQ_BAND_Q)] = 1;
  next[eq_param (band, EQ_BAND_CHANNEL)] = EQ_STEREO;
  if (!device_hand_set_all (graph->hand, next))
    return false;
  lq_eq_graph_set_band (graph, band);
  return true;
}

bool
lq_eq_graph_add (LqEqGraph *graph)
{
  const int loudest = spectrum_loudest (&graph->post, 40, 16000);
  return add_at (graph, loudest >= 0 ? spectrum_hz (loudest) : NEW_BAND_HZ, 0);
}

void
lq_eq_graph_next (LqEqGraph *graph, int which)
{
  const double *values = values_of (graph);
  if (!values || (which == EQ_BAND_SLOPE && !eq_band_has_slope (values, graph->band)))
    return;
  const int param = eq_param (graph->band, which);
  const ParamSpec *spec = &graph->hand->spec->params[param];
  const double next = param_step (spec, values[param], 1);
  stop_listening (graph);
  device_hand_set (graph->hand, param, next == values[param] ? spec->min : next);
}

void
lq_eq_graph_switch (LqEqGraph *graph)
{
  const double *values = values_of (graph);
  if (values)
    device_hand_set (graph->hand, eq_param (graph->band, EQ_BAND_ON),
                     values[eq_param (graph->band, EQ_BAND_ON)] < 0.5);
}

bool
lq_eq_graph_listen (LqEqGraph *graph)
{
  const double *values = values_of (graph);
  double alone[EQ_N_VALUES];
  if (!values)
    return false;
  if (graph->listening) {
    stop_listening (graph);
    gtk_widget_queue_draw (GTK_WIDGET (graph));
    return true;
  }
  eq_listen (values, graph->band, alone);
  graph->listening = device_hand_audition (graph->hand, alone);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
  return graph->listening;
}

Analyzer
lq_eq_graph_next_analyzer (LqEqGraph *graph)
{
  graph->analyzer = (graph->analyzer + 1) % N_ANALYZERS;
  spectrum_clear (&graph->pre);
  spectrum_clear (&graph->post);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
  return graph->analyzer;
}

/* The handle under the pointer, the chosen one first; -1: none. */
static int
handle_at (LqEqGraph *graph, double x, double y)
{
  const double *values = values_of (graph);
  const EqField field = field_of (graph);
  int best = -1;
  double nearest = ui_px (REACH);
  for (int i = 0; i < EQ_N_BANDS; i++) {
    if (values[eq_param (i, EQ_BAND_ON)] < 0.5)
      continue;
    const double dx = eq_field_x (&field, values[eq_param (i, EQ_BAND_FREQ)]) - x;
    const double dy = eq_field_y (&field, eq_band_db (values, i)) - y;
    const double away = hypot (dx, dy) - (i == graph->band ? 0.5 : 0);
    if (away < nearest) {
      nearest = away;
      best = i;
    }
  }
  return best;
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqEqGraph *graph)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  if (!values_of (graph))
    return;
  const int band = handle_at (graph, x, y);
  const EqField field = field_of (graph);
  gtk_widget_grab_focus (GTK_WIDGET (graph));
  if (band >= 0)
    lq_eq_graph_set_band (graph, band);
  if (band < 0 && n == 2)
    add_at (graph, eq_field_hz (&field, x), eq_field_db (&field, y));
  else if (band >= 0 && (n == 2 || state & GDK_CONTROL_MASK))
    device_hand_set (graph->hand, eq_param (band, EQ_BAND_GAIN), 0);
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, LqEqGraph *graph)
{
  const double *values = values_of (graph);
  const int band = values ? handle_at (graph, x, y) : -1;
  graph->dragging = band >= 0;
  if (!graph->dragging)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  lq_eq_graph_set_band (graph, band);
  graph->from_hz = values[eq_param (band, EQ_BAND_FREQ)];
  graph->from_db = eq_band_db (values, band);
}

static void
drag_update (GtkGestureDrag *gesture, double dx, double dy, LqEqGraph *graph)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const double *values = values_of (graph);
  if (!graph->dragging || !values || hypot (dx, dy) < 4)
    return;
  const double fine = state & GDK_SHIFT_MASK ? 0.1 : 1;
  const EqField field = field_of (graph);
  const double octaves = dx * fine / field.width * log2 (EQ_MOST_HZ / EQ_LEAST_HZ);
  const double hz = CLAMP (graph->from_hz * exp2 (octaves), EQ_LEAST_HZ, EQ_MOST_HZ);
  const double db = graph->from_db - dy * fine / field.height * 2 * field.range;
  device_hand_move (graph->hand, eq_param (graph->band, EQ_BAND_FREQ), rint (hz * 10) / 10);
  if (eq_band_has_gain (values, graph->band))
    device_hand_move (graph->hand, eq_param (graph->band, EQ_BAND_GAIN),
                      CLAMP (rint (db * 100) / 100, -field.range, field.range));
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

static void
drag_end (GtkGestureDrag *gesture, double dx, double dy, LqEqGraph *graph)
{
  if (graph->dragging)
    device_hand_let_go (graph->hand);
  graph->dragging = false;
}

bool
lq_eq_graph_cancel (LqEqGraph *graph)
{
  if (!graph->dragging)
    return false;
  graph->dragging = false;
  device_hand_cancel (graph->hand);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
  return true;
}

static void
other_pressed (GtkGestureClick *gesture, int n, double x, double y, LqEqGraph *graph)
{
  lq_eq_graph_cancel (graph);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqEqGraph *graph)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (graph)))
    return GDK_EVENT_PROPAGATE;
  lq_eq_graph_move (graph, 0, 0, -dy);
  return GDK_EVENT_STOP;
}

static void
lq_eq_graph_class_init (LqEqGraphClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = lq_eq_graph_snapshot;
  widget_class->measure = lq_eq_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "eqgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  band_signal = g_signal_new ("band", LQ_TYPE_EQ_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
lq_eq_graph_init (LqEqGraph *graph)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *other = gtk_gesture_click_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  spectrum_clear (&graph->pre);
  spectrum_clear (&graph->post);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (other), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), graph);
  g_signal_connect (other, "pressed", G_CALLBACK (other_pressed), graph);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin), graph);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update), graph);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end), graph);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), graph);
  gtk_gesture_group (drag, click);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (other));
  gtk_widget_add_controller (widget, scroll);
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bands, Equalizer"), -1);
}

static GtkWidget *
make (DeviceHand *hand)
{
  LqEqGraph *graph = g_object_new (LQ_TYPE_EQ_GRAPH, NULL);
  graph->hand = hand;
  return GTK_WIDGET (graph);
}

const GraphClass eq_graph = { make, show, tick, .leads = true };

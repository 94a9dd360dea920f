/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/analyzer_graph.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/desk/tuner.h"
#include "ui/device/analyzer_draw.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"

#define TELL_EVERY (2 * G_USEC_PER_SEC) /* what readers of the screen are told */

struct _LqAnalyzerGraph {
  GtkWidget parent_instance;
  DeviceHand *hand;
  Id effect;
  Analysis *analysis; /* owned */
  gint64 ticked, told;
};

G_DEFINE_FINAL_TYPE (LqAnalyzerGraph, lq_analyzer_graph, GTK_TYPE_WIDGET)

static double
value_of (LqAnalyzerGraph *graph, const char *name)
{
  const int param = device_param (graph->hand->spec, name);
  return param < 0 ? 0 : graph->hand->values[param];
}

static AnalysisSettings
settings_of (LqAnalyzerGraph *graph)
{
  return (AnalysisSettings){ .view = (AnalyzerView) value_of (graph, "view"),
                             .tilt = value_of (graph, "tilt"),
                             .fall = value_of (graph, "fall"),
                             .hold = value_of (graph, "hold") >= 0.5,
                             .a4 = value_of (graph, "a4") };
}

static void
lq_analyzer_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqAnalyzerGraph *graph = LQ_ANALYZER_GRAPH (widget);
  if (!graph->hand->spec || !graph->hand->values)
    return;
  switch ((AnalyzerView) value_of (graph, "view")) {
  case ANALYZER_SPECTRUM:
    analyzer_draw_spectrum (widget, snapshot, graph->analysis);
    break;
  case ANALYZER_STEREO:
    analyzer_draw_stereo (widget, snapshot, graph->analysis);
    break;
  case ANALYZER_LOUDNESS:
    analyzer_draw_loudness (widget, snapshot, graph->analysis, value_of (graph, "target"));
    break;
  case ANALYZER_TUNER:
    analyzer_draw_tuner (widget, snapshot, graph->analysis);
    break;
  }
}

static void
lq_analyzer_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (48);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (600) : ui_px (160);
  *minimum_baseline = *natural_baseline = -1;
}

static void
show (GtkWidget *widget)
{
  LqAnalyzerGraph *graph = LQ_ANALYZER_GRAPH (widget);
  const int rate = lq_desk_rate (graph->hand->desk);
  if (graph->effect != graph->hand->effect || graph->analysis->rate != rate) {
    graph->effect = graph->hand->effect;
    analysis_init (graph->analysis, rate);
  }
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

static void
copy_watched (void *live, InsertTapSignal which, float *out, int n)
{
  live_copy_watched (live, which, out, n);
}

/* The figures of the view in words. */
static void
describe (LqAnalyzerGraph *graph, AnalyzerView view)
{
  const Analysis *analysis = graph->analysis;
  g_autofree char *text = NULL;
  if (view == ANALYZER_SPECTRUM) {
    const int loudest = spectrum_loudest (&analysis->now, 20, 20000);
    text = loudest < 0 ? g_strdup (_ ("Silence"))
                       : g_strdup_printf (_ ("Loudest at %.0f Hz"), spectrum_hz (loudest));
  } else if (view == ANALYZER_STEREO) {
    g_autofree char *number = value_text_number (analysis->correlation, 2);
    text = g_strdup_printf (_ ("Correlation %s"), number);
  } else if (view == ANALYZER_TUNER) {
    g_autofree char *name = analysis->has_note ? tuner_note_name (analysis->note) : NULL;
    g_autofree char *cents = value_text_number (analysis->cents, 0);
    text = name ? g_strdup_printf (_ ("%s, %s cents"), name, cents) : g_strdup (_ ("No note"));
  } else {
    g_autofree char *number = isfinite (analysis->integrated)
                                  ? value_text_number (analysis->integrated, 1)
                                  : g_strdup (_ ("not yet known"));
    text = g_strdup_printf (_ ("Integrated loudness %s"), number);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
tick (GtkWidget *widget, Live *live, const InsertTapReading *reading, bool rolling, gint64 now)
{
  LqAnalyzerGraph *graph = LQ_ANALYZER_GRAPH (widget);
  const double seconds = CLAMP ((now - graph->ticked) / 1e6, 0, 0.1);
  graph->ticked = now;
  if (!graph->hand->spec || !graph->hand->values)
    return;
  const AnalysisSettings settings = settings_of (graph);
  const bool differs = rolling ? analysis_step (graph->analysis, &settings, reading->written,
                                                seconds, copy_watched, live)
                               : analysis_rest (graph->analysis, &settings, seconds);
  if (differs)
    gtk_widget_queue_draw (GTK_WIDGET (graph));
  if (differs && now - graph->told > TELL_EVERY) {
    graph->told = now;
    describe (graph, settings.view);
  }
}

const char *
lq_analyzer_graph_keep (LqAnalyzerGraph *graph)
{
  if (!graph->hand->spec || !graph->hand->values)
    return NULL;
  gtk_widget_queue_draw (GTK_WIDGET (graph));
  if ((AnalyzerView) value_of (graph, "view") != ANALYZER_SPECTRUM) {
    analysis_restart (graph->analysis);
    return _ ("Measured anew from here");
  }
  analysis_keep (graph->analysis);
  return graph->analysis->keeps ? _ ("Spectrum kept to compare with")
                                : _ ("Kept spectrum forgotten");
}

static void
pressed (GtkGestureClick *click, int n, double x, double y, LqAnalyzerGraph *graph)
{
  lq_analyzer_graph_keep (graph);
}

static void
lq_analyzer_graph_finalize (GObject *object)
{
  g_free (LQ_ANALYZER_GRAPH (object)->analysis);
  G_OBJECT_CLASS (lq_analyzer_graph_parent_class)->finalize (object);
}

static void
lq_analyzer_graph_class_init (LqAnalyzerGraphClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = lq_analyzer_graph_finalize;
  widget_class->snapshot = lq_analyzer_graph_snapshot;
  widget_class->measure = lq_analyzer_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "analyzergraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_analyzer_graph_init (LqAnalyzerGraph *graph)
{
  GtkGesture *click = gtk_gesture_click_new ();
  graph->analysis = g_new (Analysis, 1);
  analysis_init (graph->analysis, 48000);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), graph);
  gtk_widget_add_controller (GTK_WIDGET (graph), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Analyzer"), -1);
}

static GtkWidget *
make (DeviceHand *hand)
{
  LqAnalyzerGraph *graph = g_object_new (LQ_TYPE_ANALYZER_GRAPH, NULL);
  graph->hand = hand;
  return GTK_WIDGET (graph);
}

const GraphClass analyzer_graph = { make, show, tick, .leads = true };

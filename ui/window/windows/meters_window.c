/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/meters_window.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/value_text.h"
#include "ui/window/actions/do.h"
#include "ui/window/windows/loudness_bars.h"
#include "ui/window/windows/side_window.h"

#define KIND "meters"
#define TELL_EVERY 200000 /* microseconds: figures, and what readers are told */
#define TOLERANCE 1.0 /* LU beside the target */

enum { INTEGRATED, SHORT_TERM, TRUE_PEAK, RANGE, PLR, PSR, N_FIGURES };

static const struct {
  const char *name, *unit;
} figures[N_FIGURES] = {
  [INTEGRATED] = { N_ ("Integrated"), "LUFS" },
  [SHORT_TERM] = { N_ ("Short-term"), "LUFS" },
  [TRUE_PEAK] = { N_ ("True peak max"), "dBTP" },
  [RANGE] = { N_ ("Loudness range"), "LU" },
  [PLR] = { N_ ("PLR"), "LU" },
  [PSR] = { N_ ("PSR"), "LU" },
};

typedef struct {
  LqWindow *main;
  GtkWidget *bars, *boxes[N_FIGURES], *values[N_FIGURES], *warnings[N_FIGURES], *target;
  gint64 told;
} Meters;

/* What is outside of what the song aims at. */
static bool
is_outside (int figure, double value, const Project *project)
{
  if (!isfinite (value))
    return false;
  if (figure == TRUE_PEAK)
    return value > project->ceiling;
  return figure == INTEGRATED && project->loudness_target != 0 &&
         fabs (value - project->loudness_target) > TOLERANCE;
}

static void
show_figure (Meters *meters, int figure, double value, const Project *project)
{
  g_autofree char *text = isfinite (value) ? value_text_number (value, 1) : g_strdup ("—");
  const bool outside = is_outside (figure, value, project);
  GtkWidget *label = meters->values[figure];
  if (!g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (label))) &&
      outside == gtk_widget_get_visible (meters->warnings[figure]))
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (meters->warnings[figure], outside);
  if (outside)
    gtk_widget_add_css_class (meters->boxes[figure], "outside");
  else
    gtk_widget_remove_css_class (meters->boxes[figure], "outside");
  g_autofree char *words = g_strdup_printf ("%s %s%s%s", text, figures[figure].unit,
                                            outside ? ", " : "", outside ? _ ("off target") : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (meters->boxes[figure]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
tell (Meters *meters, LqDesk *desk, const MasterReading *master)
{
  const Project *project = lq_desk_project (desk);
  const StripMeterReading *reading = master->reading;
  const double peak = master->true_peak > -90 ? master->true_peak : NAN;
  const double values[N_FIGURES] = {
    [INTEGRATED] = reading->integrated,
    [SHORT_TERM] = reading->short_term,
    [TRUE_PEAK] = peak,
    [RANGE] = reading->range,
    [PLR] = peak - reading->integrated,
    [PSR] = peak - reading->short_term,
  };
  for (int i = 0; i < N_FIGURES; i++)
    show_figure (meters, i, values[i], project);
  g_autofree char *number = value_text_number (project->loudness_target, 1);
  g_autofree char *ceiling = value_text_number (project->ceiling, 1);
  g_autofree char *target =
      project->loudness_target != 0
          ? g_strdup_printf (_ ("Target %s LUFS, ceiling %s dBTP"), number, ceiling)
          : g_strdup_printf (_ ("No target, ceiling %s dBTP"), ceiling);
  gtk_label_set_text (GTK_LABEL (meters->target), target);
  g_autofree char *level =
      value_text_level (master->meter->highest > -90 ? master->meter->highest : -INFINITY);
  g_autofree char *words = g_strdup_printf (
      master->meter->highest > 0 ? _ ("peak %s, clipped") : _ ("peak %s, not clipped"), level);
  gtk_accessible_update_property (GTK_ACCESSIBLE (meters->bars),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static gboolean
tick (GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
  Meters *meters = data;
  LqDesk *desk = lq_window_desk (meters->main);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  if (!desk)
    return G_SOURCE_CONTINUE;
  const MasterReading master = master_meter_read (lq_window_master_meter (meters->main));
  loudness_bars_show (meters->bars, &master, lq_desk_project (desk)->loudness_target);
  if (now - meters->told >= TELL_EVERY) {
    meters->told = now;
    tell (meters, desk, &master);
  }
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
figure_new (Meters *meters, int figure)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_METER, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = gtk_label_new (_ (figures[figure].name));
  gtk_widget_add_css_class (box, "meter-figure");
  gtk_widget_add_css_class (name, "caption");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_box_append (GTK_BOX (box), name);
  meters->warnings[figure] = gtk_image_new_from_icon_name ("lq-warning-symbolic");
  gtk_widget_set_visible (meters->warnings[figure], FALSE);
  gtk_box_append (GTK_BOX (line), meters->warnings[figure]);
  meters->values[figure] = gtk_label_new ("—");
  gtk_widget_add_css_class (meters->values[figure], "figure");
  gtk_box_append (GTK_BOX (line), meters->values[figure]);
  GtkWidget *unit = gtk_label_new (figures[figure].unit);
  gtk_widget_add_css_class (unit, "caption");
  gtk_box_append (GTK_BOX (line), unit);
  gtk_box_append (GTK_BOX (box), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (figures[figure].name), -1);
  meters->boxes[figure] = box;
  return box;
}

static void
restart_clicked (GtkButton *button, Meters *meters)
{
  if (lq_window_desk (meters->main))
    do_action (meters->main, "meter.reset");
}

void
meters_window_toggle (LqWindow *main)
{
  GtkWidget *open = side_window_find (main, KIND);
  if (open) {
    gtk_window_close (GTK_WINDOW (open));
    return;
  }
  GtkWidget *window = side_window_new (main, KIND, _ ("Meters"), 400, 420);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *right = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *restart = gtk_button_new_with_label (_ ("Start again"));
  Meters *meters = g_new0 (Meters, 1);

  meters->main = main;
  gtk_widget_add_css_class (box, "meters");
  meters->bars = loudness_bars_new ();
  gtk_box_append (GTK_BOX (box), meters->bars);
  gtk_widget_add_css_class (right, "meter-figures");
  gtk_widget_set_hexpand (right, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (right), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loudness, master"), -1);
  for (int i = 0; i < N_FIGURES; i++)
    gtk_box_append (GTK_BOX (right), figure_new (meters, i));
  meters->target = gtk_label_new ("");
  gtk_widget_add_css_class (meters->target, "caption");
  gtk_label_set_xalign (GTK_LABEL (meters->target), 0);
  gtk_label_set_wrap (GTK_LABEL (meters->target), TRUE);
  gtk_widget_set_vexpand (meters->target, TRUE);
  gtk_widget_set_valign (meters->target, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (right), meters->target);
  gtk_widget_add_css_class (restart, "dialog-button");
  g_signal_connect (restart, "clicked", G_CALLBACK (restart_clicked), meters);
  gtk_box_append (GTK_BOX (right), restart);
  gtk_box_append (GTK_BOX (box), right);
  gtk_window_set_child (GTK_WINDOW (window), box);
  g_object_set_data_full (G_OBJECT (window), "meters", meters, g_free);
  gtk_widget_add_tick_callback (window, tick, meters, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <sys/statvfs.h>

#include "ui/draw/value_text.h"
#include "ui/window/export/export_curve.h"
#include "ui/window/export/export_dialog.h"
#include "ui/window/export/export_form.h"

#define MOST_NOTES 2
#define CLOSE_ENOUGH 1.0 /* LU */

typedef struct {
  LqWindow *window;
  GtkWidget *curve, *figures[3], *when, *checks, *summary;
} Report;

static GtkWidget *
figure (GtkWidget *box, const char *caption, const char *unit)
{
  GtkWidget *well = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *value = form_label ("–", "figure");
  GtkWidget *after = form_label (unit, "caption");
  gtk_widget_add_css_class (well, "figure-well");
  gtk_widget_set_hexpand (well, TRUE);
  gtk_box_append (GTK_BOX (well), form_label (caption, "caption"));
  gtk_widget_set_valign (after, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (line), value);
  gtk_box_append (GTK_BOX (line), after);
  gtk_box_append (GTK_BOX (well), line);
  gtk_box_append (GTK_BOX (box), well);
  return value;
}

GtkWidget *
export_report_new (LqWindow *window)
{
  GtkWidget *column = form_column ("export-right");
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Report *report = g_new0 (Report, 1);

  report->window = window;
  form_group (column, _ ("Measured in the last export"));
  report->curve = lq_export_curve_new ();
  gtk_box_append (GTK_BOX (column), report->curve);
  gtk_widget_add_css_class (figures, "figures");
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  report->figures[0] = figure (figures, _ ("Integrated"), "LUFS");
  report->figures[1] = figure (figures, _ ("True peak"), "dBTP");
  report->figures[2] = figure (figures, _ ("LRA"), "LU");
  gtk_box_append (GTK_BOX (column), figures);
  report->when = form_label ("", "caption");
  gtk_label_set_ellipsize (GTK_LABEL (report->when), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (column), report->when);
  form_group (column, _ ("Checks"));
  report->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (column), report->checks);
  form_group (column, _ ("Summary"));
  report->summary = form_label ("", "summary");
  gtk_label_set_wrap (GTK_LABEL (report->summary), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (report->summary), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (report->summary), 30);
  gtk_box_append (GTK_BOX (column), report->summary);
  g_object_set_data_full (G_OBJECT (column), "report", report, g_free);
  return column;
}

static void
goto_track (GtkButton *button, Report *report)
{
  LqWindow *window = report->window;
  LqDesk *desk = lq_window_desk (window);
  const Id track = *(Id *) g_object_get_data (G_OBJECT (button), "track");
  const int row = rows_find (lq_desk_rows (desk), ROW_TRACK, track, 0);
  if (row >= 0)
    lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, row, false);
  lq_window_hide_layer (window);
  lq_desk_reveal (desk);
}

static void
add_line (Report *report, bool good, const char *text, const char *value, Id track)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (good ? "lq-check-symbolic" : "lq-warning-symbolic");
  GtkWidget *label = form_label (text, NULL), *end = form_label (value, "check-value");

  gtk_widget_add_css_class (row, "check-row");
  gtk_widget_add_css_class (row, good ? "good" : "bad");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), end);
  if (!track) {
    gtk_box_append (GTK_BOX (report->checks), row);
    return;
  }
  GtkWidget *button = gtk_button_new ();
  Id *about = g_new (Id, 1);
  *about = track;
  gtk_widget_add_css_class (button, "check-link");
  gtk_button_set_child (GTK_BUTTON (button), row);
  g_object_set_data_full (G_OBJECT (button), "track", about, g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (goto_track), report);
  gtk_box_append (GTK_BOX (report->checks), button);
}

static void
show_number (GtkWidget *label, bool there, double x)
{
  g_autofree char *text = there && isfinite (x) ? value_text_number (x, 1) : g_strdup ("–");
  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
show_measured (Report *report, const ExportJob *job)
{
  const LoudnessReport *loudness = job ? &job->loudness : NULL;
  show_number (report->figures[0], job, job ? loudness->integrated : 0);
  show_number (report->figures[1], job, job ? loudness->true_peak : 0);
  show_number (report->figures[2], job, job ? loudness->lra : 0);
  if (!job) {
    gtk_label_set_text (GTK_LABEL (report->when), _ ("Loudness is measured while exporting."));
    return;
  }
  g_autofree char *gain = value_text_level (job->gain_db);
  g_autofree char *text =
      job->gain_db == 0 ? g_strdup_printf (_ ("At %s, as mixed"), job->clock)
      : job->limited
          ? g_strdup_printf (_ ("At %s, with %s of gain and a limiter"), job->clock, gain)
          : g_strdup_printf (_ ("At %s, with %s of gain"), job->clock, gain);
  gtk_label_set_text (GTK_LABEL (report->when), text);
}

static void
check_measured (Report *report, const ExportJob *job)
{
  const ExportSettings *settings = &job->plan->settings;
  if (settings->loudness != 0 && isfinite (job->loudness.integrated)) {
    const double off = job->loudness.integrated - settings->loudness;
    g_autofree char *number = value_text_number (off, 1);
    g_autofree char *text = g_strdup_printf (off >= 0.05 ? "+%s LU" : "%s LU", number);
    const bool good = fabs (off) <= CLOSE_ENOUGH;
    add_line (report, good,
              good ? _ ("Loudness within 1 LU of target") : _ ("Loudness misses the target"), text,
              0);
  }
  if (isfinite (job->loudness.true_peak)) {
    const double most = settings->loudness != 0 ? settings->ceiling : 0;
    g_autofree char *number = value_text_number (job->loudness.true_peak, 1);
    g_autofree char *text = g_strdup_printf ("%s dBTP", number);
    const bool good = job->loudness.true_peak <= most + 0.05;
    add_line (report, good, good ? _ ("True peak") : _ ("True peak is too high"), text, 0);
  }
  if (job->clipped > 0) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, job->clipped);
    add_line (report, false, _ ("Samples clipped in the last export"), text, 0);
  }
  for (guint i = 0; i < job->notes->len && i < MOST_NOTES; i++)
    add_line (report, false, job->notes->pdata[i], "", 0);
}

/* The space of the disk is that of the nearest folder that is there already. */
static double
free_bytes (const char *target)
{
  g_autofree char *folder = g_strdup (target);
  struct statvfs disk;
  while (statvfs (folder, &disk) != 0) {
    char *parent = g_path_get_dirname (folder);
    const bool ends = g_str_equal (parent, folder);
    g_free (folder);
    folder = parent;
    if (ends)
      return 0;
  }
  return (double) disk.f_bavail * (double) disk.f_frsize;
}

void
export_report_show (GtkWidget *column, const ExportPlan *plan, const char *problem, double target,
                    const ExportJob *measured)
{
  Report *report = g_object_get_data (G_OBJECT (column), "report");
  form_empty (report->checks);
  lq_export_curve_show (LQ_EXPORT_CURVE (report->curve),
                        measured ? &measured->loudness.curve : NULL, target);
  show_measured (report, measured);
  if (measured)
    check_measured (report, measured);
  if (!plan) {
    add_line (report, false, problem, "", 0);
    gtk_label_set_text (GTK_LABEL (report->summary), _ ("Nothing can be exported like this."));
    return;
  }
  g_autoptr (GArray) checks = export_plan_checks (plan);
  for (guint i = 0; i < checks->len; i++) {
    const ExportCheck *check = &g_array_index (checks, ExportCheck, i);
    add_line (report, check->good, check->text, check->value, check->track);
  }
  const double bytes = export_plan_bytes (plan), free_there = free_bytes (plan->target);
  g_autofree char *files = export_plan_text (plan);
  g_autofree char *size = g_format_size ((guint64) bytes);
  g_autofree char *room = g_format_size ((guint64) free_there);
  if (bytes > free_there)
    add_line (report, false, _ ("Not enough space there"), room, 0);
  g_autofree char *stems = plan->stems ? g_path_get_basename (plan->stems) : NULL;
  GString *text = g_string_new (files);
  g_string_append_printf (text, ".\n");
  g_string_append_printf (text, _ ("About %s on disk, %s free."), size, room);
  if (stems) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text, _ ("Stems go to the folder “%s”."), stems);
  }
  gtk_label_set_text (GTK_LABEL (report->summary), text->str);
  g_string_free (text, TRUE);
}

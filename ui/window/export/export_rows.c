/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/draw/value_text.h"
#include "ui/window/export/export_dialog.h"
#include "ui/window/export/export_form.h"

#define SURE_SECONDS 1.0 /* before that the time left is a guess */

typedef struct {
  const ExportJob *job;
  ExportState state;
  GtkWidget *bar, *text;
} QueueRow;

typedef struct {
  GtkWidget *box;
  GArray *rows; /* QueueRow */
} QueueRows;

static char *
state_text (const ExportJob *job)
{
  const double seconds = (double) (g_get_monotonic_time () - job->started) / G_USEC_PER_SEC;
  switch (job->state) {
  case EXPORT_WAITS:
    return g_strdup (_ ("Waits"));
  case EXPORT_DONE:
    return g_strdup_printf (_ ("Done %s"), job->clock);
  case EXPORT_FAILED:
    return g_strdup (_ ("Failed"));
  case EXPORT_STOPPED:
    return g_strdup (_ ("Stopped"));
  case EXPORT_RUNS:
    break;
  }
  if (job->done > 0.995)
    return g_strdup (_ ("Finishing"));
  if (seconds < SURE_SECONDS || job->done < 0.02)
    return g_strdup_printf ("%.0f %%", job->done * 100);
  g_autofree char *left =
      value_text_short_clock ((Units) (seconds * (1 / job->done - 1) * UNITS_PER_SECOND));
  return g_strdup_printf (_ ("%s left"), left);
}

static void
remove_clicked (GtkButton *button, gpointer job)
{
  export_queue_remove (job);
}

static void
show_clicked (GtkButton *button, gpointer job)
{
  export_show_folder (((const ExportJob *) job)->plan->target);
}

static GtkWidget *
row_button (const char *text, GCallback clicked, const ExportJob *job)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "queue-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, (gpointer) job);
  return button;
}

static void
append_format (GString *text, const char *name)
{
  if (text->len > 0)
    g_string_append (text, " + ");
  g_string_append (text, name);
}

static char *
format_text (const ExportJob *job)
{
  static const char *const bits[] = { "16-bit", "24-bit", "32-bit" };
  const ExportPlan *plan = job->plan;
  const int rate = plan->n_passes > 0 ? plan->passes[0].rate : (int) plan->project->rate;

  if (job->state == EXPORT_FAILED)
    return g_strdup (job->problem);
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < N_EXPORT_FORMATS; i++) {
    const EncodeFormat format = export_formats[i];
    const bool mixed = plan->settings.mix && plan->settings.formats & (1u << format);
    if (!mixed && !(plan->n_stems > 0 && plan->stem.format == format))
      continue;
    append_format (text, export_format_name (format));
    if (!export_format_is_lossy (format))
      g_string_append_printf (text, " %s", bits[plan->settings.bits]);
  }
  if (plan->midi)
    append_format (text, _ ("MIDI"));
  if (plan->n_passes > 0)
    g_string_append_printf (text, " · %g kHz", rate / 1000.0);
  g_string_append_printf (text, ngettext (" · %d file", " · %d files", (gulong) plan->n_files),
                          plan->n_files);
  return g_strdup (text->str);
}

static void
add_row (QueueRows *rows, const ExportJob *job)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *format = format_text (job);
  GtkWidget *name = form_label (job->plan->song, "queue-name");
  GtkWidget *what = form_label (format, job->state == EXPORT_FAILED ? "problem" : "queue-what");
  QueueRow row = { job, job->state, NULL, form_label ("", "queue-state") };

  gtk_widget_add_css_class (line, "queue-row");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 20);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (what, format);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), what);
  if (job->state == EXPORT_FAILED) {
    gtk_widget_set_hexpand (what, TRUE);
  } else {
    gtk_label_set_width_chars (GTK_LABEL (what), 34);
    gtk_label_set_max_width_chars (GTK_LABEL (what), 34);
    row.bar = gtk_progress_bar_new ();
    gtk_widget_set_hexpand (row.bar, TRUE);
    gtk_widget_set_valign (row.bar, GTK_ALIGN_CENTER);
    if (job->state == EXPORT_DONE || job->state == EXPORT_STOPPED)
      gtk_widget_add_css_class (row.bar, job->state == EXPORT_DONE ? "done" : "stopped");
    gtk_box_append (GTK_BOX (line), row.bar);
  }
  gtk_label_set_width_chars (GTK_LABEL (row.text), 11);
  gtk_label_set_xalign (GTK_LABEL (row.text), 1);
  gtk_box_append (GTK_BOX (line), row.text);
  if (job->state == EXPORT_DONE)
    gtk_box_append (GTK_BOX (line), row_button (_ ("Show"), G_CALLBACK (show_clicked), job));
  gtk_box_append (GTK_BOX (line), row_button (job->state == EXPORT_RUNS    ? _ ("Stop")
                                              : job->state == EXPORT_WAITS ? _ ("Remove")
                                                                           : _ ("Clear"),
                                              G_CALLBACK (remove_clicked), job));
  gtk_box_prepend (GTK_BOX (rows->box), line);
  g_array_append_val (rows->rows, row);
}

static bool
is_as_shown (const QueueRows *rows)
{
  if (!gtk_widget_get_first_child (rows->box) || (int) rows->rows->len != export_queue_n ())
    return false;
  for (guint i = 0; i < rows->rows->len; i++) {
    const QueueRow *row = &g_array_index (rows->rows, QueueRow, i);
    if (row->job != export_queue_get ((int) i) || row->state != row->job->state)
      return false;
  }
  return true;
}

static void
show (QueueRows *rows)
{
  if (!is_as_shown (rows)) {
    form_empty (rows->box);
    g_array_set_size (rows->rows, 0);
    for (int i = 0; i < export_queue_n (); i++)
      add_row (rows, export_queue_get (i));
    if (rows->rows->len == 0)
      gtk_box_append (GTK_BOX (rows->box),
                      form_label (_ ("Nothing is being exported."), "caption"));
  }
  for (guint i = 0; i < rows->rows->len; i++) {
    const QueueRow *row = &g_array_index (rows->rows, QueueRow, i);
    g_autofree char *text = state_text (row->job);
    gtk_label_set_text (GTK_LABEL (row->text), text);
    if (row->bar)
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (row->bar), row->job->done);
  }
}

static void
heard (const ExportJob *job, bool ended, void *data)
{
  show (data);
}

static void
queue_rows_free (gpointer data)
{
  QueueRows *rows = data;
  export_queue_unlisten (rows);
  g_array_unref (rows->rows);
  g_free (rows);
}

GtkWidget *
export_rows_new (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  QueueRows *rows = g_new0 (QueueRows, 1);
  rows->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  rows->rows = g_array_new (FALSE, FALSE, sizeof (QueueRow));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), rows->box);
  gtk_widget_add_css_class (scroller, "queue-rows");
  g_object_set_data_full (G_OBJECT (scroller), "rows", rows, queue_rows_free);
  export_queue_listen (heard, rows);
  show (rows);
  return scroller;
}

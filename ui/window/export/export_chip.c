/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as a chip in the status row: what runs, how far, and a way back to the dialog. */
#include <glib/gi18n.h>

#include "ui/window/export/export_dialog.h"

static void
heard (const ExportJob *job, bool ended, void *data)
{
  GtkWidget *chip = data;
  const ExportJob *runs = NULL;
  int waiting = 0;
  for (int i = 0; i < export_queue_n (); i++) {
    const ExportJob *other = export_queue_get (i);
    if (other->state == EXPORT_RUNS)
      runs = other;
    waiting += other->state == EXPORT_WAITS;
  }
  gtk_widget_set_visible (chip, runs != NULL);
  if (!runs)
    return;
  g_autofree char *more = waiting > 0 ? g_strdup_printf (_ (", %d more"), waiting) : g_strdup ("");
  g_autofree char *text =
      g_strdup_printf (_ ("Exporting %s %.0f %%%s"), runs->plan->song, runs->done * 100, more);
  gtk_button_set_label (GTK_BUTTON (chip), text);
}

static void
destroyed (GtkWidget *chip, gpointer data)
{
  export_queue_unlisten (chip);
}

GtkWidget *
export_chip_new (void)
{
  GtkWidget *chip = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (chip, "export-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", "project.export");
  g_signal_connect (chip, "destroy", G_CALLBACK (destroyed), NULL);
  export_queue_listen (heard, chip);
  heard (NULL, false, chip);
  return chip;
}

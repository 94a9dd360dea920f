/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports: the dialog, the last settings again, and the word when one has ended. */
#include <glib/gi18n.h>

#include "ui/window/actions/do.h"
#include "ui/window/export/export_dialog.h"

/* The main window that was used last, or NULL. */
static LqWindow *
main_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  for (GList *at = gtk_application_get_windows (application); at; at = at->next)
    if (LQ_IS_WINDOW (at->data))
      return at->data;
  return NULL;
}

static void
show_folder (GSimpleAction *action, GVariant *value, gpointer data)
{
  export_show_folder (g_variant_get_string (value, NULL));
}

static void
launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = data;
  if (g_app_info_launch_default_for_uri_finish (result, &error))
    return;
  LqWindow *window = main_window ();
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *text =
      g_strdup_printf (_ ("No program shows folders here; this one is %s"), path);
  if (window)
    lq_window_toast (window, text, false);
}

void
export_show_folder (const char *path)
{
  char *uri = g_filename_to_uri (path, NULL, NULL);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched, uri);
}

static void
toast (LqWindow *window, const ExportJob *job)
{
  static const GActionEntry entries[] = { { "show-folder", show_folder, "s" } };
  g_autofree char *text = NULL;

  if (!g_action_map_lookup_action (G_ACTION_MAP (window), "show-folder"))
    g_action_map_add_action_entries (G_ACTION_MAP (window), entries, 1, window);
  if (job->state == EXPORT_FAILED)
    text = g_strdup_printf (_ ("Export failed: %s"), job->problem);
  else if (job->state == EXPORT_DONE)
    text = g_strdup_printf (
        ngettext ("Exported %d file", "Exported %d files", (gulong) job->n_files), job->n_files);
  if (job->state == EXPORT_DONE)
    lq_window_toast_action (window, text, _ ("Show"), "win.show-folder", job->plan->target);
  else if (text)
    lq_window_toast (window, text, false);
}

/* The program stays until what was asked for is written, even without a window. */
static void
heard (const ExportJob *job, bool ended, void *data)
{
  static bool held;
  GApplication *application = g_application_get_default ();
  const bool busy = export_queue_is_busy ();

  if (busy && !held)
    g_application_hold (application);
  if (ended) {
    LqWindow *window = main_window ();
    if (window)
      toast (window, job);
  }
  if (!busy && held)
    g_application_release (application);
  held = busy;
}

void
export_tell_ends (void)
{
  static bool listens;
  if (!listens)
    export_queue_listen (heard, &listens);
  listens = true;
}

static void
export_here (LqWindow *window, int again)
{
  if (again)
    export_again (window);
  else
    export_dialog_show (window);
}

const Doing doings_export[] = {
  { "project.export", export_here, 0 },
  { "project.export-again", export_here, 1 },
  { NULL },
};

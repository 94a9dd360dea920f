/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files: new, open, save, import, close, quit. */
#include <glib/gi18n.h>

#include "ui/draw/compat.h"
#include "ui/window/actions/do.h"
#include "ui/window/import_job.h"
#include "ui/window/start/new_project.h"
#include "ui/window/prefs.h"
#include "ui/window/prompt.h"

static const char *const project_patterns[] = { "*.lacquer", NULL };

static void
new_here (LqWindow *window, int arg)
{
  new_project (window, NULL);
}

static void
record_now (LqWindow *window, int arg)
{
  new_project_record (window);
}

static void
opened (GListModel *files, void *data)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (file)
    lq_window_open (data, g_file_peek_path (file));
}

static void
open_here (LqWindow *window, int arg)
{
  g_autofree char *folder = new_project_folder ();
  compat_choose (GTK_WINDOW (window), CHOOSE_OPEN, _ ("Open a project"), folder, NULL,
                 project_patterns, opened, window);
}

static void
save (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (!lq_window_save (window))
    return;
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), lq_desk_name (desk));
  lq_window_toast (window, text, false);
}

static char *
tracks_typed (LqWindow *window, const char *text, void *data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_shell_quote (data);
  g_autofree char *of = g_shell_quote (*text ? text : "all");
  if (!lq_desk_run (lq_window_desk (window), &error, "track.import project=%s of=%s", file, of))
    return g_strdup (error->message);
  lq_window_toast (window, _ ("Imported tracks with their settings"), true);
  return NULL;
}

/* Of another project, tracks come with all their settings. */
static bool
import_project (LqWindow *window, const char *path)
{
  static char *kept;
  if (!g_str_has_suffix (path, ".lacquer"))
    return false;
  g_free (kept);
  kept = g_strdup (path);
  prompt (window, _ ("Tracks to import from that project: names with commas, or all"), "all",
          tracks_typed, kept);
  return true;
}

static void
imported (LqWindow *window, const ImportResultOf *result)
{
  const guint tracks = result->report->tracks->len;
  g_autofree char *text =
      g_strdup_printf (ngettext ("Imported %u track", "Imported %u tracks", tracks), tracks);
  lq_window_toast (window, text, true);
}

void
do_import_files (LqWindow *window, const char *const *paths, int n)
{
  if (n == 1 && import_project (window, paths[0]))
    return;
  import_job_start (window, paths, n, NULL, imported);
}

static void
import_chosen (GListModel *files, void *data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_ptr_array_add (paths, g_file_get_path (file));
  }
  if (paths->len == 0)
    return;
  if (!lq_window_desk (data))
    new_project (data, NULL);
  if (lq_window_desk (data))
    do_import_files (data, (const char *const *) paths->pdata, (int) paths->len);
}

static void
import (LqWindow *window, int arg)
{
  compat_choose (GTK_WINDOW (window), CHOOSE_OPEN_SEVERAL, _ ("Import audio, MIDI or stems"), NULL,
                 NULL, NULL, import_chosen, window);
}

static void
close_here (LqWindow *window, int arg)
{
  if (arg)
    gtk_window_close (GTK_WINDOW (window));
  else
    lq_window_close_project (window);
}

const Doing doings_project[] = {
  { "project.new", new_here },        { "project.open", open_here },
  { "project.save", save },           { "project.import", import },
  { "project.close", close_here, 0 }, { "app.quit", close_here, 1 },
  { "start.record-now", record_now }, { NULL },
};

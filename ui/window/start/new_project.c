/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/start/new_project.h"

#include <glib/gi18n.h>

#include "exchange/template.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"

char *
new_project_folder (void)
{
  g_autofree char *set = g_settings_get_string (prefs (), "projects-folder");
  const char *music = g_get_user_special_dir (G_USER_DIRECTORY_MUSIC);
  char *folder =
      *set ? g_strdup (set) : g_build_filename (music ? music : g_get_home_dir (), "Lacquer", NULL);
  g_mkdir_with_parents (folder, 0755);
  return folder;
}

static char *
free_path (void)
{
  g_autofree char *folder = new_project_folder ();
  for (int i = 1;; i++) {
    g_autofree char *name =
        i == 1 ? g_strdup (_ ("Untitled")) : g_strdup_printf (_ ("Untitled %d"), i);
    char *path = g_build_filename (folder, name, NULL);
    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return path;
    g_free (path);
  }
}

void
new_project (LqWindow *window, const char *template)
{
  g_autofree char *path = free_path ();
  g_autoptr (GError) error = NULL;
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, &error);
  project_unref (project);
  if (desk && template && !template_apply (lq_desk_session (desk), template, &error))
    g_clear_object (&desk);
  if (!desk) {
    lq_window_toast (window, error->message, false);
    return;
  }
  lq_desk_save (desk, NULL);
  lq_window_take_desk (window, desk);
}

void
new_project_record (LqWindow *window)
{
  new_project (window, NULL);
  LqDesk *desk = lq_window_desk (window);
  if (!desk)
    return;
  g_autofree char *name = g_shell_quote (_ ("Recording"));
  lq_desk_run (desk, NULL, "track.add kind=audio name=%s", name);
  lq_desk_run (desk, NULL, "track.set track=1 arm=on");
  do_action (window, "transport.record");
}

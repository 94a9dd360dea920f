/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of folders: where projects go, and the places of the browser. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/compat.h"
#include "ui/window/start/new_project.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"

typedef struct {
  GtkWidget *page, *row, *usual;
  gulong handler;
} Folders;

static void
folders_free (gpointer data)
{
  Folders *folders = data;
  g_signal_handler_disconnect (prefs (), folders->handler);
  g_free (folders);
}

static Folders *
folders_new (GtkWidget *page, const char *signal, GCallback changed)
{
  Folders *folders = g_new0 (Folders, 1);
  folders->page = page;
  folders->handler = g_signal_connect_swapped (prefs (), signal, changed, folders);
  g_object_set_data_full (G_OBJECT (page), "folders", folders, folders_free);
  return folders;
}

static char *
first_path (GListModel *files)
{
  g_autoptr (GFile) file =
      g_list_model_get_n_items (files) > 0 ? g_list_model_get_item (files, 0) : NULL;
  return file ? g_file_get_path (file) : NULL;
}

static void
show_projects (Folders *folders)
{
  g_autofree char *set = g_settings_get_string (prefs (), "projects-folder");
  g_autofree char *folder = new_project_folder ();
  settings_page_set_hint (folders->row, folder);
  gtk_widget_set_sensitive (folders->usual, *set);
}

static void
projects_chosen (GListModel *files, void *data)
{
  g_autofree char *path = first_path (files);
  if (path)
    g_settings_set_string (prefs (), "projects-folder", path);
}

static void
choose_projects (Folders *folders)
{
  g_autofree char *now = new_project_folder ();
  compat_choose (GTK_WINDOW (gtk_widget_get_root (folders->page)), CHOOSE_FOLDER,
                 _ ("Folder for new projects"), now, NULL, NULL, projects_chosen, NULL);
}

static void
usual_projects (Folders *folders)
{
  g_settings_reset (prefs (), "projects-folder");
}

void
settings_project_folder_fill (GtkWidget *page)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  Folders *folders = folders_new (page, "changed::projects-folder", G_CALLBACK (show_projects));
  folders->usual = settings_button_new (_ ("Default"), G_CALLBACK (usual_projects), folders);
  gtk_box_append (GTK_BOX (buttons),
                  settings_button_new (_ ("Choose…"), G_CALLBACK (choose_projects), folders));
  gtk_box_append (GTK_BOX (buttons), folders->usual);
  folders->row =
      settings_page_add (page, _ ("Folder for new projects and their recordings"), "", buttons);
  show_projects (folders);
}

static void
write_places (const char *add, const char *without)
{
  g_auto (GStrv) old = g_settings_get_strv (prefs (), "places");
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  for (int i = 0; old[i]; i++)
    if (g_strcmp0 (old[i], add) && g_strcmp0 (old[i], without))
      g_strv_builder_add (next, old[i]);
  if (add)
    g_strv_builder_add (next, add);
  g_auto (GStrv) list = g_strv_builder_end (next);
  g_settings_set_strv (prefs (), "places", (const char *const *) list);
}

static void
remove_place (GtkWidget *button)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  write_places (NULL, path);
}

static void
show_places (Folders *folders)
{
  g_auto (GStrv) places = g_settings_get_strv (prefs (), "places");
  GtkWidget *child;
  while ((child = gtk_widget_get_next_sibling (folders->row)))
    settings_page_remove (folders->page, child);
  for (int i = 0; places[i]; i++) {
    GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));
    g_autofree char *name = g_path_get_basename (places[i]);
    g_autofree char *gone = g_strdup_printf (_ ("%s (not there now)"), places[i]);
    gtk_widget_add_css_class (button, "dialog-button");
    g_object_set_data_full (G_OBJECT (button), "path", g_strdup (places[i]), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (remove_place), NULL);
    settings_page_add (folders->page, name,
                       g_file_test (places[i], G_FILE_TEST_IS_DIR) ? places[i] : gone, button);
  }
}

static void
place_chosen (GListModel *files, void *data)
{
  g_autofree char *path = first_path (files);
  if (path)
    write_places (path, NULL);
}

static void
add_place (Folders *folders)
{
  compat_choose (GTK_WINDOW (gtk_widget_get_root (folders->page)), CHOOSE_FOLDER,
                 _ ("Folder of sounds"), g_get_home_dir (), NULL, NULL, place_chosen, NULL);
}

void
settings_folders_fill (GtkWidget *page, LqWindow *main)
{
  settings_page_add (page, _ ("Hear files in the browser"), _ ("As the selection comes to them."),
                     settings_switch_new_bound ("preview"));
  settings_page_add (page, _ ("Hear files in the tempo of the song"), NULL,
                     settings_switch_new_bound ("preview-sync"));
  Folders *folders = folders_new (page, "changed::places", G_CALLBACK (show_places));
  folders->row =
      settings_page_add (page, _ ("Places of the browser"),
                         _ ("Folders with sounds. Removing one here leaves its files alone."),
                         settings_button_new (_ ("Add…"), G_CALLBACK (add_place), folders));
  show_places (folders);
}

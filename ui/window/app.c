/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/app.h"

#include "ui/draw/theme.h"
#include "ui/window/prefs.h"
#include "ui/window/window.h"

static ThemeSettings
theme_of_prefs (void)
{
  return (ThemeSettings){ .choice = (ThemeChoice) g_settings_get_enum (prefs (), "theme"),
                          .high_contrast = g_settings_get_boolean (prefs (), "high-contrast"),
                          .scale = g_settings_get_double (prefs (), "scale") };
}

/* The desktop's own wish holds where nothing is asked for here. */
static void
apply_motion (void)
{
  GtkSettings *system = gtk_settings_get_default ();
  if (g_settings_get_boolean (prefs (), "reduce-motion"))
    g_object_set (system, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (system, "gtk-enable-animations");
}

static void
prefs_changed (GSettings *settings, const char *key, gpointer data)
{
  const ThemeSettings next = theme_of_prefs ();
  if (g_str_equal (key, "theme") || g_str_equal (key, "scale") ||
      g_str_equal (key, "high-contrast"))
    theme_set (&next);
  if (g_str_equal (key, "reduce-motion"))
    apply_motion ();
}

static void
startup (GApplication *application, gpointer data)
{
  const ThemeSettings settings = theme_of_prefs ();
  GtkIconTheme *icons = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  gtk_icon_theme_add_resource_path (icons, "/org/lacquer/Lacquer/icons");
  gtk_window_set_default_icon_name ("org.lacquer.Lacquer");
  theme_start (&settings);
  apply_motion ();
  g_signal_connect (prefs (), "changed", G_CALLBACK (prefs_changed), NULL);
}

static LqWindow *
window_of (GApplication *application)
{
  for (GList *all = gtk_application_get_windows (GTK_APPLICATION (application)); all;
       all = all->next)
    if (LQ_IS_WINDOW (all->data))
      return all->data;
  return lq_window_new (GTK_APPLICATION (application));
}

static void
activate (GApplication *application, gpointer data)
{
  gtk_window_present (GTK_WINDOW (window_of (application)));
}

static void
open_files (GApplication *application, GFile **files, int n, const char *hint, gpointer data)
{
  for (int i = 0; i < n; i++) {
    g_autofree char *path = g_file_get_path (files[i]);
    LqWindow *window =
        i == 0 ? window_of (application) : lq_window_new (GTK_APPLICATION (application));
    gtk_window_present (GTK_WINDOW (window));
    lq_window_open (window, path);
  }
}

GtkApplication *
app_new (void)
{
  /* Without a card that draws, pixels are painted faster than triangles. */
  if (!g_getenv ("GSK_RENDERER") && !g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR))
    g_setenv ("GSK_RENDERER", "cairo", TRUE);
  GtkApplication *application =
      gtk_application_new ("org.lacquer.Lacquer", G_APPLICATION_HANDLES_OPEN);
  g_signal_connect (application, "startup", G_CALLBACK (startup), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  g_signal_connect (application, "open", G_CALLBACK (open_files), NULL);
  return application;
}

int
app_run (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = app_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

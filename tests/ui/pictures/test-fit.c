/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With every text 40 % longer than in English, at all sizes and scales: nothing is cut, and nothing
 * is larger than the window it was given. */
#include <libintl.h>
#include <locale.h>

#include "device/device_list.h"
#include "stage.h"
#include "texts.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"
#include "ui/window/windows/side_window.h"

static const struct {
  int width, height;
} sizes[] = { { 1024, 640 }, { 1280, 720 }, { 1366, 768 }, { 1440, 900 }, { 2560, 1440 } };
static const int scales[] = { 80, 100, 150, 200 };

/* Where there is none, the texts in it are what is looked at. */
static bool
has_bar_below (GtkWidget *scrolled)
{
  GtkPolicyType across;
  g_object_get (scrolled, "hscrollbar-policy", &across, NULL);
  return across == GTK_POLICY_AUTOMATIC || across == GTK_POLICY_ALWAYS;
}

/* Lists scroll up and down; where one must scroll sideways to show its end, it is too wide. */
static guint
count_sideways (GtkWidget *widget, const char *name)
{
  guint n = 0;
  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (GTK_IS_SCROLLED_WINDOW (widget) && has_bar_below (widget)) {
    GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));
    const double over = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);
    if (over > 0) {
      g_test_message ("%s: scrolls sideways by %g", name, over);
      n++;
    }
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_sideways (child, name);
  return n;
}

#define ROUNDED 1 /* pixel, where a scale makes lengths fractions */

/* What has less room than it asks for lies over its neighbor. */
static guint
count_crowded (GtkWidget *root, const char *name)
{
  GtkWidget *tools = stage_find (root, "tools");
  int least = 0;
  if (tools)
    gtk_widget_measure (tools, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (!tools || least <= gtk_widget_get_width (tools) + ROUNDED)
    return 0;
  g_test_message ("%s: the tools need %d and have %d", name, least, gtk_widget_get_width (tools));
  return 1;
}

/* All states first, so that one run tells all there is. */
static guint
count_problems (LqWindow *window, const char *state, int size, int scale)
{
  GtkWidget *root = GTK_WIDGET (window);
  g_autoptr (GPtrArray) problems = texts_cut (root);
  g_autofree char *name = g_strdup_printf ("fit-%s-%dx%d-%d", state, sizes[size].width,
                                           sizes[size].height, scales[scale]);
  /* The smallest and a usual size are worth looking at. */
  if ((scales[scale] == 100 || scales[scale] == 200) && (size == 0 || sizes[size].width == 1440))
    cairo_surface_destroy (stage_picture (root, name));
  guint n = problems->len;
  if (gtk_widget_get_width (root) > sizes[size].width ||
      gtk_widget_get_height (root) > sizes[size].height) {
    g_test_message ("%s: the window is %d x %d", name, gtk_widget_get_width (root),
                    gtk_widget_get_height (root));
    n++;
  }
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s: %s", name, (char *) problems->pdata[i]);
  return n + count_sideways (root, name) + count_crowded (root, name);
}

static void
show (LqWindow *window, const char *action)
{
  if (action)
    g_assert_true (do_action (window, action));
  stage_settle (GTK_WIDGET (window));
}

/* Views fill the window and are looked at in all of them. What has a size of its own, or a part of
 * a view, has no less room than in the smallest window, or as the pictures show it. */
static bool
is_looked_at (bool everywhere, size_t size, size_t scale)
{
  return everywhere || size == 0 || (sizes[size].width == 1440 && scales[scale] == 100);
}

static void
check_states (LqWindow *window, const char *const *states, const char *const *actions,
              const bool *everywhere)
{
  guint n = 0;
  for (size_t scale = 0; scale < G_N_ELEMENTS (scales); scale++)
    for (size_t size = 0; size < G_N_ELEMENTS (sizes); size++) {
      bool any = false;
      for (int i = 0; states[i]; i++)
        any |= is_looked_at (everywhere[i], size, scale);
      if (any)
        stage_resize (window, sizes[size].width, sizes[size].height, scales[scale]);
      for (int i = 0; states[i]; i++) {
        if (!is_looked_at (everywhere[i], size, scale))
          continue;
        show (window, actions[i]);
        n += count_problems (window, states[i], (int) size, (int) scale);
        lq_window_hide_layer (window);
      }
    }
  stage_close (window);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_song (void)
{
  static const char *const states[] = { "song", "palette", "export", "mix", NULL };
  static const char *const actions[] = { "view.arrange", "app.palette", "project.export",
                                         "view.mix" };
  static const bool everywhere[] = { true, false, false, true };
  g_autofree char *path = g_build_filename (g_getenv ("SONGS"), "Glass Harbour", NULL);
  check_states (stage_song (path, 1440, 900, 100), states, actions, everywhere);
}

static void
test_start (void)
{
  static const char *const states[] = { "start", "start-palette", NULL };
  static const char *const actions[] = { NULL, "app.palette" };
  static const bool everywhere[] = { true, false };
  check_states (stage_window (1440, 900, 100), states, actions, everywhere);
}

/* With a device in the panel below, and in light, which has strokes of other widths. */
static void
check_device (const char *kind)
{
  const char *const states[] = { kind, NULL };
  static const char *const actions[] = { NULL };
  static const bool everywhere[] = { false };
  g_autofree char *path = g_build_filename (g_getenv ("SONGS"), "Glass Harbour", NULL);
  LqWindow *window = stage_song (path, 1440, 900, 100);
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = NULL;
  g_settings_set_string (prefs (), "theme", "light");
  lq_desk_run (desk, &error, "effect.add track=%s kind=%s",
               lq_desk_id (desk, lq_desk_cursor_track (desk)), kind);
  g_assert_no_error (error);
  g_assert_true (do_action (window, "view.devices"));
  check_states (window, states, actions, everywhere);
  g_settings_set_string (prefs (), "theme", "dark");
}

static void
test_devices (void)
{
  check_device ("eq");
  check_device ("compressor");
}

/* Windows beside the main one, at the size that they come with. */
static void
test_beside (void)
{
  static const char *const windows[][2] = { { "history", "edit.history" },
                                            { "keys", "app.help-keys" },
                                            { "settings", "app.preferences" },
                                            { "meters", "view.meters" },
                                            { "clips", "a11y.list" } };
  g_autofree char *path = g_build_filename (g_getenv ("SONGS"), "Glass Harbour", NULL);
  LqWindow *window = stage_song (path, 1440, 900, 100);
  guint n = 0;
  for (size_t scale = 0; scale < G_N_ELEMENTS (scales); scale++) {
    stage_resize (window, 1440, 900, scales[scale]);
    for (size_t i = 0; i < G_N_ELEMENTS (windows); i++) {
      g_assert_true (do_action (window, windows[i][1]));
      GtkWidget *beside = side_window_find (window, windows[i][0]);
      g_assert_nonnull (beside);
      stage_settle (beside);
      g_autoptr (GPtrArray) problems = texts_cut (beside);
      g_autofree char *name = g_strdup_printf ("fit-%s-%d", windows[i][0], scales[scale]);
      if (scales[scale] == 100 || scales[scale] == 200)
        cairo_surface_destroy (stage_picture (beside, name));
      for (guint k = 0; k < problems->len; k++)
        g_test_message ("%s: %s", name, (char *) problems->pdata[k]);
      n += problems->len;
      gtk_window_destroy (GTK_WINDOW (beside));
    }
  }
  stage_close (window);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_is_translated (void)
{
  g_assert_cmpstr (dgettext (GETTEXT_PACKAGE, "Undo"), !=, "Undo");
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOCALES"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  setlocale (LC_NUMERIC, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/fit/is-translated", test_is_translated);
  g_test_add_func ("/fit/song", test_song);
  g_test_add_func ("/fit/start", test_start);
  g_test_add_func ("/fit/devices", test_devices);
  g_test_add_func ("/fit/beside", test_beside);
  return g_test_run ();
}

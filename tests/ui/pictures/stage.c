/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stage.h"

#include <string.h>

#include "ui/draw/compat.h"
#include "ui/window/app.h"
#include "ui/window/prefs.h"

#define PATIENCE 60000000 /* microseconds */
#define FRAMES 4 /* after which nothing moves any more */

static GtkApplication *application;

void
stage_start (void)
{
  g_autoptr (GError) error = NULL;
  if (application)
    return;
  application = app_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_hold (G_APPLICATION (application));
  /* A screen without a compositor gives windows a frame, which no picture has. */
  GtkCssProvider *frame = gtk_css_provider_new ();
  compat_load_css (frame, "window.lacquer.solid-csd { padding: 0; border: none; }");
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (frame), GTK_STYLE_PROVIDER_PRIORITY_USER + 9);
  g_object_unref (frame);
}

bool
stage_wait (bool (*until) (void *data), void *data)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!until (data)) {
    if (g_get_monotonic_time () > end)
      return false;
    g_main_context_iteration (NULL, FALSE);
    g_usleep (500);
  }
  return true;
}

static void
painted (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

static bool
is_painted (void *frames)
{
  return *(int *) frames >= FRAMES;
}

void
stage_settle (GtkWidget *window)
{
  int frames = 0;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  const gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted), &frames);
  gdk_frame_clock_begin_updating (clock);
  gtk_widget_queue_resize (window);
  g_assert_true (stage_wait (is_painted, &frames));
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

static bool
is_mapped (void *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static bool
is_active (void *window)
{
  return gtk_window_is_active (window);
}

typedef struct {
  GtkWidget *window;
  int width, height;
} Wish;

/* No smaller than it must be, that is. */
static bool
has_size (void *data)
{
  const Wish *wish = data;
  int least_width, least_height;
  gtk_widget_measure (wish->window, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (wish->window, GTK_ORIENTATION_VERTICAL, MAX (least_width, wish->width),
                      &least_height, NULL, NULL, NULL);
  return gtk_widget_get_width (wish->window) == MAX (wish->width, least_width) &&
         gtk_widget_get_height (wish->window) == MAX (wish->height, least_height);
}

void
stage_resize (LqWindow *window, int width, int height, int scale)
{
  Wish wish = { GTK_WIDGET (window), width, height };
  g_settings_set_double (prefs (), "scale", scale / 100.0);
  /* Twice: what the wide form needs keeps it from becoming the narrow one at once. */
  for (int i = 1; i >= 0; i--) {
    gtk_window_set_default_size (GTK_WINDOW (window), width - i, height - i);
    stage_settle (GTK_WIDGET (window));
  }
  if (!stage_wait (has_size, &wish))
    g_error ("the window is %d x %d instead of %d x %d", gtk_widget_get_width (wish.window),
             gtk_widget_get_height (wish.window), width, height);
  stage_settle (GTK_WIDGET (window));
}

LqWindow *
stage_window (int width, int height, int scale)
{
  stage_start ();
  g_settings_set_double (prefs (), "scale", scale / 100.0);
  g_settings_set (prefs (), "window-size", "(ii)", width, height);
  LqWindow *window = lq_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (stage_wait (is_mapped, window));
  /* Without a window manager nobody gives it the keyboard. */
  gdk_toplevel_focus (GDK_TOPLEVEL (gtk_native_get_surface (GTK_NATIVE (window))),
                      GDK_CURRENT_TIME);
  g_assert_true (stage_wait (is_active, window));
  stage_resize (window, width, height, scale);
  return window;
}

static bool
has_desk (void *window)
{
  return lq_window_desk (window) != NULL;
}

LqWindow *
stage_song (const char *path, int width, int height, int scale)
{
  LqWindow *window = stage_window (width, height, scale);
  lq_window_open (window, path);
  g_assert_true (stage_wait (has_desk, window));
  stage_settle (GTK_WIDGET (window));
  return window;
}

void
stage_close (LqWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static bool
is_called (GtkWidget *widget, const char *name)
{
  return gtk_widget_has_css_class (widget, name) || !strcmp (G_OBJECT_TYPE_NAME (widget), name);
}

static GtkWidget *
find (GtkWidget *at, const char *name, int *n)
{
  if (!gtk_widget_get_mapped (at))
    return NULL;
  if (is_called (at, name) && (*n)-- == 0)
    return at;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (at); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, name, n);
  return found;
}

GtkWidget *
stage_find_nth (GtkWidget *root, const char *name, int n)
{
  return find (root, name, &n);
}

GtkWidget *
stage_find (GtkWidget *root, const char *name)
{
  return stage_find_nth (root, name, 0);
}

graphene_rect_t
stage_bounds (GtkWidget *widget, GtkWidget *root)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return bounds;
}

cairo_surface_t *
stage_picture (GtkWidget *window, const char *name)
{
  const int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (
      renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gsk_render_node_unref (node);

  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gdk_texture_download (texture, cairo_image_surface_get_data (picture),
                        (gsize) cairo_image_surface_get_stride (picture));
  cairo_surface_mark_dirty (picture);
  const char *folder = g_getenv ("PICTURES");
  if (folder && name) {
    g_autofree char *file = g_strconcat (name, ".png", NULL);
    g_autofree char *path = g_build_filename (folder, file, NULL);
    g_assert_cmpint (cairo_surface_write_to_png (picture, path), ==, CAIRO_STATUS_SUCCESS);
  }
  return picture;
}

GdkRGBA
stage_pixel (cairo_surface_t *picture, double x, double y)
{
  const unsigned char *row = cairo_image_surface_get_data (picture) +
                             (gsize) y * (gsize) cairo_image_surface_get_stride (picture);
  uint32_t pixel;
  memcpy (&pixel, row + (gsize) x * sizeof pixel, sizeof pixel);
  return (GdkRGBA){ (float) (pixel >> 16 & 255) / 255, (float) (pixel >> 8 & 255) / 255,
                    (float) (pixel & 255) / 255, 1 };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room.h"

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/xml_write.h"
#include "ui/draw/theme.h"
#include "ui/window/prefs.h"

#define PATIENCE (60 * G_USEC_PER_SEC) /* that a loaded machine may take */
#define NEAR 24 /* of 255, of a channel */

Room room;

static struct {
  const char *project, *device;
  void (*use) (void);
  int status;
} test;

void
room_check (bool so, const char *what)
{
  if (so)
    return;
  printf ("failed: %s\n", what);
  exit (1);
}

void
room_turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
room_run (int blocks)
{
  for (int i = 0; i < blocks; i++) {
    if (room.by_hand)
      null_device_run (live_null_device (lq_desk_live (room.desk)), 1);
    lq_desk_poll (room.desk);
    if (i % 16 == 0)
      room_turn ();
  }
}

void
room_wait (bool (*is_so) (void), const char *what)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!is_so ()) {
    room_check (g_get_monotonic_time () < end, what);
    room_run (1);
    room_turn ();
    g_usleep (1000);
  }
}

void
room_drive (void)
{
  static const NullOptions options = { .by_hand = true, .loopback = 2 * ROOM_BLOCK };
  g_autoptr (GError) error = NULL;

  lq_desk_stop_sound (room.desk);
  room.by_hand = lq_desk_start_null (room.desk, &options, ROOM_BLOCK, &error);
  room_check (room.by_hand, "a device by hand");
}

/* --- Keys --- */

static void
xdotool (const char *const *argv)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  room_check (process && g_subprocess_wait (process, NULL, NULL), "xdotool");
  room_turn ();
}

void
room_keys (const char *keys)
{
  g_auto (GStrv) each = g_strsplit (keys, " ", -1);
  for (char **key = each; *key; key++)
    xdotool ((const char *[]){ "xdotool", "key", "--clearmodifiers", *key, NULL });
}

void
room_press (const char *key, bool down)
{
  xdotool ((const char *[]){ "xdotool", down ? "keydown" : "keyup", key, NULL });
}

void
room_pointer (int x, int y)
{
  g_autofree char *left = g_strdup_printf ("%d", x), *top = g_strdup_printf ("%d", y);
  xdotool ((const char *[]){ "xdotool", "mousemove", left, top, NULL });
}

void
room_click (int times)
{
  g_autofree char *n = g_strdup_printf ("%d", times);
  xdotool ((const char *[]){ "xdotool", "click", "--repeat", n, "--delay", "60", "1", NULL });
}

void
room_button (bool down)
{
  xdotool ((const char *[]){ "xdotool", down ? "mousedown" : "mouseup", "1", NULL });
}

static bool
shows_palette (void)
{
  GtkWidget *palette = room_find_type (GTK_WIDGET (room.window), "LqPaletteList");
  return palette && gtk_widget_get_mapped (palette);
}

static bool
shows_no_palette (void)
{
  return !shows_palette ();
}

void
room_palette (const char *text)
{
  room_keys ("ctrl+k");
  room_wait (shows_palette, "the palette");
  xdotool ((const char *[]){ "xdotool", "type", "--delay", "20", text, NULL });
  room_keys ("Return");
  room_wait (shows_no_palette, text);
}

static bool
is_focused (void)
{
  return gtk_window_is_active (GTK_WINDOW (room.window));
}

/* Without a manager of windows nobody else gives it the keys. */
static void
take_keys (void)
{
  g_autofree char *process = g_strdup_printf ("%d", (int) getpid ());
  xdotool ((const char *[]){ "xdotool", "search", "--sync", "--onlyvisible", "--pid", process,
                             "windowfocus", NULL });
  room_wait (is_focused, "the window has the keys");
}

/* --- What shows --- */

GtkWidget *
room_find (GtkWidget *widget, GType type, const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    const char *label = GTK_IS_BUTTON (widget)  ? gtk_button_get_label (GTK_BUTTON (widget))
                        : GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                                : NULL;
    if (label && g_str_has_prefix (label, text) && gtk_widget_get_mapped (widget))
      return widget;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = room_find (child, type, text);
    if (found)
      return found;
  }
  return NULL;
}

GtkWidget *
room_find_type (GtkWidget *widget, const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = room_find_type (child, type);
    if (found)
      return found;
  }
  return NULL;
}

static bool
is_near (double value, int pixel)
{
  return ABS ((int) (value * 255) - pixel) <= NEAR;
}

int
room_count (GtkWidget *widget, int token)
{
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA color = token_color ((Token) token);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int n = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  if (!node)
    return 0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const uint32_t *pixels = (const void *) cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface) / 4;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const uint32_t pixel = pixels[y * stride + x];
      n += is_near (color.red, pixel >> 16 & 255) && is_near (color.green, pixel >> 8 & 255) &&
           is_near (color.blue, pixel & 255);
    }
  cairo_surface_destroy (surface);
  return n;
}

const Track *
room_track (const char *name)
{
  const List *tracks = lq_desk_project (room.desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++)
    if (!strcmp (node_name (list_get (tracks, i)), name))
      return (const Track *) list_get (tracks, i);
  room_check (false, name);
  return NULL;
}

static void
activate (GtkApplication *application, gpointer data)
{
  const ThemeSettings theme = { .scale = 1 };
  theme_start (&theme);
  g_settings_set_string (prefs (), "device", test.device);
  room.window = lq_window_new (application);
  gtk_window_present (GTK_WINDOW (room.window));
  lq_window_open (room.window, test.project);
  room_turn ();
  room.desk = lq_window_desk (room.window);
  room_check (room.desk != NULL, "the project opens");
  take_keys ();
  test.use ();
  test.status = 0;
  g_application_quit (G_APPLICATION (application));
}

int
room_main (int argc, char **argv, const char *device, void (*use) (void))
{
  if (argc != 2) {
    fprintf (stderr, "Usage: %s PROJECT\n", argv[0]);
    return 2;
  }
  test.project = argv[1];
  test.device = device;
  test.use = use;
  test.status = 1;
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.lacquer.room", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  g_application_run (G_APPLICATION (application), 1, argv);
  return test.status;
}

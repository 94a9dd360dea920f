/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/window_private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "device/device.h"
#include "ui/draw/theme.h"
#include "ui/window/ask.h"
#include "ui/window/banner.h"
#include "ui/window/browser_side.h"
#include "ui/window/context_menu.h"
#include "ui/window/device_side.h"
#include "ui/window/actions/do.h"
#include "ui/window/editor_side.h"
#include "ui/window/frame.h"
#include "ui/window/frame_rows.h"
#include "ui/window/import_job.h"
#include "ui/window/inspector_side.h"
#include "ui/window/mixer_side.h"
#include "ui/window/prefs.h"
#include "ui/window/resolver.h"
#include "ui/window/settings/settings_editing.h"
#include "ui/window/settings/settings_sound.h"
#include "ui/window/start/start.h"
#include "ui/window/toast.h"
#include "ui/window/settings/user_keys.h"
#include "ui/window/spoken_moves.h"
#include "ui/window/windows/device_window.h"

#define POLL_MS 20

G_DEFINE_FINAL_TYPE (LqWindow, lq_window, GTK_TYPE_APPLICATION_WINDOW)

LqDesk *
lq_window_desk (LqWindow *window)
{
  return window->desk;
}

LqArrange *
lq_window_arrange (LqWindow *window)
{
  return window->arrange ? LQ_ARRANGE (window->arrange) : NULL;
}

GtkWidget *
lq_window_browser (LqWindow *window)
{
  return lq_frame_get (LQ_FRAME (window->frame), FRAME_BROWSER);
}

GtkWidget *
lq_window_inspector (LqWindow *window)
{
  return lq_frame_get (LQ_FRAME (window->frame), FRAME_INSPECTOR);
}

GtkWidget *
lq_window_editor (LqWindow *window)
{
  return lq_frame_get (LQ_FRAME (window->frame), FRAME_BOTTOM);
}

GtkWidget *
lq_window_master_meter (LqWindow *window)
{
  return transport_row_master (window->transport);
}

void
lq_window_toast (LqWindow *window, const char *text, bool undo)
{
  lq_window_toast_action (window, text, undo ? _ ("Undo") : NULL, "win.do", "edit.undo");
}

void
lq_window_toast_action (LqWindow *window, const char *text, const char *label, const char *action,
                        const char *target)
{
  toast_show (window->toast, text, label, action, target);
}

void
lq_window_hide_layer (LqWindow *window)
{
  if (!window->layer)
    return;
  GtkWidget *layer = window->layer;
  window->layer = NULL; /* the focus leaves it while it goes */
  gtk_overlay_remove_overlay (GTK_OVERLAY (window->overlay), layer);
  if (window->focus_before) {
    GtkWidget *before = window->focus_before;
    g_clear_weak_pointer (&window->focus_before);
    /* Of the two proxies of the cursor the other one can have it where the cursor has moved. */
    if (!gtk_widget_grab_focus (before) && window->arrange)
      lq_window_focus_view (window);
  }
}

void
lq_window_show_layer (LqWindow *window, GtkWidget *layer)
{
  lq_window_hide_layer (window);
  GtkWidget *shade = gtk_overlay_new (), *floor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_set_weak_pointer (&window->focus_before, gtk_root_get_focus (GTK_ROOT (window)));
  gtk_widget_add_css_class (floor, "shade");
  gtk_overlay_set_child (GTK_OVERLAY (shade), floor);
  gtk_overlay_add_overlay (GTK_OVERLAY (shade), layer);
  gtk_overlay_add_overlay (GTK_OVERLAY (window->overlay), shade);
  gtk_widget_insert_before (window->toast, window->overlay, NULL); /* over the layer */
  window->layer = shade;
}

static void
show_all (LqWindow *window)
{
  title_row_show (window->title, window->desk);
  status_row_show (window->status, window);
  if (window->desk)
    transport_row_show (window->transport, window->desk);
}

void
lq_window_keys_changed (LqWindow *window)
{
  title_row_show_menus (window->title);
  show_all (window);
}

static void
desk_changed (LqDesk *desk, guint what, LqWindow *window)
{
  if (what & (DESK_PROJECT | DESK_STATE | DESK_TRANSPORT | DESK_CURSOR)) {
    title_row_show (window->title, desk);
    transport_row_show (window->transport, desk);
  }
  if (what & DESK_TRANSPORT && lq_desk_is_recording (desk))
    banner_set (window->banner, BANNER_LOST, NULL, NULL, NULL); /* of the recording before */
  if (what & (DESK_CURSOR | DESK_SELECTION | DESK_PROJECT | DESK_TRANSPORT | DESK_HINT))
    status_row_show (window->status, window);
}

static void
desk_said (LqDesk *desk, const char *text, gboolean failure, LqWindow *window)
{
  lq_window_toast (window, text, false);
}

static void
focus_moved (LqWindow *window)
{
  if (window->frame && !window->desk == !window->arrange)
    status_row_show (window->status, window);
}

static void
desk_in_trouble (LqDesk *desk, const char *text, LqWindow *window)
{
  banner_set (window->banner, BANNER_TROUBLE, text, NULL, NULL);
  if (text)
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (window)));
}

static void
desk_lost (LqDesk *desk, int n, const char *track, const char *place, LqWindow *window)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%d dropout on %s at %s: silence stands there, all else was kept.",
                "%d dropouts on %s, the first at %s: silence stands there, all else was kept.",
                (gulong) n),
      n, track, place);
  banner_set (window->banner, BANNER_LOST, text, _ ("Record this bar again"),
              "transport.record-again");
}

static gboolean
poll_sound (gpointer data)
{
  LqWindow *window = data;
  if (window->desk)
    lq_desk_poll (window->desk);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqWindow *window = LQ_WINDOW (widget);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  title_row_set_narrow (window->title, gtk_widget_get_width (widget) < ui_px (NARROW));
  if (!window->desk)
    return G_SOURCE_CONTINUE;
  const bool busy = transport_row_tick (window->transport, window->desk, now);
  mixer_side_tick (window, now, busy);
  if (!device_windows_tick (window, now))
    lq_devices_tick (device_side_panel (window), now);
  title_row_tick (window->title, window->desk, now);
  return G_SOURCE_CONTINUE;
}

void
lq_window_start_sound (LqWindow *window)
{
  if (!window->desk)
    return;
  g_autofree char *device = g_settings_get_string (prefs (), "device");
  g_autofree char *why = NULL;
  const bool started = lq_desk_start_sound (
      window->desk, *device ? device : NULL, g_settings_get_int (prefs (), "rate"),
      (uint32_t) g_settings_get_int (prefs (), "block"), &why);
  Live *live = lq_desk_live (window->desk);
  settings_sound_apply (window->desk);
  const bool silent = live && device_is_null (live_device (live)) && !*device;
  if (silent && !why)
    why = g_strdup (_ ("No audio device was found, so nothing is heard. Connect one and choose it "
                       "in the settings (Ctrl Comma); everything else works."));
  banner_set (window->banner, BANNER_SILENT, !started || silent ? why : NULL, _ ("Settings"),
              "app.preferences");
  show_all (window);
}

static void
drop_desk (LqWindow *window)
{
  if (!window->desk)
    return;
  lq_window_hide_layer (window);
  import_job_stop ();
  g_signal_handlers_disconnect_by_data (window->desk, window);
  window->arrange = window->mixer = NULL; /* the focus leaves them while they go */
  lq_frame_set (LQ_FRAME (window->frame), FRAME_MIX, NULL);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_VIEW, NULL);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_BROWSER, NULL);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_BOTTOM, NULL);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_INSPECTOR, NULL);
  banner_clear (window->banner);
  device_windows_close (window);
  lq_desk_close (window->desk);
  g_clear_object (&window->desk);
}

static void
set_desk_px (LqWindow *window)
{
  lq_desk_set_px (window->desk, ui_px);
}

void
lq_window_take_desk (LqWindow *window, LqDesk *desk)
{
  drop_desk (window);
  window->desk = desk;
  set_desk_px (window);
  settings_editing_apply (desk);
  g_signal_connect (desk, "changed", G_CALLBACK (desk_changed), window);
  g_signal_connect (desk, "message", G_CALLBACK (desk_said), window);
  g_signal_connect (desk, "trouble", G_CALLBACK (desk_in_trouble), window);
  g_signal_connect (desk, "lost", G_CALLBACK (desk_lost), window);
  window->arrange = lq_arrange_new (desk);
  lq_arrange_set_narrow (LQ_ARRANGE (window->arrange), window->narrow, window->low);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_VIEW, window->arrange);
  mixer_side_attach (window);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_BROWSER, browser_side_new (window));
  editor_side_attach (window);
  spoken_moves_attach (window);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_INSPECTOR, inspector_side_new (window));
  gtk_stack_set_visible_child (GTK_STACK (window->stack), window->frame);
  lq_window_show_view (window, VIEW_ARRANGE);
  prefs_add_recent (session_file (lq_desk_session (desk)));
  g_autofree char *title = g_strdup_printf ("%s – Lacquer", lq_desk_name (desk));
  gtk_window_set_title (GTK_WINDOW (window), title);
  const int takes = lq_desk_recover_takes (desk);
  if (takes > 0) {
    g_autofree char *text = g_strdup_printf (
        ngettext ("%d take of an interrupted recording was put at its place",
                  "%d takes of an interrupted recording were put at their places", (gulong) takes),
        takes);
    lq_window_toast (window, text, true);
  }
  lq_window_start_sound (window);
}

typedef struct {
  LqWindow *window;
  char *path; /* to be opened then; NULL: the start screen */
  bool quit;
} Leaving;

static void
leave (Leaving *leaving)
{
  LqWindow *window = leaving->window;
  drop_desk (window);
  if (leaving->path) {
    g_autoptr (GError) error = NULL;
    LqDesk *desk = lq_desk_open (leaving->path, &error);
    if (desk)
      lq_window_take_desk (window, desk);
    else
      lq_window_toast (window, error->message, false);
  }
  if (!window->desk) {
    gtk_stack_set_visible_child (GTK_STACK (window->stack), window->start);
    gtk_window_set_title (GTK_WINDOW (window), "Lacquer");
    start_show (window->start);
    show_all (window);
  }
  if (leaving->quit) {
    window->closing = true;
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
asked_to_leave (int answer, void *data)
{
  Leaving *leaving = data;
  /* 0: stay, 1: without saving, 2: save */
  if (answer == 1 || (answer == 2 && lq_window_save (leaving->window)))
    leave (leaving);
  g_free (leaving->path);
  g_free (leaving);
}

static void
leave_project (LqWindow *window, const char *path, bool quit)
{
  Leaving *leaving = g_new (Leaving, 1);
  *leaving = (Leaving){ .window = window, .path = g_strdup (path), .quit = quit };
  if (!window->desk || lq_desk_is_saved (window->desk)) {
    asked_to_leave (1, leaving);
    return;
  }
  static const char *const answers[] = { N_ ("Cancel"), N_ ("Discard changes"), N_ ("Save"), NULL };
  g_autofree char *title =
      g_strdup_printf (_ ("Save changes to “%s”?"), lq_desk_name (window->desk));
  ask (window, title, _ ("What is not saved stays in recovery/ of the project for a while."),
       answers, 2, asked_to_leave, leaving);
}

void
lq_window_open (LqWindow *window, const char *path)
{
  leave_project (window, path, false);
}

void
lq_window_close_project (LqWindow *window)
{
  leave_project (window, NULL, false);
}

bool
lq_window_save (LqWindow *window)
{
  g_autoptr (GError) error = NULL;
  if (lq_desk_save (window->desk, &error))
    return true;
  lq_window_toast (window, error->message, false);
  return false;
}

static gboolean
close_request (GtkWindow *gtk_window)
{
  LqWindow *window = LQ_WINDOW (gtk_window);
  if (!window->closing) {
    int width, height;
    gtk_window_get_default_size (gtk_window, &width, &height);
    g_settings_set (prefs (), "window-size", "(ii)", width, height);
    leave_project (window, NULL, true);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (lq_window_parent_class)->close_request (gtk_window);
}

static void
formed (LqFrame *frame, gboolean narrow, gboolean low, LqWindow *window)
{
  window->narrow = narrow;
  window->low = low;
  title_row_set_narrow (window->title, narrow);
  transport_row_set_narrow (window->transport, narrow);
  if (window->arrange)
    lq_arrange_set_narrow (LQ_ARRANGE (window->arrange), narrow, low);
  mixer_side_show_panels (window);
}

static void
action_do (GSimpleAction *action, GVariant *value, gpointer window)
{
  do_action (window, g_variant_get_string (value, NULL));
}

static void
theme_changed (void *data)
{
  LqWindow *window = data;
  if (window->desk)
    set_desk_px (window);
  gtk_widget_queue_resize (GTK_WIDGET (window));
}

static void
lq_window_dispose (GObject *object)
{
  LqWindow *window = LQ_WINDOW (object);
  theme_unlisten (window);
  g_clear_handle_id (&window->poll_timer, g_source_remove);
  if (window->frame)
    drop_desk (window);
  g_clear_weak_pointer (&window->focus_before);
  g_clear_pointer (&window->page_before, g_free);
  window->frame = NULL;
  G_OBJECT_CLASS (lq_window_parent_class)->dispose (object);
}

static void
lq_window_class_init (LqWindowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = close_request;
}

static void
lq_window_init (LqWindow *window)
{
}

LqWindow *
lq_window_new (GtkApplication *application)
{
  static const GActionEntry entries[] = { { "do", action_do, "s" } };
  LqWindow *window = g_object_new (LQ_TYPE_WINDOW, "application", application, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  int width, height;

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_add_css_class (GTK_WIDGET (window), "lacquer");
  window->title = title_row_new (window);
  gtk_window_set_titlebar (GTK_WINDOW (window), window->title);
  window->banner = banner_new ();
  window->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (window->stack, TRUE);
  window->start = start_new (window);
  gtk_stack_add_child (GTK_STACK (window->stack), window->start);
  window->frame = lq_frame_new ();
  gtk_stack_add_child (GTK_STACK (window->stack), window->frame);
  window->transport = transport_row_new (window);
  window->status = status_row_new ();
  lq_frame_set (LQ_FRAME (window->frame), FRAME_TRANSPORT, window->transport);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_BANNER, window->banner);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_STATUS, window->status);
  g_signal_connect (window->frame, "formed", G_CALLBACK (formed), window);
  gtk_box_append (GTK_BOX (box), window->stack);
  window->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (window->overlay), box);
  window->toast = toast_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (window->overlay), window->toast);
  gtk_window_set_child (GTK_WINDOW (window), window->overlay);
  g_settings_get (prefs (), "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  /* Until it is known to have room, so that it never asks for more than there is. */
  title_row_set_narrow (window->title, true);
  transport_row_set_narrow (window->transport, true);
  resolver_attach (window);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_moved), NULL);
  context_menu_attach (window);
  theme_listen (theme_changed, window);
  window->poll_timer = g_timeout_add (POLL_MS, poll_sound, window);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick, NULL, NULL);
  start_show (window->start);
  show_all (window);
  g_autofree char *problem = user_keys_problem ();
  if (problem)
    lq_window_toast (window, problem, false);
  return window;
}

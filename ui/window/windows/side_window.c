/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/side_window.h"

#include <string.h>

#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/resolver.h"

typedef struct {
  LqWindow *main; /* outlives it */
  double width, height; /* as designed */
  SideKey taken;
  void *data;
  SideHear heard;
  void *heard_data;
} Side;

static Side *
side_of (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), "side");
}

static char *
slot_of (const char *kind)
{
  return g_strconcat ("side-", kind, NULL);
}

GtkWidget *
side_window_find (LqWindow *main, const char *kind)
{
  g_autofree char *slot = slot_of (kind);
  return g_object_get_data (G_OBJECT (main), slot);
}

void
side_window_grab_keys (GtkWidget *window, SideKey taken, void *data)
{
  Side *side = side_of (window);
  side->taken = taken;
  side->data = data;
}

void
side_window_hear (GtkWidget *window, SideHear heard, void *data)
{
  Side *side = side_of (window);
  side->heard = heard;
  side->heard_data = data;
}

static gboolean
list_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
          GtkWidget *list)
{
  if (keyval == GDK_KEY_Tab)
    return gtk_widget_child_focus (g_object_get_data (G_OBJECT (list), "behind"),
                                   GTK_DIR_TAB_FORWARD);
  if (keyval == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (g_object_get_data (G_OBJECT (list), "before"),
                                   GTK_DIR_TAB_BACKWARD);
  return GDK_EVENT_PROPAGATE;
}

void
side_window_one_stop (GtkWidget *list, GtkWidget *before, GtkWidget *behind)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key), list);
  gtk_widget_add_controller (list, keys);
  g_object_set_data (G_OBJECT (list), "before", before);
  g_object_set_data (G_OBJECT (list), "behind", behind);
}

void
side_window_focus_row (GtkWidget *list, const char *css)
{
  GtkWidget *row = gtk_widget_get_first_child (list);
  for (; row; row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *child = gtk_widget_get_first_child (row);
    const bool selected = gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED;
    if (css ? child && gtk_widget_has_css_class (child, css) : selected) {
      gtk_widget_grab_focus (row);
      return;
    }
  }
  gtk_widget_grab_focus (list);
}

static bool
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) ||
         keyval == GDK_KEY_ISO_Level3_Shift || keyval == GDK_KEY_Num_Lock;
}

/* Plain keys belong to the lists of the window, all but those of the transport. */
static bool
is_for_program (const KeyPress *key)
{
  if (!strcmp (key->name, "Space"))
    return true;
  return (key->mods & (KEY_CTRL | KEY_ALT)) ||
         (key->name[0] == 'F' && g_ascii_isdigit (key->name[1]));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             GtkWidget *window)
{
  Side *side = side_of (window);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  const KeyPress key = resolver_key (keyval, code, state);

  if (side->taken) {
    if (!is_modifier (keyval))
      side->taken (window, &key, side->data);
    return GDK_EVENT_STOP;
  }
  if (!*key.name || (focus && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER)))
    return GDK_EVENT_PROPAGATE;
  if (side->heard && side->heard (window, &key, side->heard_data))
    return GDK_EVENT_STOP;
  if (!strcmp (key.name, "Escape") && !key.mods) {
    gtk_window_close (GTK_WINDOW (window));
    return GDK_EVENT_STOP;
  }
  if (!is_for_program (&key) || (GTK_IS_TEXT (focus) && key_edits_text (&key)))
    return GDK_EVENT_PROPAGATE;
  const Action *action = keymap_find (lq_window_keymap (side->main), PLACE_GLOBAL, &key);
  if (!action)
    return GDK_EVENT_PROPAGATE;
  do_action (side->main, action->id);
  /* What it asks for lies over the main window. */
  if (lq_window_place (side->main) == PLACE_DIALOG)
    gtk_window_present (GTK_WINDOW (side->main));
  return GDK_EVENT_STOP;
}

static void
theme_changed (void *window)
{
  const Side *side = side_of (window);
  gtk_window_set_default_size (window, ui_px (side->width), ui_px (side->height));
}

static void
closed (GtkWidget *window, char *slot)
{
  theme_unlisten (window);
  g_object_set_data (G_OBJECT (side_of (window)->main), slot, NULL);
}

static void
free_slot (gpointer slot, GClosure *closure)
{
  g_free (slot);
}

GtkWidget *
side_window_new (LqWindow *main, const char *kind, const char *title, double width, double height)
{
  GtkWidget *window = gtk_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *slot = slot_of (kind);
  Side *side = g_new0 (Side, 1);

  *side = (Side){ .main = main, .width = width, .height = height };
  g_object_set_data_full (G_OBJECT (window), "side", side, g_free);
  gtk_widget_add_css_class (window, "lacquer");
  gtk_widget_add_css_class (window, "side");
  gtk_window_set_title (GTK_WINDOW (window), title);
  theme_changed (window);
  theme_listen (theme_changed, window);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (main));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), window);
  gtk_widget_add_controller (window, keys);
  g_object_set_data (G_OBJECT (main), slot, window);
  g_signal_connect_data (window, "destroy", G_CALLBACK (closed), g_steal_pointer (&slot), free_slot,
                         0);
  return window;
}

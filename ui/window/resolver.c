/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/resolver.h"

#include <string.h>

#include "ui/widgets/value_field.h"
#include "ui/window/actions/do.h"
#include "ui/window/actions/do_device.h"
#include "ui/window/actions/do_mixer.h"
#include "ui/window/musical_typing.h"

#define FIRST_CODE 1 /* evdev */
#define LAST_CODE 127
#define XKB_OFFSET 8

static KeyLayout *layout;

static void
read_layout (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_clear_pointer (&layout, key_layout_free);
  layout = key_layout_new ();
  for (unsigned code = FIRST_CODE; code <= LAST_CODE; code++) {
    guint keyval;
    if (!gdk_display_translate_key (display, code + XKB_OFFSET, 0, 0, &keyval, NULL, NULL, NULL))
      continue;
    const char *name = gdk_keyval_name (keyval);
    char shown[8] = "";
    const gunichar printed = gdk_keyval_to_unicode (gdk_keyval_to_upper (keyval));
    if (printed > 32)
      shown[g_unichar_to_utf8 (printed, shown)] = '\0';
    if (name)
      key_layout_print (layout, code, name, *shown ? shown : NULL);
  }
  key_layout_fit_bundled (layout);
}

static void
keys_changed (GdkDevice *device, void *data)
{
  g_clear_pointer (&layout, key_layout_free);
}

const KeyLayout *
resolver_layout (void)
{
  if (!layout)
    read_layout ();
  return layout;
}

static unsigned
modifiers_of (GdkModifierType state)
{
  return (state & GDK_CONTROL_MASK ? KEY_CTRL : 0) | (state & GDK_ALT_MASK ? KEY_ALT : 0) |
         (state & GDK_SHIFT_MASK ? KEY_SHIFT : 0) | (state & GDK_SUPER_MASK ? KEY_SUPER : 0);
}

KeyPress
resolver_key (guint keyval, guint code, GdkModifierType state)
{
  const char *name = gdk_keyval_name (keyval);
  if (!name || code < XKB_OFFSET)
    return (KeyPress){ 0 };
  return key_from_event (resolver_layout (), code - XKB_OFFSET, name, modifiers_of (state));
}

static GtkText *
focused_entry (LqWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  return GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) ? (GtkText *) focus : NULL;
}

/* An entry keeps what types and what edits its text. */
static bool
entry_keeps (const KeyPress *key)
{
  static const char *const editing[] = { "A",         "C",      "V",     "X",    "Z",
                                         "Y",         "Left",   "Right", "Home", "End",
                                         "Backspace", "Delete", "U",     "Up",   "Down" };
  if (key->name[0] == 'F' && g_ascii_isdigit (key->name[1]))
    return false;
  if (!(key->mods & KEY_CTRL))
    return !(key->mods & KEY_ALT) || g_str_equal (key->name, "Left");
  for (size_t i = 0; i < G_N_ELEMENTS (editing); i++)
    if (!strcmp (key->name, editing[i]))
      return true;
  return false;
}

/* Buttons and rows answer to Enter themselves, whatever it means in their place. */
static bool
focus_takes_enter (LqWindow *window, const KeyPress *key)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  return key->mods == 0 && !strcmp (key->name, "Enter") &&
         (GTK_IS_BUTTON (focus) || GTK_IS_LIST_BOX_ROW (focus) || GTK_IS_FLOW_BOX_CHILD (focus));
}

/* A value that has the focus is typed and stepped; a list that is open is gone through and closed.
 */
static bool
focus_takes (LqWindow *window, guint keyval, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  return focus && (lq_value_field_takes (focus, keyval, state) ||
                   (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) &&
                    !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK))));
}

static void
key_released (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
              LqWindow *window)
{
  if (code >= XKB_OFFSET)
    musical_typing_release (window, code - XKB_OFFSET);
}

/* The window lost the focus: no release comes any more. */
static void
active_changed (GtkWindow *gtk_window, GParamSpec *spec, gpointer data)
{
  if (!gtk_window_is_active (gtk_window))
    musical_typing_silence (LQ_WINDOW (gtk_window));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             LqWindow *window)
{
  const KeyPress key = resolver_key (keyval, code, state);
  if (!*key.name)
    return GDK_EVENT_PROPAGATE;
  if (!focused_entry (window) && lq_window_place (window) != PLACE_DIALOG &&
      musical_typing_press (window, code - XKB_OFFSET, key.mods != 0))
    return GDK_EVENT_STOP;
  if ((focused_entry (window) && entry_keeps (&key)) || focus_takes_enter (window, &key) ||
      focus_takes (window, keyval, state))
    return GDK_EVENT_PROPAGATE;
  const Place place = lq_window_place (window);
  if (place == PLACE_DIALOG && !(key.name[0] == 'F' && g_ascii_isdigit (key.name[1])))
    return GDK_EVENT_PROPAGATE;
  const Action *action = keymap_find (lq_window_keymap (window), place, &key);
  if (!action)
    return GDK_EVENT_PROPAGATE;
  if (do_device_takes (window, action->id) || do_mixer_takes (window, action->id))
    return GDK_EVENT_STOP;
  /* What is done by the focused widget itself stays with it: Enter outside of lanes and headers. */
  if (!strcmp (action->id, "edit.open") && (place < PLACE_CLIP_LANE || place > PLACE_HEADERS) &&
      place != PLACE_PIANO_ROLL)
    return GDK_EVENT_PROPAGATE;
  do_action (window, action->id);
  return GDK_EVENT_STOP;
}

void
resolver_attach (LqWindow *window)
{
  static bool connected;
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), window);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released), window);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (active_changed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  if (!connected) {
    GdkSeat *seat = gdk_display_get_default_seat (gdk_display_get_default ());
    GdkDevice *keyboard = seat ? gdk_seat_get_keyboard (seat) : NULL;
    if (keyboard)
      g_signal_connect (keyboard, "changed", G_CALLBACK (keys_changed), NULL);
    connected = true;
  }
}

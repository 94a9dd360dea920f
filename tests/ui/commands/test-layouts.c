/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default keys on real keyboard layouts, as libxkbcommon knows them. */
#include <stdio.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

#include "ui/commands/keymap.h"
#include "ui/commands/layout.h"

static KeyMap *map;

typedef struct {
  struct xkb_keymap *xkb;
  KeyLayout *layout;
} Keyboard;

/* What a key gives on a level (0: plain; 1: with Shift, or NumLock on the numpad). */
static bool
keysym_of (struct xkb_keymap *xkb, unsigned code, unsigned level, char keysym[64], char shown[8])
{
  const xkb_keysym_t *syms;

  if (xkb_keymap_key_get_syms_by_level (xkb, code + 8, 0, level, &syms) != 1)
    return false;
  xkb_keysym_get_name (syms[0], keysym, 64);
  if (shown && xkb_keysym_to_utf8 (syms[0], shown, 8) <= 0)
    shown[0] = '\0';
  return true;
}

static Keyboard
keyboard_open (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "+", 2);
  const struct xkb_rule_names names = {
    .rules = "evdev", .model = "pc105", .layout = parts[0], .variant = parts[1]
  };
  struct xkb_context *context = xkb_context_new (XKB_CONTEXT_NO_FLAGS);
  Keyboard keyboard = { .layout = key_layout_new () };

  keyboard.xkb = xkb_keymap_new_from_names (context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
  g_assert_nonnull (keyboard.xkb);
  for (unsigned code = 1; code < 248; code++) {
    char keysym[64], shown[8];
    if (keysym_of (keyboard.xkb, code, 0, keysym, shown))
      key_layout_print (keyboard.layout, code, keysym, shown);
  }
  key_layout_fit_bundled (keyboard.layout);
  xkb_context_unref (context);
  return keyboard;
}

static void
keyboard_close (Keyboard *keyboard)
{
  xkb_keymap_unref (keyboard->xkb);
  key_layout_free (keyboard->layout);
}

/* The event that pressing the key would be on this keyboard; false where it has no such key. */
static bool
press (const Keyboard *keyboard, const Key *wanted, Key *key)
{
  const unsigned code = key_layout_code (keyboard->layout, wanted);
  const bool upper = wanted->mods & KEY_SHIFT || g_str_has_prefix (wanted->name, "Numpad ");
  char keysym[64];

  if (!code || (!(upper && keysym_of (keyboard->xkb, code, 1, keysym, NULL)) &&
                !keysym_of (keyboard->xkb, code, 0, keysym, NULL)))
    return false;
  *key = key_from_event (keyboard->layout, code, keysym, wanted->mods);
  return true;
}

/* In every chain with the action's place the key starts this action. */
static void
assert_starts (const Action *action, const Key *key)
{
  for (int focus = 0; focus < N_PLACES; focus++) {
    Place chain[N_PLACES];
    const int n = place_chain ((Place) focus, chain);
    for (int i = 0; i < n; i++)
      if (chain[i] == action->place)
        g_assert_true (keymap_find (map, (Place) focus, key) == action);
  }
}

static void
test_layout (gconstpointer data)
{
  Keyboard keyboard = keyboard_open (data);
  int n_actions;
  const Action *all = actions_all (&n_actions);

  for (int i = 0; i < n_actions; i++) {
    int n;
    const Key *keys = keymap_keys (map, &all[i], &n);
    for (int k = 0; k < n; k++) {
      Key key;
      g_autofree char *text = key_text (&keys[k]);
      g_test_message ("%s: %s", all[i].id, text);
      g_assert_true (press (&keyboard, &keys[k], &key));
      g_assert_true (key_equal (&key, &keys[k]));
      assert_starts (&all[i], &key);
      g_autofree char *label = key_label (keyboard.layout, &keys[k]);
      g_assert_cmpuint (strlen (label), >, 0);
    }
  }
  keyboard_close (&keyboard);
}

/* What the key with this US name, pressed plainly, is on a layout, and how the map's key of that
 * name is shown there. */
static void
assert_at (const Keyboard *keyboard, const char *position, const char *name)
{
  Key key;
  char keysym[64];
  g_assert_true (key_parse (position, &key, NULL));
  const unsigned code = key_layout_code (NULL, &key);
  g_assert_true (keysym_of (keyboard->xkb, code, 0, keysym, NULL));
  key = key_from_event (keyboard->layout, code, keysym, 0);
  g_assert_cmpstr (key.name, ==, name);
}

static void
assert_label (const Keyboard *keyboard, const char *text, const char *expected)
{
  Key key;
  g_assert_true (key_parse (text, &key, NULL));
  g_autofree char *label = key_label (keyboard->layout, &key);
  g_assert_cmpstr (label, ==, expected);
}

static void
test_rules (void)
{
  Keyboard german = keyboard_open ("de"), french = keyboard_open ("fr");
  Keyboard russian = keyboard_open ("ru"), turkish = keyboard_open ("tr");
  Keyboard japanese = keyboard_open ("jp"), us = keyboard_open ("us");

  assert_at (&german, "Y", "Z");
  assert_at (&german, "Semicolon", "Semicolon");
  assert_label (&german, "Semicolon", "ö");
  assert_at (&german, "BracketRight", "Equal");
  assert_at (&german, "Slash", "Minus");
  assert_label (&german, "Ctrl+Equal", "Ctrl +");
  assert_label (&german, "Minus", "-");
  assert_label (&german, "BracketLeft", "ü");
  assert_label (&german, "Shift+BracketRight", "Shift ´");
  assert_label (&german, "Ctrl+Shift+Z", "Ctrl Shift Z");
  assert_at (&french, "Q", "A");
  assert_at (&french, "1", "1");
  assert_label (&french, "Ctrl+1", "Ctrl 1");
  assert_at (&french, "6", "Minus");
  assert_label (&french, "6", ")");
  assert_label (&french, "Comma", ",");
  assert_at (&russian, "A", "A");
  assert_label (&russian, "A", "A");
  assert_at (&russian, "Slash", "Slash");
  assert_at (&turkish, "Apostrophe", "I");
  assert_at (&turkish, "I", "I");
  assert_label (&japanese, "BracketLeft", "[");
  assert_label (&japanese, "BracketRight", "]");
  assert_label (&us, "Alt+BracketLeft", "Alt [");
  assert_at (&us, "Less", "Less");
  keyboard_close (&german);
  keyboard_close (&french);
  keyboard_close (&russian);
  keyboard_close (&turkish);
  keyboard_close (&japanese);
  keyboard_close (&us);
}

static void
assert_event (unsigned code, const char *keysym, const char *name)
{
  const Key key = key_from_event (NULL, code, keysym, KEY_ALT);
  g_assert_cmpstr (key.name, ==, name);
  g_assert_cmpuint (key.mods, ==, KEY_ALT);
}

static void
test_events (void)
{
  assert_event (15, "ISO_Left_Tab", "Tab");
  /* NumLock off: the numpad moves. On: it gives digits. */
  assert_event (75, "KP_Left", "Left");
  assert_event (75, "KP_4", "Numpad 4");
  /* Keys that an option of the layout has moved. */
  assert_event (58, "Escape", "Escape");
  assert_event (42, "Shift_L", "");
  /* A program that types by keysyms has no position. */
  assert_event (0, "M", "M");
  assert_event (0, "plus", "Equal");
  assert_event (250, "bracketleft", "BracketLeft");
  assert_event (100000, "XF86AudioPlay", "");
}

static void
test_files (void)
{
  Keyboard german = keyboard_open ("de");
  KeyLayout *layout = german.layout;
  bool used = true;
  g_autoptr (GError) error = NULL;

  g_assert_true (key_layout_fit (layout, "Slash Equal exclamdown\n", "other", &used, &error));
  g_assert_false (used);
  g_assert_false (key_layout_fit (layout, "\nSlash Equals x\n", "broken", &used, &error));
  g_assert_cmpstr (error->message, ==,
                   "broken, line 2: no key that prints is called 'Equals': did you mean 'Equal'?");
  g_clear_error (&error);
  g_assert_false (key_layout_fit (layout, "Slash Equal\n", "broken", &used, &error));
  g_assert_nonnull (strstr (error->message, "broken, line 1: a line is"));
  keyboard_close (&german);
}

int
main (int argc, char **argv)
{
  static const char *const layouts[] = {
    "us", "gb", "de", "fr", "be",         "ch",        "es",      "it",
    "se", "pl", "tr", "ru", "jp",         "at",        "br",      "ch+fr",
    "cz", "dk", "fi", "gr", "hr",         "hu",        "latam",   "nl",
    "no", "pt", "ro", "ua", "us+colemak", "us+dvorak", "us+intl", "de+nodeadkeys"
  };

  g_test_init (&argc, &argv, NULL);
  map = keymap_new_default ();
  for (size_t i = 0; i < G_N_ELEMENTS (layouts); i++) {
    g_autofree char *path = g_strconcat ("/ui/layouts/", layouts[i], NULL);
    g_test_add_data_func (path, layouts[i], test_layout);
  }
  g_test_add_func ("/ui/layouts/rules", test_rules);
  g_test_add_func ("/ui/layouts/events", test_events);
  g_test_add_func ("/ui/layouts/files", test_files);
  const int status = g_test_run ();
  keymap_free (map);
  return status;
}

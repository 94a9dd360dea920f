/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the key map that comes with the program must keep to. */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "ui/commands/keymap.h"

/* Of common desktops, and of the mnemonics of the English menus. */
static const char *const taken[] = {
  "Ctrl+Alt+Left",
  "Ctrl+Alt+Right",
  "Ctrl+Alt+Up",
  "Ctrl+Alt+Down",
  "Alt+Tab",
  "Alt+Shift+Tab",
  "Alt+F4",
  "Ctrl+Alt+L",
  "Ctrl+Alt+T",
  "Ctrl+Alt+D",
  "Alt+F",
  "Alt+E",
  "Alt+V",
  "Alt+T",
  "Alt+C",
  "Alt+R",
  "Alt+H",
  "Alt+Space",
  "Print",
  "Alt+Print",
  "Ctrl+Alt+Delete",
  "Ctrl+Alt+Shift+Left",
  "Ctrl+Alt+Shift+Right",
  "Ctrl+Alt+Shift+Up",
  "Ctrl+Alt+Shift+Down",
  NULL,
};

static void
test_every_action (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/lacquer/Lacquer/keymaps/default.keys",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert_nonnull (bytes);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int n, next = 0;
  const Action *all = actions_all (&n);

  /* The file has every action in the table's order, and nothing else. */
  for (char **line = lines; *line; line++) {
    if (!**line || **line == '#')
      continue;
    char place[32], id[64];
    g_assert_cmpint (sscanf (*line, "%31s %63s", place, id), ==, 2);
    g_assert_cmpint (next, <, n);
    g_assert_cmpstr (id, ==, all[next].id);
    g_assert_cmpstr (place, ==, place_id (all[next].place));
    next++;
  }
  g_assert_cmpint (next, ==, n);
}

/* The menus of the desktop would swallow these, or they are not on every keyboard. */
static bool
is_extra (const Key *key)
{
  return g_str_has_prefix (key->name, "Numpad") || strcmp (key->name, "Insert") == 0 ||
         strcmp (key->name, "Menu") == 0 || strcmp (key->name, "Pause") == 0 ||
         strcmp (key->name, "Less") == 0 || strcmp (key->name, "Ro") == 0 ||
         strcmp (key->name, "Yen") == 0;
}

static void
test_keys (void)
{
  g_autoptr (KeyMap) map = keymap_new_default ();
  int n_actions, n_keyed = 0;
  const Action *all = actions_all (&n_actions);

  for (int i = 0; i < n_actions; i++) {
    int n, plain = 0;
    const Key *keys = keymap_keys (map, &all[i], &n);
    for (int k = 0; k < n; k++) {
      g_autofree char *text = key_text (&keys[k]);
      g_test_message ("%s: %s", all[i].id, text);
      g_assert_false (keys[k].mods & KEY_SUPER);
      g_assert_false (g_strv_contains (taken, text));
      g_assert_null (keymap_clash (map, &all[i], &keys[k]));
      plain += !is_extra (&keys[k]);
    }
    g_assert_true (n == 0 || plain > 0);
    n_keyed += n > 0;
  }
  g_assert_cmpint (n_keyed, >, 480);
}

static void
test_alt_shift (void)
{
  /* Many switch the layout with Alt Shift: what moves has a second key; the fine steps of values
   * can be typed. */
  static const char *const typed[] = { "track.volume-up-fine", "track.volume-down-fine",
                                       "track.pan-left-fine", "track.pan-right-fine", NULL };
  g_autoptr (KeyMap) map = keymap_new_default ();
  int n_actions, n;
  const Action *all = actions_all (&n_actions);

  for (int i = 0; i < n_actions; i++) {
    const Key *keys = keymap_keys (map, &all[i], &n);
    bool free_of_it = n == 0 || g_strv_contains (typed, all[i].id);
    for (int k = 0; k < n; k++)
      free_of_it |= (keys[k].mods & (KEY_ALT | KEY_SHIFT)) != (KEY_ALT | KEY_SHIFT);
    g_test_message ("%s", all[i].id);
    g_assert_true (free_of_it);
  }
  keymap_keys (map, action_find ("transport.play-selection"), &n);
  g_assert_cmpint (n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/default-keys/every-action", test_every_action);
  g_test_add_func ("/ui/default-keys/keys", test_keys);
  g_test_add_func ("/ui/default-keys/alt-shift", test_alt_shift);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, changing and writing key maps. */
#include <string.h>

#include "ui/commands/keymap.h"

static Key
parsed (const char *text)
{
  Key key;
  g_assert_true (key_parse (text, &key, NULL));
  return key;
}

static void
assert_found (const KeyMap *map, Place focus, const char *key_text, const char *id)
{
  const Key key = parsed (key_text);
  const Action *action = keymap_find (map, focus, &key);
  g_assert_cmpstr (action ? action->id : NULL, ==, id);
}

static void
assert_keys (const KeyMap *map, const char *id, const char *expected)
{
  g_autofree char *keys = keymap_keys_text (map, action_find (id));
  g_assert_cmpstr (keys, ==, expected);
}

static void
test_find (void)
{
  g_autoptr (KeyMap) map = keymap_new_default ();

  assert_found (map, PLACE_CLIP_LANE, "E", "clip.split");
  assert_found (map, PLACE_TAKE_LANE, "E", "comp.split");
  assert_found (map, PLACE_CLIP_LANE, "Left", "cursor.left");
  assert_found (map, PLACE_CLIP_LANE, "M", "track.mute");
  assert_found (map, PLACE_CLIP_LANE, "Space", "transport.play-stop");
  assert_found (map, PLACE_MASTER, "M", "album.mute");
  assert_found (map, PLACE_BROWSER, "M", NULL);
  assert_found (map, PLACE_EQ_GRAPH, "Left", "eq.freq-down");
  assert_found (map, PLACE_PARAMETERS, "Left", "param.previous");
  assert_found (map, PLACE_DIALOG, "Space", NULL);
  assert_found (map, PLACE_DIALOG, "Escape", "palette.close");
  assert_found (map, PLACE_START, "Escape", "focus.out");
}

static void
test_numpad (void)
{
  g_autoptr (KeyMap) map = keymap_new_default ();

  assert_found (map, PLACE_CLIP_LANE, "Numpad Enter", "transport.play-here");
  assert_found (map, PLACE_HEADERS, "Numpad Enter", "edit.open");
  assert_found (map, PLACE_CLIP_LANE, "Numpad 4", "nudge.left-fine");
  assert_found (map, PLACE_EQ_GRAPH, "Numpad 4", "eq.band-4");
  assert_found (map, PLACE_PIANO_ROLL, "Numpad Plus", "notes.zoom-in");
  assert_found (map, PLACE_CLIP_LANE, "Ctrl+Numpad Minus", "app.scale-down");
}

static void
test_read (void)
{
  g_autoptr (KeyMap) base = keymap_new_default ();
  g_autoptr (KeyMap) map = keymap_copy (base);
  g_autoptr (GError) error = NULL;

  g_assert_true (keymap_read (map,
                              "# mine\r\n"
                              "\n"
                              "clip-lane clip.split   Ctrl+T, shift+T   # like elsewhere\r\n"
                              "global\ttransport.record\tnone\n"
                              "global  app.palette  Ctrl+Shift+P",
                              "my.keys", &error));
  g_assert_no_error (error);
  assert_keys (map, "clip.split", "Ctrl+T, Shift+T");
  assert_keys (map, "transport.record", "");
  assert_keys (map, "app.palette", "Ctrl+Shift+P");
  /* Both keys had an owner in the reach of a clip lane. */
  assert_keys (map, "track.new", "");
  assert_keys (map, "cursor.previous-transient", "");
  assert_keys (map, "eq.slope", "Shift+T");
  assert_found (map, PLACE_CLIP_LANE, "Ctrl+T", "clip.split");
  assert_found (map, PLACE_CLIP_LANE, "R", NULL);
  assert_found (map, PLACE_CLIP_LANE, "E", NULL);
}

static void
assert_refused (const char *text, const char *words)
{
  g_autoptr (KeyMap) map = keymap_new_default ();
  g_autoptr (KeyMap) base = keymap_copy (map);
  g_autoptr (GError) error = NULL;

  g_assert_false (keymap_read (map, text, "my.keys", &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_autofree char *difference = keymap_write (map, base);
  g_assert_cmpstr (difference, ==, "");
}

static void
test_refusals (void)
{
  assert_refused ("global app.quit Ctrl+Q\nglobal app.palette PageUp",
                  "my.keys, line 2: no key is called 'PageUp': did you mean 'Page Up'?");
  assert_refused ("global", "my.keys, line 1: ");
  assert_refused ("global app.quit", "lacks the keys");
  assert_refused ("timeline clip.split E", "the place of clip.split is clip-lane");
  assert_refused ("global app.quit F2\nglobal app.quit F3", "line 1 has app.quit already");
  assert_refused ("global app.quit E,", "no key");
  assert_refused ("clip-lane clip.split J\nglobal go.to J", "J starts");
  assert_refused ("global app.quit \xff", "UTF-8");
}

static void
test_write (void)
{
  g_autoptr (KeyMap) base = keymap_new_default ();
  g_autoptr (KeyMap) map = keymap_copy (base);
  g_autoptr (GError) error = NULL;
  const char *mine = "global  future.action  Ctrl+Alt+9\n"
                     "take-lane take.mute Ctrl+0, 0\n"
                     "global app.scale-reset none\n";

  g_assert_true (keymap_read (map, mine, "my.keys", &error));
  g_autofree char *text = keymap_write (map, base);
  g_assert_cmpstr (text, ==,
                   "global          app.scale-reset             none\n"
                   "take-lane       take.mute                   Ctrl+0, 0\n"
                   "global  future.action  Ctrl+Alt+9\n");
  g_autoptr (KeyMap) again = keymap_copy (base);
  g_assert_true (keymap_read (again, text, "my.keys", &error));
  g_autofree char *text_again = keymap_write (again, base);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_change (void)
{
  g_autoptr (KeyMap) base = keymap_new_default ();
  g_autoptr (KeyMap) map = keymap_copy (base);
  const Action *split = action_find ("clip.split"), *quit = action_find ("app.quit");
  const Key e = parsed ("E"), q = parsed ("Q"), ctrl_q = parsed ("Ctrl+Q"), f7 = parsed ("Ctrl+F7");

  /* E is heard in take lanes too, but never together with clip lanes. */
  g_assert_null (keymap_clash (map, split, &e));
  g_assert_nonnull (keymap_clash (map, quit, &e));
  g_assert_true (keymap_clash (map, split, &ctrl_q) == quit);
  g_assert_cmpstr (keymap_clash (map, split, &q)->id, ==, "clip.quantize");
  g_assert_false (keymap_add (map, split, &ctrl_q));
  g_assert_true (keymap_add (map, split, &f7));
  g_assert_true (keymap_add (map, split, &f7));
  assert_keys (map, "clip.split", "E, Ctrl+E, Ctrl+F7");
  g_assert_true (keymap_remove (map, split, &e));
  g_assert_false (keymap_remove (map, split, &e));
  assert_keys (map, "clip.split", "Ctrl+E, Ctrl+F7");
  assert_found (map, PLACE_CLIP_LANE, "Ctrl+F7", "clip.split");
  assert_keys (base, "clip.split", "E, Ctrl+E");

  g_assert_true (keymap_add (map, action_find ("clip.strip-silence"), &e));
  g_assert_false (keymap_reset (map, base, split));
  g_assert_true (keymap_remove (map, action_find ("clip.strip-silence"), &e));
  g_assert_true (keymap_reset (map, base, split));
  g_autofree char *difference = keymap_write (map, base);
  g_assert_cmpstr (difference, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/keymap/find", test_find);
  g_test_add_func ("/ui/keymap/numpad", test_numpad);
  g_test_add_func ("/ui/keymap/read", test_read);
  g_test_add_func ("/ui/keymap/refusals", test_refusals);
  g_test_add_func ("/ui/keymap/write", test_write);
  g_test_add_func ("/ui/keymap/change", test_change);
  return g_test_run ();
}

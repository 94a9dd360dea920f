/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as text, as labels and as GTK reads them. */
#include <string.h>

#include "ui/commands/layout.h"

static Key
parsed (const char *text)
{
  g_autoptr (GError) error = NULL;
  Key key;
  g_assert_true (key_parse (text, &key, &error));
  g_assert_no_error (error);
  return key;
}

static void
assert_texts (const char *text, const char *canonical, const char *label, const char *accel)
{
  const Key key = parsed (text);
  g_autofree char *canonical_text = key_text (&key);
  g_autofree char *label_text = key_label (NULL, &key);
  g_autofree char *accel_text = key_accel (&key);

  g_assert_cmpstr (canonical_text, ==, canonical);
  g_assert_cmpstr (label_text, ==, label);
  g_assert_cmpstr (accel_text, ==, accel);
}

static void
test_texts (void)
{
  assert_texts ("shift+ctrl+p", "Ctrl+Shift+P", "Ctrl Shift P", "<Control><Shift>p");
  assert_texts (" Shift + Alt + page up ", "Alt+Shift+Page Up", "Alt Shift Page Up",
                "<Alt><Shift>Page_Up");
  assert_texts ("Alt+BracketLeft", "Alt+BracketLeft", "Alt [", "<Alt>bracketleft");
  assert_texts ("Numpad 4", "Numpad 4", "Numpad 4", "KP_4");
  assert_texts ("Ctrl+0", "Ctrl+0", "Ctrl 0", "<Control>0");
  assert_texts ("Shift+Escape", "Shift+Escape", "Shift Esc", "<Shift>Escape");
  assert_texts ("Alt+Left", "Alt+Left", "Alt ←", "<Alt>Left");
  assert_texts ("Super+Equal", "Super+Equal", "Super =", "<Super>equal");
}

static void
assert_refused (const char *text, const char *words)
{
  g_autoptr (GError) error = NULL;
  Key key;
  g_assert_false (key_parse (text, &key, &error));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (void)
{
  assert_refused ("PageUp", "'Page Up'");
  assert_refused ("Ctrl+Brackleft", "'BracketLeft'");
  assert_refused ("", "no key");
  assert_refused ("Ctrl+", "no key");
  assert_refused ("Ctrl+Ctrl+A", "each once");
  assert_refused ("Hyper+A", "Ctrl, Alt, Shift and Super");
}

static void
test_names (void)
{
  const char *const *names = key_names ();
  int n = 0;

  for (; names[n]; n++) {
    const Key key = parsed (names[n]);
    g_autofree char *text = key_text (&key);
    g_assert_cmpstr (text, ==, names[n]);
    /* Every key lies somewhere on a US keyboard, or on one with more keys. */
    g_assert_cmpuint (key_layout_code (NULL, &key), >, 0);
  }
  g_assert_cmpint (n, >, 90);
}

static void
assert_off_numpad (const char *text, const char *expected)
{
  const Key key = parsed (text);
  Key other;

  if (!expected) {
    g_assert_false (key_off_numpad (&key, &other));
    return;
  }
  const Key wanted = parsed (expected);
  g_assert_true (key_off_numpad (&key, &other));
  g_assert_true (key_equal (&other, &wanted));
}

static void
test_numpad (void)
{
  assert_off_numpad ("Numpad 7", "7");
  assert_off_numpad ("Ctrl+Numpad Plus", "Ctrl+Equal");
  assert_off_numpad ("Numpad Minus", "Minus");
  assert_off_numpad ("Numpad Enter", "Enter");
  assert_off_numpad ("Numpad Multiply", NULL);
  assert_off_numpad ("7", NULL);
}

static void
test_entries (void)
{
  static const char *const kept[] = {
    "R",        "Shift+M",   "Space",        "6",      "Slash",           "Shift+Comma",
    "Numpad 4", "Backspace", "Shift+Left",   "Home",   "Enter",           "Tab",
    "F",        "Ctrl+A",    "Ctrl+Shift+Z", "Ctrl+V", "Ctrl+Shift+Left", "Ctrl+Backspace"
  };
  static const char *const heard[] = { "F1",       "Shift+F10",  "F12",        "Escape",
                                       "Ctrl+K",   "Ctrl+S",     "Ctrl+Space", "Alt+P",
                                       "Alt+Left", "Ctrl+1",     "Ctrl+Enter", "Menu",
                                       "Super+A",  "Ctrl+Alt+Z", "Ctrl+Tab" };

  for (size_t i = 0; i < G_N_ELEMENTS (kept); i++) {
    const Key key = parsed (kept[i]);
    g_test_message ("%s", kept[i]);
    g_assert_true (key_edits_text (&key));
  }
  for (size_t i = 0; i < G_N_ELEMENTS (heard); i++) {
    const Key key = parsed (heard[i]);
    g_test_message ("%s", heard[i]);
    g_assert_false (key_edits_text (&key));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/key/texts", test_texts);
  g_test_add_func ("/ui/key/refusals", test_refusals);
  g_test_add_func ("/ui/key/names", test_names);
  g_test_add_func ("/ui/key/numpad", test_numpad);
  g_test_add_func ("/ui/key/entries", test_entries);
  return g_test_run ();
}

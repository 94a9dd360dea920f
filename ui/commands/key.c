/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/key.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "ui/commands/key_names.h"

/* In the order of the canonical text. */
static const struct {
  unsigned mod;
  const char *name, *accel;
} modifiers[] = {
  { KEY_CTRL, "Ctrl", "<Control>" },
  { KEY_ALT, "Alt", "<Alt>" },
  { KEY_SHIFT, "Shift", "<Shift>" },
  { KEY_SUPER, "Super", "<Super>" },
};

const char *const *
key_names (void)
{
  static const char **names;
  static gsize once;

  if (g_once_init_enter (&once)) {
    names = g_new0 (const char *, n_key_table + 1);
    for (int i = 0; i < n_key_table; i++)
      names[i] = key_table[i].name;
    g_once_init_leave (&once, 1);
  }
  return names;
}

static unsigned
read_modifier (const char *text)
{
  for (size_t i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_ascii_strcasecmp (text, modifiers[i].name) == 0)
      return modifiers[i].mod;
  return 0;
}

bool
key_parse (const char *text, Key *key, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "+", -1);
  const guint n = g_strv_length (parts);
  unsigned mods = 0;

  for (guint i = 0; i + 1 < n; i++) {
    const unsigned mod = read_modifier (g_strstrip (parts[i]));
    if (!mod || mods & mod) {
      g_set_error (
          error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
          "'%s' is not a key: before the last + stand Ctrl, Alt, Shift and Super, each once", text);
      return false;
    }
    mods |= mod;
  }
  const char *last = n ? g_strstrip (parts[n - 1]) : "";
  const KeyName *name = key_name_find (last);
  if (!name) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "no key is called '%s': did you mean '%s'?", last,
                 text_nearest (last, key_names (), n_key_table));
    return false;
  }
  *key = (Key){ .mods = mods };
  g_strlcpy (key->name, name->name, sizeof key->name);
  return true;
}

char *
key_text (const Key *key)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (key->mods & modifiers[i].mod)
      g_string_append_printf (text, "%s+", modifiers[i].name);
  g_string_append (text, key->name);
  return g_string_free (text, FALSE);
}

bool
key_equal (const Key *a, const Key *b)
{
  return a->mods == b->mods && strcmp (a->name, b->name) == 0;
}

char *
key_accel (const Key *key)
{
  const KeyName *name = key_name_find (key->name);
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (key->mods & modifiers[i].mod)
      g_string_append (text, modifiers[i].accel);
  g_string_append (text, name ? name->keysym : "");
  return g_string_free (text, FALSE);
}

bool
key_off_numpad (const Key *key, Key *other)
{
  if (!g_str_has_prefix (key->name, "Numpad "))
    return false;
  static const char *const pairs[][2] = {
    { "Plus", "Equal" },   { "Minus", "Minus" },    { "Enter", "Enter" },
    { "Divide", "Slash" }, { "Decimal", "Period" },
  };
  const char *rest = key->name + strlen ("Numpad ");
  if (!g_ascii_isdigit (*rest)) {
    const char *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
      if (strcmp (rest, pairs[i][0]) == 0)
        found = pairs[i][1];
    if (!found)
      return false;
    rest = found;
  }
  *other = (Key){ .mods = key->mods };
  g_strlcpy (other->name, rest, sizeof other->name);
  return true;
}

bool
key_edits_text (const Key *key)
{
  static const char *const never[] = { "Escape", "Menu", "Pause", "Print", NULL };
  static const char *const with_ctrl[] = { "A",         "C",      "V",      "X",    "Y",    "Z",
                                           "Left",      "Right",  "Up",     "Down", "Home", "End",
                                           "Backspace", "Delete", "Insert", NULL };
  const bool function_key = key->name[0] == 'F' && g_ascii_isdigit (key->name[1]);

  if (!*key->name || key->mods & (KEY_ALT | KEY_SUPER))
    return false;
  if (key->mods & KEY_CTRL)
    return g_strv_contains (with_ctrl, key->name);
  return !function_key && !g_strv_contains (never, key->name);
}

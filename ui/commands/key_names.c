/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/key_names.h"

#include <glib.h>

const KeyName key_table[] = {
  { "A", "a", NULL, 30 },
  { "B", "b", NULL, 48 },
  { "C", "c", NULL, 46 },
  { "D", "d", NULL, 32 },
  { "E", "e", NULL, 18 },
  { "F", "f", NULL, 33 },
  { "G", "g", NULL, 34 },
  { "H", "h", NULL, 35 },
  { "I", "i", NULL, 23 },
  { "J", "j", NULL, 36 },
  { "K", "k", NULL, 37 },
  { "L", "l", NULL, 38 },
  { "M", "m", NULL, 50 },
  { "N", "n", NULL, 49 },
  { "O", "o", NULL, 24 },
  { "P", "p", NULL, 25 },
  { "Q", "q", NULL, 16 },
  { "R", "r", NULL, 19 },
  { "S", "s", NULL, 31 },
  { "T", "t", NULL, 20 },
  { "U", "u", NULL, 22 },
  { "V", "v", NULL, 47 },
  { "W", "w", NULL, 17 },
  { "X", "x", NULL, 45 },
  { "Y", "y", NULL, 21 },
  { "Z", "z", NULL, 44 },
  { "1", "1", NULL, 2 },
  { "2", "2", NULL, 3 },
  { "3", "3", NULL, 4 },
  { "4", "4", NULL, 5 },
  { "5", "5", NULL, 6 },
  { "6", "6", NULL, 7 },
  { "7", "7", NULL, 8 },
  { "8", "8", NULL, 9 },
  { "9", "9", NULL, 10 },
  { "0", "0", NULL, 11 },
  { "Minus", "minus", "-", 12 },
  { "Equal", "equal", "=", 13 },
  { "BracketLeft", "bracketleft", "[", 26 },
  { "BracketRight", "bracketright", "]", 27 },
  { "Semicolon", "semicolon", ";", 39 },
  { "Apostrophe", "apostrophe", "'", 40 },
  { "Grave", "grave", "`", 41 },
  { "Backslash", "backslash", "\\", 43 },
  { "Comma", "comma", ",", 51 },
  { "Period", "period", ".", 52 },
  { "Slash", "slash", "/", 53 },
  { "Less", "less", "<", 86 },
  { "Ro", "backslash", "\\", 89 },
  { "Yen", "yen", "¥", 124 },
  { "Space", "space", NULL, 57 },
  { "Enter", "Return", NULL, 28 },
  { "Tab", "Tab", NULL, 15 },
  { "Escape", "Escape", "Esc", 1 },
  { "Backspace", "BackSpace", NULL, 14 },
  { "Insert", "Insert", NULL, 110 },
  { "Delete", "Delete", NULL, 111 },
  { "Home", "Home", NULL, 102 },
  { "End", "End", NULL, 107 },
  { "Page Up", "Page_Up", NULL, 104 },
  { "Page Down", "Page_Down", NULL, 109 },
  { "Left", "Left", "←", 105 },
  { "Right", "Right", "→", 106 },
  { "Up", "Up", "↑", 103 },
  { "Down", "Down", "↓", 108 },
  { "Menu", "Menu", NULL, 127 },
  { "Pause", "Pause", NULL, 119 },
  { "Print", "Print", NULL, 99 },
  { "F1", "F1", NULL, 59 },
  { "F2", "F2", NULL, 60 },
  { "F3", "F3", NULL, 61 },
  { "F4", "F4", NULL, 62 },
  { "F5", "F5", NULL, 63 },
  { "F6", "F6", NULL, 64 },
  { "F7", "F7", NULL, 65 },
  { "F8", "F8", NULL, 66 },
  { "F9", "F9", NULL, 67 },
  { "F10", "F10", NULL, 68 },
  { "F11", "F11", NULL, 87 },
  { "F12", "F12", NULL, 88 },
  { "Numpad 0", "KP_0", NULL, 82 },
  { "Numpad 1", "KP_1", NULL, 79 },
  { "Numpad 2", "KP_2", NULL, 80 },
  { "Numpad 3", "KP_3", NULL, 81 },
  { "Numpad 4", "KP_4", NULL, 75 },
  { "Numpad 5", "KP_5", NULL, 76 },
  { "Numpad 6", "KP_6", NULL, 77 },
  { "Numpad 7", "KP_7", NULL, 71 },
  { "Numpad 8", "KP_8", NULL, 72 },
  { "Numpad 9", "KP_9", NULL, 73 },
  { "Numpad Enter", "KP_Enter", NULL, 96 },
  { "Numpad Plus", "KP_Add", "Numpad +", 78 },
  { "Numpad Minus", "KP_Subtract", "Numpad -", 74 },
  { "Numpad Multiply", "KP_Multiply", "Numpad *", 55 },
  { "Numpad Divide", "KP_Divide", "Numpad /", 98 },
  { "Numpad Decimal", "KP_Decimal", "Numpad .", 83 },
};
const int n_key_table = G_N_ELEMENTS (key_table);

const KeyName *
key_name_find (const char *name)
{
  for (int i = 0; i < n_key_table; i++)
    if (g_ascii_strcasecmp (key_table[i].name, name) == 0)
      return &key_table[i];
  return NULL;
}

static const KeyName **
table_by_code (void)
{
  const KeyName **by_code = g_new0 (const KeyName *, KEY_N_CODES);
  for (int i = 0; i < n_key_table; i++)
    by_code[key_table[i].code] = &key_table[i];
  return by_code;
}

const KeyName *
key_name_of_code (unsigned code)
{
  static gsize once;
  static const KeyName **by_code;

  if (g_once_init_enter (&once)) {
    by_code = table_by_code ();
    g_once_init_leave (&once, 1);
  }
  return code < KEY_N_CODES ? by_code[code] : NULL;
}

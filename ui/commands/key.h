/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key with its modifiers, as the key map names it; independent of any toolkit. Any thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
  KEY_CTRL = 1 << 0,
  KEY_ALT = 1 << 1,
  KEY_SHIFT = 1 << 2,
  KEY_SUPER = 1 << 3,
};

/* `name` is one of key_names (): "A" to "Z", "0" to "9", "F1" to "F12", "Page Up", "Numpad 4", and
 * punctuation by where it lies on a US keyboard: "Equal", "BracketLeft". "" is no key. The letter
 * says what the key prints without Shift; Shift is always a modifier. */
typedef struct {
  unsigned mods; /* of KEY_CTRL ... */
  char name[20];
} Key;

/* Every name, NULL-terminated. */
const char *const *key_names (void);

/* Reads "Ctrl+Shift+P", "Alt+Page Up": modifiers in any order, names in any case. An error says
 * what is wrong with the text, and the nearest name. */
bool key_parse (const char *text, Key *key, GError **error);
/* The canonical text, modifiers in the order Ctrl, Alt, Shift, Super. To be freed. */
char *key_text (const Key *key);
bool key_equal (const Key *a, const Key *b);
/* For menus: the form that gtk_accelerator_parse () reads, "<Control><Shift>p". To be freed. */
char *key_accel (const Key *key);
/* What else a key of the numpad means where nothing is bound to it: Numpad 4 is 4, Numpad Plus is
 * Equal (zoom in), Numpad Enter is Enter. False for all others. */
bool key_off_numpad (const Key *key, Key *other);
/* Whether a focused text entry keeps the key, so that no action hears it: plain and Shift keys that
 * type, move or erase, and the Ctrl keys of editing text. Function keys, Escape and the rest of
 * Ctrl and Alt are the map's. */
bool key_edits_text (const Key *key);

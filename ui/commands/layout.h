/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a keyboard layout prints on which key, and which Key of the map an event means. Main thread;
 * independent of any toolkit.
 *
 * A key that prints nothing (Escape, F1, arrows, numpad) is what its keysym says. One that prints
 * is, the first that holds:
 *
 *   1. what the layout's file names for its position;
 *   2. the letter A to Z that it prints;
 *   3. Equal or Minus, where it prints + or - without Shift;
 *   4. where the layout has Latin letters and a punctuation mark of the map is printed at the place
 *      of a letter: that mark;
 *   5. what a US keyboard has at its position: so digits, punctuation, and every letter of a layout
 *      without Latin ones.
 *
 * Rules 2 and 3 leave some keys of the map without a place of their own. The files
 * resources/keymaps/layout-<xkb>.keys give them one, a line each:
 *
 *   BracketRight   Equal   dead_acute
 *
 * is: BracketRight lies where US keyboards have Equal, and this layout prints ´ there. A file is
 * used when the layout prints all that it says, and fewer keys of the map lack a place then, or all
 * it names lie where their own marks are printed. So the files fit variants and neighbours too, and
 * nobody has to know the layout's name. Positions that US keyboards lack are Less (beside the left
 * Shift), Ro and Yen. */
#pragma once

#include "ui/commands/key.h"

/* One for each layout (XKB group) that the user switches between. */
typedef struct KeyLayout KeyLayout;

/* Prints nothing yet. */
KeyLayout *key_layout_new (void);
void key_layout_free (KeyLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyLayout, key_layout_free)

/* Tells that the key with this evdev code (that of X11 and GDK less 8) gives this keysym without
 * modifiers, by its XKB name ("odiaeresis"), and the text to show for it ("Ö"; NULL: unknown).
 * Codes that print nothing may be told, too, and are passed over. GTK knows all of it by
 * gdk_display_map_keycode (). */
void key_layout_print (KeyLayout *layout, unsigned code, const char *keysym, const char *shown);
/* Reads one layout file and uses it, in place of the one before, if it fits and helps more; `used`
 * (may be NULL) says whether. Errors name file and line. */
bool key_layout_fit (KeyLayout *layout, const char *text, const char *file, bool *used,
                     GError **error);
/* Tries every layout file that the program holds. Call it when all is told. */
void key_layout_fit_bundled (KeyLayout *layout);

/* The Key of an event: `code` as above, `keysym` the name of the event's own keysym. A modifier
 * alone, or a key unknown to the map, gives the name "". NULL as layout is the US one. */
Key key_from_event (const KeyLayout *layout, unsigned code, const char *keysym, unsigned mods);
/* A key that gives this one, as evdev code; 0 where the layout has none. */
unsigned key_layout_code (const KeyLayout *layout, const Key *key);
/* For people: "Ctrl Shift P", with what the layout prints on the key. To be freed. */
char *key_label (const KeyLayout *layout, const Key *key);

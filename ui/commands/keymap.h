/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key map: which keys start which action. Read from text files, changed by the user, written
 * back as what differs. Main thread.
 *
 * A file has one action a line: place, action, then its keys separated by commas, or `none`.
 *
 *   clip-lane   clip.split   E, Ctrl+E      # the rest of a line after # is a comment
 */
#pragma once

#include "ui/commands/action.h"
#include "ui/commands/key.h"

typedef struct KeyMap KeyMap;

/* The map that the program holds (resources/keymaps/default.keys). */
KeyMap *keymap_new_default (void);
/* Without any key. */
KeyMap *keymap_new (void);
KeyMap *keymap_copy (const KeyMap *map);
void keymap_free (KeyMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyMap, keymap_free)

/* Reads a file's text into the map: actions named there get the keys named there and no others; the
 * rest stay, but lose a key that the file gives to another action in their reach. All or nothing:
 * on an error ("my.keys, line 3: no key is called 'PageUp': did you mean 'Page Up'?"), also where
 * two lines of the file clash, the map is as it was. `file` is the name for errors. A line about an
 * action that this version does not know is kept and written back. */
bool keymap_read (KeyMap *map, const char *text, const char *file, GError **error);
/* What differs from `base`, as a file's text; "" where nothing does. To be freed. */
char *keymap_write (const KeyMap *map, const KeyMap *base);

/* The action that a key starts while a place has the focus, NULL for none. Keys of the numpad that
 * nothing is bound to count as those they double. */
const Action *keymap_find (const KeyMap *map, Place focus, const Key *key);
/* The keys of an action, the one to show first; n may be 0. Valid until the map changes. */
const Key *keymap_keys (const KeyMap *map, const Action *action, int *n);
/* "Ctrl+K, Ctrl+Shift+P", "" for none. To be freed. */
char *keymap_keys_text (const KeyMap *map, const Action *action);

/* The first other action that has this key in a place which hears keys together with the action's
 * own, NULL for none: the key is free for the action. */
const Action *keymap_clash (const KeyMap *map, const Action *action, const Key *key);
/* Adds a key behind the others. False, and nothing changes, where it clashes. */
bool keymap_add (KeyMap *map, const Action *action, const Key *key);
/* False where the action does not have it. */
bool keymap_remove (KeyMap *map, const Action *action, const Key *key);
/* Gives the action the keys it has in `base`, taking them from nobody: false where one clashes. */
bool keymap_reset (KeyMap *map, const KeyMap *base, const Action *action);

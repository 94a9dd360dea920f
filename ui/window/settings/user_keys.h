/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key map of the user: the program's own with what the user has changed, kept as a file in the
 * folder for settings. GTK thread. */
#pragma once

#include "ui/window/window.h"

KeyMap *user_keys (void); /* shared by all windows; borrowed */
/* Why the user's file was not read: a sentence, once; NULL where all is well. To be freed. */
char *user_keys_problem (void);
/* A sentence why the key cannot be the action's, to be freed, and nothing has changed; or NULL. The
 * key takes the place of `old`, or stands behind the others where that is NULL. */
char *user_keys_set (const Action *action, const KeyPress *old, const KeyPress *key);
void user_keys_remove (const Action *action, const KeyPress *key);
/* To what the program has; false where another action has one of those keys now. */
bool user_keys_reset (const Action *action);
void user_keys_reset_all (void);
bool user_keys_differ (const Action *action);
/* Writes the user's file; a file that could not be read is kept under another name. */
bool user_keys_save (GError **error);

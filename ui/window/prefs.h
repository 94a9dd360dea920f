/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user has set for the program as a whole, kept by GSettings. GTK thread. */
#pragma once

#include <gio/gio.h>

#define PREFS_ID "org.lacquer.Lacquer"
#define MOST_RECENT 24
#define MOST_RECENT_ACTIONS 20

/* Borrowed; never NULL: without its schema the program ends with a sentence. */
GSettings *prefs (void);
/* Puts a project first among the recent ones. */
void prefs_add_recent (const char *path);
void prefs_remove_recent (const char *path);
/* Puts an action first among those that the palette ran. */
void prefs_add_action (const char *id);

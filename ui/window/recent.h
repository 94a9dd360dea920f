/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the start screen tells of a project that was opened before. Any thread unless said. */
#pragma once

#include "ui/window/outline.h"
#include "ui/window/window.h"

typedef struct {
  char *path, *name, *folder;
  char *tempo, *tracks, *length, *changed; /* NULL until they are read, or where they cannot be */
  GArray *outline; /* likewise */
  char *problem; /* why it cannot be opened; or NULL */
  char *recovery; /* what an interrupted session left behind; or NULL */
} RecentFacts;

/* What the path alone says: nothing is read. */
RecentFacts *recent_facts_named (const char *path);
/* Reads the project, which may take a while. */
RecentFacts *recent_facts_read (const char *path);
void recent_facts_free (RecentFacts *facts);

/* What the newest autosave has that the saved project has not, in lines; NULL on error. */
char *recent_compare (const char *path, GError **error);
/* Removes what an interrupted session left behind. */
bool recent_discard (const char *path, GError **error);
/* Takes the newest autosave into the project that the window shows, as one undo step. GTK thread.
 */
void recent_recover (LqWindow *window);

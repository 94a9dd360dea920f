/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the start screen tells of a project that was opened before. GTK thread. */
#pragma once

#include "ui/window/window.h"

typedef struct {
  Project *project; /* NULL where it cannot be read */
  char *name, *folder, *tempo, *tracks, *length, *changed;
  char *problem; /* why it cannot be opened; or NULL */
} RecentFacts;

RecentFacts *recent_facts_new (const char *path);
void recent_facts_free (RecentFacts *facts);
/* What an interrupted session left behind, a sentence to be freed; NULL: nothing newer than the
 * file, or the project is open somewhere. */
char *recent_recovery_text (const char *path);
/* Takes the newest autosave into the project that the window shows, as one undo step. */
void recent_recover (LqWindow *window);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the readers of arguments. Main thread. */
#pragma once

#include "ui/palette/arguments.h"
#include "ui/palette/names.h"

/* What was typed, in words; `items` gets what it may mean. */
typedef struct {
  LqDesk *desk;
  char **words;
  int n;
  GPtrArray *items;
} Reading;

/* What is read with arguments counts more than a name that looks alike. */
#define READ_SCORE 2.0
/* Of several names that fit, so many are offered. */
#define MOST_MEANT 6

/* Words from..to-1 with blanks between. To be freed. */
char *reading_join (const Reading *reading, int from, int to);
/* An item with lines is tried out: where the engine refuses it, it says why. Takes the item; the
 * letters of `name` (may be NULL) that match are marked where the title shows it. */
void reading_add (Reading *reading, PaletteItem *item, const NameMatch *name);
/* "No track is called “vex”", nearest: "Lead Vox". `before` and `after` are what Tab leaves around
 * the nearest name; both may be NULL. */
void reading_no_name (Reading *reading, const char *sentence, const List *list, const char *wrong,
                      const char *before, const char *after);
void reading_problem (Reading *reading, const GError *error);
/* The place as people read it. To be freed. */
char *reading_place (LqDesk *desk, Position at);

/* Each reads its form, the verb being words[0]; those of tracks look at all words. False: it is
 * none. */
bool read_go (Reading *reading);
bool read_split (Reading *reading);
bool read_loop (Reading *reading);
bool read_marker (Reading *reading);
bool read_tempo (Reading *reading);
bool read_meter (Reading *reading);
bool read_key (Reading *reading);
bool read_rename (Reading *reading);
bool read_send (Reading *reading);
bool read_track_value (Reading *reading);
bool read_track_flag (Reading *reading);
bool read_command (Reading *reading);
/* Actions that ask for a text; their word, or NULL. */
bool read_deed (Reading *reading);
const char *deeds_word (const Action *action);

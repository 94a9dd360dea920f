/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was played on keyboards as command lines. Main thread. */
#pragma once

#include <glib.h>

#include "base/id.h"
#include "base/types.h"
#include "stream/retro.h"

#define NOTE_REST_SECONDS 10 /* behind which something else was played */

typedef enum { RECORD_TAKES, RECORD_OVERDUB, RECORD_REPLACE } RecordMode;

typedef struct {
  Frames at; /* of the song */
  uint8_t size, bytes[3];
} NoteMessage;

/* Adds the line for a pass [from, to) with these NoteMessages, unless there is nothing in it but
 * keys that come up; to `words`, which may be NULL, "t:... 34 notes". */
void note_lines_add (GStrvBuilder *lines, GPtrArray *words, Id track, RecordMode mode, Frames from,
                     Frames to, const GArray *messages);

/* The first of these RetroEvents that belongs to what was played last: behind a long rest, or in
 * the last pass however long its rests are. The number of events where there is none. */
guint note_lines_find_last (const GArray *events, int rate);

/* Adds takes of the events from `begin` on. What was played while the song stood goes to its frame
 * of the device and `shift`. */
void note_lines_add_last (GStrvBuilder *lines, GPtrArray *words, Id track, const GArray *events,
                          guint begin, int rate, Frames shift);

/* NULL when there are none; free with g_strfreev. */
char **note_lines_end (GStrvBuilder *lines);

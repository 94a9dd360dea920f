/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timed lines of text as other programs read them: LRC, WebVTT, and a table of markers as CSV. Pure
 * text to text; any thread but audio. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  double seconds; /* from the start of the song; before it counts as 0 */
  double end; /* at or before `seconds`: until the next line, or for the last one 5 s */
  char *text; /* UTF-8 in one line, owned; line ends in it are written as blanks */
} TimedText;

/* A GArray of TimedText that frees the texts. */
GArray *timed_texts_new (void);
void timed_texts_add (GArray *texts, double seconds, double end, const char *text); /* copies */

/* All writers sort by time and give fresh text with line ends of one \n. `title` and `artist` may
 * be NULL. */
char *lrc_write (const GArray *texts, const char *title, const char *artist); /* hundredths */
char *vtt_write (const GArray *texts); /* milliseconds */
/* "seconds,position,name": comma-separated by RFC 4180, milliseconds, and 1:02.345 for people. */
char *markers_csv_write (const GArray *texts);

/* Any LRC: several stamps a line, fractions of any length or none, [offset:ms], word stamps, which
 * are dropped. Sorted by time. Lines without a stamp are skipped; bytes that are no UTF-8 are taken
 * as Latin-1. An error only where no line has a stamp. */
GArray *lrc_read (const char *text, gsize size, GError **error);

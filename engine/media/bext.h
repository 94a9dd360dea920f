/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The broadcast extension of WAV files, version 2 (EBU Tech 3285). Any thread but audio. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct {
  char description[257], originator[33], originator_reference[33];
  char date[11]; /* yyyy-mm-dd */
  char time[9]; /* hh:mm:ss */
  int64_t time_reference; /* frames since midnight, at the file's rate */
  int version;
  /* Loudness in LUFS, LU and dBTP; NaN = not said. */
  double integrated, range, true_peak, max_momentary, max_short_term;
  char *coding_history; /* lines that end in CR LF, or NULL */
} BextInfo;

/* Empty, version 2, no loudness. */
void bext_init (BextInfo *bext);
void bext_clear (BextInfo *bext);

/* From the contents of a bext chunk; false when it is too short. bext is then empty. */
bool bext_read (BextInfo *bext, const uint8_t *bytes, size_t size);
/* Appends the contents. Their size depends on the length of coding_history alone. Texts that are
 * too long are cut between characters. */
void bext_write (const BextInfo *bext, GByteArray *to);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One track of a MIDI file, read event by event: a part of smf_read_bytes (). Any thread but audio.
 */
#pragma once

#include "store/smf.h"

/* What is left to read. */
typedef struct {
  const uint8_t *at, *end;
} SmfInput;

/* Our ticks are file ticks times up / down. */
typedef struct {
  int64_t up, down;
} SmfScale;

static inline size_t
smf_left (const SmfInput *input)
{
  return (size_t) (input->end - input->at);
}

static inline unsigned
smf_big_endian (const uint8_t *p, int n)
{
  unsigned value = 0;

  while (n-- > 0)
    value = value << 8 | *p++;
  return value;
}

/* Appends a track to the file, beginning at `offset`, and its tempos, meters and keys to the file's
 * as they come, which leaves those in the order of tracks. `input` moves to where reading stopped.
 * Returns whether the track broke off or was repaired. */
bool smf_read_track (SmfFile *file, SmfInput *input, const SmfScale *scale, Ticks offset);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delay lines in one arena of floats, read and written in short runs that need no wrapping inside
 * the run: the first BLOCK_DELAY_RUN frames are repeated behind the last. Offsets instead of
 * pointers, so that a state may be copied. Realtime. */
#pragma once

#include "base/types.h"

#include <string.h>

#define BLOCK_DELAY_RUN 64 /* the longest run, in frames, that may be read or written at once */

typedef struct {
  int offset; /* of the line in the arena, in floats */
  int size; /* frames it holds */
  int at; /* where the next frame is written */
} BlockDelay;

/* Lays a line for delays up to `longest` frames into an arena that is `used` floats full, starting
 * on a cache line; returns how full it is then. `line` may be NULL to measure. */
static inline int
block_delay_lay (BlockDelay *line, int used, int longest)
{
  const int size = (longest + 2 * BLOCK_DELAY_RUN + 15) / 16 * 16;
  if (line)
    *line = (BlockDelay){ .offset = used, .size = size, .at = 0 };
  return used + size + BLOCK_DELAY_RUN;
}

/* The frames that were written `delay` frames before the next one to write, at least delay and at
 * most BLOCK_DELAY_RUN of them valid. 1 <= delay <= longest + BLOCK_DELAY_RUN. */
static inline const float *
block_delay_read (const BlockDelay *line, const float *arena, int delay)
{
  int from = line->at - delay;
  if (from < 0)
    from += line->size;
  return arena + line->offset + from;
}

/* Where the next n frames may be put directly, or NULL where they would wrap or have to be
 * repeated; followed by block_delay_claimed (). */
static inline float *
block_delay_claim (const BlockDelay *line, float *arena, int n)
{
  const bool whole = line->at >= BLOCK_DELAY_RUN && line->at + n < line->size;
  return whole ? arena + line->offset + line->at : NULL;
}

static inline void
block_delay_claimed (BlockDelay *line, int n)
{
  line->at += n;
}

/* Appends n <= BLOCK_DELAY_RUN frames. */
static inline void
block_delay_write (BlockDelay *line, float *arena, const float *frames, int n)
{
  float *ring = arena + line->offset;
  const int before_end = line->size - line->at;
  const int first = n < before_end ? n : before_end;

  memcpy (ring + line->at, frames, sizeof (float) * (size_t) first);
  memcpy (ring, frames + first, sizeof (float) * (size_t) (n - first));
  if (line->at < BLOCK_DELAY_RUN || first < n)
    memcpy (ring + line->size, ring, sizeof (float) * BLOCK_DELAY_RUN);
  line->at = n < before_end ? line->at + n : n - first;
}

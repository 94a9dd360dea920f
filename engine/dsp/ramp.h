/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gain that runs linearly to a new value over CONTROL_GRID frames, the same for any cutting.
 * Realtime. */
#pragma once

#include "base/types.h"

typedef struct {
  float from, to;
  int done; /* frames of the ramp that have passed; CONTROL_GRID = at rest */
} Ramp;

static inline void
ramp_set (Ramp *ramp, float to, bool jump)
{
  const float now = ramp->from + (ramp->to - ramp->from) * ((float) ramp->done / CONTROL_GRID);
  ramp->from = jump ? to : now;
  ramp->to = to;
  ramp->done = jump || now == to ? CONTROL_GRID : 0;
  if (ramp->done == CONTROL_GRID)
    ramp->from = to;
}

static inline bool
ramp_rests (const Ramp *ramp)
{
  return ramp->done >= CONTROL_GRID;
}

/* The gain of the next frame. */
static inline float
ramp_next (Ramp *ramp)
{
  if (ramp->done >= CONTROL_GRID)
    return ramp->to;
  ramp->done++;
  return ramp->from + (ramp->to - ramp->from) * ((float) ramp->done / CONTROL_GRID);
}

/* The gains of the next n frames. */
static inline void
ramp_fill (Ramp *ramp, float *gains, int n)
{
  int i = 0;
  for (; i < n && ramp->done < CONTROL_GRID; i++)
    gains[i] = ramp_next (ramp);
  for (; i < n; i++)
    gains[i] = ramp->to;
}

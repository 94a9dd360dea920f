/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slow oscillation whose phase is a function of song position while its frequency stands still,
 * and goes on without a jump while it moves: whole turns in 64 bits, so that nothing is rounded.
 * Realtime. */
#pragma once

#include "base/types.h"
#include "dsp/control_math.h"

typedef struct {
  uint64_t phase, step; /* of a turn, in 2^-64 */
  bool running; /* else the next call takes its phase from the position */
} Lfo;

#define LFO_TURN 18446744073709551616.0

/* 0 <= turns < 1 */
static inline uint64_t
lfo_turns (double turns)
{
  return (uint64_t) (turns * LFO_TURN);
}

static inline void
lfo_set (Lfo *lfo, double hz, int rate)
{
  lfo->step = lfo_turns (hz / rate);
}

/* Before the frames of a call. */
static inline void
lfo_begin (Lfo *lfo, Frames position)
{
  if (!lfo->running)
    lfo->phase = (uint64_t) position * lfo->step;
  lfo->running = true;
}

/* The same in time with the song: where `beat` is a function of position, once in a cell of the
 * grid. */
static inline void
lfo_begin_beat (Lfo *lfo, Frames position, double beat, double bpm, double beats, int rate)
{
  if (lfo->running && position % CONTROL_GRID != 0)
    return;
  const double turns = beat / beats;
  lfo->phase = lfo_turns (turns - floor (turns));
  lfo->step = lfo_turns (bpm / (60.0 * beats * rate));
  lfo->running = true;
}

/* The phase of the next frame. */
static inline uint64_t
lfo_next (Lfo *lfo)
{
  const uint64_t phase = lfo->phase;
  lfo->phase += lfo->step;
  return phase;
}

static inline float
lfo_sine (uint64_t phase)
{
  return control_sine ((float) ((double) (int64_t) phase * (1.0 / LFO_TURN)));
}

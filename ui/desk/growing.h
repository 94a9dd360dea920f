/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes as they grow: what armed tracks have recorded in the pass under way, to be drawn at the
 * playhead. Follows the sound, and is no part of the project. Main thread. */
#pragma once

#include "live/live.h"
#include "model/tempo_map.h"

#define GROWING_STEP 256 /* frames of a column */

/* The waveform of GROWING_STEP frames, of all channels together. */
typedef struct {
  float min, max, rms;
} GrowingColumn;

/* Frames of the song; `end` is that of the take where the key is still down. */
typedef struct {
  Frames from, end;
  int pitch, velocity;
} GrowingNote;

/* Where the device or the disk lost something, frames of the song; missing 0: nobody knows how
 * many. */
typedef struct {
  Frames at, missing;
} GrowingDropout;

typedef struct {
  Id track;
  Frames from, end; /* of the song; from >= end: nothing yet */
  bool midi;
  const GArray *columns; /* GrowingColumn, from `from` on */
  const GArray *notes; /* GrowingNote */
  const GArray *dropouts; /* GrowingDropout */
} GrowingTake;

typedef struct Growing Growing;

/* A recording begins: nothing before `from` is kept in its first pass. `live` outlives it. */
Growing *growing_new (Live *live, const Project *project, Frames from);
void growing_free (Growing *growing); /* NULL is fine */
/* Takes in what came since; punch range and arming are those of `project`. */
void growing_poll (Growing *growing, const Project *project, const TempoMap *map);
int growing_n (const Growing *growing);
GrowingTake growing_take (const Growing *growing, int index); /* borrowed until the next poll */
/* Grows with every column, note or dropout that came. */
unsigned growing_serial (const Growing *growing);

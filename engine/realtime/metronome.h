/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metronome: clicks on the beats, higher on the first of a bar. What it gives at a song
 * position depends on nothing else, so blocks and loop jumps do not move it. For the monitor
 * section only. Audio thread. */
#pragma once

#include "realtime/player.h"

#define METRONOME_LONGEST (192000 * 3 / 100) /* frames of a click: 30 ms */

typedef struct {
  Frames at; /* song position */
  bool accent; /* begins a bar */
} MetronomeBeat;

/* Immutable; made off the audio thread. */
typedef struct {
  int n;
  const MetronomeBeat *beats; /* by place */
} MetronomeTable;

typedef enum { CLICK_NEVER, CLICK_ALWAYS, CLICK_RECORDING } ClickMode;

typedef struct {
  int rate, length; /* frames of a click */
  ClickMode mode;
  float gain;
  const MetronomeTable *table; /* or NULL */
  float sounds[2][METRONOME_LONGEST]; /* beat, accent; peak 0.5 */
} Metronome;

/* Off, at unity, without a table. */
void metronome_init (Metronome *metronome, int rate);

/* The clicks of the block of n frames that the player made, replacing what is in `out`. While bars
 * are counted they sound in every mode. False when there are none: `out` is untouched. */
bool metronome_process (const Metronome *metronome, const Timeline *timeline,
                        const PlayerBlock *played, bool records, float *out, int n) REALTIME;

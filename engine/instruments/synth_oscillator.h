/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Band-limited waves as maps from phase to value. Realtime but for preparing the tables.
 *
 * Saw and triangle are read from tables of their Fourier series, one for about every sixth of an
 * octave, linearly; a pulse is the difference of two saws; the sine is computed. Tables end below
 * half the rate and below 24 kHz, so nothing folds back; what linear reading adds stays under -90
 * dB of full scale. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef enum { SYNTH_SINE, SYNTH_TRIANGLE, SYNTH_SAW, SYNTH_SQUARE } SynthShape;

/* A wave at one pitch. Phases are turns times 2^32. All waves pass upwards or downwards through
 * zero at phase 0 and reach -1 and 1, but for narrow pulses, which have no DC. */
typedef struct {
  SynthShape shape;
  const float *table;
  int shift; /* of a phase, to the place in the table */
} SynthWave;

/* Fills the tables the first time; not on the audio thread. */
void synth_oscillator_prepare (void);

/* `hz`: the highest pitch that it is used at. */
SynthWave synth_oscillator_wave (SynthShape shape, double hz, int rate) REALTIME;

/* CONTROL_GRID frames. width: of the pulse, 0..1, a frame each; other shapes ignore it. */
void synth_oscillator_run (const SynthWave *wave, const uint32_t *phase, const float *width,
                           float *out) REALTIME;

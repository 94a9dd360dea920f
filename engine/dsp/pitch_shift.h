/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shifts the pitch of one or two channels by moving the peaks of their spectra (Laroche and Dolson,
 * "New phase-vocoder techniques for pitch-shifting, harmonizing and other exotic effects", WASPAA
 * 1999): frames of `window` with an eighth between them, each peak with what lies around it moved
 * by whole bins and turned by the phase that the exact frequency takes, so that what belongs to a
 * peak stays together, attacks too. The channels share peaks and phases, so that the image stands.
 * Realtime but for size and init. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#include <stddef.h>

typedef struct PitchShift PitchShift;

typedef struct {
  double octaves; /* of the pitch, -4..4 */
  bool keep; /* the spectral envelope stays where it is, else it moves with the pitch */
  double envelope; /* octaves that it is moved by beside that */
} PitchShiftValues;

/* Frames of a window that has `window` of them at 44.1 and 48 kHz: as long at other rates. It is
 * the latency, too. */
int pitch_shift_frames (int rate, int window);
/* Bytes, for memory aligned to 64 and zeroed. `frames`: pitch_shift_frames (). */
size_t pitch_shift_size (int frames, int channels);
/* False when out of memory. */
bool pitch_shift_init (PitchShift *shift, int rate, int frames, int channels);

void pitch_shift_reset (PitchShift *shift) REALTIME;
/* Heard by what comes in from now on. `jump`: by all that is still inside, too. */
void pitch_shift_set (PitchShift *shift, const PitchShiftValues *values, bool jump) REALTIME;
/* In place; dry: what came in, as late as what comes out. `position` sets where frames begin at the
 * first call after a reset. */
void pitch_shift_process (PitchShift *shift, float *const *audio, float *const *dry, int n,
                          Frames position) REALTIME;

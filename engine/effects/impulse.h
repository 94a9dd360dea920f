/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Impulse responses by formula: noise whose bands die away exponentially (Moorer, "About this
 * reverberation business", CMJ 3 (2), 1979) behind sparse early reflections. Not on the audio
 * thread. */
#pragma once

#include "base/types.h"

typedef enum {
  IMPULSE_HALL,
  IMPULSE_CHAMBER,
  IMPULSE_ROOM,
  IMPULSE_PLATE,
  IMPULSE_REVERSE, /* swells up to its end */
  IMPULSE_GATED, /* stands and breaks off */
} ImpulseKind;

typedef struct {
  ImpulseKind kind;
  double seconds; /* RT60 of the middle; reverse and gated: how long it is */
  double damping; /* 0 .. 1: how much sooner the treble dies */
} ImpulseShape;

Frames impulse_length (const ImpulseShape *shape, int rate);
/* One channel of impulse_length () frames; the two are not correlated. Their energy is not set. */
void impulse_fill (const ImpulseShape *shape, int rate, unsigned channel, float *impulse);
/* Scales two channels of n frames, which may be the same array, so that noise keeps its level: the
 * mean of their energies becomes 1. */
void impulse_normalize (float *left, float *right, Frames n);

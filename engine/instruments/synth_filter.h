/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter of 8 stereo voices in vector lanes: drive, then one or two state-variable filters in
 * the form with zero-delay feedback (Zavalishin 2012; Simper 2013). Realtime. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define SYNTH_GROUP 8 /* voices that share vectors */

typedef enum {
  SYNTH_FILTER_OFF,
  SYNTH_FILTER_LOW12,
  SYNTH_FILTER_LOW24,
  SYNTH_FILTER_BAND,
  SYNTH_FILTER_HIGH12,
  SYNTH_FILTER_HIGH24,
  SYNTH_FILTER_NOTCH
} SynthFilterType;

/* A value that runs: from + step (first + t) in frame t. A lane a voice. */
typedef struct {
  float from[SYNTH_GROUP], step[SYNTH_GROUP];
} SynthFilterLanes;

typedef struct {
  _Alignas(32) float state[2][2][2][SYNTH_GROUP]; /* stage, channel, integrator */
} SynthFilter;

typedef struct {
  SynthFilterLanes cut; /* tan (pi f / rate) */
  SynthFilterLanes width; /* 1 / Q of the (last) stage */
  SynthFilterLanes drive; /* gain into the saturation, 1 and up; 1 is clean */
  float first[SYNTH_GROUP];
} SynthFilterControls;

void synth_filter_clear (SynthFilter *filter, int voice) REALTIME;

/* In place; n <= CONTROL_GRID. Rows behind n stay as they are. */
void synth_filter_run (SynthFilter *filter, SynthFilterType type,
                       const SynthFilterControls *controls,
                       float audio[2][CONTROL_GRID][SYNTH_GROUP], bool driven, int n) REALTIME;

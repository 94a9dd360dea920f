/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bands of the equalizer to FIRs of zero phase, in small pieces of work that can be spread
 * over time. Realtime but for init. */
#pragma once

#include "dsp/fft.h"
#include "effects/eq_design.h"

/* The response is sampled three times as densely as the FIR resolves it, so that the turns of time
 * that fold together when it becomes an impulse leave what is cut out of it alone. */
#define EQ_LINEAR_DESIGN_SIZE(center) (3 * (center))
#define EQ_LINEAR_GAINS(center) (3 * (center) / 2 + 16)

enum { EQ_LEFT_LEFT, EQ_RIGHT_RIGHT, EQ_LEFT_RIGHT, EQ_RIGHT_LEFT, EQ_N_PATHS }; /* from, to */

/* Where the FIR is cut to be convolved: partition p has the taps from p hop - center on. */
typedef struct {
  int rate, channels, hop, n_partitions;
  int center; /* taps before the middle one: n_partitions hop / 2 */
  int stride; /* of a split spectrum of 2 hop samples */
} EqLinearShape;

/* One such filter. Spectra stand partition by partition, path by path. */
typedef struct {
  float *spectra; /* of 2 stride floats each */
  int *used; /* bins that are worth a multiplication, n_partitions a path */
} EqLinearFilter;

typedef struct {
  const Fft *hop_fft, *design_fft; /* of 2 hop and center */
  const float *window; /* center floats */
  const float *cosine, *sine; /* center floats each */
  float *gains; /* EQ_N_PATHS (or 1 for mono) times EQ_LINEAR_GAINS (center) floats */
  float *third; /* center floats */
  float *impulse; /* center floats: the middle and what is behind it */
  float *bins; /* max (center, 2 hop) + 16 floats */
  float *block; /* 2 hop floats */
} EqLinearScratch;

typedef struct {
  struct {
    FilterPrototype prototype;
    EqChannel channel;
  } bands[EQ_N_BANDS];
  int n_bands;
  int n_paths; /* 1: both channels alike; 2: each its own; 4: they mix */
  float peak; /* the largest gain */
} EqLinearDesign;

/* The half of the window from the middle on: flat, with a round end; and the first third of a
 * turn. */
void eq_linear_tables (float *window, float *cosine, float *sine, int center);

/* `values` of the equalizer. */
void eq_linear_design_begin (EqLinearDesign *design, const EqLinearShape *shape,
                             const double *values) REALTIME;
/* How many pieces there are; they must be done from 0 on, each once. */
int eq_linear_design_pieces (const EqLinearDesign *design, const EqLinearShape *shape) REALTIME;
void eq_linear_design_piece (EqLinearDesign *design, const EqLinearShape *shape,
                             const EqLinearScratch *scratch, const EqLinearFilter *filter,
                             int piece) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops of the compressor: element by element, the same bits in every vector width.
 * Realtime. */
#pragma once

#include "base/realtime.h"
#include "dsp/dynamics.h"

#define COMPRESSOR_CHUNK 128 /* the most frames of one call */
#define COMPRESSOR_PIECE 16

/* The reductions of a level that is the larger of two. */
void compressor_reduce (const DynamicsCurve *curve, const float *a, const float *b,
                        float *reduction, int n) REALTIME;

/* With link 1 this gives each channel the reduction of the larger level to the bit. */
void compressor_link_reductions (const float *link, const float *linked, float *own,
                                 int n) REALTIME;

/* dry + wet x the gain of the reduction. */
void compressor_apply (float *audio, const float *reduction, const float *dry, const float *wet,
                       int n) REALTIME;
void compressor_apply_linked (float *left, float *right, const float *reduction, const float *dry,
                              const float *wet, int n) REALTIME;

typedef struct {
  const DynamicsCurve *curve;
  const DynamicsTimes *times;
  const float *key[2];
  float *audio[2];
  float dry, wet;
} CompressorResting;

/* All of it for the usual case, all values at rest, both channels linked and no slow stage, over
 * n_pieces x COMPRESSOR_PIECE frames. The key may be the audio. The bits are those of the steps one
 * by one. */
void compressor_run_resting (const CompressorResting *resting, DynamicsSmoother *smoother,
                             int n_pieces) REALTIME;

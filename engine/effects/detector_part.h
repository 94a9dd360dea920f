/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a block as effects with a detector work on it. Realtime. */
#pragma once

#include "dsp/processor.h"

typedef struct {
  float *audio[2]; /* the second is NULL where there is one channel */
  const float *key[2]; /* what the detector listens to: the second input or else the audio */
} DetectorPart;

/* What begins at frame `done`. */
static inline DetectorPart
detector_part (float *const *audio, int channels, const ProcessContext *context, int done)
{
  float *const left = audio[0] + done, *const right = channels == 2 ? audio[1] + done : NULL;
  DetectorPart part = { .audio = { left, right }, .key = { left, right ? right : left } };

  if (context->sidechain[0]) {
    part.key[0] = context->sidechain[0] + done;
    part.key[1] = context->sidechain[1] + done;
  }
  return part;
}

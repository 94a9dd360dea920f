/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The display scale of automated parameters: value to height and to text. Any thread. */
#pragma once

#include "base/param.h"
#include "model/project.h"

typedef struct {
  double min, max;
  bool log, level; /* of frequencies; of gains in dB by the fader law */
  const ParamSpec *param; /* of an effect, or NULL */
} EnvelopeScale;

EnvelopeScale envelope_scale_of (const Project *project, const Track *track,
                                 const Envelope *envelope);
double envelope_scale_to (const EnvelopeScale *scale, double value); /* 0..1 */
double envelope_scale_from (const EnvelopeScale *scale, double share);
/* "Filter cutoff"; to be freed. */
char *envelope_title (const Project *project, const Track *track, const Envelope *envelope);
/* "1.84 kHz"; to be freed. */
char *envelope_value_text (const EnvelopeScale *scale, double value);

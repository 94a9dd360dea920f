/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Envelopes of attack, decay, sustain and release with exponential segments. Realtime.
 *
 * Within a segment the value is target + (start - target) c^k with the powers in a table, so any
 * run of frames is a map over time; the start is taken anew every SYNTH_ENVELOPE_SPAN frames of the
 * segment. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define SYNTH_ENVELOPE_SPAN CONTROL_GRID

/* The powers c^1 ... c^span of each segment. All voices share them. */
typedef struct {
  float attack[SYNTH_ENVELOPE_SPAN], decay[SYNTH_ENVELOPE_SPAN], release[SYNTH_ENVELOPE_SPAN];
  float sustain;
} SynthEnvelopeCurve;

typedef enum {
  SYNTH_ENVELOPE_DONE,
  SYNTH_ENVELOPE_ATTACK,
  SYNTH_ENVELOPE_DECAY,
  SYNTH_ENVELOPE_RELEASE
} SynthEnvelopeStage;

typedef struct {
  SynthEnvelopeStage stage;
  float start; /* value k frames ago */
  int k; /* 0 .. span - 1 */
} SynthEnvelope;

/* Attack: frames from 0 to 1. Decay and release: frames in which 60 dB of the way are gone.
 * sustain: 0..1. */
void synth_envelope_curve (SynthEnvelopeCurve *curve, double attack, double decay, double sustain,
                           double release) REALTIME;

/* The value of the last frame. Call it with the old curve, then store it by synth_envelope_rebase
 * (), when the curve changes under way. */
float synth_envelope_value (const SynthEnvelope *envelope,
                            const SynthEnvelopeCurve *curve) REALTIME;
void synth_envelope_rebase (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve) REALTIME;

/* Attack and release go on from where the envelope is. */
void synth_envelope_attack (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve) REALTIME;
void synth_envelope_release (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve) REALTIME;

/* The next n <= SYNTH_ENVELOPE_SPAN frames; once a release is below -100 dB, zeros. */
void synth_envelope_run (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve, float *out,
                         int n) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters in the units that voices reckon with. Realtime. */
#pragma once

#include "instruments/synth_envelope.h"
#include "instruments/synth_filter.h"
#include "instruments/synth_lfo.h"
#include "instruments/synth_oscillator.h"
#include "instruments/synth_spec.h"

#define SYNTH_UNISON 7
#define SYNTH_LFOS 2

typedef struct {
  SynthShape shape;
  double semitones;
  float width, level;
} SynthOscillatorSettings;

typedef struct {
  SynthLfoShape shape;
  double hz; /* where beats is 0 */
  double beats; /* of one turn */
  int target;
  float amount; /* in the target's units */
  double fade; /* frames */
  bool retrigger;
} SynthLfoSettings;

typedef struct {
  double values[N_SYNTH_PARAMS]; /* that this was made from */
  int rate;
  SynthOscillatorSettings osc[2];
  bool sync, reset;
  float fm, fm_env; /* turns */
  float ring, noise;
  double pitch_env, bend_range; /* semitones */
  double glide; /* frames */
  double vibrato_hz;
  float vibrato; /* semitones at full wheel */
  int mode, polyphony;
  int unison;
  double detune[SYNTH_UNISON + 1][SYNTH_UNISON]; /* ratio of pitch, by number of copies */
  float left[SYNTH_UNISON + 1][SYNTH_UNISON], right[SYNTH_UNISON + 1][SYNTH_UNISON];
  bool spread; /* copies differ from left to right */
  SynthFilterType filter;
  double cutoff; /* octaves over 1 Hz */
  double filter_env, filter_velocity, filter_tracking;
  float width, drive; /* 1 / Q; gain */
  float filter_level; /* takes back some of what resonance adds */
  SynthEnvelopeCurve filter_curve, amp_curve;
  float amp_velocity;
  SynthLfoSettings lfo[SYNTH_LFOS];
} SynthSettings;

/* Whether the new values bend an envelope: then the voices rebase theirs before synth_settings_set
 * (). */
bool synth_settings_bend_envelopes (const SynthSettings *settings, const double *values) REALTIME;
void synth_settings_set (SynthSettings *settings, const double *values, bool all) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From parameter values to bands: what the equalizer's parameters mean. Realtime. */
#pragma once

#include "dsp/biquad.h"
#include "effects/eq.h"

enum {
  EQ_BAND_ON,
  EQ_BAND_TYPE,
  EQ_BAND_FREQ,
  EQ_BAND_GAIN,
  EQ_BAND_Q,
  EQ_BAND_SLOPE,
  EQ_BAND_CHANNEL,
  EQ_BAND_VALUES,
};

enum {
  EQ_GAIN = EQ_N_BANDS * EQ_BAND_VALUES,
  EQ_PHASE,
  EQ_N_VALUES,
};

/* The table of parameters and presets, in the order above. */
extern const DeviceSpec eq_spec;

/* What cannot be reached by moving coefficients: a change is crossfaded. */
typedef struct {
  bool on;
  FilterShape shape;
  int slope; /* 0 where the shape has none */
  EqChannel channel;
} EqStructure;

/* `values` are the EQ_BAND_VALUES of one band. On a mono strip left and mid are the strip itself,
 * right and side are nothing. */
EqStructure eq_structure (const double *values, int channels) REALTIME;
bool eq_structure_equal (const EqStructure *a, const EqStructure *b) REALTIME;
FilterSettings eq_settings (const double *values, const EqStructure *structure) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the dynamic equalizer. Constant; any thread. */
#pragma once

#include "base/param.h"

#define DYNAMIC_EQ_BANDS 4

/* Of each band. */
enum {
  DYNAMIC_EQ_ON,
  DYNAMIC_EQ_TYPE,
  DYNAMIC_EQ_FREQ,
  DYNAMIC_EQ_Q,
  DYNAMIC_EQ_GAIN,
  DYNAMIC_EQ_THRESHOLD,
  DYNAMIC_EQ_RANGE,
  DYNAMIC_EQ_ATTACK,
  DYNAMIC_EQ_RELEASE,
  DYNAMIC_EQ_BAND_VALUES
};

enum { DYNAMIC_EQ_OUTPUT = DYNAMIC_EQ_BANDS * DYNAMIC_EQ_BAND_VALUES, DYNAMIC_EQ_N_VALUES };

typedef enum { DYNAMIC_EQ_BELL, DYNAMIC_EQ_LOW_SHELF, DYNAMIC_EQ_HIGH_SHELF } DynamicEqType;

extern const DeviceSpec dynamic_eq_spec;

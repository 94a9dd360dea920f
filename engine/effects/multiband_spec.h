/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the multiband compressor. Constant; any thread. */
#pragma once

#include "base/param.h"
#include "dsp/band_split.h"

/* Of each band. */
enum {
  MULTIBAND_ON,
  MULTIBAND_SOLO,
  MULTIBAND_THRESHOLD,
  MULTIBAND_RATIO,
  MULTIBAND_ATTACK,
  MULTIBAND_RELEASE,
  MULTIBAND_GAIN,
  MULTIBAND_BAND_VALUES
};

enum {
  MULTIBAND_LOW = BAND_SPLIT_BANDS * MULTIBAND_BAND_VALUES,
  MULTIBAND_MIDDLE,
  MULTIBAND_HIGH,
  MULTIBAND_KNEE,
  MULTIBAND_DETECTOR,
  MULTIBAND_LOOKAHEAD,
  MULTIBAND_OUTPUT,
  MULTIBAND_MIX,
  MULTIBAND_N_VALUES
};

extern const DeviceSpec multiband_spec;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the convolution reverb. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  CONVOLUTION_SPACE,
  CONVOLUTION_FILE,
  CONVOLUTION_TIME,
  CONVOLUTION_DAMPING,
  CONVOLUTION_PREDELAY,
  CONVOLUTION_LOW_CUT,
  CONVOLUTION_HIGH_CUT,
  CONVOLUTION_WIDTH,
  CONVOLUTION_GAIN,
  CONVOLUTION_MIX,
  CONVOLUTION_N_PARAMS
};

/* Behind those of ImpulseKind. */
#define CONVOLUTION_SPACE_FILE 6
#define CONVOLUTION_LOW_CUT_OFF_HZ 20.0
#define CONVOLUTION_HIGH_CUT_OFF_HZ 20000.0

extern const DeviceSpec convolution_spec;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saturator's parameters and presets: constant, any thread. */
#pragma once

#include "base/param.h"

enum {
  SATURATOR_KIND,
  SATURATOR_DRIVE,
  SATURATOR_OUTPUT,
  SATURATOR_MIX,
  SATURATOR_TONE,
  SATURATOR_BIAS,
  SATURATOR_AUTO_GAIN,
  SATURATOR_N_PARAMS
};

enum { SATURATOR_TAPE, SATURATOR_TUBE, SATURATOR_HARD };

extern const DeviceSpec saturator_spec;

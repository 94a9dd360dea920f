/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the rotary speaker. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  ROTARY_SPEED,
  ROTARY_SLOW,
  ROTARY_FAST,
  ROTARY_HORN_RISE,
  ROTARY_DRUM_RISE,
  ROTARY_DRIVE,
  ROTARY_CROSSOVER,
  ROTARY_HORN,
  ROTARY_DRUM,
  ROTARY_DEPTH,
  ROTARY_DISTANCE,
  ROTARY_ANGLE,
  ROTARY_MIX,
  ROTARY_N_PARAMS
};

enum { ROTARY_STOP, ROTARY_IS_SLOW, ROTARY_IS_FAST };

extern const DeviceSpec rotary_spec;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limiter's parameters and presets. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  LIMITER_GAIN,
  LIMITER_CEILING,
  LIMITER_RELEASE,
  LIMITER_LOOKAHEAD,
  LIMITER_STYLE,
  LIMITER_LINK,
  LIMITER_AUTO_RELEASE,
  LIMITER_N_PARAMS
};

enum { LIMITER_TRANSPARENT, LIMITER_PUNCHY, LIMITER_LOUD };

extern const DeviceSpec limiter_spec;

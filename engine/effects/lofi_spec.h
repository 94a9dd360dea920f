/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the lo-fi effect. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  LOFI_WOW,
  LOFI_TURNS,
  LOFI_FLUTTER,
  LOFI_RATE,
  LOFI_BITS,
  LOFI_NOISE,
  LOFI_CRACKLE,
  LOFI_CRACKLE_LEVEL,
  LOFI_LOW_CUT,
  LOFI_HIGH_CUT,
  LOFI_MIX,
  LOFI_ALIASING,
  LOFI_N_PARAMS
};

#define LOFI_MOST_WOW 50.0 /* cents */
#define LOFI_MOST_FLUTTER 30.0
#define LOFI_LEAST_TURNS 0.3 /* Hz */
#define LOFI_FLUTTER_HZ 9.0
#define LOFI_RATE_OFF_HZ 48000.0
#define LOFI_BITS_OFF 16.0
#define LOFI_NOISE_OFF_DB (-96.0)
#define LOFI_LOW_CUT_OFF_HZ 20.0
#define LOFI_HIGH_CUT_OFF_HZ 20000.0

extern const DeviceSpec lofi_spec;

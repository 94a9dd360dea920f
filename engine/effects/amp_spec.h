/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and presets of the amplifier. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  AMP_MODEL,
  AMP_GAIN,
  AMP_BASS,
  AMP_MIDDLE,
  AMP_TREBLE,
  AMP_POWER,
  AMP_SAG,
  AMP_CABINET,
  AMP_POSITION,
  AMP_DISTANCE,
  AMP_FILE,
  AMP_OUTPUT,
  AMP_MIX,
  AMP_N_PARAMS
};

enum { AMP_CLEAN, AMP_CRUNCH, AMP_LEAD, AMP_BASS_MODEL, AMP_MODELS };

/* Behind those of CabinetKind. */
#define AMP_CABINET_FILE 3
#define AMP_CABINET_NONE 4

extern const DeviceSpec amp_spec;

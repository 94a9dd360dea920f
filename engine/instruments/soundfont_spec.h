/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the SoundFont player. Constant; any thread. */
#pragma once

#include "base/param.h"

enum {
  SOUNDFONT_FILE,
  SOUNDFONT_BANK,
  SOUNDFONT_PROGRAM,
  SOUNDFONT_GAIN,
  SOUNDFONT_TUNE,
  SOUNDFONT_BEND_RANGE,
  SOUNDFONT_POLYPHONY,
  SOUNDFONT_INTERPOLATION,
  N_SOUNDFONT_PARAMS,
};

extern const DeviceSpec soundfont_spec;

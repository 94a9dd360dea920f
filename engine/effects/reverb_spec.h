/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reverb's parameters and presets. Constant; any thread. */
#pragma once

#include "base/param.h"

/* In the order of the table. */
enum {
  REVERB_KIND,
  REVERB_TIME,
  REVERB_SIZE,
  REVERB_PREDELAY,
  REVERB_DAMPING,
  REVERB_BASS,
  REVERB_EARLY,
  REVERB_MODULATION,
  REVERB_LOW_CUT,
  REVERB_HIGH_CUT,
  REVERB_WIDTH,
  REVERB_MIX,
  N_REVERB_PARAMS,
};

enum { REVERB_ROOM, REVERB_HALL, REVERB_PLATE, N_REVERB_KINDS };

#define REVERB_PREDELAY_MS 500.0 /* at most */

extern const DeviceSpec reverb_spec;

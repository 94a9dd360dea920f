/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factory presets of the equalizer. Constant; any thread. */
#pragma once

#include "base/param.h"

#define EQ_N_PRESETS 18

extern const ParamPreset eq_presets[EQ_N_PRESETS];

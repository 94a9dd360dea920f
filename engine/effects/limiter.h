/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the limiter shows besides its sound. Realtime. */
#pragma once

#include "dsp/processor.h"

extern const Processor limiter_processor;

/* By how many dB (0 or more) the loudest moment of the last process () call was turned down. */
float limiter_gain_reduction_db (const void *state) REALTIME;

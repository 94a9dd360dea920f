/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compressor, and what its meter reads. Realtime. */
#pragma once

#include "dsp/processor.h"

extern const Processor compressor_processor;

/* How far the gain is turned down after the last frame processed, in positive dB, before make-up
 * and mix; of two unlinked channels the larger. `state` is one of compressor_processor. Called
 * between two process () calls, on their thread. */
float compressor_gain_reduction_db (const void *state) REALTIME;

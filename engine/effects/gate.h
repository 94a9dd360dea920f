/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate and expander, and what its meter reads. Realtime. */
#pragma once

#include "dsp/processor.h"

extern const Processor gate_processor;

/* How far the gain is turned down after the last frame processed, in positive dB, 100 at most.
 * `state` is one of gate_processor. Called between two process () calls, on their thread. */
float gate_gain_reduction_db (const void *state) REALTIME;

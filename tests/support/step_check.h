/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a parameter that steps over its range clicks. */
#pragma once

#include "processor_check.h"

/* Drives a 440 Hz sine of -6 dBFS (the right channel a quarter behind) through the processor at 48
 * kHz in stereo, steps one parameter from `from` to `to` and back, smoothed as the graph does, and
 * reads the spectrum above 4 kHz in windows of 21 ms. Returns the strongest line in dBFS while the
 * parameter moves and settles that is not there, within 1 dB, before the step or long after; -200
 * if there is none. */
double step_check_db (const Processor *processor, const char *settings, const char *param,
                      double from, double to);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gain, width, polarity and order of the channels, mono bass, DC blocker. Realtime. */
#pragma once

#include "dsp/processor.h"

extern const Processor utility_processor;

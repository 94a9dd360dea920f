/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dynamic equalizer. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor dynamic_eq_processor;

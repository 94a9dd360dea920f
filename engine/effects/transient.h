/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transient shaper. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor transient_processor;

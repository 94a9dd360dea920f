/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tremolo and auto-pan. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor tremolo_processor;

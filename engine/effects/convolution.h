/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The convolution reverb. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor convolution_processor;

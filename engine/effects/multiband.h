/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multiband compressor. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor multiband_processor;

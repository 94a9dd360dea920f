/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The polyphonic synthesizer. See processor.h for the threads. */
#pragma once

#include "dsp/processor.h"

extern const Processor synth_processor;

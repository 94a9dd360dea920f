/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pitch shifter. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor pitch_processor;

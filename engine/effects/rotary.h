/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rotary speaker. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor rotary_processor;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocal rider. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor rider_processor;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clipper. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor clipper_processor;

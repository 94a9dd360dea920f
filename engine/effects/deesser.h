/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The de-esser. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor deesser_processor;

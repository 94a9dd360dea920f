/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saturator. Constant; its functions as processor.h says. */
#pragma once

#include "dsp/processor.h"

extern const Processor saturator_processor;

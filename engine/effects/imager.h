/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stereo imager. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor imager_processor;

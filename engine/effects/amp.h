/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guitar and bass amplifier. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor amp_processor;

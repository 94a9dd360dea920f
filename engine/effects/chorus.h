/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chorus and flanger. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor chorus_processor, flanger_processor;

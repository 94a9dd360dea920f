/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reverberation of a room, a hall or a plate. See processor.h for the threads. */
#pragma once

#include "dsp/processor.h"

extern const Processor reverb_processor;

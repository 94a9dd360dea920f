/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Echoes in stereo or ping-pong, in milliseconds or notes. Realtime. */
#pragma once

#include "dsp/processor.h"

extern const Processor delay_processor;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phaser. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor phaser_processor;

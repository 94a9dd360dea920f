/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lo-fi effect. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

extern const Processor lofi_processor;

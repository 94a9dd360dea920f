/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SoundFonts (SF2, SF3) played by FluidSynth. Realtime as dsp/processor.h says. */
#pragma once

#include "dsp/processor.h"

extern const Processor soundfont_processor;

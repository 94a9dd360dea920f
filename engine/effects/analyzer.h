/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyzer: a device that is only looked at. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

/* Of its parameter "view". */
typedef enum {
  ANALYZER_SPECTRUM,
  ANALYZER_STEREO,
  ANALYZER_LOUDNESS,
  ANALYZER_TUNER,
} AnalyzerView;

extern const Processor analyzer_processor;

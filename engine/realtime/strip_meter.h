/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meters of one strip: peak and RMS at the post tap; true peak and loudness where asked. They
 * write no samples and cost nothing where nobody reads. Filled on the audio thread; read there and
 * sent on. */
#pragma once

#include "dsp/loudness.h"
#include "dsp/meter.h"
#include "dsp/true_peak.h"

typedef struct {
  bool loud; /* true peak and loudness, too */
  LevelMeter level;
  TruePeakMeter true_peak[2];
  Loudness loudness;
} StripMeter;

/* What a meter of the screen shows, from the last reading to this one. Loudness: NaN where
 * undefined. */
typedef struct {
  MeterReading level;
  float true_peak[2]; /* linear, since the last reading */
  double momentary, short_term, integrated, range; /* LUFS, LU */
} StripMeterReading;

/* Not on the audio thread. Without `loud`, only strip_meter_size (false) bytes are used. */
size_t strip_meter_size (bool loud);
void strip_meter_init (StripMeter *meter, int rate, bool loud);

void strip_meter_process (StripMeter *meter, const float *const *audio, int n) REALTIME;
void strip_meter_read (StripMeter *meter, StripMeterReading *reading) REALTIME;
/* Starts integrated loudness and range anew. */
void strip_meter_reset (StripMeter *meter) REALTIME;

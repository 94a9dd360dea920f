/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meters of one strip: peak and RMS at the post tap; true peak and loudness where asked. They
 * write no samples and cost nothing where nobody reads. Filled on the audio thread, which shows
 * what it measured a hundred times a second. */
#pragma once

#include <stdatomic.h>

#include "dsp/loudness.h"
#include "dsp/meter.h"
#include "dsp/true_peak.h"

/* What the audio thread shows: any thread may look. */
typedef struct {
  _Atomic float peak[2], true_peak[2]; /* linear, the highest that nobody has taken yet */
  _Atomic float reduction; /* dB that an insert turns down by, the most that nobody has taken yet */
  _Atomic float rms[2], correlation;
  _Atomic float momentary, short_term, integrated, range; /* LUFS, LU; NaN where undefined */
  _Atomic bool restart; /* asked for: integrated loudness and range begin anew */
} MeterShown;

typedef struct {
  bool loud; /* true peak and loudness, too */
  Frames every, since; /* frames between two showings, and since the last */
  int showings; /* until loudness is shown again */
  MeterShown shown;
  LevelMeter level;
  TruePeakMeter true_peak[2];
  Loudness loudness;
} StripMeter;

/* What a meter of the screen shows, from the last reading to this one. Loudness: NaN where
 * undefined. */
typedef struct {
  MeterReading level;
  float true_peak[2]; /* linear, since the last reading */
  float reduction; /* dB, 0 or more: the most that one of its inserts turned down by */
  double momentary, short_term, integrated, range; /* LUFS, LU */
} StripMeterReading;

/* Not on the audio thread. Without `loud`, only strip_meter_size (false) bytes are used. */
size_t strip_meter_size (bool loud);
void strip_meter_init (StripMeter *meter, int rate, bool loud);

void strip_meter_process (StripMeter *meter, const float *const *audio, int n) REALTIME;
/* An insert turns down by so many dB just now; at once for all to see. */
void strip_meter_reduce (StripMeter *meter, float reduction) REALTIME;
/* What was shown since the last call; one thread takes. */
void strip_meter_take (StripMeter *meter, StripMeterReading *reading);
/* Integrated loudness and range begin anew at the next showing. Any thread. */
void strip_meter_reset (StripMeter *meter);

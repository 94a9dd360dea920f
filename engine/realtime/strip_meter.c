/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_meter.h"

#include <math.h>
#include <stddef.h>

size_t
strip_meter_size (bool loud)
{
  return loud ? sizeof (StripMeter) : offsetof (StripMeter, true_peak);
}

void
strip_meter_init (StripMeter *meter, int rate, bool loud)
{
  meter->loud = loud;
  meter_init (&meter->level, 2);
  if (!loud)
    return;
  for (int c = 0; c < 2; c++)
    true_peak_meter_init (&meter->true_peak[c], rate);
  loudness_init (&meter->loudness, rate, 2, NULL);
}

void
strip_meter_process (StripMeter *meter, const float *const *audio, int n)
{
  meter_process (&meter->level, audio, n);
  if (!meter->loud)
    return;
  for (int c = 0; c < 2; c++)
    true_peak_meter_process (&meter->true_peak[c], audio[c], n);
  loudness_process (&meter->loudness, audio, n);
}

void
strip_meter_read (StripMeter *meter, StripMeterReading *reading)
{
  *reading =
      (StripMeterReading){ .momentary = NAN, .short_term = NAN, .integrated = NAN, .range = NAN };
  meter_read (&meter->level, &reading->level);
  if (!meter->loud)
    return;
  for (int c = 0; c < 2; c++) {
    reading->true_peak[c] = true_peak_meter_read (&meter->true_peak[c]);
    true_peak_meter_restart (&meter->true_peak[c]);
  }
  reading->momentary = loudness_momentary (&meter->loudness);
  reading->short_term = loudness_short_term (&meter->loudness);
  reading->integrated = loudness_integrated (&meter->loudness);
  reading->range = loudness_range (&meter->loudness);
}

void
strip_meter_reset (StripMeter *meter)
{
  if (meter->loud)
    loudness_reset (&meter->loudness);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_meter.h"

#include <math.h>
#include <stddef.h>

#define SHOWINGS_PER_SECOND 100
#define LOUDNESS_EVERY 10 /* showings: integrated loudness and range cost more to read */

size_t
strip_meter_size (bool loud)
{
  return loud ? sizeof (StripMeter) : offsetof (StripMeter, true_peak);
}

void
strip_meter_init (StripMeter *meter, int rate, bool loud)
{
  meter->loud = loud;
  meter->every = rate / SHOWINGS_PER_SECOND;
  meter->since = 0;
  meter->showings = 0;
  for (int c = 0; c < 2; c++) {
    atomic_init (&meter->shown.peak[c], 0);
    atomic_init (&meter->shown.true_peak[c], 0);
    atomic_init (&meter->shown.rms[c], 0);
  }
  atomic_init (&meter->shown.correlation, 0);
  atomic_init (&meter->shown.reduction, 0);
  atomic_init (&meter->shown.momentary, NAN);
  atomic_init (&meter->shown.short_term, NAN);
  atomic_init (&meter->shown.integrated, NAN);
  atomic_init (&meter->shown.range, NAN);
  atomic_init (&meter->shown.restart, false);
  meter_init (&meter->level, 2);
  if (!loud)
    return;
  for (int c = 0; c < 2; c++)
    true_peak_meter_init (&meter->true_peak[c], rate);
  loudness_init (&meter->loudness, rate, 2, NULL);
}

static void
show_highest (_Atomic float *slot, float value)
{
  if (value > atomic_load_explicit (slot, memory_order_relaxed))
    atomic_store_explicit (slot, value, memory_order_relaxed);
}

static void
show (StripMeter *meter)
{
  MeterShown *shown = &meter->shown;
  MeterReading level;

  meter->since = 0;
  meter_read (&meter->level, &level);
  for (int c = 0; c < 2; c++) {
    show_highest (&shown->peak[c], level.peak[c]);
    atomic_store_explicit (&shown->rms[c], level.rms[c], memory_order_relaxed);
  }
  atomic_store_explicit (&shown->correlation, level.correlation, memory_order_relaxed);
  if (!meter->loud)
    return;
  for (int c = 0; c < 2; c++) {
    show_highest (&shown->true_peak[c], true_peak_meter_read (&meter->true_peak[c]));
    true_peak_meter_restart (&meter->true_peak[c]);
  }
  if (atomic_exchange_explicit (&shown->restart, false, memory_order_relaxed))
    loudness_reset (&meter->loudness);
  atomic_store_explicit (&shown->momentary, (float) loudness_momentary (&meter->loudness),
                         memory_order_relaxed);
  if (meter->showings-- > 0)
    return;
  meter->showings = LOUDNESS_EVERY - 1;
  atomic_store_explicit (&shown->short_term, (float) loudness_short_term (&meter->loudness),
                         memory_order_relaxed);
  atomic_store_explicit (&shown->integrated, (float) loudness_integrated (&meter->loudness),
                         memory_order_relaxed);
  atomic_store_explicit (&shown->range, (float) loudness_range (&meter->loudness),
                         memory_order_relaxed);
}

void
strip_meter_process (StripMeter *meter, const float *const *audio, int n)
{
  meter_process (&meter->level, audio, n);
  if (meter->loud) {
    for (int c = 0; c < 2; c++)
      true_peak_meter_process (&meter->true_peak[c], audio[c], n);
    loudness_process (&meter->loudness, audio, n);
  }
  meter->since += n;
  if (meter->since >= meter->every)
    show (meter);
}

void
strip_meter_reduce (StripMeter *meter, float reduction)
{
  show_highest (&meter->shown.reduction, reduction);
}

void
strip_meter_take (StripMeter *meter, StripMeterReading *reading)
{
  MeterShown *shown = &meter->shown;
  *reading = (StripMeterReading){ .momentary = atomic_load (&shown->momentary),
                                  .short_term = atomic_load (&shown->short_term),
                                  .integrated = atomic_load (&shown->integrated),
                                  .range = atomic_load (&shown->range) };
  for (int c = 0; c < 2; c++) {
    reading->level.peak[c] = atomic_exchange (&shown->peak[c], 0);
    reading->level.rms[c] = atomic_load (&shown->rms[c]);
    reading->true_peak[c] = atomic_exchange (&shown->true_peak[c], 0);
  }
  reading->reduction = atomic_exchange (&shown->reduction, 0);
  reading->level.correlation = atomic_load (&shown->correlation);
}

void
strip_meter_reset (StripMeter *meter)
{
  atomic_store (&meter->shown.restart, true);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/loudness_scan.h"

#include <math.h>
#include <string.h>

#include "dsp/loudness.h"
#include "dsp/true_peak.h"
#include "media/dynamic_range.h"

/* True peaks are kept for each 100 ms, so that those of the last 3 s are known at each step. */
#define STEPS_PER_SECOND 10
#define STEPS_OF_SHORT_TERM (3 * STEPS_PER_SECOND)

struct LoudnessScan {
  int rate, channels;
  Frames frames, step_end;
  int64_t steps;
  double step_peaks[STEPS_OF_SHORT_TERM]; /* linear, the largest channel's */
  double true_peak;
  double psr_min;
  LoudnessCurve curve;
  DynamicRange *range;
  Loudness loudness;
  TruePeakMeter true_peaks[LOUDNESS_MAX_CHANNELS];
};

static Frames
step_end (const LoudnessScan *scan)
{
  return int64_scale_floor (scan->steps + 1, scan->rate, STEPS_PER_SECOND);
}

/* Finer than the live meter: who masters to a ceiling wants to know within a tenth of a dB, and
 * cases 20 to 23 of Tech 3341 ask for it at 96 kHz. */
static void
init_true_peak (TruePeakMeter *meter, int rate)
{
  true_peak_meter_init (meter, rate);
  true_peak_kernel_init (&meter->kernel, rate < 160000 ? 8 : 4, 32);
}

LoudnessScan *
loudness_scan_new (int rate, int channels)
{
  g_return_val_if_fail (
      rate >= LOUDNESS_MIN_RATE && channels >= 1 && channels <= LOUDNESS_MAX_CHANNELS, NULL);

  LoudnessScan *scan = g_new0 (LoudnessScan, 1);
  scan->rate = rate;
  scan->channels = channels;
  scan->psr_min = INFINITY;
  loudness_curve_init (&scan->curve);
  scan->step_end = step_end (scan);
  scan->range = dynamic_range_new (rate, channels);
  loudness_init (&scan->loudness, rate, channels, NULL);
  for (int channel = 0; channel < channels; channel++)
    init_true_peak (&scan->true_peaks[channel], rate);
  return scan;
}

void
loudness_scan_free (LoudnessScan *scan)
{
  dynamic_range_free (scan->range);
  g_free (scan);
}

static double
largest (const double *values, int n)
{
  double found = 0;
  for (int i = 0; i < n; i++)
    found = MAX (found, values[i]);
  return found;
}

/* The intervals that have passed, not those that wait for their right-hand samples: these count in
 * the next step. */
static double
take_step_peak (LoudnessScan *scan)
{
  double peak = 0;
  for (int channel = 0; channel < scan->channels; channel++) {
    peak = MAX (peak, scan->true_peaks[channel].peak);
    true_peak_meter_restart (&scan->true_peaks[channel]);
  }
  return peak;
}

static void
end_step (LoudnessScan *scan)
{
  const double peak = take_step_peak (scan);
  scan->true_peak = MAX (scan->true_peak, peak);
  scan->step_peaks[scan->steps % STEPS_OF_SHORT_TERM] = peak;
  scan->steps++;
  scan->step_end = step_end (scan);
  const double short_term = loudness_short_term (&scan->loudness);
  loudness_curve_add (&scan->curve, loudness_momentary (&scan->loudness), short_term);
  if (scan->steps < STEPS_OF_SHORT_TERM)
    return;

  if (short_term > LOUDNESS_GATE) {
    const double top = 20 * log10 (largest (scan->step_peaks, STEPS_OF_SHORT_TERM));
    scan->psr_min = MIN (scan->psr_min, top - short_term);
  }
}

void
loudness_scan_process (LoudnessScan *scan, const float *const *audio, int n)
{
  for (int done = 0; done < n;) {
    const int take = (int) int64_min (n - done, scan->step_end - scan->frames);
    const float *from[LOUDNESS_MAX_CHANNELS];
    for (int channel = 0; channel < scan->channels; channel++) {
      from[channel] = audio[channel] + done;
      true_peak_meter_process (&scan->true_peaks[channel], from[channel], take);
    }
    loudness_process (&scan->loudness, from, take);
    dynamic_range_process (scan->range, from, take);
    done += take;
    scan->frames += take;
    if (scan->frames == scan->step_end)
      end_step (scan);
  }
}

static double
or_nan (double value)
{
  return isfinite (value) ? value : NAN;
}

void
loudness_scan_finish (LoudnessScan *scan, LoudnessReport *report)
{
  for (int channel = 0; channel < scan->channels; channel++)
    scan->true_peak = MAX (scan->true_peak, true_peak_meter_read (&scan->true_peaks[channel]));

  *report = (LoudnessReport){
    .rate = scan->rate,
    .channels = scan->channels,
    .seconds = (double) scan->frames / scan->rate,
    .integrated = or_nan (loudness_integrated (&scan->loudness)),
    .momentary_max = or_nan (loudness_momentary_max (&scan->loudness)),
    .short_term_max = or_nan (loudness_short_term_max (&scan->loudness)),
    .lra = or_nan (loudness_range (&scan->loudness)),
    .true_peak = or_nan (20 * log10 (scan->true_peak)),
    .sample_peak = or_nan (20 * log10 (dynamic_range_peak (scan->range))),
    .psr_min = or_nan (scan->psr_min),
    .dr = dynamic_range_finish (scan->range),
    .curve = scan->curve,
  };
  report->plr = report->true_peak - report->integrated;
}

const LoudnessHistogram *
loudness_scan_blocks (const LoudnessScan *scan)
{
  return &scan->loudness.blocks;
}

void
loudness_report_clear (LoudnessReport *report)
{
  g_free (report->file);
  memset (report, 0, sizeof *report);
}

/* A thousandth is finer than any of the figures means. */
static void
write_level (JsonWriter *json, const char *name, double value)
{
  json_double (json, name, rint (value * 1000) / 1000);
}

void
loudness_report_write (const LoudnessReport *report, JsonWriter *json, const char *name)
{
  json_open_object (json, name);
  json_string (json, "file", report->file);
  json_int (json, "rate", report->rate);
  json_int (json, "channels", report->channels);
  json_double (json, "seconds", report->seconds);
  write_level (json, "integrated", report->integrated);
  write_level (json, "momentary_max", report->momentary_max);
  write_level (json, "short_term_max", report->short_term_max);
  write_level (json, "lra", report->lra);
  write_level (json, "true_peak", report->true_peak);
  write_level (json, "sample_peak", report->sample_peak);
  write_level (json, "plr", report->plr);
  write_level (json, "psr_min", report->psr_min);
  write_level (json, "dr", report->dr);
  json_close_object (json);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/analysis.h"

#include <math.h>
#include <string.h>

#include "ui/desk/tuner.h"

#define MOST (INSERT_TAP_FRAMES / 2)
#define CORRELATION_SECONDS 0.3
#define SILENCE 1e-10 /* power */
#define REACH_FALL 12.0 /* dB per second */
#define LEAST_REACH 0.01
#define CONCERT_A 440.0
#define TUNE_EVERY 0.05 /* seconds */

static void
forget_held (Analysis *analysis)
{
  for (int i = 0; i < SPECTRUM_POINTS; i++)
    analysis->held[i] = SPECTRUM_FLOOR;
}

void
analysis_restart (Analysis *analysis)
{
  loudness_reset (&analysis->loudness);
  for (int c = 0; c < 2; c++)
    true_peak_meter_restart (&analysis->peaks[c]);
  analysis->momentary = analysis->short_term = analysis->true_peak = -INFINITY;
  analysis->integrated = analysis->range = NAN;
  forget_held (analysis);
}

void
analysis_init (Analysis *analysis, int rate)
{
  *analysis = (Analysis){ .rate = rate, .correlation = 1, .silent = true };
  spectrum_clear (&analysis->now);
  spectrum_clear (&analysis->key);
  loudness_init (&analysis->loudness, rate, 2, NULL);
  for (int c = 0; c < 2; c++)
    true_peak_meter_init (&analysis->peaks[c], rate);
  analysis_restart (analysis);
}

/* Both channels of the last n frames. */
static void
copy_stereo (AnalysisCopy *copy, void *source, float *left, float *right, int n)
{
  copy (source, INSERT_TAP_AFTER, left, n);
  copy (source, INSERT_TAP_SIDE, right, n);
  for (int i = 0; i < n; i++) {
    const float mid = left[i], side = right[i];
    left[i] = mid + side;
    right[i] = mid - side;
  }
}

/* Always, so that another view in between leaves nothing out. */
static void
measure_loudness (Analysis *analysis, int n, AnalysisCopy *copy, void *source)
{
  float left[MOST], right[MOST];

  copy_stereo (copy, source, left, right, n);
  loudness_process (&analysis->loudness, (const float *const[]){ left, right }, n);
  true_peak_meter_process (&analysis->peaks[0], left, n);
  true_peak_meter_process (&analysis->peaks[1], right, n);
  analysis->momentary = loudness_momentary (&analysis->loudness);
  analysis->short_term = loudness_short_term (&analysis->loudness);
  analysis->integrated = loudness_integrated (&analysis->loudness);
  analysis->range = loudness_range (&analysis->loudness);
  const float peak = fmaxf (true_peak_meter_read (&analysis->peaks[0]),
                            true_peak_meter_read (&analysis->peaks[1]));
  analysis->true_peak = peak > 0 ? 20 * log10 ((double) peak) : -INFINITY;
}

static void
see_spectrum (Analysis *analysis, const AnalysisSettings *settings, double seconds,
              AnalysisCopy *copy, void *source)
{
  float frames[SPECTRUM_FRAMES];

  copy (source, INSERT_TAP_AFTER, frames, SPECTRUM_FRAMES);
  spectrum_step (&analysis->now, frames, analysis->rate, settings->tilt, settings->fall * seconds);
  copy (source, INSERT_TAP_KEY, frames, SPECTRUM_FRAMES);
  spectrum_step (&analysis->key, frames, analysis->rate, settings->tilt, settings->fall * seconds);
  if (settings->hold && !analysis->holds)
    forget_held (analysis);
  analysis->holds = settings->hold;
  for (int i = 0; i < SPECTRUM_POINTS && settings->hold; i++)
    analysis->held[i] = fmax (analysis->held[i], analysis->now.db[i]);
}

/* The correlation coefficient and the balance of power, both over the same falling window. */
static void
see_stereo (Analysis *analysis, int n, double seconds, AnalysisCopy *copy, void *source)
{
  float left[MOST], right[MOST];
  double *products = analysis->products;
  const double keep = exp (-n / (CORRELATION_SECONDS * analysis->rate));
  double sums[3] = { 0 };

  copy_stereo (copy, source, left, right, n);
  for (int i = 0; i < n; i++) {
    sums[0] += (double) left[i] * (double) right[i];
    sums[1] += (double) left[i] * (double) left[i];
    sums[2] += (double) right[i] * (double) right[i];
  }
  for (int i = 0; i < 3; i++)
    products[i] = products[i] * keep + sums[i] / n * (1 - keep);
  const double both = sqrt (products[1] * products[2]);
  analysis->silent = products[1] + products[2] < SILENCE;
  analysis->correlation = both > SILENCE     ? fmin (fmax (products[0] / both, -1), 1)
                          : analysis->silent ? 1
                                             : 0;
  analysis->balance =
      analysis->silent ? 0 : 10 * log10 ((products[2] + SILENCE) / (products[1] + SILENCE));
  copy (source, INSERT_TAP_AFTER, analysis->mid, ANALYSIS_SCOPE);
  copy (source, INSERT_TAP_SIDE, analysis->side, ANALYSIS_SCOPE);
  analysis->reach = fmax (analysis->reach * pow (10, -REACH_FALL * seconds / 20), LEAST_REACH);
  for (int i = 0; i < ANALYSIS_SCOPE; i++)
    analysis->reach = fmax (analysis->reach,
                            (double) fmaxf (fabsf (analysis->mid[i]), fabsf (analysis->side[i])));
}

static void
see_note (Analysis *analysis, const AnalysisSettings *settings, double seconds, AnalysisCopy *copy,
          void *source)
{
  float frames[TUNER_FRAMES];

  analysis->tuned += seconds;
  if (analysis->tuned < TUNE_EVERY)
    return;
  analysis->tuned = 0;
  copy (source, INSERT_TAP_AFTER, frames, TUNER_FRAMES);
  analysis->has_note = tuner_find (frames, TUNER_FRAMES, analysis->rate, &analysis->hz);
  if (analysis->has_note)
    analysis->note = tuner_note (analysis->hz * CONCERT_A / settings->a4, &analysis->cents);
}

bool
analysis_step (Analysis *analysis, const AnalysisSettings *settings, uint64_t written,
               double seconds, AnalysisCopy *copy, void *source)
{
  const uint64_t came = written - analysis->seen;
  const int n = came < MOST ? (int) came : MOST;

  if (n == 0)
    return false;
  analysis->seen = written;
  measure_loudness (analysis, n, copy, source);
  switch (settings->view) {
  case ANALYZER_SPECTRUM:
    see_spectrum (analysis, settings, seconds, copy, source);
    break;
  case ANALYZER_STEREO:
    see_stereo (analysis, n, seconds, copy, source);
    break;
  case ANALYZER_TUNER:
    see_note (analysis, settings, seconds, copy, source);
    break;
  case ANALYZER_LOUDNESS:
    break;
  }
  return true;
}

bool
analysis_rest (Analysis *analysis, const AnalysisSettings *settings, double seconds)
{
  const double fall = settings->fall * seconds;
  bool moves = spectrum_fall (&analysis->now, fall);

  moves |= spectrum_fall (&analysis->key, fall);
  moves |= !analysis->silent || analysis->has_note;
  if (!analysis->silent) {
    memset (analysis->mid, 0, sizeof analysis->mid);
    memset (analysis->side, 0, sizeof analysis->side);
    memset (analysis->products, 0, sizeof analysis->products);
    analysis->silent = true;
    analysis->correlation = 1;
    analysis->balance = 0;
  }
  analysis->has_note = false;
  return moves;
}

void
analysis_keep (Analysis *analysis)
{
  analysis->keeps = !analysis->keeps;
  memcpy (analysis->kept, analysis->now.db, sizeof analysis->kept);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/loudness.h"

#include <string.h>

#include "base/math.h"

#define SIDE 1.41 /* BS.1770-5 table 3: +1.5 dB for sound from beside the head */

/* Silence to stand in for the second channel of an odd last pair, longer than any usual hop. */
#define SILENCE_FRAMES 1024
static const float silence[SILENCE_FRAMES];

static const double default_weights[LOUDNESS_MAX_CHANNELS][LOUDNESS_MAX_CHANNELS] = {
  { 1 },
  { 1, 1 },
  { 1, 1, 1 },
  { 1, 1, SIDE, SIDE },
  { 1, 1, 1, SIDE, SIDE },
  { 1, 1, 1, 0, SIDE, SIDE },
  { 1, 1, 1, 0, 1, SIDE, SIDE }, /* 6.1: back center, sides */
  { 1, 1, 1, 0, 1, 1, SIDE, SIDE }, /* 7.1: back pair, sides */
};

void
loudness_init (Loudness *loudness, int rate, int channels, const double *weights)
{
  memset (loudness, 0, sizeof *loudness);
  loudness->rate = rate;
  loudness->channels = channels;
  loudness->momentary.length = LOUDNESS_MOMENTARY_HOPS;
  loudness->short_term.length = LOUDNESS_SHORT_TERM_HOPS;

  int n_measured = 0;
  for (int channel = 0; channel < channels; channel++) {
    const double weight = (weights ? weights : default_weights[channels - 1])[channel];
    if (weight == 0)
      continue;
    loudness->weights[n_measured] = weight;
    loudness->measured[n_measured++] = channel;
  }
  if (n_measured % 2 == 1)
    loudness->measured[n_measured++] = -1;

  loudness->n_pairs = n_measured / 2;
  for (int pair = 0; pair < loudness->n_pairs; pair++)
    k_weighting_pair_init (&loudness->pairs[pair], rate);
  loudness_reset (loudness);
}

/* Hops end at the frames nearest below multiples of 5 ms, so that windows keep their length at
 * rates that 200 does not divide. */
static Frames
hop_end (const Loudness *loudness, int64_t hop)
{
  return int64_scale_floor (hop + 1, loudness->rate, LOUDNESS_HOPS_PER_SECOND);
}

static void
window_reset (LoudnessWindow *window)
{
  window->energy = 0;
  window->max_power = -1;
}

void
loudness_reset (Loudness *loudness)
{
  for (int pair = 0; pair < loudness->n_pairs; pair++)
    k_weighting_pair_reset (&loudness->pairs[pair]);
  loudness->frames = 0;
  loudness->hops = 0;
  loudness->hop_end = hop_end (loudness, 0);
  memset (loudness->ring, 0, sizeof loudness->ring);
  window_reset (&loudness->momentary);
  window_reset (&loudness->short_term);
  loudness_histogram_reset (&loudness->blocks);
  loudness_histogram_reset (&loudness->spread);
}

/* Mean square of the last `length` hops, counted in the frames that they really have. */
static double
window_power (const Loudness *loudness, const LoudnessWindow *window)
{
  const int64_t first = loudness->hops - window->length;
  return window->energy / (hop_end (loudness, loudness->hops - 1) - hop_end (loudness, first - 1));
}

static double
ring_sum (const Loudness *loudness, int length)
{
  double sum = 0;
  for (int64_t hop = int64_max (loudness->hops - length, 0); hop < loudness->hops; hop++)
    sum += loudness->ring[hop % LOUDNESS_SHORT_TERM_HOPS];
  return sum;
}

/* Takes the newest hop in. What leaves is subtracted, and as that rounds, the sum is made anew once
 * in a turn of the ring: a loud passage would else leave its rounding behind in the silence. */
static void
window_slide (Loudness *loudness, LoudnessWindow *window, double entering, double leaving)
{
  if (loudness->hops % LOUDNESS_SHORT_TERM_HOPS == 0)
    window->energy = ring_sum (loudness, window->length);
  else
    window->energy = window->energy - leaving + entering;
  if (window->energy < 0)
    window->energy = 0;

  if (loudness->hops >= window->length) {
    const double power = window_power (loudness, window);
    if (power > window->max_power)
      window->max_power = power;
  }
}

static double
take_energy (Loudness *loudness)
{
  double sum = 0;
  for (int pair = 0; pair < loudness->n_pairs; pair++) {
    double a, b;
    k_weighting_pair_take (&loudness->pairs[pair], &a, &b);
    sum += loudness->weights[2 * pair] * a + loudness->weights[2 * pair + 1] * b;
  }
  return sum;
}

static void
end_hop (Loudness *loudness)
{
  const double entering = take_energy (loudness);
  double *const slot = &loudness->ring[loudness->hops % LOUDNESS_SHORT_TERM_HOPS];
  const int64_t leaving = loudness->hops - LOUDNESS_MOMENTARY_HOPS;
  const double leaves_momentary =
      leaving < 0 ? 0 : loudness->ring[leaving % LOUDNESS_SHORT_TERM_HOPS];
  const double leaves_short_term = *slot;
  *slot = entering;
  loudness->hops++;
  loudness->hop_end = hop_end (loudness, loudness->hops);
  window_slide (loudness, &loudness->momentary, entering, leaves_momentary);
  window_slide (loudness, &loudness->short_term, entering, leaves_short_term);

  if (loudness->hops % LOUDNESS_STEP_HOPS != 0)
    return;
  if (loudness->hops >= LOUDNESS_MOMENTARY_HOPS)
    loudness_histogram_add (&loudness->blocks, window_power (loudness, &loudness->momentary));
  if (loudness->hops >= LOUDNESS_SHORT_TERM_HOPS)
    loudness_histogram_add (&loudness->spread, window_power (loudness, &loudness->short_term));
}

static void
weight (Loudness *loudness, const float *const *audio, int offset, int n)
{
  for (int pair = 0; pair < loudness->n_pairs; pair++) {
    const int a = loudness->measured[2 * pair], b = loudness->measured[2 * pair + 1];
    k_weighting_pair_process (&loudness->pairs[pair], audio[a] + offset,
                              b < 0 ? silence : audio[b] + offset, n);
  }
}

void
loudness_process (Loudness *loudness, const float *const *audio, int n)
{
  for (int done = 0; done < n;) {
    const Frames left = int64_min (n - done, loudness->hop_end - loudness->frames);
    const int take = (int) int64_min (left, SILENCE_FRAMES);
    weight (loudness, audio, done, take);
    done += take;
    loudness->frames += take;
    if (loudness->frames == loudness->hop_end)
      end_hop (loudness);
  }
}

double
loudness_momentary (const Loudness *loudness)
{
  return loudness->hops == 0 ? -INFINITY
                             : loudness_from_power (window_power (loudness, &loudness->momentary));
}

double
loudness_short_term (const Loudness *loudness)
{
  return loudness->hops == 0 ? -INFINITY
                             : loudness_from_power (window_power (loudness, &loudness->short_term));
}

double
loudness_momentary_max (const Loudness *loudness)
{
  return loudness->momentary.max_power < 0 ? NAN
                                           : loudness_from_power (loudness->momentary.max_power);
}

double
loudness_short_term_max (const Loudness *loudness)
{
  return loudness->short_term.max_power < 0 ? NAN
                                            : loudness_from_power (loudness->short_term.max_power);
}

double
loudness_integrated (const Loudness *loudness)
{
  return loudness_histogram_integrated (&loudness->blocks);
}

double
loudness_range (const Loudness *loudness)
{
  return loudness_histogram_range (&loudness->spread);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/hash.h"
#include "media/stretch.h"

#include <math.h>
#include <sndfile.h>
#include <stdlib.h>

#define RATE 48000
#define SPACE 11213
#define FRAMES (9 * SPACE)
#define CLICKS 7

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
onset_ms (const PcmFile *file, Frames expected)
{
  enum { AROUND = 1200 };
  static float around[2 * AROUND];
  float *const planar[] = { around };
  float peak = 0.0f;
  pcm_read (file, expected - AROUND, 2 * AROUND, 0, 1, planar);
  for (int i = 0; i < 2 * AROUND; i++)
    peak = fmaxf (peak, fabsf (around[i]));
  g_assert_cmpfloat (peak, >, 0.1);
  int at = 0;
  while (fabsf (around[at]) < 0.3f * peak)
    at++;
  return (at - AROUND) * 1e3 / RATE;
}

/* Bursts of noise begin where they should: the median within 1.6 ms, each within 3.5 ms. */
static void
test_onsets (void)
{
  static const struct {
    double ratio, semitones;
  } cases[] = { { 0.75, 0 }, { 1.25, 0 }, { 1.5, 0 }, { 2, 0 }, { 1, 7 }, { 1, 12 } };
  char *folder = fixture_folder ();
  float *samples = g_new (float, FRAMES);
  for (int i = 0; i < FRAMES; i++)
    samples[i] = 1e-4f * hash_noise (1, i);
  for (int k = 0; k < CLICKS; k++)
    for (int i = 0; i < 1200; i++)
      samples[(k + 1) * SPACE + i] +=
          i ? 0.8f * hash_noise (2, k * 1200 + i) * expf (-(float) i / 240) : 0.95f;
  char *source =
      fixture_write (folder, "a.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, RATE, 1, samples, FRAMES);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const StretchSpec spec = { .ratio = cases[i].ratio, .semitones = cases[i].semitones };
    GError *error = NULL;
    PcmFile *file = stretch_open (source, NULL, RATE, &spec, folder, &error);
    g_assert_no_error (error);
    g_assert_cmpint (pcm_info (file)->frames, ==, (Frames) ceil (FRAMES * spec.ratio));
    double onsets[CLICKS];
    for (int k = 0; k < CLICKS; k++)
      onsets[k] = onset_ms (file, (Frames) rint ((k + 1) * SPACE * spec.ratio));
    qsort (onsets, CLICKS, sizeof *onsets, compare);
    g_test_message ("ratio %g, %g semitones: %.2f, %.2f .. %.2f ms", spec.ratio, spec.semitones,
                    onsets[CLICKS / 2], onsets[0], onsets[CLICKS - 1]);
    g_assert_cmpfloat (fabs (onsets[CLICKS / 2]), <, 1.6);
    g_assert_cmpfloat (onsets[0], >, -3.5);
    g_assert_cmpfloat (onsets[CLICKS - 1], <, 3.5);
    pcm_unref (file);
  }
  g_free (source);
  g_free (samples);
  fixture_remove_folder (folder);
}

/* Pinned bursts come where they are pinned, and what lies between runs evenly; the length stays. */
static void
test_points (void)
{
  static const double ratios[] = { 1, 1.25 };
  char *folder = fixture_folder ();
  g_autofree float *samples = g_new (float, FRAMES);
  for (int i = 0; i < FRAMES; i++)
    samples[i] = 1e-4f * hash_noise (1, i);
  for (int k = 0; k < CLICKS; k++)
    for (int i = 0; i < 1200; i++)
      samples[(k + 1) * SPACE + i] +=
          i ? 0.8f * hash_noise (2, k * 1200 + i) * expf (-(float) i / 240) : 0.95f;
  char *source =
      fixture_write (folder, "a.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, RATE, 1, samples, FRAMES);
  for (size_t r = 0; r < G_N_ELEMENTS (ratios); r++) {
    const double ratio = ratios[r];
    /* The third burst later by a fifth of the way to the fourth, the sixth earlier by as much. */
    const StretchPoint points[] = { { 3 * SPACE, 3.2 * SPACE * ratio },
                                    { 6 * SPACE, 5.8 * SPACE * ratio } };
    const double places[CLICKS] = { 3.2 / 3,       6.4 / 3, 3.2,          3.2 + 2.6 / 3,
                                    5.8 - 2.6 / 3, 5.8,     5.8 + 3.2 / 3 };
    const StretchSpec spec = { .ratio = ratio, .points = points, .n_points = 2 };
    GError *error = NULL;
    PcmFile *file = stretch_open (source, NULL, RATE, &spec, folder, &error);
    g_assert_no_error (error);
    g_assert_cmpint (pcm_info (file)->frames, ==, (Frames) ceil (FRAMES * ratio));
    double worst = 0;
    for (int k = 0; k < CLICKS; k++) {
      const double ms = onset_ms (file, (Frames) rint (places[k] * SPACE * ratio));
      g_test_message ("ratio %g, burst %d: %.2f ms", ratio, k, ms);
      worst = fmax (worst, fabs (ms));
    }
    g_assert_cmpfloat (worst, <, 2.5);
    pcm_unref (file);
    /* Without points it is another file in the cache. */
    const StretchSpec straight = { .ratio = ratio, .semitones = 1e-9 };
    file = stretch_open (source, NULL, RATE, &straight, folder, &error);
    g_assert_no_error (error);
    g_assert_cmpfloat (fabs (onset_ms (file, (Frames) rint (3 * SPACE * ratio))), <, 3.5);
    pcm_unref (file);
  }
  g_free (source);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stretch/onsets", test_onsets);
  g_test_add_func ("/stretch/points", test_points);
  return g_test_run ();
}

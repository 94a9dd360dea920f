/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/limiter.h"

#include "base/hash.h"
#include "base/math.h"
#include "peak_reference.h"
#include "processor_check.h"
#include "sanitized.h"
#include "step_check.h"

#include <string.h>

#define LENGTH 10240

typedef float Stereo[2][LENGTH];

/* Sustained and sudden, at half the rate and far below, sampled on and off the crest. */
enum {
  NOISE,
  SIGNS,
  GAUSS,
  CLIPPED_NOISE,
  SQUARE,
  SQUARE_HIGH,
  NOISE_BURSTS,
  TONE_BURSTS,
  QUARTER,
  SIXTH,
  HIGH_TONE,
  NEAR_NYQUIST,
  TWIN_HIGH,
  DRUMS,
  CLICKS,
  SWEEP,
  BASS,
  CREST_OFF,
  SONG,
  N_MATERIALS
};

static const char *const names[N_MATERIALS] = {
  "noise",       "signs",        "gauss",           "clipped noise", "square",
  "high square", "noise bursts", "tone bursts",     "quarter",       "sixth",
  "high tone",   "near Nyquist", "twin high",       "drums",         "clicks",
  "sweep",       "bass",         "off-crest burst", "song"
};

static float
gauss (uint64_t key, int i)
{
  float sum = 0;
  for (int k = 0; k < 12; k++)
    sum += hash_noise (key, (int64_t) i * 12 + k);
  return sum * 0.5f;
}

/* Bass, a chord and drums, as a mix has them. */
static double
song (uint64_t key, int c, double t, int rate)
{
  static const double chord[] = { 220, 277.2, 329.6, 440 };
  const double s = t / rate, beat = fmod (s, 0.11), hat = fmod (s, 0.055);
  double sum = 0.5 * sin (2 * G_PI * 55 * s) + sin (2 * G_PI * 60 * beat) * exp (-beat / 0.03);
  for (int k = 0; k < 4; k++)
    for (int h = 1; h < 8; h++)
      sum += 0.12 / h * sin (2 * G_PI * chord[k] * h * s * (1 + 0.001 * c));
  return sum + 0.4 * exp (-hat / 0.01) * hash_noise (key, (int64_t) t);
}

static double
material (int kind, int c, int i, int rate)
{
  const uint64_t key = hash_key (11, (Id) kind, (unsigned) c);
  const double t = i, turn = 2 * G_PI * t, noise = hash_noise (key, i);
  const int hit = i % (rate / 8);

  switch (kind) {
  case NOISE:
    return noise;
  case SIGNS:
    return noise > 0 ? 1 : -1;
  case GAUSS:
    return 0.3 * gauss (key, i);
  case CLIPPED_NOISE:
    return CLAMP (gauss (key, i), -1, 1);
  case SQUARE:
    return sin (turn * 997.0 / rate + c) > 0 ? 1 : -1;
  case SQUARE_HIGH:
    return sin (turn * 7919.0 / rate + c) > 0 ? 1 : -1;
  case NOISE_BURSTS:
    return (i / 700) % 3 == 0 ? noise : 0.001 * noise;
  case TONE_BURSTS:
    return (i / 611) % 3 == 0 ? sin (turn * 6000.0 / rate + 0.4) : 0;
  case QUARTER:
    return sin (turn * 0.25 + G_PI / 4);
  case SIXTH:
    return sin (turn / 6 + G_PI / 3);
  case HIGH_TONE:
    return sin (turn * 0.4413 + c);
  case NEAR_NYQUIST:
    return (i / 900) % 2 ? sin (turn * 0.487) : 0;
  case TWIN_HIGH:
    return 0.5 * sin (turn * 0.40) + 0.5 * sin (turn * 0.43 + c);
  case DRUMS:
    return CLAMP (
        3 * exp (-hit / (0.05 * rate)) * (0.6 * noise + sin (2 * G_PI * hit * 70.0 / rate)), -1, 1);
  case CLICKS:
    return i % 1013 == 0 ? 1 : i % 1013 == 1 ? 1 - 2 * c : 0.01 * noise;
  case SWEEP:
    return sin (G_PI * 0.49 * t * t / LENGTH);
  case BASS:
    return sin (turn * 50.0 / rate);
  case SONG:
    return song (key, c, t, rate);
  default:
    return (i / 800) % 2 ? cos (G_PI * (i % 800 - 400.5) * 0.9) : 0;
  }
}

static void
fill (Stereo audio, int kind, int rate)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      audio[c][i] =
          i < LENGTH - 1500 ? (float) material (kind, c, i, rate) : 0; /* it stops in full */
}

static void
run (const char *settings, int rate, Stereo audio)
{
  Rig *rig = rig_new (&limiter_processor, rate, 2, settings);
  rig_process (rig, (float *const[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
}

/* Whatever it is, it gets as loud as it may. */
#define LANDS_WITHIN 0.1 /* dB under the ceiling */

static void
check_ceiling (const char *settings, int rate, double ceiling_db)
{
  g_autofree Stereo *audio = g_new (Stereo, 1);
  double worst = -1000;

  for (int kind = 0; kind < N_MATERIALS; kind += SANITIZED ? 5 : 1) {
    fill (*audio, kind, rate);
    run (settings, rate, *audio);
    const double peak =
        fmax (peak_reference ((*audio)[0], LENGTH), peak_reference ((*audio)[1], LENGTH));
    const double over = 20 * log10 (peak) - ceiling_db;
    g_test_message ("%d %s, %s: %+.3f dB", rate, settings, names[kind], over);
    g_assert_cmpfloat (over, <, 0.1);
    g_assert_cmpfloat (over, >, -LANDS_WITHIN);
    worst = fmax (worst, over);
  }
  g_test_message ("%d %s: worst %+.3f dB", rate, settings, worst);
}

static void
test_ceiling_44100 (void)
{
  check_ceiling ("gain=20", 44100, -1);
  check_ceiling ("gain=3", 44100, -1);
  check_ceiling ("gain=6 style=loud release=5 auto_release=off ceiling=0", 44100, 0);
}

static void
test_ceiling_48000 (void)
{
  check_ceiling ("gain=20", 48000, -1);
  check_ceiling ("gain=12 style=punchy lookahead=0.5", 48000, -1);
  check_ceiling ("gain=10 link=0 lookahead=10 ceiling=-6", 48000, -6);
}

static void
test_ceiling_96000 (void)
{
  check_ceiling ("gain=20", 96000, -1);
  check_ceiling ("gain=3 style=loud lookahead=0.5 release=5", 96000, -1);
}

/* Under the ceiling the output is the input, later. */
static void
test_below_is_a_delay (void)
{
  const int rates[] = { 44100, 96000, 192000 };
  g_autofree Stereo *in = g_new (Stereo, 1), *out = g_new (Stereo, 1);

  for (int r = 0; r < 3; r++)
    for (int style = 0; style < 3; style++) {
      g_autofree char *settings =
          g_strdup_printf ("style=%d lookahead=%d link=%d", style, 1 + 4 * style, 50 * style);
      Rig *rig = rig_new (&limiter_processor, rates[r], 2, settings);
      const int latency = rig_latency (rig);
      for (int c = 0; c < 2; c++)
        for (int i = 0; i < LENGTH; i++)
          (*in)[c][i] = (*out)[c][i] =
              (float) (0.62 * sin (0.03 * i + c) +
                       0.1 * hash_noise (hash_key (2, 2, (unsigned) c), i));
      rig_process (rig, (float *const[]){ (*out)[0], (*out)[1] }, NULL, LENGTH);
      for (int c = 0; c < 2; c++)
        for (int i = latency; i < LENGTH; i++)
          g_assert_cmpfloat ((*out)[c][i], ==, (*in)[c][i - latency]);
      g_assert_cmpfloat (limiter_gain_reduction_db (rig->state), ==, 0);
      g_test_message ("%d Hz, %s: latency %d", rates[r], settings, latency);
      rig_free (rig);
    }
}

static double
harmonic (const float *x, int n, double f)
{
  double re = 0, im = 0, sum = 0;
  for (int i = 0; i < n; i++) {
    const double u = 2 * G_PI * (i + 0.5) / n;
    const double w = 0.35875 - 0.48829 * cos (u) + 0.14128 * cos (2 * u) - 0.01168 * cos (3 * u);
    re += w * x[i] * cos (2 * G_PI * f * i);
    im += w * x[i] * sin (2 * G_PI * f * i);
    sum += w;
  }
  return 2 * hypot (re, im) / sum;
}

/* A tone 6 dB over comes out at the ceiling, not below it, and stays a tone. */
static void
test_tone_stays_clean (void)
{
  enum { FRAMES = 96000 };
  const struct {
    const char *settings;
    double hz, distortion_db;
  } cases[] = { { "", 1000, -90 },
                { "", 100, -60 },
                { "", 50, -47 },
                { "style=punchy", 100, -45 },
                { "style=loud", 100, -38 },
                { "release=500", 50, -55 } };
  g_autofree float *x = g_new (float, FRAMES);

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++) {
    const double f = cases[k].hz / 48000;
    Rig *rig = rig_new (&limiter_processor, 48000, 1, cases[k].settings);
    double worst = 0;
    for (int i = 0; i < FRAMES; i++)
      x[i] = (float) (db_to_gain (5) * sin (2 * G_PI * f * i));
    rig_process (rig, (float *const[]){ x, NULL }, NULL, FRAMES);
    const double level = harmonic (x + FRAMES / 2, FRAMES / 2, f);
    for (int h = 2; h < 10; h++)
      worst = fmax (worst, harmonic (x + FRAMES / 2, FRAMES / 2, f * h));
    g_test_message (
        "%g Hz, 6 dB over, '%s': %.2f dBFS, strongest harmonic %.1f dB, reduction %.2f dB",
        cases[k].hz, cases[k].settings, 20 * log10 (level), 20 * log10 (worst / level),
        limiter_gain_reduction_db (rig->state));
    g_assert_cmpfloat (20 * log10 (worst / level), <, cases[k].distortion_db);
    g_assert_cmpfloat (20 * log10 (level), >, -1.3);
    g_assert_cmpfloat (fabs (limiter_gain_reduction_db (rig->state) - 6.03), <, 0.3);
    rig_free (rig);
  }
}

/* At any frequency, on and off the crest. */
static void
test_tone_lands_at_the_ceiling (void)
{
  enum { FRAMES = 4096 };
  const double tones[] = { 0.005, 0.0621, 0.125, 1 / 6.0, 0.25, 0.4, 0.45, 0.47, 0.485, 0.494 };
  float x[FRAMES];

  for (size_t t = 0; t < G_N_ELEMENTS (tones); t++) {
    Rig *rig = rig_new (&limiter_processor, 48000, 1, "ceiling=-1");
    const int latency = rig_latency (rig);
    for (int i = 0; i < FRAMES; i++)
      x[i] =
          (float) (i < FRAMES - latency ? db_to_gain (5) * sin (2 * G_PI * tones[t] * i + 0.7) : 0);
    rig_process (rig, (float *const[]){ x, NULL }, NULL, FRAMES);
    rig_free (rig);
    const double over = 20 * log10 (peak_reference (x, FRAMES)) + 1;
    g_test_message ("%.3f of the rate, 6 dB over: %+.3f dB", tones[t], over);
    g_assert_cmpfloat (fabs (over), <, 0.1);
  }
}

static void
test_link (void)
{
  g_autofree Stereo *audio = g_new (Stereo, 1), *before = g_new (Stereo, 1);
  double right[2];

  for (int linked = 0; linked < 2; linked++) {
    for (int i = 0; i < LENGTH; i++) {
      (*audio)[0][i] = (float) (2 * sin (0.05 * i));
      (*audio)[1][i] = (*before)[1][i] = (float) (0.1 * sin (0.07 * i));
    }
    run (linked ? "" : "link=0", 48000, *audio);
    right[linked] = 0;
    for (int i = LENGTH / 2; i < LENGTH; i++)
      right[linked] = fmax (right[linked], fabsf ((*audio)[1][i]));
  }
  g_assert_cmpfloat (fabs (right[0] - 0.1), <, 1e-3);
  g_assert_cmpfloat (fabs (20 * log10 (right[1] / 0.1) + 7.03), <, 0.1);
}

/* Gain moves by 60 dB under the ceiling: nothing above 8 kHz. */
static void
test_gain_step (void)
{
  enum { FRAMES = 12288 };
  g_autofree float *x = g_new (float, FRAMES);
  Rig *rig = rig_new (&limiter_processor, 48000, 1, "gain=-30");
  double worst = 0;

  for (int i = 0; i < FRAMES; i++)
    x[i] = (float) (0.02 * sin (2 * G_PI * 997.0 / 48000 * i));
  for (int at = 0; at < FRAMES; at += CONTROL_GRID) {
    const double smoothing = limiter_processor.spec->params[0].smoothing_ms * 48;
    rig->values[0] = -30 + 60 * CLAMP ((at - 5000) / smoothing, 0, 1);
    rig_set (rig, false);
    rig_process (rig, (float *const[]){ x + at, NULL }, NULL, CONTROL_GRID);
  }
  rig_free (rig);
  /* Six differences leave 1 kHz 106 dB down and raise what is near half the rate by 36 dB. */
  for (int i = 1000; i < FRAMES; i++) {
    const double d = x[i] - 6.0 * x[i - 1] + 15.0 * x[i - 2] - 20.0 * x[i - 3] + 15.0 * x[i - 4] -
                     6.0 * x[i - 5] + x[i - 6];
    worst = fmax (worst, fabs (d) / 8);
  }
  g_test_message ("above 8 kHz: %.1f dBFS", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -80);

  const double up_to = step_check_db (&limiter_processor, "", "gain", -30, 5);
  const double into = step_check_db (&limiter_processor, "", "gain", 0, 30);
  const double ceiling = step_check_db (&limiter_processor, "gain=6", "ceiling", -20, 0);
  g_test_message ("lines above 4 kHz: gain to the ceiling %.1f, into it %.1f, ceiling %.1f dBFS",
                  up_to, into, ceiling);
  g_assert_cmpfloat (up_to, <, -80);
  g_assert_cmpfloat (into, <, -80);
  g_assert_cmpfloat (ceiling, <, -80);
}

static void
test_presets (void)
{
  const DeviceSpec *spec = limiter_processor.spec;
  g_assert_cmpint (spec->n_presets, >=, 8);
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&limiter_processor, 48000, 2, spec->presets[i].values));
}

static void
test_processor (void)
{
  processor_check (&limiter_processor, "");
  processor_check (&limiter_processor, "gain=12 style=loud lookahead=0.5 release=5");
  processor_check (&limiter_processor, "gain=6 style=punchy lookahead=10 link=30 auto_release=off");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/effects/limiter/ceiling-44100", test_ceiling_44100);
  g_test_add_func ("/effects/limiter/ceiling-48000", test_ceiling_48000);
  g_test_add_func ("/effects/limiter/ceiling-96000", test_ceiling_96000);
  g_test_add_func ("/effects/limiter/below-is-a-delay", test_below_is_a_delay);
  g_test_add_func ("/effects/limiter/tone-stays-clean", test_tone_stays_clean);
  g_test_add_func ("/effects/limiter/tone-lands", test_tone_lands_at_the_ceiling);
  g_test_add_func ("/effects/limiter/link", test_link);
  g_test_add_func ("/effects/limiter/gain-step", test_gain_step);
  g_test_add_func ("/effects/limiter/presets", test_presets);
  g_test_add_func ("/effects/limiter/processor", test_processor);
  return g_test_run ();
}

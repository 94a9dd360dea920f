/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cycles per frame of limiter, saturator and true-peak meter beside libebur128's:
 *   bench-limiter [SECONDS] */
#include "base/hash.h"
#include "base/math.h"
#include "dsp/true_peak.h"
#include "effects/effects.h"
#include "processor_check.h"

#include <ebur128.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RATE 48000
#define BLOCK 1024

static double
seconds_now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* Of the processor's nominal clock; NAN where there is no counter of it. */
static double
cycle_seconds (void)
{
#if defined(__x86_64__)
  struct timespec from, now;
  const unsigned long long ticks = __builtin_ia32_rdtsc ();
  double seconds = 0;

  clock_gettime (CLOCK_MONOTONIC, &from);
  while (seconds < 0.1) {
    clock_gettime (CLOCK_MONOTONIC, &now);
    seconds = (double) (now.tv_sec - from.tv_sec) + 1e-9 * (double) (now.tv_nsec - from.tv_nsec);
  }
  return seconds / (double) (__builtin_ia32_rdtsc () - ticks);
#else
  return NAN;
#endif
}

/* Pink-like noise with a beat: peaks 12 to 15 dB over the mean, as mixes have. */
static void
fill_mix (float *audio, int n, int channel, double rms)
{
  const uint64_t common = hash_key (1, 1, 7), own = hash_key (1, 1, (unsigned) channel);
  double low = 0, mid = 0;
  for (int i = 0; i < n; i++) {
    const double noise = 0.7 * hash_noise (common, i) + 0.5 * hash_noise (own, i);
    const int hit = i % (RATE / 2);
    low += 0.01 * (noise - low);
    mid += 0.2 * (noise - mid);
    const double beat = math_exp (-hit / 3000.0) * math_sin (2 * MATH_PI * hit * 60.0 / RATE);
    audio[i] = (float) (rms * (4 * low + 1.0 * mid + 0.2 * noise + 3.0 * beat));
  }
}

static void
bench_effect (const char *kind, const char *settings, double rms, int n, double cycle)
{
  float *audio[2] = { malloc (sizeof (float) * (size_t) n), malloc (sizeof (float) * (size_t) n) };
  const Processor *processor = effect_find (kind);
  double best = 1e9;

  for (int round = 0; round < 3; round++) {
    Rig *rig = rig_new (processor, RATE, 2, settings);
    for (int c = 0; c < 2; c++)
      fill_mix (audio[c], n, c, rms);
    const double start = seconds_now ();
    for (int at = 0; at + BLOCK <= n; at += BLOCK)
      rig_process (rig, (float *const[]){ audio[0] + at, audio[1] + at }, NULL, BLOCK);
    best = fmin (best, (seconds_now () - start) / n);
    rig_free (rig);
  }
  printf ("%-10s %-42s rms %6.1f dB %7.1f ns %7.0f cycles a stereo frame\n", kind, settings,
          gain_to_db (rms), best * 1e9, best / cycle);
  free (audio[0]);
  free (audio[1]);
}

static void
bench_meter (const char *what, double rms, int n, double cycle)
{
  float *audio[2] = { malloc (sizeof (float) * (size_t) n), malloc (sizeof (float) * (size_t) n) };
  float *both = malloc (2 * sizeof (float) * (size_t) n);
  double ours = 1e9, all = 1e9, theirs_r128 = 1e9, theirs_peak = 1e9, peak = 0, their_peak = 0;

  for (int c = 0; c < 2; c++) {
    fill_mix (audio[c], n, c, rms);
    for (int i = 0; i < n; i++)
      both[2 * i + c] = audio[c][i];
  }
  for (int round = 0; round < 3; round++) {
    double start = seconds_now ();
    peak = 0;
    for (int c = 0; c < 2; c++) {
      TruePeakMeter meter;
      true_peak_meter_init (&meter, RATE);
      for (int at = 0; at + BLOCK <= n; at += BLOCK)
        true_peak_meter_process (&meter, audio[c] + at, BLOCK);
      peak = fmax (peak, true_peak_meter_read (&meter));
    }
    ours = fmin (ours, (seconds_now () - start) / n);

    start = seconds_now ();
    for (int c = 0; c < 2; c++) {
      TruePeakMeter meter;
      true_peak_meter_init (&meter, RATE);
      for (int at = 0; at + BLOCK <= n; at += BLOCK) {
        true_peak_meter_restart (&meter);
        for (int i = 0; i < BLOCK; i += 32)
          meter.peak = 0, true_peak_meter_process (&meter, audio[c] + at + i, 32);
      }
    }
    all = fmin (all, (seconds_now () - start) / n);

    for (int with_peak = 0; with_peak < 2; with_peak++) {
      ebur128_state *state = ebur128_init (
          2, RATE, EBUR128_MODE_I | EBUR128_MODE_LRA | (with_peak ? EBUR128_MODE_TRUE_PEAK : 0));
      start = seconds_now ();
      for (int at = 0; at + BLOCK <= n; at += BLOCK)
        ebur128_add_frames_float (state, both + 2 * at, BLOCK);
      const double each = (seconds_now () - start) / n;
      if (with_peak) {
        double left, right;
        theirs_peak = fmin (theirs_peak, each);
        ebur128_true_peak (state, 0, &left);
        ebur128_true_peak (state, 1, &right);
        their_peak = fmax (left, right);
      } else {
        theirs_r128 = fmin (theirs_r128, each);
      }
      ebur128_destroy (&state);
    }
  }
  printf ("true peak, %s: %.1f ns (%.0f cycles), nothing left out %.1f ns; libebur128 %.1f ns "
          "(with I and LRA %.1f); reads %.2f, libebur128 %.2f dBTP\n",
          what, ours * 1e9, ours / cycle, all * 1e9, (theirs_peak - theirs_r128) * 1e9,
          theirs_peak * 1e9, gain_to_db (peak), gain_to_db (their_peak));
  free (audio[0]);
  free (audio[1]);
  free (both);
}

int
main (int argc, char **argv)
{
  const int n = (argc > 1 ? atoi (argv[1]) : 10) * RATE;

  realtime_thread_init ();
  const double cycle = cycle_seconds ();
  printf ("clock %.2f GHz\n", 1e-9 / cycle);
  bench_effect ("limiter", "", 0.05, n, cycle);
  bench_effect ("limiter", "", 0.2, n, cycle);
  bench_effect ("limiter", "gain=6", 0.2, n, cycle);
  bench_effect ("limiter", "gain=20", 0.2, n, cycle);
  bench_effect ("limiter", "gain=6 style=loud release=20", 0.2, n, cycle);
  bench_effect ("limiter", "gain=6 link=50", 0.2, n, cycle);
  bench_effect ("saturator", "kind=tape drive=6", 0.2, n, cycle);
  bench_effect ("saturator", "kind=tube drive=6", 0.2, n, cycle);
  bench_effect ("saturator", "kind=hard drive=6", 0.2, n, cycle);
  bench_meter ("mix", 0.2, n, cycle);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reverb and the synthesizer cost: nanoseconds a stereo frame, part of one core at 48 kHz,
 * and cycles of the time-stamp counter where there is one. */
#include "base/hash.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "processor_check.h"

#include <stdio.h>
#include <time.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#define CYCLES() ((double)__rdtsc ())
#else
#define CYCLES() 0.0
#endif

#define RATE 48000
#define BLOCK 512

static double
seconds_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The best of a few runs of one second of audio each: the machine may be busy. */
static void
measure (Rig *rig, const char *what)
{
  static float left[BLOCK], right[BLOCK];
  double best = 1e9, best_cycles = 0;

  for (int run = 0; run < 8; run++) {
    const double start = seconds_now (), cycles = CYCLES ();
    int frames = 0;
    for (; frames < RATE / 2; frames += BLOCK) {
      for (int i = 0; i < BLOCK; i++)
        left[i] = right[i] = 0.1f * hash_noise (1, i + frames);
      rig_process (rig, (float *const[]){ left, right }, NULL, BLOCK);
    }
    const double spent = (seconds_now () - start) / frames;
    if (spent < best)
      best = spent, best_cycles = (CYCLES () - cycles) / frames;
  }
  printf ("%-44s %7.1f ns %7.0f cycles a frame, %5.2f %% of a core\n", what, best * 1e9,
          best_cycles, best * RATE * 100);
}

static void
bench_reverb (void)
{
  const char *const settings[] = { "kind=room", "kind=hall", "kind=plate",
                                   "kind=hall size=200 time=6" };
  for (size_t i = 0; i < G_N_ELEMENTS (settings); i++) {
    Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, settings[i]);
    measure (rig, settings[i]);
    rig_free (rig);
  }
}

int
main (void)
{
  realtime_thread_init ();
  bench_reverb ();
  return 0;
}

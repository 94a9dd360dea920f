/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the saturator costs: nanoseconds per stereo frame, the best of many runs. */
#include "base/hash.h"
#include "effects/saturator.h"
#include "processor_check.h"

#include <math.h>
#include <time.h>

#define BLOCK 512

static double
now_ns (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec * 1e9 + (double) t.tv_nsec;
}

static void
measure (int rate, const char *settings)
{
  Rig *rig = rig_new (&saturator_processor, rate, 2, settings);
  float left[BLOCK], right[BLOCK];
  float *const audio[2] = { left, right };
  double best = INFINITY;

  for (int run = 0; run < 300; run++) {
    for (int i = 0; i < BLOCK; i++) {
      left[i] = 0.5f * hash_noise (1, i);
      right[i] = 0.5f * hash_noise (2, i);
    }
    const double start = now_ns ();
    rig_process (rig, audio, NULL, BLOCK);
    best = MIN (best, (now_ns () - start) / BLOCK);
  }
  g_print ("%6d Hz %-20s latency %3d  %7.1f ns per frame  %5.2f %% of real time\n", rate, settings,
           rig_latency (rig), best, best * rate * 1e-7);
  rig_free (rig);
}

int
main (void)
{
  const int rates[] = { 44100, 48000, 96000, 192000 };

  realtime_thread_init ();
  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
    measure (rates[r], "kind=tape drive=12");
    measure (rates[r], "kind=tube drive=12");
    measure (rates[r], "kind=hard drive=12");
  }
  return 0;
}

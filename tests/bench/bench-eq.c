/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the equalizer costs: nanoseconds per frame, the best and the mean of many runs. */
#include "base/hash.h"
#include "effects/eq.h"
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
measure (const char *what, const char *settings, int channels, bool automate)
{
  Rig *rig = rig_new (&eq_processor, 48000, channels, settings);
  float left[BLOCK], right[BLOCK];
  float *const audio[2] = { left, right };
  double best = INFINITY, all = 0;

  realtime_thread_init ();
  for (int run = 0; run < 200; run++) {
    double sum = 0;
    for (int block = 0; block < 20; block++) {
      for (int i = 0; i < BLOCK; i++) {
        left[i] = hash_noise (1, i);
        right[i] = hash_noise (2, i);
      }
      const double start = now_ns ();
      if (automate) {
        for (int at = 0; at < BLOCK; at += CONTROL_GRID) {
          float *const part[2] = { left + at, right + at };
          rig->values[2 * 7 + 2] = 1000 + at + block;
          rig_set (rig, false);
          rig_process (rig, part, NULL, CONTROL_GRID);
        }
      } else {
        rig_set (rig, false);
        rig_process (rig, audio, NULL, BLOCK);
      }
      sum += now_ns () - start;
    }
    best = MIN (best, sum / (20 * BLOCK));
    all += sum / (20 * BLOCK);
  }
  g_print ("%-52s %7.2f ns per frame, mean %7.2f\n", what, best, all / 200);
  rig_free (rig);
}

int
main (void)
{
  const char *four = "band2.on=on band2.type=bell band2.gain=3 band3.on=on band3.gain=-3 "
                     "band4.on=on band4.gain=2 band5.on=on band5.gain=4";
  const char *mix = "band1.on=on band1.freq=80 band3.on=on band3.gain=-3 band5.on=on band5.gain=3 "
                    "band7.on=on band7.gain=2.5";
  const char *eight =
      "band1.on=on band1.freq=80 band2.on=on band2.gain=2 band3.on=on band3.gain=-3 "
      "band4.on=on band4.gain=2 band5.on=on band5.gain=3 band6.on=on band6.gain=-2 "
      "band7.on=on band7.gain=2 band8.on=on";
  g_autofree char *linear = g_strconcat (mix, " phase=linear", NULL);

  measure ("nothing on", "", 2, false);
  measure ("one bell, stereo", "band3.on=on band3.gain=3", 2, false);
  measure ("four bells, stereo", four, 2, false);
  measure ("low cut, two bells, high shelf, stereo", mix, 2, false);
  measure ("the same, mono", mix, 1, false);
  measure ("the same, one frequency automated", mix, 2, true);
  measure ("eight bands, stereo", eight, 2, false);
  measure ("low cut and high cut of 96 dB per octave",
           "band1.on=on band1.slope=96 band8.on=on band8.slope=96 band8.freq=12000", 2, false);
  measure ("low cut, two bells, high shelf, linear phase", linear, 2, false);
  measure ("the same, one frequency automated", linear, 2, true);
  measure ("linear phase, a bell at 40 Hz, Q 10, on mid",
           "phase=linear band3.on=on band3.freq=40 band3.gain=12 band3.q=10 band3.channel=mid", 2,
           false);
  return 0;
}

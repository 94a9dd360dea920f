/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What compressor, gate, utility and delay cost: nanoseconds per stereo frame at 48 kHz in blocks
 * of 512, best of several runs over 32 tracks of moving noise. */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "processor_check.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TRACKS 32
#define BLOCK 512
#define BLOCKS 64
#define RUNS 9

static const struct {
  const char *kind, *settings;
} cases[] = {
  { "compressor", "" },
  { "compressor", "ratio=1" },
  { "compressor", "auto_release=on" },
  { "compressor", "detector=rms" },
  { "compressor", "sidechain_low_cut=100" },
  { "compressor", "lookahead=5" },
  { "compressor", "link=50" },
  { "gate", "" },
  { "gate", "ratio=2" },
  { "utility", "" },
  { "utility", "mono_below=120 dc=on" },
  { "delay", "" },
  { "delay", "time=333.33 low_cut=200 high_cut=5000" },
  { "delay", "mode=ping_pong ducking=12" },
};

static void
fill (float *audio, unsigned channel)
{
  const uint64_t key = hash_key (1, 1, channel);
  for (int i = 0; i < BLOCK * BLOCKS; i++)
    audio[i] = hash_noise (key, i) * (i / 5000 % 2 ? 0.1f : 0.9f);
}

/* Nanoseconds of this thread, so that other work on the machine counts little. */
static gint64
processor_time (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static double
measure (const char *kind, const char *settings)
{
  static float noise[2][BLOCK * BLOCKS];
  Rig *rigs[TRACKS];
  double best = 1e9;

  for (int t = 0; t < TRACKS; t++)
    rigs[t] = rig_new (effect_find (kind), 48000, 2, settings);
  fill (noise[0], 0);
  fill (noise[1], 1);

  for (int run = 0; run < RUNS; run++) {
    gint64 spent = 0;
    for (int b = 0; b < BLOCKS; b++) {
      static float copies[TRACKS][2][BLOCK];
      for (int t = 0; t < TRACKS; t++)
        for (int c = 0; c < 2; c++)
          memcpy (copies[t][c], noise[c] + b * BLOCK, sizeof copies[t][c]);
      const gint64 start = processor_time ();
      for (int t = 0; t < TRACKS; t++)
        rig_process (rigs[t], (float *[]){ copies[t][0], copies[t][1] }, NULL, BLOCK);
      spent += processor_time () - start;
    }
    best = MIN (best, (double) spent / ((double) TRACKS * BLOCKS * BLOCK));
  }
  for (int t = 0; t < TRACKS; t++)
    rig_free (rigs[t]);
  return best;
}

int
main (void)
{
  realtime_thread_init ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    if (effect_find (cases[i].kind))
      printf ("%-12s %-32s %6.2f ns per stereo frame\n", cases[i].kind, cases[i].settings,
              measure (cases[i].kind, cases[i].settings));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every effect costs as it comes, equalizers with four bands on: nanoseconds per stereo frame
 * at 48 kHz in blocks of 512, best of several runs, for moving noise and for the silence behind it,
 * where tails die away and denormals would show. README.md beside it keeps the table. */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "processor_check.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TRACKS 8
#define BLOCK 512
#define BLOCKS 64
#define RUNS 9

static float noise[2][BLOCK * BLOCKS];

static void
fill_noise (void)
{
  for (unsigned c = 0; c < 2; c++)
    for (int i = 0; i < BLOCK * BLOCKS; i++)
      noise[c][i] = hash_noise (hash_key (1, 1, c), i) * (i / 5000 % 2 ? 0.1f : 0.9f);
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
measure_run (Rig **rigs, bool silent)
{
  static float copies[TRACKS][2][BLOCK];
  gint64 spent = 0;

  for (int b = 0; b < BLOCKS; b++) {
    for (int t = 0; t < TRACKS; t++)
      for (int c = 0; c < 2; c++)
        if (silent)
          memset (copies[t][c], 0, sizeof copies[t][c]);
        else
          memcpy (copies[t][c], noise[c] + b * BLOCK, sizeof copies[t][c]);
    const gint64 start = processor_time ();
    for (int t = 0; t < TRACKS; t++)
      rig_process (rigs[t], (float *[]){ copies[t][0], copies[t][1] }, NULL, BLOCK);
    spent += processor_time () - start;
  }
  return (double) spent / ((double) TRACKS * BLOCKS * BLOCK);
}

/* What costs nothing as it comes. */
static const char *
settings_of (const char *kind)
{
  if (strcmp (kind, "eq") == 0)
    return "band1.on=on band3.on=on band3.gain=3 band5.on=on band5.gain=-3 band7.on=on "
           "band7.gain=2";
  if (strcmp (kind, "dynamic_eq") == 0)
    return "band1.on=on band2.on=on band3.on=on band4.on=on";
  return "";
}

static void
measure (const Processor *processor)
{
  Rig *rigs[TRACKS];
  double heard = 1e9, silent = 1e9;

  for (int t = 0; t < TRACKS; t++)
    rigs[t] = rig_new (processor, 48000, 2, settings_of (processor->spec->kind));
  for (int run = 0; run < RUNS; run++)
    heard = MIN (heard, measure_run (rigs, false));
  for (int run = 0; run < RUNS; run++)
    silent = MIN (silent, measure_run (rigs, true));
  printf ("| %-18s | %7.1f | %7.1f |\n", processor->spec->kind, heard, silent);
  for (int t = 0; t < TRACKS; t++)
    rig_free (rigs[t]);
}

int
main (int argc, char **argv)
{
  int n;
  const Processor *const *all = effects_all (&n);

  realtime_thread_init ();
  fill_noise ();
  printf ("| effect             |   noise | silence |\n| --- | --- | --- |\n");
  for (int i = 0; i < n; i++)
    if (argc < 2 || strcmp (argv[1], all[i]->spec->kind) == 0)
      measure (all[i]);
  return 0;
}

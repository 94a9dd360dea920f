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
#define CYCLES() ((double) __rdtsc ())
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
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
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

static void
bench_synth (void)
{
  const struct {
    const char *what, *settings;
    int notes;
  } cases[] = {
    { "synth, 1 note", "osc2.level=100", 1 },
    { "synth, 8 notes", "osc2.level=100", 8 },
    { "synth, 16 notes, two saws, low24", "osc2.level=100", 16 },
    { "synth, 16 notes, square and saw, drive", "osc1.shape=square osc2.level=100 filter.drive=12",
      16 },
    { "synth, 16 notes of 5 in unison", "osc2.level=100 unison.voices=5", 16 },
    { "synth, 16 notes of 7 in unison, LFOs",
      "osc2.level=100 unison.voices=7 lfo1.amount=20 lfo2.amount=20", 16 },
    { "synth, 32 notes", "osc2.level=100 polyphony=32", 32 },
    { "synth, 16 notes, sines with FM", "osc1.shape=sine osc2.shape=sine osc1.fm=30", 16 },
    { "synth, 16 notes, sync", "osc2.sync=on osc2.level=100 osc2.tune=7", 16 },
    { "synth, silent", "", 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Rig *rig = rig_new (instrument_find ("synth"), RATE, 2, cases[i].settings);
    for (int note = 0; note < cases[i].notes; note++)
      rig_event (rig, (Event){ EVENT_NOTE_ON, 0, (uint8_t) (36 + 2 * note), 0.8f, 0 });
    measure (rig, cases[i].what);
    rig_free (rig);
  }
}

int
main (void)
{
  realtime_thread_init ();
  bench_reverb ();
  bench_synth ();
  return 0;
}

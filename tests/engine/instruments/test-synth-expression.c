/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pitch and timbre of one note are that note's, and end with it. */
#include <math.h>

#include "instruments/instruments.h"
#include "processor_check.h"

#define RATE 44100
#define LENGTH RATE /* a second: rises through zero are hertz */
#define PLAIN                                                                                      \
  "filter.resonance=0 filter.velocity=0 amp.velocity=0 amp.attack=0.5 amp.sustain=100 "            \
  "amp.release=5 gain=0 reset=on "

static Rig *
synth (const char *settings)
{
  realtime_thread_init ();
  return rig_new (instrument_find ("synth"), RATE, 2, settings);
}

static float *
play (Rig *rig, int length)
{
  float *audio = g_new (float, 2 * length);
  rig_process (rig, (float *const[]){ audio, audio + length }, NULL, length);
  return audio;
}

static void
assert_key (Rig *rig, int key)
{
  g_free (play (rig, 4410));
  g_autofree float *audio = play (rig, LENGTH);
  int rises = 0;
  for (int i = 1; i < LENGTH; i++)
    rises += audio[i - 1] < 0 && audio[i] >= 0;
  g_assert_cmpfloat (fabs (rises - 440 * exp2 ((key - 69) / 12.0)), <, 2);
}

static double
power_of (Rig *rig)
{
  g_free (play (rig, 4410));
  g_autofree float *audio = play (rig, 4410);
  double power = 0;
  for (int i = 0; i < 4410; i++)
    power += (double) audio[i] * audio[i];
  return power;
}

static void
test_pitch (void)
{
  Rig *rig = synth (PLAIN "filter.type=off osc1.shape=sine");
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 60, 1, 7 });
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 72, 1, 8 });
  rig_event (rig, (Event){ EVENT_BEND, 0, 60, 7 / 48.0f, 7 });
  rig_event (rig, (Event){ EVENT_NOTE_OFF, 0, 72, 0, 8 });
  assert_key (rig, 67);
  rig_event (rig, (Event){ EVENT_NOTE_OFF, 0, 60, 0, 7 });
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 60, 1, 9 });
  rig_event (rig, (Event){ EVENT_BEND, 0, 60, 7 / 48.0f, 8 });
  assert_key (rig, 60);
  rig_free (rig);
}

static void
test_timbre (void)
{
  Rig *rig = synth (PLAIN "osc1.shape=saw filter.type=low24 filter.cutoff=200");
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 72, 1, 7 });
  const double before = power_of (rig);
  rig_event (rig, (Event){ EVENT_CONTROL, 0, 74, 64 / 127.0f, 7 });
  g_assert_cmpfloat (fabs (power_of (rig) / before - 1), <, 0.05);
  rig_event (rig, (Event){ EVENT_CONTROL, 0, 74, 1, 7 });
  g_assert_cmpfloat (power_of (rig), >, 4 * before);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instruments/synth-expression/pitch", test_pitch);
  g_test_add_func ("/instruments/synth-expression/timbre", test_timbre);
  return g_test_run ();
}

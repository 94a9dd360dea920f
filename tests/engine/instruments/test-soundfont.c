/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/instruments.h"
#include "instruments/soundfont.h"

#include "make_sf2.h"
#include "processor_check.h"
#include "rt_guard.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH 48000

static char *font; /* made by main () */

typedef struct {
  Rig *rig;
  float audio[2][LENGTH];
} Player;

static Player *
player_new (int rate, const char *settings)
{
  Player *player = g_new0 (Player, 1);
  g_autofree char *all = g_strdup_printf ("file=%s %s", font, settings);

  player->rig = rig_new (&soundfont_processor, rate, 2, all);
  return player;
}

static void
player_free (Player *player)
{
  rig_free (player->rig);
  g_free (player);
}

static void
send (Player *player, EventType type, int channel, int key, double value, uint32_t note)
{
  rig_event (player->rig, (Event){ type, (uint8_t) channel, (uint8_t) key, (float) value, note });
}

/* n frames from the start of the buffers. */
static void
play (Player *player, int n)
{
  float *const audio[2] = { player->audio[0], player->audio[1] };

  g_assert_cmpint (n, <=, LENGTH);
  rig_process (player->rig, audio, NULL, n);
}

static double
peak (const Player *player, int from, int to)
{
  double most = 0;

  for (int c = 0; c < 2; c++)
    for (int i = from; i < to; i++)
      most = fmax (most, fabs (player->audio[c][i]));
  return most;
}

/* By the first and last rising zero of many periods, each interpolated. */
static double
frequency (const Player *player, int from, int to, int rate)
{
  const float *x = player->audio[0];
  double first = -1, last = -1;
  int n = -1;

  for (int i = from + 1; i < to; i++)
    if (x[i - 1] < 0 && x[i] >= 0) {
      last = i - 1 + x[i - 1] / (x[i - 1] - (double) x[i]);
      if (first < 0)
        first = last;
      n++;
    }
  g_assert_cmpint (n, >, 10);
  return n * rate / (last - first);
}

static double
cents_off (double hz, double wanted)
{
  return fabs (1200 * log2 (hz / wanted));
}

/* Amplitude of one frequency over a whole number of its periods, by a Hann window. */
static double
level_at (const Player *player, int from, int to, double hz, int rate)
{
  double re = 0, im = 0, sum = 0;

  for (int i = from; i < to; i++) {
    const double window = 1 - cos (2 * G_PI * (i - from) / (to - from));
    const double phase = 2 * G_PI * hz / rate * i;
    re += window * player->audio[0][i] * cos (phase);
    im += window * player->audio[0][i] * sin (phase);
    sum += window;
  }
  return 2 * hypot (re, im) / sum;
}

static void
test_check (void)
{
  g_autofree char *settings = g_strdup_printf ("file=%s", font);
  g_autofree char *few = g_strdup_printf ("file=%s polyphony=8 interpolation=cubic", font);

  instrument_check (&soundfont_processor, settings, false);
  instrument_check (&soundfont_processor, few, false);
  g_assert_true (instrument_find ("soundfont") == &soundfont_processor);
}

static void
test_pitch (void)
{
  const int rates[] = { 44100, 48000, 88200, 96000, 176400, 192000 };

  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    for (int key = 57; key <= 93; key += 12) {
      Player *player = player_new (rates[i], "");
      const double wanted = 440 * exp2 ((key - 69) / 12.0);
      send (player, EVENT_NOTE_ON, 0, key, 1, 1);
      play (player, 40000);
      g_assert_cmpfloat (cents_off (frequency (player, 8000, 40000, rates[i]), wanted), <, 0.1);
      player_free (player);
    }
}

static void
test_tuning (void)
{
  const struct {
    const char *settings;
    double bend, cents;
  } rows[] = {
    { "tune=50", 0, 50 },
    { "tune=-100", 0, -100 },
    { "", 1, 200 },
    { "", -1, -200 },
    { "bend_range=12", 0.5, 600 },
    { "bank=1", 0, 1200 },
    { "tune=10 bank=1", -1, 1010 },
    { "bend_range=24", 1, 2400 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    Player *player = player_new (48000, rows[i].settings);
    send (player, EVENT_BEND, 0, 0, rows[i].bend, 0);
    send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
    play (player, 40000);
    g_assert_cmpfloat (
        cents_off (frequency (player, 8000, 40000, 48000), 440 * exp2 (rows[i].cents / 1200)), <,
        0.3);
    player_free (player);
  }

  /* A value that moves reaches the note that sounds, and outlives a reset of all controllers. */
  Player *player = player_new (48000, "");
  send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
  play (player, 4800);
  rig_settings (player->rig, "tune=100");
  rig_set (player->rig, false);
  play (player, 40000);
  g_assert_cmpfloat (cents_off (frequency (player, 1000, 40000, 48000), 440 * exp2 (1 / 12.0)), <,
                     0.2);
  send (player, EVENT_CONTROL, 0, 121, 0, 0);
  send (player, EVENT_NOTE_ON, 0, 69, 1, 2);
  play (player, 40000);
  g_assert_cmpfloat (cents_off (frequency (player, 8000, 40000, 48000), 440 * exp2 (1 / 12.0)), <,
                     0.2);
  player_free (player);
}

/* A note begins with the first block at or after it, wherever the song, the call or the player
 * began. */
static void
test_timing (void)
{
  const int rates[] = { 44100, 48000, 192000 };

  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
    const int block = rates[r] > 96000 ? 128 : 64;
    Player *player = player_new (rates[r], "");
    for (int at = 0; at < 300; at += 7)
      for (Frames start = -100; start < 200; start += 33) {
        int first = 0;
        soundfont_processor.reset (player->rig->state);
        player->rig->position = start;
        if (at > 0)
          play (player, at);
        g_assert_cmpfloat (peak (player, 0, at), ==, 0);
        send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
        const Frames note = player->rig->position;
        play (player, 300);
        while (player->audio[0][first] == 0)
          first++;
        /* At the higher rate FluidSynth's shortest delay is one block more. */
        const Frames begins =
            (note + 10 * block + block - 1) / block * block - (block > 64 ? 9 : 10) * block;
        g_assert_cmpint (note + first, >=, begins);
        g_assert_cmpint (note + first, <=, begins + 4);
      }
    player_free (player);
  }
}

/* After a loop jump the sound goes on without a gap. */
static void
test_loop_jump (void)
{
  Player *player = player_new (48000, "");
  float last;

  send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
  play (player, 10017);
  last = player->audio[0][10016];
  player->rig->position = 331;
  play (player, 20000);
  g_assert_cmpfloat (fabs (player->audio[0][0] - (double) last), <, 0.2);
  g_assert_cmpfloat (cents_off (frequency (player, 0, 20000, 48000), 440), <, 0.1);
  player_free (player);
}

static bool
is_saw (const Player *player)
{
  const double base = level_at (player, 4800, 28800, 440, 48000);

  g_assert_cmpfloat (base, >, 0.05);
  return level_at (player, 4800, 28800, 880, 48000) > 0.3 * base;
}

static bool
plays_saw (Player *player, int channel)
{
  send (player, EVENT_NOTE_ON, channel, 69, 1, 7);
  play (player, 28800);
  const bool saw = is_saw (player);
  send (player, EVENT_NOTE_OFF, channel, 69, 0, 7);
  play (player, 24000);
  return saw;
}

static void
test_program (void)
{
  Player *player = player_new (48000, "");

  g_assert_false (plays_saw (player, 0));
  rig_settings (player->rig, "program=1");
  rig_set (player->rig, true);
  g_assert_true (plays_saw (player, 0));
  g_assert_true (plays_saw (player, 15));

  /* An event reaches its channel alone and stands against the value, until a reset. */
  send (player, EVENT_PROGRAM, 3, 0, 0, 0);
  rig_settings (player->rig, "program=0");
  rig_set (player->rig, true);
  rig_settings (player->rig, "program=1");
  rig_set (player->rig, true);
  g_assert_false (plays_saw (player, 3));
  g_assert_true (plays_saw (player, 4));
  soundfont_processor.reset (player->rig->state);
  g_assert_true (plays_saw (player, 3));

  /* What the file has not falls back to the same program of bank 0, then to the first. */
  rig_settings (player->rig, "bank=77 program=1");
  rig_set (player->rig, true);
  g_assert_true (plays_saw (player, 0));
  rig_settings (player->rig, "bank=77 program=99");
  rig_set (player->rig, true);
  g_assert_false (plays_saw (player, 0));
  player_free (player);
}

/* How long a drum sounds, in ms. */
static double
drum_length (Player *player, int channel)
{
  int last = 0;

  send (player, EVENT_NOTE_ON, channel, 38, 1, 1);
  play (player, 24000);
  for (int i = 0; i < 24000; i++)
    if (fabsf (player->audio[0][i]) > 1e-3f)
      last = i;
  return last / 48.0;
}

static void
test_drums (void)
{
  Player *player = player_new (48000, "program=1");

  /* Channel 10 plays a kit whatever the program; key and pitch have nothing to do with each other.
   */
  g_assert_cmpfloat (fabs (drum_length (player, 9) - 50), <, 3);
  send (player, EVENT_PROGRAM, 9, 0, 8, 0);
  g_assert_cmpfloat (fabs (drum_length (player, 9) - 200), <, 5);
  send (player, EVENT_PROGRAM, 9, 0, 50, 0);
  g_assert_cmpfloat (fabs (drum_length (player, 9) - 50), <, 3);
  player_free (player);

  /* Bank 128 is a kit on every channel. */
  player = player_new (48000, "bank=128 program=8");
  g_assert_cmpfloat (fabs (drum_length (player, 0) - 200), <, 5);
  g_assert_cmpfloat (fabs (drum_length (player, 9) - 200), <, 5);
  player_free (player);
}

static void
test_note_pairing (void)
{
  Player *player = player_new (48000, "");

  send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
  play (player, 4800);
  send (player, EVENT_NOTE_ON, 0, 69, 1, 2);
  play (player, 4800);
  /* The first note's end comes late: the second sounds on. */
  send (player, EVENT_NOTE_OFF, 0, 69, 0, 1);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 20000, 24000), >, 0.1);
  send (player, EVENT_NOTE_OFF, 0, 69, 0, 2);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 10000, 24000), <, 1e-5);

  /* By key, and of another channel not at all. */
  send (player, EVENT_NOTE_ON, 0, 69, 1, 0);
  send (player, EVENT_NOTE_OFF, 1, 69, 0, 0);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 20000, 24000), >, 0.1);
  send (player, EVENT_NOTE_OFF, 0, 69, 0, 0);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 10000, 24000), <, 1e-5);

  /* Everything ends, even under the pedal. */
  send (player, EVENT_CONTROL, 2, 64, 1, 0);
  send (player, EVENT_NOTE_ON, 2, 60, 1, 5);
  send (player, EVENT_NOTE_ON, 0, 72, 1, 6);
  send (player, EVENT_NOTE_OFF, 2, 60, 0, 5);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 20000, 24000), >, 0.1);
  send (player, EVENT_ALL_OFF, 0, 0, 0, 0);
  play (player, 24000);
  g_assert_cmpfloat (peak (player, 10000, 24000), <, 1e-5);
  player_free (player);
}

/* Full velocity from a sample of full scale, the channel volume at its 100 of 127: a peak near -12
 * dBFS. */
static void
test_level (void)
{
  Player *player = player_new (48000, "");
  double full;

  send (player, EVENT_NOTE_ON, 0, 69, 1, 1);
  play (player, 24000);
  full = peak (player, 12000, 24000);
  g_test_message ("peak %.2f dBFS", 20 * log10 (full));
  g_assert_cmpfloat (fabs (20 * log10 (full) + 12), <, 0.2);
  rig_settings (player->rig, "gain=-20");
  rig_set (player->rig, true);
  play (player, 24000);
  g_assert_cmpfloat (fabs (20 * log10 (peak (player, 12000, 24000) / full) + 20), <, 0.01);
  rig_settings (player->rig, "gain=0");
  rig_set (player->rig, true);

  /* The standard law of volume and expression: 40 log10 of the value. */
  send (player, EVENT_CONTROL, 0, 7, 50 / 127.0, 0);
  play (player, 24000);
  g_assert_cmpfloat (fabs (20 * log10 (peak (player, 12000, 24000) / full) - 40 * log10 (0.5)), <,
                     0.1);
  player_free (player);
}

/* The sum of a note and its copy an octave apart of FluidSynth's half rate shows no image. */
static void
test_doubled_rate (void)
{
  Player *player = player_new (192000, "");

  send (player, EVENT_NOTE_ON, 0, 117, 1, 1);
  play (player, 40000);
  const double hz = 440 * exp2 (4), base = level_at (player, 8000, 40000, hz, 192000);
  g_assert_cmpfloat (base, >, 0.1);
  g_assert_cmpfloat (20 * log10 (level_at (player, 8000, 40000, 96000 - hz, 192000) / base), <,
                     -120);
  g_assert_cmpfloat (20 * log10 (level_at (player, 8000, 40000, 96000 + hz, 192000) / base), <,
                     -120);
  player_free (player);
}

static void
play_everything (Player *player)
{
  for (int channel = 0; channel < 16; channel++) {
    send (player, EVENT_PROGRAM, channel, 0, channel, 0);
    send (player, EVENT_BEND, channel, 0, 0.3, 0);
    send (player, EVENT_PRESSURE, channel, 0, 0.3, 0);
    for (int number = 0; number < 128; number++)
      send (player, EVENT_CONTROL, channel, number, 0.5, 0);
    for (int key = 40; key < 90; key += 3) {
      send (player, EVENT_NOTE_ON, channel, key, 0.8, (uint32_t) key);
      send (player, EVENT_NOTE_PRESSURE, channel, key, 0.8, 0);
      play (player, 100);
      send (player, EVENT_NOTE_OFF, channel, key, 0, (uint32_t) key);
    }
  }
  send (player, EVENT_ALL_OFF, 0, 0, 0, 0);
  play (player, 5000);
}

/* The audio thread's calls, with more notes than voices among them. */
static void
test_no_allocation (void)
{
  Player *player = player_new (48000, "polyphony=16");

  rig_settings (player->rig, "tune=3 bend_range=7 program=1 bank=1 gain=-3");
  rt_guard_enter ();
  rig_set (player->rig, false);
  for (int round = 0; round < 3; round++) {
    play_everything (player);
    soundfont_processor.reset (player->rig->state);
  }
  rt_guard_leave ();
  if (rt_guard_total () > 0)
    g_error ("%d forbidden calls, the first %s", rt_guard_total (), rt_guard_first ());
  player_free (player);
}

/* Restarted, not copied: what another state had played is not heard. */
static void
test_copy (void)
{
  Player *from = player_new (48000, ""), *to = player_new (48000, "");

  g_assert_true (soundfont_processor.restarts);
  send (from, EVENT_NOTE_ON, 0, 69, 1, 1);
  send (to, EVENT_NOTE_ON, 0, 60, 1, 1);
  play (from, 4800);
  play (to, 4800);
  soundfont_processor.state_copy (to->rig->state, from->rig->state);
  play (to, 4800);
  g_assert_cmpfloat (peak (to, 0, 4800), ==, 0);
  play (from, 4800);
  g_assert_cmpfloat (peak (from, 0, 4800), >, 0.1);
  player_free (from);
  player_free (to);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  font = make_sf2 ();
  g_test_add_func ("/soundfont/check", test_check);
  g_test_add_func ("/soundfont/pitch", test_pitch);
  g_test_add_func ("/soundfont/tuning", test_tuning);
  g_test_add_func ("/soundfont/timing", test_timing);
  g_test_add_func ("/soundfont/loop-jump", test_loop_jump);
  g_test_add_func ("/soundfont/program", test_program);
  g_test_add_func ("/soundfont/drums", test_drums);
  g_test_add_func ("/soundfont/note-pairing", test_note_pairing);
  g_test_add_func ("/soundfont/level", test_level);
  g_test_add_func ("/soundfont/doubled-rate", test_doubled_rate);
  g_test_add_func ("/soundfont/no-allocation", test_no_allocation);
  g_test_add_func ("/soundfont/copy", test_copy);
  const int result = g_test_run ();
  g_unlink (font);
  g_free (font);
  return result;
}

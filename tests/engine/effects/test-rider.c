/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocal rider against the loudness meter of BS.1770. */
#include "base/realtime.h"
#include "dsp/loudness.h"
#include "effects/rider.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (6 * RATE)

static float audio[2][LENGTH], music[2][LENGTH];

/* 997 Hz on both channels, whose loudness BS.1770 says is its peak level in dBFS. */
static void
fill (float (*to)[LENGTH], int from, int end, double lufs)
{
  for (int i = from; i < end; i++)
    to[0][i] = to[1][i] = (float) (pow (10, lufs / 20) * sin (2 * G_PI * 997 * i / RATE));
}

static double
loudness (int from, int end)
{
  static Loudness meter;

  loudness_init (&meter, RATE, 2, NULL);
  loudness_process (&meter, (const float *[]){ audio[0] + from, audio[1] + from }, end - from);
  return loudness_integrated (&meter);
}

static int
run (const char *settings, bool with_music)
{
  Rig *rig = rig_new (&rider_processor, RATE, 2, settings);
  const int latency = rig_latency (rig);
  rig_process (rig, (float *[]){ audio[0], audio[1] },
               with_music ? (const float *[]){ music[0], music[1] } : NULL, LENGTH);
  rig_free (rig);
  return latency;
}

/* The amplitude of the tone around a frame against what would come out untouched. */
static double
gain_db (int frame, double lufs)
{
  double squares = 0;

  for (int i = frame; i < frame + 480; i++)
    squares += (double) audio[0][i] * audio[0][i];
  return 10 * log10 (squares / 240) - lufs;
}

static void
test_target (void)
{
  double worst = 0;

  for (int lufs = -32; lufs <= -8; lufs += 4) {
    fill (audio, 0, LENGTH, lufs);
    run ("target=-20 up=7 down=9", false);
    const double wanted = lufs + CLAMP (-20 - lufs, -9, 7);
    worst = fmax (worst, fabs (loudness (4 * RATE, LENGTH) - wanted));
  }
  g_test_message ("off its target, or the end of its range, by %.3f LU at most", worst);
  g_assert_cmpfloat (worst, <, 0.05);
}

static void
test_music (void)
{
  double worst = 0;

  for (int lufs = -28; lufs <= -18; lufs += 5) {
    fill (audio, 0, LENGTH, -20);
    fill (music, 0, LENGTH, lufs);
    run ("music=on above=4 up=12 down=12", true);
    worst = fmax (worst, fabs (loudness (4 * RATE, LENGTH) - (lufs + 4)));
  }
  g_test_message ("off its distance from the music by %.3f LU at most", worst);
  g_assert_cmpfloat (worst, <, 0.05);

  /* While it pauses, the target counts. */
  memset (music, 0, sizeof music);
  fill (audio, 0, LENGTH, -20);
  run ("music=on above=4 up=12 down=12 target=-23", true);
  g_assert_cmpfloat (fabs (loudness (4 * RATE, LENGTH) + 23), <, 0.05);
}

/* 63 % of a move in the time of the speed, for a window that is short beside it. */
static void
test_speed (void)
{
  for (int speed = 400; speed <= 1600; speed *= 2) {
    g_autofree char *settings =
        g_strdup_printf ("target=-20 speed=%d window=30 up=12 down=12 lookahead=0", speed);
    int i = 2 * RATE;
    fill (audio, 0, 2 * RATE, -20);
    fill (audio, 2 * RATE, LENGTH, -14);
    run (settings, false);
    while (gain_db (i, -14) > -6 * (1 - exp (-1)))
      i += 48;
    const double took = (double) (i - 2 * RATE) / RATE * 1000;
    g_test_message ("speed %d ms: 63 %% in %.0f ms", speed, took);
    g_assert_cmpfloat (took, >, speed * 0.95);
    g_assert_cmpfloat (took, <, speed * 1.05 + 45);
  }
}

/* A pause of breath and noise stands where the phrase before it left the fader. */
static void
test_hold (void)
{
  double before, most = 0, least = 0;

  fill (audio, 0, 2 * RATE, -26);
  fill (audio, 2 * RATE, 4 * RATE, -55);
  fill (audio, 4 * RATE, LENGTH, -26);
  run ("target=-20 hold=-45 lookahead=0", false);
  before = gain_db (2 * RATE - 1000, -26);
  for (int i = 2 * RATE + 1000; i < 4 * RATE - 1000; i += 480) {
    most = fmax (most, gain_db (i, -55) - before);
    least = fmin (least, gain_db (i, -55) - before);
  }
  g_test_message ("in the pause %.2f to %.2f dB from the gain of the phrase", least, most);
  g_assert_cmpfloat (before, >, 5.9);
  g_assert_cmpfloat (most, <, 0.3);
  g_assert_cmpfloat (least, >, -0.3);
  g_assert_cmpfloat (fabs (gain_db (4 * RATE + 1000, -26) - before), <, 0.5);
}

/* A loud word sticks out less where the fader moves before it. */
static void
test_lookahead (void)
{
  double out[2];

  for (int late = 0; late < 2; late++) {
    fill (audio, 0, 3 * RATE, -20);
    fill (audio, 3 * RATE, LENGTH, -12);
    const int latency =
        run (late ? "speed=80 window=60 lookahead=100" : "speed=80 window=60 lookahead=0", false);
    g_assert_cmpint (latency, ==, late ? 4800 : 0);
    out[late] = gain_db (3 * RATE + latency, -12);
  }
  g_test_message ("the word begins at %.1f dB, with look-ahead %.1f", out[0], out[1]);
  g_assert_cmpfloat (out[1], <, out[0] - 3);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/rider/target", test_target);
  g_test_add_func ("/effects/rider/music", test_music);
  g_test_add_func ("/effects/rider/speed", test_speed);
  g_test_add_func ("/effects/rider/hold", test_hold);
  g_test_add_func ("/effects/rider/lookahead", test_lookahead);
  return g_test_run ();
}

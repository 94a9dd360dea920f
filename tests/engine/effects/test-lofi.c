/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/lofi.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (4 * RATE)

static float audio[2][LENGTH];

static void
fill (double hz, double gain)
{
  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = audio[1][i] = (float) (gain * sin (2 * G_PI * hz * i / RATE));
}

static int
run (const char *settings)
{
  Rig *rig = rig_new (&lofi_processor, RATE, 2, settings);
  const int latency = rig_latency (rig);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
  return latency;
}

static double
rms_db (int c, int from, int n)
{
  double squares = 0;
  for (int i = from; i < from + n; i++)
    squares += (double) audio[c][i] * audio[c][i];
  return 10 * log10 (squares / n + 1e-30);
}

static double
level_db (double hz)
{
  double re = 0, im = 0;
  for (int i = RATE; i < 2 * RATE; i++) {
    re += audio[0][i] * cos (2 * G_PI * hz * i / RATE);
    im += audio[0][i] * sin (2 * G_PI * hz * i / RATE);
  }
  return 10 * log10 (4 * (re * re + im * im) / ((double) RATE * RATE) + 1e-30);
}

/* The tone is that of `delay` ago, whose rate of change is the pitch that is asked for. */
static void
test_wow (void)
{
  const double hz = 3000, f[2] = { 0.8, 9 }, cents[2] = { 30, 8 };
  double worst = 0, depth[2], least = 1, most = 1;

  fill (hz, 0.5);
  const int latency = run ("wow=30 turns=0.8 flutter=8 high_cut=20000");
  for (int k = 0; k < 2; k++)
    depth[k] = cents[k] * log (2) / 1200 / (2 * G_PI * f[k]);
  for (int i = RATE / 2; i < LENGTH; i++) {
    double late = (double) latency / RATE, ratio = 1;
    for (int k = 0; k < 2; k++) {
      late += depth[k] * (1 + sin (2 * G_PI * f[k] * i / RATE));
      ratio -= depth[k] * 2 * G_PI * f[k] * cos (2 * G_PI * f[k] * i / RATE);
    }
    least = fmin (least, ratio);
    most = fmax (most, ratio);
    worst =
        fmax (worst, fabs (audio[0][i] - 0.5 * sin (2 * G_PI * hz * ((double) i / RATE - late))));
  }
  g_test_message ("off by %.1f dB; from %.1f to %.1f cents", 20 * log10 (worst),
                  1200 * log2 (least), 1200 * log2 (most));
  g_assert_cmpfloat (20 * log10 (worst), <, -85);
  g_assert_cmpfloat (1200 * log2 (most), >, 36);
  g_assert_cmpfloat (1200 * log2 (most), <, 38.5);
}

/* 6.02 dB a bit, and 1.76 dB for a sine at full scale. */
static void
test_bits (void)
{
  double worst = 0;

  for (int bits = 5; bits <= 13; bits += 2) {
    g_autofree char *settings = g_strdup_printf ("bits=%d high_cut=20000", bits);
    fill (997, 0.9999);
    const int latency = run (settings);
    for (int i = latency; i < LENGTH; i++)
      audio[0][i] -= (float) (0.9999 * sin (2 * G_PI * 997 * (i - latency) / RATE));
    const double below = -3.01 - rms_db (0, RATE, RATE);
    worst = fmax (worst, fabs (below - (6.0206 * bits + 1.76)));
  }
  g_test_message ("signal over noise off theory by %.2f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.5);
}

/* Held at 8 kHz, 5 kHz becomes 3 kHz at the level of the hold, sin (6 x) / (6 sin x); filtered, it
 * does not, and what the rate can hold stays. */
static void
test_rate (void)
{
  const double x = G_PI * 3000 / RATE, hold = 20 * log10 (fabs (sin (6 * x) / (6 * sin (x))));

  fill (5000, 0.5);
  run ("rate=8000 aliasing=on high_cut=20000");
  const double folded = level_db (3000) + 6.0206;
  fill (5000, 0.5);
  run ("rate=8000 aliasing=off high_cut=20000");
  const double filtered = level_db (3000), left = level_db (5000);
  fill (2000, 0.5);
  run ("rate=8000 aliasing=off high_cut=20000");
  const double kept = level_db (2000) + 6.0206;
  g_test_message ("folds at %.3f dB (theory %.3f); filtered %.0f dB, %.0f left; kept %.3f dB",
                  folded, hold, filtered, left, kept);
  g_assert_cmpfloat (fabs (folded - hold), <, 0.05);
  g_assert_cmpfloat (filtered, <, -100);
  g_assert_cmpfloat (fabs (kept), <, 0.05);
}

static void
test_noise (void)
{
  static float first[LENGTH];
  double worst = 0;
  int clicks = 0;

  for (int db = -80; db <= -20; db += 20) {
    g_autofree char *settings = g_strdup_printf ("noise=%d high_cut=20000", db);
    memset (audio, 0, sizeof audio);
    run (settings);
    worst =
        fmax (worst, fmax (fabs (rms_db (0, 0, LENGTH) - db), fabs (rms_db (1, 0, LENGTH) - db)));
  }
  g_test_message ("noise off its level by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.1);

  /* 40 clicks a second over 4 s: 160, 4 standard deviations to either side. */
  memset (audio, 0, sizeof audio);
  run ("crackle=40 crackle_level=0 high_cut=20000");
  memcpy (first, audio[0], sizeof first);
  for (int i = 0, quiet = 0; i < LENGTH; i++) {
    const bool heard = fabsf (first[i]) > 0;
    clicks += heard && quiet > 200;
    quiet = heard ? 0 : quiet + 1;
  }
  memset (audio, 0, sizeof audio);
  run ("crackle=40 crackle_level=0 high_cut=20000");
  g_assert_cmpmem (first, sizeof first, audio[0], sizeof first);
  g_test_message ("%d clicks heard apart in 4 s of 40 a second", clicks);
  g_assert_cmpint (clicks, >, 80);
  g_assert_cmpint (clicks, <, 160 + 51);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/lofi/wow", test_wow);
  g_test_add_func ("/effects/lofi/bits", test_bits);
  g_test_add_func ("/effects/lofi/rate", test_rate);
  g_test_add_func ("/effects/lofi/noise", test_noise);
  return g_test_run ();
}

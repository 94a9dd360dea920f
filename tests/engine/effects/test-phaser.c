/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/phaser.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][RATE];

static void
run (const char *settings)
{
  Rig *rig = rig_new (&phaser_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE);
  rig_free (rig);
}

/* Standing still: dry + wet A^n / (1 - feedback z^-1 A^n). */
static void
test_response (void)
{
  const double t = (tan (G_PI * 900 / RATE) - 1) / (tan (G_PI * 900 / RATE) + 1);
  double worst = 0;

  for (int stages = 2; stages <= 12; stages += 5)
    for (int feedback = -60; feedback <= 60; feedback += 60) {
      g_autofree char *settings =
          g_strdup_printf ("frequency=900 depth=0 stages=%d feedback=%d mix=50", stages, feedback);
      memset (audio, 0, sizeof audio);
      audio[1][0] = 1;
      run (settings);
      for (double hz = 30; hz < 20000; hz *= 1.1) {
        const double complex z = cexp (-2 * G_PI * I * hz / RATE);
        const double complex a = cpow ((t + z) / (1 + t * z), stages);
        double complex sum = 0;
        for (int i = 0; i < RATE; i++)
          sum += audio[1][i] * cexp (-2 * G_PI * I * hz * i / RATE);
        worst = fmax (worst, cabs (sum - 0.5 - 0.5 * a / (1 - feedback / 100.0 * z * a)));
      }
    }
  g_test_message ("response off by %.1f dB of full scale at most", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -90);
}

/* Two all-passes turn a tone by 180 degrees where the sweep meets it: its notch. */
static void
test_sweep (void)
{
  double least = 1;
  int where = 0;

  for (int i = 0; i < RATE; i++)
    audio[0][i] = audio[1][i] = (float) sin (2 * G_PI * 1000 * i / RATE);
  run ("frequency=500 depth=2 rate=1 stages=2 feedback=0 mix=50");
  /* 1000 Hz is an octave above the middle: half of the depth, at a twelfth of a turn. */
  for (int i = 1000; i < RATE / 4 - 1000; i++) {
    const double envelope = fmax (fabsf (audio[0][i]), fabsf (audio[0][i + 12]));
    if (envelope < least) {
      least = envelope;
      where = i + 6;
    }
  }
  g_test_message ("notch of %.1f dB at %.4f turns", 20 * log10 (least), (double) where / RATE);
  g_assert_cmpfloat (fabs ((double) where / RATE - 1 / 12.0), <, 0.003);
  g_assert_cmpfloat (20 * log10 (least), <, -30);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/phaser/response", test_response);
  g_test_add_func ("/effects/phaser/sweep", test_sweep);
  return g_test_run ();
}

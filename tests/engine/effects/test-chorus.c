/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chorus and flanger. */
#include "base/realtime.h"
#include "effects/chorus.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)

static float audio[2][LENGTH];

static void
run (const Processor *processor, const char *settings)
{
  Rig *rig = rig_new (processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
}

/* Each voice is the input as it was D (t) ago. */
static void
test_swing (void)
{
  for (double hz = 200; hz < 10000; hz *= 3.3) {
    double worst = 0;
    for (int i = 0; i < LENGTH; i++)
      audio[0][i] = audio[1][i] = (float) sin (2 * G_PI * hz * i / RATE);
    run (&chorus_processor, "delay=10 depth=4 rate=1.5 voices=1 spread=90 mix=100");
    for (int i = RATE / 10; i < LENGTH; i++)
      for (int c = 0; c < 2; c++) {
        const double turns = 1.5 * i / RATE + 0.25 * c;
        const double late = 0.010 + 0.002 * (1 + sin (2 * G_PI * turns));
        const double wanted = sin (2 * G_PI * hz * ((double) i / RATE - late));
        worst = fmax (worst, fabs (audio[c][i] - wanted));
      }
    g_test_message ("%.0f Hz: off by %.1f dB at most", hz, 20 * log10 (worst));
    g_assert_cmpfloat (20 * log10 (worst), <, -85);
  }
}

/* Standing still it is a comb: dry + wet z^-D / (1 - feedback z^-D). */
static void
test_comb (void)
{
  double worst = 0;

  for (int feedback = -90; feedback <= 90; feedback += 45) {
    g_autofree char *settings = g_strdup_printf ("delay=1 depth=0 mix=50 feedback=%d", feedback);
    memset (audio, 0, sizeof audio);
    audio[0][0] = 1;
    run (&flanger_processor, settings);
    for (double hz = 50; hz < 8000; hz *= 1.07) {
      double complex sum = 0;
      for (int i = 0; i < RATE / 2; i++)
        sum += audio[0][i] * cexp (-2 * G_PI * I * hz * i / RATE);
      const double complex z = cexp (-2 * G_PI * I * hz * 0.001);
      worst = fmax (worst, cabs (sum - 0.5 - 0.5 * z / (1 - feedback / 100.0 * z)));
    }
  }
  g_test_message ("comb off by %.1f dB of full scale at most", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -80);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/chorus/swing", test_swing);
  g_test_add_func ("/effects/chorus/comb", test_comb);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/transient.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][RATE], in[RATE];

static void
run (const char *settings)
{
  Rig *rig = rig_new (&transient_processor, RATE, 2, settings);
  memcpy (in, audio[0], sizeof in);
  memcpy (audio[1], audio[0], sizeof audio[1]);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE);
  rig_free (rig);
}

static double
pole (double ms)
{
  return exp (-1000 / (ms * RATE));
}

static double
limited (double wanted, double range)
{
  return wanted / (1 + fabs (wanted) / range);
}

static double
worst_against (int from, int to, double (*wanted) (int n))
{
  double worst = 0;

  for (int i = from; i < to; i++)
    worst = fmax (worst, fabs (20 * log10 (fabs (audio[0][i] / in[i])) - wanted (i - from)));
  return worst;
}

/* A step from -40 to -10 dB: the averages of a step of 30 dB are 30 (1 - p^n). */
static double
wanted_attack (int n)
{
  return limited (0.4 * 30 * (pow (pole (15), n + 1) - pow (pole (0.5), n + 1)), 15);
}

static void
test_attack (void)
{
  for (int i = 0; i < RATE; i++)
    audio[0][i] = (float) ((i & 1 ? 1 : -1) * (i < RATE / 2 ? 0.01 : pow (10, -0.5)));
  run ("attack=80 attack_time=15 range=15");
  const double worst = worst_against (RATE / 2, RATE, wanted_attack);
  g_test_message ("attack off by %.5f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.001);
}

/* From -10 dB to silence that is told by a whisper: the detector falls in a straight line of dB, r
 * a frame, which an average follows late: r (n - p / (1 - p) (1 - p^n)). */
static double
average_of_fall (double p, int n)
{
  return (n - p / (1 - p) * (1 - pow (p, n))) * 20 / log (10) * 1000 / (15.0 * RATE);
}

static double
wanted_sustain (int n)
{
  return limited (-0.3 * (average_of_fall (pole (0.5), n + 1) - average_of_fall (pole (60), n + 1)),
                  30);
}

static void
test_sustain (void)
{
  for (int i = 0; i < RATE; i++)
    audio[0][i] = (float) ((i & 1 ? 1 : -1) * (i < RATE * 3 / 4 ? pow (10, -0.5) : 0.0002));
  run ("sustain=-60 sustain_time=60 range=30");
  /* Until the detector has arrived there: 64 dB at 0.012 dB a frame. */
  const double worst = worst_against (RATE * 3 / 4, RATE * 3 / 4 + 5000, wanted_sustain);
  g_test_message ("sustain off by %.4f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.01);
}

/* A steady tone passes, at any level and with everything turned up. */
static void
test_steady (void)
{
  double worst = 0;

  for (double db = -50; db <= 0; db += 25)
    for (double hz = 200; hz < 5000; hz *= 3) {
      for (int i = 0; i < RATE; i++)
        audio[0][i] = (float) (pow (10, db / 20) * sin (2 * G_PI * hz * i / RATE));
      run ("attack=100 sustain=100");
      double before = 0, after = 0;
      for (int i = RATE * 9 / 10; i < RATE; i++) {
        before += in[i] * in[i];
        after += audio[0][i] * audio[0][i];
      }
      worst = fmax (worst, fabs (10 * log10 (after / before)));
    }
  g_test_message ("a steady tone moves by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.5);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/transient/attack", test_attack);
  g_test_add_func ("/effects/transient/sustain", test_sustain);
  g_test_add_func ("/effects/transient/steady", test_steady);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "effects/utility.h"
#include "processor_check.h"
#include "step_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH 48000

static float audio[2][LENGTH], before[2][LENGTH];

static void
fill_noise (void)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      before[c][i] = audio[c][i] = hash_noise (hash_key (1, 1, (unsigned) c), i);
}

static void
process (const char *settings, int channels)
{
  Rig *rig = rig_new (&utility_processor, RATE, channels, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
}

/* Each output must be same * itself + other * the other side, to `tolerance`. */
static void
check_matrix (const char *settings, double ll, double lr, double rl, double rr, double tolerance)
{
  fill_noise ();
  process (settings, 2);
  for (int i = 0; i < LENGTH; i++) {
    const double l = before[0][i], r = before[1][i];
    g_assert_cmpfloat (fabs (audio[0][i] - (ll * l + lr * r)), <=, tolerance);
    g_assert_cmpfloat (fabs (audio[1][i] - (rl * l + rr * r)), <=, tolerance);
  }
}

static void
test_matrix (void)
{
  const double double_gain = pow (10, 6 / 20.0);

  check_matrix ("", 1, 0, 0, 1, 0);
  check_matrix ("gain=-100", 0, 0, 0, 0, 0);
  check_matrix ("gain=6", double_gain, 0, 0, double_gain, 1e-6);
  check_matrix ("width=0", 0.5, 0.5, 0.5, 0.5, 1e-7);
  check_matrix ("width=200", 1.5, -0.5, -0.5, 1.5, 1e-6);
  check_matrix ("swap=on", 0, 1, 1, 0, 0);
  check_matrix ("invert_left=on", -1, 0, 0, 1, 0);
  check_matrix ("invert_right=on swap=on", 0, 1, -1, 0, 0);
  check_matrix ("swap=on gain=6 width=50", 0.25 * double_gain, 0.75 * double_gain,
                0.75 * double_gain, 0.25 * double_gain, 1e-6);
}

static void
test_mono (void)
{
  fill_noise ();
  process ("width=0 invert_left=on swap=on mono_below=100", 1);
  for (int i = 0; i < LENGTH; i++)
    g_assert_cmpfloat (audio[0][i], ==, -before[0][i]);
}

/* Response of an output channel to an impulse, at hz. */
static double complex
response (int channel, double hz)
{
  double complex sum = 0;
  for (int i = 0; i < LENGTH; i++)
    sum += audio[channel][i] * cexp (-2 * G_PI * I * hz * i / RATE);
  return sum;
}

static double
db (double complex h)
{
  return 20 * log10 (cabs (h) + 1e-30);
}

static void
test_mono_below (void)
{
  double worst = 0;

  /* The same on both sides: level unchanged at all frequencies. */
  memset (audio, 0, sizeof audio);
  audio[0][0] = audio[1][0] = 1;
  process ("mono_below=120", 2);
  for (double hz = 20; hz < 20000; hz *= 1.1)
    worst = fmax (worst, fabs (db (response (0, hz))));
  g_test_message ("mid flat within %.6f dB", worst);
  g_assert_cmpfloat (worst, <, 0.001);

  /* One side only: in the middle below, on its side above, the sum as flat. */
  memset (audio, 0, sizeof audio);
  audio[0][0] = 1;
  process ("mono_below=120", 2);
  worst = 0;
  for (double hz = 20; hz < 20000; hz *= 1.1)
    worst = fmax (worst, fabs (db (response (0, hz) + response (1, hz))));
  g_assert_cmpfloat (worst, <, 0.001);
  g_assert_cmpfloat (fabs (db (response (0, 20) / response (1, 20))), <, 0.05);
  for (double hz = 1000; hz < 20000; hz *= 1.1) {
    g_assert_cmpfloat (fabs (db (response (0, hz))), <, 0.005);
    g_assert_cmpfloat (db (response (1, hz)), <, -75);
  }
  /* The side alone is a fourth-order Linkwitz-Riley high pass: -6.02 dB at its frequency. */
  g_assert_cmpfloat (fabs (db (response (0, 120) - response (1, 120)) + 6.02), <, 0.01);
  g_assert_cmpfloat (fabs (db (response (0, 60) - response (1, 60)) + 24.61), <, 0.02);
}

static void
test_dc (void)
{
  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = audio[1][i] = (float) (0.3 + 0.5 * sin (2 * G_PI * 40 * i / RATE));
  process ("dc=on", 2);
  double mean = 0, power = 0;
  for (int i = LENGTH / 2; i < LENGTH; i++) {
    mean += audio[0][i] / (LENGTH / 2.0);
    power += (double) audio[0][i] * audio[0][i] / (LENGTH / 2.0);
  }
  g_assert_cmpfloat (fabs (mean), <, 1e-4);
  /* The sine: a high pass at 3 Hz leaves 40 Hz within 0.03 dB. */
  g_assert_cmpfloat (fabs (10 * log10 (power / 0.125)), <, 0.03);
}

static void
test_tail (void)
{
  Rig *rig = rig_new (&utility_processor, RATE, 2, "dc=on mono_below=10");
  const int tail = (int) utility_processor.tail (&rig->setup);

  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = audio[1][i] = 1;
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  memset (audio, 0, sizeof audio);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  for (int i = tail; i < LENGTH; i++)
    g_assert_cmpfloat (fabs (audio[0][i]), <, 1e-6);
  rig_free (rig);
}

static void
test_steps (void)
{
  const DeviceSpec *spec = utility_processor.spec;

  for (const ParamSpec *param = spec->params; param < spec->params + spec->n_params; param++) {
    /* Up to 0 dB, so that the sine stays below full scale. */
    const double max = param == spec->params ? 0 : param->max;
    const double worst = step_check_db (&utility_processor, "", param->name, param->min, max);
    g_test_message ("%s: %.1f dBFS", param->name, worst);
    g_assert_cmpfloat (worst, <, -80);
  }
}

static void
test_processor (void)
{
  processor_check (&utility_processor, "");
  processor_check (&utility_processor, "gain=-7 width=150 mono_below=120 dc=on");
  processor_check (&utility_processor, "swap=on invert_left=on width=0");
}

static void
test_presets (void)
{
  const DeviceSpec *spec = utility_processor.spec;
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&utility_processor, RATE, 2, spec->presets[i].values));
  g_assert_true (effect_find ("utility") == &utility_processor);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/utility/matrix", test_matrix);
  g_test_add_func ("/effects/utility/mono", test_mono);
  g_test_add_func ("/effects/utility/mono-below", test_mono_below);
  g_test_add_func ("/effects/utility/dc", test_dc);
  g_test_add_func ("/effects/utility/tail", test_tail);
  g_test_add_func ("/effects/utility/steps", test_steps);
  g_test_add_func ("/effects/utility/processor", test_processor);
  g_test_add_func ("/effects/utility/presets", test_presets);
  return g_test_run ();
}

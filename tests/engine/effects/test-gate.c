/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "effects/gate.h"
#include "processor_check.h"
#include "step_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][4 * RATE];

static void
process (Rig *rig, int n)
{
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, n);
}

static void
fill_sine (int n, double hz, double db)
{
  for (int i = 0; i < n; i++)
    audio[0][i] = audio[1][i] = (float) (sin (2 * G_PI * hz * i / RATE) * pow (10, db / 20));
}

static double
level_db (const float *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += (double) x[i] * x[i];
  return 10 * log10 (2 * sum / n + 1e-30);
}

static double
settled_db (const char *settings, double hz, double in_db)
{
  Rig *rig = rig_new (&gate_processor, RATE, 2, settings);
  fill_sine (2 * RATE, hz, in_db);
  process (rig, 2 * RATE);
  rig_free (rig);
  return level_db (audio[0] + RATE, RATE);
}

static void
test_range (void)
{
  g_assert_cmpfloat (fabs (settled_db ("threshold=-30 range=40", 1000, -31) + 71), <, 0.01);
  g_assert_cmpfloat (fabs (settled_db ("threshold=-30 range=40", 1000, -29) + 29), <, 0.01);
  g_assert_cmpfloat (settled_db ("threshold=-30 range=100", 1000, -31), <, -200);
  g_assert_cmpfloat (fabs (settled_db ("threshold=-30 range=0", 1000, -31) + 31), <, 0.01);
}

static void
test_expander_curve (void)
{
  double worst = 0;
  for (double in = -60; in <= -21; in += 3) {
    const double wanted = in - fmin (50, fmax (0, -30 - in) * 1.5);
    const double got = settled_db ("threshold=-30 range=50 ratio=2.5 hysteresis=0", 1000, in);
    worst = fmax (worst, fabs (got - wanted));
    g_assert_cmpfloat (fabs (got - wanted), <, 0.1);
  }
  g_test_message ("expander curve off by %.3f dB at most", worst);
}

/* Reductions after each of n frames that enter. */
static void
trace (Rig *rig, float *reductions, int n)
{
  for (int i = 0; i < n; i++) {
    rig_process (rig, (float *[]){ audio[0] + i, audio[1] + i }, NULL, 1);
    reductions[i] = gate_gain_reduction_db (rig->state);
  }
}

static void
test_times (void)
{
  static float reductions[RATE];
  const double holds[] = { 12.5, 20, 50, 333 };

  for (size_t h = 0; h < G_N_ELEMENTS (holds); h++) {
    g_autofree char *settings =
        g_strdup_printf ("threshold=-30 range=100 attack=2 release=20 hold=%g", holds[h]);
    Rig *rig = rig_new (&gate_processor, RATE, 2, settings);
    const int from = 1000, to = RATE / 2, hold = (int) (holds[h] * 48);
    memset (audio, 0, sizeof audio);
    for (int i = from; i < to; i++)
      audio[0][i] = audio[1][i] = 0.5f;
    trace (rig, reductions, RATE);

    for (int n = 1; n < 480; n++) { /* 63 % of the amplitude after the attack */
      const double gain = 1 - exp (-n / (2 * 48.0));
      g_assert_cmpfloat (fabs (pow (10, -reductions[from + n - 1] / 20) - gain), <, 1e-4);
    }
    g_assert_cmpfloat (reductions[to - 1 + hold], ==, 0);
    g_assert_cmpfloat (reductions[to + hold], >, 0);
    for (int n = 1; n < 480; n++) /* 8.686 dB a release */
      g_assert_cmpfloat (fabs (reductions[to - 1 + hold + n] - 8.6859 * n / 960.0), <, 0.002);
    rig_free (rig);
  }
}

static int
count_closings (const char *settings, int n)
{
  static float reductions[4 * RATE];
  Rig *rig = rig_new (&gate_processor, RATE, 1, settings);
  int closings = 0;

  trace (rig, reductions, n);
  rig_free (rig);
  for (int i = 1; i < n; i++)
    closings += reductions[i] >= 0.1f && reductions[i - 1] < 0.1f;
  return closings;
}

static void
test_chatter (void)
{
  const uint64_t key = hash_key (1, 1, 1);

  /* A 41 Hz note over 3 s, falling by 20 dB through the threshold, its level trembling by +-3 dB.
   */
  for (int i = 0; i < 3 * RATE; i++) {
    const double tremble = 3 * hash_noise (key, i / 2400);
    audio[0][i] = (float) (sin (2 * G_PI * 41 * i / RATE) *
                           pow (10, (-20 - 20.0 * i / (3 * RATE) + tremble) / 20));
  }
  const char *none = "threshold=-30 hysteresis=0 hold=0 attack=0.1 release=1";
  const char *some = "threshold=-30 hysteresis=6.5 hold=0 attack=0.1 release=1";
  float *copy = g_memdup2 (audio[0], sizeof audio[0]);
  const int without = count_closings (none, 3 * RATE);
  memcpy (audio[0], copy, sizeof audio[0]);
  const int with = count_closings (some, 3 * RATE);
  g_free (copy);
  g_test_message ("closed %d times without hysteresis, %d with", without, with);
  g_assert_cmpint (without, >, 2);
  g_assert_cmpint (with, ==, 1);
}

static void
test_key (void)
{
  static float key[2][RATE];
  const struct {
    double hz;
    bool open;
  } cases[] = { { 60, false }, { 1000, true }, { 12000, false } };

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++) {
    Rig *rig = rig_new (&gate_processor, RATE, 2,
                        "threshold=-20 range=40 sidechain_low_cut=500 sidechain_high_cut=3000");
    for (int i = 0; i < RATE; i++)
      key[0][i] = key[1][i] = (float) (0.5 * sin (2 * G_PI * cases[k].hz * i / RATE));
    fill_sine (RATE, 300, -60);
    rig_process (rig, (float *[]){ audio[0], audio[1] }, (const float *[]){ key[0], key[1] }, RATE);
    const double got = level_db (audio[0] + RATE / 2, RATE / 2);
    g_assert_cmpfloat (fabs (got - (cases[k].open ? -60 : -100)), <, 0.05);
    rig_free (rig);
  }

  /* Listening gives the filtered key: at its corner the high pass is 3 dB down. */
  Rig *rig = rig_new (&gate_processor, RATE, 2, "listen=on sidechain_low_cut=1000");
  fill_sine (RATE, 1000, -60);
  process (rig, RATE);
  g_assert_cmpfloat (fabs (level_db (audio[0] + RATE / 2, RATE / 2) + 63.01), <, 0.02);
  rig_free (rig);
}

static void
test_lookahead (void)
{
  Rig *rig = rig_new (&gate_processor, RATE, 2, "threshold=-20 lookahead=4 attack=0.5 range=100");
  const int latency = rig_latency (rig);

  g_assert_cmpint (latency, ==, 192);
  memset (audio, 0, sizeof audio);
  for (int i = 5000; i < 10000; i++)
    audio[0][i] = audio[1][i] = 0.5f;
  process (rig, RATE);
  g_assert_cmpfloat (audio[0][5000 + latency - 1], ==, 0);
  for (int i = 5000; i < 10000; i++) /* open to within 0.04 % when the sound comes */
    g_assert_cmpfloat (fabs (audio[1][i + latency] - 0.5), <, 2e-4);
  rig_free (rig);
}

static void
test_steps (void)
{
  const DeviceSpec *spec = gate_processor.spec;

  for (const ParamSpec *param = spec->params; param < spec->params + spec->n_params; param++) {
    if (param->rebuild)
      continue;
    const double worst = step_check_db (&gate_processor, "threshold=-3 hysteresis=0 attack=5",
                                        param->name, param->min, param->max);
    g_test_message ("%s: %.1f dBFS", param->name, worst);
    g_assert_cmpfloat (worst, <, -80);
  }
}

static void
test_processor (void)
{
  processor_check (&gate_processor, "threshold=-20");
  processor_check (&gate_processor, "threshold=-10 ratio=3 lookahead=2.2 hold=5");
  processor_check (&gate_processor, "threshold=-25 sidechain_low_cut=300 sidechain_high_cut=5000 "
                                    "range=100 listen=on");
}

static void
test_presets (void)
{
  const DeviceSpec *spec = gate_processor.spec;
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&gate_processor, RATE, 2, spec->presets[i].values));
  g_assert_true (effect_find ("gate") == &gate_processor);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/gate/range", test_range);
  g_test_add_func ("/effects/gate/expander-curve", test_expander_curve);
  g_test_add_func ("/effects/gate/times", test_times);
  g_test_add_func ("/effects/gate/chatter", test_chatter);
  g_test_add_func ("/effects/gate/key", test_key);
  g_test_add_func ("/effects/gate/lookahead", test_lookahead);
  g_test_add_func ("/effects/gate/steps", test_steps);
  g_test_add_func ("/effects/gate/processor", test_processor);
  g_test_add_func ("/effects/gate/presets", test_presets);
  return g_test_run ();
}

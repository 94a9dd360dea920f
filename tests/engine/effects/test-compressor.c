/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/compressor.h"
#include "effects/effects.h"
#include "processor_check.h"
#include "step_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][4 * RATE];

static void
fill_sine (int n, double hz, double left_db, double right_db)
{
  for (int i = 0; i < n; i++) {
    const double x = sin (2 * G_PI * hz * i / RATE);
    audio[0][i] = (float) (x * pow (10, left_db / 20));
    audio[1][i] = (float) (x * pow (10, right_db / 20));
  }
}

static void
process (Rig *rig, int n)
{
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, n);
}

static double
level_db (const float *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += (double) x[i] * x[i];
  return 10 * log10 (2 * sum / n + 1e-30);
}

/* The level a sine of in_db settles at. */
static double
settled_db (const char *settings, double in_db)
{
  Rig *rig = rig_new (&compressor_processor, RATE, 2, settings);
  fill_sine (2 * RATE, 1000, in_db, in_db);
  process (rig, 2 * RATE);
  rig_free (rig);
  return level_db (audio[0] + RATE, RATE);
}

static double
curve_db (double x, double t, double r, double w)
{
  const double over = x - t;
  if (2 * over < -w)
    return x;
  if (2 * fabs (over) <= w && w > 0)
    return x + (1 / r - 1) * (over + w / 2) * (over + w / 2) / (2 * w);
  return t + over / r;
}

static void
test_static_curve (void)
{
  const struct {
    double threshold, ratio, knee;
  } cases[] = { { -30, 4, 0 }, { -18, 4, 6 }, { -40, 2, 24 }, { -20, 100, 3 }, { -60, 10, 12 } };
  double worst = 0;

  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autofree char *settings = g_strdup_printf ("threshold=%g ratio=%g knee=%g",
                                                 cases[c].threshold, cases[c].ratio, cases[c].knee);
    for (double in = -66; in <= 6; in += 6) {
      const double wanted = curve_db (in, cases[c].threshold, cases[c].ratio, cases[c].knee);
      const double got = settled_db (settings, in);
      worst = fmax (worst, fabs (got - wanted));
      if (fabs (got - wanted) > 0.1)
        g_error ("%s: %g dB comes out at %g, not %g", settings, in, got, wanted);
    }
  }
  g_test_message ("static curve off by %.3f dB at most", worst);
}

static void
test_rms (void)
{
  /* A sine of 0 dBFS has -3.01 dB of RMS. */
  const double got = settled_db ("detector=rms threshold=-23.0103 ratio=4 knee=0", 0);
  g_assert_cmpfloat (fabs (got + 15), <, 0.1);
}

static void
fill_level (int from, int to, double db)
{
  for (int i = from; i < to; i++)
    audio[0][i] = audio[1][i] = (float) pow (10, db / 20);
}

/* Reductions after each of n frames that enter. */
static void
trace (Rig *rig, float *reductions, int n)
{
  for (int i = 0; i < n; i++) {
    rig_process (rig, (float *[]){ audio[0] + i, audio[1] + i }, NULL, 1);
    reductions[i] = compressor_gain_reduction_db (rig->state);
  }
}

static void
test_times (void)
{
  static float reductions[4 * RATE];
  const double attacks[] = { 0.1, 1, 10, 100 }, releases[] = { 20, 120, 500 };

  for (size_t i = 0; i < G_N_ELEMENTS (attacks); i++) {
    g_autofree char *settings =
        g_strdup_printf ("threshold=-30 ratio=4 knee=0 attack=%g", attacks[i]);
    Rig *rig = rig_new (&compressor_processor, RATE, 2, settings);
    fill_level (0, RATE, -10);
    trace (rig, reductions, RATE);
    for (int n = 1; n < RATE; n += 1 + n / 8) {
      const double wanted = 15 * (1 - exp (-n / (attacks[i] / 1000 * RATE)));
      g_assert_cmpfloat (fabs (reductions[n - 1] - wanted), <, 0.01);
    }
    rig_free (rig);
  }

  for (size_t i = 0; i < G_N_ELEMENTS (releases); i++) {
    g_autofree char *settings =
        g_strdup_printf ("threshold=-30 ratio=4 knee=0 attack=0.01 release=%g", releases[i]);
    Rig *rig = rig_new (&compressor_processor, RATE, 2, settings);
    fill_level (0, RATE, -10);
    fill_level (RATE, 4 * RATE, -60);
    trace (rig, reductions, 4 * RATE);
    for (int n = 1; n < 3 * RATE; n += 1 + n / 8) {
      const double wanted = 15 * exp (-n / (releases[i] / 1000 * RATE));
      g_assert_cmpfloat (fabs (reductions[RATE + n - 1] - wanted), <, 0.02);
    }
    rig_free (rig);
  }
}

/* Milliseconds until 63 % of the reduction is gone after `loud` frames of it. */
static double
recovery_ms (const char *settings, int loud)
{
  static float reductions[4 * RATE];
  Rig *rig = rig_new (&compressor_processor, RATE, 2, settings);
  int n = loud;

  fill_level (0, loud, -10);
  fill_level (loud, 4 * RATE, -60);
  trace (rig, reductions, 4 * RATE);
  while (reductions[n] > reductions[loud - 1] * exp (-1))
    n++;
  rig_free (rig);
  return (n - loud) * 1000.0 / RATE;
}

static void
test_auto_release (void)
{
  const char *fixed = "threshold=-30 ratio=4 knee=0 attack=0.1 release=100";
  const char *automatic = "threshold=-30 ratio=4 knee=0 attack=0.1 release=100 auto_release=on";
  const double after_peak = recovery_ms (automatic, RATE / 100);
  const double after_passage = recovery_ms (automatic, 2 * RATE);

  g_test_message ("63 %% back: %.0f ms after a 10 ms peak, %.0f ms after 2 s", after_peak,
                  after_passage);
  g_assert_cmpfloat (fabs (recovery_ms (fixed, RATE / 100) - 100), <, 2);
  g_assert_cmpfloat (fabs (recovery_ms (fixed, 2 * RATE) - 100), <, 2);
  g_assert_cmpfloat (after_peak, <, 115);
  g_assert_cmpfloat (after_passage, >, 600);
}

static void
test_auto_makeup (void)
{
  const double plain = settled_db ("threshold=-30 ratio=3 knee=0 makeup=2", -10);
  const double automatic = settled_db ("threshold=-30 ratio=3 knee=0 makeup=2 auto_makeup=on", -10);

  g_assert_cmpfloat (fabs (automatic - plain - 10), <, 0.001); /* 30 (1 - 1/3) / 2 */
  g_assert_cmpfloat (fabs (plain - (-30 + 20 / 3.0 + 2)), <, 0.1);
}

static void
test_mix_lookahead (void)
{
  static float wet[2 * RATE], half[2 * RATE];
  Rig *rig = rig_new (&compressor_processor, RATE, 2, "lookahead=5 mix=0 threshold=-40 makeup=12");
  const int latency = rig_latency (rig);

  g_assert_cmpint (latency, ==, 240);
  fill_sine (RATE, 777, -3, -9);
  process (rig, RATE);
  for (int i = 0; i < RATE; i++) {
    const double x = i < latency ? 0 : sin (2 * G_PI * 777 * (i - latency) / RATE);
    g_assert_cmpfloat (audio[0][i], ==, (float) (x * pow (10, -3 / 20.0)));
    g_assert_cmpfloat (audio[1][i], ==, (float) (x * pow (10, -9 / 20.0)));
  }
  rig_free (rig);

  /* Parallel: 40 % of the compressed and 60 % of the untouched sound, in phase. */
  rig = rig_new (&compressor_processor, RATE, 2, "lookahead=5 threshold=-40 makeup=12");
  fill_sine (RATE, 777, -3, -9);
  process (rig, RATE);
  memcpy (wet, audio[0], sizeof wet);
  rig_free (rig);
  rig = rig_new (&compressor_processor, RATE, 2, "lookahead=5 threshold=-40 makeup=12 mix=40");
  fill_sine (RATE, 777, -3, -9);
  process (rig, RATE);
  memcpy (half, audio[0], sizeof half);
  rig_free (rig);
  for (int i = 240; i < RATE; i++) {
    const double dry = sin (2 * G_PI * 777 * (i - 240) / RATE) * pow (10, -3 / 20.0);
    g_assert_cmpfloat (fabs (half[i] - (0.6 * dry + 0.4 * wet[i])), <, 1e-6);
  }
}

static void
test_lookahead (void)
{
  /* A step to 0 dBFS: the gain is down to within 1 % when it comes out. */
  Rig *rig = rig_new (&compressor_processor, RATE, 2,
                      "lookahead=5 threshold=-20 ratio=100 knee=0 attack=1");
  fill_level (0, RATE / 2, -60);
  fill_level (RATE / 2, RATE, 0);
  process (rig, RATE);
  const double first_db = 20 * log10 ((double) audio[0][RATE / 2 + 240]);
  g_assert_cmpfloat (audio[0][RATE / 2 + 239], <, 0.01);
  g_assert_cmpfloat (fabs (first_db + 19.8), <, 0.2);
  rig_free (rig);
}

static void
test_sidechain (void)
{
  static float key[2][RATE];
  const float *const side[2] = { key[0], key[1] };

  for (int hz = 50; hz <= 2000; hz += 1950) {
    Rig *rig = rig_new (&compressor_processor, RATE, 1,
                        "threshold=-40 ratio=100 knee=0 sidechain_low_cut=500");
    for (int i = 0; i < RATE; i++)
      key[0][i] = key[1][i] = (float) (0.1 * sin (2 * G_PI * hz * i / RATE));
    fill_sine (RATE, 300, -3, -3);
    rig_process (rig, (float *[]){ audio[0], audio[1] }, side, RATE);
    /* The Butterworth high pass on the key. */
    const double cut = -10 * log10 (1 + pow (500.0 / hz, 4));
    const double wanted = -3 - fmax (0, (-20 + cut + 40) * 0.99);
    g_assert_cmpfloat (fabs (level_db (audio[0] + RATE / 2, RATE / 2) - wanted), <, 0.15);
    rig_free (rig);
  }
}

static void
test_link (void)
{
  /* Left is 15 dB above the threshold, right below it. */
  for (int link = 0; link <= 100; link += 25) {
    g_autofree char *settings = g_strdup_printf ("threshold=-15 ratio=4 knee=0 link=%d", link);
    Rig *rig = rig_new (&compressor_processor, RATE, 2, settings);
    fill_sine (2 * RATE, 1000, 0, -20);
    process (rig, 2 * RATE);
    g_assert_cmpfloat (fabs (level_db (audio[0] + RATE, RATE) + 11.25), <, 0.1);
    g_assert_cmpfloat (fabs (level_db (audio[1] + RATE, RATE) + 20 + 11.25 * link / 100), <, 0.1);
    rig_free (rig);
  }
}

static void
test_link_bits (void)
{
  /* Unlinking and linking again is the same to the bit as never unlinked, once both agree. */
  Rig *a = rig_new (&compressor_processor, RATE, 2, "link=100 attack=0.01");
  Rig *b = rig_new (&compressor_processor, RATE, 2, "link=100 attack=0.01");
  static float other[2][RATE];

  fill_sine (RATE, 1000, -3, -3);
  memcpy (other[0], audio[0], sizeof other[0]);
  memcpy (other[1], audio[1], sizeof other[1]);
  rig_process (a, (float *[]){ audio[0], audio[1] }, NULL, RATE);
  for (int at = 0; at < RATE; at += 9600) {
    rig_settings (b, at / 9600 % 2 ? "link=0" : "link=100");
    rig_set (b, false);
    rig_process (b, (float *[]){ other[0] + at, other[1] + at }, NULL, 9600);
  }
  g_assert_cmpmem (audio[0], sizeof other[0], other[0], sizeof other[0]);
  rig_free (a);
  rig_free (b);
}

static void
test_steps (void)
{
  const DeviceSpec *spec = compressor_processor.spec;

  for (const ParamSpec *param = spec->params; param < spec->params + spec->n_params; param++) {
    if (param->rebuild)
      continue;
    /* Up to 0 dB of make-up, so that the sine stays below full scale. */
    const double max = strcmp (param->name, "makeup") == 0 ? 0 : param->max;
    const double worst = step_check_db (&compressor_processor, "threshold=-30 ratio=8", param->name,
                                        param->min, max);
    g_test_message ("%s: %.1f dBFS", param->name, worst);
    g_assert_cmpfloat (worst, <, -80);
  }
}

static void
test_processor (void)
{
  processor_check (&compressor_processor, "");
  processor_check (&compressor_processor, "lookahead=3.3 auto_release=on mix=60 auto_makeup=on");
  processor_check (&compressor_processor, "detector=rms sidechain_low_cut=120 link=40 knee=0");
}

static void
test_presets (void)
{
  const DeviceSpec *spec = compressor_processor.spec;
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&compressor_processor, RATE, 2, spec->presets[i].values));
  g_assert_true (effect_find ("compressor") == &compressor_processor);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/compressor/static-curve", test_static_curve);
  g_test_add_func ("/effects/compressor/rms", test_rms);
  g_test_add_func ("/effects/compressor/times", test_times);
  g_test_add_func ("/effects/compressor/auto-release", test_auto_release);
  g_test_add_func ("/effects/compressor/auto-makeup", test_auto_makeup);
  g_test_add_func ("/effects/compressor/mix-lookahead", test_mix_lookahead);
  g_test_add_func ("/effects/compressor/lookahead", test_lookahead);
  g_test_add_func ("/effects/compressor/sidechain", test_sidechain);
  g_test_add_func ("/effects/compressor/link", test_link);
  g_test_add_func ("/effects/compressor/link-bits", test_link_bits);
  g_test_add_func ("/effects/compressor/steps", test_steps);
  g_test_add_func ("/effects/compressor/processor", test_processor);
  g_test_add_func ("/effects/compressor/presets", test_presets);
  return g_test_run ();
}

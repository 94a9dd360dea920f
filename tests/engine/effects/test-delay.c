/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/delay.h"
#include "effects/effects.h"
#include "processor_check.h"
#include "step_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (4 * RATE)

static float audio[2][LENGTH];

static void
impulse (double left, double right)
{
  memset (audio, 0, sizeof audio);
  audio[0][0] = (float) left;
  audio[1][0] = (float) right;
}

static void
process (const char *settings, int channels)
{
  Rig *rig = rig_new (&delay_processor, RATE, channels, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
}

/* The frames that are not zero must be these, with these values; ends with frame 0. */
typedef struct {
  int frame;
  double value;
} Echo;

static void
check_echoes (int channel, const Echo *echoes)
{
  for (int i = 0; i < LENGTH; i++) {
    double wanted = 0;
    for (const Echo *echo = echoes; echo->value != 0; echo++)
      if (echo->frame == i)
        wanted = echo->value;
    if (fabs (audio[channel][i] - wanted) > 1e-6)
      g_error ("channel %d, frame %d: %g instead of %g", channel, i, audio[channel][i], wanted);
  }
}

static void
test_time (void)
{
  impulse (1, 0.5);
  process ("time=1000 feedback=50 mix=40", 2);
  check_echoes (0,
                (Echo[]){ { 0, 0.6 }, { RATE, 0.4 }, { 2 * RATE, 0.2 }, { 3 * RATE, 0.1 }, { 0 } });
  check_echoes (
      1, (Echo[]){ { 0, 0.3 }, { RATE, 0.2 }, { 2 * RATE, 0.1 }, { 3 * RATE, 0.05 }, { 0 } });

  impulse (1, 0);
  process ("time=1000 feedback=0 mix=100", 1);
  check_echoes (0, (Echo[]){ { RATE, 1 }, { 0 } });
}

static void
test_sync (void)
{
  const struct {
    const char *note;
    int frames; /* at 120 bpm and 48 kHz */
  } cases[] = { { "1/1", 96000 },  { "1/1t", 64000 }, { "1/2d", 72000 }, { "1/2", 48000 },
                { "1/2t", 32000 }, { "1/4d", 36000 }, { "1/4", 24000 },  { "1/4t", 16000 },
                { "1/8d", 18000 }, { "1/8", 12000 },  { "1/8t", 8000 },  { "1/16d", 9000 },
                { "1/16", 6000 },  { "1/16t", 4000 }, { "1/32d", 4500 }, { "1/32", 3000 },
                { "1/32t", 2000 } };

  g_assert_cmpint (G_N_ELEMENTS (cases), ==, delay_processor.spec->params[2].max + 1);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *settings =
        g_strdup_printf ("sync=on note=%s feedback=0 mix=100", cases[i].note);
    impulse (1, 0);
    process (settings, 2);
    check_echoes (0, (Echo[]){ { cases[i].frames, 1 }, { 0 } });
  }
}

/* Runs up to `to` at a tempo, cut at the grid as the graph does. */
static void
run_at (Rig *rig, int to, double bpm)
{
  for (; rig->position < to; rig->position += CONTROL_GRID) {
    float *const part[2] = { audio[0] + rig->position, audio[1] + rig->position };
    const ProcessContext context = { .position = rig->position, .bpm = bpm };
    delay_processor.process (rig->state, part, CONTROL_GRID, &context);
  }
}

static void
test_tempo (void)
{
  /* From 120 to 100 bpm an eighth goes from 12000 to 14400 frames; after the crossfade of 30 ms
   * echoes come at the new time. */
  Rig *rig = rig_new (&delay_processor, RATE, 2, "sync=on note=1/8 feedback=0 mix=100");
  memset (audio, 0, sizeof audio);
  audio[0][0] = audio[0][RATE] = audio[0][RATE + 3000] = 1;
  run_at (rig, RATE, 120);
  run_at (rig, LENGTH, 100);
  check_echoes (0, (Echo[]){ { 12000, 1 }, { RATE + 14400, 1 }, { RATE + 17400, 1 }, { 0 } });
  rig_free (rig);

  /* At 10 bpm a whole note would take 24 s: it is halved to 6 s. */
  rig = rig_new (&delay_processor, RATE, 2, "sync=on note=1/1 feedback=0 mix=100");
  memset (audio, 0, sizeof audio);
  audio[0][0] = 1;
  run_at (rig, LENGTH, 10);
  memset (audio, 0, sizeof audio);
  rig->position = 0;
  run_at (rig, LENGTH, 10);
  check_echoes (0, (Echo[]){ { 6 * RATE - LENGTH, 1 }, { 0 } });
  rig_free (rig);
}

static void
test_ping_pong (void)
{
  for (int channels = 1; channels <= 2; channels++) {
    impulse (1, 1);
    process ("mode=ping_pong time=500 feedback=50 mix=100", channels);
    check_echoes (
        0,
        (Echo[]){ { 24000, 1 }, { 72000, 0.25 }, { 120000, 0.0625 }, { 168000, 0.015625 }, { 0 } });
    check_echoes (1, (Echo[]){ { 48000, 0.5 }, { 96000, 0.125 }, { 144000, 0.03125 }, { 0 } });
  }
  impulse (1, 1);
  process ("mode=ping_pong time=2000 feedback=0 mix=50 width=50", 1);
  check_echoes (0, (Echo[]){ { 0, 0.5 }, { 96000, 0.375 }, { 0 } });
  check_echoes (1, (Echo[]){ { 0, 0.5 }, { 96000, 0.125 }, { 0 } });

  Rig *rig = rig_new (&delay_processor, RATE, 1, "mode=ping_pong");
  g_assert_cmpint (rig_channels (rig), ==, 2);
  rig_free (rig);
  rig = rig_new (&delay_processor, RATE, 1, "mode=stereo");
  g_assert_cmpint (rig_channels (rig), ==, 1);
  rig_free (rig);
}

/* Level of what lies in [from, from + n) at hz. */
static double
level_db (int from, int n, double hz)
{
  double complex sum = 0;
  for (int i = from; i < from + n; i++)
    sum += audio[0][i] * cexp (-2 * G_PI * I * hz * i / RATE);
  return 20 * log10 (cabs (sum) + 1e-30);
}

static void
test_filters (void)
{
  /* The third echo has passed both Butterworth cuts three times. */
  impulse (1, 0);
  process ("time=1000 feedback=50 mix=100 low_cut=200 high_cut=4000", 2);
  for (double hz = 100; hz < 8000; hz *= 2) {
    const double warp = tan (G_PI * hz / RATE);
    const double low = warp / tan (G_PI * 200 / RATE), high = warp / tan (G_PI * 4000 / RATE);
    const double once = -10 * log10 (1 + pow (low, -4)) - 10 * log10 (1 + pow (high, 4));
    for (int echo = 1; echo <= 3; echo++) {
      const double wanted = echo * once + (echo - 1) * 20 * log10 (0.5);
      g_assert_cmpfloat (fabs (level_db (echo * RATE, RATE / 2, hz) - wanted), <, 0.05);
    }
  }
}

static void
test_fraction (void)
{
  /* Between two frames the phase of a sine keeps the exact time. */
  Rig *rig = rig_new (&delay_processor, RATE, 1, "time=10.01 feedback=0 mix=100");
  for (int i = 0; i < RATE; i++)
    audio[0][i] = (float) sin (2 * G_PI * 5000 * i / RATE);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE);
  for (int i = 1000; i < RATE; i++) /* 480.48 frames */
    g_assert_cmpfloat (fabs (audio[0][i] - sin (2 * G_PI * 5000 * (i - 480.48) / RATE)), <, 2e-5);
  rig_free (rig);
}

static void
test_ducking (void)
{
  Rig *rig = rig_new (&delay_processor, RATE, 1, "time=1000 feedback=0 mix=100 ducking=12");
  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = i < 2 * RATE ? 0.5f * (float) sin (2 * G_PI * 1000 * i / RATE) : 0;
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  const double full = 20 * log10 (0.5 * RATE / 8);
  g_assert_cmpfloat (fabs (level_db (3 * RATE / 2, RATE / 4, 1000) - full + 12), <, 0.1);
  g_assert_cmpfloat (fabs (level_db (11 * RATE / 4, RATE / 4, 1000) - full), <, 1.0);
  rig_free (rig);
}

static void
test_tail (void)
{
  const char *cases[] = { "time=50 feedback=60 mix=100 low_cut=30 high_cut=9000",
                          "time=300 feedback=0 mix=100",
                          "time=20 feedback=80 mix=100 mode=ping_pong" };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Rig *rig = rig_new (&delay_processor, RATE, 2, cases[i]);
    const Frames tail = delay_processor.tail (&rig->setup);
    g_assert_cmpint (tail, <, LENGTH);
    for (int n = 0; n < LENGTH; n++)
      audio[0][n] = audio[1][n] = 1;
    rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
    memset (audio, 0, sizeof audio);
    rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
    for (int n = (int) tail; n < LENGTH; n++)
      g_assert_cmpfloat (fmax (fabs (audio[0][n]), fabs (audio[1][n])), <, 1e-6);
    rig_free (rig);
  }
  Rig *rig = rig_new (&delay_processor, RATE, 2, "feedback=100");
  g_assert_true (delay_processor.tail (&rig->setup) == INT64_MAX);
  rig_free (rig);
}

static void
test_endless (void)
{
  /* A burst of noise goes round a thousand times between the frames and does not grow. */
  const uint64_t key = hash_key (1, 1, 1);
  Rig *rig = rig_new (&delay_processor, RATE, 1, "time=3.3 feedback=100 mix=100");
  double first = 0, last = 0;

  memset (audio, 0, sizeof audio);
  for (int i = 0; i < 158; i++)
    audio[0][i] = hash_noise (key, i);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  for (int i = 0; i < 1000; i++) {
    first = fmax (first, fabs (audio[0][1000 + i]));
    last = fmax (last, fabs (audio[0][LENGTH - 1000 + i]));
  }
  g_assert_cmpfloat (last, <, first);
  g_assert_cmpfloat (last, >, first * 0.5);
  rig_free (rig);
}

static void
test_steps (void)
{
  const DeviceSpec *spec = delay_processor.spec;
  const char *settings[] = { "mix=100 time=100 feedback=40",
                             "mix=50 sync=on note=1/32 feedback=40" };

  for (size_t s = 0; s < G_N_ELEMENTS (settings); s++)
    for (const ParamSpec *param = spec->params; param < spec->params + spec->n_params; param++) {
      if (param->rebuild)
        continue;
      /* Up to 300 ms and 80 %, so that it settles within the test. */
      double max = param->max;
      if (strcmp (param->name, "time") == 0)
        max = 300;
      if (strcmp (param->name, "feedback") == 0)
        max = 80;
      const double worst =
          step_check_db (&delay_processor, settings[s], param->name, param->min, max);
      g_test_message ("%s: %.1f dBFS", param->name, worst);
      g_assert_cmpfloat (worst, <, -80);
    }
}

static void
test_processor (void)
{
  processor_check (&delay_processor, "time=7");
  processor_check (&delay_processor, "time=1 feedback=90 mix=60 low_cut=100 high_cut=3000");
  processor_check (&delay_processor, "mode=ping_pong sync=on note=1/32t ducking=10 width=70");
}

static void
test_presets (void)
{
  const DeviceSpec *spec = delay_processor.spec;
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&delay_processor, RATE, 2, spec->presets[i].values));
  g_assert_true (effect_find ("delay") == &delay_processor);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/delay/time", test_time);
  g_test_add_func ("/effects/delay/sync", test_sync);
  g_test_add_func ("/effects/delay/tempo", test_tempo);
  g_test_add_func ("/effects/delay/ping-pong", test_ping_pong);
  g_test_add_func ("/effects/delay/filters", test_filters);
  g_test_add_func ("/effects/delay/fraction", test_fraction);
  g_test_add_func ("/effects/delay/ducking", test_ducking);
  g_test_add_func ("/effects/delay/tail", test_tail);
  g_test_add_func ("/effects/delay/endless", test_endless);
  g_test_add_func ("/effects/delay/steps", test_steps);
  g_test_add_func ("/effects/delay/processor", test_processor);
  g_test_add_func ("/effects/delay/presets", test_presets);
  return g_test_run ();
}

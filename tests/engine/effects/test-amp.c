/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The amplifier: its curves against the formula, what folds, its supply, its cabinets. The tone
 * stack has a test of its own. */
#include "base/realtime.h"
#include "effects/amp.h"
#include "effects/amp_spec.h"
#include "effects/cabinet.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)

static float audio[LENGTH];

static void
run (const char *settings, double hz, double gain)
{
  Rig *rig = rig_new (&amp_processor, RATE, 1, settings);

  for (int i = 0; i < LENGTH; i++)
    audio[i] = (float) (gain * sin (2 * G_PI * hz * i / RATE));
  rig_process (rig, (float *[]){ audio, NULL }, NULL, LENGTH);
  rig_free (rig);
}

/* The amplitude of a tone over the last second. */
static double
amplitude (double hz)
{
  double complex sum = 0;
  for (int i = LENGTH - RATE; i < LENGTH; i++)
    sum += audio[i] * cexp (-2 * G_PI * I * hz * i / RATE);
  return cabs (sum) * 2 / RATE;
}

static double
curve (double u)
{
  return u / sqrt (1 + u * u);
}

/* One turn of a tone behind the coupling, z / (z + 1) with z = j f / 30 Hz. */
static void
couple (double *x, double hz)
{
  double complex bins[48] = { 0 };

  for (int k = 1; k < 24; k++) {
    const double complex z = I * k * hz / 30;
    for (int i = 0; i < 48; i++)
      bins[k] += x[i] * cexp (-2 * G_PI * I * k * i / 48) / 24;
    bins[k] *= z / (z + 1);
  }
  for (int i = 0; i < 48; i++) {
    double complex sum = 0;
    for (int k = 1; k < 24; k++)
      sum += bins[k] * cexp (2 * G_PI * I * k * i / 48);
    x[i] = creal (sum);
  }
}

/* Both valves: the level of each harmonic against the formula. What the tone stack makes of it is
 * told by a soft tone at the same frequency. */
static void
test_harmonics (void)
{
  const char *settings = "model=crunch gain=0 power=-18 sag=0 middle=0 treble=0 cabinet=none";
  const double hz = 1000, bias = 0.25, first = 2, second = 2.5;
  const double slope = pow (1 + bias * bias, -1.5); /* of a valve at rest */
  double x[48], worst = 0, even = 0, stack[6];

  for (int k = 1; k <= 5; k++) {
    run (settings, k * hz, 1e-4);
    stack[k] = amplitude (k * hz) / (1e-4 * first * slope * second * slope);
  }
  for (int i = 0; i < 48; i++)
    x[i] = curve (first * 0.25 * sin (2 * G_PI * i / 48) + bias) - curve (bias);
  couple (x, hz);
  run (settings, hz, 0.25);
  for (int k = 1; k <= 5; k++) {
    double complex sum = 0;
    for (int i = 0; i < 48; i++)
      sum += (curve (second * x[i] - bias) + curve (bias)) * cexp (-2 * G_PI * I * k * i / 48) / 24;
    even = k == 2 ? cabs (sum) : even;
    worst = fmax (worst, fabs (amplitude (k * hz) / stack[k] - cabs (sum)));
  }
  g_test_message ("harmonics off the formula by %.1f dB; the second is at %.1f dB",
                  20 * log10 (worst), 20 * log10 (even));
  g_assert_cmpfloat (20 * log10 (worst), <, -50);
  g_assert_cmpfloat (20 * log10 (even), >, -40);
}

/* Between the harmonics of 5 kHz lies what folded. */
static void
test_aliasing (void)
{
  double worst = 0;

  run ("model=lead gain=24 cabinet=none sag=0", 5003, 0.25);
  const double first = amplitude (5003);
  for (int k = 4; k < 40; k++) {
    const double folded = fabs (5003.0 * k - RATE * rint (5003.0 * k / RATE));
    if (folded < 19000)
      worst = fmax (worst, amplitude (folded));
  }
  g_test_message ("what folds is %.1f dB below the tone", -20 * log10 (worst / first));
  g_assert_cmpfloat (20 * log10 (worst / first), <, -70);
}

/* v = 1 / (1 + 2 sag e) */
static void
test_sag (void)
{
  double level[2], mean = 0;

  run ("model=clean power=12 sag=0 cabinet=none", 300, 0.3);
  for (int i = LENGTH - RATE; i < LENGTH; i++)
    mean += fabsf (audio[i]) / RATE;
  level[0] = amplitude (300);
  run ("model=clean power=12 sag=60 cabinet=none", 300, 0.3);
  level[1] = amplitude (300);
  const double wanted = 1 / (1 + 2 * 0.6 * mean), is = level[1] / level[0];
  g_test_message ("gives in by %.2f dB (formula %.2f)", 20 * log10 (is), 20 * log10 (wanted));
  g_assert_cmpfloat (fabs (20 * log10 (is / wanted)), <, 0.1);
  g_assert_cmpfloat (is, <, 0.8);
}

static double
response_db (const float *impulse, Frames n, double hz)
{
  double complex sum = 0;
  for (Frames i = 0; i < n; i++)
    sum += impulse[i] * cexp (-2 * G_PI * I * hz * (double) i / RATE);
  return 20 * log10 (cabs (sum));
}

/* Unity at most; speakers end near 5 kHz; the rim is darker than the middle. */
static void
test_cabinets (void)
{
  static float impulse[2][RATE];
  const Frames n = cabinet_length (RATE);

  for (int kind = 0; kind < CABINET_KINDS; kind++) {
    double most = -100;
    for (int rim = 0; rim < 2; rim++)
      cabinet_fill (&(CabinetShape){ (CabinetKind) kind, rim, 0.1 }, RATE, impulse[rim]);
    for (double hz = 30; hz < 20000; hz *= 1.01)
      most = fmax (most, response_db (impulse[0], n, hz));
    g_test_message ("cabinet %d: %.2f dB at most; 20 Hz %.0f, 10 kHz %.0f, 4 kHz %.1f, rim %.1f",
                    kind, most, response_db (impulse[0], n, 20), response_db (impulse[0], n, 10000),
                    response_db (impulse[0], n, 4000), response_db (impulse[1], n, 4000));
    g_assert_cmpfloat (fabs (most), <, 0.2);
    g_assert_cmpfloat (response_db (impulse[0], n, 10000), <, kind == CABINET_BASS ? -6 : -15);
    g_assert_cmpfloat (response_db (impulse[1], n, 4000), <, response_db (impulse[0], n, 4000) - 2);
  }
}

/* With the impulse of a file that is one frame, it sounds as without a cabinet. */
static void
test_file (void)
{
  static float without[LENGTH];
  static const float one[64] = { [0] = 0.3f };
  double values[AMP_N_PARAMS];
  const char *texts[AMP_N_PARAMS] = { [AMP_FILE] = "some.wav" }, *message = NULL;
  ProcessorSound sounds[AMP_N_PARAMS] = { [AMP_FILE] = { { one, one }, 1, 64 } };
  double worst = 0;

  run ("model=crunch cabinet=none", 440, 0.2);
  memcpy (without, audio, sizeof without);
  for (int i = 0; i < AMP_N_PARAMS; i++)
    values[i] = amp_spec.params[i].initial;
  values[AMP_CABINET] = AMP_CABINET_FILE;
  ProcessorSetup setup = {
    .rate = RATE, .channels = 1, .values = values, .texts = texts, .sounds = sounds
  };
  const size_t size = (amp_processor.state_size (&setup) + 63) / 64 * 64;
  void *state = aligned_alloc (64, size);
  memset (state, 0, size);
  g_assert_true (amp_processor.init (state, &setup, &message));
  for (int i = 0; i < LENGTH; i++)
    audio[i] = (float) (0.2 * sin (2 * G_PI * 440 * i / RATE));
  amp_processor.process (state, (float *[]){ audio }, LENGTH, &(ProcessContext){ 0 });
  for (int i = 0; i < LENGTH; i++)
    worst = fmax (worst, fabs (audio[i] - without[i]));
  g_test_message ("off by %.1f dB", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -110);

  sounds[AMP_FILE].frames = 0;
  memset (state, 0, size);
  g_assert_false (amp_processor.init (state, &setup, &message));
  g_assert_nonnull (message);
  free (state);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/amp/harmonics", test_harmonics);
  g_test_add_func ("/effects/amp/aliasing", test_aliasing);
  g_test_add_func ("/effects/amp/sag", test_sag);
  g_test_add_func ("/effects/amp/cabinets", test_cabinets);
  g_test_add_func ("/effects/amp/file", test_file);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/multiband.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)

static float audio[2][LENGTH], other[2][LENGTH];

static void
run (Rig *rig, int n)
{
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, n);
}

/* What an impulse of -20 dB becomes, of one side. */
static void
measure_impulse (const char *settings, int channel)
{
  Rig *rig = rig_new (&multiband_processor, RATE, 2, settings);

  memset (audio, 0, sizeof audio);
  audio[channel][0] = 0.1f;
  run (rig, LENGTH);
  rig_free (rig);
}

static double complex
response (int channel, double hz)
{
  double complex sum = 0;

  for (int i = 0; i < LENGTH; i++)
    sum += audio[channel][i] * cexp (-2 * G_PI * I * hz * i / RATE);
  return 10 * sum;
}

/* Frequency over that of a crossover, as the bilinear transform warps it. */
static double complex
over (double hz, double crossover)
{
  return I * tan (G_PI * hz / RATE) / tan (G_PI * crossover / RATE);
}

static double complex
all_pass (double complex s)
{
  return (1 - M_SQRT2 * s + s * s) / (1 + M_SQRT2 * s + s * s);
}

/* Butterworth squared, as Linkwitz and Riley have it. */
static double complex
low_pass (double complex s)
{
  const double complex butterworth = 1 / (1 + M_SQRT2 * s + s * s);
  return butterworth * butterworth;
}

static const double crossovers[][3] = { { 120, 900, 5000 },
                                        { 30, 100, 500 },
                                        { 1000, 8000, 18000 },
                                        { 400, 440, 500 },
                                        { 60, 3000, 12000 } };

/* Amplitude and phase of the sum: three all-passes in series. */
static void
test_sum (void)
{
  double worst_db = 0, worst_phase = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (crossovers); i++) {
    const double *f = crossovers[i];
    g_autofree char *settings =
        g_strdup_printf ("mix=0 low_freq=%g mid_freq=%g high_freq=%g", f[0], f[1], f[2]);
    measure_impulse (settings, 0);
    for (double hz = 20; hz < 21000; hz *= 1.1) {
      const double complex wanted =
          all_pass (over (hz, f[0])) * all_pass (over (hz, f[1])) * all_pass (over (hz, f[2]));
      const double complex off = response (0, hz) / wanted;
      worst_db = fmax (worst_db, fabs (20 * log10 (cabs (off))));
      worst_phase = fmax (worst_phase, fabs (carg (off)));
    }
    for (int n = 0; n < LENGTH; n++)
      g_assert_cmpfloat (audio[1][n], ==, 0);
  }
  g_test_message ("flat within %.6f dB, phase within %.6f degrees", worst_db,
                  worst_phase * 180 / G_PI);
  g_assert_cmpfloat (worst_db, <, 0.001);
  g_assert_cmpfloat (worst_phase, <, 0.0005);
}

/* Of one band alone: slopes of 24 dB per octave. */
static double
band_gain (int band, const double *f, double hz)
{
  const double complex low = over (hz, f[0]), mid = over (hz, f[1]), high = over (hz, f[2]);
  const double complex outer = band < 2 ? low : high, beside = band < 2 ? high : low;
  const double complex first = band < 2 ? low_pass (mid) : low_pass (1 / mid);
  const double complex second = band % 2 ? low_pass (1 / outer) : low_pass (outer);
  return cabs (first * second * all_pass (beside));
}

static void
test_bands (void)
{
  const double f[3] = { 200, 1000, 4000 };
  double worst = 0;

  for (int band = 0; band < 4; band++) {
    g_autofree char *settings = g_strdup_printf (
        "mix=0 low_freq=200 mid_freq=1000 high_freq=4000 band%d.solo=on", band + 1);
    measure_impulse (settings, 1);
    for (double hz = 20; hz < 20000; hz *= 1.13) {
      const double wanted = band_gain (band, f, hz);
      if (wanted > 1e-4)
        worst = fmax (worst, fabs (20 * log10 (cabs (response (1, hz)) / wanted)));
    }
  }
  g_test_message ("bands off by %.5f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.01);
}

static double
level_db (const float *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += (double) x[i] * x[i];
  return 10 * log10 (2 * sum / n + 1e-30);
}

/* Faded in over half a second, so that no filter overshoots. */
static void
fill_sine (double hz, double db)
{
  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = audio[1][i] =
        (float) (sin (2 * G_PI * hz * i / RATE) * pow (10, db / 20) * fmin (1, i / (RATE / 2.0)));
}

/* A tone in each band, heard alone: Giannoulis's curve over what the crossovers leave of it. */
static void
test_curve (void)
{
  static const double f[3] = { 120, 1000, 8000 }, tones[4] = { 61, 331, 3301, 15013 };
  double worst = 0;

  for (int band = 0; band < 4; band++)
    for (double in = -50; in <= 0; in += 10) {
      g_autofree char *settings = g_strdup_printf (
          "low_freq=120 mid_freq=1000 high_freq=8000 knee=0 band%d.solo=on band%d.threshold=-30 "
          "band%d.ratio=3 band%d.release=3000 band%d.gain=2",
          band + 1, band + 1, band + 1, band + 1, band + 1);
      Rig *rig = rig_new (&multiband_processor, RATE, 2, settings);
      fill_sine (tones[band], in);
      run (rig, LENGTH);
      rig_free (rig);
      const double key = in + 20 * log10 (band_gain (band, f, tones[band]));
      const double wanted = 2 + (key > -30 ? -30 + (key + 30) / 3 : key);
      worst = fmax (worst, fabs (level_db (audio[0] + RATE, RATE) - wanted));
    }
  g_test_message ("static curve off by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.05);
}

/* Look-ahead is a delay and nothing else, which a switched-off band shows to the bit. */
static void
test_latency (void)
{
  Rig *plain = rig_new (&multiband_processor, RATE, 2, "mix=0");
  Rig *late = rig_new (&multiband_processor, RATE, 2, "mix=0 lookahead=7");
  const int latency = rig_latency (late);

  g_assert_cmpint (rig_latency (plain), ==, 0);
  g_assert_cmpint (latency, ==, 336);
  for (unsigned c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      audio[c][i] = other[c][i] = 0.3f * hash_noise (hash_key (9, 1, c), i);
  run (plain, LENGTH);
  rig_process (late, (float *[]){ other[0], other[1] }, NULL, LENGTH);
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      g_assert_cmpfloat (other[c][i], ==, i < latency ? 0 : audio[c][i - latency]);
  rig_free (plain);
  rig_free (late);
}

/* A bass key turns down the bass and leaves the treble; band 2 has 1 % of the bass tone, too. */
static void
test_sidechain (void)
{
  for (int i = 0; i < LENGTH; i++)
    other[0][i] = (float) sin (2 * G_PI * 50 * i / RATE);
  for (int high = 0; high < 2; high++) {
    Rig *rig = rig_new (&multiband_processor, RATE, 2,
                        "knee=0 band1.threshold=-20 band1.ratio=100 band1.release=3000");
    fill_sine (high ? 9000 : 40, -50);
    rig_process (rig, (float *[]){ audio[0], audio[1] }, (const float *[]){ other[0], other[0] },
                 LENGTH);
    g_assert_cmpfloat (fabs (level_db (audio[0] + RATE, RATE) - (high ? -50 : -69.5)), <, 1);
    rig_free (rig);
  }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/multiband/sum", test_sum);
  g_test_add_func ("/effects/multiband/bands", test_bands);
  g_test_add_func ("/effects/multiband/curve", test_curve);
  g_test_add_func ("/effects/multiband/latency", test_latency);
  g_test_add_func ("/effects/multiband/sidechain", test_sidechain);
  return g_test_run ();
}

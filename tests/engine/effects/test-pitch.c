/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/pitch.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (RATE + RATE / 2)

static float audio[2][LENGTH];

static int
run (const char *settings)
{
  Rig *rig = rig_new (&pitch_processor, RATE, 2, settings);
  const int latency = rig_latency (rig);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
  return latency;
}

/* Of a tone at `hz`, from a Hann window of n frames. */
static double complex
line_at (const float *from, int n, double hz)
{
  const double complex step = cexp (-2 * G_PI * I * hz / RATE), slow = cexp (2 * G_PI * I / n);
  double complex sum = 0, turn = 1, window = 1;

  for (int i = 0; i < n; i++) {
    sum += from[i] * (0.5 - 0.5 * creal (window)) * turn;
    turn *= step;
    window *= slow;
  }
  return 4 * sum / n;
}

/* By how much its phase turns within a twentieth of a second, near `hz`. */
static double
exact_hz (const float *from, double hz)
{
  const int n = RATE / 4, apart = RATE / 20;
  const double complex turned = line_at (from + apart, n, hz) / line_at (from, n, hz) *
                                cexp (-2 * G_PI * I * hz * apart / RATE);
  return hz + carg (turned) * RATE / (2 * G_PI * apart);
}

/* f comes out at f 2^(n / 12), at its own level, and nothing beside it. */
static void
test_sines (void)
{
  static const double tones[] = { 110, 219.3, 441, 1000, 3010.7 };
  static const double steps[] = { -24, -12.5, -7, -1, 0.06, 3, 7.31, 12, 24 };
  double cents_off = 0, db_off = 0, beside = 1e-9;

  for (size_t t = 0; t < G_N_ELEMENTS (tones); t++)
    for (size_t s = 0; s < G_N_ELEMENTS (steps); s++) {
      const double wanted = tones[t] * exp2 (steps[s] / 12);
      g_autofree char *settings = g_strdup_printf ("semitones=%d cents=%.1f", (int) steps[s],
                                                   100 * (steps[s] - (int) steps[s]));
      for (int i = 0; i < LENGTH; i++)
        audio[0][i] = audio[1][i] = (float) (0.5 * sin (2 * G_PI * tones[t] * i / RATE));
      run (settings);
      const float *const settled = audio[1] + RATE / 2;
      const double hz = exact_hz (settled, wanted);
      const double cents = 1200 * log2 (hz / wanted);
      const double db = 20 * log10 (cabs (line_at (settled, RATE, hz)) / 0.5);
      const double complex a = line_at (settled, RATE, hz);
      double rest = 0;
      for (int i = RATE / 4; i < RATE / 2; i++)
        rest += pow (settled[i] - creal (a * cexp (2 * G_PI * I * hz * i / RATE)), 2) * 8 / RATE;
      beside = fmax (beside, rest / (cabs (a) * cabs (a)));
      cents_off = fmax (cents_off, fabs (cents));
      db_off = fmax (db_off, fabs (db));
      g_test_message ("%7.1f Hz by %+6.2f: off by %.4f cents, %+.3f dB, rest %.1f dB", tones[t],
                      steps[s], cents, db, 10 * log10 (rest / (cabs (a) * cabs (a))));
    }
  g_test_message ("off by %.4f cents and %.3f dB at most, %.1f dB beside it", cents_off, db_off,
                  10 * log10 (beside));
  g_assert_cmpfloat (cents_off, <, 1);
  g_assert_cmpfloat (db_off, <, 0.5);
  g_assert_cmpfloat (10 * log10 (beside), <, -40);
}

/* A voice of harmonics under two formants. */
static double
formant_db (double hz)
{
  const double first = -12 * pow (log2 (hz / 700) / 1.2, 2);
  const double second = -8 - 12 * pow (log2 (hz / 2600) / 0.8, 2);
  return 10 * log10 (pow (10, first / 10) + pow (10, second / 10));
}

static void
fill_voice (double hz)
{
  memset (audio, 0, sizeof audio);
  for (int h = 1; h * hz < 5000; h++) {
    const double gain = 0.1 * pow (10, fmax (formant_db (h * hz), -50) / 20);
    for (int i = 0; i < LENGTH; i++)
      audio[0][i] += (float) (gain * sin (2 * G_PI * h * hz * i / RATE + h * h));
  }
  memcpy (audio[1], audio[0], sizeof audio[0]);
}

/* The harmonics of the shifted voice lie under the same formants, or under moved ones. */
static void
test_formants (void)
{
  static const struct {
    const char *settings;
    double semitones, moved;
  } rows[] = { { "semitones=7 formants=kept", 7, 0 },
               { "semitones=-5 formants=kept", -5, 0 },
               { "semitones=5 formants=moved", 5, 5 },
               { "semitones=0 formants=kept formant_shift=4", 0, 4 } };

  for (size_t r = 0; r < G_N_ELEMENTS (rows); r++) {
    const double f0 = 160 * exp2 (rows[r].semitones / 12);
    double sum = 0;
    int n = 0;
    fill_voice (160);
    run (rows[r].settings);
    for (int h = 2; h * f0 < 3500; h++) {
      const double wanted = formant_db (h * f0 * exp2 (-rows[r].moved / 12));
      if (wanted < -20)
        continue;
      const double db = 20 * log10 (cabs (line_at (audio[0] + RATE / 2, RATE, h * f0)) / 0.1);
      g_test_message ("%.0f Hz: %.1f dB, wanted %.1f", h * f0, db, wanted);
      sum += (db - wanted) * (db - wanted);
      n++;
    }
    g_test_message ("%s: %.2f dB RMS beside the formants", rows[r].settings, sqrt (sum / n));
    g_assert_cmpint (n, >, 5);
    g_assert_cmpfloat (sqrt (sum / n), <, 2.5);
  }
}

/* How much of the energy of a click, in quiet noise, is within 2 ms of its place. */
static double
click_share (const char *settings)
{
  double near = 0, all = 0;

  for (int i = 0; i < LENGTH; i++) {
    const int since = i - RATE;
    const double gain = 0.002 + (since >= 0 ? exp (-since / 30.0) : 0);
    audio[0][i] = (float) (gain * (double) hash_noise (hash_key (1, 1, 0), i));
    audio[1][i] = 0;
  }
  const int at = RATE + run (settings);
  for (int i = at - RATE / 40; i < at + RATE / 40; i++) {
    all += audio[0][i] * audio[0][i];
    near += abs (i - at) < RATE / 500 ? audio[0][i] * audio[0][i] : 0;
  }
  return near / all;
}

static void
test_attacks (void)
{
  const double brief = click_share ("semitones=-5 window=short");
  const double normal = click_share ("semitones=-5 window=normal");
  g_test_message ("of a click is within 2 ms: %.0f %%, in normal windows %.0f %%", 100 * brief,
                  100 * normal);
  g_assert_cmpfloat (brief, >, 0.95);
  g_assert_cmpfloat (normal, >, 0.9);
}

/* Both channels of one source keep their levels and stay in phase. */
static void
test_image (void)
{
  double error = 0, power = 0;

  for (int i = 0; i < LENGTH; i++) {
    audio[0][i] = 0.5f * hash_noise (hash_key (2, 1, 0), i);
    audio[1][i] = -0.3f * audio[0][i];
  }
  run ("semitones=4.4");
  for (int i = RATE / 2; i < LENGTH; i++) {
    error += pow (audio[1][i] + 0.3 * audio[0][i], 2);
    power += pow (audio[1][i], 2);
  }
  g_test_message ("image moved by %.1f dB", 10 * log10 (error / power));
  g_assert_cmpfloat (10 * log10 (error / power), <, -80);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/pitch/sines", test_sines);
  g_test_add_func ("/effects/pitch/formants", test_formants);
  g_test_add_func ("/effects/pitch/attacks", test_attacks);
  g_test_add_func ("/effects/pitch/image", test_image);
  return g_test_run ();
}

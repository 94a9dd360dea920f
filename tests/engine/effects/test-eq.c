/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "dsp/fft.h"
#include "effects/eq.h"
#include "eq_measure.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

/* Gain from one input channel to both outputs at one frequency, measured on the audio. */
static void
measure (const char *settings, int rate, int input, double hz, double gain[2])
{
  Rig *rig = rig_new (&eq_processor, rate, 2, settings);
  const int n = 48000 + 2 * rig_latency (rig);
  float *audio[2] = { g_new0 (float, n), g_new0 (float, n) };

  fill_sine (audio[input], n, 0.25, hz, rate);
  process_all (rig, audio[0], audio[1], n);
  for (int c = 0; c < 2; c++) {
    gain[c] = amplitude (audio[c] + n - 24000, 24000, hz, rate) / 0.25;
    g_free (audio[c]);
  }
  rig_free (rig);
}

static void
test_check (void)
{
  processor_check (&eq_processor, "");
  processor_check (&eq_processor, "band1.on=on band2.on=on band2.gain=5 band3.on=on band3.gain=-8 "
                                  "band5.on=on band5.gain=6 band7.on=on band7.gain=4 gain=-2");
  processor_check (&eq_processor,
                   "band1.on=on band1.slope=96 band8.on=on band8.slope=72 band8.freq=9000 "
                   "band3.on=on band3.gain=7 band3.channel=mid band4.on=on band4.gain=-5 "
                   "band4.channel=left band5.on=on band5.type=notch band5.channel=side");
  processor_check (&eq_processor,
                   "phase=linear band1.on=on band3.on=on band3.gain=6 band3.channel=mid "
                   "band5.on=on band5.gain=-9 band5.channel=left gain=3");
}

/* The sound has the gain that the curve shows, and the curve is the analogue one. */
static void
test_response (void)
{
  const char *const settings[] = {
    "band3.on=on band3.freq=12000 band3.gain=12 band3.q=1",
    "band7.on=on band7.freq=9000 band7.gain=-9",
    "band1.on=on band1.freq=200 band1.slope=48 band4.on=on band4.type=tilt band4.gain=5",
    "band8.on=on band8.freq=11000 band8.slope=24 band2.on=on band2.gain=6 gain=-3",
    "phase=linear band3.on=on band3.freq=12000 band3.gain=12 band8.on=on band8.freq=15000",
  };
  const double hz[] = { 60, 150, 440, 1000, 3000, 8000, 12000, 16000, 18000 };
  double worst = 0;

  for (size_t s = 0; s < G_N_ELEMENTS (settings); s++) {
    Rig *rig = rig_new (&eq_processor, 44100, 2, settings[s]);
    double db[G_N_ELEMENTS (hz)];
    eq_response_db (rig->values, 44100, EQ_LEFT, hz, G_N_ELEMENTS (hz), db);
    for (size_t i = 0; i < G_N_ELEMENTS (hz); i++) {
      double gain[2];
      if (db[i] < -80)
        continue;
      measure (settings[s], 44100, 0, hz[i], gain);
      worst = fmax (worst, fabs (20 * log10 (gain[0]) - db[i]));
    }
    rig_free (rig);
  }
  g_test_message ("largest difference of sound and curve: %.2g dB", worst);
  g_assert_cmpfloat (worst, <, 0.01);
}

static void
test_slopes (void)
{
  const int slopes[] = { 6, 12, 18, 24, 36, 48, 72, 96 };

  for (size_t i = 0; i < G_N_ELEMENTS (slopes); i++) {
    g_autofree char *settings =
        g_strdup_printf ("band1.on=on band1.freq=1000 band1.slope=%d", slopes[i]);
    Rig *rig = rig_new (&eq_processor, 48000, 2, settings);
    const double hz[] = { 31.25, 62.5, 1000, 20000 };
    double db[4];
    eq_response_db (rig->values, 48000, EQ_STEREO, hz, 4, db);
    g_assert_cmpfloat (fabs (db[1] - db[0] - slopes[i] * 6.0206 / 6), <, 0.05);
    g_assert_cmpfloat (fabs (db[2] + 3.0103), <, 0.01);
    g_assert_cmpfloat (fabs (db[3]), <, 0.1);
    rig_free (rig);
  }
}

static void
test_routing (void)
{
  double gain[2];

  const char *const left[] = { "band3.on=on band3.freq=1000 band3.gain=6 band3.channel=left",
                               "band3.on=on band3.freq=1000 band3.gain=6 band3.channel=left "
                               "phase=linear" };
  for (int linear = 0; linear < 2; linear++) {
    measure (left[linear], 48000, 0, 1000, gain);
    g_assert_cmpfloat (fabs (20 * log10 (gain[0]) - 6), <, 0.01);
    g_assert_cmpfloat (gain[1], <, 1e-6);
    measure (left[linear], 48000, 1, 1000, gain);
    g_assert_cmpfloat (gain[0], <, 1e-6);
    g_assert_cmpfloat (fabs (20 * log10 (gain[1])), <, 0.001);
  }

  /* A side boost of g makes (g + 1) / 2 of left stay and (1 - g) / 2 go over, a mid boost the same
   * with the other sign; linear phase as well. */
  const double g = pow (10, 6.0 / 20);
  for (int linear = 0; linear < 2; linear++)
    for (int side = 0; side < 2; side++) {
      g_autofree char *settings =
          g_strdup_printf ("band3.on=on band3.freq=1000 band3.gain=6 band3.channel=%s phase=%s",
                           side ? "side" : "mid", linear ? "linear" : "minimum");
      measure (settings, 48000, 0, 1000, gain);
      g_assert_cmpfloat (fabs (gain[0] - (g + 1) / 2), <, 0.002);
      g_assert_cmpfloat (fabs (gain[1] - (g - 1) / 2), <, 0.002);
    }

  /* The order of bands counts: left first, then mid. */
  measure ("band1.on=on band1.type=bell band1.freq=1000 band1.gain=6 band1.channel=left "
           "band2.on=on band2.type=bell band2.freq=1000 band2.gain=-30 band2.channel=mid",
           48000, 0, 1000, gain);
  const double m = pow (10, -30.0 / 20);
  g_assert_cmpfloat (fabs (gain[0] - g * (m + 1) / 2), <, 0.002);
  g_assert_cmpfloat (fabs (gain[1] - g * (1 - m) / 2), <, 0.002);

  /* A mono strip has no side and no right. */
  float x[4096], y[4096];
  fill_sine (x, 4096, 0.5, 1000, 48000);
  memcpy (y, x, sizeof x);
  Rig *rig = rig_new (&eq_processor, 48000, 1,
                      "band3.on=on band3.gain=9 band3.channel=side band4.on=on band4.gain=9 "
                      "band4.channel=right");
  process_all (rig, y, NULL, 4096);
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
  rig_free (rig);
}

static void
test_flat (void)
{
  enum { N = 4096 };
  float x[2][N], y[2][N];
  Rig *rig = rig_new (&eq_processor, 48000, 2, "band2.on=on band3.on=on band7.on=on");

  for (int c = 0; c < 2; c++)
    for (int i = 0; i < N; i++)
      x[c][i] = y[c][i] = hash_noise ((uint64_t) c, i);
  process_all (rig, y[0], y[1], N);
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
  rig_free (rig);
}

/* Rounding inside stays under -140 dBFS at 20 Hz and 192 kHz: against the same filter in long
 * double, in the arithmetic of the kernel, whose float output agrees to its last rounding. */
static void
test_noise_floor (void)
{
  enum { N = 192000 };
  float *x = g_new (float, N), *y = g_new (float, N);
  FilterGrid grid;
  Biquad sections[FILTER_SECTIONS_MAX];
  BiquadCoefficients c;
  BiquadState state = { 0 };
  long double s1 = 0, s2 = 0;
  double error = 0;

  fill_sine (x, N, 0.9, 37, 192000);
  memcpy (y, x, sizeof (float) * N);
  filter_grid_init (&grid, 192000);
  const FilterSettings f = { FILTER_BELL, 20, -24, 10, 0 };
  filter_design (&grid, &f, sections);
  biquad_coefficients (&sections[0], &c);
  g_assert_true (biquad_is_identity (&sections[1]));
  Rig *rig =
      rig_new (&eq_processor, 192000, 1, "band3.on=on band3.freq=20 band3.gain=-24 band3.q=10");
  process_all (rig, y, NULL, N);

  for (int i = 0; i < N; i++) {
    const double out = biquad_next (&state, &c, x[i]);
    const long double e = x[i] - s2;
    const long double exact = c.d * (long double) x[i] + c.c1 * s1 + c.c2 * e;
    const long double next = c.r * s1 + c.p * e;
    s2 += c.p * s1 + c.q * e;
    s1 = next;
    error = fmax (error, fabs ((double) (exact - out)));
    g_assert_cmpfloat (y[i], ==, (float) out);
  }
  g_test_message ("noise of the states at 20 Hz, 192 kHz: %.1f dBFS", 20 * log10 (error));
  g_assert_cmpfloat (error, <, 1e-9);
  g_free (x);
  g_free (y);
  rig_free (rig);
}

static double
on_scale (const ParamSpec *param, double from, double to, double u)
{
  return param->scale == PARAM_LOG ? from * pow (to / from, u) : from + u * (to - from);
}

/* The largest spectral line above 8 kHz against the peak, in dB, by a window with side lobes under
 * -92 dB (Blackman-Harris). */
static double
highs_db (const float *x, int n)
{
  enum { SIZE = 8192 };
  const Fft *fft = fft_get (SIZE);
  float *block = g_new (float, SIZE);
  fftwf_complex *bins = g_new (fftwf_complex, SIZE / 2 + 1);
  double worst = 0, peak = 0;

  for (int i = 0; i < n; i++)
    peak = fmax (peak, fabs (x[i]));
  for (int at = 0; at + SIZE <= n; at += SIZE / 2) {
    for (int i = 0; i < SIZE; i++) {
      const double a = 2 * G_PI * (i + 0.5) / SIZE;
      const double window =
          0.35875 - 0.48829 * cos (a) + 0.14128 * cos (2 * a) - 0.01168 * cos (3 * a);
      block[i] = (float) (window * x[at + i]);
    }
    fft_forward (fft, block, bins);
    for (int k = SIZE / 6; k <= SIZE / 2; k++)
      worst = fmax (worst, 2 * hypot (bins[k][0], bins[k][1]) / (0.35875 * SIZE));
  }
  g_free (block);
  g_free (bins);
  return 20 * log10 (worst / fmax (peak, 1));
}

/* Goes from one value to the other and back as the graph does: smoothed over the row's time on the
 * display scale, at the control grid, under a full-scale sine of 500 Hz. */
static double
zipper_db (const char *settings, const char *name, double from, double to)
{
  enum { N = 32768 };
  Rig *rig = rig_new (&eq_processor, 48000, 1, settings);
  const DeviceSpec *spec = eq_processor.spec;
  float *x = g_new (float, N);
  int p;

  for (p = 0; strcmp (spec->params[p].name, name) != 0; p++)
    ;
  const double ramp = fmax (spec->params[p].smoothing_ms * 48, 1);
  rig->values[p] = from;
  rig_set (rig, true);
  fill_sine (x, N, 1, 500, 48000);
  for (int at = 0; at < N; at += CONTROL_GRID) {
    float *part[2] = { x + at, NULL };
    const double up = CLAMP ((at - 12000) / ramp, 0, 1);
    const double down = CLAMP ((at - 20000) / ramp, 0, 1);
    rig->values[p] = on_scale (&spec->params[p], from, to, up - down);
    rig_set (rig, false);
    rig_process (rig, part, NULL, CONTROL_GRID);
  }
  const double db = highs_db (x + 8000, N - 8000);
  g_free (x);
  rig_free (rig);
  return db;
}

static void
test_zipper (void)
{
  const struct {
    const char *settings, *name;
    double from, to;
  } cases[] = {
    { "band3.on=on band3.gain=12", "band3.freq", 10, 30000 },
    { "band3.on=on band3.freq=500", "band3.gain", -30, 30 },
    { "band3.on=on band3.freq=600 band3.gain=12", "band3.q", 0.025, 40 },
    { "band1.on=on band1.slope=48", "band1.freq", 10, 30000 },
    { "band8.on=on band8.slope=24", "band8.freq", 30000, 10 },
    { "band7.on=on band7.freq=2000", "band7.gain", -30, 30 },
    { "", "gain", -30, 30 },
    { "band3.gain=12 band3.freq=500", "band3.on", 0, 1 },
    { "band3.on=on band3.gain=12 band3.freq=500", "band3.type", 0, 6 },
    { "band1.on=on band1.freq=300", "band1.slope", 6, 96 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const double db = zipper_db (cases[i].settings, cases[i].name, cases[i].from, cases[i].to);
    g_test_message ("%s over %g..%g (%s): %.1f dB above 8 kHz", cases[i].name, cases[i].from,
                    cases[i].to, cases[i].settings, db);
    g_assert_cmpfloat (db, <, -80);
  }
}

/* All values jump to random places at every grid point for a second: the output stays bounded. */
static void
test_no_blow_up (void)
{
  Rig *rig = rig_new (&eq_processor, 44100, 2,
                      "band1.on=on band2.on=on band3.on=on band4.on=on band5.on=on");
  float peak = 0;

  for (int at = 0; at < 22050; at += CONTROL_GRID) {
    float left[CONTROL_GRID], right[CONTROL_GRID];
    float *const audio[2] = { left, right };
    for (int b = 0; b < 5; b++) {
      double *values = rig->values + b * 7;
      const double u = 0.5 + 0.5 * hash_noise (hash_key (1, (Id) b, 0), at);
      const double v = 0.5 + 0.5 * hash_noise (hash_key (2, (Id) b, 0), at);
      values[2] = 10 * pow (3000, u);
      values[4] = 0.025 * pow (1600, v);
      values[3] = b == 2 ? -20 + 20 * u : -6 * v;
    }
    for (int i = 0; i < CONTROL_GRID; i++)
      left[i] = right[i] = (at + i) / 50 % 2 ? 1 : -1;
    rig_set (rig, false);
    rig_process (rig, audio, NULL, CONTROL_GRID);
    for (int i = 0; i < CONTROL_GRID; i++)
      peak = MAX (peak, fabsf (left[i]));
  }
  g_test_message ("peak of cuts under wild automation of a full-scale square: %.1f dBFS",
                  20 * log10 (peak));
  g_assert_cmpfloat (peak, <, 100);
  rig_free (rig);
}

static void
test_presets (void)
{
  const DeviceSpec *spec = eq_processor.spec;

  g_assert_cmpint (spec->n_presets, >=, 10);
  for (int i = 0; i < spec->n_presets; i++) {
    const double hz[] = { 50, 60, 400, 4000, 14000 };
    double db[5];
    Rig *rig = rig_new (&eq_processor, 48000, 2, spec->presets[i].values);
    eq_response_db (rig->values, 48000, EQ_SIDE, hz, 5, db);
    g_assert_cmpfloat (fabs (db[0]) + fabs (db[1]) + fabs (db[2]) + fabs (db[3]) + fabs (db[4]), >,
                       0.1);
    g_assert_cmpint ((int) eq_processor.tail (&rig->setup), >, 0);
    rig_free (rig);
  }
}

/* After the tail that is reported nothing above -120 dBFS is left of an impulse. */
static void
test_tail (void)
{
  const char *const settings[] = { "band3.on=on band3.freq=80 band3.gain=18 band3.q=8",
                                   "band1.on=on band1.freq=30 band1.slope=96",
                                   "band2.on=on band2.freq=50 band2.gain=-24 band2.q=0.2",
                                   "phase=linear band1.on=on" };
  for (size_t s = 0; s < G_N_ELEMENTS (settings); s++) {
    Rig *rig = rig_new (&eq_processor, 48000, 1, settings[s]);
    const int tail = (int) eq_processor.tail (&rig->setup);
    const int n = tail + 48000;
    float *x = g_new0 (float, n);
    x[0] = 1;
    process_all (rig, x, NULL, n);
    for (int i = tail; i < n; i++)
      g_assert_cmpfloat (fabs (x[i]), <, 1e-6);
    g_free (x);
    rig_free (rig);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/eq/check", test_check);
  g_test_add_func ("/eq/response", test_response);
  g_test_add_func ("/eq/slopes", test_slopes);
  g_test_add_func ("/eq/routing", test_routing);
  g_test_add_func ("/eq/flat", test_flat);
  g_test_add_func ("/eq/noise-floor", test_noise_floor);
  g_test_add_func ("/eq/zipper", test_zipper);
  g_test_add_func ("/eq/no-blow-up", test_no_blow_up);
  g_test_add_func ("/eq/presets", test_presets);
  g_test_add_func ("/eq/tail", test_tail);
  return g_test_run ();
}

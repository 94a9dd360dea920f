/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "dsp/fft.h"
#include "effects/eq.h"
#include "eq_measure.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

/* A flat linear-phase equalizer is a pure delay of exactly the reported latency. */
static void
test_linear_null (void)
{
  const int rates[] = { 44100, 96000, 192000 };

  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
    Rig *rig = rig_new (&eq_processor, rates[r], 2, "phase=linear band3.on=on");
    const int latency = rig_latency (rig);
    const int n = latency + 8192;
    float *left = g_new (float, n), *right = g_new (float, n);
    double error = 0, power = 0;
    for (int i = 0; i < n; i++) {
      left[i] = hash_noise (1, i);
      right[i] = hash_noise (2, i);
    }
    rig->position = 12345; /* not at a hop */
    process_all (rig, left, right, n);
    for (int i = 0; i < latency; i++)
      g_assert_cmpfloat (fabs (left[i]), <, 1e-6);
    for (int i = latency; i < n; i++) {
      const double wanted = hash_noise (1, i - latency);
      error += (left[i] - wanted) * (left[i] - wanted);
      power += wanted * wanted;
    }
    g_test_message ("%d Hz: latency %d frames (%.1f ms), null %.1f dB", rates[r], latency,
                    1000.0 * latency / rates[r], 10 * log10 (error / power));
    g_assert_cmpfloat (10 * log10 (error / power), <, -120);
    g_free (left);
    g_free (right);
    rig_free (rig);
  }
}

/* The impulse response of linear phase is symmetric about the latency. */
static void
test_linear_symmetry (void)
{
  Rig *rig = rig_new (&eq_processor, 48000, 1,
                      "phase=linear band1.on=on band1.freq=100 band3.on=on band3.gain=9 "
                      "band7.on=on band7.gain=-6");
  const int latency = rig_latency (rig);
  const int n = 2 * latency;
  float *x = g_new0 (float, n);
  double worst = 0;

  x[0] = 1;
  process_all (rig, x, NULL, n);
  for (int i = 1; i < 4096; i++)
    worst = fmax (worst, fabs (x[latency - i] - x[latency + i]));
  g_assert_cmpfloat (worst, <, 1e-6);
  g_assert_cmpfloat (fabs (x[latency]), >, 0.5);
  g_free (x);
  rig_free (rig);
}

/* The largest difference, from 40 Hz to 20 kHz, between the spectrum of the impulse response and
 * the analogue curve, where that is above -80 dB. */
static double
linear_error_db (const char *settings, int rate, double *at_hz)
{
  Rig *rig = rig_new (&eq_processor, rate, 1, settings);
  const int latency = rig_latency (rig), size = rate > 50000 ? 1 << 19 : 1 << 18;
  const Fft *fft = fft_get (size);
  float *x = g_new0 (float, size);
  fftwf_complex *bins = g_new (fftwf_complex, size / 2 + 1);
  double *hz = g_new (double, size / 2), *db = g_new (double, size / 2), worst = 0;
  int n = 0;

  x[0] = 1;
  process_all (rig, x, NULL, 2 * latency);
  fft_forward (fft, x, bins);
  const int first = (int) ceil (40.0 * size / rate);
  for (int k = first; k * (double) rate / size < 20000; k++)
    hz[n++] = k * (double) rate / size;
  eq_response_db (rig->values, rate, EQ_STEREO, hz, n, db);
  for (int i = 0; i < n; i++) {
    const double found = 20 * log10 (hypot (bins[first + i][0], bins[first + i][1]));
    if (db[i] > -80 && fabs (found - db[i]) > worst) {
      worst = fabs (found - db[i]);
      *at_hz = hz[i];
    }
  }
  g_free (x);
  g_free (bins);
  g_free (hz);
  g_free (db);
  rig_free (rig);
  return worst;
}

/* Linear phase holds the analogue curve down to 40 Hz, up to Q 10, at every rate. */
static void
test_linear_resolution (void)
{
  const struct {
    const char *settings;
    double most_db;
  } cases[] = {
    { "band3.on=on band3.freq=80 band3.gain=12 band3.q=4", 0.01 },
    { "band3.on=on band3.freq=40 band3.gain=12 band3.q=10", 0.1 },
    { "band3.on=on band3.freq=43.7 band3.gain=-12 band3.q=10", 0.1 },
    { "band3.on=on band3.freq=60 band3.gain=18 band3.q=10", 0.1 },
    { "band3.on=on band3.freq=80 band3.gain=24 band3.q=10", 0.1 },
    { "band3.on=on band3.freq=1000 band3.gain=24 band3.q=10", 0.01 },
    { "band1.on=on band1.freq=40 band1.slope=48 band4.on=on band4.type=tilt band4.gain=5", 0.01 },
    { "band8.on=on band8.freq=9000 band8.slope=48 band2.on=on band2.gain=-12", 0.01 },
  };
  const int rates[] = { 44100, 48000, 96000 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *settings = g_strconcat ("phase=linear ", cases[i].settings, NULL);
    for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
      double at_hz = 0;
      const double worst = linear_error_db (settings, rates[r], &at_hz);
      g_test_message ("%d Hz, %s: %.3f dB off at %.1f Hz", rates[r], cases[i].settings, worst,
                      at_hz);
      g_assert_cmpfloat (worst, <, cases[i].most_db);
    }
  }
}

/* Moves a frequency and a channel under noise; blocks of `whole`, or of any size up to 700. Where
 * `copied`, a copy of the state takes over in the middle. */
static void
play_moving (float *const *audio, int n, int whole, bool copied)
{
  Rig *rig = rig_new (&eq_processor, 44100, 2,
                      "phase=linear band1.on=on band3.on=on band3.gain=6 band3.channel=mid");
  Rig *copy = rig_new (&eq_processor, 44100, 2, "phase=linear");

  rig->position = copy->position = 777;
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < n; i++)
      audio[c][i] = hash_noise ((uint64_t) c, i);
  for (int at = 0, now; at < n; at += now) {
    const int64_t position = rig->position;
    const int left = CONTROL_GRID - (int) (position % CONTROL_GRID);
    if (left == CONTROL_GRID && position > 20000 && position < 70000) {
      rig->values[2 * 7 + 2] = 300 + (double) position / 100;
      rig->values[2 * 7 + 6] = position > 50000 ? 3 : 1;
      rig_set (rig, false);
    }
    now = whole ? whole : 1 + (int) (hash_at (5, at) % 700);
    /* What moves does so on the grid. */
    now = MIN (position > 19000 && position < 71000 ? MIN (now, left) : now, n - at);
    rig_process (rig, (float *const[]){ audio[0] + at, audio[1] + at }, NULL, now);
    if (copied && at < n / 2 && at + now >= n / 2) {
      memcpy (copy->state, rig->state, rig->size);
      memcpy (copy->values, rig->values, sizeof (double) * (size_t) eq_processor.spec->n_params);
      copy->position = rig->position;
      rig_free (rig);
      rig = copy;
      copy = NULL;
    }
  }
  rig_free (rig);
  if (copy)
    rig_free (copy);
}

static void
test_linear_cutting (void)
{
  enum { N = 120000 };
  float *whole[2] = { g_new (float, N), g_new (float, N) };
  float *cut[2] = { g_new (float, N), g_new (float, N) };

  play_moving (whole, N, 512, false);
  for (int copied = 0; copied < 2; copied++) {
    play_moving (cut, N, 0, copied);
    for (int c = 0; c < 2; c++)
      g_assert_cmpmem (cut[c], sizeof (float) * N, whole[c], sizeof (float) * N);
  }
  for (int c = 0; c < 2; c++) {
    g_free (whole[c]);
    g_free (cut[c]);
  }
}

/* A value that moves is heard on the frames that came in with it, not on those that come out. */
static void
test_linear_moves_in_time (void)
{
  enum { N = 120000, MOVE = 40960, HOP = 2048 };
  Rig *rig = rig_new (&eq_processor, 48000, 1, "phase=linear band3.on=on band3.freq=3000");
  const int latency = rig_latency (rig);
  float *x = g_new (float, N);

  fill_sine (x, N, 0.5, 3000, 48000);
  process_all (rig, x, NULL, MOVE);
  rig->values[2 * 7 + 3] = -20;
  rig_set (rig, false);
  process_all (rig, x + MOVE, NULL, N - MOVE);
  const int heard = MOVE + latency;
  g_assert_cmpfloat (fabs (amplitude (x + heard - 4 * HOP, HOP, 3000, 48000) / 0.5 - 1), <, 1e-3);
  g_assert_cmpfloat (fabs (amplitude (x + heard + 2 * HOP, HOP, 3000, 48000) / 0.05 - 1), <, 1e-2);
  g_free (x);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/eq/linear/null", test_linear_null);
  g_test_add_func ("/eq/linear/symmetry", test_linear_symmetry);
  g_test_add_func ("/eq/linear/resolution", test_linear_resolution);
  g_test_add_func ("/eq/linear/cutting", test_linear_cutting);
  g_test_add_func ("/eq/linear/moves-in-time", test_linear_moves_in_time);
  return g_test_run ();
}

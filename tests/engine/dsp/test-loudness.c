/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meter against the published test signals of EBU Tech 3341 and 3342, against libebur128, and
 * against itself. Case numbers are those of the documents. */
#include "dsp/loudness.h"

#include <ebur128.h>
#include <glib.h>

#include "base/math.h"
#include "dsp/meter.h"
#include "ebu_signals.h"
#include "rt_guard.h"

static const int rates[] = { 44100, 48000, 96000 };
static Loudness meter;

static void
near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance))
    g_error ("%.4f is not %.4f +- %.4f", value, expected, tolerance);
}

static void
feed (const Signal *signal, int from, int to)
{
  const float *audio[LOUDNESS_MAX_CHANNELS];
  for (int channel = 0; channel < signal->channels; channel++)
    audio[channel] = signal->audio[channel] + from;
  loudness_process (&meter, audio, to - from);
}

static void
measure (const Signal *signal)
{
  loudness_init (&meter, signal->rate, signal->channels, NULL);
  feed (signal, 0, signal->frames);
}

static void
measure_tone (int rate, const TonePart *parts, int n_parts)
{
  Signal signal = signal_tone (rate, 1, parts, n_parts);
  loudness_init (&meter, rate, 2, NULL);
  loudness_process (&meter, (const float *[]){ signal.audio[0], signal.audio[0] }, signal.frames);
  signal_clear (&signal);
}

/* The standard's tables; another implementation's way to the same filter is no proof. */
static void
test_table (void)
{
  KWeighting k;
  k_weighting_init (&k, 48000);
  near (k.shelf.b[0], 1.53512485958697, 1e-14);
  near (k.shelf.b[1], -2.69169618940638, 1e-14);
  near (k.shelf.b[2], 1.19839281085285, 1e-14);
  near (k.shelf.a[0], -1.69065929318241, 1e-14);
  near (k.shelf.a[1], 0.73248077421585, 1e-14);
  near (k.high_pass.b[0], 1, 1e-15);
  near (k.high_pass.b[1], -2, 1e-15);
  near (k.high_pass.a[0], -1.99004745483398, 1e-14);
  near (k.high_pass.a[1], 0.99007225036621, 1e-14);
}

static double
stage_power (const KWeightingStage *stage, double w)
{
  const double br = stage->b[0] + stage->b[1] * cos (w) + stage->b[2] * cos (2 * w);
  const double bi = stage->b[1] * sin (w) + stage->b[2] * sin (2 * w);
  const double ar = 1 + stage->a[0] * cos (w) + stage->a[1] * cos (2 * w);
  const double ai = stage->a[0] * sin (w) + stage->a[1] * sin (2 * w);
  return (br * br + bi * bi) / (ar * ar + ai * ai);
}

static double
weighting_db (const KWeighting *k, double hz, int rate)
{
  const double w = 2 * G_PI * hz / rate;
  return 10 * log10 (stage_power (&k->shelf, w) * stage_power (&k->high_pass, w));
}

static void
test_rates (void)
{
  static const int all[] = { 44100, 88200, 96000, 176400, 192000, 384000 };
  KWeighting table;
  k_weighting_init (&table, 48000);
  for (unsigned i = 0; i < G_N_ELEMENTS (all); i++) {
    KWeighting k;
    k_weighting_init (&k, all[i]);
    for (double hz = 20; hz < 10000; hz *= 1.02)
      near (weighting_db (&k, hz, all[i]), weighting_db (&table, hz, 48000), 0.009);
  }
}

static void
test_levels (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    Signal one = signal_new (rates[r], 1, rates[r] * 2);
    for (int i = 0; i < one.frames; i++)
      one.audio[0][i] = (float) sin (2 * G_PI * 997 * i / rates[r]);
    measure (&one);
    near (loudness_integrated (&meter), -3.01, 0.005);
    signal_clear (&one);
    measure_tone (rates[r], &(TonePart){ 2, -18 }, 1);
    near (loudness_integrated (&meter), -18, 0.02); /* 1 kHz weighs 0.011 dB more */
  }
}

static void
test_steady (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++)
    for (int number = 1; number <= 2; number++) {
      const double level = number == 1 ? -23 : -33;
      measure_tone (rates[r], &(TonePart){ 20, level }, 1);
      near (loudness_momentary (&meter), level, 0.1);
      near (loudness_short_term (&meter), level, 0.1);
      near (loudness_integrated (&meter), level, 0.1);
    }
}

static void
test_gating (void)
{
  static const TonePart third[] = { { 10, -36 }, { 60, -23 }, { 10, -36 } };
  static const TonePart fourth[] = {
    { 10, -72 }, { 10, -36 }, { 60, -23 }, { 10, -36 }, { 10, -72 }
  };
  static const TonePart fifth[] = { { 20, -26 }, { 20.1, -20 }, { 20, -26 } };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    measure_tone (rates[r], third, G_N_ELEMENTS (third));
    near (loudness_integrated (&meter), -23, 0.1);
    measure_tone (rates[r], fourth, G_N_ELEMENTS (fourth));
    near (loudness_integrated (&meter), -23, 0.1);
    measure_tone (rates[r], fifth, G_N_ELEMENTS (fifth));
    near (loudness_integrated (&meter), -23, 0.1);
  }
}

/* Case 6, as 5.0 and as 5.1 with a subwoofer channel that must not count. */
static void
test_surround (void)
{
  static const double five[] = { -28, -28, -24, -30, -30 };
  static const double six[] = { -28, -28, -24, 0, -30, -30 };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++)
    for (int channels = 5; channels <= 6; channels++) {
      Signal signal = signal_tone (rates[r], channels, &(TonePart){ 20, 0 }, 1);
      for (int channel = 0; channel < channels; channel++)
        signal_gain (&signal, channel, channels == 5 ? five[channel] : six[channel]);
      measure (&signal);
      near (loudness_integrated (&meter), -23, 0.1);
      signal_clear (&signal);
    }
}

/* Cases 9 and 12: the reading after each hop from `start` on. */
static void
check_constant (int rate, const TonePart *parts, int n_parts, double start, gboolean momentary)
{
  Signal signal = signal_tone (rate, 2, parts, n_parts);
  const int step = rate / 100;
  loudness_init (&meter, rate, 2, NULL);
  for (int frame = 0; frame + step <= signal.frames; frame += step) {
    feed (&signal, frame, frame + step);
    if (frame + step >= start * rate)
      near (momentary ? loudness_momentary (&meter) : loudness_short_term (&meter), -23, 0.1);
  }
  signal_clear (&signal);
}

static void
test_constant (void)
{
  TonePart ninth[10], twelfth[50];
  for (int i = 0; i < 5; i++) {
    ninth[2 * i] = (TonePart){ 1.34, -20 };
    ninth[2 * i + 1] = (TonePart){ 1.66, -30 };
  }
  for (int i = 0; i < 25; i++) {
    twelfth[2 * i] = (TonePart){ 0.18, -20 };
    twelfth[2 * i + 1] = (TonePart){ 0.22, -30 };
  }
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    check_constant (rates[r], ninth, 10, 3, FALSE);
    check_constant (rates[r], twelfth, 50, 1, TRUE);
  }
}

/* Cases 10 and 13: twenty files, each a burst after a silence that the hop must not fall across. */
static void
test_bursts (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++)
    for (int i = 0; i < 20; i++) {
      const TonePart tenth[] = { { i * 0.15, -INFINITY }, { 3, -23 }, { 1, -INFINITY } };
      const TonePart thirteenth[] = { { i * 0.02, -INFINITY }, { 0.4, -23 }, { 1, -INFINITY } };
      measure_tone (rates[r], tenth, 3);
      near (loudness_short_term_max (&meter), -23, 0.1);
      measure_tone (rates[r], thirteenth, 3);
      near (loudness_momentary_max (&meter), -23, 0.1);
    }
}

/* Cases 11 and 14: one file, each burst 1 dB louder than the one before. */
static void
check_rising (int rate, double length, double shift, gboolean momentary)
{
  TonePart parts[60];
  for (int i = 0; i < 20; i++) {
    parts[3 * i] = (TonePart){ i * shift, -INFINITY };
    parts[3 * i + 1] = (TonePart){ length, -38 + i };
    parts[3 * i + 2] = (TonePart){ length - i * shift, -INFINITY };
  }
  Signal signal = signal_tone (rate, 2, parts, 60);
  loudness_init (&meter, rate, 2, NULL);
  for (int i = 0; i < 20; i++) {
    feed (&signal, (int) lrint (2 * length * i * rate), (int) lrint (2 * length * (i + 1) * rate));
    near (momentary ? loudness_momentary_max (&meter) : loudness_short_term_max (&meter), -38 + i,
          0.1);
  }
  signal_clear (&signal);
}

static void
test_rising (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    check_rising (rates[r], 3, 0.15, FALSE);
    check_rising (rates[r], 0.4, 0.02, TRUE);
  }
}

/* Max M wherever the burst lies, not only where hops begin. */
static void
test_misplaced_burst (void)
{
  for (int i = 0; i < 24; i++) {
    const TonePart parts[] = { { 0.3 + i * 0.0004, -INFINITY }, { 0.4, -23 }, { 1, -INFINITY } };
    measure_tone (48000, parts, 3);
    near (loudness_momentary_max (&meter), -23, 0.05);
  }
}

/* Tech 3342 cases 1 to 4. */
static void
test_range (void)
{
  static const TonePart first[] = { { 20, -20 }, { 20, -30 } };
  static const TonePart second[] = { { 20, -20 }, { 20, -15 } };
  static const TonePart third[] = { { 20, -40 }, { 20, -20 } };
  static const TonePart fourth[] = {
    { 20, -50 }, { 20, -35 }, { 20, -20 }, { 20, -35 }, { 20, -50 }
  };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    measure_tone (rates[r], first, 2);
    near (loudness_range (&meter), 10, 1);
    measure_tone (rates[r], second, 2);
    near (loudness_range (&meter), 5, 1);
    measure_tone (rates[r], third, 2);
    near (loudness_range (&meter), 20, 1);
    measure_tone (rates[r], fourth, 5);
    near (loudness_range (&meter), 15, 1);
  }
}

static void
test_undefined (void)
{
  Signal silence = signal_new (48000, 2, 48000 * 5);
  measure (&silence);
  g_assert_true (isnan (loudness_integrated (&meter)));
  g_assert_true (isnan (loudness_range (&meter)));
  g_assert_cmpfloat (loudness_momentary (&meter), ==, -INFINITY);
  g_assert_cmpfloat (loudness_momentary_max (&meter), ==, -INFINITY);
  signal_clear (&silence);

  measure_tone (48000, &(TonePart){ 0.39, -10 }, 1);
  g_assert_true (isnan (loudness_integrated (&meter)));
  g_assert_true (isnan (loudness_momentary_max (&meter)));
  measure_tone (48000, &(TonePart){ 0.4, -10 }, 1);
  near (loudness_integrated (&meter), -10, 0.1);
  g_assert_true (isnan (loudness_short_term_max (&meter)));
  g_assert_true (isnan (loudness_range (&meter)));
  measure_tone (48000, &(TonePart){ 3.2, -10 }, 1); /* windows that are not full must not count */
  near (loudness_range (&meter), 0, 0.05);
}

/* Digital silence after full scale reads as silence, whatever the sliding sums rounded off. */
static void
test_rounding (void)
{
  static const TonePart parts[] = { { 4, 0 }, { 20, -INFINITY } };
  measure_tone (48000, parts, 2);
  g_assert_cmpfloat (loudness_momentary (&meter), <, -200);
  g_assert_cmpfloat (loudness_short_term (&meter), <, -200);

  static const TonePart quiet[] = { { 4, 20 }, { 20, -100 } };
  measure_tone (48000, quiet, 2);
  near (loudness_short_term (&meter), -100, 0.01);
}

static void
test_reset (void)
{
  Signal loud = signal_tone (48000, 2, &(TonePart){ 7.123, -3 }, 1);
  Signal signal = signal_programme (48000, 2, 10, 3);
  measure (&loud);
  loudness_reset (&meter);
  feed (&signal, 0, signal.frames);
  const double integrated = loudness_integrated (&meter), range = loudness_range (&meter);
  measure (&signal);
  g_assert_cmpfloat (loudness_integrated (&meter), ==, integrated);
  g_assert_cmpfloat (loudness_range (&meter), ==, range);
  signal_clear (&signal);
  signal_clear (&loud);
}

static void
test_cutting (void)
{
  static const int odd_rates[] = { 44100, 48000, 22050, 11025, 192000 };
  static Loudness whole;
  for (unsigned r = 0; r < G_N_ELEMENTS (odd_rates); r++)
    for (int channels = 1; channels <= 6; channels += r % 2 ? 1 : 5) {
      Signal signal = signal_programme (odd_rates[r], channels, 3.7, 5 + r);
      measure (&signal);
      whole = meter;
      loudness_init (&meter, signal.rate, channels, NULL);
      for (int frame = 0, i = 0; frame < signal.frames; i++) {
        const int n = MIN (i < 2000 ? 1 : (i * 31) % 701, signal.frames - frame);
        feed (&signal, frame, frame + n);
        frame += n;
      }
      g_assert_true (memcmp (&whole, &meter, sizeof meter) == 0);
      signal_clear (&signal);
    }
}

/* The library gets the signal two frames late, as our stage 2 does: then all windows hold the same.
 */
static void
check_against_library (int rate, int channels, guint32 seed)
{
  Signal signal = signal_programme (rate, channels, 40, seed);
  ebur128_state *library =
      ebur128_init (channels, rate, EBUR128_MODE_S | EBUR128_MODE_I | EBUR128_MODE_LRA);
  const int step = rate / 10;
  g_autofree float *interleaved = g_new (float, step *channels);
  const double tolerance = rate == 48000 ? 1e-9 : 0.004; /* theirs gains 0.0038 dB at 44.1 kHz */
  double theirs;

  loudness_init (&meter, rate, channels, NULL);
  for (int frame = 0; frame + step <= signal.frames; frame += step) {
    for (int i = 0; i < step * channels; i++)
      interleaved[i] = signal.audio[i % channels][frame + i / channels];
    ebur128_add_frames_float (library, interleaved, step);
    feed (&signal, frame, frame + step);
    if (frame < 3 * rate || frame / step % 5 != 0)
      continue;
    ebur128_loudness_shortterm (library, &theirs);
    near (loudness_short_term (&meter), theirs, tolerance);
    ebur128_loudness_momentary (library, &theirs);
    near (loudness_momentary (&meter), theirs, tolerance);
  }
  ebur128_loudness_global (library, &theirs);
  near (loudness_integrated (&meter), theirs, tolerance);
  ebur128_destroy (&library);
  signal_clear (&signal);
}

static void
test_against_library (void)
{
  check_against_library (48000, 2, 1);
  check_against_library (48000, 2, 2);
  check_against_library (48000, 1, 3);
  check_against_library (48000, 6, 4);
  check_against_library (44100, 2, 5);
}

/* All that the audio thread may call. */
static void
test_realtime (void)
{
  static LevelMeter levels;
  MeterReading reading;
  Signal signal = signal_programme (48000, 2, 4, 6);
  const float *const *const audio = (const float *const *) signal.audio;
  volatile double sum = 0;
  loudness_init (&meter, 48000, 2, NULL);
  rt_guard_enter ();
  meter_init (&levels, 2);
  loudness_process (&meter, audio, signal.frames);
  meter_process (&levels, audio, signal.frames);
  meter_read (&levels, &reading);
  sum += loudness_momentary (&meter) + loudness_short_term (&meter);
  sum += loudness_momentary_max (&meter) + loudness_short_term_max (&meter);
  sum += loudness_integrated (&meter) + loudness_range (&meter);
  loudness_reset (&meter);
  rt_guard_leave ();
  g_assert_cmpstr (rt_guard_first (), ==, NULL);
  g_assert_cmpint (rt_guard_total (), ==, 0);
  g_assert_true (isfinite (sum));
  signal_clear (&signal);
}

/* The album's gate looks at the blocks of all tracks. */
static void
test_album (void)
{
  static const TonePart album[] = { { 30, -33 }, { 30, -20 } };
  static LoudnessHistogram blocks;
  loudness_histogram_reset (&blocks);
  measure_tone (48000, &album[0], 1);
  loudness_histogram_merge (&blocks, &meter.blocks);
  measure_tone (48000, &album[1], 1);
  loudness_histogram_merge (&blocks, &meter.blocks);
  near (loudness_histogram_integrated (&blocks), -20, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/loudness/table", test_table);
  g_test_add_func ("/loudness/rates", test_rates);
  g_test_add_func ("/loudness/levels", test_levels);
  g_test_add_func ("/loudness/3341/1-2-steady", test_steady);
  g_test_add_func ("/loudness/3341/3-5-gating", test_gating);
  g_test_add_func ("/loudness/3341/6-surround", test_surround);
  g_test_add_func ("/loudness/3341/9-12-constant", test_constant);
  g_test_add_func ("/loudness/3341/10-13-bursts", test_bursts);
  g_test_add_func ("/loudness/3341/11-14-rising", test_rising);
  g_test_add_func ("/loudness/misplaced-burst", test_misplaced_burst);
  g_test_add_func ("/loudness/3342/1-4-range", test_range);
  g_test_add_func ("/loudness/undefined", test_undefined);
  g_test_add_func ("/loudness/rounding", test_rounding);
  g_test_add_func ("/loudness/reset", test_reset);
  g_test_add_func ("/loudness/cutting", test_cutting);
  g_test_add_func ("/loudness/against-library", test_against_library);
  g_test_add_func ("/loudness/realtime", test_realtime);
  g_test_add_func ("/loudness/album", test_album);
  return g_test_run ();
}

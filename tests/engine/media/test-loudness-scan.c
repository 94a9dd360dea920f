/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole programmes through the scan: the signals of EBU Tech 3341 and 3342 as streams and as files.
 */
#include "media/loudness_scan.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sndfile.h>

#include "base/error.h"
#include "base/realtime.h"
#include "ebu_signals.h"

static const int rates[] = { 44100, 48000, 96000 };
static char *folder;

static void
near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance))
    g_error ("%.4f is not %.4f +- %.4f", value, expected, tolerance);
}

static void
true_peak_near (double value, double expected)
{
  if (!(value <= expected + 0.2 && value >= expected - 0.4))
    g_error ("%.4f dBTP is not %.1f +0.2 -0.4", value, expected);
}

static LoudnessReport
scan_stream (const Signal *signal)
{
  LoudnessReport report;
  LoudnessScan *scan = loudness_scan_new (signal->rate, signal->channels);
  loudness_scan_process (scan, (const float *const *) signal->audio, signal->frames);
  loudness_scan_finish (scan, &report);
  loudness_scan_free (scan);
  return report;
}

static char *
write_file (const Signal *signal, const char *name, int format)
{
  char *path = g_build_filename (folder, name, NULL);
  SF_INFO info = { .samplerate = signal->rate, .channels = signal->channels, .format = format };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  g_assert_nonnull (file);
  sf_command (file, SFC_SET_CLIPPING, NULL, SF_TRUE);
  g_autofree float *interleaved = g_new (float, (gsize) signal->frames * signal->channels);
  for (int i = 0; i < signal->frames; i++)
    for (int channel = 0; channel < signal->channels; channel++)
      interleaved[i * signal->channels + channel] = signal->audio[channel][i];
  g_assert_cmpint (sf_writef_float (file, interleaved, signal->frames), ==, signal->frames);
  sf_close (file);
  return path;
}

static LoudnessReport
scan_file (const Signal *signal, int format)
{
  LoudnessReport report;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = write_file (signal, "signal", format);
  g_assert_true (loudness_scan_file (path, &report, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (report.file, ==, path);
  g_assert_cmpint (report.rate, ==, signal->rate);
  g_assert_cmpint (report.channels, ==, signal->channels);
  near (report.seconds, (double) signal->frames / signal->rate, 1e-9);
  g_unlink (path);
  g_clear_pointer (&report.file, g_free);
  return report;
}

/* Tech 3341 cases whose result is one integrated loudness, and 3342 cases 1 to 4. */
typedef struct {
  double integrated, range; /* NaN: not stated */
  TonePart parts[5];
} Programme;

static const Programme programmes[] = {
  { -23, NAN, { { 20, -23 } } },
  { -33, NAN, { { 20, -33 } } },
  { -23, NAN, { { 10, -36 }, { 60, -23 }, { 10, -36 } } },
  { -23, NAN, { { 10, -72 }, { 10, -36 }, { 60, -23 }, { 10, -36 }, { 10, -72 } } },
  { -23, NAN, { { 20, -26 }, { 20.1, -20 }, { 20, -26 } } },
  { NAN, 10, { { 20, -20 }, { 20, -30 } } },
  { NAN, 5, { { 20, -20 }, { 20, -15 } } },
  { NAN, 20, { { 20, -40 }, { 20, -20 } } },
  { NAN, 15, { { 20, -50 }, { 20, -35 }, { 20, -20 }, { 20, -35 }, { 20, -50 } } },
};

static void
check_programme (const Programme *programme, const LoudnessReport *report)
{
  if (!isnan (programme->integrated))
    near (report->integrated, programme->integrated, 0.1);
  if (!isnan (programme->range))
    near (report->lra, programme->range, 1);
}

/* Each at one rate, as a stream and as a file of that rate's encoding; test-loudness.c has the
 * meter itself at every rate. */
static void
test_programmes (void)
{
  static const int formats[] = { SF_FORMAT_WAV | SF_FORMAT_PCM_24,
                                 SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                                 SF_FORMAT_AIFF | SF_FORMAT_FLOAT };
  for (unsigned i = 0; i < G_N_ELEMENTS (programmes); i++) {
    const unsigned r = i % G_N_ELEMENTS (rates);
    Signal signal = signal_tone (rates[r], 2, programmes[i].parts, 5);
    const LoudnessReport streamed = scan_stream (&signal);
    check_programme (&programmes[i], &streamed);
    if (signal.frames < 45 * rates[r]) {
      const LoudnessReport filed = scan_file (&signal, formats[r]);
      check_programme (&programmes[i], &filed);
      near (filed.integrated, streamed.integrated, 0.01);
    }
    signal_clear (&signal);
  }
}

/* Case 6. */
static void
test_surround (void)
{
  static const double levels[] = { -28, -28, -24, -30, -30 };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    Signal signal = signal_tone (rates[r], 5, &(TonePart){ 20, 0 }, 1);
    for (int channel = 0; channel < 5; channel++)
      signal_gain (&signal, channel, levels[channel]);
    near (scan_stream (&signal).integrated, -23, 0.1);
    if (rates[r] == 48000)
      near (scan_file (&signal, SF_FORMAT_WAV | SF_FORMAT_PCM_24).integrated, -23, 0.1);
    signal_clear (&signal);
  }
}

/* Cases 9 and 12, whose readings are constant and so the maxima; 10 and 13, twenty bursts. */
static void
test_maxima (void)
{
  TonePart ninth[10], twelfth[50];
  for (int i = 0; i < 10; i++)
    ninth[i] = i % 2 ? (TonePart){ 1.66, -30 } : (TonePart){ 1.34, -20 };
  for (int i = 0; i < 50; i++)
    twelfth[i] = i % 2 ? (TonePart){ 0.22, -30 } : (TonePart){ 0.18, -20 };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    Signal signal = signal_tone (rates[r], 2, ninth, 10);
    near (scan_stream (&signal).short_term_max, -23, 0.1);
    signal_clear (&signal);
    signal = signal_tone (rates[r], 2, twelfth, 50);
    near (scan_stream (&signal).momentary_max, -23, 0.1);
    signal_clear (&signal);
    for (int i = 0; i < 20; i += rates[r] == 48000 ? 1 : 6) {
      const TonePart tenth[] = { { i * 0.15, -INFINITY }, { 3, -23 }, { 1, -INFINITY } };
      const TonePart thirteenth[] = { { i * 0.02, -INFINITY }, { 0.4, -23 }, { 1, -INFINITY } };
      signal = signal_tone (rates[r], 2, tenth, 3);
      near (scan_stream (&signal).short_term_max, -23, 0.1);
      signal_clear (&signal);
      signal = signal_tone (rates[r], 2, thirteenth, 3);
      near (scan_stream (&signal).momentary_max, -23, 0.1);
      if (i % 7 == 3)
        near (scan_file (&signal, SF_FORMAT_WAV | SF_FORMAT_FLOAT).momentary_max, -23, 0.1);
      signal_clear (&signal);
    }
  }
}

/* Cases 11 and 14 as far as a whole file tells: the loudest burst. */
static void
test_rising (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++)
    for (int momentary = 0; momentary < 2; momentary++) {
      const double length = momentary ? 0.4 : 3, shift = momentary ? 0.02 : 0.15;
      TonePart parts[60];
      for (int i = 0; i < 20; i++) {
        parts[3 * i] = (TonePart){ i * shift, -INFINITY };
        parts[3 * i + 1] = (TonePart){ length, -38 + i };
        parts[3 * i + 2] = (TonePart){ length - i * shift, -INFINITY };
      }
      Signal signal = signal_tone (rates[r], 2, parts, 60);
      const LoudnessReport report = scan_stream (&signal);
      near (momentary ? report.momentary_max : report.short_term_max, -19, 0.1);
      signal_clear (&signal);
    }
}

/* Cases 15 to 19. */
static void
test_true_peak_tones (void)
{
  static const struct {
    int divisor;
    double amplitude, phase, expected;
  } cases[] = {
    { 4, 0.50, 0, -6 },    { 4, 0.50, 45, -6 }, { 6, 0.50, 60, -6 },
    { 8, 0.50, 67.5, -6 }, { 4, 1.41, 45, 3 },
  };
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++)
    for (unsigned i = 0; i < G_N_ELEMENTS (cases); i++) {
      Signal signal =
          signal_true_peak_tone (rates[r], cases[i].divisor, cases[i].amplitude, cases[i].phase);
      true_peak_near (scan_stream (&signal).true_peak, cases[i].expected);
      true_peak_near (scan_file (&signal, SF_FORMAT_WAV | SF_FORMAT_FLOAT).true_peak,
                      cases[i].expected);
      signal_clear (&signal);
    }
}

/* Cases 20 to 23. The peaks of the samples differ widely, or the cases would prove nothing. */
static void
test_true_peak_bursts (void)
{
  for (unsigned r = 0; r < G_N_ELEMENTS (rates); r++) {
    double lowest = 0;
    for (int offset = 0; offset < 4; offset++) {
      Signal signal = signal_true_peak_burst (rates[r], offset);
      const LoudnessReport report = scan_stream (&signal);
      true_peak_near (report.true_peak, 0);
      true_peak_near (scan_file (&signal, SF_FORMAT_WAV | SF_FORMAT_FLOAT).true_peak, 0);
      lowest = MIN (lowest, report.sample_peak);
      signal_clear (&signal);
    }
    g_assert_cmpfloat (lowest, <, -2);
  }
}

static void
test_sums (void)
{
  static const TonePart parts[] = { { 10, -20 }, { 10, -12 } };
  Signal signal = signal_tone (48000, 2, parts, 2);
  const LoudnessReport report = scan_stream (&signal);
  near (report.sample_peak, -12, 0.01);
  near (report.true_peak, -12, 0.05);
  near (report.plr, report.true_peak - report.integrated, 1e-12);
  near (report.psr_min, 0, 0.1); /* in steady passages; more where the level has just risen */
  near (report.dr, 0, 0); /* a sine's peak over its RMS by this definition */
  signal_clear (&signal);
}

/* A click of full scale every 3 s over a tone at -20: the peaks stand 20 dB over the loudest fifth.
 */
static void
test_dynamic_range (void)
{
  Signal signal = signal_tone (48000, 2, &(TonePart){ 31, -20 }, 1);
  for (int i = 1000; i < signal.frames; i += 3 * 48000)
    signal.audio[0][i] = signal.audio[1][i] = 1;
  near (scan_stream (&signal).dr, 20, 0);
  for (int i = 0; i < signal.frames; i++)
    signal.audio[1][i] = 0; /* a silent channel does not count */
  near (scan_stream (&signal).dr, 20, 0);
  signal_clear (&signal);

  Signal one_peak = signal_tone (44100, 1, &(TonePart){ 31, -20 }, 1);
  one_peak.audio[0][1000] = 1; /* the second highest counts */
  near (scan_stream (&one_peak).dr, 0, 0);
  signal_clear (&one_peak);
}

static void
test_undefined (void)
{
  Signal silence = signal_new (48000, 2, 5 * 48000);
  const LoudnessReport silent = scan_stream (&silence);
  g_assert_true (isnan (silent.integrated) && isnan (silent.momentary_max) &&
                 isnan (silent.short_term_max) && isnan (silent.lra) && isnan (silent.true_peak) &&
                 isnan (silent.sample_peak) && isnan (silent.plr) && isnan (silent.psr_min) &&
                 isnan (silent.dr));
  near (silent.seconds, 5, 0);
  signal_clear (&silence);

  Signal brief = signal_tone (48000, 1, &(TonePart){ 0.3, -6 }, 1);
  const LoudnessReport report = scan_file (&brief, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  g_assert_true (isnan (report.integrated) && isnan (report.momentary_max) && isnan (report.plr));
  near (report.true_peak, -6, 0.1);
  near (report.sample_peak, -6, 0.01);
  signal_clear (&brief);

  Signal empty = signal_new (48000, 2, 0);
  g_assert_true (isnan (scan_file (&empty, SF_FORMAT_WAV | SF_FORMAT_PCM_16).true_peak));
  signal_clear (&empty);
}

/* A file of floats may hold anything. */
static void
test_not_numbers (void)
{
  Signal signal = signal_tone (48000, 2, &(TonePart){ 5, -23 }, 1);
  signal.audio[0][1000] = NAN;
  signal.audio[1][2000] = INFINITY;
  near (scan_file (&signal, SF_FORMAT_WAV | SF_FORMAT_FLOAT).integrated, -23, 0.1);
  near (scan_file (&signal, SF_FORMAT_AIFF | SF_FORMAT_FLOAT).integrated, -23, 0.1);
  near (scan_file (&signal, SF_FORMAT_AIFF | SF_FORMAT_FLOAT).sample_peak, -23, 0.1);
  signal_clear (&signal);
}

static void
test_cutting (void)
{
  Signal signal = signal_programme (44100, 2, 14, 8);
  const LoudnessReport whole = scan_stream (&signal);
  LoudnessReport cut;
  LoudnessScan *scan = loudness_scan_new (signal.rate, 2);
  for (int frame = 0, i = 0; frame < signal.frames; i++) {
    const int n = MIN (i < 3000 ? 1 : (i * 37) % 5003, signal.frames - frame);
    loudness_scan_process (
        scan, (const float *[]){ signal.audio[0] + frame, signal.audio[1] + frame }, n);
    frame += n;
  }
  loudness_scan_finish (scan, &cut);
  loudness_scan_free (scan);
  /* All of it but what the compiler fills up with. */
  const size_t size = offsetof (LoudnessReport, curve) + sizeof (LoudnessCurve);
  g_assert_cmpmem (&whole, size, &cut, size);
  signal_clear (&signal);
}

static void
check_error (const char *path, int code, const char *message)
{
  LoudnessReport report;
  g_autoptr (GError) error = NULL;
  g_assert_false (loudness_scan_file (path, &report, NULL, NULL, NULL, &error));
  g_assert_error (error, ENGINE_ERROR, code);
  g_assert_nonnull (strstr (error->message, message));
  g_assert_null (report.file);
}

static void
test_errors (void)
{
  check_error ("/nowhere/x.wav", ENGINE_ERROR_FAILED, "No such file");
  g_autofree char *text = g_build_filename (folder, "text.wav", NULL);
  g_assert_true (g_file_set_contents (text, "this is no sound", -1, NULL));
  check_error (text, ENGINE_ERROR_INVALID, "known format");
  check_error (folder, ENGINE_ERROR_INVALID, "is a folder");
  g_unlink (text);

  Signal many = signal_new (48000, 8, 100);
  g_autofree char *path = write_file (&many, "many.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  LoudnessReport report;
  g_assert_true (loudness_scan_file (path, &report, NULL, NULL, NULL, NULL));
  loudness_report_clear (&report);
  g_unlink (path);
  signal_clear (&many);

  Signal slow = signal_new (4000, 1, 100);
  g_autofree char *slow_path = write_file (&slow, "slow.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  check_error (slow_path, ENGINE_ERROR_INVALID, "4000 Hz");
  g_unlink (slow_path);
  signal_clear (&slow);
}

static void
count_progress (double fraction, gpointer data)
{
  double *last = data;
  g_assert_cmpfloat (fraction, >, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_progress (void)
{
  Signal signal = signal_tone (48000, 2, &(TonePart){ 10, -23 }, 1);
  g_autofree char *path = write_file (&signal, "p.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24);
  LoudnessReport report;
  double last = 0;
  g_assert_true (loudness_scan_file (path, &report, count_progress, &last, NULL, NULL));
  g_assert_cmpfloat (last, >, 0.9);
  loudness_report_clear (&report);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_false (loudness_scan_file (path, &report, NULL, NULL, cancellable, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED);
  g_unlink (path);
  signal_clear (&signal);
}

static void
test_json (void)
{
  LoudnessReport report = { .file = g_strdup ("a.wav"),
                            .rate = 48000,
                            .channels = 2,
                            .seconds = 1.5,
                            .integrated = -17.60049,
                            .momentary_max = NAN,
                            .short_term_max = NAN,
                            .lra = NAN,
                            .true_peak = -1,
                            .sample_peak = -1.5,
                            .plr = 16.6,
                            .psr_min = NAN,
                            .dr = 9 };
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;
  json_init (&json, text);
  loudness_report_write (&report, &json, NULL);
  g_assert_nonnull (strstr (text->str, "\"file\": \"a.wav\""));
  g_assert_nonnull (strstr (text->str, "\"integrated\": -17.6,"));
  g_assert_nonnull (strstr (text->str, "\"lra\": null"));
  g_assert_nonnull (strstr (text->str, "\"dr\": 9"));
  loudness_report_clear (&report);
  g_assert_null (report.file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  folder = g_dir_make_tmp ("loudness-scan-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_test_add_func ("/loudness-scan/programmes", test_programmes);
  g_test_add_func ("/loudness-scan/surround", test_surround);
  g_test_add_func ("/loudness-scan/maxima", test_maxima);
  g_test_add_func ("/loudness-scan/rising", test_rising);
  g_test_add_func ("/loudness-scan/true-peak-tones", test_true_peak_tones);
  g_test_add_func ("/loudness-scan/true-peak-bursts", test_true_peak_bursts);
  g_test_add_func ("/loudness-scan/sums", test_sums);
  g_test_add_func ("/loudness-scan/dynamic-range", test_dynamic_range);
  g_test_add_func ("/loudness-scan/undefined", test_undefined);
  g_test_add_func ("/loudness-scan/not-numbers", test_not_numbers);
  g_test_add_func ("/loudness-scan/cutting", test_cutting);
  g_test_add_func ("/loudness-scan/errors", test_errors);
  g_test_add_func ("/loudness-scan/progress", test_progress);
  g_test_add_func ("/loudness-scan/json", test_json);
  const int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loudness targets: the file lands within 0.1 LU under the ceiling, or the notes say why not.
 * Measured here by a scan of its own and by 16 times interpolation. */
#include <math.h>
#include <string.h>

#include "dsp/true_peak.h"
#include "media/loudness_scan.h"
#include "render_fixture.h"

#define SECONDS 6
#define FRAMES (SECONDS * 48000)

typedef enum { NOISE, DENSE, SPIKES, QUIET, BURSTS, HIGH } Material;

static float
sample_of (Material material, int i, const float *noise)
{
  const double t = i / 48000.0;

  switch (material) {
  case DENSE:
    return (float) (0.3 * sin (2 * G_PI * 110 * t) + 0.3 * sin (2 * G_PI * 331 * t + 1) +
                    0.2 * sin (2 * G_PI * 997 * t + 2) + 0.1 * (double) noise[i]);
  case SPIKES: /* every 100 ms, 30 dB over the rest */
    return i % 4800 == 0 ? 0.9f : 0.03f * noise[i];
  case QUIET:
    return 0.001f * noise[i];
  case BURSTS:
    return (i / 12000) % 2 ? 0.9f * noise[i] : 0.02f * noise[i];
  case HIGH: /* peaks between the samples: a quarter of the rate */
    return (float) (0.7 * sin (2 * G_PI * 12000 * t + G_PI / 4)) * (i % 24000 < 6000 ? 1.0f : 0.3f);
  default:
    return 0.5f * noise[i];
  }
}

static RenderFixture *
song (Material material)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree float *noise = g_new (float, 2 * FRAMES), *samples = g_new (float, 2 * FRAMES);
  GRand *rand = g_rand_new_with_seed (5);

  for (int i = 0; i < FRAMES; i++)
    noise[i] = (float) g_rand_double_range (rand, -1, 1);
  g_rand_free (rand);
  for (int i = 0; i < FRAMES; i++) {
    samples[2 * i] = sample_of (material, i, noise);
    samples[2 * i + 1] = 0.8f * sample_of (material, i, noise);
  }
  render_fixture_add (fixture, "material", 2, samples, FRAMES);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='material.wav' at=0f");
  return fixture;
}

static double
true_peak_db (const float *samples, Frames frames)
{
  static TruePeakKernel kernel;
  enum { TAPS = 64 };
  g_autofree float *x = g_new0 (float, frames + TAPS), *peaks = g_new (float, frames + 1);
  float most = 0;

  true_peak_kernel_init (&kernel, 16, TAPS);
  for (int c = 0; c < 2; c++) {
    for (Frames i = 0; i < frames; i++)
      x[TAPS / 2 - 1 + i] = samples[2 * i + c];
    true_peak_intervals (&kernel, x, peaks, (int) frames);
    for (Frames i = 0; i < frames; i++)
      most = MAX (most, peaks[i]);
  }
  return 20 * log10 ((double) most);
}

static double
loudness (const float *samples, Frames frames)
{
  LoudnessScan *scan = loudness_scan_new (48000, 2);
  g_autofree float *planar = g_new (float, 2 * frames);
  const float *const audio[2] = { planar, planar + frames };
  LoudnessReport report;

  for (Frames i = 0; i < frames; i++) {
    planar[i] = samples[2 * i];
    planar[frames + i] = samples[2 * i + 1];
  }
  loudness_scan_process (scan, audio, (int) frames);
  loudness_scan_finish (scan, &report);
  loudness_scan_free (scan);
  const double integrated = report.integrated;
  loudness_report_clear (&report);
  return integrated;
}

typedef struct {
  double loudness, peak;
  int missed; /* notes that say so */
} Result;

static Result
reach (Material material, double target, double ceiling, EncodeBits bits)
{
  RenderFixture *fixture = song (material);
  RenderSpec spec = render_fixture_spec (fixture);
  Frames frames;

  render_fixture_file (fixture)->bits = bits;
  render_fixture_file (fixture)->dither = DITHER_TPDF;
  spec.loudness = target;
  spec.ceiling = ceiling;
  spec.want_loudness = true;
  spec.tail = 0;
  RenderReport report = render_fixture_render (&spec);
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
  const Result result = { loudness (mix, frames), true_peak_db (mix, frames),
                          (int) report.notes->len };
  g_test_message ("%d to %g: %.3f LUFS, %.4f dBTP, reported %.3f and %.4f %s", (int) material,
                  target, result.loudness, result.peak, report.loudness.integrated,
                  report.loudness.true_peak,
                  report.notes->len ? (const char *) report.notes->pdata[0] : "");
  g_assert_cmpint (frames, ==, FRAMES);
  g_assert_cmpfloat_with_epsilon (report.loudness.integrated, result.loudness, 0.02);
  render_report_clear (&report);
  render_fixture_free (fixture);
  return result;
}

static void
test_reached (void)
{
  static const struct {
    Material material;
    double target, ceiling;
    EncodeBits bits;
  } cases[] = {
    { NOISE, -14, -1, ENCODE_24 },  { NOISE, -23, -1, ENCODE_16 },  { DENSE, -9, -1, ENCODE_16 },
    { DENSE, -14, -2, ENCODE_32F }, { QUIET, -16, -1, ENCODE_24 },  { BURSTS, -11, -1, ENCODE_24 },
    { HIGH, -12, -1, ENCODE_24 },   { DENSE, -12, 0, ENCODE_24 },   { NOISE, -16, -6, ENCODE_24 },
    { SPIKES, -23, -1, ENCODE_24 }, { NOISE, -6.1, -1, ENCODE_24 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Result result =
        reach (cases[i].material, cases[i].target, cases[i].ceiling, cases[i].bits);
    g_assert_cmpint (result.missed, ==, 0);
    g_assert_cmpfloat_with_epsilon (result.loudness, cases[i].target, 0.1);
    g_assert_cmpfloat (result.peak, <=, cases[i].ceiling);
  }
}

/* What cannot be: the peaks stay under the ceiling, and the note says by how much it was missed. */
static void
test_impossible (void)
{
  const Result result = reach (NOISE, -1, -1, ENCODE_24);

  g_assert_cmpint (result.missed, ==, 1);
  g_assert_cmpfloat (result.loudness, <, -1.1);
  g_assert_cmpfloat (result.peak, <=, -1);
}

static void
test_silence (void)
{
  RenderFixture *fixture = song (NOISE);
  render_fixture_run (fixture, "track.set track=T mute=on");
  RenderSpec spec = render_fixture_spec (fixture);

  spec.loudness = -14;
  RenderReport report = render_fixture_render (&spec);
  g_assert_cmpint (render_notes_with (&report, "silent"), ==, 1);
  g_assert_cmpint (report.frames, ==, FRAMES);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/target/reached", test_reached);
  g_test_add_func ("/render/target/impossible", test_impossible);
  g_test_add_func ("/render/target/silence", test_silence);
  return g_test_run ();
}

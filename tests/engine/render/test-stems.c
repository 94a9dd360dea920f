/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems: what each strip gives to main, and their sum. */
#include <math.h>
#include <string.h>

#include "render_fixture.h"

/* Groups, returns, mono, latency of every size, a tail; main with latency, a fader and a mute. */
static RenderFixture *
song (void)
{
  RenderFixture *fixture = render_fixture_new ();
  render_fixture_add_noise (fixture, "noise", 2, 40000, 0.25);
  render_fixture_add_noise (fixture, "mono", 1, 30000, 0.5);
  render_fixture_run (fixture, "track.add kind=group name=G\n"
                               "track.add kind=audio name='A/B' in=G\n"
                               "track.add kind=audio name=Twin in=G\n"
                               "track.add kind=audio name=Twin\n"
                               "track.add kind=return name=Hall\n"
                               "clip.import track=2 file='noise.wav' at=1000f\n"
                               "clip.import track=3 file='mono.wav' at=0f\n"
                               "clip.import track=4 file='mono.wav' at=5000f\n"
                               "track.set track=4 pan=R60 gain=-3\n"
                               "effect.add track=4 kind=compressor lookahead=5 threshold=-20\n"
                               "effect.add track=G kind=eq phase=linear band2.on=on band2.gain=4\n"
                               "effect.add track=Hall kind=reverb time=0.5 mix=100\n"
                               "send.add track=2 to=Hall gain=-10\n"
                               "send.add track=4 to=Hall gain=-10 tap=pre\n"
                               "automation.add track=G target=gain at=100f value=0\n"
                               "automation.add track=G target=gain at=30000f value=-9\n"
                               "effect.add track=main kind=eq phase=linear\n"
                               "effect.add track=main master=on kind=limiter gain=9\n"
                               "track.set track=main gain=-5");
  return fixture;
}

static double
largest (const float *samples, Frames frames)
{
  double most = 0;
  for (Frames i = 0; i < 2 * frames; i++)
    most = MAX (most, fabs ((double) samples[i]));
  return most;
}

/* The stems without the sub-folders add up to main-input within -120 dBFS. */
static void
assert_sum (RenderFixture *fixture, const RenderReport *report, const char *stems, int top)
{
  Frames frames, n;
  g_autofree char *input_name = g_build_filename (stems, "main-input.wav", NULL);
  g_autofree float *input = render_fixture_read (fixture, input_name, &frames);
  g_autofree float *rest = g_memdup2 (input, sizeof (float) * 2 * (gsize) frames);
  g_autofree char *folder = g_build_filename (render_fixture_folder (fixture), stems, NULL);
  int found = 0;

  g_assert_cmpint (frames, ==, report->frames);
  for (guint s = 0; s < report->stems->len; s++) {
    const char *path = g_array_index (report->stems, RenderedFile, s).path;
    g_autofree char *base = g_path_get_basename (path), *dir = g_path_get_dirname (path);
    g_autofree char *name = g_build_filename (stems, base, NULL);
    if (strcmp (dir, folder) != 0 || strcmp (base, "main-input.wav") == 0)
      continue;
    g_autofree float *stem = render_fixture_read (fixture, name, &n);
    g_assert_cmpint (n, ==, frames);
    g_assert_cmpfloat (largest (stem, n), >, 0.001);
    for (Frames i = 0; i < 2 * n; i++)
      rest[i] -= stem[i];
    found++;
  }
  g_test_message ("%d stems, rest %g of %g", found, largest (rest, frames),
                  largest (input, frames));
  g_assert_cmpint (found, ==, top);
  g_assert_cmpfloat (largest (input, frames), >, 0.1);
  g_assert_cmpfloat (largest (rest, frames), <, 1e-6);
}

static void
test_sum (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *stems = g_build_filename (spec.folder, "stems", NULL);

  spec.stems = stems;
  RenderReport report = render_fixture_render (&spec);
  g_assert_cmpuint (report.stems->len, ==, 4);
  assert_sum (fixture, &report, "stems", 3);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_all (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *stems = g_build_filename (spec.folder, "stems", NULL);
  Frames frames;

  spec.stems = stems;
  spec.stems_all = true;
  spec.from = 777;
  RenderReport report = render_fixture_render (&spec);
  assert_sum (fixture, &report, "stems", 3);
  /* A slash in a name makes no folder; twins keep apart by folder. */
  g_free (render_fixture_read (fixture, "stems/G/A_B.wav", &frames));
  g_assert_cmpint (frames, ==, report.frames);
  g_free (render_fixture_read (fixture, "stems/Twin.wav", &frames));
  g_autofree float *twin = render_fixture_read (fixture, "stems/G/Twin.wav", &frames);
  g_assert_cmpfloat (largest (twin, frames), >, 0.1);
  /* Mono goes to main by the pan law, in the frames of the song. */
  g_autofree float *mono = render_fixture_read (fixture, "stems/Hall/A_B.wav", &frames);
  g_assert_cmpfloat (largest (mono, frames), >, 0.01);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

/* Stems lie at their song position: an impulse behind latency everywhere, also with main muted. */
static void
test_place (void)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree float *impulse = g_new0 (float, 2 * 20000);
  impulse[2 * 5000] = impulse[2 * 5000 + 1] = 0.5f;
  render_fixture_add (fixture, "impulse", 2, impulse, 20000);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='impulse.wav' at=0f\n"
                               "track.add kind=audio name=U\n"
                               "clip.import track=U file='impulse.wav' at=0f\n"
                               "effect.add track=U kind=eq phase=linear\n"
                               "effect.add track=main kind=eq phase=linear\n"
                               "track.set track=main mute=on");
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *stems = g_build_filename (spec.folder, "stems", NULL);
  Frames frames;

  spec.stems = stems;
  spec.from = 3000;
  spec.to = 15000;
  RenderReport report = render_fixture_render (&spec);
  const char *const names[] = { "stems/T.wav", "stems/U.wav", "stems/main-input.wav", "mix.wav" };
  const double levels[] = { 0.5, 0.5, 1, 0 };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree float *samples = render_fixture_read (fixture, names[i], &frames);
    g_assert_cmpint (frames, ==, 12000);
    g_assert_cmpfloat_with_epsilon (samples[2 * 2000], levels[i], 1e-3);
  }
  render_report_clear (&report);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/stems/sum", test_sum);
  g_test_add_func ("/render/stems/all", test_all);
  g_test_add_func ("/render/stems/place", test_place);
  return g_test_run ();
}

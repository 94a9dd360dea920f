/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks are frozen and computed again while they play. */
#include <math.h>
#include <string.h>

#include "mix/frozen.h"
#include "sanitized.h"
#include "studio.h"

#define FRAMES 195000

static const char song[] = "track.add kind=group name=G\n"
                           "track.add kind=audio name=A in=G\n"
                           "track.add kind=instrument name=Keys\n"
                           "track.add kind=audio name=Plain\n"
                           "clip.import track=A file='noise.wav' at=0f name=n\n"
                           "clip.import track=Plain file='noise.wav' at=500f name=p\n"
                           "clip.set clip=p gain=-12\n"
                           "track.set track=A gain=-9 pan=L20\n"
                           "effect.add track=A kind=compressor lookahead=5 threshold=-20\n"
                           "effect.add track=G kind=eq phase=linear band2.on=on band2.gain=4\n"
                           "effect.add track=Keys kind=synth\n"
                           "effect.add track=Keys kind=delay time=80ms feedback=30\n"
                           "clip.add track=Keys at=0f length=192000f name=c\n"
                           "note.add clip=c at=0f length=85000f pitch=48\n"
                           "note.add clip=c at=24000f length=20000f pitch=60\n"
                           "note.add clip=c at=60000f length=60000f pitch=64\n"
                           "track.set track=Keys gain=-6\n"
                           "effect.add track=main master=on kind=limiter gain=3\n";

typedef struct {
  Frames at; /* frames of the device after which it is done */
  const char *lines;
} Step;

/* Tracks of which a file plays. */
static int
n_frozen (Studio *studio)
{
  const Project *project = render_fixture_spec (studio->project).project;
  const char *folder = render_fixture_folder (studio->project);
  int n = 0;

  for (int i = 0; i < list_n (project->tracks); i++)
    n += frozen_state (project, (const Track *) list_get (project->tracks, i), folder, NULL) ==
         FROZEN_GOOD;
  return n;
}

/* Left side of what the device got, with the steps done while it plays. */
static float *
play (const char *lines, const Step *steps, int n_steps)
{
  Studio studio = studio_new (lines, 256, 300);
  Frames frames;
  Frames at = 0;

  studio_edit (&studio, "track.add kind=audio name=Tape");
  studio_edit (&studio, "track.set track=Tape input=main arm=on");
  live_record (studio.live, true);
  live_play (studio.live, 0, FRAMES);
  for (int i = 0; i < n_steps; i++) {
    studio_run (&studio, (int) (steps[i].at - at));
    at = steps[i].at;
    const int known = n_frozen (&studio);
    render_fixture_run (studio.project, steps[i].lines);
    if (strstr (steps[i].lines, "freeze"))
      g_assert_cmpint (n_frozen (&studio) - known, ==,
                       strstr (steps[i].lines, "unfreeze") ? -1 : 1);
    live_set_project (studio.live, render_fixture_spec (studio.project).project);
  }
  studio_run (&studio, (int) (FRAMES + 60000 - at));
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 1);
  float *left = studio_read_left (takes->pdata[0], &frames);
  g_assert_cmpint (frames, ==, FRAMES);
  studio_free (&studio);
  return left;
}

/* The largest difference, and the loudest of what it was. */
static double
difference (const float *a, const float *b)
{
  double most = 0, loudest = 0;

  for (int i = 0; i < FRAMES; i++) {
    most = MAX (most, fabs ((double) a[i] - (double) b[i]));
    loudest = MAX (loudest, fabs ((double) b[i]));
  }
  g_test_message ("difference %g of %g", most, loudest);
  g_assert_cmpfloat (loudest, >, 0.3);
  return most;
}

/* Frozen it is the same to the bit. Computed again it is, too, behind the time that effects take to
 * be as if they had run all along; an instrument begins its held notes anew, unheard. */
static void
test_null (void)
{
  static const struct {
    Step steps[2];
    double most;
  } cases[] = {
    { { { 20000, "track.freeze track=Keys" }, { 40000, "track.freeze track=G" } }, 0 },
    { { { 20000, "track.freeze track=A" }, { 30000, "track.unfreeze track=A" } }, 1e-6 },
    { { { 20000, "track.freeze track=G" }, { 30000, "track.unfreeze track=G" } }, 1e-6 },
    { { { 20000, "track.freeze track=Keys" }, { 50000, "track.unfreeze track=Keys" } }, 5e-3 },
  };

  /* Under a sanitizer one song does, and of its edits those that differ most. */
  for (int latent = SANITIZED; latent < 2; latent++) {
    g_autofree char *lines =
        g_strconcat (song, latent ? "" : "effect.remove track=G effect=eq", NULL);
    g_autofree float *plain = play (lines, NULL, 0);
    for (size_t i = 0; i < G_N_ELEMENTS (cases); i += SANITIZED ? 3 : 1) {
      g_autofree float *frozen = play (lines, cases[i].steps, 2);
      g_assert_cmpfloat (difference (frozen, plain), <=, cases[i].most);
    }
  }
}

/* A file is what plays, and an edit of a frozen track does not wait for effects to warm up. */
static void
test_stale (void)
{
  static const Step steps[] = { { 20000, "track.freeze track=A" },
                                { 30000, "clip.set clip=n gain=-90" } };
  g_autofree char *lines = g_strconcat (song,
                                        "effect.remove track=G effect=eq\n"
                                        "track.set track=Keys mute=on\n"
                                        "track.set track=Plain mute=on\n",
                                        NULL);
  g_autofree float *left = play (lines, steps, 2);
  double before = 0, behind = 0;

  for (int i = 0; i < 5000; i++) {
    before = MAX (before, fabs ((double) left[20000 + i]));
    behind = MAX (behind, fabs ((double) left[33000 + i]));
  }
  g_assert_cmpfloat (before, >, 0.05);
  g_assert_cmpfloat (behind, <, 0.001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/freeze/null", test_null);
  g_test_add_func ("/live/freeze/stale", test_stale);
  return g_test_run ();
}

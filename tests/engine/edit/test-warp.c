/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of warp markers: what a marker pins goes where it is sent, and nothing else moves. */
#include <math.h>

#include "edit_fixture.h"
#include "model/clip.h"
#include "model/warp.h"

/* A file of 10 s at 48 kHz from 2 s on, from its third second. 120 bpm: a bar lasts 2 s. */
#define TUNE                                                                                       \
  "track.add kind=audio name=T\nclip.import track=T file=a.wav at=2s name=A\n"                     \
  "clip.trim clip=A start=5s\n"
#define MARKED "warp.add clip=A at=6s\nwarp.add clip=A at=9s\n"

static Project *
made (const char *more)
{
  g_autofree char *script = g_strconcat (TUNE, more, NULL);
  IdSource ids;
  id_source_init (&ids, 5);
  Project *project = fixture_run (project_new (), &ids, script);
  fixture_assert_good (project);
  return project;
}

static const Clip *
clip_of (const Project *project, const char *track)
{
  return (const Clip *) list_get (fixture_track (project, track)->clips, 0);
}

/* Where a second of the file is heard, in seconds of the song. */
static double
heard (const Project *project, const Clip *clip, double second)
{
  TempoMap *map = tempo_map_new (project);
  g_auto (ClipContent) content = { 0 };
  clip_content_init (&content, map, clip, project_find_source (project, clip->source));
  const double at = clip_content_place (&content, second * 48000) / (double) UNITS_PER_SECOND;
  tempo_map_free (map);
  return at;
}

#define CLOSE(a, b) g_assert_cmpfloat (fabs ((a) - (b)), <, 1e-4)

static void
test_add (void)
{
  Project *project = made (MARKED);
  const Clip *clip = clip_of (project, "T");

  g_assert_cmpint (list_n (clip->warps), ==, 2);
  for (int i = 0; i <= 10; i++) /* nothing has moved */
    CLOSE (heard (project, clip, i), 2 + i);
  fixture_assert_lane (project, "T", "A 5-12;");
  project_unref (project);
}

static void
test_move (void)
{
  Project *project = made (MARKED "warp.move warp=$3 by=1s\n");
  const Clip *clip = clip_of (project, "T");

  CLOSE (heard (project, clip, 4), 7);
  CLOSE (heard (project, clip, 7), 9); /* the other marker stays */
  CLOSE (heard (project, clip, 5.5), 8); /* half way between them */
  CLOSE (heard (project, clip, 10), 12); /* so does the end of the file */
  CLOSE (heard (project, clip, 0), 2);
  fixture_assert_lane (project, "T", "A 5-12;");
  project_unref (project);

  project = made (MARKED "warp.add clip=A at=10s to=11s\n");
  CLOSE (heard (project, clip_of (project, "T"), 8), 11);
  CLOSE (heard (project, clip_of (project, "T"), 7), 9);
  project_unref (project);
}

/* Backwards, a marker goes where it is sent, too; so it does in a stretched clip. */
static void
test_other_ways (void)
{
  Project *project = made ("clip.set clip=A reverse=on\n" MARKED "warp.move warp=$3 to=7s\n");
  const Clip *clip = clip_of (project, "T");
  const Warp *last = (const Warp *) list_get (clip->warps, 1);

  CLOSE (heard (project, clip, (double) last->frame / 48000), 7);
  project_unref (project);

  project = made ("clip.set clip=A stretch=1.5\n" MARKED "warp.move warp=$3 to=7s\n");
  clip = clip_of (project, "T");
  CLOSE (heard (project, clip, (double) ((const Warp *) list_get (clip->warps, 0))->frame / 48000),
         7);
  CLOSE (heard (project, clip, (double) ((const Warp *) list_get (clip->warps, 1))->frame / 48000),
         9);
  project_unref (project);
}

static void
test_remove (void)
{
  Project *project = made (MARKED "warp.move warp=$3 by=1s\nwarp.remove warp=$3");
  const Clip *clip = clip_of (project, "T");

  for (int i = 0; i <= 10; i++)
    CLOSE (heard (project, clip, i), 2 + i);
  project_unref (project);

  project = made (MARKED "warp.move warp=$3 by=1s\nwarp.remove clip=A");
  g_assert_cmpint (list_n (clip_of (project, "T")->warps), ==, 0);
  project_unref (project);

  project = made (MARKED "warp.move warp=$3 by=1s\nclip.set clip=A warp=off");
  clip = clip_of (project, "T");
  CLOSE (heard (project, clip, 8) - heard (project, clip, 4), 4);
  project_unref (project);
}

static void
test_quantize (void)
{
  /* 6.1 s and 8.8 s lie near the quarters at 6 s and 9 s. */
  Project *project = made ("warp.add clip=A at=6.1s\nwarp.add clip=A at=8.8s\n"
                           "warp.quantize clip=A grid=1/4");
  const Clip *clip = clip_of (project, "T");

  CLOSE (heard (project, clip, 4.1), 6);
  CLOSE (heard (project, clip, 6.8), 9);
  project_unref (project);

  project = made ("warp.add clip=A at=6.1s\nwarp.quantize clip=A grid=1/4 strength=50");
  CLOSE (heard (project, clip_of (project, "T"), 4.1), 6.05);
  project_unref (project);
}

/* Members of an edit group are warped at the same places, and stay in step. */
static void
test_group (void)
{
  Project *project =
      made ("track.add kind=audio name=U\n"
            "clip.import track=U file=b.wav at=2s name=B\n"
            "edit_group.set name=Pair tracks=T,U\n" MARKED "warp.move warp=$6 by=300ms");
  const Clip *a = clip_of (project, "T"), *b = clip_of (project, "U");

  g_assert_cmpint (list_n (b->warps), ==, 2);
  CLOSE (heard (project, a, 4), 6.3);
  for (int i = 3; i <= 10; i++)
    CLOSE (heard (project, a, i), heard (project, b, i));
  project_unref (project);
}

/* Splits keep the sound of both halves in its place. */
static void
test_split (void)
{
  Project *project = made (MARKED "warp.move warp=$3 by=1s\nclip.split clip=A at=8s");
  const Track *track = fixture_track (project, "T");

  for (int i = 0; i < 2; i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    CLOSE (heard (project, clip, 4), 7);
    CLOSE (heard (project, clip, 5.5), 8);
    CLOSE (heard (project, clip, 7), 9);
  }
  project_unref (project);
}

static void
test_refused (void)
{
  static const char *const lines[] = { "warp.move warp=$3 to=9s", "warp.move warp=$3 to=4s by=1s",
                                       "warp.add clip=A at=6s", "warp.add clip=A at=13s" };
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    IdSource ids;
    id_source_init (&ids, 5);
    Project *project = project_new ();
    g_autofree char *script = g_strconcat (TUNE, MARKED, lines[i], NULL);
    g_autofree char *sentence = fixture_failure (project, &ids, script);
    g_assert_nonnull (sentence);
    project_unref (project);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/warp/add", test_add);
  g_test_add_func ("/warp/move", test_move);
  g_test_add_func ("/warp/other-ways", test_other_ways);
  g_test_add_func ("/warp/remove", test_remove);
  g_test_add_func ("/warp/quantize", test_quantize);
  g_test_add_func ("/warp/group", test_group);
  g_test_add_func ("/warp/split", test_split);
  g_test_add_func ("/warp/refused", test_refused);
  return g_test_run ();
}

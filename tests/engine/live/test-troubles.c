/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong is kept with its place in the song, and told in words. */
#include <string.h>

#include "live/live.h"
#include "render_fixture.h"

#define BLOCK 256

typedef struct {
  RenderFixture *project;
  Live *live;
} Studio;

static Studio
studio_new (const char *lines)
{
  Studio studio = { render_fixture_new (), NULL };
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  const LiveConfig config = { .null = &options, .block = BLOCK };
  GError *error = NULL;

  render_fixture_add_noise (studio.project, "noise", 2, 300000, 0.4);
  render_fixture_run (studio.project, lines);
  studio.live = live_new (render_fixture_folder (studio.project),
                          render_fixture_spec (studio.project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

static void
studio_free (Studio *studio)
{
  g_assert_true (live_free (studio->live, NULL));
  render_fixture_free (studio->project);
}

static void
run (Studio *studio, int blocks)
{
  null_device_run (live_null_device (studio->live), (uint32_t) blocks);
  live_poll (studio->live);
}

static const char tracks[] = "track.add kind=audio name=Vox\n"
                             "clip.import track=Vox file='noise.wav' at=0f name=n\n"
                             "effect.add track=Vox kind=reverb\n"
                             "track.add kind=audio name=Idle\n";

static void
test_xrun (void)
{
  Studio studio = studio_new (tracks);

  live_play (studio.live, 96000, PLAYER_FOREVER);
  run (&studio, 100);
  const Frames at = live_position (studio.live);
  null_device_xrun (live_null_device (studio.live));
  run (&studio, 1);
  run (&studio, 50);
  int n = 0;
  for (guint i = 0; i < live_troubles (studio.live)->len; i++) {
    const Trouble *trouble = &g_array_index (live_troubles (studio.live), Trouble, i);
    if (trouble->kind != PLAYER_XRUN)
      continue; /* a busy machine may be late, too */
    n++;
    g_assert_cmpint (trouble->at, ==, at);
  }
  g_assert_cmpint (n, ==, 1);
  studio_free (&studio);
}

static Id
id_of (const Project *project, const char *name)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Node *node = list_get (project->tracks, t);
    if (strcmp (node_name (node), name) == 0)
      return node->id;
  }
  g_assert_not_reached ();
}

/* What a strip costs: something where there is a reverb, next to nothing where nothing plays. */
static void
test_load (void)
{
  Studio studio = studio_new (tracks);
  const Project *project = render_fixture_spec (studio.project).project;
  const Id vox = id_of (project, "Vox"), idle = id_of (project, "Idle");

  live_play (studio.live, 0, PLAYER_FOREVER);
  run (&studio, 400);
  g_assert_cmpfloat (live_strip_load (studio.live, vox), >, 0);
  g_assert_cmpfloat (live_strip_load (studio.live, idle), <, live_strip_load (studio.live, vox));
  g_assert_cmpfloat (live_strip_load (studio.live, 12345), ==, 0);
  studio_free (&studio);
}

static void
check_text (const Project *project, const Trouble *trouble, const char *expected)
{
  g_autofree char *text = trouble_text (trouble, project);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  Studio studio = studio_new (tracks);
  const Project *project = render_fixture_spec (studio.project).project;
  const Id vox = id_of (project, "Vox"), idle = id_of (project, "Idle");
  const Frames at = 48000 * 83 + 19300;
  check_text (project, &(Trouble){ PLAYER_LATE, at, { vox, idle } },
              "late at 1:23.4: mostly Vox, Idle");
  check_text (project, &(Trouble){ PLAYER_LATE, at, { 0 } }, "late at 1:23.4");
  check_text (project, &(Trouble){ PLAYER_XRUN, at, { 0 } }, "xrun at 1:23.4");
  check_text (project, &(Trouble){ PLAYER_BROKEN, at, { vox } },
              "Vox gave NaN or infinity at 1:23.4: it was silenced for a moment");
  studio_free (&studio);
}

/* The list has a bound. */
static void
test_most (void)
{
  GArray *troubles = g_array_new (FALSE, FALSE, sizeof (Trouble));
  const PlayerReport late = { .kind = PLAYER_LATE }, other = { .kind = PLAYER_STARTED };

  troubles_add (troubles, &other);
  g_assert_cmpint ((int) troubles->len, ==, 0);
  for (int i = 0; i < TROUBLES_MOST + 10; i++)
    troubles_add (troubles, &late);
  g_assert_cmpint ((int) troubles->len, ==, TROUBLES_MOST);
  g_array_unref (troubles);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/troubles/xrun", test_xrun);
  g_test_add_func ("/troubles/load", test_load);
  g_test_add_func ("/troubles/text", test_text);
  g_test_add_func ("/troubles/most", test_most);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parallel chains of a strip as commands make and change them. */
#include <string.h>

#include "edit_fixture.h"

static IdSource ids;

static Project *
empty_song (void)
{
  id_source_init (&ids, 3);
  return fixture_run (project_new (), &ids, "track.add kind=audio name=A\ntrack.add name=B");
}

static const Effect *
container_of (const Project *project)
{
  return (const Effect *) list_get (fixture_track (project, "A")->effects, 0);
}

static const Chain *
chain_at (const Project *project, int index)
{
  return (const Chain *) list_get (container_of (project)->chains, index);
}

static void
test_make (void)
{
  Project *project = fixture_run (empty_song (), &ids,
                                  "effect.add track=A kind=eq\n"
                                  "chain.add track=A at=1 name=Dry\n"
                                  "chain.add track=A beside=1 name=Wet gain=-6dB\n"
                                  "effect.add track=A chain=Wet kind=compressor\n"
                                  "effect.add track=A chain=Wet at=1 kind=gate\n"
                                  "chain.set track=A chain=2 mute=on gain=-9dB name=Crushed\n");

  g_assert_cmpint (list_n (fixture_track (project, "A")->effects), ==, 2);
  g_assert_cmpstr (text_get (container_of (project)->kind), ==, "chain");
  g_assert_cmpint (list_n (container_of (project)->chains), ==, 2);
  g_assert_cmpstr (text_get (chain_at (project, 0)->name), ==, "Dry");
  g_assert_null (chain_at (project, 0)->effects);
  g_assert_cmpstr (text_get (chain_at (project, 1)->name), ==, "Crushed");
  g_assert_cmpfloat (chain_at (project, 1)->gain_db, ==, -9);
  g_assert_true (chain_at (project, 1)->mute);
  g_assert_cmpint (list_n (chain_at (project, 1)->effects), ==, 2);
  const Effect *first = (const Effect *) list_get (chain_at (project, 1)->effects, 0);
  g_assert_cmpstr (text_get (first->kind), ==, "gate");
  fixture_assert_good (project);
  project_unref (project);
}

/* What stands in a chain is set, passed by and taken away like any effect, and what refers to it
 * goes with it. */
static void
test_inside (void)
{
  Project *project = fixture_run (empty_song (), &ids,
                                  "chain.add track=A name=Wet\n"
                                  "effect.add track=A chain=Wet kind=compressor name=Squash\n"
                                  "effect.set track=A effect=Squash threshold=-33\n"
                                  "effect.bypass track=A effect=Squash\n"
                                  "sidechain.set track=A effect=Squash from=B\n"
                                  "automation.add track=A target=Squash.ratio at=1 value=3\n");
  const Effect *squash = (const Effect *) list_get (chain_at (project, 0)->effects, 0);

  g_assert_true (squash->bypass);
  g_assert_cmpfloat (params_find (squash->params, "threshold")->value, ==, -33);
  g_assert_cmpuint (squash->sidechain, ==, fixture_track (project, "B")->node.id);
  g_assert_cmpint (list_n (fixture_track (project, "A")->envelopes), ==, 1);
  fixture_assert_good (project);
  project = fixture_run (project, &ids, "chain.remove track=A chain=Wet");
  g_assert_cmpint (list_n (container_of (project)->chains), ==, 0);
  g_assert_cmpint (list_n (fixture_track (project, "A")->envelopes), ==, 0);
  fixture_assert_good (project);
  project_unref (project);
}

static void
test_refusals (void)
{
  static const struct {
    const char *line, *words;
  } cases[] = {
    { "chain.add track=A beside=eq", "holds no parallel chains" },
    { "chain.add track=V", "carries no sound" },
    { "chain.set track=A chain=Wet", "name what to set" },
    { "chain.set track=A chain=Dyr gain=-3", "did you mean 'Dry'" },
    { "chain.set track=B chain=Wet gain=-3", "no parallel chain 'Wet'" },
    { "effect.add track=A chain=None kind=eq", "no parallel chain 'None'" },
    { "effect.add track=main chain=M kind=eq master=on", "effects of the strip only" },
    { "sidechain.set track=A effect=compressor from=A", "cannot listen to itself" },
  };
  Project *project = fixture_run (empty_song (), &ids,
                                  "track.add kind=vca name=V\n"
                                  "chain.add track=A name=Wet\n"
                                  "chain.add track=A beside=1 name=Dry\n"
                                  "chain.add track=main name=M\n"
                                  "effect.add track=A kind=eq\n"
                                  "effect.add track=A chain=Wet kind=compressor\n");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *said = fixture_failure (project, &ids, cases[i].line);
    g_test_message ("%s: %s", cases[i].line, said);
    g_assert_nonnull (strstr (said, cases[i].words));
  }
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/chain/make", test_make);
  g_test_add_func ("/edit/chain/inside", test_inside);
  g_test_add_func ("/edit/chain/refusals", test_refusals);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a change finds what the whole check finds. */
#include "edit_fixture.h"
#include "model/check.h"

#include <math.h>
#include <string.h>

/* Spoils a value, given as a fresh root, in one way. */
typedef void (*Spoil) (Project *project);

static Track *
drums (Project *project)
{
  return (Track *) list_edit (&project->tracks, 0);
}

static void
range_of_gain (Project *project)
{
  drums (project)->gain_db = 200;
}

static void
not_a_number (Project *project)
{
  drums (project)->pan = NAN;
}

static void
lost_source (Project *project)
{
  ((Clip *) list_edit (&drums (project)->clips, 0))->source = 1;
}

static void
source_taken (Project *project)
{
  g_clear_pointer (&project->sources, list_unref);
}

static void
effect_taken (Project *project)
{
  list_remove (&drums (project)->effects, 0);
}

static void
track_taken (Project *project)
{
  list_remove (&project->tracks, 4);
}

static void
lane_taken (Project *project)
{
  list_remove (&drums (project)->lanes, 0);
}

static void
twin_clip (Project *project)
{
  const Track *bass = (const Track *) list_get (project->tracks, 1);
  list_insert (&drums (project)->clips, -1, node_ref (list_get (bass->clips, 0)));
}

static void
twin_track (Project *project)
{
  list_insert (&project->tracks, 0, node_ref (list_get (project->tracks, 1)));
}

static void
wrong_letter (Project *project)
{
  Marker *marker = (Marker *) node_new (NODE_MARKER);
  marker->node.id = drums (project)->node.id ^ 1;
  list_insert (&project->markers, -1, &marker->node);
}

static void
overlap (Project *project)
{
  Clip *clip = (Clip *) list_edit (&drums (project)->clips, 1);
  clip->start = (Position){ UNITS_PER_SECOND, TIME_ABSOLUTE };
}

static void
no_length (Project *project)
{
  ((Clip *) list_edit (&drums (project)->clips, 1))->length.value = 0;
}

static void
circle (Project *project)
{
  ((Track *) list_edit (&project->tracks, 3))->output = list_get (project->tracks, 4)->id;
  ((Track *) list_edit (&project->tracks, 4))->output = list_get (project->tracks, 3)->id;
}

static void
group_in_itself (Project *project)
{
  Track *band = (Track *) list_edit (&project->tracks, 3);
  band->group = band->node.id;
}

static void
main_moved (Project *project)
{
  list_move (&project->tracks, list_n (project->tracks) - 1, 0);
}

static void
second_main (Project *project)
{
  drums (project)->kind = TRACK_MAIN;
}

static void
tempo_order (Project *project)
{
  list_move (&project->tempos, 0, 1);
}

static void
tempo_overlap (Project *project)
{
  /* In beats the fill comes sooner, while the beat is as long as before. */
  Clip *clip = (Clip *) list_edit (&drums (project)->clips, 1);
  clip->start = (Position){ 20 * TICKS_PER_QUARTER, TIME_MUSICAL };
  ((Tempo *) list_edit (&project->tempos, 0))->bpm = 400;
}

static void
empty_part (Project *project)
{
  Comp *comp = (Comp *) list_edit (&drums (project)->comps, 0);
  ((Part *) list_edit (&comp->parts, 0))->to.value = 0;
}

static void
note_range (Project *project)
{
  Track *keys = (Track *) list_edit (&project->tracks, 2);
  Clip *clip = (Clip *) list_edit (&keys->clips, 0);
  run_append_note (&clip->notes, &(Note){ .at = 1, .length = 1, .pitch = 200 });
}

static void
lost_expression (Project *project)
{
  Track *keys = (Track *) list_edit (&project->tracks, 2);
  Clip *clip = (Clip *) list_edit (&keys->clips, 0);
  Expression *expression = (Expression *) node_new (NODE_EXPRESSION);
  IdSource ids;
  id_source_init (&ids, 99);
  expression->node.id = id_next (&ids, 'x');
  expression->note = id_next (&ids, NOTE_LETTER);
  list_insert (&clip->expressions, -1, &expression->node);
}

static const Spoil spoils[] = { range_of_gain,  not_a_number,    lost_source, source_taken,
                                effect_taken,   track_taken,     lane_taken,  twin_clip,
                                twin_track,     wrong_letter,    overlap,     no_length,
                                circle,         group_in_itself, main_moved,  second_main,
                                tempo_order,    tempo_overlap,   empty_part,  note_range,
                                lost_expression };

static void
test_spoiled (void)
{
  IdSource ids;
  Project *good = fixture_song (&ids);

  for (size_t i = 0; i < G_N_ELEMENTS (spoils); i++) {
    Project *bad = project_edit (good);
    spoils[i](bad);
    g_autoptr (GPtrArray) all = project_check (bad);
    g_autoptr (GPtrArray) changed = project_check_change (good, bad);
    g_test_message ("%zu: %s | %s", i, all->len ? (char *) all->pdata[0] : "nothing",
                    changed->len ? (char *) changed->pdata[0] : "nothing");
    g_assert_cmpuint (all->len, >, 0);
    g_assert_cmpuint (changed->len, >, 0);
    project_unref (bad);
  }
  fixture_assert_good (good);
  g_autoptr (GPtrArray) nothing = project_check_change (good, good);
  g_assert_cmpuint (nothing->len, ==, 0);
  project_unref (good);
}

/* What is changed in a fresh root leaves the value that it came from as it was, and shares the
 * rest with it. */
static void
test_copy_on_write (void)
{
  IdSource ids;
  Project *old = fixture_song (&ids);
  const uint64_t digest = fixture_digest (old);
  const Id clip = list_get (((Track *) list_get (old->tracks, 0))->clips, 0)->id;
  const Id effect = list_get (((Track *) list_get (old->tracks, 0))->effects, 0)->id;
  Project *next = project_edit (old);

  project_edit_clip (next, clip)->gain_db = -4;
  params_set (&project_edit_effect (next, effect)->params, "band2.gain", 3, NULL);
  text_set (&project_edit_track (next, list_get (old->tracks, 1)->id)->name, "Other");
  g_assert_cmpuint (fixture_digest (old), ==, digest);
  g_assert_cmpuint (fixture_digest (next), !=, digest);
  g_assert_false (node_equal (&old->node, &next->node));
  for (int t = 2; t < list_n (old->tracks); t++)
    g_assert_true (list_get (old->tracks, t) == list_get (next->tracks, t));
  g_assert_true (old->sections == next->sections);
  g_assert_cmpuint (node_new_bytes (&next->node, &old->node), <, 16384);
  /* Changed back, it is the same value again. */
  project_edit_clip (next, clip)->gain_db = 0;
  params_unset (&project_edit_effect (next, effect)->params, "band2.gain");
  text_set (&project_edit_track (next, list_get (old->tracks, 1)->id)->name, "Bass");
  g_assert_true (node_equal (&old->node, &next->node));
  g_assert_cmpuint (fixture_digest (next), ==, digest);
  project_unref (next);
  g_assert_cmpuint (fixture_digest (old), ==, digest);
  project_unref (old);
}

/* An id leads to its node and its list, wherever it stands; what a snapshot remembers is not it. */
static void
test_find (void)
{
  IdSource ids;
  Project *song = fixture_song (&ids);
  Node *parent;
  int index;
  const Track *track = (const Track *) list_get (song->tracks, 0);
  const Node *effect = list_get (track->effects, 1);

  g_assert_true (project_find (song, effect->id, &parent) == effect);
  g_assert_true (parent == &track->node);
  const Node *part = list_get (((Comp *) list_get (track->comps, 0))->parts, 1);
  g_assert_true (project_find (song, part->id, NULL) == part);
  Project *next = project_edit (song);
  List **list = project_edit_list_of (next, effect->id, &index);
  g_assert_cmpint (index, ==, 1);
  list_remove (list, index);
  g_assert_null (project_find (next, effect->id, NULL));
  g_assert_nonnull (project_find (song, effect->id, NULL));
  project_unref (next);
  project_unref (song);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/check/spoiled", test_spoiled);
  g_test_add_func ("/model/check/copy-on-write", test_copy_on_write);
  g_test_add_func ("/model/check/find", test_find);
  return g_test_run ();
}

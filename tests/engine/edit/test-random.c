/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random commands on a growing project: every value is free of faults, no older value ever changes,
 * and undo and redo come by the same values. LACQUER_RANDOM_EDITS sets how many are run. */
#include <string.h>

#include "edit/lane.h"
#include "edit_fixture.h"
#include "model/check.h"
#include "model/references.h"
#include "random_line.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

#define USUAL_EDITS 15000
#define CLIPS_MOST 1000 /* then another project begins */

typedef struct {
  Project *project;
  uint64_t digest;
} Kept;

typedef struct {
  int tried, done;
} Count;

static int
count_clips (const Project *project)
{
  int n = 0;
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    n += list_n (track->clips);
    for (int l = 0; l < list_n (track->lanes); l++)
      n += list_n (((const Lane *) list_get (track->lanes, l))->clips);
  }
  return n + 10 * list_n (project->tracks);
}

static void
check_kept (GArray *kept, guint i)
{
  const Kept *one = &g_array_index (kept, Kept, i);
  if (fixture_digest (one->project) != one->digest)
    g_error ("value %u of %u is not what it was", i, kept->len);
}

/* Commands say what they cannot do; a fault that only the check finds is a mistake of theirs. */
static void
assert_meant (const char *line, const char *sentence)
{
  static const char *const faults[] = { "used twice",   "refers to",     "without a crossfade",
                                        "out of order", "another kind",  "is out of range\n",
                                        "or overlaps",  "has no length", "come behind" };
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    if (strstr (sentence, faults[i]))
      g_error ("%s\nsays: %s", line, sentence);
}

static double
seconds (Units units)
{
  return (double) units / (double) UNITS_PER_SECOND;
}

/* What stands on ticks has nothing behind them, and no clip a fraction that is none. */
static void
assert_clip (const Clip *clip, const char *line)
{
  const bool between = clip->kind == CLIP_AUDIO && clip->start.base == TIME_MUSICAL &&
                       clip->length.base == TIME_ABSOLUTE;
  if (clip->start_fine < 0 || (clip->start_fine > 0 && !between) || clip->offset_fine < 0 ||
      (clip->offset_fine > 0 && clip->kind != CLIP_AUDIO))
    g_error ("%s\nleft '%s' at a fraction it cannot have", line, text_get (clip->name));
}

/* Stricter than the check of the model: an overlap leads from one clip to the next. */
static void
assert_lane (const TempoMap *map, const List *clips, const char *line)
{
  for (int i = 0; i < list_n (clips); i++) {
    assert_clip ((const Clip *) list_get (clips, i), line);
    for (int k = 0; k < list_n (clips); k++) {
      const Clip *a = (const Clip *) list_get (clips, i), *b = (const Clip *) list_get (clips, k);
      const Units a_from = clip_start_units (map, a), b_from = clip_start_units (map, b);
      const Units a_to = clip_end_units (map, a), b_to = clip_end_units (map, b);
      if (i == k || a_from > b_from || a_to - b_from <= EDGE_TOLERANCE)
        continue;
      if (b_from - a_from <= EDGE_TOLERANCE || b_to <= a_to || !a->fade_out || !b->fade_in)
        g_error ("%s\nleft '%s' at %.3f to %.3f in '%s' at %.3f to %.3f, fades %d %d", line,
                 text_get (b->name), seconds (b_from), seconds (b_to), text_get (a->name),
                 seconds (a_from), seconds (a_to), a->fade_out > 0, b->fade_in > 0);
    }
  }
}

static void
assert_lanes (const Project *project, const char *line)
{
  TempoMap *map = tempo_map_new (project);
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    assert_lane (map, track->clips, line);
    for (int l = 0; l < list_n (track->lanes); l++)
      assert_lane (map, ((const Lane *) list_get (track->lanes, l))->clips, line);
  }
  tempo_map_free (map);
}

static void
assert_good (const Project *project, const char *line)
{
  g_autoptr (GPtrArray) faults = project_check (project);
  if (faults->len)
    g_error ("%s\nleft: %s", line, (const char *) faults->pdata[0]);
  assert_lanes (project, line);
}

/* What is noted of a list leaves out nothing that is named in it. */
static void
assert_named (const Node *node, uint32_t outer)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_fields; i++) {
    const void *at = (const char *) node + type->fields[i].offset;
    if (type->fields[i].type == FIELD_ID && *(const Id *) at &&
        reference_binds (node->kind, &type->fields[i]))
      g_assert_true (letter_bit (*(const Id *) at) & outer);
  }
  for (int i = 0; i < type->n_children && node->kind != NODE_STRIP; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    const List *list = type->children[i].type == FIELD_LIST ? *(List *const *) at : NULL;
    const uint32_t named = list_named (list);
    g_assert_cmphex (named & ~outer, ==, 0);
    for (int k = 0; k < list_n (list); k++)
      assert_named (list_get (list, k), named);
  }
}

/* The file of a value reads back as the same value. */
static void
assert_round_trip (const Project *project)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = project_write_xml (project);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  Project *back = project_read_xml (text, size, "random.lacquer", &error);
  g_assert_no_error (error);
  g_assert_true (node_equal (&project->node, &back->node));
  project_unref (back);
}

/* To the start and to the end again by the values that were there. */
static void
check_undo (Document *document, GArray *kept)
{
  g_autoptr (GBytes) end = project_write_xml (document_project (document));
  guint at = kept->len - 1;

  while (document_undo (document)) {
    at--;
    g_assert_true (document_project (document) == g_array_index (kept, Kept, at).project);
  }
  g_assert_cmpuint (at, ==, 0);
  g_autoptr (GBytes) start = project_write_xml (document_project (document));
  g_autoptr (GBytes) was = project_write_xml (g_array_index (kept, Kept, 0).project);
  g_assert_true (g_bytes_equal (start, was));
  while (document_redo (document))
    at++;
  g_assert_cmpuint (at, ==, kept->len - 1);
  g_autoptr (GBytes) again = project_write_xml (document_project (document));
  g_assert_true (g_bytes_equal (end, again));
}

static void
keep (GArray *kept, const Project *project)
{
  const Kept one = { project_ref (project), fixture_digest (project) };
  g_array_append_val (kept, one);
}

static void
release_kept (gpointer data)
{
  project_unref (((Kept *) data)->project);
}

static int
play (uint64_t seed, int edits, GHashTable *counts)
{
  IdSource ids = { 0 };
  Random random;
  Project *song = seed % 5 == 4
                      ? fixture_run (project_new (), &ids, "album.add song=One\nalbum.add song=Two")
                      : fixture_song (&ids);
  Document *document = document_new (song, seed, fixture_host ());
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  const bool loud = g_getenv ("LACQUER_RANDOM_LOUD") != NULL;
  int done = 0;

  random_init (&random, seed);
  g_array_set_clear_func (kept, release_kept);
  keep (kept, song);
  project_unref (song);
  while (done < edits && count_clips (document_project (document)) < CLIPS_MOST) {
    const Project *before = document_project (document);
    g_autofree char *line = random_line (&random, before, fixture_host ());
    const char *const lines[] = { line };
    GError *error = NULL;
    if (loud)
      g_printerr ("%s\n", line);
    const bool good = document_run (document, lines, 1, NULL, &error);
    g_autofree char *name = g_strndup (line, strcspn (line, " "));
    Count *count = g_hash_table_lookup (counts, name);
    if (!count) {
      count = g_new0 (Count, 1);
      g_hash_table_insert (counts, g_strdup (name), count);
    }
    count->tried++;
    count->done += good;
    done++;
    if (!good) {
      if (!error)
        g_error ("%s\nfailed without a word", line);
      if (loud)
        g_printerr ("  %s\n", error->message);
      assert_meant (line, error->message);
      g_assert_true (document_project (document) == before);
      g_clear_error (&error);
    } else if (document_project (document) != before) {
      assert_good (document_project (document), line);
      keep (kept, document_project (document));
      if (done % 20 == 0)
        assert_named (&document_project (document)->node, ~UINT32_C (0));
    }
    check_kept (kept, (guint) random_below (&random, (int) kept->len));
    if (done % 100 == 0)
      assert_round_trip (document_project (document));
  }
  for (guint i = 0; i < kept->len; i++)
    check_kept (kept, i);
  assert_round_trip (document_project (document));
  check_undo (document, kept);
  document_free (document);
  for (guint i = 0; i < kept->len; i++)
    check_kept (kept, i);
  return done;
}

static void
test_random (void)
{
  const char *wanted = g_getenv ("LACQUER_RANDOM_EDITS");
  const int edits = wanted ? atoi (wanted) : USUAL_EDITS;
  const char *first = g_getenv ("LACQUER_RANDOM_SEED");
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  uint64_t seed = first ? g_ascii_strtoull (first, NULL, 10) : 1;
  int n, never = 0, tried = 0, succeeded = 0;

  for (int done = 0; done < edits; seed++)
    done += play (seed, MIN (edits - done, 1000), counts);
  /* A generator that never gets anything done tests nothing. */
  const CommandSpec *const *all = commands_all (&n);
  for (int i = 0; i < n; i++) {
    const Count *count = g_hash_table_lookup (counts, all[i]->name);
    if (!count || count->done == 0) {
      g_test_message ("%s: never done in %d tries", all[i]->name, count ? count->tried : 0);
      never++;
    }
    tried += count ? count->tried : 0;
    succeeded += count ? count->done : 0;
  }
  g_test_message ("%d of %d done", succeeded, tried);
  g_assert_cmpint (never, <=, 4); /* monitor.set, and what chance rarely makes possible */
  g_assert_cmpint (succeeded, >, tried * 2 / 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/random", test_random);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history as a tree, and the document that tells of changes. */
#include <string.h>

#include "edit_fixture.h"

#define MS 1000

static Project *
named (const char *name)
{
  Project *project = project_new ();
  text_set (&project->name, name);
  return project;
}

static void
add (History *history, const char *name, gint64 time)
{
  Project *project = named (name);
  history_add (history, project, name, NULL, time);
  project_unref (project);
}

static bool
join (History *history, const char *name, gint64 time, uint64_t key)
{
  Project *project = named (name);
  const char *const lines[] = { name, NULL };
  const bool joined = history_join (history, project, name, lines, time, key, 600 * MS);
  project_unref (project);
  return joined;
}

static const char *
name_of (const Project *project)
{
  return project ? text_get (project->name) : "none";
}

static void
test_tree (void)
{
  Project *root = named ("root");
  History *history = history_new (root, 0);

  add (history, "a", 1);
  add (history, "b", 2);
  g_assert_cmpstr (name_of (history_undo (history)), ==, "a");
  add (history, "c", 3);
  g_assert_cmpstr (name_of (history_undo (history)), ==, "a");
  /* Redo goes along the branch last left; the other stays. */
  g_assert_cmpstr (name_of (history_redo (history)), ==, "c");
  g_assert_null (history_redo (history));
  HistoryStep *b = NULL;
  for (HistoryStep *step = history_root (history)->first_child->first_child; step;
       step = step->next_sibling)
    if (strcmp (step->words, "b") == 0)
      b = step;
  g_assert_nonnull (b);
  g_assert_cmpstr (name_of (history_go (history, b)), ==, "b");
  history_undo (history);
  g_assert_cmpstr (name_of (history_redo (history)), ==, "b");
  history_undo (history);
  history_undo (history);
  g_assert_null (history_undo (history));
  g_assert_cmpint (history_n_steps (history), ==, 4);
  history_free (history);
  project_unref (root);
}

static void
test_join (void)
{
  Project *root = named ("root");
  History *history = history_new (root, 0);

  g_assert_false (join (history, "one", 10 * MS, 7));
  g_assert_true (join (history, "two", 500 * MS, 7));
  g_assert_true (join (history, "three", 1000 * MS, 7)); /* 500 ms after the last */
  g_assert_false (join (history, "late", 1700 * MS, 7));
  g_assert_false (join (history, "other", 1800 * MS, 8));
  g_assert_cmpint (history_n_steps (history), ==, 4);
  const HistoryStep *first = history_root (history)->first_child;
  g_assert_cmpstr (name_of (first->project), ==, "three");
  g_assert_cmpint (g_strv_length (first->lines), ==, 3);
  g_assert_cmpstr (first->lines[0], ==, "one");
  /* A join never crosses a save. */
  history_mark_saved (history);
  g_assert_true (history_is_saved (history));
  g_assert_false (join (history, "saved", 1900 * MS, 8));
  g_assert_false (history_is_saved (history));
  g_assert_cmpint (history_n_steps (history), ==, 5);
  history_undo (history);
  g_assert_true (history_is_saved (history));
  history_free (history);
  project_unref (root);
}

static void
test_prune (void)
{
  Project *root = named ("root");
  History *history = history_new (root, 0);

  for (int i = 0; i < 50; i++) {
    g_autofree char *name = g_strdup_printf ("%d", i);
    add (history, name, i);
  }
  for (int i = 0; i < 5; i++)
    history_undo (history);
  add (history, "side", 100);
  const size_t all = history_bytes (history);
  g_assert_cmpuint (all, >, 50 * sizeof (Project));
  /* First the branch that nobody is on, then the oldest steps. */
  g_assert_cmpint (history_prune (history, all * 9 / 10, 3), >=, 5);
  g_assert_cmpstr (name_of (history_current (history)->project), ==, "side");
  g_assert_cmpint (history_prune (history, 0, 10), >, 20);
  int depth = 0;
  while (history_undo (history))
    depth++;
  g_assert_cmpint (depth, ==, 10);
  history_free (history);
  project_unref (root);
}

typedef struct {
  int calls;
  const Project *old, *next;
} Heard;

static void
listen (Document *document, const Project *old, const Project *next, void *data)
{
  Heard *heard = data;
  heard->calls++;
  heard->old = old;
  heard->next = next;
}

static bool
run (Document *document, const char *line)
{
  const char *const lines[] = { line };
  return document_run (document, lines, 1, NULL, NULL);
}

static void
test_document (void)
{
  IdSource ids;
  Project *song = fixture_song (&ids);
  Document *document = document_new (song, 1, fixture_host ());
  Heard heard = { 0 };
  const int handle = document_listen (document, listen, &heard);

  g_assert_true (run (document, "track.set track=Bass gain=-4"));
  g_assert_cmpint (heard.calls, ==, 1);
  g_assert_true (heard.old == song && heard.next == document_project (document));
  g_assert_cmpstr (history_current (document_history (document))->words, ==,
                   "Change volume of Bass");
  /* What fails and what changes nothing is no step. */
  g_assert_false (run (document, "track.set track=Bass gain=x"));
  g_assert_true (run (document, "track.set track=Bass gain=-4"));
  g_assert_cmpint (heard.calls, ==, 1);
  g_assert_cmpint (history_n_steps (document_history (document)), ==, 2);
  /* All or nothing. */
  const char *const two[] = { "track.set track=Bass gain=-8", "track.set track=Bass gain=x" };
  g_assert_false (document_run (document, two, 2, NULL, NULL));
  g_assert_cmpfloat (((Track *) list_get (document_project (document)->tracks, 1))->gain_db, ==,
                     -4);
  g_assert_true (document_undo (document));
  g_assert_true (document_project (document) == song);
  g_assert_true (document_redo (document));
  g_assert_cmpint (heard.calls, ==, 3);
  /* Key steps of one parameter join. */
  g_assert_true (document_run_joined (document, "track.set track=Bass gain=-5", 9, NULL));
  g_assert_true (document_run_joined (document, "track.set track=Bass gain=-6", 9, NULL));
  g_assert_cmpint (history_n_steps (document_history (document)), ==, 3);
  document_unlisten (document, handle);
  g_assert_true (document_undo (document));
  g_assert_cmpint (heard.calls, ==, 5);
  document_free (document);
  project_unref (song);
}

/* The clipboard outlives undo, is no step of its own, and its lines stand in the script of the next
 * step. */
static void
test_clipboard (void)
{
  IdSource ids;
  Project *song = fixture_song (&ids);
  Document *document = document_new (song, 1, fixture_host ());
  History *history = document_history (document);

  g_assert_true (run (document, "range.copy from=1.1.1 to=2.1.1 tracks=Bass"));
  g_assert_cmpint (history_n_steps (history), ==, 1);
  g_assert_true (run (document, "range.paste from=30.1.1"));
  char **lines = history_current (history)->lines;
  g_assert_cmpint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_prefix (lines[0], "range.copy"));
  /* The recorded lines alone lead to the same value. */
  Document *again = document_new (song, 1, fixture_host ());
  g_assert_true (document_run (again, (const char *const *) lines, 2, NULL, NULL));
  g_assert_true (node_equal (&document_project (document)->node, &document_project (again)->node));
  document_free (again);
  g_assert_true (run (document, "range.cut from=2.1.1 to=3.1.1 tracks=Bass"));
  g_assert_true (document_undo (document));
  g_assert_true (run (document, "range.paste from=40.1.1"));
  document_free (document);
  project_unref (song);
}

/* The same seed on a project that was edited with it draws other ids. */
static void
test_seed (void)
{
  Project *empty = project_new ();
  Document *first = document_new (empty, 1, fixture_host ());
  g_assert_true (run (first, "track.add name=One"));
  Document *second = document_new (document_project (first), 1, fixture_host ());
  g_assert_true (run (second, "track.add name=Two"));
  Document *same = document_new (empty, 1, fixture_host ());
  g_assert_true (run (same, "track.add name=One"));
  g_assert_true (node_equal (&document_project (first)->node, &document_project (same)->node));
  document_free (same);
  document_free (second);
  document_free (first);
  project_unref (empty);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/history/tree", test_tree);
  g_test_add_func ("/edit/history/join", test_join);
  g_test_add_func ("/edit/history/prune", test_prune);
  g_test_add_func ("/edit/history/document", test_document);
  g_test_add_func ("/edit/history/clipboard", test_clipboard);
  g_test_add_func ("/edit/history/seed", test_seed);
  return g_test_run ();
}

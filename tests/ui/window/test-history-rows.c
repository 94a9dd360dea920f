/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the history window: order, indent and state of steps with branches. */
#include "ui/window/windows/history_rows.h"

typedef struct {
  Project *project;
  History *history;
  GListStore *rows;
  gint64 time;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = project_new ();
  f->history = history_new (f->project, 0);
  f->rows = g_list_store_new (LQ_TYPE_HISTORY_ROW);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->rows);
  history_free (f->history);
  project_unref (f->project);
}

static void
add (Fixture *f, const char *words)
{
  static const char *const lines[] = { "tempo.set bpm=100", NULL };
  f->time += G_USEC_PER_SEC;
  history_add (f->history, f->project, words, lines, f->time);
}

/* "root past, >side ahead": an arrow for each indent. */
static char *
text_of (Fixture *f)
{
  static const char *const states[] = { "past", "now", "ahead" };
  GString *text = g_string_new (NULL);
  const guint now = history_rows_update (f->rows, f->history);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->rows)); i++) {
    g_autoptr (LqHistoryRow) row = g_list_model_get_item (G_LIST_MODEL (f->rows), i);
    g_string_append (text, i ? ", " : "");
    for (int k = 0; k < row->indent; k++)
      g_string_append_c (text, '>');
    g_string_append_printf (text, "%s %s", row->step->parent ? row->words : "root",
                            states[row->state]);
    g_assert_cmpint (row->state == STEP_NOW, ==, i == now);
    g_assert_cmpint (row->time, ==, row->step->time);
  }
  return g_string_free (text, FALSE);
}

static void
check (Fixture *f, const char *expected)
{
  g_autofree char *text = text_of (f);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_line (Fixture *f, gconstpointer data)
{
  check (f, "root now");
  add (f, "a");
  add (f, "b");
  check (f, "root past, a past, b now");
  history_undo (f->history);
  check (f, "root past, a now, b ahead");
}

/* The newest work stays at the left, whatever state is shown. */
static void
test_branches (Fixture *f, gconstpointer data)
{
  add (f, "a");
  add (f, "b");
  add (f, "c");
  HistoryStep *c = history_current (f->history);
  history_undo (f->history);
  history_undo (f->history);
  add (f, "d");
  check (f, "root past, a past, >b ahead, >c ahead, d now");
  history_go (f->history, c);
  check (f, "root past, a past, >b past, >c now, d ahead");
  history_undo (f->history);
  add (f, "e");
  check (f, "root past, a past, >d ahead, b past, >c ahead, e now");
}

static void
count_changes (GListModel *rows, guint at, guint removed, guint added, guint *n)
{
  *n += removed + added;
}

/* A list that is looked at must not lose its focus: rows that stay are the same objects. */
static void
test_rows_stay (Fixture *f, gconstpointer data)
{
  guint n = 0;
  add (f, "a");
  add (f, "b");
  g_free (text_of (f));
  g_signal_connect (f->rows, "items-changed", G_CALLBACK (count_changes), &n);
  history_undo (f->history);
  g_free (text_of (f));
  g_assert_cmpuint (n, ==, 0);
  history_redo (f->history);
  add (f, "c");
  g_free (text_of (f));
  g_assert_cmpuint (n, ==, 1);
}

static void
test_pruned (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    add (f, "a");
  g_free (text_of (f));
  history_prune (f->history, 0, 2);
  g_free (text_of (f));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->rows)), ==,
                    (guint) history_n_steps (f->history));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/history-rows/line", test_line);
  ADD ("/history-rows/branches", test_branches);
  ADD ("/history-rows/rows-stay", test_rows_stay);
  ADD ("/history-rows/pruned", test_pruned);
  return g_test_run ();
}

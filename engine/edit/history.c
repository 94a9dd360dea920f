/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/history.h"

struct History {
  HistoryStep *root, *current;
  HistoryStep *saved; /* NULL when the saved value is no longer held */
  size_t bytes;
  int n_steps;
};

static HistoryStep *
step_new (const Project *project, const char *words, const char *const *lines, gint64 time)
{
  HistoryStep *step = g_new0 (HistoryStep, 1);
  step->project = project_ref (project);
  step->words = g_strdup (words);
  step->lines = g_strdupv ((char **) lines);
  step->time = time;
  return step;
}

static void
step_free (HistoryStep *step)
{
  project_unref (step->project);
  g_free (step->words);
  g_strfreev (step->lines);
  g_free (step);
}

/* Without recursion: a history is as deep as it is long. */
static void
tree_free (HistoryStep *step)
{
  HistoryStep *const stop = step->parent;
  while (step != stop) {
    HistoryStep *const child = step->first_child;
    if (child) {
      step->first_child = child->next_sibling;
      step = child;
    } else {
      HistoryStep *const parent = step->parent;
      step_free (step);
      step = parent;
    }
  }
}

History *
history_new (const Project *project, gint64 time)
{
  History *history = g_new0 (History, 1);
  history->root = history->current = history->saved = step_new (project, "Open", NULL, time);
  history->n_steps = 1;
  return history;
}

void
history_free (History *history)
{
  if (!history)
    return;
  tree_free (history->root);
  g_free (history);
}

HistoryStep *
history_root (const History *history)
{
  return history->root;
}

HistoryStep *
history_current (const History *history)
{
  return history->current;
}

size_t
history_bytes (const History *history)
{
  return history->bytes;
}

int
history_n_steps (const History *history)
{
  return history->n_steps;
}

void
history_add (History *history, const Project *project, const char *words, const char *const *lines,
             gint64 time)
{
  HistoryStep *parent = history->current;
  HistoryStep *step = step_new (project, words, lines, time);

  step->parent = parent;
  step->next_sibling = parent->first_child;
  parent->first_child = parent->redo = step;
  step->bytes = sizeof *step + node_new_bytes (&project->node, &parent->project->node);
  history->bytes += step->bytes;
  history->n_steps++;
  history->current = step;
}

bool
history_join (History *history, const Project *project, const char *words, const char *const *lines,
              gint64 time, uint64_t join, gint64 within)
{
  HistoryStep *step = history->current;

  if (!join || step->join != join || step->first_child || step == history->saved || !step->parent ||
      time - step->time > within) {
    history_add (history, project, words, lines, time);
    history->current->join = join;
    return false;
  }
  Project *old = step->project;
  char **old_lines = step->lines;
  step->project = project_ref (project);
  project_unref (old);
  /* A script of the step still leads to its value: the earlier lines come first. */
  GPtrArray *all = g_ptr_array_new ();
  for (char **line = old_lines; line && *line; line++)
    g_ptr_array_add (all, *line);
  for (const char *const *line = lines; line && *line; line++)
    g_ptr_array_add (all, g_strdup (*line));
  g_ptr_array_add (all, NULL);
  g_free (old_lines);
  step->lines = (char **) g_ptr_array_free (all, FALSE);
  g_free (step->words);
  step->words = g_strdup (words);
  step->time = time;
  history->bytes -= step->bytes;
  step->bytes = sizeof *step + node_new_bytes (&project->node, &step->parent->project->node);
  history->bytes += step->bytes;
  return true;
}

const Project *
history_undo (History *history)
{
  if (!history->current->parent)
    return NULL;
  history->current->parent->redo = history->current;
  history->current = history->current->parent;
  return history->current->project;
}

const Project *
history_redo (History *history)
{
  if (!history->current->redo)
    return NULL;
  history->current = history->current->redo;
  return history->current->project;
}

const Project *
history_go (History *history, HistoryStep *step)
{
  for (HistoryStep *at = step; at->parent; at = at->parent)
    at->parent->redo = at;
  history->current = step;
  return step->project;
}

void
history_mark_saved (History *history)
{
  history->saved = history->current;
}

bool
history_is_saved (const History *history)
{
  return history->saved == history->current;
}

static bool
is_on_path (const History *history, const HistoryStep *step)
{
  for (const HistoryStep *at = history->current; at; at = at->parent)
    if (at == step)
      return true;
  return false;
}

static void
forget (History *history, HistoryStep *step)
{
  history->bytes -= step->bytes;
  history->n_steps--;
  if (history->saved == step)
    history->saved = NULL;
}

static void
drop_tip (History *history, HistoryStep *tip)
{
  HistoryStep *parent = tip->parent;
  HistoryStep **link = &parent->first_child;
  while (*link != tip)
    link = &(*link)->next_sibling;
  *link = tip->next_sibling;
  if (parent->redo == tip)
    parent->redo = parent->first_child;
  forget (history, tip);
  step_free (tip);
}

/* The oldest tip that is not the way from the root to the current step. */
static HistoryStep *
oldest_side_tip (const History *history)
{
  HistoryStep *oldest = NULL, *step = history->root;

  while (step) {
    if (!step->first_child && !is_on_path (history, step) && (!oldest || step->time < oldest->time))
      oldest = step;
    if (step->first_child) {
      step = step->first_child;
      continue;
    }
    while (step && !step->next_sibling)
      step = step->parent;
    step = step ? step->next_sibling : NULL;
  }
  return oldest;
}

int
history_prune (History *history, size_t bytes, int keep)
{
  int dropped = 0, depth = 0;

  while (history->bytes > bytes) {
    HistoryStep *tip = oldest_side_tip (history);
    if (!tip)
      break;
    drop_tip (history, tip);
    dropped++;
  }
  for (HistoryStep *at = history->current; at->parent; at = at->parent)
    depth++;
  /* Only the path is left: the second step becomes the root. */
  while (history->bytes > bytes && depth > keep && history->root->first_child &&
         !history->root->first_child->next_sibling) {
    HistoryStep *old = history->root;
    history->root = old->first_child;
    history->root->parent = NULL;
    history->bytes -= history->root->bytes;
    history->root->bytes = 0;
    history->n_steps--;
    if (history->saved == old)
      history->saved = NULL;
    step_free (old);
    dropped++;
    depth--;
  }
  return dropped;
}

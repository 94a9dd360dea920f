/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/history_rows.h"

G_DEFINE_FINAL_TYPE (LqHistoryRow, lq_history_row, G_TYPE_OBJECT)

static guint changed_signal;

static void
lq_history_row_finalize (GObject *object)
{
  g_free (LQ_HISTORY_ROW (object)->words);
  G_OBJECT_CLASS (lq_history_row_parent_class)->finalize (object);
}

static void
lq_history_row_class_init (LqHistoryRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_history_row_finalize;
  changed_signal = g_signal_new ("changed", LQ_TYPE_HISTORY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
lq_history_row_init (LqHistoryRow *row)
{
}

typedef struct {
  HistoryStep *step;
  int indent;
} Place;

typedef struct {
  GHashTable *trunk, *past; /* sets of HistoryStep */
  GArray *places;
} Walk;

static HistoryStep *
newest (HistoryStep *root)
{
  HistoryStep *found = root;
  for (HistoryStep *step = root; step;) {
    if (step->time >= found->time)
      found = step;
    if (step->first_child) {
      step = step->first_child;
      continue;
    }
    while (step && !step->next_sibling)
      step = step->parent;
    step = step ? step->next_sibling : NULL;
  }
  return found;
}

static GHashTable *
way_to (HistoryStep *step)
{
  GHashTable *way = g_hash_table_new (NULL, NULL);
  for (; step; step = step->parent)
    g_hash_table_add (way, step);
  return way;
}

/* The child whose line goes on at the same indent. Children stand the newest first. */
static HistoryStep *
heir (const Walk *walk, const HistoryStep *step)
{
  for (HistoryStep *child = step->first_child; child; child = child->next_sibling)
    if (g_hash_table_contains (walk->trunk, child))
      return child;
  return step->first_child;
}

static void
add_line (Walk *walk, HistoryStep *step, int indent)
{
  for (; step; step = heir (walk, step)) {
    const Place place = { step, indent };
    g_array_append_val (walk->places, place);
    const HistoryStep *next = heir (walk, step);
    for (HistoryStep *child = step->first_child; child; child = child->next_sibling)
      if (child != next)
        add_line (walk, child, indent + 1);
  }
}

static StepState
state_of (const Walk *walk, const HistoryStep *current, const HistoryStep *step)
{
  if (step == current)
    return STEP_NOW;
  return g_hash_table_contains (walk->past, step) ? STEP_PAST : STEP_AHEAD;
}

static bool
is_same (const LqHistoryRow *row, const Place *place)
{
  return row->step == place->step && row->indent == place->indent &&
         !g_strcmp0 (row->words, place->step->words);
}

static LqHistoryRow *
row_new (const Place *place)
{
  LqHistoryRow *row = g_object_new (LQ_TYPE_HISTORY_ROW, NULL);
  row->step = place->step;
  row->indent = place->indent;
  row->words = g_strdup (place->step->words);
  row->time = place->step->time;
  return row;
}

static LqHistoryRow *
row_at (GListStore *rows, guint index)
{
  LqHistoryRow *row = g_list_model_get_item (G_LIST_MODEL (rows), index);
  g_object_unref (row); /* the list holds it */
  return row;
}

static void
splice (GListStore *rows, const GArray *places)
{
  const guint had = g_list_model_get_n_items (G_LIST_MODEL (rows));
  guint head = 0, foot = 0;
  while (head < had && head < places->len &&
         is_same (row_at (rows, head), &g_array_index (places, Place, head)))
    head++;
  while (foot < had - head && foot < places->len - head &&
         is_same (row_at (rows, had - 1 - foot),
                  &g_array_index (places, Place, places->len - 1 - foot)))
    foot++;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = head; i < places->len - foot; i++)
    g_ptr_array_add (added, row_new (&g_array_index (places, Place, i)));
  if (added->len > 0 || had > head + foot)
    g_list_store_splice (rows, head, had - head - foot, added->pdata, added->len);
}

guint
history_rows_update (GListStore *rows, const History *history)
{
  HistoryStep *current = history_current (history);
  Walk walk = { .trunk = way_to (newest (history_root (history))),
                .past = way_to (current),
                .places = g_array_new (FALSE, FALSE, sizeof (Place)) };
  guint now = 0;

  add_line (&walk, history_root (history), 0);
  splice (rows, walk.places);
  for (guint i = 0; i < walk.places->len; i++) {
    LqHistoryRow *row = row_at (rows, i);
    const StepState state = state_of (&walk, current, row->step);
    if (state == STEP_NOW)
      now = i;
    if (state == row->state && row->time == row->step->time)
      continue;
    row->state = state;
    row->time = row->step->time;
    g_signal_emit (row, changed_signal, 0);
  }
  g_array_unref (walk.places);
  g_hash_table_unref (walk.trunk);
  g_hash_table_unref (walk.past);
  return now;
}

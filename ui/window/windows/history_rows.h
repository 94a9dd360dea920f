/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a history as rows of a list: the line that leads to the newest step stands at the
 * left, other branches lie indented above the step behind which the newer line begins. GTK thread.
 */
#pragma once

#include <gio/gio.h>

#include "edit/history.h"

typedef enum { STEP_PAST, STEP_NOW, STEP_AHEAD } StepState;

#define LQ_TYPE_HISTORY_ROW (lq_history_row_get_type ())
G_DECLARE_FINAL_TYPE (LqHistoryRow, lq_history_row, LQ, HISTORY_ROW, GObject)

/* Signal "changed" when state or time have changed. */
struct _LqHistoryRow {
  GObject parent_instance;
  HistoryStep *step; /* valid until the history changes */
  int indent;
  StepState state; /* STEP_AHEAD: not part of what is there now */
  gint64 time;
  char *words;
};

/* Makes the rows of a list (of LqHistoryRow) those of the history, root first; rows that stay are
 * kept. Returns the index of the current step. */
guint history_rows_update (GListStore *rows, const History *history);

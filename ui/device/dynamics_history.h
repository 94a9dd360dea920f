/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight seconds of level and gain reduction, in slots of equal time. Without a screen; one thread.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define HISTORY_SECONDS 8
#define HISTORY_SLOTS 400
#define HISTORY_FLOOR -90.0f

typedef struct {
  float in_db[HISTORY_SLOTS], reduction[HISTORY_SLOTS];
  int at; /* the newest slot */
  int64_t slot; /* its number since the clock began; 0: nothing yet */
} DynamicsHistory;

void dynamics_history_clear (DynamicsHistory *history);
/* The highest of one slot is kept. `now` in microseconds; what was missed looks the
 * same, and pauses leave no gap. */
void dynamics_history_add (DynamicsHistory *history, double in_db, double reduction, int64_t now);
/* Of a slot, 0 the oldest. */
float dynamics_history_level (const DynamicsHistory *history, int slot);
float dynamics_history_reduction (const DynamicsHistory *history, int slot);
float dynamics_history_most (const DynamicsHistory *history);

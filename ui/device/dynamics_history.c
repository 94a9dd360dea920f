/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/dynamics_history.h"

#include <math.h>

#define PAUSE (HISTORY_SLOTS / HISTORY_SECONDS / 2) /* slots: it stood still meanwhile */

void
dynamics_history_clear (DynamicsHistory *history)
{
  for (int i = 0; i < HISTORY_SLOTS; i++) {
    history->in_db[i] = HISTORY_FLOOR;
    history->reduction[i] = 0;
  }
  history->at = 0;
  history->slot = 0;
}

void
dynamics_history_add (DynamicsHistory *history, double in_db, double reduction, int64_t now)
{
  const int64_t slot = now * HISTORY_SLOTS / (HISTORY_SECONDS * INT64_C (1000000));
  const int64_t gone = slot - history->slot;
  const int64_t missed = history->slot && gone >= 0 && gone < PAUSE ? gone : 1;
  for (int64_t i = 0; i < missed; i++) {
    history->at = (history->at + 1) % HISTORY_SLOTS;
    history->in_db[history->at] = (float) in_db;
    history->reduction[history->at] = (float) reduction;
  }
  history->slot = slot;
  history->in_db[history->at] = fmaxf (history->in_db[history->at], (float) in_db);
  history->reduction[history->at] = fmaxf (history->reduction[history->at], (float) reduction);
}

float
dynamics_history_level (const DynamicsHistory *history, int slot)
{
  return history->in_db[(history->at + 1 + slot) % HISTORY_SLOTS];
}

float
dynamics_history_reduction (const DynamicsHistory *history, int slot)
{
  return history->reduction[(history->at + 1 + slot) % HISTORY_SLOTS];
}

float
dynamics_history_most (const DynamicsHistory *history)
{
  float most = 0;
  for (int i = 0; i < HISTORY_SLOTS; i++)
    most = fmaxf (most, history->reduction[i]);
  return most;
}

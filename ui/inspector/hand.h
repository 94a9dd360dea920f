/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hand on a slider of the inspector, for all tracks that are selected. Main thread; no screen. */
#pragma once

#include "ui/inspector/page.h"

typedef struct {
  GArray *held; /* Held; NULL: nothing is held */
  double first; /* of the row when it was taken */
} Hand;

/* Takes hold with the first call. Several tracks keep their distances. */
void hand_move (Hand *hand, const InspectPage *page, const InspectRow *row, double value);
/* One undo step for all, or automation where the mode of a track writes it. */
void hand_let_go (Hand *hand, LqDesk *desk);
/* What a slider shows just now: where a hand or an envelope has it, else what the project says. */
double hand_shown (const InspectPage *page, const InspectRow *row);

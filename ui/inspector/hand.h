/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hand on a slider of the inspector: heard at once, one undo step when it lets go, or automation
 * where the mode of the track writes. Main thread; no screen. */
#pragma once

#include "ui/inspector/page.h"

typedef struct {
  GArray *held; /* LiveTarget; NULL: nothing is held */
  double first, value; /* of the row when it was taken, and now */
} Hand;

/* Takes hold with the first call. Several tracks keep their distances. */
void hand_move (Hand *hand, const InspectPage *page, const InspectRow *row, double value);
/* The text that inspect_enter () takes for it, to be freed; NULL where automation has it or nothing
 * moved. Run it before hand_done (). */
char *hand_text (const Hand *hand, const InspectPage *page, const InspectRow *row);
/* Lets go. */
void hand_done (Hand *hand, LqDesk *desk);

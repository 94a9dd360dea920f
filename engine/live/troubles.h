/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong while the song played, and where in it. Main thread. */
#pragma once

#include "model/project.h"
#include "realtime/player.h"

#define TROUBLES_MOST 1000 /* that are kept, the first ones; all are counted elsewhere */

typedef struct {
  PlayerReportKind kind; /* PLAYER_LATE, PLAYER_XRUN or PLAYER_BROKEN */
  Frames at; /* song position */
  Id strips[PLAYER_WORST]; /* late: which cost most; broken: which it was; 0: no more */
} Trouble;

/* Notes a report, if it is one of these, in an array of Trouble. */
void troubles_add (GArray *troubles, const PlayerReport *report);

/* "late at 1:23.4: mostly Reverb, Vox", with the names that the tracks have in `project`. Free with
 * g_free. */
char *trouble_text (const Trouble *trouble, const Project *project);

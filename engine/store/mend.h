/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an inconsistent project consistent (model/check.h) with as little loss as it can. Any
 * thread but audio.
 *
 * Ids that are missing, of another kind or used twice are drawn anew (the first keeps its own).
 * References to nothing are cleared; what cannot be without one is left out. Numbers go to the
 * nearest bound. Points, notes, tempos and meters are put in order. A main track is made, or the
 * last of several stays one. Clips that overlap without a crossfade are cut where the next begins;
 * one that begins where another does moves to a take lane. Circles of groups and routing are
 * opened. */
#pragma once

#include "model/project.h"

/* Each thing that is done is one sentence in `done`. *project is replaced where it is shared. */
void project_mend (Project **project, GPtrArray *done);

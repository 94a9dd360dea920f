/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Take lanes and comps as several commands need them. Main thread. */
#pragma once

#include "edit/command.h"
#include "edit/pieces.h"

/* A fresh lane of the track, counted among the results: "Take 3" where no name is given. */
Lane *take_lane_add (Edit *edit, Track *track, const char *name);
/* Sets the recorded pass of a lane to what its clips span. */
void take_lane_fit (Edit *edit, Lane *lane);
/* Copies what the playing lane holds in a range to a lane of its own, when it holds anything that
 * is no take yet. */
void take_keep (Edit *edit, Track *track, Place from, Place to);

/* Command lines by which tracks play the lanes that they have more than `before`, the last of each
 * on top: what was just recorded is heard. Empty where there are none; free with g_strfreev. */
char **take_promote_lines (const Project *before, const Project *now);

/* [from, to) of a comp plays `lane` from now on, 0 = no part; others give way. The comp is the
 * caller's to write. */
void comp_put (Edit *edit, Comp *comp, Position from, Position to, Id lane, double gain_db);
/* Cuts the part that plays at a place in two; false where none does. */
bool comp_split (Edit *edit, Comp *comp, Position at);
/* Parts play at this gain in [from, to); those that stand across an end are cut. */
void comp_set_gain (Edit *edit, Comp *comp, Position from, Position to, double gain_db);
/* After places moved: parts stand in the order of time, each ends where the next begins at the
 * latest, and what is empty goes. The comp is the caller's to write. */
void comp_settle (Edit *edit, Comp *comp);
/* That for all comps, and for the lanes of all tracks: after the tempo changed. */
void takes_settle_all (Edit *edit);
/* The clips that a track with this comp plays: parts, and the playing lane between them. The caller
 * owns the list; clips that are new count among the results. */
List *comp_flatten (Edit *edit, const Track *track, const Comp *comp);

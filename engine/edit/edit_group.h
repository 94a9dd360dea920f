/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit groups: tracks that are edited as one. Main thread. */
#pragma once

#include "edit/command.h"

/* Whether two tracks are the same or members of an edit group that is on. */
bool edit_group_joins (const Project *project, Id a, Id b);
/* The tracks and their fellow members, in the order of the project, without repetition. */
GArray *edit_group_expand (const Project *project, const Id *tracks, int n);
/* The track whose playing lane holds the clip, 0 for clips of take lanes and elsewhere. */
Id edit_group_track_of (const Project *project, Id clip);

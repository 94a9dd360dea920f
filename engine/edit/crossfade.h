/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips laid over the edges of others, so that one fades into the next. Main thread. */
#pragma once

#include "edit/command.h"

/* Inserts the clip (takes the reference). An audio clip that overlaps one end of it sounds on and
 * is crossfaded with it over all that they share, with the shapes that the two have where they were
 * crossfaded before, else with equal power; everything else makes room, as for lane_place (). So
 * does all of it where the two neighbors would overlap within the clip, and for notes. */
void crossfade_place (Edit *edit, List **clips, Clip *clip);

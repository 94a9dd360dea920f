/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much louder the inserts of a track make it: measured while they are heard, so that the track
 * without them can be heard as loud. Main thread. */
#pragma once

#include "ui/desk/desk.h"

typedef struct LevelMatch LevelMatch;

LevelMatch *level_match_new (void);
void level_match_free (LevelMatch *match);
/* Once a frame while the track is looked at: measures what has played since, of the last three
 * seconds. `works`: not all of its inserts are bypassed. */
void level_match_read (LevelMatch *match, Live *live, Id track, bool works);
/* It is looked at no more; what was measured is forgotten. */
void level_match_stop (LevelMatch *match, Live *live);
/* LU that the inserts add; false where that is not known: nothing has played. */
bool level_match_known (const LevelMatch *match, Id track, double *louder);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several clips of one lane as one clip that sounds the same. Main thread. */
#pragma once

#include "edit/command.h"

/* Both take n clips of one lane in the order of time, and leave the first one, or a fresh one, in
 * their place, whose id is returned; 0 with an error. */

/* Notes and controllers of all, as they sound: patterns and loops written out, what is cut off by
 * an edge gone, notes of muted clips muted. The first clip becomes the whole. */
Id join_notes (Edit *edit, const Clip *const *clips, int n);

/* What audio clips sound like before the inserts of their track, as a new file: a fresh clip, which
 * counts among the results. The fades at its ends stay to be moved. The clips are kept on a take
 * lane of their own. */
Id join_rendered (Edit *edit, const Clip *const *clips, int n, GError **error);

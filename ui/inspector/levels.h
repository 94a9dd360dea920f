/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How loud a range of a file is: measured on a thread of its own, once the selection rests. Main
 * thread; nothing here waits. */
#pragma once

#include "ui/desk/desk.h"

typedef struct Levels Levels;

typedef struct {
  double peak, rms; /* dBFS */
  double loudness; /* LUFS; -INFINITY where there is too little sound */
} LevelsRead;

/* `ready` is called on the main thread when something new was measured. */
Levels *levels_new (LqDesk *desk, void (*ready) (void *data), void *data);
void levels_free (Levels *levels); /* NULL is fine; what is under way is given up */

/* Of a range of source frames. False as long as it is not known; then it is measured next, in place
 * of what was asked for before. */
bool levels_of (Levels *levels, const Source *source, int64_t from, int64_t to, LevelsRead *read);
/* What of its source a clip plays, within the range of the desk where the two meet. *ranged says
 * that they do. */
void levels_frames (LqDesk *desk, const Clip *clip, const Source *source, int64_t *from,
                    int64_t *to, bool *ranged);

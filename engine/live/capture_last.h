/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making takes of what was just played though nobody recorded. Main thread. */
#pragma once

#include "live/live.h"

/* Of every armed track: the newest stretch of its input that is louder than -60 dBFS, or the last
 * notes, where they were played when the song rolled, and from `at` on when it stood. Audio is
 * written to files of the project. Command lines that make the takes, as one step, to be freed with
 * g_strfreev; NULL when there was nothing, or with an error. `words`, which may be NULL, gets a
 * path or a number of notes for each. */
char **live_capture_last (Live *live, const Project *project, Frames at, GPtrArray *words,
                          GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the beats of a project stand, and what is counted before a start. Main thread. */
#pragma once

#include "model/project.h"
#include "realtime/metronome.h"

/* From the song start to some hours behind `end`. Free with g_free. */
MetronomeTable *metronome_table_new (const Project *project, Frames end);

/* So many bars in the tempo and meter of a place; none where `bars` is 0. */
PlayerCount metronome_count (const Project *project, Frames at, int64_t bars);

/* The place so many bars before another, at the song start at the earliest. */
Frames metronome_bars_before (const Project *project, Frames at, int64_t bars);

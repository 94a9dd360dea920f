/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks that record what another track, a group or the main strip gives: its post tap, behind
 * fader, pan and width, on main behind the master chain, too. Any thread but audio.
 *
 * Such a track does not let its input through, whatever its monitor mode says: that is heard where
 * it comes from. While it is recorded over its clips are silent, so that what is recorded never
 * holds what stood there before.
 * Armed while the song plays it records from one latency of the graph later on. */
#pragma once

#include "mix/inputs.h"

/* Whether an audio track is armed and records a track. */
bool records_strip (const Project *project, const Track *track);

/* Why it cannot: a sentence that names both, the caller's. NULL where it can, and where it is not
 * armed. */
char *record_refusal (const Project *project, const Track *track);

/* The id of the bus that brings what is recorded, in live graphs: its own for each pair. */
Id record_bus (const Track *track, const TrackInput *input);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What feeds a tap of a track, as a project value of its own. Any thread but audio. */
#pragma once

#include "model/project.h"

/* A song that holds nothing but what feeds the pre tap of a track: its sources, clips and inserts,
 * whatever it sums and the sidechains it listens to; the tempo; and a main track that is empty. The
 * track stands at unity with neither mute nor sends, and nothing is soloed or frozen. With `post`
 * what feeds its post tap: fader, pan and width stay. Played, it gives the same bits at that tap as
 * the whole project does. The caller's. */
Project *feed_project (const Project *project, Id track, bool post);

/* The same without everything that cannot be heard: names, colors, places of files whose content is
 * known by its hash. Two of these that are equal sound the same. The caller's. */
Project *feed_bare (const Project *feed);

/* Marks the tracks, by position in the list, that feed the pre tap of a track; not itself. */
void feed_mark (const Project *project, Id track, bool *fed);

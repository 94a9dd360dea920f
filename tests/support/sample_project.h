/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects for tests: one of pseudo-random values in every field of every kind, and large ones
 * without faults. Any thread. */
#pragma once

#include "model/project.h"

/* Every kind and field of the table, well-typed and within the bounds of the table, but neither
 * references nor places make sense. With `unknown`, also content of a newer version everywhere. */
Project *sample_random_project (uint64_t seed, bool unknown);

/* A project without faults: audio tracks with clips one behind the other, a volume envelope and
 * three effects each; every clip has an envelope of `clip_points` points. */
Project *sample_large_project (int n_tracks, int n_clips, int clip_points);

/* A small project without faults that has something of most kinds. */
Project *sample_song (void);

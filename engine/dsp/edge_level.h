/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The level of what lies within about 1/32 of half the sample rate, which interpolating kernels
 * cannot see: blocks under a Hann window, shifted to 0 Hz. Init on any thread, the rest realtime.
 */
#pragma once

#include "base/realtime.h"

#include <stdint.h>

#define EDGE_LEVEL_BLOCK 32
#define EDGE_LEVEL_MAX_BLOCKS 96

typedef struct {
  int n_blocks;
  int64_t frame;
  float level; /* amplitude, the largest of all channels and of the latest blocks */
  float window[2 * EDGE_LEVEL_BLOCK];
  float rising[2], falling[2]; /* sums of this block under the halves of the window, per channel */
  float before[2]; /* the rising half of the block before */
  float blocks[EDGE_LEVEL_MAX_BLOCKS];
} EdgeLevel;

/* frames: how long a block counts; at most EDGE_LEVEL_BLOCK * EDGE_LEVEL_MAX_BLOCKS. */
void edge_level_init (EdgeLevel *edge, int frames);
void edge_level_reset (EdgeLevel *edge) REALTIME;
/* n frames of 1 or 2 channels, not across a multiple of EDGE_LEVEL_BLOCK since the start; at its
 * end `level` changes. */
void edge_level_process (EdgeLevel *edge, const float *const *x, int channels, int n) REALTIME;

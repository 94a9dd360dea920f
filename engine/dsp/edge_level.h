/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the latest audio lies near half the sample rate, which short interpolating kernels do
 * not see: the largest output of a binomial high-pass (-1 dB at 0.44 of the rate, -7 at 0.36,
 * -24 at 0.25, -82 at 0.1). Init on any thread, the rest realtime. */
#pragma once

#include "base/realtime.h"

#include <stdint.h>

#define EDGE_LEVEL_BLOCK 32
#define EDGE_LEVEL_MAX_BLOCKS 32
#define EDGE_LEVEL_PAST 8

typedef struct {
  int n_blocks;
  int64_t frame;
  float level; /* the largest of all channels, whole blocks only */
  float blocks[EDGE_LEVEL_MAX_BLOCKS];
  float x[2][EDGE_LEVEL_PAST + EDGE_LEVEL_BLOCK];
} EdgeLevel;

/* frames: how long a block counts at least; at most EDGE_LEVEL_BLOCK * (EDGE_LEVEL_MAX_BLOCKS - 1).
 */
void edge_level_init (EdgeLevel *edge, int frames);
void edge_level_reset (EdgeLevel *edge) REALTIME;
/* n frames of 1 or 2 channels, not across a multiple of EDGE_LEVEL_BLOCK since the start. */
void edge_level_process (EdgeLevel *edge, float *const *x, int channels, int n) REALTIME;

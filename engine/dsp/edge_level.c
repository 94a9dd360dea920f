/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/edge_level.h"

#include "base/math.h"

#include <string.h>

void
edge_level_init (EdgeLevel *edge, int frames)
{
  memset (edge, 0, sizeof *edge);
  edge->n_blocks = frames / EDGE_LEVEL_BLOCK + 1;
  if (edge->n_blocks > EDGE_LEVEL_MAX_BLOCKS)
    edge->n_blocks = EDGE_LEVEL_MAX_BLOCKS;
  for (int i = 0; i < 2 * EDGE_LEVEL_BLOCK; i++) {
    const double hann = 0.5 - 0.5 * math_cos (MATH_PI * (i + 0.5) / EDGE_LEVEL_BLOCK);
    edge->window[i] = (float) ((i & 1 ? -hann : hann) / EDGE_LEVEL_BLOCK);
  }
}

void
edge_level_reset (EdgeLevel *edge)
{
  edge->frame = 0;
  edge->level = 0;
  memset (edge->rising, 0, sizeof edge->rising);
  memset (edge->falling, 0, sizeof edge->falling);
  memset (edge->before, 0, sizeof edge->before);
  memset (edge->blocks, 0, sizeof edge->blocks);
}

static void
finish_block (EdgeLevel *edge, int channels)
{
  float level = 0;

  for (int c = 0; c < channels; c++) {
    const float now = fabsf (edge->before[c] + edge->falling[c]);
    level = now > level ? now : level;
    edge->before[c] = edge->rising[c];
    edge->rising[c] = edge->falling[c] = 0;
  }
  edge->blocks[(edge->frame / EDGE_LEVEL_BLOCK - 1) % edge->n_blocks] = level;
  edge->level = 0;
  for (int i = 0; i < edge->n_blocks; i++)
    edge->level = edge->blocks[i] > edge->level ? edge->blocks[i] : edge->level;
}

void
edge_level_process (EdgeLevel *edge, const float *const *x, int channels, int n)
{
  const float *window = edge->window + edge->frame % EDGE_LEVEL_BLOCK;

  for (int c = 0; c < channels; c++) {
    float rising = edge->rising[c], falling = edge->falling[c];
    for (int i = 0; i < n; i++) {
      rising += x[c][i] * window[i];
      falling += x[c][i] * window[EDGE_LEVEL_BLOCK + i];
    }
    edge->rising[c] = rising;
    edge->falling[c] = falling;
  }
  edge->frame += n;
  if (edge->frame % EDGE_LEVEL_BLOCK == 0)
    finish_block (edge, channels);
}

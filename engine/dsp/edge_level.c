/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/edge_level.h"

#include <string.h>

void
edge_level_init (EdgeLevel *edge, int frames)
{
  memset (edge, 0, sizeof *edge);
  edge->n_blocks = (frames + EDGE_LEVEL_BLOCK - 1) / EDGE_LEVEL_BLOCK + 1;
}

void
edge_level_reset (EdgeLevel *edge)
{
  edge_level_init (edge, (edge->n_blocks - 1) * EDGE_LEVEL_BLOCK);
}

/* Of the eighth difference; magnitudes compare as their bits do. */
VECTOR_CLONES static float
largest_high (const float *x, int n)
{
  int32_t largest = 0;
  for (int i = 0; i < n; i++) {
    const float high = ((x[i] + x[i + 8]) - 8 * (x[i + 1] + x[i + 7])) +
                       (28 * (x[i + 2] + x[i + 6]) - 56 * (x[i + 3] + x[i + 5])) + 70 * x[i + 4];
    int32_t bits;
    memcpy (&bits, &high, sizeof bits);
    bits &= 0x7fffffff;
    largest = bits > largest ? bits : largest;
  }
  float result;
  memcpy (&result, &largest, sizeof result);
  return result / 256;
}

void
edge_level_process (EdgeLevel *edge, float *const *x, int channels, int n)
{
  const int at = (int) (edge->frame / EDGE_LEVEL_BLOCK % edge->n_blocks);

  if (edge->frame % EDGE_LEVEL_BLOCK == 0)
    edge->blocks[at] = 0;
  for (int c = 0; c < channels; c++) {
    float *line = edge->x[c];
    memcpy (line + EDGE_LEVEL_PAST, x[c], sizeof (float) * (size_t) n);
    const float high = largest_high (line, n);
    edge->blocks[at] = high > edge->blocks[at] ? high : edge->blocks[at];
    memmove (line, line + n, sizeof (float) * EDGE_LEVEL_PAST);
  }
  edge->frame += n;
  if (edge->frame % EDGE_LEVEL_BLOCK)
    return;
  edge->level = 0;
  for (int i = 0; i < edge->n_blocks; i++)
    edge->level = edge->blocks[i] > edge->level ? edge->blocks[i] : edge->level;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels of clips by our own loop: floor, waveform, fades. Any thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Pixels 0x00rrggbb, `stride` of them a row. */
typedef struct {
  uint32_t *pixels;
  int width, height, stride;
} PixelMap;

/* A waveform in one column, +1 at the top of its lane and -1 at the foot. */
typedef struct {
  float min, max, rms;
} WaveColumn;

void pixels_fill (PixelMap *map, int x, int y, int width, int height, uint32_t color);
/* Lays `color` over with `alpha` 0..255. */
void pixels_blend (PixelMap *map, int x, int y, int width, int height, uint32_t color, int alpha);
/* One waveform in the rows y .. y + height: peaks in one color, RMS in the other, edges smoothed,
 * at least `least` pixels thick. */
void wave_paint (PixelMap *map, int x, int y, int height, const WaveColumn *columns, int n,
                 uint32_t peak, uint32_t rms, float least);
/* Darkens what a fade removes and draws its curve: `gains` 0..1 of n columns from x on. */
void fade_paint (PixelMap *map, int x, int y, int height, const float *gains, int n, uint32_t dark,
                 int dark_alpha, uint32_t curve);
/* `amount` 0..255 of `over` on `under`. */
uint32_t pixel_mix (uint32_t under, uint32_t over, int amount);

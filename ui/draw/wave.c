/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/wave.h"

#include <math.h>

uint32_t
pixel_mix (uint32_t under, uint32_t over, int amount)
{
  const uint32_t a = (uint32_t) amount, b = 255 - a;
  const uint32_t red = ((under >> 16 & 255) * b + (over >> 16 & 255) * a + 127) / 255;
  const uint32_t green = ((under >> 8 & 255) * b + (over >> 8 & 255) * a + 127) / 255;
  const uint32_t blue = ((under & 255) * b + (over & 255) * a + 127) / 255;
  return red << 16 | green << 8 | blue;
}

static bool
clip_box (const PixelMap *map, int *x, int *y, int *width, int *height)
{
  if (*x < 0)
    *width += *x, *x = 0;
  if (*y < 0)
    *height += *y, *y = 0;
  if (*x + *width > map->width)
    *width = map->width - *x;
  if (*y + *height > map->height)
    *height = map->height - *y;
  return *width > 0 && *height > 0;
}

void
pixels_fill (PixelMap *map, int x, int y, int width, int height, uint32_t color)
{
  if (!clip_box (map, &x, &y, &width, &height))
    return;
  for (int row = y; row < y + height; row++) {
    uint32_t *line = map->pixels + (size_t) row * (size_t) map->stride + x;
    for (int i = 0; i < width; i++)
      line[i] = color;
  }
}

void
pixels_blend (PixelMap *map, int x, int y, int width, int height, uint32_t color, int alpha)
{
  if (!clip_box (map, &x, &y, &width, &height))
    return;
  for (int row = y; row < y + height; row++) {
    uint32_t *line = map->pixels + (size_t) row * (size_t) map->stride + x;
    for (int i = 0; i < width; i++)
      line[i] = pixel_mix (line[i], color, alpha);
  }
}

/* Blends with weights of 1/256, which needs no division and runs in vector lanes. */
static inline uint32_t
blend_256 (uint32_t under, uint32_t over, uint32_t amount)
{
  const uint32_t odd =
      (((under & 0xff00ff) * (256 - amount) + (over & 0xff00ff) * amount) >> 8) & 0xff00ff;
  const uint32_t even =
      (((under & 0x00ff00) * (256 - amount) + (over & 0x00ff00) * amount) >> 8) & 0x00ff00;
  return odd | even;
}

#define EDGE 256 /* edges are kept in 1/256 of a pixel */
#define PEAK_OPACITY 159 /* 62 % of 256 */
#define RMS_OPACITY 243 /* 95 % */

static inline int
covered (int top, int foot, int row)
{
  const int from = top > row ? top : row;
  const int to = foot < row + EDGE ? foot : row + EDGE;
  return to > from ? to - from : 0;
}

void
wave_paint (PixelMap *map, int x, int y, int height, const WaveColumn *columns, int n,
            uint32_t peak, uint32_t rms, float least)
{
  enum { CHUNK = 256 };
  int top[CHUNK], foot[CHUNK], rms_top[CHUNK], rms_foot[CHUNK];
  const float half = 0.5f * (float) height, middle = (float) y + half;

  for (int done = 0; done < n; done += CHUNK) {
    const int m = n - done < CHUNK ? n - done : CHUNK;
    for (int i = 0; i < m; i++) {
      const WaveColumn *column = &columns[done + i];
      float high = column->max, low = column->min;
      const float missing = least - (high - low) * half;
      if (missing > 0) {
        high += 0.5f * missing / half;
        low -= 0.5f * missing / half;
      }
      high = fminf (high, 1);
      low = fmaxf (low, -1);
      const float r = fminf (column->rms, fminf (high, -low));
      top[i] = (int) ((middle - high * half) * EDGE);
      foot[i] = (int) ((middle - low * half) * EDGE);
      rms_top[i] = (int) ((middle - r * half) * EDGE);
      rms_foot[i] = (int) ((middle + r * half) * EDGE);
    }
    const int from = x + done < 0 ? -(x + done) : 0;
    const int to = x + done + m > map->width ? map->width - x - done : m;
    for (int row = y < 0 ? 0 : y; row < y + height && row < map->height; row++) {
      uint32_t *line = map->pixels + (ptrdiff_t) row * map->stride + x + done;
      const int edge = row * EDGE;
      for (int i = from; i < to; i++) {
        const int outer = covered (top[i], foot[i], edge);
        const int inner = covered (rms_top[i], rms_foot[i], edge);
        uint32_t pixel = line[i];
        pixel = blend_256 (pixel, peak, (uint32_t) (outer * PEAK_OPACITY) >> 8);
        line[i] = blend_256 (pixel, rms, (uint32_t) (inner * RMS_OPACITY) >> 8);
      }
    }
  }
}

void
fade_paint (PixelMap *map, int x, int y, int height, const float *gains, int n, uint32_t dark,
            int dark_alpha, uint32_t curve)
{
  int last = -1;
  for (int i = 0; i < n; i++) {
    const int at = x + i;
    const int top = y + (int) ((1 - gains[i]) * (float) (height - 1));
    if (at >= 0 && at < map->width) {
      pixels_blend (map, at, y, 1, top - y, dark, dark_alpha);
      /* The curve joins its neighbors, however steep. */
      const int from = last < 0 ? top : (top < last ? top : last);
      const int to = last < 0 ? top : (top > last ? top : last);
      pixels_blend (map, at, from, 1, to - from + 1, curve, 200);
    }
    last = top;
  }
}

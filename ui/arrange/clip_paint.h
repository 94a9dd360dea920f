/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints one tile of a clip into pixels: body, header, waveform or notes, fades, border. GTK
 * thread. */
#pragma once

#include "ui/arrange/clip_tiles.h"
#include "ui/draw/theme.h"
#include "ui/draw/wave.h"

typedef struct {
  LqDesk *desk;
  const Track *track;
  const Clip *clip;
  unsigned look; /* ClipLook */
  int64_t x; /* of the clip, pixels from the song start */
  int clip_width, tile_x, width, height; /* logical pixels; the tile begins at tile_x */
  int beneath; /* shape of the fade out of a crossfade that it fades in over; -1: there is none */
  int header; /* height of the bar with the name; 0: none */
  int tag; /* width of the tag where CLIP_TAG */
  int scale; /* of the device */
} ClipPaint;

void clip_paint (const ClipPaint *paint, PixelMap *map);
uint32_t clip_paint_pixel (const GdkRGBA *color); /* without its alpha */
int clip_paint_header (const ClipPaint *paint);
GdkRGBA clip_paint_text_color (const ClipPaint *paint);
GdkRGBA clip_paint_bar_color (const ClipPaint *paint);
/* What stands in the header: name and gain where it is not 0. To be freed. */
char *clip_paint_name (const Clip *clip, const Project *project);

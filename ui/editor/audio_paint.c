/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waveform of the audio clip editor: a lane for each channel. */
#include <math.h>

#include "model/clip.h"
#include "ui/arrange/clip_paint.h"
#include "ui/arrange/clip_wave.h"
#include "ui/draw/picture.h"
#include "ui/draw/theme.h"
#include "ui/editor/audio_page_private.h"

#define SILENT 0.001f /* -60 dB */
#define LEAST_SILENCE 8 /* pixels */
#define TINT 20 /* of 255: 8 % */

typedef struct {
  AudioView *view;
  const Clip *clip;
  PixelMap *map;
  int scale, top;
  uint32_t floor, outside, line, track, wave, dim, text;
  double at, step; /* units: of the first column, of each */
  int begin, end; /* columns of the clip */
} Paint;

static uint32_t
pixel (Token token)
{
  const GdkRGBA color = token_color (token);
  return clip_paint_pixel (&color);
}

static void
set_colors (Paint *paint, const Track *track)
{
  const bool dark = theme_is_dark ();
  const GdkRGBA floor = token_color (dark ? TOKEN_BG2 : TOKEN_WELL);
  const GdkRGBA outside = token_color (dark ? TOKEN_BG0 : TOKEN_BG2);
  const GdkRGBA white = token_color (TOKEN_WHITE), black = token_color (TOKEN_BLACK);
  const GRefString *own = paint->clip->color ? paint->clip->color : track ? track->color : NULL;
  const GdkRGBA color = color_of_track (text_get (own));
  const GdkRGBA wave = dark ? color_mix (&white, &color, 0.88) : color_mix (&black, &color, 0.58);
  const GdkRGBA dim = color_mix (&outside, &color, 0.4);
  paint->floor = clip_paint_pixel (&floor);
  paint->outside = clip_paint_pixel (&outside);
  paint->track = clip_paint_pixel (&color);
  paint->wave = clip_paint_pixel (&wave);
  paint->dim = clip_paint_pixel (&dim);
  paint->line = pixel (TOKEN_LINE2);
  paint->text = pixel (TOKEN_TEXT1);
}

/* Where the sound is longer or shorter than recorded. */
static void
tint_stretched (const Paint *paint)
{
  g_auto (ClipContent) content = { 0 };
  if (!audio_clip_is_stretched (paint->clip) ||
      !audio_clip_content (paint->view->desk, paint->clip, &content))
    return;
  const double plain = paint->step / UNITS_PER_SECOND * (double) content.warp.rate;
  for (int i = MAX (paint->begin, 0); i < MIN (paint->end, paint->map->width); i++) {
    const double here = paint->at + i * paint->step;
    const double frames = fabs (clip_content_frame (&content, here + paint->step) -
                                clip_content_frame (&content, here));
    if (fabs (frames / plain - 1) > 1e-4)
      pixels_blend (paint->map, i, paint->top, 1, paint->map->height, paint->track, TINT);
  }
}

static void
hatch (const Paint *paint, int x, int wide, int y, int height)
{
  const int step = 8 * paint->scale;
  const int shift = (int) fmod (floor (paint->view->x) * paint->scale, step);
  for (int row = y; row < y + height && row < paint->map->height; row++) {
    uint32_t *pixels = paint->map->pixels + (ptrdiff_t) row * paint->map->stride;
    for (int i = x; i < x + wide; i++)
      if ((i + shift + row) % step < paint->scale)
        pixels[i] = pixel_mix (pixels[i], paint->line, 110);
  }
}

static void
hatch_silence (const Paint *paint, const WaveColumn *columns, int y, int height)
{
  const int last = MIN (paint->end, paint->map->width);
  int since = -1;
  for (int i = MAX (paint->begin, 0); i <= last; i++) {
    const bool silent = i < last && columns[i].max < SILENT && columns[i].min > -SILENT;
    if (silent && since < 0)
      since = i;
    if (!silent && since >= 0) {
      if (i - since >= LEAST_SILENCE * paint->scale)
        hatch (paint, since, i - since, y, height);
      since = -1;
    }
  }
}

static void
paint_channel (const Paint *paint, const Source *source, int channel, int y, int height)
{
  PixelMap *map = paint->map;
  const float gain = (float) clip_wave_gain (paint->view->desk, paint->clip);
  const int begin = CLAMP (paint->begin, 0, map->width), end = CLAMP (paint->end, 0, map->width);
  g_autofree WaveColumn *columns = g_new0 (WaveColumn, MAX (map->width, 1));
  bool samples;

  pixels_fill (map, 0, y + height / 2, map->width, 1, paint->line);
  if (clip_wave (paint->view->desk, paint->clip, source, channel, paint->at, paint->step, columns,
                 map->width, &samples) != CLIP_WAVE_DRAWN)
    return;
  hatch_silence (paint, columns, y, height);
  for (int i = 0; i < map->width; i++) {
    columns[i].min *= gain;
    columns[i].max *= gain;
    columns[i].rms *= gain;
  }
  const float least = (float) paint->scale;
  wave_paint (map, 0, y, height, columns, begin, paint->dim, paint->dim, least);
  wave_paint (map, begin, y, height, columns + begin, end - begin, paint->wave, paint->wave, least);
  wave_paint (map, end, y, height, columns + end, map->width - end, paint->dim, paint->dim, least);
}

static void
paint_fade (const Paint *paint, Units length, int shape, bool out)
{
  const int wide = (int) MIN ((double) length / paint->step, (double) (paint->end - paint->begin));
  const int from = out ? paint->end - wide : paint->begin;
  clip_fade_paint (paint->map, from, wide, paint->top, shape, out, paint->outside, paint->text);
}

static void
paint_all (Paint *paint, const Track *track, const Source *source)
{
  PixelMap *map = paint->map;
  const int channels = CLAMP ((int) source->channels, 1, 2);
  const int lane = (map->height - paint->top) / channels;

  set_colors (paint, track);
  pixels_fill (map, 0, 0, map->width, map->height, paint->outside);
  pixels_fill (map, paint->begin, 0, paint->end - paint->begin, map->height, paint->floor);
  tint_stretched (paint);
  for (int c = 0; c < channels; c++) {
    const int y = paint->top + c * lane;
    paint_channel (paint, source, c, y + paint->scale, lane - 2 * paint->scale);
    if (c > 0)
      pixels_fill (map, 0, y, map->width, paint->scale, paint->line);
  }
  paint_fade (paint, paint->clip->fade_in, paint->clip->fade_in_shape, false);
  paint_fade (paint, paint->clip->fade_out, paint->clip->fade_out_shape, true);
}

void
audio_paint_append (GtkSnapshot *snapshot, GtkWidget *widget, AudioView *view, int top)
{
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget) - top;
  const int scale = gtk_widget_get_scale_factor (widget);
  const Track *track = project_find_track (lq_desk_project (view->desk), view->track);
  const Source *source = audio_view_source (view);

  if (width <= 0 || height < 8 || !source)
    return;
  cairo_surface_t *picture = picture_new (width, height, scale);
  PixelMap map = picture_map (picture);
  Paint paint = { .view = view,
                  .clip = audio_view_clip (view),
                  .map = &map,
                  .scale = scale,
                  .step = UNITS_PER_SECOND / (view->px_per_second * scale),
                  .begin = (int) CLAMP (audio_view_x (view, view->from) * scale, -1e6, 1e6),
                  .end = (int) CLAMP (audio_view_x (view, view->to) * scale, -1e6, 1e6) };
  paint.at = floor (view->x) * scale * paint.step;
  paint_all (&paint, track, source);
  cairo_surface_mark_dirty (picture);
  picture_append (snapshot, picture, 0, top);
  cairo_surface_destroy (picture);
}

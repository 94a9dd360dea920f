/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_paint.h"

#include <math.h>

#include "ui/arrange/clip_dropouts.h"
#include "ui/arrange/clip_wave.h"
#include "base/math.h"
#include "model/clip.h"
#include "ui/desk/clip_gain.h"

#define HEADER 12
#define FEWEST_SEMITONES 12 /* that the height of a note clip stands for */
#define DROPOUT_LINE 2
#define DROPOUT_ALPHA 90 /* of what is missing */

typedef struct {
  uint32_t body, bar, peak, rms, border, floor, line, note;
} Colors;

uint32_t
clip_paint_pixel (const GdkRGBA *color)
{
  return (uint32_t) lroundf (color->red * 255) << 16 |
         (uint32_t) lroundf (color->green * 255) << 8 | (uint32_t) lroundf (color->blue * 255);
}

/* Of the track, or of its own, as muting and takes dim it. */
static GdkRGBA
own_color (const ClipPaint *paint)
{
  const GdkRGBA floor = token_color (TOKEN_TIMELINE);
  const GdkRGBA color =
      color_of_track (text_get (paint->clip->color ? paint->clip->color : paint->track->color));
  if (paint->look & CLIP_MUTED || paint->clip->mute)
    return color_mix (&floor, &color, 0.35);
  if (paint->look & CLIP_DIMMED)
    return color_mix (&floor, &color, 0.45);
  return color;
}

GdkRGBA
clip_paint_bar_color (const ClipPaint *paint)
{
  return paint->look & CLIP_SELECTED ? token_color (TOKEN_ACCENT) : own_color (paint);
}

static Colors
colors_of (const ClipPaint *paint)
{
  const bool dark = theme_is_dark ();
  const GdkRGBA floor = token_color (TOKEN_TIMELINE), color = own_color (paint);
  const GdkRGBA white = token_color (TOKEN_WHITE), black = token_color (TOKEN_BLACK);
  GdkRGBA body = color_mix (&floor, &color, dark ? 0.27 : 0.34);
  if (paint->look & CLIP_DIMMED)
    body = color_mix (&floor, &color, 0.12);
  GdkRGBA wave = dark ? color_mix (&white, &color, 0.88) : color_mix (&black, &color, 0.58);
  if (paint->look & CLIP_DIMMED)
    wave = color;
  const GdkRGBA border = color_mix (&floor, &color, theme_is_high_contrast () ? 1 : 0.6);
  const GdkRGBA bar = clip_paint_bar_color (paint), line = token_color (TOKEN_TEXT1);
  return (Colors){ .body = clip_paint_pixel (&body),
                   .bar = clip_paint_pixel (&bar),
                   .peak = clip_paint_pixel (&wave),
                   .rms = clip_paint_pixel (&wave),
                   .border = clip_paint_pixel (&border),
                   .floor = clip_paint_pixel (&floor),
                   .line = clip_paint_pixel (&line),
                   .note = clip_paint_pixel (&wave) };
}

int
clip_paint_header (const ClipPaint *paint)
{
  if (paint->look & CLIP_BARE || paint->clip_width < ui_px (8))
    return 0;
  return MIN (ui_px (HEADER), paint->height);
}

GdkRGBA
clip_paint_text_color (const ClipPaint *paint)
{
  if (paint->look & CLIP_SELECTED)
    return token_color (TOKEN_ON_ACCENT);
  if (paint->look & CLIP_MUTED || paint->clip->mute)
    return token_color (TOKEN_TEXT2);
  return token_color (TOKEN_ON_TRACK);
}

char *
clip_paint_name (const Clip *clip, const Project *project)
{
  const char *name = text_get (clip->name);
  if (!*name && clip->source) {
    const Source *source = project_find_source (project, clip->source);
    name = source ? text_get (source->name) : "";
  }
  if (clip->gain_db == 0)
    return g_strdup (name);
  return g_strdup_printf ("%s  %s%.1f dB", name, clip->gain_db < 0 ? "−" : "+",
                          fabs (clip->gain_db));
}

/* Diagonal hatch over the whole tile, so that tiles join. */
static void
hatch (PixelMap *map, const ClipPaint *paint, uint32_t color, int alpha)
{
  const int step = 8 * paint->scale, wide = 2 * paint->scale, from = paint->tile_x * paint->scale;
  for (int y = 0; y < map->height; y++) {
    uint32_t *line = map->pixels + (ptrdiff_t) y * map->stride;
    for (int x = 0; x < map->width; x++)
      if ((x + from + y) % step < wide)
        line[x] = pixel_mix (line[x], color, alpha);
  }
}

static void
paint_dots (PixelMap *map, int y, int height, const WaveColumn *columns, int n, double px_per_frame,
            double first_frame, uint32_t color)
{
  const int size = px_per_frame >= 12 ? 4 : 3;
  for (double frame = ceil (first_frame);; frame++) {
    const int x = (int) ((frame - first_frame) * px_per_frame);
    if (x >= n)
      return;
    const float value = 0.5f * (columns[x].min + columns[x].max);
    const int at = y + (int) ((1 - CLAMP (value, -1.0f, 1.0f)) * 0.5f * (float) height);
    pixels_fill (map, x - size / 2, at - size / 2, size, size, color);
  }
}

/* Linear, of the clip's gain points at a place of the song. */
static float
gain_at (const ClipPaint *paint, const Envelope *envelope, double units)
{
  return (float) db_to_gain (
      clip_gain_value (lq_desk_map (paint->desk), paint->clip, envelope, (Units) units));
}

static void
paint_sound (const ClipPaint *paint, PixelMap *map, const Colors *colors)
{
  LqDesk *desk = paint->desk;
  const Source *source = project_find_source (lq_desk_project (desk), paint->clip->source);
  const int top = paint->look & CLIP_TAG ? 0 : paint->header * paint->scale;
  const int height = map->height - top - paint->scale;
  const double px = lq_desk_view (desk)->px_per_second * paint->scale;
  const double step = UNITS_PER_SECOND / px;
  const double at = (double) (paint->x + paint->tile_x) * paint->scale * step;
  const GdkRGBA warning = token_color (TOKEN_WARNING);

  if (!source || height < 3) {
    if (!source)
      hatch (map, paint, clip_paint_pixel (&warning), 110);
    return;
  }
  const int channels = height >= 28 * paint->scale ? MIN ((int) source->channels, 2) : 1;
  g_autofree WaveColumn *columns = g_new (WaveColumn, map->width);
  const float gain = clip_wave_gain (desk, paint->clip);
  const Envelope *envelope = clip_gain_of (paint->clip);
  for (int c = 0; c < channels; c++) {
    const int lane = height / channels;
    const int y = top + c * lane;
    bool samples;
    const ClipWaveState state =
        clip_wave (desk, paint->clip, source, c, at, step, columns, map->width, &samples);
    if (state == CLIP_WAVE_MISSING) {
      hatch (map, paint, clip_paint_pixel (&warning), 110);
      return;
    }
    if (state == CLIP_WAVE_UNDER_WAY) {
      pixels_fill (map, 0, y + lane / 2, map->width, paint->scale, colors->peak);
      continue;
    }
    for (int i = 0; i < map->width; i++) {
      const float here = envelope ? gain * gain_at (paint, envelope, at + i * step) : gain;
      columns[i].min *= here;
      columns[i].max *= here;
      columns[i].rms *= here;
    }
    wave_paint (map, 0, y, lane, columns, map->width, colors->peak, colors->rms,
                samples ? 1.5f * (float) paint->scale : 1.0f);
    const double px_per_frame = px / lq_desk_rate (desk);
    if (samples && px_per_frame >= 6)
      paint_dots (map, y, lane, columns, map->width, px_per_frame,
                  at / UNITS_PER_SECOND * lq_desk_rate (desk), colors->line);
  }
}

static void
paint_notes (const ClipPaint *paint, PixelMap *map, const Colors *colors)
{
  LqDesk *desk = paint->desk;
  const TempoMap *tempo = lq_desk_map (desk);
  const Clip *clip = paint->clip;
  if (clip->pattern) {
    const Clip *pattern = project_find_clip (lq_desk_project (desk), clip->pattern, NULL, NULL);
    clip = pattern ? pattern : clip;
  }
  const int n = run_n (clip->notes);
  int low = 127, high = 0;
  for (int i = 0; i < n; i++) {
    const Note *note = run_note (clip->notes, i);
    low = MIN (low, note->pitch);
    high = MAX (high, note->pitch);
  }
  if (n == 0)
    return;
  const int missing = FEWEST_SEMITONES - (high - low + 1);
  if (missing > 0)
    low -= missing / 2, high += missing - missing / 2;

  const int pad = 2 * paint->scale;
  const int top = (paint->look & CLIP_TAG ? 0 : paint->header * paint->scale) + pad;
  const double row = (double) (map->height - top - pad) / (high - low + 1);
  const double px = lq_desk_view (desk)->px_per_second * paint->scale / UNITS_PER_SECOND;
  const Ticks first = tempo_map_position_ticks (tempo, paint->clip->start) - paint->clip->offset;
  const Ticks length = clip->loop ? clip->loop_length : 0;
  const Ticks end = first + paint->clip->offset + clip_length_ticks (tempo, paint->clip);
  for (int i = 0; i < n; i++) {
    const Note *note = run_note (clip->notes, i);
    for (Ticks at = first + note->at; at < end; at += length) {
      const double from = (double) tempo_map_units (tempo, at) * px;
      const double to = (double) tempo_map_units (tempo, at + note->length) * px;
      const double edge = (double) (paint->x + paint->tile_x) * paint->scale;
      const int width = MAX ((int) (to - from) - paint->scale, paint->scale);
      const int y = top + (int) ((high - note->pitch) * row);
      pixels_blend (map, (int) (from - edge), y, width, MAX ((int) row - (row > 3 ? 1 : 0), 1),
                    colors->note, note->mute ? 80 : 120 + (int) (135 * note->velocity));
      if (length <= 0)
        break;
    }
  }
}

static void
paint_fade (const ClipPaint *paint, PixelMap *map, const Colors *colors, Units length, int shape,
            bool out)
{
  const double px = lq_desk_view (paint->desk)->px_per_second * paint->scale / UNITS_PER_SECOND;
  const int wide = (int) MIN ((double) length * px, (double) paint->clip_width * paint->scale);
  const int from =
      (out ? paint->clip_width * paint->scale - wide : 0) - paint->tile_x * paint->scale;
  const int top = paint->look & CLIP_TAG ? 0 : paint->header * paint->scale;
  clip_fade_paint (map, from, wide, top, shape, out, colors->floor, colors->line);
}

/* The other curve of a crossfade, over the fade in. */
static void
paint_fade_beneath (const ClipPaint *paint, PixelMap *map, const Colors *colors)
{
  const double px = lq_desk_view (paint->desk)->px_per_second * paint->scale / UNITS_PER_SECOND;
  const int wide = (int) ((double) paint->clip->fade_in * px);
  const int top = paint->look & CLIP_TAG ? 0 : paint->header * paint->scale;
  clip_fade_paint (map, -paint->tile_x * paint->scale, wide, top, paint->beneath, true,
                   colors->floor, colors->line);
}

/* Where the recording lost something: a line, and a shade over what is known to be missing. */
static void
paint_dropouts (const ClipPaint *paint, PixelMap *map)
{
  LqDesk *desk = paint->desk;
  const Source *source = project_find_source (lq_desk_project (desk), paint->clip->source);
  const double px = lq_desk_view (desk)->px_per_second * paint->scale / UNITS_PER_SECOND;
  const double edge = (double) (paint->x + paint->tile_x) * paint->scale;
  const GdkRGBA warning = token_color (TOKEN_WARNING);
  const uint32_t color = clip_paint_pixel (&warning);
  g_autoptr (GArray) places =
      source ? clip_dropouts (lq_desk_map (desk), paint->clip, source) : NULL;

  for (guint i = 0; places && i < places->len; i++) {
    const ClipDropout *place = &g_array_index (places, ClipDropout, i);
    const int x = (int) floor ((double) place->from * px - edge);
    const int right = (int) ceil ((double) place->to * px - edge);
    pixels_blend (map, x, 0, right - x, map->height, color, DROPOUT_ALPHA);
    pixels_fill (map, x, 0, ui_px (DROPOUT_LINE) * paint->scale, map->height, color);
  }
}

static void
paint_header (const ClipPaint *paint, PixelMap *map, const Colors *colors)
{
  const int height = paint->header * paint->scale;
  if (height <= 0)
    return;
  if (paint->look & CLIP_TAG)
    pixels_fill (map, -paint->tile_x * paint->scale, 0, paint->tag * paint->scale, height,
                 colors->bar);
  else
    pixels_fill (map, 0, 0, map->width, height, colors->bar);
}

static void
paint_border (const ClipPaint *paint, PixelMap *map, const Colors *colors)
{
  const bool selected = paint->look & CLIP_SELECTED;
  const int line = selected ? MAX ((3 * paint->scale + 1) / 2, 1) : paint->scale;
  const uint32_t color = selected ? colors->bar : colors->border;
  pixels_fill (map, 0, 0, map->width, line, color);
  pixels_fill (map, 0, map->height - line, map->width, line, color);
  if (paint->tile_x == 0)
    pixels_fill (map, 0, 0, line, map->height, color);
  if (paint->tile_x + paint->width == paint->clip_width)
    pixels_fill (map, map->width - line, 0, line, map->height, color);
}

void
clip_paint (const ClipPaint *paint, PixelMap *map)
{
  const Colors colors = colors_of (paint);
  const Clip *clip = paint->clip;

  pixels_fill (map, 0, 0, map->width, map->height, colors.body);
  if (clip->kind == CLIP_AUDIO) {
    paint_sound (paint, map, &colors);
    paint_fade (paint, map, &colors, clip->fade_in, clip->fade_in_shape, false);
    if (paint->beneath >= 0)
      paint_fade_beneath (paint, map, &colors);
    paint_fade (paint, map, &colors, clip->fade_out, clip->fade_out_shape, true);
  } else
    paint_notes (paint, map, &colors);
  if (paint->look & CLIP_FROZEN)
    hatch (map, paint, colors.line, 15);
  paint_header (paint, map, &colors);
  if (clip->kind == CLIP_AUDIO)
    paint_dropouts (paint, map);
  paint_border (paint, map, &colors);
}

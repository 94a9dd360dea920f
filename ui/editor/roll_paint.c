/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll_paint_private.h"

#include <math.h>

#include "edit/notes.h"
#include "model/clip.h"
#include "ui/editor/roll_drag.h"

#define LEAST_LINE 6 /* design units between lines */
#define GHOST 46 /* of 255: notes of other clips, and what the clip does not play */

uint32_t
roll_paint_pixel (const GdkRGBA *color)
{
  return (uint32_t) lroundf (color->red * 255) << 16 |
         (uint32_t) lroundf (color->green * 255) << 8 | (uint32_t) lroundf (color->blue * 255);
}

uint32_t
roll_paint_token (Token which)
{
  const GdkRGBA color = token_color (which);
  return roll_paint_pixel (&color);
}

RollColors
roll_paint_colors (const Roll *roll)
{
  const Track *track = project_find_track (lq_desk_project (roll->desk), roll->track);
  const Clip *clip = roll_clip (roll);
  const GRefString *own = clip && clip->color ? clip->color : track ? track->color : NULL;
  return (RollColors){ .floor = token_color (TOKEN_TIMELINE),
                       .track = color_of_track (text_get (own)),
                       .accent = token_color (TOKEN_ACCENT),
                       .black = token_color (TOKEN_BLACK),
                       .plain = roll->plain_color };
}

void
roll_paint_note_colors (const RollColors *colors, const RollNote *note, bool selected,
                        uint32_t *fill, uint32_t *border)
{
  const double amount = colors->plain ? 1 : 0.35 + 0.65 * CLAMP (note->velocity, 0, 1);
  GdkRGBA color = selected ? colors->accent : color_mix (&colors->floor, &colors->track, amount);
  if (note->mute)
    color = color_mix (&colors->floor, &color, 0.35);
  const GdkRGBA darker = color_mix (&color, &colors->black, 0.4);
  *fill = roll_paint_pixel (&color);
  *border = roll_paint_pixel (&darker);
}

/* --- Lines
 * -----------------------------------------------------------------------------------------------
 */

static Ticks
bar_at (const TempoMap *map, int64_t number)
{
  const BarPosition bar = { .bar = number, .beat = 1, .sixteenth = 1 };
  Ticks at = 0;
  tempo_map_from_bar (map, &bar, &at);
  return at;
}

GArray *
roll_paint_lines (const Roll *roll, double least)
{
  const TempoMap *map = lq_desk_map (roll->desk);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RollLine));
  const double bar_wide = (double) tempo_map_bar_length (map, roll_tick (roll, 0)) /
                          TICKS_PER_QUARTER * roll->px_per_quarter;
  int every = 1;
  while (bar_wide * every < least && every < 4096)
    every *= 2;
  for (int64_t bar = tempo_map_bar (map, MAX (roll_tick (roll, 0), 0)).bar;; bar++) {
    const Ticks at = bar_at (map, bar), end = bar_at (map, bar + 1);
    if (roll_x (roll, at) > roll->width)
      break;
    if ((bar - 1) % every)
      continue;
    g_array_append_val (lines, ((RollLine){ at, roll_x (roll, at), bar, 0 }));
    const Ticks beat = MAX (tempo_map_beat_length (map, at), 1);
    Ticks step = MIN (MAX (roll_grid_step (roll, at), 1), end - at);
    while ((double) step / TICKS_PER_QUARTER * roll->px_per_quarter < least && step < end - at)
      step = step < beat ? MIN (step * 2, beat) : end - at;
    for (Ticks tick = at + step; every == 1 && tick < end; tick += step)
      g_array_append_val (lines,
                          ((RollLine){ tick, roll_x (roll, tick), 0,
                                       (tick - at) % beat ? 0 : (int) ((tick - at) / beat) + 1 }));
  }
  return lines;
}

void
roll_paint_grid (Roll *roll, PixelMap *map, int scale)
{
  g_autoptr (GArray) lines = roll_paint_lines (roll, ui_px (LEAST_LINE));
  const uint32_t bar = roll_paint_token (TOKEN_LINE2), beat = roll_paint_token (TOKEN_GRID_BAR),
                 part = roll_paint_token (TOKEN_GRID_MINOR);
  for (guint i = 0; i < lines->len; i++) {
    const RollLine *line = &g_array_index (lines, RollLine, i);
    pixels_fill (map, (int) line->x * scale, 0, scale, map->height,
                 line->bar    ? bar
                 : line->beat ? beat
                              : part);
  }
}

/* --- Notes
 * -----------------------------------------------------------------------------------------------
 */

static void
paint_rows (Roll *roll, PixelMap *map, int scale)
{
  const bool dark = theme_is_dark ();
  const uint32_t inside = roll_paint_token (dark ? TOKEN_BG2 : TOKEN_WELL);
  const uint32_t outside = roll_paint_token (dark ? TOKEN_BG0 : TOKEN_BG2);
  const uint32_t line = roll_paint_token (TOKEN_TIMELINE), gold = roll_paint_token (TOKEN_ACCENT);
  pixels_fill (map, 0, 0, map->width, map->height, roll_paint_token (TOKEN_BG0));
  for (int row = 0; row < roll->n_rows; row++) {
    const int pitch = roll->pitch_of[row], y = (row * roll->row_height - roll->y) * scale;
    const int high = roll->row_height * scale;
    if (y + high <= 0 || y >= map->height)
      continue;
    const bool tonic = roll->scale.kind != SCALE_CHROMATIC && pitch % 12 == roll->scale.tonic;
    const bool lies = roll->scale.kind == SCALE_CHROMATIC
                          ? !(0x54a >> (pitch % 12) & 1) /* white keys */
                          : scale_has (&roll->scale, pitch);
    pixels_fill (map, 0, y, map->width, high, lies ? inside : outside);
    if (tonic)
      pixels_blend (map, 0, y, map->width, high, gold, 33); /* 13 % */
    pixels_fill (map, 0, y + high - scale, map->width, scale, line);
  }
}

/* A note with rounded corners; thin ones are mere strokes. */
static void
paint_note (PixelMap *map, int x, int y, int width, int height, uint32_t fill, uint32_t border,
            int scale)
{
  if (width < 4 * scale) {
    pixels_fill (map, x, y, MAX (width, scale), height, fill);
    return;
  }
  pixels_fill (map, x + scale, y, width - 2 * scale, height, border);
  pixels_fill (map, x, y + scale, width, height - 2 * scale, border);
  pixels_fill (map, x + scale, y + scale, width - 2 * scale, height - 2 * scale, fill);
}

static void
paint_one (Roll *roll, const RollColors *colors, PixelMap *map, int scale, const RollNote *note,
           bool selected, bool faint)
{
  uint32_t fill, border;
  const int y = roll_y (roll, note->pitch);
  const int x = (int) fmax (roll_x (roll, note->at), -8);
  const int right = (int) fmin (roll_x (roll, note->end), roll->width + 8);
  if (y + roll->row_height <= 0 || y >= roll->height || right < 0 || x > roll->width)
    return;
  roll_paint_note_colors (colors, note, selected, &fill, &border);
  /* One pixel stays free behind a note, so that repeated ones can be told apart. */
  const int width = MAX (right - x - (right - x > 3), 1) * scale;
  if (faint)
    pixels_blend (map, x * scale, (y + 1) * scale, width, (roll->row_height - 2) * scale, fill,
                  selected ? 160 : 90);
  else
    paint_note (map, x * scale, (y + 1) * scale, width, (roll->row_height - 2) * scale, fill,
                border, scale);
}

/* What else the track plays in sight. */
static void
paint_ghosts (Roll *roll, PixelMap *map, int scale)
{
  const Project *project = lq_desk_project (roll->desk);
  const Track *track = project_find_track (project, roll->track);
  const TempoMap *tempo = lq_desk_map (roll->desk);
  const uint32_t color = roll_paint_token (TOKEN_TEXT3);
  const Ticks left = roll_tick (roll, 0), right = roll_tick (roll, roll->width);
  for (int c = 0; track && c < list_n (track->clips); c++) {
    const Clip *clip = (const Clip *) list_get (track->clips, c);
    if (clip->node.id == roll->clip || clip->kind != CLIP_NOTES)
      continue;
    const Ticks from = tempo_map_position_ticks (tempo, clip->start);
    const Ticks to = from + clip_length_ticks (tempo, clip);
    const Run *run = notes_content (project, clip)->notes;
    if (to < left || from > right)
      continue;
    for (int i = run_lower_bound (run, clip->offset); i < run_n (run); i++) {
      const Note *note = run_note (run, i);
      const Ticks at = notes_to_song (tempo, clip, note->at);
      if (at >= to || at > right)
        break;
      const int y = roll_y (roll, note->pitch), x = (int) roll_x (roll, at);
      const int wide = (int) roll_x (roll, MIN (at + note->length, to)) - x;
      if (y + roll->row_height > 0 && y < roll->height && x + wide > 0)
        pixels_blend (map, MAX (x, 0) * scale, (y + 1) * scale,
                      (x < 0 ? wide + x : MAX (wide, 1)) * scale, (roll->row_height - 2) * scale,
                      color, GHOST);
    }
  }
}

/* The places that the clip does not play are darker; its loop has an end. */
static void
paint_edges (Roll *roll, PixelMap *map, int scale)
{
  const uint32_t dark = roll_paint_token (TOKEN_BG0), edge = roll_paint_token (TOKEN_TEXT3),
                 gold = roll_paint_token (TOKEN_ACCENT);
  const int left = (int) CLAMP (roll_x (roll, roll->from), -2, roll->width);
  const int right = (int) CLAMP (roll_x (roll, roll->to), -2, roll->width + 2);
  const int loop = roll->loop ? (int) roll_x (roll, roll->loop) : -1;
  if (left > 0)
    pixels_blend (map, 0, 0, left * scale, map->height, dark, 140);
  if (right < roll->width)
    pixels_blend (map, MAX (right, 0) * scale, 0, map->width, map->height, dark, 140);
  pixels_blend (map, left * scale, 0, scale, map->height, edge, 200);
  pixels_blend (map, right * scale, 0, scale, map->height, edge, 200);
  if (loop > 0 && loop < right)
    pixels_blend (map, loop * scale, 0, scale, map->height, gold, 200);
}

void
roll_paint_notes (Roll *roll, PixelMap *map, int scale)
{
  const RollDrag *drag = roll->drag;
  const RollColors colors = roll_paint_colors (roll);
  paint_rows (roll, map, scale);
  roll_paint_grid (roll, map, scale);
  paint_edges (roll, map, scale);
  paint_ghosts (roll, map, scale);
  for (int pass = 0; pass < 2; pass++) /* what is selected lies on top */
    for (guint i = 0; i < roll->notes->len; i++) {
      const RollNote *note = roll_note (roll, i);
      const bool selected = roll_is_selected (roll, note->id);
      RollNote shown;
      if (selected != (pass == 1) || !roll_drag_shown (roll, note, &shown))
        continue;
      if (selected && drag->kind == RDRAG_MOVE && drag->copy && drag->moved)
        paint_one (roll, &colors, map, scale, note, false, false);
      paint_one (roll, &colors, map, scale, &shown, selected, note->outside);
    }
  if (drag->kind == RDRAG_DRAW)
    paint_one (roll, &colors, map, scale, &drag->drawn, true, false);
}

void
roll_paint_append (GtkSnapshot *snapshot, GtkWidget *widget,
                   void (*paint) (Roll *roll, PixelMap *map, int scale), Roll *roll)
{
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const int scale = gtk_widget_get_scale_factor (widget);
  if (width <= 0 || height <= 0)
    return;
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  PixelMap map = { .pixels = (uint32_t *) (void *) cairo_image_surface_get_data (surface),
                   .width = width * scale,
                   .height = height * scale,
                   .stride = cairo_image_surface_get_stride (surface) / 4 };
  paint (roll, &map, scale);
  cairo_surface_mark_dirty (surface);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, ruler, notes with their lyrics, and the lane below. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/text.h"
#include "ui/editor/roll_drag.h"
#include "ui/editor/roll_lane.h"
#include "ui/editor/roll_paint.h"
#include "ui/editor/roll_part.h"

#define LEAST_LABEL 28 /* design units between labels of bars */
#define LEAST_BEAT_LABEL 48
#define BLACK_SHARE 0.53 /* of the column that a black key takes */
#define BLACK_KEYS 0x54a

static bool
is_black (int pitch)
{
  return BLACK_KEYS >> (pitch % 12) & 1;
}

void
roll_draw_keys (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const bool dark = theme_is_dark ();
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA white = token_color (dark ? TOKEN_MUTE : TOKEN_WELL);
  const GdkRGBA black = token_color (dark ? TOKEN_BG0 : TOKEN_TEXT1);
  const GdkRGBA line = token_color (TOKEN_LINE2), text = token_color (TOKEN_ON_TRACK);
  const GdkRGBA gold = token_color (TOKEN_ACCENT);
  fill_rect (snapshot, 0, 0, width, height, &white);
  for (int row = 0; row < roll->n_rows; row++) {
    const int pitch = roll->pitch_of[row], y = row * roll->row_height - roll->y;
    const int high = roll->row_height;
    if (y + high <= 0 || y >= height)
      continue;
    char name[16];
    const bool scaled = roll->scale.kind != SCALE_CHROMATIC;
    const bool tonic = scaled && pitch % 12 == roll->scale.tonic;
    const bool named = scaled ? scale_has (&roll->scale, pitch) : pitch % 12 == 0;
    if (is_black (pitch))
      fill_rect (snapshot, 0, y, width * BLACK_SHARE, high - 1, &black);
    else if (pitch % 12 == 0 || pitch % 12 == 5) /* no black key below */
      fill_rect (snapshot, 0, y + high - 1, width, 1, &line);
    if (tonic)
      fill_rect (snapshot, 0, y, ui_px (4), high - 1, &gold);
    if (named && high >= ui_px (10))
      text_draw_right (snapshot, widget, tonic ? TEXT_CAPTION_BOLD : TEXT_SCALE,
                       scale_pitch_name (&roll->scale, pitch, name), width - ui_px (6), y, high,
                       &text);
  }
  fill_rect (snapshot, width - 1, 0, 1, height, &line);
}

void
roll_draw_ruler (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GArray) lines = roll_paint_lines (roll, ui_px (LEAST_LABEL));
  const GdkRGBA floor = token_color (TOKEN_BG1), line = token_color (TOKEN_LINE2);
  const GdkRGBA bold = token_color (TOKEN_TEXT1), plain = token_color (TOKEN_TEXT3);
  const GdkRGBA gold = token_alpha (TOKEN_ACCENT, 0.9);
  int64_t bar = 0;
  fill_rect (snapshot, 0, 0, width, height, &floor);
  const double beat_wide =
      (double) tempo_map_beat_length (lq_desk_map (roll->desk), MAX (roll_tick (roll, 0), 0)) /
      TICKS_PER_QUARTER * roll->px_per_quarter;
  for (guint i = 0; i < lines->len; i++) {
    const RollLine *at = &g_array_index (lines, RollLine, i);
    g_autofree char *label = NULL;
    bar = at->bar ? at->bar : bar;
    if (at->bar)
      label = g_strdup_printf ("%d", (int) at->bar);
    else if (at->beat && beat_wide >= ui_px (LEAST_BEAT_LABEL))
      label = g_strdup_printf ("%d.%d", (int) bar, at->beat);
    if (!label)
      continue;
    fill_rect (snapshot, at->x, at->bar ? 0 : height / 3.0, 1, height, &line);
    text_draw (snapshot, widget, at->bar ? TEXT_CAPTION_BOLD : TEXT_CAPTION, label,
               at->x + ui_px (4), 0, -1, height, at->bar ? &bold : &plain);
  }
  const double left = fmax (roll_x (roll, roll->from), 0);
  const double right = fmin (roll_x (roll, roll->to), width);
  fill_rect (snapshot, 0, height - 1, width, 1, &line);
  if (roll->clip && right > left)
    fill_rect (snapshot, left, height - 2, right - left, 2, &line);
  if (roll->loop)
    fill_rect (snapshot, left, height - 2, fmax (roll_x (roll, roll->loop) - left, 0), 2, &gold);
}

/* In the note where they fit; else they show under it while it is selected. */
static void
draw_lyrics (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const GdkRGBA dark = token_color (TOKEN_ON_TRACK), on_accent = token_color (TOKEN_ON_ACCENT);
  const GdkRGBA beside = token_color (TOKEN_TEXT1);
  const int pad = ui_px (4), high = roll->row_height;
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    RollNote shown;
    if (!*note->lyric || !roll_drag_shown (roll, note, &shown))
      continue;
    const double x = roll_x (roll, shown.at), wide = roll_x (roll, shown.end) - x;
    const int y = roll_y (roll, shown.pitch);
    if (x + wide < 0 || x > roll->width || y + high < 0 || y > roll->height)
      continue;
    const bool selected = roll_is_selected (roll, note->id);
    if (high >= ui_px (11) && text_width (widget, TEXT_CAPTION_BOLD, note->lyric) + pad <= wide)
      text_draw (snapshot, widget, TEXT_CAPTION_BOLD, note->lyric, x + pad, y, -1, high,
                 selected ? &on_accent : &dark);
    else if (selected)
      text_draw (snapshot, widget, TEXT_CAPTION, note->lyric, x, y + high, -1, ui_px (13), &beside);
  }
}

void
roll_draw_notes (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  roll_paint_append (snapshot, widget, roll_paint_notes, roll);
  draw_lyrics (widget, snapshot, roll);
}

void
roll_draw_lane (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const GdkRGBA line = token_color (TOKEN_LINE2);
  roll_paint_append (snapshot, widget, roll_paint_lane, roll);
  fill_rect (snapshot, 0, 0, gtk_widget_get_width (widget), 1, &line);
}

void
roll_draw_head (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA floor = token_color (TOKEN_BG1), line = token_color (TOKEN_LINE2);
  const GdkRGBA text = token_color (TOKEN_TEXT2), scale = token_color (TOKEN_TEXT3);
  const GdkRGBA gold = token_color (TOKEN_ACCENT_TEXT);
  const int right = width - ui_px (6);
  g_autofree char *name = roll_lane_name (roll->lane);
  g_autofree char *foot = roll->lane ? roll_lane_now (roll) : g_strdup ("0");
  fill_rect (snapshot, 0, 0, width, height, &floor);
  fill_rect (snapshot, 0, 0, width, 1, &line);
  /* A long name is written smaller before it is cut. */
  const int room = width - ui_px (4);
  const TextStyle style =
      text_width (widget, TEXT_CAPTION, name) <= right ? TEXT_CAPTION : TEXT_SCALE;
  const int wide = MIN (text_width (widget, style, name), room);
  text_draw (snapshot, widget, style, name, MIN (right, width - ui_px (2)) - MIN (wide, right),
             ui_px (2), room, ui_px (14), roll->in_lane ? &gold : &text);
  if (height >= ui_px (40))
    text_draw_right (snapshot, widget, TEXT_CAPTION, _ ("Lane ▾"), right, ui_px (15), ui_px (14),
                     &scale);
  text_draw_right (snapshot, widget, roll->lane ? TEXT_CAPTION : TEXT_SCALE, foot, right,
                   height - ui_px (14), ui_px (13), roll->lane ? &text : &scale);
}

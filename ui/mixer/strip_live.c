/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves on a strip while it sounds: meter and cap, of nothing but plain rectangles. */
#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/mixer/strip_draw_chain.h"
#include "ui/mixer/strip_face.h"

#define CAP 20 /* design units high */
#define LOUDNESS_TOP -5.0 /* LUFS, and at the foot */
#define LOUDNESS_FOOT -32.0

void
strip_live_cap (const StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Box fader = strip_draw_box (draw, draw->layout->fader);
  const GdkRGBA body = token_color (TOKEN_LINE2), edge = token_color (TOKEN_BG0);
  const GdkRGBA grip = token_color (TOKEN_BG4);
  const GdkRGBA line = color_of_track (text_get (draw->strip->node->color));
  const int high = ui_px (CAP), y = (int) rint (strip_layout_fader_y (draw->layout, face->gain));
  const Box cap = { fader.x, y - high / 2, fader.width, high };
  fill_rect (snapshot, cap.x + 1, cap.y, cap.width - 2, cap.height, &edge);
  fill_rect (snapshot, cap.x, cap.y + 1, cap.width, cap.height - 2, &edge);
  fill_rect (snapshot, cap.x + 1, cap.y + 1, cap.width - 2, cap.height - 2, &body);
  for (int i = 1; i <= 2; i++) {
    fill_rect (snapshot, cap.x + ui_px (3), y - i * ui_px (3), cap.width - ui_px (6), 1, &grip);
    fill_rect (snapshot, cap.x + ui_px (3), y + i * ui_px (3), cap.width - ui_px (6), 1, &grip);
  }
  fill_rect (snapshot, cap.x + 1, y - 1, cap.width - 2, 2, &line);
  if (strip_draw_is_cell (draw, CELL_FADER, 0))
    strip_draw_ring (draw, snapshot, (Box){ cap.x - 1, cap.y - 1, cap.width + 2, cap.height + 2 });
  if (!isnan (face->automated)) {
    const int at = (int) rint (strip_layout_fader_y (draw->layout, face->automated));
    stroke_rect (snapshot, cap.x, at - ui_px (3), cap.width, ui_px (6), 1, &line);
  }
}

static void
draw_loudness (const StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Box bar = strip_draw_box (draw, draw->layout->loudness);
  const GdkRGBA well = token_color (TOKEN_WELL), low = token_color (TOKEN_METER_LOW);
  const GdkRGBA over = token_color (TOKEN_METER_MID), gold = token_color (TOKEN_ACCENT);
  const double target = lq_desk_project (draw->desk)->loudness_target;
  const double span = LOUDNESS_TOP - LOUDNESS_FOOT;
  fill_rect (snapshot, bar.x, bar.y, bar.width, bar.height, &well);
  const double at = target < 0 ? rint (bar.height * (LOUDNESS_TOP - target) / span) : -1;
  if (!isnan (face->momentary) && face->momentary > LOUDNESS_FOOT) {
    const double top = rint (bar.height * fmax (LOUDNESS_TOP - face->momentary, 0) / span);
    fill_rect (snapshot, bar.x, bar.y + top, bar.width, bar.height - top, &low);
    if (at > top)
      fill_rect (snapshot, bar.x, bar.y + top, bar.width, at - top, &over);
  }
  if (at >= 0)
    fill_rect (snapshot, bar.x - 2, bar.y + at, bar.width + 4, 1.5, &gold);
}

void
strip_live_meter (const StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Box meter = strip_draw_box (draw, draw->layout->meter);
  const GdkRGBA zero = token_color (TOKEN_LINE2), well = token_color (TOKEN_WELL);
  const GdkRGBA gold = token_color (TOKEN_GAIN_REDUCTION);
  if (draw->strip->node->kind != TRACK_VCA) {
    const Box bar = strip_draw_box (draw, draw->layout->reduction);
    fill_rect (snapshot, bar.x, bar.y, bar.width, bar.height, &well);
    fill_rect (snapshot, bar.x, bar.y, bar.width, face->reduction_mark, &gold);
    meter_draw_standing (snapshot, &face->meter, meter.x, meter.y, draw->layout->bar, meter.height);
    fill_rect (snapshot, meter.x, meter.y + rint (fader_law_position (0) * meter.height),
               meter.width, 1, &zero);
  }
  if (draw->layout->loudness.width > 0)
    draw_loudness (face, draw, snapshot);
}

Box
strip_live_box (const StripDraw *draw)
{
  const Box *from = &draw->layout->meter;
  const Box *last =
      draw->layout->loudness.width ? &draw->layout->loudness : &draw->layout->reduction;
  return strip_draw_box (
      draw, (Box){ from->x, from->y, last->x + last->width + 2 - from->x, from->height });
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/meter.h"

#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/text.h"

#define FALL (20 / 1.7) /* dB a second */
#define HOLD 2000000 /* microseconds */
#define FLOOR -90.0

void
meter_ballistics_clear (MeterBallistics *meter)
{
  *meter = (MeterBallistics){ .db = { FLOOR, FLOOR }, .hold = { FLOOR, FLOOR }, .highest = FLOOR };
}

bool
meter_ballistics_step (MeterBallistics *meter, const float peaks[2], gint64 now)
{
  const double seconds = meter->time ? (double) (now - meter->time) / 1e6 : 0;
  bool changed = false;
  meter->time = now;
  for (int c = 0; c < 2; c++) {
    const double before = meter->db[c], held = meter->hold[c];
    const double db = peaks[c] > 0 ? 20 * log10 (peaks[c]) : FLOOR;
    meter->db[c] = fmax (fmax (db, before - FALL * seconds), FLOOR);
    if (meter->db[c] >= meter->hold[c]) {
      meter->hold[c] = meter->db[c];
      meter->held[c] = now;
    } else if (now - meter->held[c] > HOLD)
      meter->hold[c] = fmax (meter->hold[c] - FALL * seconds, meter->db[c]);
    meter->highest = fmax (meter->highest, db);
    changed |= meter->db[c] != before || meter->hold[c] != held;
  }
  return changed;
}

static const struct {
  double from, to;
  Token token;
} zones[] = {
  { FLOOR, -18, TOKEN_METER_LOW },
  { -18, -6, TOKEN_METER_MID },
  { -6, 0, TOKEN_METER_HIGH },
  { 0, 10, TOKEN_METER_CLIP },
};

void
meter_draw_standing (GtkSnapshot *snapshot, const MeterBallistics *meter, double x, double y,
                     double bar, double height)
{
  const GdkRGBA well = token_color (TOKEN_WELL), peak = token_color (TOKEN_METER_PEAK);
  for (int c = 0; c < 2; c++) {
    const double left = x + c * (bar + 1);
    fill_rect (snapshot, left, y, bar, height, &well);
    for (size_t i = 0; i < G_N_ELEMENTS (zones) && meter->db[c] > zones[i].from; i++) {
      const GdkRGBA color = token_color (zones[i].token);
      const double top = rint (fader_law_position (fmin (meter->db[c], zones[i].to)) * height);
      const double foot =
          rint (fader_law_position (zones[i].from) * height) - (zones[i].from == -6 ? 1 : 0);
      fill_rect (snapshot, left, y + top, bar, foot - top, &color);
    }
    if (meter->hold[c] > -60)
      fill_rect (snapshot, left, y + rint (fader_law_position (meter->hold[c]) * height), bar, 1.5,
                 &peak);
  }
}

uint64_t
meter_standing_mark (const MeterBallistics *meter, double height)
{
  uint64_t mark = 0;
  for (int c = 0; c < 2; c++) {
    uint64_t n_zones = 0, hold = 0;
    while (n_zones < G_N_ELEMENTS (zones) && meter->db[c] > zones[n_zones].from)
      n_zones++;
    if (meter->hold[c] > -60)
      hold = 1 + (uint64_t) rint (fader_law_position (meter->hold[c]) * height);
    const uint64_t top = (uint64_t) rint (fader_law_position (meter->db[c]) * height);
    mark = mark << 32 | n_zones << 29 | (top & 0x3fff) << 15 | (hold & 0x7fff);
  }
  return mark;
}

void
meter_draw_lying (GtkSnapshot *snapshot, const MeterBallistics *meter, double x, double y,
                  double width, double bar)
{
  const GdkRGBA well = token_color (TOKEN_WELL), peak = token_color (TOKEN_METER_PEAK);
  for (int c = 0; c < 2; c++) {
    const double top = y + c * (bar + 1);
    fill_rect (snapshot, x, top, width, bar, &well);
    for (size_t i = 0; i < G_N_ELEMENTS (zones) && meter->db[c] > zones[i].from; i++) {
      const GdkRGBA color = token_color (zones[i].token);
      const double left = rint (fmin (meter_law_position (zones[i].from), 1) * width) +
                          (zones[i].from == -6 ? 1 : 0);
      const double right =
          rint (fmin (meter_law_position (fmin (meter->db[c], zones[i].to)), 1) * width);
      fill_rect (snapshot, x + left, top, right - left, bar, &color);
    }
    if (meter->hold[c] > -60)
      fill_rect (snapshot, x + rint (fmin (meter_law_position (meter->hold[c]), 1) * width) - 1.5,
                 top, 1.5, bar, &peak);
  }
}

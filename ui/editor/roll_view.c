/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, zoom and what lies at a place of the canvas. */
#include <math.h>

#include "ui/editor/roll.h"

#define LEAST_ROW 8 /* design units */
#define MOST_ROW 24
#define LEAST_ZOOM 1.0 /* pixels a quarter */
#define MOST_ZOOM 4000.0
#define EDGE 6 /* design units of a note that trim it */
#define MARGIN 24

void
roll_make_rows (Roll *roll)
{
  bool used[128] = { false };
  for (guint i = 0; i < roll->notes->len; i++)
    used[roll_note (roll, i)->pitch] = true;
  const bool empty = roll->fold == FOLD_USED && roll->notes->len == 0;
  roll->n_rows = 0;
  for (int pitch = 127; pitch >= 0; pitch--) {
    const bool shows = roll->fold == FOLD_NONE || empty || used[pitch] ||
                       (roll->fold == FOLD_SCALE && scale_has (&roll->scale, pitch));
    roll->row_of[pitch] = shows ? roll->n_rows : -1;
    if (shows)
      roll->pitch_of[roll->n_rows++] = pitch;
  }
}

static void
clamp_view (Roll *roll)
{
  const int most = roll->n_rows * roll->row_height - roll->height;
  roll->y = CLAMP (roll->y, MIN (0, most / 2), MAX (most, MIN (0, most / 2)));
  roll->x = fmax (roll->x, 0);
}

double
roll_x (const Roll *roll, Ticks at)
{
  return floor ((double) at / TICKS_PER_QUARTER * roll->px_per_quarter) - floor (roll->x);
}

Ticks
roll_tick (const Roll *roll, double x)
{
  return (Ticks) llround ((x + floor (roll->x)) / roll->px_per_quarter * TICKS_PER_QUARTER);
}

int
roll_y (const Roll *roll, int pitch)
{
  const int row = roll->row_of[CLAMP (pitch, 0, 127)];
  return row < 0 ? -1000 : row * roll->row_height - roll->y;
}

int
roll_pitch_at (const Roll *roll, double y)
{
  const int row = (int) floor ((y + roll->y) / roll->row_height);
  return roll->pitch_of[CLAMP (row, 0, roll->n_rows - 1)];
}

void
roll_zoom (Roll *roll, double factor, double x)
{
  const double quarters = (x + roll->x) / roll->px_per_quarter;
  roll->px_per_quarter = CLAMP (roll->px_per_quarter * factor, LEAST_ZOOM, MOST_ZOOM);
  roll->x = quarters * roll->px_per_quarter - x;
  clamp_view (roll);
  roll_tell (roll, ROLL_VIEW);
}

void
roll_zoom_to (Roll *roll, Ticks from, Ticks to)
{
  const double quarters = (double) (to - from) / TICKS_PER_QUARTER;
  if (quarters <= 0)
    return;
  roll->px_per_quarter = CLAMP (roll->width / quarters, LEAST_ZOOM, MOST_ZOOM);
  roll->x = (double) from / TICKS_PER_QUARTER * roll->px_per_quarter;
  clamp_view (roll);
  roll_tell (roll, ROLL_VIEW);
}

void
roll_set_row_height (Roll *roll, int height)
{
  const int middle =
      roll->pitch_of[CLAMP ((roll->y + roll->height / 2) / roll->row_height, 0, roll->n_rows - 1)];
  roll->row_height = CLAMP (height, roll->px (LEAST_ROW), roll->px (MOST_ROW));
  roll->y = roll->row_of[middle] * roll->row_height - roll->height / 2;
  clamp_view (roll);
  roll_tell (roll, ROLL_VIEW);
}

void
roll_scroll (Roll *roll, double dx, int dy)
{
  roll->x += dx;
  roll->y += dy;
  clamp_view (roll);
  roll_tell (roll, ROLL_VIEW);
}

void
roll_reveal (Roll *roll)
{
  const double x = roll_x (roll, roll_at (roll));
  const int y = roll_y (roll, roll->pitch), margin = MIN (roll->px (MARGIN), roll->width / 4);
  double dx = 0;
  int dy = 0;
  if (x < 0 || x > roll->width - margin)
    dx = x < 0 ? x - margin : x - roll->width + 2 * margin;
  if (y < 0 && y > -1000)
    dy = y;
  else if (y + roll->row_height > roll->height)
    dy = y + roll->row_height - roll->height;
  if (dx != 0 || dy != 0)
    roll_scroll (roll, dx, dy);
}

void
roll_set_size (Roll *roll, int width, int height)
{
  /* Until it had a width, the whole clip was to show. */
  const bool whole = roll->clip && fabs ((double) (roll->to - roll->from) / TICKS_PER_QUARTER *
                                             roll->px_per_quarter -
                                         roll->width) < 2;
  const int middle = roll->y + roll->height / 2;
  if (width == roll->width && height == roll->height)
    return;
  roll->width = MAX (width, 1);
  roll->height = MAX (height, 1);
  roll->y = middle - roll->height / 2;
  if (whole) {
    roll->px_per_quarter =
        CLAMP (roll->width / ((double) (roll->to - roll->from) / TICKS_PER_QUARTER), LEAST_ZOOM,
               MOST_ZOOM);
    roll->x = (double) roll->from / TICKS_PER_QUARTER * roll->px_per_quarter;
  }
  clamp_view (roll);
}

RollHit
roll_hit (const Roll *roll, double x, double y)
{
  RollHit hit = { HIT_NONE, -1 };
  if (y + roll->y < 0 || y + roll->y >= roll->n_rows * roll->row_height)
    return hit;
  const int pitch = roll_pitch_at (roll, y);
  /* What is drawn last lies on top. */
  for (guint i = roll->notes->len; i-- > 0;) {
    const RollNote *note = roll_note (roll, i);
    const double left = roll_x (roll, note->at), right = fmax (roll_x (roll, note->end), left + 3);
    if (note->pitch != pitch || x < left || x >= right)
      continue;
    const double edge = fmin (roll->px (EDGE), (right - left) / 4);
    return (RollHit){ x < left + edge     ? HIT_LEFT
                      : x >= right - edge ? HIT_RIGHT
                                          : HIT_BODY,
                      (int) i };
  }
  return hit;
}

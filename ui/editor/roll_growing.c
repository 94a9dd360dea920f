/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being recorded on the roll's track, as it is played. */
#include <math.h>

#include "ui/draw/text.h"
#include "ui/editor/roll_part.h"

#define LEAST_WIDTH 2 /* design units of a note that has just begun */

static double
x_of (const Roll *roll, Frames song)
{
  const Units at = frames_to_units (song, lq_desk_rate (roll->desk));
  return tempo_map_beat (lq_desk_map (roll->desk), at) * roll->px_per_quarter - floor (roll->x);
}

static void
draw_note (GtkSnapshot *snapshot, const Roll *roll, const GrowingTake *take,
           const GrowingNote *note)
{
  const GdkRGBA red = token_color (TOKEN_RECORD), border = token_color (TOKEN_BLACK);
  const int y = roll_y (roll, note->pitch), high = roll->row_height;
  const double x = x_of (roll, note->from);
  const double end = x_of (roll, MIN (note->end, take->end));
  const double wide = fmax (end - x, ui_px (LEAST_WIDTH));
  if (x + wide < 0 || x > roll->width || y + high <= 0 || y + high > roll->height)
    return;
  fill_rect (snapshot, x, y + 1, wide, high - 2, &red);
  stroke_rect (snapshot, x, y + 1, wide, high - 2, 1, &border);
}

void
roll_draw_growing (GtkSnapshot *snapshot, Roll *roll)
{
  const Growing *growing = lq_desk_growing (roll->desk);
  for (int i = 0; growing && i < growing_n (growing); i++) {
    const GrowingTake take = growing_take (growing, i);
    if (take.track != roll->track || !take.midi || take.end <= take.from)
      continue;
    for (guint n = 0; n < take.notes->len; n++)
      draw_note (snapshot, roll, &take, &g_array_index (take.notes, GrowingNote, n));
  }
}

/* The row of a key that is down comes in sight. */
static void
reveal (Roll *roll, const GrowingTake *take)
{
  const GArray *notes = take->notes;
  const GrowingNote *last = notes->len ? &g_array_index (notes, GrowingNote, notes->len - 1) : NULL;
  if (!last || last->end != INT64_MAX || roll->row_of[last->pitch] < 0)
    return;
  const int y = roll_y (roll, last->pitch);
  if (y < 0 || y + roll->row_height > roll->height)
    roll_scroll (roll, 0, y - roll->height / 2);
}

void
roll_follow_growing (Roll *roll)
{
  const Growing *growing = lq_desk_growing (roll->desk);
  for (int i = 0; growing && i < growing_n (growing); i++) {
    const GrowingTake take = growing_take (growing, i);
    if (take.track == roll->track && take.midi)
      reveal (roll, &take);
  }
}

bool
roll_grows (const Roll *roll, unsigned *serial)
{
  const Growing *growing = lq_desk_growing (roll->desk);
  const unsigned now = growing ? growing_serial (growing) + 1 : 0;
  const bool differs = now != *serial;
  *serial = now;
  return differs || growing;
}

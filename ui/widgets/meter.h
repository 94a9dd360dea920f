/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A level meter of two bars with the ballistics of the design. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>
#include <stdint.h>

/* What a meter remembers between frames: peak, rise at once, fall of 20 dB in 1.7 s, hold of 2 s,
 * and the highest value since it was cleared. */
typedef struct {
  double db[2], hold[2];
  gint64 held[2]; /* when the hold line was set, microseconds */
  gint64 time;
  double highest;
} MeterBallistics;

void meter_ballistics_clear (MeterBallistics *meter);
/* `peaks`: linear, since the last call. True where something may look different. */
bool meter_ballistics_step (MeterBallistics *meter, const float peaks[2], gint64 now);

/* Draws two standing bars that are `bar` wide and 1 apart. */
void meter_draw_standing (GtkSnapshot *snapshot, const MeterBallistics *meter, double x, double y,
                          double bar, double height);
/* A number for what these look like at a height: meters with the same one are drawn the same. */
uint64_t meter_standing_mark (const MeterBallistics *meter, double height);
/* Two lying bars. */
void meter_draw_lying (GtkSnapshot *snapshot, const MeterBallistics *meter, double x, double y,
                       double width, double bar);

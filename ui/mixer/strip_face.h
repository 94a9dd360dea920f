/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mixer keeps of a strip between frames: its picture, its meter, where its cap stands.
 * Pictures are drawn anew only where what they show has changed. GTK thread. */
#pragma once

#include "ui/mixer/strip_draw.h"
#include "ui/widgets/meter.h"

typedef struct {
  const Track *node; /* a reference; of what the pictures show */
  uint64_t look, levels_look; /* of the pictures: equal ones look the same */
  GskRenderNode *face, *levels, *cap; /* NULL: to be drawn */
  int cap_x; /* of the strip, when the cap was drawn */
  bool moved; /* the meter, since it was drawn */
  MeterBallistics meter;
  uint64_t meter_mark; /* where it stood when it was drawn last */
  double gain, automated; /* dB; automated: NAN where it is the same */
  double highest; /* as the peak field says */
  double momentary; /* of main, LUFS */
  double reduction; /* dB, falling as the meter does */
  int reduction_mark; /* pixels of it, as drawn last */
  gint64 told; /* when that was set, microseconds */
  unsigned stale; /* the desk has changed: its number there */
} StripFace;

StripFace *strip_face_new (void);
void strip_face_free (gpointer face);
/* Reads what may have changed, and drops pictures that no longer hold. True where some do not. */
bool strip_face_read (StripFace *face, const StripDraw *draw);
/* The levels of the meter have moved on. True where it looks different. A new peak is written where
 * `tells` is above 0, and takes one of it. */
bool strip_face_tick (StripFace *face, const StripDraw *draw, const StripMeterReading *reading,
                      gint64 now, int *tells);
void strip_face_clear_peak (StripFace *face);
/* The picture at the place of `draw`, and cap and levels over it. */
void strip_face_draw (StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot);
void strip_live_cap (const StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot);
void strip_live_meter (const StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot);
/* Where that moves in the widget. */
Box strip_live_box (const StripDraw *draw);

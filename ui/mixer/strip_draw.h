/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a strip looks while nothing sounds: everything but meters, caps and levels. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/text.h"
#include "ui/mixer/mixer_model.h"

typedef struct {
  GtkWidget *widget;
  LqDesk *desk;
  const MixerModel *model;
  const MixerStrip *strip;
  const StripLayout *layout;
  double x; /* of the strip in the widget */
  bool at_cursor, selected, focused; /* focused: the mixer has the focus */
} StripDraw;

/* The first insert or send that shows, so that the cell of the cursor does. */
int strip_draw_first (const StripDraw *draw, CellKind kind);
void strip_draw_face (const StripDraw *draw, GtkSnapshot *snapshot);
/* The fader's value and the highest peak, which is lit above 0 dB. */
void strip_draw_levels (const StripDraw *draw, GtkSnapshot *snapshot, double gain, double highest);
/* The parts that several files draw. */
Box strip_draw_box (const StripDraw *draw, Box box); /* in the widget */
void strip_draw_centered (const StripDraw *draw, GtkSnapshot *snapshot, TextStyle style,
                          const char *text, Box box, const GdkRGBA *color);

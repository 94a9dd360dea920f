/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value that is turned: a knob with its name and value, or the two alone. A GtkRange in the unit
 * of the value, so that screen readers read and set it. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#define LQ_TYPE_KNOB (lq_knob_get_type ())
G_DECLARE_FINAL_TYPE (LqKnob, lq_knob, LQ, KNOB, GtkRange)

typedef enum {
  KNOB_SMALL, /* 22 across, without words */
  KNOB_BESIDE, /* 28 across, name and value at its right */
  KNOB_LARGE, /* 44 across, name above and value below */
  KNOB_FIELD, /* name over value */
} KnobStyle;

/* How a value lies on the way of the knob, 0 to 1. `data` outlives the knob. */
typedef struct {
  double (*position) (const void *data, double value);
  double (*value) (const void *data, double position);
  const void *data;
  double min, max;
  bool two_way; /* fills from the middle */
} KnobLaw;

/* `name`: "Threshold, Compressor, Lead Vox"; `caption` stands beside the value. */
GtkWidget *lq_knob_new (const char *name, const char *caption, const KnobLaw *law);
void lq_knob_set_style (LqKnob *knob, KnobStyle style);
void lq_knob_set_main (LqKnob *knob, bool on); /* in the accent */
/* A dot in this color at the arc's end: it is automated. NULL: it is not. */
void lq_knob_set_dot (LqKnob *knob, const GdkRGBA *color);
void lq_knob_set_caption (LqKnob *knob, const char *caption);
/* Without telling anybody. `brief` is what a field shows, without the unit; NULL: `text`. */
void lq_knob_show (LqKnob *knob, double value, const char *text, const char *brief);
/* The drag that is under way is taken back, by Escape. False where there is none. */
bool lq_knob_cancel (void);

/* Signals: "moved" (double value) while the hand turns it, "let-go", "cancelled" in place of that,
 * "stepped" (double steps) by the wheel, "reset", and "asked" by a double-click on the number. */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline: grid, clips, automation and takes of the rows in sight. What moves while playing
 * lies over it (overlay.h), so that it is drawn anew only when its content changes. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_TIMELINE (lq_timeline_get_type ())
G_DECLARE_FINAL_TYPE (LqTimeline, lq_timeline, LQ, TIMELINE, GtkWidget)

GtkWidget *lq_timeline_new (LqDesk *desk);

typedef struct {
  int row; /* -1: below the last one */
  const Clip *clip; /* or NULL; borrowed until the next change */
  bool header, upper; /* over the bar with its name; in the upper half */
  bool left_edge, right_edge; /* within reach of a trim */
  Units at;
} TimelineSpot;

/* What lies at a place of the widget. */
TimelineSpot lq_timeline_spot (LqTimeline *timeline, double x, double y);

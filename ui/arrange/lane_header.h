/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header of an automation or take lane shows. GTK thread. */
#pragma once

#include "ui/arrange/take_stars.h"

typedef struct {
  const char *name, *value, *detail;
  int left; /* pixels, where the name begins */
} LaneHeader;

/* `take`: the take of the lane, with its stars in place of the detail, or NULL; `rates`: those
 * that are not given show, too. */
void lane_header_draw (const LaneHeader *lane, GtkSnapshot *snapshot, GtkWidget *widget, int height,
                       const Lane *take, bool rates);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_gain_line.h"

#include "ui/draw/fader_law.h"

#define MARGIN 3 /* pixels at both ends, so that no point is cut */

double
clip_gain_y (int height, int header, double db)
{
  const double room = MAX (height - header - 2 * MARGIN, 1);
  return header + MARGIN + fader_law_position (db) * room;
}

double
clip_gain_db (int height, int header, double y)
{
  const double room = MAX (height - header - 2 * MARGIN, 1);
  return fader_law_db (CLAMP ((y - header - MARGIN) / room, 0, 1));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/deeds/track_steps.h"

#include <math.h>

double
track_level_step (double db, int tenths)
{
  return fmax (db, TRACK_SILENCE) + tenths / 10.0;
}

double
track_pan_step (double pan, int hundredths)
{
  return pan + hundredths / 100.0;
}

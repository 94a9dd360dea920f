/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/fader_law.h"

#include <math.h>

static const struct {
  double db, position;
} law[] = { { 10, 0 },     { 5, 0.125 },  { 0, 0.25 },   { -5, 0.375 }, { -10, 0.5 },
            { -20, 0.66 }, { -30, 0.78 }, { -40, 0.87 }, { -60, 0.965 } };

#define N_LAW ((int) (sizeof law / sizeof law[0]))
#define SILENCE -90.0 /* stands at the foot */

double
fader_law_position (double db)
{
  if (db >= law[0].db)
    return 0;
  for (int i = 1; i < N_LAW; i++)
    if (db >= law[i].db)
      return law[i].position + (db - law[i].db) / (law[i - 1].db - law[i].db) *
                                   (law[i - 1].position - law[i].position);
  if (db <= SILENCE)
    return 1;
  return 1 - (db - SILENCE) / (law[N_LAW - 1].db - SILENCE) * (1 - law[N_LAW - 1].position);
}

double
fader_law_db (double position)
{
  if (position <= 0)
    return law[0].db;
  for (int i = 1; i < N_LAW; i++)
    if (position <= law[i].position)
      return law[i].db + (law[i].position - position) / (law[i].position - law[i - 1].position) *
                             (law[i - 1].db - law[i].db);
  if (position >= 1)
    return -INFINITY;
  return SILENCE + (1 - position) / (1 - law[N_LAW - 1].position) * (law[N_LAW - 1].db - SILENCE);
}

double
meter_law_position (double db)
{
  if (db <= -60)
    return 0;
  return pow ((db + 60) / 60, 1.6);
}

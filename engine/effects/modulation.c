/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/modulation.h"

const char *const modulation_notes[] = { "4/1",  "2/1",  "1/1", "1/2",  "1/4d", "1/4",
                                         "1/4t", "1/8d", "1/8", "1/8t", "1/16", NULL };

/* In quarter notes. */
static const double beats[] = { 16.0, 8.0, 4.0, 2.0, 1.5, 1.0, 2.0 / 3, 0.75, 0.5, 1.0 / 3, 0.25 };

void
modulation_init (Modulation *modulation, int rate, bool sync, double note)
{
  modulation->rate = rate;
  modulation->beats = sync ? beats[(int) note] : 0.0;
}

void
modulation_set (Modulation *modulation, double hz, bool jump)
{
  if (modulation->beats <= 0)
    lfo_set (&modulation->lfo, hz, modulation->rate);
  if (jump)
    modulation_reset (modulation);
}

void
modulation_reset (Modulation *modulation)
{
  modulation->lfo.running = false;
}

void
modulation_begin (Modulation *modulation, const ProcessContext *context)
{
  if (modulation->beats > 0)
    lfo_begin_beat (&modulation->lfo, context->position, context->beat, context->bpm,
                    modulation->beats, modulation->rate);
  else
    lfo_begin (&modulation->lfo, context->position);
}

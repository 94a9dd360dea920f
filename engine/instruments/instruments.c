/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/instruments.h"

#include "instruments/soundfont.h"
#include "instruments/synth.h"

#include <string.h>

static const Processor *const instruments[] = {
  &soundfont_processor,
  &synth_processor,
  NULL,
};

#define N_INSTRUMENTS ((int) (sizeof instruments / sizeof instruments[0]) - 1)

const Processor *const *
instruments_all (int *n)
{
  *n = N_INSTRUMENTS;
  return instruments;
}

const Processor *
instrument_find (const char *kind)
{
  for (int i = 0; i < N_INSTRUMENTS; i++)
    if (strcmp (instruments[i]->spec->kind, kind) == 0)
      return instruments[i];
  return NULL;
}

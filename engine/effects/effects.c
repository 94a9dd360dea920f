/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/effects.h"

#include "effects/analyzer.h"
#include "effects/eq.h"
#include "effects/compressor.h"
#include "effects/deesser.h"
#include "effects/delay.h"
#include "effects/gate.h"
#include "effects/limiter.h"
#include "effects/phaser.h"
#include "effects/rotary.h"
#include "effects/amp.h"
#include "effects/lofi.h"
#include "effects/rider.h"
#include "effects/pitch.h"
#include "effects/chorus.h"
#include "effects/tremolo.h"
#include "effects/transient.h"
#include "effects/imager.h"
#include "effects/clipper.h"
#include "effects/convolution.h"
#include "effects/dynamic_eq.h"
#include "effects/multiband.h"
#include "effects/saturator.h"
#include "effects/utility.h"
#include "effects/reverb.h"

#include <string.h>

/* clang-format off */
static const Processor *const effects[] = {
  &eq_processor,
  &compressor_processor,
  &gate_processor,
  &deesser_processor,
  &multiband_processor,
  &dynamic_eq_processor,
  &transient_processor,
  &rider_processor,
  &utility_processor,
  &imager_processor,
  &delay_processor,
  &tremolo_processor,
  &chorus_processor,
  &flanger_processor,
  &phaser_processor,
  &rotary_processor,
  &pitch_processor,
  &reverb_processor,
  &convolution_processor,
  &saturator_processor,
  &clipper_processor,
  &lofi_processor,
  &amp_processor,
  &limiter_processor,
  &analyzer_processor,
  NULL,
};
/* clang-format on */

#define N_EFFECTS ((int) (sizeof effects / sizeof effects[0]) - 1)

const Processor *const *
effects_all (int *n)
{
  *n = N_EFFECTS;
  return effects;
}

const Processor *
effect_find (const char *kind)
{
  for (int i = 0; i < N_EFFECTS; i++)
    if (strcmp (effects[i]->spec->kind, kind) == 0)
      return effects[i];
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hard sync: a wave that starts anew whenever another one does. Realtime but for preparing the
 * table.
 *
 * Everything is known in closed form from the phase of the master: the naive wave, and where it
 * steps within 16 frames before and after. Each step is exchanged for a band-limited one (Brandt
 * 2001). The corners that a reset makes in sine and triangle stay. */
#pragma once

#include "instruments/synth_oscillator.h"

/* As synth_oscillator_prepare (), which calls it. */
void synth_sync_prepare (void);

/* CONTROL_GRID frames. `step`: what `master` grows by a frame; ratio: pitch over that of the master
 * times 2^16; width: of the pulse, 0..1. */
void synth_sync_run (SynthShape shape, const uint32_t *master, const uint32_t *step,
                     const uint32_t *ratio, const float *width, float *out) REALTIME;

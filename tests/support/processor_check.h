/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests that every effect and instrument passes, whatever it does to the sound. */
#pragma once

#include <glib.h>

#include "dsp/processor.h"

/* A processor with its state, values and the grid of song position, driven as the graph drives it.
 */
typedef struct {
  const Processor *processor;
  ProcessorSetup setup;
  double *values; /* n_params; change them, then rig_set () */
  void *state;
  size_t size;
  Frames position;
} Rig;

/* Defaults, or `settings` as "name=value name=value" (numbers, choice names, on/off, paths without
 * a blank) over them. */
Rig *rig_new (const Processor *processor, int rate, int channels, const char *settings);
void rig_free (Rig *rig);
void rig_settings (Rig *rig, const char *settings); /* changes values only */
void rig_set (Rig *rig, bool jump);
/* Planar, in place, any n; cuts at the grid only where the processor asks for it. `sidechain` may
 * be NULL. */
void rig_process (Rig *rig, float *const *audio, const float *const *sidechain, int n);
int rig_channels (const Rig *rig);
int rig_latency (const Rig *rig);

/* Same bits for any cutting, while the values move at grid points; same bits from a copied state;
 * the same after reset; finite for silence, full scale, DC and +40 dB noise; at 44.1, 96 and 192
 * kHz, mono and stereo. Aborts with the name of the processor and what differs. */
void processor_check (const Processor *processor, const char *settings);

/* The same for an instrument: notes, bends, controllers and an all-off at random frames while the
 * values move. `copies`: its state can be copied. Also: silent before the first note, heard after
 * it, silent again (below -120 dBFS) when its tail has passed after the last all-off. */
void instrument_check (const Processor *processor, const char *settings, bool copies);
void rig_event (Rig *rig, Event event);

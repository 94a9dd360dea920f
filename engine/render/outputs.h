/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside rendering: the files that a run writes, all finished together or none. One thread. */
#pragma once

#include "render/render.h"

typedef struct {
  const RenderSpec *spec;
  int rate; /* of the files */
  GPtrArray *encoders; /* Encoder, in the order of `paths` */
  GPtrArray *paths; /* owned */
} Outputs;

void outputs_init (Outputs *outputs, const RenderSpec *spec, int rate);
/* Opens one more file; the form is that of `file`, the place is `path`. */
bool outputs_open (Outputs *outputs, const RenderFile *file, const char *path, GError **error);
/* Writes to file number `index`. */
bool outputs_write (Outputs *outputs, int index, const float *const *audio, int n, GError **error);
/* Closes all: appends one RenderedFile each to `to`. On failure nothing is left of those not yet
 * closed. */
bool outputs_close (Outputs *outputs, const LoudnessReport *loudness, GArray *to, GError **error);
/* Takes back files that were closed when one behind them failed. */
void outputs_remove (GArray *files);
/* Leaves nothing of what is still open. */
void outputs_clear (Outputs *outputs);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reaching a loudness under a true-peak ceiling: one static gain, and the limiter only where the
 * ceiling would be passed. Any thread but audio. */
#pragma once

#include <gio/gio.h>

#include "media/loudness_scan.h"
#include "render/float_store.h"

typedef struct {
  double gain_db; /* the static gain that was found */
  bool limited; /* the limiter stands behind it */
  double ceiling; /* dBTP */
  double margin; /* dB that the limiter is set below it */
  LoudnessReport reached; /* of the result */
  char *note; /* why the target was missed and by how much, or NULL */
} LoudnessTarget;

/* Solves for `loudness` LUFS in at most 8 passes over the stored mix. `cancellable` may be NULL,
 * here and below: ENGINE_ERROR_CANCELLED when stopped. */
bool loudness_target_solve (FloatStore *mix, int rate, double loudness, double ceiling,
                            LoudnessTarget *target, GCancellable *cancellable, GError **error);
void loudness_target_clear (LoudnessTarget *target);

/* Runs the stored mix through the solution; `sink` gets it in order. */
typedef bool (*TargetSink) (void *data, const float *const *audio, int n, GError **error);
bool loudness_target_apply (FloatStore *mix, int rate, const LoudnessTarget *target,
                            TargetSink sink, void *data, GCancellable *cancellable, GError **error);

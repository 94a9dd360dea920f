/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole audio file decoded and brought to another rate as a float WAV. Any thread but audio. */
#pragma once

#include "base/types.h"
#include "media/hash.h"

typedef struct {
  int rate; /* of the result */
  MediaProgress progress; /* in source frames; or NULL */
  gpointer data;
  GCancellable *cancellable; /* or NULL */
} Conversion;

/* Writes `to` at once when it is whole, over what stood there; on failure nothing is left. */
bool convert_to_wav (const char *from, const char *to, const Conversion *conversion,
                     GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where recorded sound comes from, as the audio thread sees it: random access at the project rate.
 */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef struct {
  /* Planar, `channels` pointers; frames outside the source are zeros. */
  void (*read) (const void *data, Frames at, int n, float *const *out);
  const void *data;
  int channels; /* 1 or 2 */
  Frames frames;
} AudioSource;

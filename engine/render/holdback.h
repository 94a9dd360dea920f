/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames that are rendered but may yet turn out to lie behind the end: kept until released. One
 * thread. */
#pragma once

#include "base/error.h"
#include "base/types.h"

/* Takes what is released, in order. */
typedef bool (*HoldbackTarget) (void *data, const float *const *audio, int n, GError **error);

typedef struct {
  HoldbackTarget target;
  void *data;
  Frames from; /* song position of the first frame that is wanted */
  Frames next; /* position of the next frame to be pushed */
  Frames released; /* everything before has gone to the target */
  float *held[2]; /* positions [released, next) */
  size_t room;
} Holdback;

void holdback_init (Holdback *holdback, Frames from, HoldbackTarget target, void *data);
void holdback_clear (Holdback *holdback);

/* Frames at `position`, which follow each other without gaps; those before `from` are dropped. What
 * lies before `until` goes on at once, with all that was held before it. */
bool holdback_push (Holdback *holdback, Frames position, const float *const *audio, int n,
                    Frames until, GError **error);
bool holdback_release (Holdback *holdback, Frames until, GError **error);

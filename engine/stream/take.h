/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be seen of a take while it is being recorded. The writer makes it, any thread reads. */
#pragma once

#include <stdatomic.h>

#include "stream/take_peaks.h"

/* A take that is being recorded or has been; shared by the writer and who looks on. */
typedef struct {
  /* Written before anyone sees it, and never again. */
  char *path; /* absolute */
  char *file; /* as in Source.file: "audio/Vox 3.wav" */
  char *name; /* "Take 3" */
  Id track, lane;
  int number, rate, channels;
  Frames song_frame, device_frame; /* of the first frame; not yet moved by any latency */
  TakePeaks *peaks;
  _Atomic int64_t frames; /* written; what a killed process keeps */
  _Atomic int64_t synced; /* what a loss of power keeps */
  atomic_int refs;
} Take;

Take *take_new (int channels); /* the rest is 0 and for the writer to fill in */
Take *take_ref (Take *take);
void take_unref (Take *take); /* NULL is fine; any thread */
Frames take_frames (const Take *take); /* any thread, as for the next */
Frames take_synced (const Take *take);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a capture ring, by the thread that owns them. Private to capture_ring. */
#pragma once

#include <stdatomic.h>

#include "stream/capture_ring.h"

#define CACHE_LINE 64

struct CaptureRing {
  int channels;
  uint64_t capacity; /* frames, a power of two */
  float *samples; /* channels x capacity */
  CaptureMark *marks; /* CAPTURE_MARKS */

  /* The audio thread's. Numbers only grow; their place is modulo the capacity. */
  _Alignas(CACHE_LINE) _Atomic uint64_t written;
  _Atomic uint64_t marks_written;
  _Atomic int64_t lost; /* in all */
  Frames song_frame, device_frame; /* of the next frame */
  bool pending; /* a mark has to come before the next frame */
  CaptureReason reason;
  Frames lost_since; /* the last mark */

  /* The reader's. */
  _Alignas(CACHE_LINE) _Atomic uint64_t read;
  _Atomic uint64_t marks_read;
  Frames read_song, read_device; /* of the next frame */
};

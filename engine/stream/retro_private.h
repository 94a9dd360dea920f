/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the rings that are written over. Private to retro.
 *
 * Who writes says first how far the old is gone (`reserved`), then stores, then says how far the
 * new is there (`written`). Who reads looks at `written`, copies, and looks at `reserved`: what is
 * behind that by more than the capacity may be a mixture and is dropped. All stores release and all
 * loads acquire, which orders them without a fence. */
#pragma once

#include <stdatomic.h>

#include "stream/retro_write.h"

typedef struct {
  _Atomic uint64_t at; /* frames written before it */
  _Atomic int64_t device_frame, song_frame;
} RetroMark;

struct Retro {
  int channels, rate;
  uint64_t capacity; /* frames, a power of two */
  _Atomic uint32_t *samples; /* the bits of floats; channels x capacity */
  RetroMark *marks; /* RETRO_SEGMENTS */
  _Atomic uint64_t reserved, written;
  _Atomic uint64_t marks_reserved, marks_written;
  Frames next_device, next_song; /* the audio thread's */
};

typedef struct {
  _Atomic int64_t device_frame, song_frame;
  _Atomic uint64_t packed; /* port, n_bytes, bytes */
} RetroSlot;

struct RetroEvents {
  uint64_t capacity; /* a power of two */
  RetroSlot *slots;
  _Atomic uint64_t reserved, written;
};

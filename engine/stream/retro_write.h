/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audio thread does for retro.h: it keeps what comes in, writing over the oldest. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define RETRO_SEGMENTS 4096 /* jumps of the transport that are remembered */
#define RETRO_STILL INT64_MIN /* as a song frame: the transport stood still */

typedef struct Retro Retro;
typedef struct RetroEvents RetroEvents;

/* n frames, at most the capacity, that began at this device frame and song frame (or RETRO_STILL).
 */
void retro_write (Retro *retro, const float *const *planar, int n, Frames device_frame,
                  Frames song_frame) REALTIME;

/* A MIDI channel message; system exclusive ones are not held. */
typedef struct {
  Frames device_frame;
  Frames song_frame; /* or RETRO_STILL */
  uint16_t port;
  uint8_t n_bytes, bytes[3];
} RetroEvent;

/* One thread writes, the audio thread or that of the ports. */
void retro_events_write (RetroEvents *events, const RetroEvent *event) REALTIME;

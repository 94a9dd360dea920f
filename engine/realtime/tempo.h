/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tempo and beat at a song position, for effects that follow the song. Immutable; audio thread. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef struct {
  Frames at;
  double beat; /* quarter notes at that frame */
  double bpm; /* there */
  double slope; /* bpm a quarter note; 0 without a ramp */
} TempoSpan;

typedef struct {
  int rate;
  int n; /* >= 1 */
  TempoSpan spans[];
} TempoTrack;

void tempo_track_at (const TempoTrack *tempo, Frames at, double *bpm, double *beat) REALTIME;

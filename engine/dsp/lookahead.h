/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delay behind a detector that looks ahead: a fixed number of frames, in place, in rings of
 * just so many floats, which lie behind the owner's own state. Init on any thread, the rest
 * realtime. */
#pragma once

#include <stddef.h>
#include <string.h>

typedef struct {
  int frames, channels;
  int at;
} Lookahead;

static inline int
lookahead_frames (double ms, int rate)
{
  return (int) (ms * rate / 1000.0 + 0.5);
}

/* Bytes of the rings. */
static inline size_t
lookahead_size (int frames, int channels)
{
  return (size_t) frames * (size_t) channels * sizeof (float);
}

static inline void
lookahead_reset (Lookahead *lookahead, float *rings)
{
  lookahead->at = 0;
  memset (rings, 0, lookahead_size (lookahead->frames, lookahead->channels));
}

/* Exchanges each frame with the one that went in `frames` ago. */
static inline void
lookahead_process (Lookahead *lookahead, float *rings, float *const *audio, int n)
{
  const int frames = lookahead->frames;
  int at = lookahead->at;

  for (int done = 0; frames > 0 && done < n;) {
    const int now = n - done < frames - at ? n - done : frames - at;
    for (int c = 0; c < lookahead->channels; c++) {
      float *restrict ring = rings + c * frames + at;
      float *restrict part = audio[c] + done;
      for (int i = 0; i < now; i++) {
        const float out = ring[i];
        ring[i] = part[i];
        part[i] = out;
      }
    }
    done += now;
    at = at + now == frames ? 0 : at + now;
  }
  lookahead->at = at;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delay behind a detector that looks ahead: a fixed number of frames, in place, in a ring of
 * just so many floats. Realtime. */
#pragma once

/* Exchanges each frame with the one that went in `size` frames ago. *at is 0 at first; size >= 1.
 */
static inline void
lookahead_process (float *restrict ring, int size, int *at, float *restrict audio, int n)
{
  int write = *at;

  for (int done = 0; done < n;) {
    const int now = n - done < size - write ? n - done : size - write;
    for (int i = 0; i < now; i++) {
      const float out = ring[write + i];
      ring[write + i] = audio[done + i];
      audio[done + i] = out;
    }
    done += now;
    write = write + now == size ? 0 : write + now;
  }
  *at = write;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole number of frames of delay for one or two channels, in memory of its own. Audio thread. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef struct {
  int length; /* frames, >= 1 */
  int at; /* where the next frame is written */
  int channels;
  int quiet; /* frames of zeros written last, up to length */
  float samples[]; /* channels x length */
} DelayLine;

static inline size_t
delay_line_size (int length, int channels)
{
  return sizeof (DelayLine) + sizeof (float) * (size_t) length * (size_t) channels;
}

/* Any n; in and out may be the same buffers. */
void delay_line_process (DelayLine *line, const float *const *in, float *const *out,
                         int n) REALTIME;
/* Takes n frames in and gives none out. */
void delay_line_feed (DelayLine *line, const float *const *in, int n) REALTIME;
/* Copies n frames that it holds, from the one that is `from` frames newer than the oldest. */
void delay_line_peek (const DelayLine *line, int from, int n, float *const *out) REALTIME;
void delay_line_clear (DelayLine *line) REALTIME;
/* Whether everything in it is zero. */
bool delay_line_is_empty (const DelayLine *line) REALTIME;
/* Goes on as another line of the same channels would, as far as its newest frames reach; what is
 * older is zero. */
void delay_line_take_over (DelayLine *line, const DelayLine *other) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded sound on its way from the audio thread to the writer, with marks that say where in the
 * song each stretch of it belongs. One thread writes, one reads; neither waits for the other. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define CAPTURE_CHANNELS_MAX 64
#define CAPTURE_MARKS 1024 /* that can wait for the writer */

typedef enum {
  CAPTURE_PUNCH_IN, /* recording begins */
  CAPTURE_LOOP_WRAP, /* the transport went back to the start of the loop */
  CAPTURE_XRUN, /* the device lost frames before this one */
  CAPTURE_GAP, /* the song position jumped for another reason */
  CAPTURE_LOST, /* the ring was full before this frame: the disk did not keep up */
  CAPTURE_END, /* recording ends before this frame */
} CaptureReason;

/* From here on frames belong to these positions, one after the other. */
typedef struct {
  uint64_t at; /* frames written to the ring before it */
  Frames song_frame, device_frame;
  Frames lost; /* frames for which the ring had no room, since the last mark */
  CaptureReason reason;
} CaptureMark;

typedef struct CaptureRing CaptureRing;

/* Holds at least `frames` of each channel; rounded up to a power of two. All of it is touched, so
 * that the audio thread takes no page fault. Any thread but audio; freed when nobody uses it. */
CaptureRing *capture_ring_new (int channels, Frames frames);
void capture_ring_free (CaptureRing *ring); /* NULL is fine */
int capture_ring_channels (const CaptureRing *ring);
Frames capture_ring_capacity (const CaptureRing *ring);

/* The audio thread (capture_ring_write.c). */

/* The next frame that is written is that of these positions. Required before the first write. */
void capture_ring_begin (CaptureRing *ring, CaptureReason reason, Frames song_frame,
                         Frames device_frame) REALTIME;
/* n frames of all channels, which follow those before. Where there is no room for all of them none
 * is written; they are counted, and a mark comes before the next that find room. */
void capture_ring_write (CaptureRing *ring, const float *const *planar, int n) REALTIME;
/* Recording ends; capture_ring_begin may start it again. */
void capture_ring_end (CaptureRing *ring) REALTIME;

/* Frames that found no room since the ring was made. Any thread. */
int64_t capture_ring_lost (const CaptureRing *ring) REALTIME;

/* The reader. */

typedef struct {
  bool is_mark;
  CaptureMark mark; /* of a mark */
  int n; /* frames that lie together, behind the last mark and before the next, at least 1 */
  Frames song_frame, device_frame; /* of the first */
  const float *planar[CAPTURE_CHANNELS_MAX]; /* in the ring, until they are consumed */
} CaptureSpan;

/* What comes next; false when nothing waits. */
bool capture_ring_peek (CaptureRing *ring, CaptureSpan *span);
/* Gives back a mark, or the first n frames of a span. */
void capture_ring_consume (CaptureRing *ring, const CaptureSpan *span, int n);

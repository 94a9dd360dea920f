/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk writer: a thread that brings what is recorded from any number of capture rings to
 * files, so that a kill costs 50 ms of it and a loss of power about half a second. One other thread
 * waits for the disk, so that rings are drained meanwhile, and one hashes what is whole. Its
 * functions belong to one thread, usually main.
 *
 * Every stretch from a punch in or the start of a loop pass is a take, a file of its own, with a
 * note in recovery/takes/ until a saved project plays it (store/take_note.h). */
#pragma once

#include "media/pcm.h"
#include "stream/capture_ring.h"
#include "stream/take.h"

typedef struct Writer Writer;

typedef struct {
  double sync_seconds; /* what a loss of power may cost; 0 = 0.5 */
  double poll_seconds; /* what a kill may cost; 0 = 0.05 */
  /* Called on the writer's thread when a report has come; NULL: nobody is told. */
  void (*notify) (void *data);
  void *data;
} WriterOptions;

/* Where the takes of one ring go. Texts are copied. */
typedef struct {
  const char *project_folder; /* files go to audio/ in it, which is made */
  const char *name; /* of the files: the track's */
  Id track;
  Id lane; /* 0 = each take a new one */
  int rate;
  PcmEncoding encoding; /* PCM_INT24 or PCM_FLOAT32 */
  const char *input; /* as the user knows it; or NULL */
  const char *originator; /* for the bext chunk; NULL = "Lacquer" */
  int first_number; /* of the takes; the files are called "Vox 3" and so on */
} WriterInput;

typedef enum {
  WRITER_STARTED, /* a take began */
  WRITER_MARK, /* frames are missing in it: silence stands for them where they were */
  WRITER_FAILED, /* the disk is full or gone; nothing more comes from this ring until it is added
                    again, what was written stays */
  WRITER_FINISHED, /* the file is whole; comes after FAILED, too, where a take was under way */
  WRITER_CLOSED, /* the ring is not touched any more and may be freed; the last of its input */
} WriterReportKind;

typedef struct {
  WriterReportKind kind;
  int input; /* as writer_add returned it */
  Take *take; /* NULL for CLOSED, and for FAILED where no file could be made */
  CaptureReason reason; /* of a MARK: CAPTURE_XRUN, CAPTURE_GAP or CAPTURE_LOST */
  Frames song_frame; /* of a MARK: where the silence begins */
  Frames missing; /* of a MARK; 0 for an xrun without loss */
  char *sentence; /* of FAILED */
  Frames n_frames; /* of FINISHED */
  char *hash; /* of FINISHED: SHA-256 of the file; NULL when it cannot be read */
} WriterReport;

Writer *writer_new (const WriterOptions *options); /* NULL = the defaults */
/* Closes all takes, stops the thread and frees it. Hashes that are not ready are given up. The
 * rings are free after it. NULL is fine. */
void writer_free (Writer *writer);

/* From now on what comes out of the ring is recorded. The ring is the caller's and must live until
 * WRITER_CLOSED; it should hold at least 5 s, for a disk may stand still that long. Returns a
 * number for the input. */
int writer_add (Writer *writer, CaptureRing *ring, const WriterInput *input);

/* As device_frame of writer_stop: whatever the ring holds by now is written, and no more. */
#define WRITER_NOW INT64_MIN

/* The last take of the ring ends before this device frame, or where recording ended before it; then
 * the ring is closed. What is in the file already stays there; capture_ring_end is exact always.
 * Device frames, because a loop has each song frame many times. */
void writer_stop (Writer *writer, int input, Frames device_frame);

/* The oldest report, the caller's; NULL when there is none. Never waits. */
WriterReport *writer_next_report (Writer *writer);
void writer_report_free (WriterReport *report);

/* How often the thread has run its loop: an idle writer does not. Any thread. */
int64_t writer_rounds (const Writer *writer);

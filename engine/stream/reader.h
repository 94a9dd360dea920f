/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk reader: one thread that keeps in memory what playing will need, nearest deadline first.
 * Functions are for the main thread; stream_reader_at, for the audio thread, stands in source.h. */
#pragma once

#include "stream/plan.h"

#define STREAM_HORIZON_SECONDS 4.0
#define STREAM_PREPARE_SECONDS 0.1
#define STREAM_PLACE_SECONDS 0.5

/* The cache outlives the reader. NULL with an error when no thread can be had. */
StreamReader *stream_reader_new (StreamCache *cache, GError **error);
/* Waits for the thread; what was prepared but not answered is not answered any more. NULL is fine.
 */
void stream_reader_free (StreamReader *reader);

/* What is read from now on; takes the caller's reference. NULL: nothing. */
void stream_reader_set_plan (StreamReader *reader, StreamPlan *plan);

/* On the reader thread: everything that [at, at + 100 ms) reads is in memory; !complete: but for
 * what could not be read. */
typedef void StreamReady (bool complete, void *data);

/* Before a graph is swapped in, a start and a locate: reads what `plan` (NULL: the one that is set)
 * needs at song position `at`, ahead of everything else, and then goes on reading from there; a
 * loop told by stream_reader_at counts. `ready` may be NULL. Keeps no reference of the caller's.
 * Returns a ticket; they are served in order. */
uint64_t stream_reader_prepare (StreamReader *reader, StreamPlan *plan, Frames at,
                                StreamReady *ready, void *data);
bool stream_reader_is_ready (const StreamReader *reader, uint64_t ticket);
/* Whether the first 100 ms at a song position are in memory already, so that nobody need wait for
 * what is being prepared. */
bool stream_reader_has (StreamReader *reader, Frames at);

/* Song positions of markers and the like that are kept in memory, so that a locate there sounds at
 * once. The start of the song, of the loop and of the last run always are. At most 64. */
void stream_reader_set_places (StreamReader *reader, const Frames *places, int n);

typedef enum {
  STREAM_TROUBLE_LATE, /* the disk was too slow: zeros were heard */
  STREAM_TROUBLE_MISSING,
  STREAM_TROUBLE_SHORTENED,
  STREAM_TROUBLE_IO,
} StreamTroubleKind;

typedef struct {
  StreamTroubleKind kind;
  Frames position; /* song position */
  Id track;
  char *path; /* to be freed */
} StreamTrouble;

/* Moves up to `most` of what went wrong to `troubles`, oldest first; returns how many. At most 64
 * wait; what comes on top of them is lost. */
int stream_reader_take_troubles (StreamReader *reader, StreamTrouble *troubles, int most);

typedef struct {
  uint64_t bytes_read;
  double horizon_seconds; /* how far ahead it reads now */
  bool short_of_memory; /* the horizon is shorter than wanted because of the budget */
  double worst_late_seconds; /* how late the latest chunk came while rolling; negative: in time */
  double cpu_seconds; /* of its thread */
  uint64_t turns; /* how often its thread woke or read on */
} StreamFigures;

StreamFigures stream_reader_figures (const StreamReader *reader);

/* What the user should know of memory: one sentence for the user, NULL when all is well. To be
 * freed. */
char *stream_reader_warning (const StreamReader *reader);

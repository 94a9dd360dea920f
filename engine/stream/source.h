/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audio thread sees of streaming: chunks of file bytes behind atomic pointers, and the
 * brackets that keep them from being re-used while it reads. The functions are for the audio
 * thread; the structs are filled by cache.c and reader.c.
 *
 * Why no chunk is re-used while it is read: the reader takes a chunk away by storing NULL, and then
 * looks at the epoch. All four accesses (epoch on entering, pointer, NULL, epoch) are sequentially
 * consistent, so either the audio thread entered after the NULL and cannot find the chunk, or the
 * reader sees an odd epoch and waits until it has changed. */
#pragma once

#include <stdatomic.h>
#include "base/realtime.h"
#include "media/pcm.h"
#include "realtime/source.h"

/* A chunk holds as many whole frames as fit, 16384 on average of the usual formats (mono 24-bit:
 * 21845; stereo float: 8192). No frame of a WAV file is longer than this. */
#define STREAM_CHUNK_BYTES 65536

typedef struct StreamCache StreamCache;
typedef struct StreamReader StreamReader;
typedef struct StreamFile StreamFile;

typedef _Atomic (const uint8_t *) StreamChunk; /* NULL: not in memory */

struct StreamFile {
  const PcmFile *pcm;
  Frames frames;
  int frame_bytes, chunk_frames, n_chunks;
  StreamChunk *chunks;
  atomic_uint misses; /* reads that found a chunk absent */
  atomic_llong missed_at; /* file frame of the last of them */
  StreamCache *cache;
  struct StreamFileStore *store; /* cache.c and chunks.c */
};

struct StreamCache {
  atomic_uint epoch; /* odd: the audio thread is inside */
  atomic_ullong misses;
  struct StreamStore *store;
};

struct StreamReader {
  atomic_llong position, loop_start, loop_end;
  atomic_bool rolling;
  struct ReaderThread *thread;
};

/* Some channels of a file as an AudioSource; its `data`. */
typedef struct {
  StreamFile *file;
  int first, channels;
} StreamSource;

/* AudioSource.read: the bits of pcm_read where the chunks are there, zeros and a miss counted where
 * one is not. */
void stream_read (const void *data, Frames at, int n, float *const *out) REALTIME;

/* Around everything that may call stream_read, once per device callback, on one thread at a time;
 * workers that it waits for inside are covered. */
void stream_cache_enter (StreamCache *cache) REALTIME;
void stream_cache_leave (StreamCache *cache) REALTIME;

/* Tells the reader where playing is, each callback, also while stopped. `position` is the graph
 * position of the next frame to be computed. With loop_end > loop_start, loop_start follows
 * loop_end. The values are told one by one: a reader that looks in between is wrong for one look.
 */
void stream_reader_at (StreamReader *reader, Frames position, bool rolling, Frames loop_start,
                       Frames loop_end) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/source.h"

#include <string.h>

static void
clear (float *const *out, int channels, int from, int n)
{
  for (int c = 0; c < channels; c++)
    memset (out[c] + from, 0, sizeof (float) * (size_t) n);
}

static void
miss (StreamFile *file, Frames at)
{
  atomic_fetch_add_explicit (&file->misses, 1, memory_order_relaxed);
  atomic_store_explicit (&file->missed_at, at, memory_order_relaxed);
  atomic_fetch_add_explicit (&file->cache->misses, 1, memory_order_relaxed);
}

void
stream_read (const void *data, Frames at, int n, float *const *out)
{
  const StreamSource *source = data;
  StreamFile *file = source->file;
  const Frames start = int64_max (at, 0);
  const Frames end = int64_min (at + n, file->frames);

  if (start >= end) {
    clear (out, source->channels, 0, n);
    return;
  }
  clear (out, source->channels, 0, (int) (start - at));
  clear (out, source->channels, (int) (end - at), (int) (at + n - end));

  for (Frames done = start; done < end;) {
    const int index = (int) (done / file->chunk_frames);
    const int inside = (int) (done % file->chunk_frames);
    const int now = (int) int64_min (file->chunk_frames - inside, end - done);
    const int to = (int) (done - at);
    const uint8_t *bytes = atomic_load (&file->chunks[index]);
    if (bytes) {
      float *const part[2] = { out[0] + to, source->channels > 1 ? out[1] + to : NULL };
      pcm_decode (file->pcm, bytes + (size_t) inside * (size_t) file->frame_bytes, now,
                  source->first, source->channels, part);
    } else {
      clear (out, source->channels, to, now);
      miss (file, done);
    }
    done += now;
  }
}

void
stream_cache_enter (StreamCache *cache)
{
  atomic_fetch_add (&cache->epoch, 1);
}

void
stream_cache_leave (StreamCache *cache)
{
  atomic_fetch_add (&cache->epoch, 1);
}

void
stream_reader_at (StreamReader *reader, Frames position, bool rolling, Frames loop_start,
                  Frames loop_end)
{
  atomic_store_explicit (&reader->loop_start, loop_start, memory_order_relaxed);
  atomic_store_explicit (&reader->loop_end, loop_end, memory_order_relaxed);
  atomic_store_explicit (&reader->rolling, rolling, memory_order_relaxed);
  atomic_store_explicit (&reader->position, position, memory_order_release);
}

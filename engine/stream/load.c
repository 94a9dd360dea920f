/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "stream/chunks.h"

#define RETRY_US 1000000

static int64_t
chunk_offset (const StreamFile *file, int chunk)
{
  return pcm_info (file->pcm)->data_at +
         (int64_t) chunk * file->chunk_frames * (int64_t) file->frame_bytes;
}

static size_t
chunk_size (const StreamFile *file, int chunk)
{
  const Frames before = (Frames) chunk * file->chunk_frames;
  return (size_t) int64_min (file->chunk_frames, file->frames - before) *
         (size_t) file->frame_bytes;
}

/* All of it or a reason: signals and short reads are gone on with. */
static StreamLoadResult
read_all (int fd, struct iovec *vectors, int n, int64_t offset, uint64_t *bytes)
{
  while (n > 0) {
    ssize_t got = preadv (fd, vectors, n, offset);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return got == 0 ? STREAM_SHORTENED : STREAM_IO_ERROR;
    offset += got;
    *bytes += (uint64_t) got;
    for (; n > 0 && (size_t) got >= vectors->iov_len; vectors++, n--)
      got -= (ssize_t) vectors->iov_len;
    if (n > 0) {
      vectors->iov_base = (uint8_t *) vectors->iov_base + got;
      vectors->iov_len -= (size_t) got;
    }
  }
  return STREAM_LOADED;
}

/* Chunks [first, first + n), none of which is in memory. */
static StreamLoadResult
load_adjacent (StreamCache *cache, StreamFile *file, int first, int n, uint64_t *bytes)
{
  struct iovec vectors[STREAM_RUN_CHUNKS];
  int cells[STREAM_RUN_CHUNKS], taken = 0;
  bool close_it = false;

  while (taken < n && (cells[taken] = chunks_take (cache)) >= 0) {
    vectors[taken] = (struct iovec){ .iov_base = chunks_bytes (cache, cells[taken]),
                                     .iov_len = chunk_size (file, first + taken) };
    taken++;
  }
  if (taken == 0)
    return STREAM_NO_ROOM;

  const uint64_t before = *bytes;
  const int fd = stream_file_descriptor (file, &close_it, NULL);
  const StreamLoadResult result =
      fd < 0 ? STREAM_MISSING : read_all (fd, vectors, taken, chunk_offset (file, first), bytes);
  if (close_it)
    close (fd);
  uint64_t got = *bytes - before;
  for (int i = 0; i < taken; i++) {
    const size_t size = chunk_size (file, first + i);
    if (got >= size) {
      chunks_publish (cache, cells[i], file, first + i);
      got -= size;
    } else {
      chunks_give_back (cache, cells[i]);
      got = 0;
    }
  }
  if (result != STREAM_LOADED)
    file->store->retry_at = g_get_monotonic_time () + RETRY_US;
  return result == STREAM_LOADED && taken < n ? STREAM_NO_ROOM : result;
}

StreamLoadResult
stream_load (StreamCache *cache, const StreamRun *run, uint64_t *bytes)
{
  const struct StreamFileStore *store = run->file->store;
  if (store->retry_at > g_get_monotonic_time ())
    return (StreamLoadResult) store->failure;
  StreamLoadResult result = STREAM_LOADED;
  const int end = run->first + run->n;

  for (int i = run->first; i < end && result == STREAM_LOADED;) {
    int n = 0;
    while (i + n < end && !chunks_has (run->file, i + n))
      n++;
    if (n > 0)
      result = load_adjacent (cache, run->file, i, n, bytes);
    i += MAX (n, 1);
  }
  return result;
}

void
stream_load_advise (const StreamRun *run)
{
  const int fd = run->file->store->fd;
  const int64_t from = chunk_offset (run->file, run->first);
  const int last = run->first + run->n - 1;
  if (fd >= 0)
    posix_fadvise (fd, from,
                   chunk_offset (run->file, last) + (int64_t) chunk_size (run->file, last) - from,
                   POSIX_FADV_WILLNEED);
}

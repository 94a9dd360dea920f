/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/pcm.h"

#include "base/error.h"
#include "media/pcm_decode.h"
#include "media/riff.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

struct PcmFile {
  PcmInfo info;
  PcmDecoder decoder;
  const uint8_t *samples; /* of frame 0 */
  int sample_bytes;
  uint8_t *map;
  size_t map_size;
  char *path;
  PcmIdentity identity;
  atomic_int references;
};

static bool
choose_encoding (const WavFormat *format, PcmEncoding *encoding)
{
  if (format->bits * format->channels != format->block_bytes * 8)
    return false;
  if (format->tag == 1 && format->bits == 16)
    *encoding = PCM_INT16;
  else if (format->tag == 1 && format->bits == 24)
    *encoding = PCM_INT24;
  else if (format->tag == 1 && format->bits == 32)
    *encoding = PCM_INT32;
  else if (format->tag == 3 && format->bits == 32)
    *encoding = PCM_FLOAT32;
  else if (format->tag == 3 && format->bits == 64)
    *encoding = PCM_FLOAT64;
  else
    return false;
  return true;
}

static bool
find_samples (PcmFile *file)
{
  RiffReader reader;
  RiffChunk chunk;
  WavFormat format;

  if (riff_open (&reader, file->map, file->map_size) == RIFF_NONE ||
      !riff_find (&reader, "fmt ", &chunk) || !wav_format_read (&chunk, &format) ||
      !choose_encoding (&format, &file->info.encoding) || !riff_find (&reader, "data", &chunk))
    return false;

  file->samples = chunk.bytes;
  file->sample_bytes = pcm_sample_bytes (file->info.encoding);
  file->info.frame_bytes = format.block_bytes;
  file->info.data_at = chunk.bytes - file->map;
  file->info.frames = (Frames) (chunk.size / (size_t) format.block_bytes);
  file->info.truncated = chunk.declared > chunk.size;
  file->info.channels = format.channels;
  file->info.rate = format.rate;
  file->info.bits =
      format.valid_bits > 0 && format.valid_bits <= format.bits ? format.valid_bits : format.bits;
  file->decoder = pcm_decoder (file->info.encoding, false);
  return true;
}

static PcmIdentity
identity_of (const struct stat *status)
{
  return (PcmIdentity){ .device = (uint64_t) status->st_dev,
                        .inode = (uint64_t) status->st_ino,
                        .size = (int64_t) status->st_size,
                        .modified = (int64_t) status->st_mtim.tv_sec * 1000000000 +
                                    status->st_mtim.tv_nsec };
}

static uint8_t *
map_whole (const char *path, PcmIdentity *identity, GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) != 0) {
    error_set_errno (error, errno, "cannot open", path);
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  if (!S_ISREG (status.st_mode) || status.st_size < 12) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is not an audio file", path);
    close (fd);
    return NULL;
  }

  *identity = identity_of (&status);
  uint8_t *map = mmap (NULL, (size_t) status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  const int number = errno;
  close (fd);
  if (map == MAP_FAILED) {
    error_set_errno (error, number, "cannot map", path);
    return NULL;
  }
  return map;
}

PcmFile *
pcm_open (const char *path, GError **error)
{
  PcmIdentity identity;
  uint8_t *map = map_whole (path, &identity, error);
  if (map == NULL)
    return NULL;

  PcmFile *file = g_new0 (PcmFile, 1);
  file->map = map;
  file->map_size = (size_t) identity.size;
  file->path = g_strdup (path);
  file->identity = identity;
  atomic_init (&file->references, 1);
  if (!find_samples (file)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is not a plain PCM file", path);
    pcm_unref (file);
    return NULL;
  }
  madvise (map, file->map_size,
           MADV_SEQUENTIAL); /* clips are played forwards: read far ahead, drop behind */
  return file;
}

PcmFile *
pcm_ref (PcmFile *file)
{
  atomic_fetch_add_explicit (&file->references, 1, memory_order_relaxed);
  return file;
}

void
pcm_unref (PcmFile *file)
{
  if (file == NULL || atomic_fetch_sub_explicit (&file->references, 1, memory_order_acq_rel) != 1)
    return;
  munmap (file->map, file->map_size);
  g_free (file->path);
  g_free (file);
}

const PcmInfo *
pcm_info (const PcmFile *file)
{
  return &file->info;
}

const char *
pcm_path (const PcmFile *file)
{
  return file->path;
}

PcmIdentity
pcm_identity (const PcmFile *file)
{
  return file->identity;
}

int
pcm_reopen (const PcmFile *file, GError **error)
{
  const int fd = open (file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) != 0)
    error_set_errno (error, errno, "cannot open", file->path);
  else if ((uint64_t) status.st_dev == file->identity.device &&
           (uint64_t) status.st_ino == file->identity.inode)
    return fd;
  else
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "'%s' has been replaced", file->path);
  if (fd >= 0)
    close (fd);
  return -1;
}

static void
decode_at (const PcmFile *file, const uint8_t *bytes, int n, int first, int channels,
           float *const *planar, int to)
{
  bytes += first * file->sample_bytes;
  if (channels == 2 && file->info.channels == 2)
    file->decoder.two (bytes, n, planar[0] + to, planar[1] + to);
  else
    for (int c = 0; c < channels; c++)
      file->decoder.one (bytes + c * file->sample_bytes, file->info.frame_bytes, n, planar[c] + to);
}

void
pcm_decode (const PcmFile *file, const uint8_t *bytes, int n, int first, int channels,
            float *const *planar)
{
  decode_at (file, bytes, n, first, channels, planar, 0);
}

const uint8_t *
pcm_bytes (const PcmFile *file)
{
  return file->samples;
}

static void
clear (float *const *planar, int channels, int from, int n)
{
  for (int c = 0; c < channels; c++)
    memset (planar[c] + from, 0, (size_t) n * sizeof (float));
}

void
pcm_read (const PcmFile *file, Frames at, int n, int first, int channels, float *const *planar)
{
  const Frames start = int64_max (at, 0);
  const Frames end = int64_min (at + n, file->info.frames);
  if (start >= end) {
    clear (planar, channels, 0, n);
    return;
  }

  const int before = (int) (start - at);
  const int count = (int) (end - start);
  clear (planar, channels, 0, before);
  clear (planar, channels, before + count, n - before - count);

  decode_at (file, file->samples + (size_t) start * (size_t) file->info.frame_bytes, count, first,
             channels, planar, before);
}

/* The pages that hold n frames from `at`; false when there are none. */
static bool
page_range (const PcmFile *file, Frames at, Frames n, uint8_t **start, size_t *size)
{
  const size_t page = (size_t) sysconf (_SC_PAGESIZE);
  const Frames from = CLAMP (at, 0, file->info.frames);
  const Frames to =
      CLAMP (n > file->info.frames ? file->info.frames : at + n, from, file->info.frames);
  if (from >= to)
    return false;
  const size_t offset = (size_t) file->info.data_at;
  const size_t first = (offset + (size_t) from * (size_t) file->info.frame_bytes) / page * page;
  const size_t last = offset + (size_t) to * (size_t) file->info.frame_bytes;
  *start = file->map + first;
  *size = last - first;
  return true;
}

void
pcm_prefetch (const PcmFile *file, Frames at, Frames n)
{
  uint8_t *start;
  size_t size;
  if (page_range (file, at, n, &start, &size))
    madvise (start, size, MADV_WILLNEED);
}

void
pcm_prefault (const PcmFile *file, Frames at, Frames n)
{
  uint8_t *start;
  size_t size;
  if (!page_range (file, at, n, &start, &size) || madvise (start, size, MADV_POPULATE_READ) == 0)
    return;

  /* Before Linux 5.14 there is no such advice: one byte of each page does the same. */
  const size_t page = (size_t) sysconf (_SC_PAGESIZE);
  for (size_t i = 0; i < size; i += page)
    (void) *(volatile const uint8_t *) (start + i);
}

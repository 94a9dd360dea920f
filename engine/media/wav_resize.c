/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/wav_resize.h"

#include "base/error.h"
#include "media/riff.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DS64_AT 12
#define DS64_SIZE 28

static void
put_number (uint8_t *to, uint64_t x, int bytes)
{
  for (int i = 0; i < bytes; i++)
    to[i] = (uint8_t) (x >> (8 * i));
}

static bool
has_room_for_ds64 (const uint8_t *head, size_t n)
{
  return n >= DS64_AT + 8 + DS64_SIZE && riff_u32 (head + DS64_AT + 4) == DS64_SIZE &&
         (memcmp (head + DS64_AT, "JUNK", 4) == 0 || memcmp (head + DS64_AT, "ds64", 4) == 0);
}

/* RiffReader takes what is there for a size of 0. Here 0 means that nothing was synced yet. */
static uint64_t
declared_bytes (const uint8_t *head, int64_t data_at)
{
  const uint32_t size = riff_u32 (head + data_at - 4);
  const bool large = size == UINT32_MAX && memcmp (head + DS64_AT, "ds64", 4) == 0;
  return large ? riff_u64 (head + DS64_AT + 16) : size;
}

bool
wav_shape_read (const uint8_t *head, size_t n, WavShape *shape)
{
  RiffReader reader;
  RiffChunk chunk;
  WavFormat format;
  const RiffKind kind = riff_open (&reader, head, n);

  if ((kind != RIFF_WAV && kind != RIFF_RF64) || !has_room_for_ds64 (head, n) ||
      !riff_find (&reader, "fmt ", &chunk) || !wav_format_read (&chunk, &format) ||
      format.block_bytes < 1 || !riff_find (&reader, "data", &chunk))
    return false;
  *shape = (WavShape){ .channels = format.channels,
                       .rate = format.rate,
                       .frame_bytes = format.block_bytes,
                       .data_at = chunk.bytes - head };
  shape->frames = (Frames) (declared_bytes (head, shape->data_at) / (uint64_t) shape->frame_bytes);
  return true;
}

/* The "fact" chunk of floats counts frames, too. */
static void
resize_fact (uint8_t *head, const WavShape *shape, Frames frames)
{
  for (int64_t at = DS64_AT; at + 12 <= shape->data_at;) {
    const uint32_t size = riff_u32 (head + at + 4);
    if (memcmp (head + at, "fact", 4) == 0 && size >= 4)
      put_number (head + at + 8, frames > UINT32_MAX ? UINT32_MAX : (uint64_t) frames, 4);
    at += 8 + (int64_t) size + (size & 1);
  }
}

void
wav_resize (uint8_t *head, const WavShape *shape, Frames frames, uint64_t limit)
{
  const uint64_t data = (uint64_t) frames * (uint64_t) shape->frame_bytes;
  const uint64_t riff = (uint64_t) shape->data_at - 8 + data + (data & 1);
  const bool large = riff > (limit ? limit : UINT32_MAX - 8);

  memcpy (head, large ? "RF64" : "RIFF", 4);
  put_number (head + 4, large ? UINT32_MAX : riff, 4);
  memcpy (head + DS64_AT, large ? "ds64" : "JUNK", 4);
  put_number (head + DS64_AT + 8, large ? riff : 0, 8);
  put_number (head + DS64_AT + 16, large ? data : 0, 8);
  put_number (head + DS64_AT + 24, large ? (uint64_t) frames : 0, 8);
  put_number (head + DS64_AT + 32, 0, 4);
  resize_fact (head, shape, frames);
  put_number (head + shape->data_at - 4, large ? UINT32_MAX : data, 4);
}

/* How much of the file is read to `head`; -1 with errno. */
static ssize_t
read_head (int fd, uint8_t *head)
{
  size_t n = 0;
  while (n < WAV_HEADER_MAX) {
    const ssize_t got = pread (fd, head + n, WAV_HEADER_MAX - n, (off_t) n);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    n += (size_t) got;
  }
  return (ssize_t) n;
}

static bool
write_sizes (int fd, const char *path, uint8_t *head, const WavShape *shape, GError **error)
{
  const int64_t data = shape->frames * shape->frame_bytes;

  wav_resize (head, shape, shape->frames, 0);
  if (pwrite (fd, head, (size_t) shape->data_at, 0) != (ssize_t) shape->data_at ||
      ftruncate (fd, shape->data_at + data + (data & 1)) != 0 || fsync (fd) != 0)
    return error_set_errno (error, errno, "cannot mend", path);
  return true;
}

static bool
open_and_measure (const char *path, bool mend, WavShape *shape, GError **error)
{
  const int fd = open (path, (mend ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
  g_autofree uint8_t *head = g_malloc (WAV_HEADER_MAX);
  struct stat status;
  bool good = false;
  ssize_t n;

  if (fd < 0)
    return error_set_errno (error, errno, "cannot open", path);
  if (fstat (fd, &status) != 0 || (n = read_head (fd, head)) < 0) {
    error_set_errno (error, errno, "cannot read", path);
  } else if (!wav_shape_read (head, (size_t) n, shape)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is no recording of Lacquer",
                 path);
  } else {
    const int64_t there = status.st_size - shape->data_at;
    const Frames said = shape->frames;
    shape->frames = there / shape->frame_bytes;
    const int64_t data = shape->frames * shape->frame_bytes;
    good = !mend || (said == shape->frames && there == data + (data & 1)) ||
           write_sizes (fd, path, head, shape, error);
  }
  close (fd);
  return good;
}

bool
wav_mend (const char *path, WavShape *shape, GError **error)
{
  return open_and_measure (path, true, shape, error);
}

bool
wav_measure (const char *path, WavShape *shape, GError **error)
{
  return open_and_measure (path, false, shape, error);
}

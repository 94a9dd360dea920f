/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/take_file.h"

#include "base/error.h"
#include "media/hash.h"
#include "media/pack.h"
#include "media/wav_header.h"
#include "media/wav_resize.h"
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 4096 /* frames that are packed at once */
#define NAME_BYTES_MAX 200 /* leaves room for a number and the ending */
#define NAME_TRIES 100000

struct TakeFile {
  char *path;
  int fd;
  PcmEncoding encoding;
  uint64_t limit;
  WavShape shape;
  GByteArray *header;
  Frames frames, synced;
  Frames told; /* by the header */
  int failure; /* errno of the first failed write */
  void *samples; /* BLOCK x channels of int32_t or float */
  uint8_t *bytes; /* the same, packed */
};

/* What a file name cannot hold, on any file system a take may be copied to. */
static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  for (char *c = valid; *c; c++)
    if ((unsigned char) *c < 0x20 || *c == 0x7f || strchr ("/\\:*?\"<>|", *c))
      *c = '_';
  if (valid[0] == '.')
    valid[0] = '_';
  if (strlen (valid) > NAME_BYTES_MAX)
    *g_utf8_find_prev_char (valid, valid + NAME_BYTES_MAX + 1) = '\0';
  g_strchomp (valid);
  return g_strdup (*valid ? valid : "Take");
}

static int
create (const TakeFileSpec *spec, char **path, GError **error)
{
  g_autofree char *name = clean_name (spec->name);
  int fd = -1;

  errno = EEXIST;
  for (int i = 1; i < NAME_TRIES && fd < 0 && errno == EEXIST; i++) {
    g_autofree char *numbered =
        i == 1 ? g_strconcat (name, ".wav", NULL) : g_strdup_printf ("%s %d.wav", name, i);
    g_free (*path);
    *path = g_build_filename (spec->folder, numbered, NULL);
    fd = open (*path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  }
  if (fd < 0)
    error_set_errno (error, errno, "cannot record to", *path);
  return fd;
}

static GByteArray *
make_header (const TakeFileSpec *spec)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  BextInfo bext;

  bext_init (&bext);
  g_strlcpy (bext.originator, spec->originator ? spec->originator : "", sizeof bext.originator);
  g_strlcpy (bext.originator_reference, spec->reference ? spec->reference : "",
             sizeof bext.originator_reference);
  g_strlcpy (bext.date, date, sizeof bext.date);
  g_strlcpy (bext.time, time, sizeof bext.time);
  bext.time_reference = int64_max (spec->song_frame, 0);
  const WavHeader header = {
    .encoding = spec->encoding, .rate = spec->rate, .channels = spec->channels, .bext = &bext
  };
  GByteArray *bytes = wav_header_new (&header, 0);
  bext_clear (&bext);
  return bytes;
}

/* Returns how many bytes found room; sets take->failure where not all did. */
static size_t
write_bytes (TakeFile *take, const uint8_t *bytes, size_t size, int64_t at)
{
  size_t done = 0;
  while (done < size) {
    const ssize_t wrote = pwrite (take->fd, bytes + done, size - done, at + (int64_t) done);
    if (wrote < 0 && errno == EINTR)
      continue;
    if (wrote <= 0) {
      take->failure = wrote < 0 ? errno : ENOSPC;
      break;
    }
    done += (size_t) wrote;
  }
  return done;
}

void
take_file_free (TakeFile *take)
{
  close (take->fd);
  g_byte_array_unref (take->header);
  g_free (take->samples);
  g_free (take->bytes);
  g_free (take->path);
  g_free (take);
}

TakeFile *
take_file_new (const TakeFileSpec *spec, GError **error)
{
  char *path = NULL;

  g_return_val_if_fail (spec->channels > 0 && spec->rate > 0, NULL);
  g_return_val_if_fail (spec->encoding == PCM_INT24 || spec->encoding == PCM_FLOAT32, NULL);
  const int fd = create (spec, &path, error);
  if (fd < 0) {
    g_free (path);
    return NULL;
  }
  TakeFile *take = g_new0 (TakeFile, 1);
  take->path = path;
  take->fd = fd;
  take->encoding = spec->encoding;
  take->limit = spec->limit;
  take->header = make_header (spec);
  take->samples = g_malloc_n ((gsize) BLOCK * (gsize) spec->channels, 4);
  take->bytes = g_malloc_n ((gsize) BLOCK * (gsize) spec->channels, 4);
  const bool known = wav_shape_read (take->header->data, take->header->len, &take->shape);
  g_assert (known);
  if (write_bytes (take, take->header->data, take->header->len, 0) < take->header->len) {
    error_set_errno (error, take->failure, "cannot record to", path);
    unlink (path);
    take_file_free (take);
    return NULL;
  }
  return take;
}

const char *
take_file_path (const TakeFile *take)
{
  return take->path;
}

Frames
take_file_frames (const TakeFile *take)
{
  return take->frames;
}

Frames
take_file_synced (const TakeFile *take)
{
  return take->synced;
}

static inline int32_t
to_24_bits (float x)
{
  /* A product with a power of two is exact, so every integer of the converter comes back. */
  const float scaled = rintf (x * 8388608.0f);
  return !isfinite (x)           ? 0
         : scaled >= 8388607.0f  ? 8388607
         : scaled <= -8388608.0f ? -8388608
                                 : (int32_t) scaled;
}

/* n <= BLOCK frames from `at` to take->bytes. */
static void
pack (TakeFile *take, const float *const *planar, int at, int n)
{
  const int channels = take->shape.channels;
  const int32_t **integers = g_newa (const int32_t *, (gsize) channels);
  const float **floats = g_newa (const float *, (gsize) channels);

  for (int c = 0; c < channels; c++) {
    int32_t *integer = (int32_t *) take->samples + (gsize) c * BLOCK;
    float *real = (float *) take->samples + (gsize) c * BLOCK;
    integers[c] = integer;
    floats[c] = real;
    if (take->encoding == PCM_INT24)
      for (int i = 0; i < n; i++)
        integer[i] = to_24_bits (planar[c][at + i]);
    else
      for (int i = 0; i < n; i++)
        real[i] = isfinite (planar[c][at + i]) ? planar[c][at + i] : 0.0f;
  }
  if (take->encoding == PCM_INT24)
    pack_integers (integers, channels, 24, n, take->bytes);
  else
    pack_float32 (floats, channels, n, take->bytes);
}

static int64_t
end_of_data (const TakeFile *take)
{
  return take->shape.data_at + take->frames * take->shape.frame_bytes;
}

bool
take_file_write (TakeFile *take, const float *const *planar, int n, GError **error)
{
  for (int at = 0; at < n && take->failure == 0; at += BLOCK) {
    const int count = (int) int64_min (n - at, BLOCK);
    const size_t size = (size_t) count * (size_t) take->shape.frame_bytes;
    pack (take, planar, at, count);
    const size_t done = write_bytes (take, take->bytes, size, end_of_data (take));
    take->frames += (Frames) (done / (size_t) take->shape.frame_bytes);
  }
  if (take->failure == 0)
    return true;
  const int number = take->failure;
  /* Shrinking needs no room; should it fail, the part of a frame is dropped on recovery. */
  (void) !ftruncate (take->fd, end_of_data (take));
  return error_set_errno (error, number, "cannot record to", take->path);
}

static bool
write_header (TakeFile *take, GError **error)
{
  const int failure = take->failure;
  wav_resize (take->header->data, &take->shape, take->frames, take->limit);
  if (write_bytes (take, take->header->data, take->header->len, 0) == take->header->len) {
    take->told = take->frames;
    return true;
  }
  const int number = take->failure;
  take->failure = failure ? failure : number;
  return error_set_errno (error, number, "cannot record to", take->path);
}

bool
take_file_start_sync (TakeFile *take, bool last, GError **error)
{
  const bool odd = take->frames * take->shape.frame_bytes & 1;

  /* A full disk has no room for the byte that fills up an odd size; readers do without. */
  if (last && odd && take->failure == 0)
    write_bytes (take, (const uint8_t *) "", 1, end_of_data (take));
  if (!write_header (take, error))
    return false;
  sync_file_range (take->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
  return true;
}

int
take_file_wait (const TakeFile *take)
{
  const int number = fdatasync (take->fd) == 0 ? 0 : errno;
  return number == EINVAL || number == ENOSYS ? 0 : number;
}

bool
take_file_end_sync (TakeFile *take, int number, GError **error)
{
  if (number != 0) {
    take->failure = take->failure ? take->failure : number;
    return error_set_errno (error, number, "cannot record to", take->path);
  }
  take->synced = take->told;
  return true;
}

bool
take_file_sync (TakeFile *take, GError **error)
{
  return take_file_start_sync (take, false, error) &&
         take_file_end_sync (take, take_file_wait (take), error);
}

bool
take_file_close (TakeFile *take, GError **error)
{
  const bool good = take_file_start_sync (take, true, error) &&
                    take_file_end_sync (take, take_file_wait (take), error);
  take_file_free (take);
  return good;
}

bool
take_file_finish (TakeFile *take, char **hash, GError **error)
{
  g_autofree char *path = g_strdup (take->path);
  g_autofree char *folder = g_path_get_dirname (path);
  *hash = take_file_close (take, error) ? media_hash_file (path, NULL, NULL, NULL, error) : NULL;
  folder_sync (folder); /* some network folders cannot */
  return *hash != NULL;
}

void
take_file_remove_empty (TakeFile *take)
{
  if (take->frames == 0)
    unlink (take->path);
  take_file_free (take);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/decode.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 4096

struct MediaDecoder {
  SNDFILE *sndfile;
  SF_INFO info;
  float *interleaved; /* BLOCK frames */
};

/* What a look at the file itself tells better than libsndfile does. */
static bool
check_file (int fd, const char *path, GError **error)
{
  struct stat status;
  if (fstat (fd, &status) != 0)
    return error_set_errno (error, errno, "cannot read", path);
  const char *fault = NULL;
  if (S_ISDIR (status.st_mode))
    fault = "is a folder, not an audio file";
  else if (!S_ISREG (status.st_mode))
    fault = "is not a regular file";
  else if (status.st_size == 0)
    fault = "is empty (0 bytes)";
  if (fault == NULL)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' %s", path, fault);
  return false;
}

static void
set_sndfile_error (const char *path, GError **error)
{
  const int number = sf_error (NULL);
  if (number == SF_ERR_UNRECOGNISED_FORMAT)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "'%s' is not an audio file of a known format", path);
  else if (number == SF_ERR_UNSUPPORTED_ENCODING)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "'%s' is encoded in a way that is not supported", path);
  else {
    char *reason = g_strdup (sf_strerror (NULL));
    if (g_str_has_suffix (reason, "."))
      reason[strlen (reason) - 1] = '\0';
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is broken: %s", path, reason);
    g_free (reason);
  }
}

MediaDecoder *
decoder_open (const char *path, GError **error)
{
  /* Nobody may be at the other end of a pipe: not even opening it may wait. */
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    error_set_errno (error, errno, "cannot open", path);
    return NULL;
  }
  if (!check_file (fd, path, error)) {
    close (fd);
    return NULL;
  }

  MediaDecoder *decoder = g_new0 (MediaDecoder, 1);
  decoder->sndfile = sf_open_fd (fd, SFM_READ, &decoder->info, SF_TRUE);
  if (decoder->sndfile == NULL) {
    set_sndfile_error (path, error);
    g_free (decoder);
    return NULL;
  }
  if (decoder->info.channels < 1 || decoder->info.samplerate < 1) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "'%s' is broken: it has no channels or no sample rate", path);
    decoder_close (decoder);
    return NULL;
  }
  decoder->interleaved = g_new (float, (gsize) BLOCK *(gsize) decoder->info.channels);
  return decoder;
}

void
decoder_close (MediaDecoder *decoder)
{
  if (decoder == NULL)
    return;
  sf_close (decoder->sndfile);
  g_free (decoder->interleaved);
  g_free (decoder);
}

const SF_INFO *
decoder_info (const MediaDecoder *decoder)
{
  return &decoder->info;
}

SNDFILE *
decoder_sndfile (MediaDecoder *decoder)
{
  return decoder->sndfile;
}

int
decoder_read (MediaDecoder *decoder, float *const *planar, int n)
{
  const int channels = decoder->info.channels;
  int done = 0;
  while (done < n) {
    const int got =
        (int) sf_readf_float (decoder->sndfile, decoder->interleaved, MIN (n - done, BLOCK));
    if (got <= 0)
      break;
    for (int c = 0; c < channels; c++)
      for (int i = 0; i < got; i++) {
        const float x = decoder->interleaved[(gsize) i * (gsize) channels + (gsize) c];
        planar[c][done + i] = x - x == 0.0f ? x : 0.0f;
      }
    done += got;
  }
  return done;
}

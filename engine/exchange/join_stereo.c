/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/join_stereo.h"

#include "base/error.h"
#include "media/decode.h"
#include "media/encode.h"

#include <string.h>

#define PART 16384

static EncodeBits
bits_of (const MediaInfo *left, const MediaInfo *right)
{
  const int bits = MAX (left->bits, right->bits);

  if (left->is_float || right->is_float || left->lossy || right->lossy || bits > 24)
    return ENCODE_32F;
  return bits > 16 ? ENCODE_24 : ENCODE_16;
}

/* Reads until n frames or the end; silence behind it. */
static int
read_full (MediaDecoder *decoder, float *samples, int n)
{
  int done = 0, got;

  do {
    got = decoder_read (decoder, &(float *){ samples + done }, n - done);
    done += got;
  } while (got > 0 && done < n);
  memset (samples + done, 0, sizeof *samples * (size_t) (n - done));
  return done;
}

static bool
copy (MediaDecoder *const decoders[2], Encoder *encoder, GCancellable *cancellable, GError **error)
{
  g_autofree float *samples = g_new (float, 2 * PART);
  const float *const planes[2] = { samples, samples + PART };

  for (;;) {
    const int left = read_full (decoders[0], samples, PART);
    const int right = read_full (decoders[1], samples + PART, PART);
    const int n = MAX (left, right);
    if (n == 0)
      return true;
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "the import was cancelled");
      return false;
    }
    if (!encoder_write (encoder, planes, n, error))
      return false;
  }
}

bool
join_stereo (const char *left, const MediaInfo *left_info, const char *right,
             const MediaInfo *right_info, const char *path, GCancellable *cancellable,
             GError **error)
{
  MediaDecoder *decoders[2] = { decoder_open (left, error), NULL };
  BextInfo bext;
  bool good = false;

  bext_init (&bext);
  bext.time_reference = left_info->time_reference;
  const EncodeSpec spec = { .path = path,
                            .format = ENCODE_WAV,
                            .rate = left_info->rate,
                            .channels = 2,
                            .bits = bits_of (left_info, right_info),
                            .dither = DITHER_NONE,
                            .bext = left_info->has_time_reference ? &bext : NULL };
  if (decoders[0])
    decoders[1] = decoder_open (right, error);
  Encoder *encoder = decoders[1] ? encoder_open (&spec, error) : NULL;
  if (encoder && copy (decoders, encoder, cancellable, error))
    good = encoder_close (g_steal_pointer (&encoder), NULL, error);
  encoder_abort (encoder);
  decoder_close (decoders[0]);
  decoder_close (decoders[1]);
  bext_clear (&bext);
  return good;
}

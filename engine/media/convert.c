/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/convert.h"

#include "base/error.h"
#include "media/decode.h"
#include "media/output.h"
#include "media/pack.h"
#include "media/resample.h"
#include "media/wav_header.h"

#define BLOCK 65536

typedef struct {
  const Conversion *conversion;
  MediaDecoder *decoder;
  Resampler *resampler;
  OutputFile *output;
  int channels;
  float **in, **out;
  const float **moved; /* `in` behind what is converted */
  uint8_t *packed;
  Frames written;
} Job;

static float **
planar_new (int channels)
{
  float **planar = g_new (float *, (gsize) channels + 1);
  for (int c = 0; c < channels; c++)
    planar[c] = g_new (float, BLOCK);
  planar[channels] = NULL;
  return planar;
}

static void
planar_free (float **planar)
{
  for (int c = 0; planar && planar[c]; c++)
    g_free (planar[c]);
  g_free (planar);
}

/* Converts n frames, or the rest with `in` NULL, and writes what comes out. */
static bool
push (Job *job, float *const *in, int n, GError **error)
{
  bool good = true;
  for (int done = 0, got = 1; good && (in ? done < n : got > 0);) {
    int used = 0;
    for (int c = 0; c < job->channels && in; c++)
      job->moved[c] = in[c] + done;
    got = resampler_process (job->resampler, in ? job->moved : NULL, n - done, &used, job->out,
                             BLOCK, error);
    good = got >= 0;
    done += used;
    if (good && got > 0) {
      pack_float32 ((const float *const *) job->out, job->channels, got, job->packed);
      good =
          output_write (job->output, job->packed, (size_t) got * (size_t) job->channels * 4, error);
      job->written += got;
    }
  }
  return good;
}

static bool
run (Job *job, const WavHeader *header, const char *from, GError **error)
{
  const Conversion *conversion = job->conversion;
  GByteArray *bytes = wav_header_new (header, 0);
  bool good = output_write (job->output, bytes->data, bytes->len, error);
  g_byte_array_unref (bytes);

  Frames read = 0;
  for (int got = 1; good && got > 0;) {
    if (g_cancellable_is_cancelled (conversion->cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "converting '%s' was cancelled",
                   from);
      return false;
    }
    got = decoder_read (job->decoder, job->in, BLOCK);
    good = got == 0 || push (job, job->in, got, error);
    read += got;
    if (conversion->progress && got > 0)
      conversion->progress (read, decoder_info (job->decoder)->frames, conversion->data);
  }
  if (!good || !push (job, NULL, 0, error))
    return false;

  bytes = wav_header_new (header, job->written);
  good = output_seek (job->output, 0, error) &&
         output_write (job->output, bytes->data, bytes->len, error);
  g_byte_array_unref (bytes);
  return good;
}

bool
convert_to_wav (const char *from, const char *to, const Conversion *conversion, GError **error)
{
  Job job = { .conversion = conversion };
  bool good = false;

  job.decoder = decoder_open (from, error);
  if (job.decoder) {
    const SF_INFO *info = decoder_info (job.decoder);
    job.channels = info->channels;
    job.resampler = resampler_new (info->samplerate, conversion->rate, info->channels, error);
  }
  if (job.resampler)
    job.output = output_open (to, error);
  if (job.output) {
    const WavHeader header = { .encoding = PCM_FLOAT32,
                               .rate = conversion->rate,
                               .channels = job.channels };
    job.in = planar_new (job.channels);
    job.out = planar_new (job.channels);
    job.moved = g_new (const float *, (gsize) job.channels);
    job.packed = g_malloc ((gsize) BLOCK * (gsize) job.channels * 4);
    good = run (&job, &header, from, error);
    if (good)
      good = output_commit (job.output, false, error);
    else
      output_abort (job.output);
  }
  planar_free (job.in);
  planar_free (job.out);
  g_free (job.moved);
  g_free (job.packed);
  resampler_free (job.resampler);
  decoder_close (job.decoder);
  return good;
}

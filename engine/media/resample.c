/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/resample.h"

#include "base/error.h"

#include <soxr.h>
#include <string.h>

#define END_FRAMES                                                                                 \
  64 /* silence behind the end, so that the last frames are filtered, not missing */

struct Resampler {
  soxr_t soxr; /* NULL when the rates are equal */
  int in_rate, out_rate, channels;
  Frames taken, given;
  int end_fed; /* frames of END_FRAMES */
  const float **in;
  float **out;
  float silence[END_FRAMES];
};

Resampler *
resampler_new (int in_rate, int out_rate, int channels, GError **error)
{
  if (in_rate < 1 || out_rate < 1 || in_rate > 10000000 || out_rate > 10000000 || channels < 1) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "cannot convert from %d Hz to %d Hz",
                 in_rate, out_rate);
    return NULL;
  }
  soxr_t soxr = NULL;
  if (in_rate != out_rate) {
    const soxr_io_spec_t io = soxr_io_spec (SOXR_FLOAT32_S, SOXR_FLOAT32_S);
    const soxr_quality_spec_t quality = soxr_quality_spec (SOXR_VHQ, 0);
    const soxr_runtime_spec_t runtime = soxr_runtime_spec (1);
    soxr_error_t message = NULL;
    soxr = soxr_create (in_rate, out_rate, (unsigned) channels, &message, &io, &quality, &runtime);
    if (soxr == NULL) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                   "cannot convert from %d Hz to %d Hz: %s", in_rate, out_rate, message);
      return NULL;
    }
  }
  Resampler *resampler = g_new0 (Resampler, 1);
  resampler->soxr = soxr;
  resampler->in_rate = in_rate;
  resampler->out_rate = out_rate;
  resampler->channels = channels;
  resampler->in = g_new0 (const float *, channels);
  resampler->out = g_new0 (float *, channels);
  return resampler;
}

void
resampler_free (Resampler *resampler)
{
  if (resampler == NULL)
    return;
  if (resampler->soxr)
    soxr_delete (resampler->soxr);
  g_free (resampler->in);
  g_free (resampler->out);
  g_free (resampler);
}

Frames
resample_length (Frames frames, int in_rate, int out_rate)
{
  return -int64_scale_floor (-frames, out_rate, in_rate);
}

static int
copy (Resampler *resampler, const float *const *in, int n, int *used, float *const *out,
      int capacity)
{
  const int count = in ? MIN (n, capacity) : 0;
  for (int c = 0; c < resampler->channels && count > 0; c++)
    memcpy (out[c], in[c], (size_t) count * sizeof (float));
  if (used)
    *used = count;
  return count;
}

static int
convert (Resampler *resampler, const float *const *in, int n, int *used, float *const *out,
         int capacity, GError **error)
{
  size_t taken = 0, given = 0;
  const soxr_error_t message = soxr_process (resampler->soxr, in, (size_t) n, &taken,
                                             (soxr_out_t) out, (size_t) capacity, &given);
  if (message) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot convert the sample rate: %s",
                 message);
    return -1;
  }
  if (used)
    *used = (int) taken;
  return (int) given;
}

/* Silence first, then the rest of what libsoxr holds, cut to the exact length. */
static int
convert_end (Resampler *resampler, float *const *out, int capacity, GError **error)
{
  const Frames left = resample_length (resampler->taken, resampler->in_rate, resampler->out_rate) -
                      resampler->given;
  capacity = (int) CLAMP (left, 0, capacity);
  int given = 0;
  while (given < capacity) {
    int used = 0;
    for (int c = 0; c < resampler->channels; c++) {
      resampler->in[c] = resampler->silence;
      resampler->out[c] = out[c] + given;
    }
    const bool silence = resampler->end_fed < END_FRAMES;
    const int got = convert (resampler, silence ? resampler->in : NULL,
                             silence ? END_FRAMES - resampler->end_fed : 0, &used, resampler->out,
                             capacity - given, error);
    if (got < 0)
      return -1;
    resampler->end_fed += silence ? used : 0;
    given += got;
    if (!silence && got == 0)
      break;
  }
  for (int c = 0; c < resampler->channels; c++)
    memset (out[c] + given, 0, (size_t) (capacity - given) * sizeof (float));
  return capacity;
}

int
resampler_process (Resampler *resampler, const float *const *in, int n, int *used,
                   float *const *out, int capacity, GError **error)
{
  int given, taken = 0;
  if (resampler->soxr == NULL)
    given = copy (resampler, in, n, &taken, out, capacity);
  else if (in == NULL)
    given = convert_end (resampler, out, capacity, error);
  else
    given = convert (resampler, in, n, &taken, out, capacity, error);
  resampler->taken += taken;
  resampler->given += given > 0 ? given : 0;
  if (used)
    *used = taken;
  return given;
}

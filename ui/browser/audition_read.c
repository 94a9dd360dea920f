/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "edit/stem_tags.h"
#include "media/decode.h"
#include "media/probe.h"
#include "media/resample.h"
#include "media/stretch.h"
#include "ui/browser/audition.h"

#define BLOCK 16384
#define MOST_CHANNELS 2 /* of a file that are heard: the first */
#define NEAR 0.001 /* tempos that differ less are one */
#define LEAST_RATIO 0.5 /* what is further off means another pulse */
#define MOST_RATIO 2.0

/* Grows as frames come. */
typedef struct {
  float *sides[2];
  Frames n, room, most;
  int channels;
} Heard;

static float *const *
room_for (Heard *heard, Frames n, float *to[2])
{
  if (heard->n + n > heard->room) {
    heard->room = MAX (2 * heard->room, heard->n + n);
    for (int c = 0; c < heard->channels; c++)
      heard->sides[c] = g_renew (float, heard->sides[c], heard->room);
  }
  for (int c = 0; c < heard->channels; c++)
    to[c] = heard->sides[c] + heard->n;
  return to;
}

/* What comes out of n frames of `in`, or of the end where it is NULL. */
static bool
resample (Heard *heard, Resampler *resampler, float *const *in, int n)
{
  float *to[2];
  int at = 0, out = 1;
  while (in ? at < n : out > 0) {
    const float *const from[2] = { in ? in[0] + at : NULL,
                                   in && heard->channels > 1 ? in[1] + at : NULL };
    int used = 0;
    out = resampler_process (resampler, in ? from : NULL, n - at, &used,
                             room_for (heard, BLOCK, to), BLOCK, NULL);
    if (out < 0)
      return false;
    heard->n += out;
    at += used;
  }
  return true;
}

static bool
decode (Heard *heard, MediaDecoder *decoder, int rate, GCancellable *cancellable)
{
  const SF_INFO *info = decoder_info (decoder);
  const int all = info->channels;
  Resampler *resampler = info->samplerate != rate
                             ? resampler_new (info->samplerate, rate, heard->channels, NULL)
                             : NULL;
  g_autofree float *samples = g_new (float, (gsize) BLOCK *(gsize) all);
  g_autofree float **planar = g_new (float *, (gsize) all);
  float *to[2];
  int n = 0;
  bool good = resampler || info->samplerate == rate;

  for (int c = 0; c < all; c++)
    planar[c] = samples + (gsize) c * BLOCK;
  while (good && heard->n < heard->most && !g_cancellable_is_cancelled (cancellable) &&
         (n = decoder_read (decoder, planar, BLOCK)) > 0) {
    if (resampler) {
      good = resample (heard, resampler, planar, n);
      continue;
    }
    room_for (heard, n, to);
    for (int c = 0; c < heard->channels; c++)
      memcpy (to[c], planar[c], sizeof (float) * (size_t) n);
    heard->n += n;
  }
  if (good && resampler)
    good = resample (heard, resampler, NULL, 0);
  resampler_free (resampler);
  return good;
}

static bool
read_as_it_is (Heard *heard, const char *path, int rate, GCancellable *cancellable)
{
  MediaDecoder *decoder = decoder_open (path, NULL);
  if (!decoder)
    return false;
  heard->channels = MIN (decoder_info (decoder)->channels, MOST_CHANNELS);
  const bool good = decode (heard, decoder, rate, cancellable);
  decoder_close (decoder);
  return good;
}

static bool
read_stretched (Heard *heard, const char *path, int rate, double ratio)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
  const StretchSpec spec = { .ratio = ratio };
  float *to[2];
  g_mkdir_with_parents (cache, 0700);
  PcmFile *file = stretch_open (path, NULL, rate, &spec, cache, NULL);
  if (!file)
    return false;
  const PcmInfo *info = pcm_info (file);
  heard->channels = MIN (info->channels, MOST_CHANNELS);
  while (heard->n < MIN (heard->most, info->frames)) {
    const int n = (int) MIN (BLOCK, info->frames - heard->n);
    pcm_read (file, heard->n, n, 0, heard->channels, room_for (heard, n, to));
    heard->n += n;
  }
  pcm_unref (file);
  return true;
}

/* What the name says: "Break 120bpm.wav"; 0 where it says nothing. */
static double
tempo_in_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');
  double bpm = 0;
  if (dot)
    *dot = '\0';
  g_auto (GStrv) words = g_strsplit_set (name, " _-.()[]", -1);
  for (int i = 0; words[i] && bpm == 0; i++)
    if (!stem_tag_tempo (words[i], words[i + 1], &bpm))
      bpm = 0;
  return bpm;
}

/* 1: it stays as it is. */
static double
ratio_of (const char *path, double bpm)
{
  MediaInfo info;
  double ratio = 1;
  if (bpm <= 0 || !media_probe (path, &info, NULL))
    return 1;
  const double seconds = info.rate > 0 ? (double) info.frames / info.rate : 0;
  const double own = info.bpm > 0 ? info.bpm : tempo_in_name (path);
  if (own > 0 && seconds <= AUDITION_SYNC_SECONDS)
    ratio = own / bpm;
  media_info_clear (&info);
  return fabs (ratio - 1) < NEAR || ratio < LEAST_RATIO || ratio > MOST_RATIO ? 1 : ratio;
}

bool
audition_read (const char *path, int rate, double bpm, float *sides[2], Frames *n,
               GCancellable *cancellable)
{
  Heard heard = { .most = (Frames) AUDITION_SECONDS * rate };
  const double ratio = ratio_of (path, bpm);
  const bool good = ratio == 1 ? read_as_it_is (&heard, path, rate, cancellable)
                               : read_stretched (&heard, path, rate, ratio);
  if (!good || heard.n == 0) {
    g_free (heard.sides[0]);
    g_free (heard.sides[1]);
    return false;
  }
  *n = MIN (heard.n, heard.most);
  sides[0] = heard.sides[0];
  sides[1] = heard.channels > 1 ? heard.sides[1] : heard.sides[0];
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long media/ takes for one stereo file of 180 s at 48 kHz in 24 bits (51.8 MB), out of the
 * page cache, in processor time, next to libsndfile where that does the same. */
#include "base/hash.h"
#include "media/cache.h"
#include "media/encode.h"
#include "media/pcm.h"
#include "media/peaks.h"
#include "media/resample.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000
#define FRAMES (180 * RATE)
#define BLOCK 65536
#define ROUNDS 3

static float left[BLOCK], right[BLOCK], converted_left[BLOCK], converted_right[BLOCK];
static float *const planar[2] = { left, right };
static float *const converted[2] = { converted_left, converted_right };
static char *source, *target;

static double
now (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static void
make_source (void)
{
  const EncodeSpec spec = { .path = source, .rate = RATE, .channels = 2, .bits = ENCODE_24 };
  Encoder *encoder = encoder_open (&spec, NULL);
  for (Frames at = 0; at < FRAMES; at += BLOCK) {
    for (int i = 0; i < BLOCK; i++) {
      left[i] = (float) (0.4 * sin (0.03 * (double) (at + i))) + 0.1f * hash_noise (1, at + i);
      right[i] = (float) (0.4 * sin (0.05 * (double) (at + i))) + 0.1f * hash_noise (2, at + i);
    }
    encoder_write (encoder, (const float *const *) planar, (int) MIN (BLOCK, FRAMES - at), NULL);
  }
  encoder_close (encoder, NULL, NULL);
}

static void
read_bytes (void)
{
  const int fd = open (source, O_RDONLY | O_CLOEXEC);
  while (read (fd, left, sizeof left) > 0)
    continue;
  close (fd);
}

static void
read_sndfile (void)
{
  SF_INFO info = { 0 };
  SNDFILE *file = sf_open (source, SFM_READ, &info);
  while (sf_readf_float (file, left, 4096) > 0)
    continue;
  sf_close (file);
}

static void
read_pcm (void)
{
  PcmFile *file = pcm_open (source, NULL);
  for (Frames at = 0; at < FRAMES; at += 1024)
    pcm_read (file, at, 1024, 0, 2, planar);
  pcm_unref (file);
}

static void
build_peaks (void)
{
  peaks_build (source, "hash", target, NULL, NULL, NULL, NULL);
}

static void
hash_file (void)
{
  g_free (media_hash_file (source, NULL, NULL, NULL, NULL));
}

static void
encode (EncodeFormat format, EncodeBits bits, DitherKind dither, int rate)
{
  const EncodeSpec spec = {
    .path = target, .format = format, .bits = bits, .dither = dither, .rate = rate, .channels = 2
  };
  PcmFile *file = pcm_open (source, NULL);
  Encoder *encoder = encoder_open (&spec, NULL);
  Resampler *resampler = resampler_new (RATE, rate, 2, NULL);
  for (Frames at = 0; at < FRAMES;) {
    int used = 0;
    const int n = (int) MIN (BLOCK, FRAMES - at);
    pcm_read (file, at, n, 0, 2, planar);
    if (rate == RATE) {
      encoder_write (encoder, (const float *const *) planar, n, NULL);
      used = n;
    } else {
      const int got = resampler_process (resampler, (const float *const *) planar, n, &used,
                                         converted, BLOCK, NULL);
      encoder_write (encoder, (const float *const *) converted, got, NULL);
    }
    at += used;
  }
  encoder_close (encoder, NULL, NULL);
  resampler_free (resampler);
  pcm_unref (file);
}

static void
encode_16_tpdf (void)
{
  encode (ENCODE_WAV, ENCODE_16, DITHER_TPDF, RATE);
}

static void
encode_16_shaped (void)
{
  encode (ENCODE_WAV, ENCODE_16, DITHER_SHAPED, RATE);
}

static void
encode_24_tpdf (void)
{
  encode (ENCODE_WAV, ENCODE_24, DITHER_TPDF, RATE);
}

static void
encode_converted (void)
{
  encode (ENCODE_WAV, ENCODE_16, DITHER_TPDF, 44100);
}

static void
encode_flac (void)
{
  encode (ENCODE_FLAC, ENCODE_24, DITHER_TPDF, RATE);
}

int
main (void)
{
  static const struct {
    const char *name;
    void (*run) (void);
  } works[] = {
    { "read () into memory", read_bytes },
    { "libsndfile to floats", read_sndfile },
    { "pcm_read, mapped", read_pcm },
    { "peaks_build", build_peaks },
    { "media_hash_file", hash_file },
    { "WAV 24 bit, TPDF", encode_24_tpdf },
    { "WAV 16 bit, TPDF", encode_16_tpdf },
    { "WAV 16 bit, shaped", encode_16_shaped },
    { "44.1 kHz, 16 bit, TPDF", encode_converted },
    { "FLAC 24 bit, TPDF", encode_flac },
  };
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("bench-media-XXXXXX", &error);
  g_assert_no_error (error);
  source = g_build_filename (folder, "source.wav", NULL);
  target = g_build_filename (folder, "target", NULL);
  make_source ();
  for (size_t i = 0; i < G_N_ELEMENTS (works); i++) {
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      const double start = now ();
      works[i].run ();
      best = fmin (best, now () - start);
    }
    printf ("%-24s %8.1f ms %8.2f ns a frame %8.0f times real time\n", works[i].name, best * 1e3,
            best * 1e9 / FRAMES, 180.0 / best);
  }
  g_unlink (source);
  g_unlink (target);
  g_rmdir (folder);
  g_free (source);
  g_free (target);
  g_free (folder);
  return 0;
}

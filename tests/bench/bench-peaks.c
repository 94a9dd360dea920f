/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast peaks are built out of files in the page cache, as a ratio to read () of the same file
 * into 1 MiB: 1 would mean that looking at every sample costs nothing. In processor time, the two
 * in turn, so that a busy machine disturbs both alike. */
#include "base/hash.h"
#include "media/encode.h"
#include "media/peaks.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000
#define FRAMES (180 * RATE)
#define BLOCK 65536
#define ROUNDS 25
#define READ_SIZE (1 << 20)

static double
now (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static void
make_source (const char *path, EncodeBits bits, int channels)
{
  const EncodeSpec spec = { .path = path, .rate = RATE, .channels = channels, .bits = bits };
  static float samples[2][BLOCK];
  const float *const planar[2] = { samples[0], samples[1] };
  Encoder *encoder = encoder_open (&spec, NULL);
  for (Frames at = 0; at < FRAMES; at += BLOCK) {
    for (int c = 0; c < channels; c++)
      for (int i = 0; i < BLOCK; i++)
        samples[c][i] = 0.9f * hash_noise ((uint64_t) c + 1, at + i);
    encoder_write (encoder, planar, (int) MIN (BLOCK, FRAMES - at), NULL);
  }
  encoder_close (encoder, NULL, NULL);
}

static double
time_read (const char *path, void *buffer)
{
  const double start = now ();
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  while (read (fd, buffer, READ_SIZE) > 0)
    continue;
  close (fd);
  return now () - start;
}

static double
time_build (const char *path, const char *target)
{
  const double start = now ();
  if (!peaks_build (path, "hash", target, NULL, NULL, NULL, NULL))
    exit (1);
  return now () - start;
}

int
main (void)
{
  static const struct {
    const char *name;
    EncodeBits bits;
    int channels;
  } files[] = {
    { "16 bit, stereo", ENCODE_16, 2 },        { "24 bit, stereo", ENCODE_24, 2 },
    { "32 bit float, stereo", ENCODE_32F, 2 }, { "16 bit, mono", ENCODE_16, 1 },
    { "24 bit, mono", ENCODE_24, 1 },          { "32 bit float, mono", ENCODE_32F, 1 },
  };
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("bench-peaks-XXXXXX", &error);
  g_assert_no_error (error);
  char *source = g_build_filename (folder, "source.wav", NULL);
  char *target = g_build_filename (folder, "target", NULL);
  static _Alignas(4096) uint8_t buffer[READ_SIZE]; /* reading is slower where it is not aligned */

  printf ("%d s at %d Hz, best of %d\n", FRAMES / RATE, RATE, ROUNDS);
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    double reading = INFINITY, building = INFINITY;
    make_source (source, files[i].bits, files[i].channels);
    for (int round = 0; round < ROUNDS; round++) {
      reading = fmin (reading, time_read (source, buffer));
      building = fmin (building, time_build (source, target));
      g_unlink (target); /* mostly there are none yet */
    }
    printf ("%-22s read () %6.2f ms, peaks %6.2f ms, ratio %.2f\n", files[i].name, reading * 1e3,
            building * 1e3, reading / building);
  }
  g_unlink (source);
  g_unlink (target);
  g_rmdir (folder);
  g_free (source);
  g_free (target);
  g_free (folder);
  return 0;
}

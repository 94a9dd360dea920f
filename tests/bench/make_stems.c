/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the inputs of bench_render.py: stereo WAV, 24 bits, 48 kHz, each of another sound.
 *
 *     make_stems FOLDER COUNT SECONDS */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/math.h"
#include "media/encode.h"

#define RATE 48000
#define BEAT (RATE / 2)

/* A struck string over a little noise; every stem has its own pitch, beat and side. */
static void
fill (float *const *audio, int stem, Frames at, int n)
{
  const double pitch = 55.0 * (1 + stem % 7) * (1.0 + 0.06 * (stem / 7));
  const uint64_t key = hash_key (7, 7, (unsigned) stem);
  const double side = 0.5 + 0.4 * (stem % 3 - 1);

  for (int i = 0; i < n; i++) {
    const Frames since = (at + i + stem * 977) % (BEAT * (1 + stem % 3));
    const double envelope = math_exp2 (-(double) since / (0.15 * RATE));
    const double turns = pitch * (double) since / RATE;
    const double tone = math_sin (2 * MATH_PI * (turns - floor (turns)));
    const double x = 0.4 * envelope * (0.8 * tone + 0.2 * hash_noise (key, at + i)) +
                     0.002 * hash_noise (key, at + i + INT64_C (0x100000000));
    audio[0][i] = (float) (x * side);
    audio[1][i] = (float) (x * (1.0 - side));
  }
}

static bool
write_stem (const char *folder, int stem, Frames frames, GError **error)
{
  static float left[4096], right[4096];
  float *const audio[2] = { left, right };
  g_autofree char *name = g_strdup_printf ("stem%03d.wav", stem);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const EncodeSpec spec = {
    .path = path, .format = ENCODE_WAV, .rate = RATE, .channels = 2, .bits = ENCODE_24
  };
  Encoder *encoder = encoder_open (&spec, error);

  if (!encoder)
    return false;
  for (Frames at = 0; at < frames; at += 4096) {
    const int n = (int) int64_min (4096, frames - at);
    fill (audio, stem, at, n);
    if (!encoder_write (encoder, (const float *const *) audio, n, error)) {
      encoder_abort (encoder);
      return false;
    }
  }
  return encoder_close (encoder, NULL, error);
}

int
main (int argc, char **argv)
{
  GError *error = NULL;

  if (argc != 4) {
    fputs ("usage: make_stems FOLDER COUNT SECONDS\n", stderr);
    return 2;
  }
  for (int stem = 0; stem < atoi (argv[2]); stem++)
    if (!write_stem (argv[1], stem, (Frames) (atof (argv[3]) * RATE), &error)) {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  return 0;
}

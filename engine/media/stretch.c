/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * R3 begins a transient anew at the start of the analysis step it falls into, and steps are not
 * stretched inside: a click comes early by what the part of its step before it should have become
 * longer. Measured with Rubber Band 3.1.2 at 48 kHz, medians of 14 clicks: 2.6 ms early at 1.5, 5.3
 * ms at 2, 12 ms at 3, 1.7 ms a fifth up. It fits 256 frames x (stretch - 1) at the pitched rate,
 * stretch being ratio x pitch. Swells and tones are in place within 1 ms; but ears take the time
 * from attacks, so the whole is put that much later, and up to 1.7 ms either way is left. Where
 * sound gets shorter, clicks are in place within 1 ms. No option of the engine does as much: with
 * the short window clicks are still 1.8 ms early at 1.5 and 3 to 8 ms at 0.75, and spurs are 18 dB
 * higher at 220 Hz, 20 dB lower at 1 kHz. Key frames at the clicks change nothing unless they carry
 * the same correction. */
#include "media/stretch.h"

#include <glib/gstdio.h>
#include <math.h>
#include <rubberband/rubberband-c.h>
#include <string.h>

#include "base/error.h"
#include "base/math.h"
#include "media/cache.h"
#include "media/encode.h"

#define PART 4096
#define EARLY_FRAMES 256 /* of a transient, for each unit of stretch above 1 */

static char *
cache_path (const char *cache_dir, const char *hash, int rate, const StretchSpec *spec)
{
  g_autofree char *name = g_strdup_printf ("%s-%d-%a-%a-%d-r3a.%s.wav", hash, rate, spec->ratio,
                                           spec->semitones, spec->formant, RUBBERBAND_VERSION);
  return g_build_filename (cache_dir, name, NULL);
}

/* Offline: the whole source is studied first, so that transients are placed with foresight. */
static RubberBandState
stretcher_new (int rate, int channels, const StretchSpec *spec)
{
  RubberBandOptions options = RubberBandOptionProcessOffline | RubberBandOptionEngineFiner |
                              RubberBandOptionThreadingNever | RubberBandOptionChannelsTogether;
  if (spec->formant)
    options |= RubberBandOptionFormantPreserved;
  return rubberband_new ((unsigned) rate, (unsigned) channels, options, spec->ratio,
                         math_exp2 (spec->semitones / 12.0));
}

/* How many frames of the output a transient comes early. */
static Frames
earliness (const StretchSpec *spec)
{
  const double pitch = math_exp2 (spec->semitones / 12.0);
  return (Frames) rint (fmax (0.0, EARLY_FRAMES * (spec->ratio * pitch - 1.0) / pitch));
}

typedef struct {
  Encoder *encoder;
  Frames skip; /* output that comes before the first frame of the source */
  Frames written, length;
  int channels;
  float *out[2];
} Writer;

static bool
write_available (Writer *writer, RubberBandState stretcher, GError **error)
{
  for (;;) {
    int n = rubberband_available (stretcher);
    if (n <= 0)
      return true;
    n = (int) rubberband_retrieve (stretcher, writer->out, (unsigned) MIN (n, PART));
    const int skipped = (int) MIN ((Frames) n, writer->skip);
    writer->skip -= skipped;
    n = (int) MIN ((Frames) (n - skipped), writer->length - writer->written);
    if (n <= 0)
      continue; /* before the source, or beyond the length that was promised */
    const float *const from[2] = { writer->out[0] + skipped, writer->out[1] + skipped };
    if (!encoder_write (writer->encoder, from, n, error))
      return false;
    writer->written += n;
  }
}

static bool
pad (Writer *writer, GError **error)
{
  for (int c = 0; c < writer->channels; c++)
    memset (writer->out[c], 0, sizeof (float) * PART);
  while (writer->written < writer->length) {
    const int n = (int) MIN (writer->length - writer->written, PART);
    if (!encoder_write (writer->encoder, (const float *const *) writer->out, n, error))
      return false;
    writer->written += n;
  }
  return true;
}

static bool
run (const PcmFile *file, const StretchSpec *spec, Writer *writer, GError **error)
{
  const PcmInfo *info = pcm_info (file);
  RubberBandState stretcher = stretcher_new (info->rate, writer->channels, spec);
  g_autofree float *in = g_new (float, 2 * PART);
  float *const planes[2] = { in, in + PART };
  bool good = true;

  /* Silence before the source, so that what comes early is not lost at its start. Twice is enough
   * for every ratio and pitch. */
  const Frames late = earliness (spec);
  const Frames start = late > 0 ? -2 * EARLY_FRAMES : 0;
  writer->skip = (Frames) rint ((double) -start * spec->ratio) - late;
  rubberband_set_expected_input_duration (stretcher, (unsigned) (info->frames - start));
  rubberband_set_max_process_size (stretcher, PART);
  for (int pass = 0; pass < 2 && good; pass++)
    for (Frames at = start; at < info->frames && good; at += PART) {
      const int n = (int) MIN (info->frames - at, PART);
      const int last = at + n == info->frames;
      pcm_read (file, at, n, 0, writer->channels, planes);
      if (pass == 0) {
        rubberband_study (stretcher, (const float *const *) planes, (unsigned) n, last);
      } else {
        rubberband_process (stretcher, (const float *const *) planes, (unsigned) n, last);
        good = write_available (writer, stretcher, error);
      }
    }
  good = good && write_available (writer, stretcher, error) && pad (writer, error);
  rubberband_delete (stretcher);
  return good;
}

static bool
make (const PcmFile *file, const char *path, const StretchSpec *spec, GError **error)
{
  const PcmInfo *info = pcm_info (file);
  Writer writer = { .channels = MIN (info->channels, 2),
                    .length = (Frames) ceil ((double) info->frames * spec->ratio) };
  const EncodeSpec encode = { .path = path,
                              .format = ENCODE_WAV,
                              .rate = info->rate,
                              .channels = writer.channels,
                              .bits = ENCODE_32F };
  g_autofree float *out = g_new (float, 2 * PART);
  writer.out[0] = out;
  writer.out[1] = out + PART;
  writer.encoder = encoder_open (&encode, error);
  if (!writer.encoder)
    return false;
  if (!run (file, spec, &writer, error)) {
    encoder_abort (writer.encoder);
    return false;
  }
  return encoder_close (writer.encoder, NULL, error);
}

PcmFile *
stretch_open (const char *file, const char *hash, int project_rate, const StretchSpec *spec,
              const char *cache_dir, GError **error)
{
  g_autofree char *own_hash = hash ? NULL : media_hash_file (file, NULL, NULL, NULL, error);
  if (!hash && !own_hash)
    return NULL;
  g_autofree char *path = cache_path (cache_dir, hash ? hash : own_hash, project_rate, spec);
  PcmFile *made = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? pcm_open (path, NULL) : NULL;
  if (made)
    return made;

  /* Where the project's cache cannot be written, the user's serves. */
  PcmFile *plain = media_open (file, hash ? hash : own_hash, project_rate, cache_dir, error);
  if (!plain)
    return NULL;
  bool good = g_mkdir_with_parents (cache_dir, 0777) == 0 && g_access (cache_dir, W_OK) == 0;
  if (!good) {
    g_autofree char *user = g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
    g_free (path);
    path = cache_path (user, hash ? hash : own_hash, project_rate, spec);
    g_mkdir_with_parents (user, 0777);
  }
  good = g_file_test (path, G_FILE_TEST_IS_REGULAR) || make (plain, path, spec, error);
  pcm_unref (plain);
  return good ? pcm_open (path, error) : NULL;
}

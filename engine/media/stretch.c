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
 * the same correction.
 *
 * Points are pinned by rendering what lies between two of them with a ratio of its own, from sound
 * around it, and joining the pieces by a crossfade of 10 ms before each point. The engine's own key
 * frames put sounds behind a change of the ratio 4 to 17 ms off, however many there are; pieces
 * keep the accuracy of an even stretch. */
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
#define AROUND_FRAMES 8192 /* that the engine hears on either side of a piece */
#define FADE_FRAMES 480 /* of a joint, at most */
#define BEFORE_ATTACK 96 /* between a joint and the point behind it */

/* What tells one set of points from another; "" without any. To be freed. */
static char *
points_text (const StretchSpec *spec)
{
  if (spec->n_points == 0)
    return g_strdup ("");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (int i = 0; i < spec->n_points; i++) {
    char text[80];
    g_snprintf (text, sizeof text, "%a:%a,", spec->points[i].from, spec->points[i].to);
    g_checksum_update (sum, (const guchar *) text, -1);
  }
  return g_strdup_printf ("-w%.32s", g_checksum_get_string (sum));
}

static char *
cache_path (const char *cache_dir, const char *hash, int rate, const StretchSpec *spec)
{
  g_autofree char *warp = points_text (spec);
  g_autofree char *name =
      g_strdup_printf ("%s-%d-%a-%a-%d%s-r3a.%s.wav", hash, rate, spec->ratio, spec->semitones,
                       spec->formant, warp, RUBBERBAND_VERSION);
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

/* How many frames of the output a transient comes early, where sound is stretched by a ratio. */
static Frames
earliness (const StretchSpec *spec, double ratio)
{
  const double pitch = math_exp2 (spec->semitones / 12.0);
  return (Frames) rint (fmax (0.0, EARLY_FRAMES * (ratio * pitch - 1.0) / pitch));
}

/* What is rendered with one ratio: all of a file, or what lies between two points, with sound
 * around it. */
typedef struct {
  double ratio;
  Frames in, in_end; /* of the file, that the engine hears */
  Frames out; /* where `in` comes to lie */
  Frames from, to; /* of the output: what is taken of it */
  int fade_in, fade_out; /* crossfades from the piece before and to the next, inside of that */
} Piece;

/* Output frames at which a pinned place and the next one lie. */
static StretchPoint
point_at (const StretchSpec *spec, Frames frames, int index)
{
  if (index < 0)
    return (StretchPoint){ 0, 0 };
  if (index >= spec->n_points)
    return (StretchPoint){ (double) frames, (double) frames * spec->ratio };
  return spec->points[index];
}

/* The crossfade before the point that a piece begins with, away from the attack that stands there.
 */
static void
joint_before (const StretchSpec *spec, Frames frames, int index, Frames *from, int *length)
{
  const StretchPoint last = point_at (spec, frames, index - 1);
  const StretchPoint point = point_at (spec, frames, index);
  const double room = (point.to - last.to) / 4;
  *length = (int) fmin (FADE_FRAMES, room);
  *from = (Frames) rint (point.to - fmin (BEFORE_ATTACK, room)) - *length;
}

static Piece
piece_at (const StretchSpec *spec, Frames frames, Frames length, int index)
{
  const StretchPoint begin = point_at (spec, frames, index - 1);
  const StretchPoint end = point_at (spec, frames, index);
  Piece piece = { .ratio = spec->ratio, .in_end = frames, .to = length };

  if (spec->n_points > 0)
    piece.ratio = (end.to - begin.to) / (end.from - begin.from);
  /* Silence before the source, so that what comes early is not lost at its start. Twice is enough
   * for every ratio and pitch. */
  if (earliness (spec, piece.ratio) > 0)
    piece.in = -2 * EARLY_FRAMES;
  if (index > 0) {
    piece.in = (Frames) rint (begin.from) - AROUND_FRAMES;
    joint_before (spec, frames, index - 1, &piece.from, &piece.fade_in);
  }
  if (index < spec->n_points) {
    piece.in_end = (Frames) rint (end.from) + AROUND_FRAMES;
    joint_before (spec, frames, index, &piece.to, &piece.fade_out);
    piece.to += piece.fade_out;
  }
  piece.out = (Frames) rint (begin.to + ((double) piece.in - begin.from) * piece.ratio);
  return piece;
}

typedef struct {
  Encoder *encoder;
  Frames at; /* of the output that comes next */
  int channels;
  float *out[2];
  float held[2][FADE_FRAMES]; /* the end of the piece before, faded */
} Writer;

/* Takes n frames that the engine gave, as the piece says. */
static bool
take (Writer *writer, const Piece *piece, int n, GError **error)
{
  const Frames first = writer->at, fade_from = piece->to - piece->fade_out;
  const int begin = (int) CLAMP (piece->from - first, 0, n);
  const int end = (int) CLAMP (fade_from - first, begin, n);

  writer->at += n;
  for (int c = 0; c < writer->channels; c++) {
    float *out = writer->out[c], *held = writer->held[c];
    for (int i = begin; i < end && first + i < piece->from + piece->fade_in; i++) {
      const int k = (int) (first + i - piece->from);
      out[i] = out[i] * ((float) k + 0.5f) / (float) piece->fade_in + held[k];
    }
    for (int i = MAX (end, begin); i < n && first + i < piece->to; i++) {
      const int k = (int) (first + i - fade_from);
      held[k] = out[i] * (1.0f - ((float) k + 0.5f) / (float) piece->fade_out);
    }
  }
  if (end <= begin)
    return true; /* before the piece, or behind it */
  const float *const from[2] = { writer->out[0] + begin, writer->out[1] + begin };
  return encoder_write (writer->encoder, from, end - begin, error);
}

static bool
take_available (Writer *writer, const Piece *piece, RubberBandState stretcher, GError **error)
{
  for (;;) {
    int n = rubberband_available (stretcher);
    if (n <= 0)
      return true;
    n = (int) rubberband_retrieve (stretcher, writer->out, (unsigned) MIN (n, PART));
    if (!take (writer, piece, n, error))
      return false;
  }
}

/* The engine may end some frames short. */
static bool
pad (Writer *writer, const Piece *piece, GError **error)
{
  while (writer->at < piece->to) {
    for (int c = 0; c < writer->channels; c++)
      memset (writer->out[c], 0, sizeof (float) * PART);
    if (!take (writer, piece, (int) MIN (piece->to - writer->at, PART), error))
      return false;
  }
  return true;
}

static bool
run (const PcmFile *file, const StretchSpec *whole, const Piece *piece, Writer *writer,
     GError **error)
{
  const StretchSpec spec = { .ratio = piece->ratio,
                             .semitones = whole->semitones,
                             .formant = whole->formant };
  const PcmInfo *info = pcm_info (file);
  RubberBandState stretcher = stretcher_new (info->rate, writer->channels, &spec);
  g_autofree float *in = g_new (float, 2 * PART);
  float *const planes[2] = { in, in + PART };
  bool good = true;

  writer->at = piece->out + earliness (&spec, spec.ratio);
  rubberband_set_expected_input_duration (stretcher, (unsigned) (piece->in_end - piece->in));
  rubberband_set_max_process_size (stretcher, PART);
  for (int pass = 0; pass < 2 && good; pass++)
    for (Frames at = piece->in; at < piece->in_end && good; at += PART) {
      const int n = (int) MIN (piece->in_end - at, PART);
      const int last = at + n == piece->in_end;
      pcm_read (file, at, n, 0, writer->channels, planes);
      if (pass == 0) {
        rubberband_study (stretcher, (const float *const *) planes, (unsigned) n, last);
      } else {
        rubberband_process (stretcher, (const float *const *) planes, (unsigned) n, last);
        good = take_available (writer, piece, stretcher, error);
      }
    }
  good = good && take_available (writer, piece, stretcher, error) && pad (writer, piece, error);
  rubberband_delete (stretcher);
  return good;
}

static bool
make (const PcmFile *file, const char *path, const StretchSpec *spec, GError **error)
{
  const PcmInfo *info = pcm_info (file);
  const Frames length = (Frames) ceil ((double) info->frames * spec->ratio);
  Writer writer = { .channels = MIN (info->channels, 2) };
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
  for (int i = 0; i <= spec->n_points; i++) {
    const Piece piece = piece_at (spec, info->frames, length, i);
    if (!run (file, spec, &piece, &writer, error)) {
      encoder_abort (writer.encoder);
      return false;
    }
  }
  return encoder_close (writer.encoder, NULL, error);
}

static char *
user_cache (void)
{
  return g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
}

bool
stretch_is_made (const char *hash, int project_rate, const StretchSpec *spec, const char *cache_dir)
{
  g_autofree char *path = cache_path (cache_dir, hash, project_rate, spec);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return true;
  if (g_access (cache_dir, W_OK) == 0)
    return false;
  g_autofree char *user = user_cache ();
  g_autofree char *theirs = cache_path (user, hash, project_rate, spec);
  return g_file_test (theirs, G_FILE_TEST_IS_REGULAR);
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
    g_autofree char *user = user_cache ();
    g_free (path);
    path = cache_path (user, hash ? hash : own_hash, project_rate, spec);
    g_mkdir_with_parents (user, 0777);
  }
  good = g_file_test (path, G_FILE_TEST_IS_REGULAR) || make (plain, path, spec, error);
  pcm_unref (plain);
  return good ? pcm_open (path, error) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * The programme is rendered once for each rate and loudness, as floats, whole: a target is one of
 * the album, with one gain for all songs. Then it is cut at the marks, and each piece is dithered
 * and written. Played one behind the other, the files are the programme. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "media/pcm.h"
#include "render/album.h"
#include "render/master_private.h"

#define PART 4096

/* A song as it is cut out of the programme. */
typedef struct {
  const Song *song;
  int number, all;
  Frames from, to;
  LoudnessReport loudness;
} Cut;

typedef struct {
  const MasterSpec *spec;
  PcmFile *programme;
  Cut *cuts;
  int n;
  double before, share; /* of the progress */
} Job;

/* --- The programme -----------------------------------------------------------------------------
 */

static void
progress (double done, void *data)
{
  const Job *job = data;
  job->spec->progress (job->before + done * job->share, job->spec->progress_data);
}

static void
take_numbers (const RenderReport *rendered, const GPtrArray *notes, const GPtrArray *run)
{
  for (guint i = 0; i < run->len; i++) {
    Master *one = run->pdata[i];
    one->loudness = rendered->loudness;
    one->gain_db = rendered->gain_db;
    one->limited = rendered->limited;
    one->encoded.frames = rendered->frames;
    for (guint n = 0; n < notes->len; n++)
      g_ptr_array_add (one->notes, g_strdup (notes->pdata[n]));
    for (guint n = 0; n < rendered->notes->len; n++)
      g_ptr_array_add (one->notes, g_strdup (rendered->notes->pdata[n]));
    if (one->stems)
      g_ptr_array_add (one->notes, g_strdup ("an album has no stems; its songs do"));
    g_clear_pointer (&one->stems, g_free);
    master_note_peak (one);
  }
}

static bool
render_programme (Job *job, const Programme *programme, const GPtrArray *run, const char *path,
                  GError **error)
{
  const Master *first = run->pdata[0];
  const RenderFile file = { .path = path, .format = ENCODE_WAV, .bits = ENCODE_32F };
  const RenderSpec spec = { .project = programme->project,
                            .folder = job->spec->folder,
                            .to = INT64_MAX,
                            .tail = -1,
                            .rate = first->rate,
                            .no_master = first->no_master,
                            .files = &file,
                            .n_files = 1,
                            .want_loudness = true,
                            .loudness = first->target,
                            .ceiling = first->ceiling,
                            .threads = job->spec->threads,
                            .progress = job->spec->progress ? progress : NULL,
                            .progress_data = job,
                            .cancellable = job->spec->cancellable };
  RenderReport report;
  const bool good = render (&spec, &report, error);

  if (good)
    take_numbers (&report, programme->notes, run);
  render_report_clear (&report);
  job->programme = good ? pcm_open (path, error) : NULL;
  return job->programme != NULL;
}

/* --- The pieces --------------------------------------------------------------------------------
 */

/* Hands the frames of a piece on in parts. */
typedef bool (*PieceSink) (void *data, const float *const *audio, int n, GError **error);

static bool
read_piece (const Job *job, const Cut *cut, PieceSink sink, void *data, GError **error)
{
  g_autofree float *samples = g_new (float, 2 * PART);
  float *const planes[2] = { samples, samples + PART };

  for (Frames at = cut->from; at < cut->to; at += PART) {
    const int n = (int) int64_min (PART, cut->to - at);
    if (g_cancellable_is_cancelled (job->spec->cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "stopped; nothing was written");
      return false;
    }
    pcm_read (job->programme, at, n, 0, 2, planes);
    if (!sink (data, (const float *const *) planes, n, error))
      return false;
  }
  return true;
}

static bool
scan_part (void *data, const float *const *audio, int n, GError **error)
{
  loudness_scan_process (data, audio, n);
  return true;
}

static bool
encode_part (void *data, const float *const *audio, int n, GError **error)
{
  return encoder_write (data, audio, n, error);
}

static bool
find_cuts (Job *job, const Programme *programme, GError **error)
{
  const PcmInfo *info = pcm_info (job->programme);
  const int rate = (int) job->spec->project->rate;

  job->n = (int) programme->marks->len;
  job->cuts = g_new0 (Cut, job->n);
  for (int i = 0; i < job->n; i++) {
    Cut *cut = &job->cuts[i];
    cut->song = (const Song *) list_get (job->spec->project->songs, i);
    cut->number = i + 1;
    cut->all = job->n;
    cut->from = int64_scale_floor (g_array_index (programme->marks, Frames, i), info->rate, rate);
    cut->to = info->frames;
    if (i + 1 < job->n)
      cut->to =
          int64_scale_floor (g_array_index (programme->marks, Frames, i + 1), info->rate, rate);
    if (cut->to <= cut->from) {
      g_autofree char *words = album_song_words (job->spec->project, i);
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "song %s is too short to be a file",
                   words);
      return false;
    }
    LoudnessScan *scan = loudness_scan_new (info->rate, 2);
    const bool good = read_piece (job, cut, scan_part, scan, error);
    if (good)
      loudness_scan_finish (scan, &cut->loudness);
    loudness_scan_free (scan);
    if (!good)
      return false;
  }
  return true;
}

static const char *
words_of (GRefString *first, GRefString *second)
{
  return first && *first ? text_get (first) : second && *second ? text_get (second) : NULL;
}

static Encoder *
open_piece (const Job *job, const Cut *cut, const Master *one, const char *path, GError **error)
{
  const Project *album = job->spec->project;
  g_autofree char *date = album->created && strlen (text_get (album->created)) >= 10
                              ? g_strndup (text_get (album->created), 10)
                              : NULL;
  const MediaTags tags = { .title = (char *) text_get (cut->song->title),
                           .artist = (char *) words_of (cut->song->artist, album->artist),
                           .album = (char *) words_of (album->album, album->name),
                           .album_artist = (char *) words_of (album->artist, NULL),
                           .isrc = (char *) words_of (cut->song->isrc, NULL),
                           .date = date,
                           .track = cut->number,
                           .tracks = cut->all };
  BextInfo bext;

  bext_init (&bext);
  g_strlcpy (bext.description, text_get (cut->song->title), sizeof bext.description);
  g_strlcpy (bext.originator, "Lacquer", sizeof bext.originator);
  if (date)
    g_strlcpy (bext.date, date, sizeof bext.date);
  bext.time_reference = cut->from;
  bext.integrated = cut->loudness.integrated;
  bext.range = cut->loudness.lra;
  bext.true_peak = cut->loudness.true_peak;
  bext.max_momentary = cut->loudness.momentary_max;
  bext.max_short_term = cut->loudness.short_term_max;
  const EncodeSpec encode = { .path = path,
                              .format = one->format,
                              .rate = one->rate,
                              .channels = 2,
                              .bits = one->bits,
                              .dither = one->dither,
                              .seed = (uint64_t) album->seed + (uint64_t) cut->number,
                              .bitrate = one->bitrate,
                              .tags = &tags,
                              .bext = one->format == ENCODE_WAV ? &bext : NULL,
                              .want_hash = true };
  Encoder *encoder = encoder_open (&encode, error);
  bext_clear (&bext);
  return encoder;
}

/* What holds for the delivery holds for its piece. */
static Master *
piece_of (const Master *whole, const Cut *cut)
{
  Master *one = g_memdup2 (whole, sizeof *whole);
  g_autofree char *title = g_strdup_printf ("%02d %s", cut->number, text_get (cut->song->title));
  g_autofree char *safe = render_file_name (title);

  one->delivery = g_strdup (whole->delivery);
  one->file = g_strdup_printf ("%s/%s.%s", whole->file, safe, master_ending (whole->format));
  one->stems = NULL;
  one->target = 0; /* that is one of the whole */
  one->number = cut->number;
  one->loudness = cut->loudness;
  one->loudness.file = NULL;
  one->notes = g_ptr_array_new_with_free_func (g_free);
  return one;
}

static bool
write_pieces (const Job *job, const char *folder, Master *whole, GPtrArray *pieces, GError **error)
{
  g_autofree char *place = g_build_filename (folder, whole->file, NULL);

  if (g_mkdir_with_parents (place, 0777) != 0)
    return error_set_errno (error, errno, "cannot make the folder", place);
  for (int i = 0; i < job->n; i++) {
    Master *one = piece_of (whole, &job->cuts[i]);
    g_autofree char *path = g_build_filename (folder, one->file, NULL);
    g_ptr_array_add (pieces, one);
    Encoder *encoder = open_piece (job, &job->cuts[i], one, path, error);
    if (!encoder)
      return false;
    if (!read_piece (job, &job->cuts[i], encode_part, encoder, error)) {
      encoder_abort (encoder);
      return false;
    }
    if (!encoder_close (encoder, &one->encoded, error))
      return false;
    whole->encoded.clipped_samples += one->encoded.clipped_samples;
  }
  return true;
}

/* --- All of it ---------------------------------------------------------------------------------
 */

static bool
make_run (Job *job, const GPtrArray *run, const char *folder, GHashTable *pieces, GError **error)
{
  const Master *first = run->pdata[0];
  const double before = job->before, share = job->share;
  g_autofree char *path = g_build_filename (folder, ".programme.wav", NULL);
  Programme programme;

  job->share = share / 2;
  const AlbumSpec album = { .album = job->spec->project,
                            .folder = job->spec->folder,
                            .no_master = first->no_master,
                            .threads = job->spec->threads,
                            .progress = job->spec->progress ? progress : NULL,
                            .progress_data = job,
                            .cancellable = job->spec->cancellable };
  bool good = album_programme (&album, &programme, error);
  job->before = before + share / 2;
  good = good && render_programme (job, &programme, run, path, error) &&
         find_cuts (job, &programme, error);
  for (guint i = 0; good && i < run->len; i++)
    good = write_pieces (job, folder, run->pdata[i], g_hash_table_lookup (pieces, run->pdata[i]),
                         error);
  pcm_unref (job->programme);
  job->programme = NULL;
  for (int i = 0; i < job->n; i++)
    loudness_report_clear (&job->cuts[i].loudness);
  g_clear_pointer (&job->cuts, g_free);
  job->n = 0;
  g_unlink (path);
  programme_clear (&programme);
  return good;
}

bool
master_album (const MasterSpec *spec, MasterReport *report, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new (), wholes = g_ptr_array_new ();
  g_autoptr (GHashTable) pieces =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  const double all = (double) report->masters->len;
  bool good = true;

  for (guint i = 0; i < report->masters->len; i++) {
    g_ptr_array_add (rest, report->masters->pdata[i]);
    g_ptr_array_add (wholes, report->masters->pdata[i]);
    g_hash_table_insert (pieces, report->masters->pdata[i], g_ptr_array_new ());
  }
  while (good && rest->len > 0) {
    g_autoptr (GPtrArray) run = master_take_run (rest);
    Job job = { .spec = spec,
                .before = 1 - (double) (rest->len + run->len) / all,
                .share = (double) run->len / all };
    good = make_run (&job, run, folder, pieces, error);
  }
  /* Behind each delivery its songs. */
  for (guint i = 0; i < wholes->len; i++) {
    guint at = 0;
    const GPtrArray *songs = g_hash_table_lookup (pieces, wholes->pdata[i]);
    g_ptr_array_find (report->masters, wholes->pdata[i], &at);
    for (guint s = 0; s < songs->len; s++)
      g_ptr_array_insert (report->masters, (gint) (at + 1 + s), songs->pdata[s]);
  }
  return good;
}

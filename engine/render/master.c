/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * Deliveries that want the same sound (rate, loudness, ceiling, mastering chain or none) come out
 * of one run of the graph; each delivery with stems has a run of its own. Everything is written
 * into a folder beside its place and moved when all of it is whole. */
#include "render/master_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "edit/value.h"

static const char *const endings[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff" };
static const char *const word_lengths[] = { "16", "24", "32f", NULL };
static const char *const dithers[] = { "none", "tpdf", "shaped", NULL };

const char *
master_ending (EncodeFormat format)
{
  return endings[format];
}

static void
master_free (gpointer data)
{
  Master *one = data;

  g_free (one->delivery);
  g_free (one->file);
  g_free (one->stems);
  g_clear_pointer (&one->notes, g_ptr_array_unref);
  g_free (one);
}

void
master_report_clear (MasterReport *report)
{
  g_clear_pointer (&report->song, g_free);
  g_clear_pointer (&report->chain, g_ptr_array_unref);
  g_clear_pointer (&report->masters, g_ptr_array_unref);
}

/* --- What is to be made ----------------------------------------------------------------------- */

static Master *
add_master (MasterReport *report, const char *name)
{
  Master *one = g_new0 (Master, 1);

  one->delivery = g_strdup (name);
  one->bits = ENCODE_24;
  one->dither = DITHER_TPDF;
  one->ceiling = -1;
  one->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (report->masters, one);
  return one;
}

static void
add_usual (MasterReport *report, int rate)
{
  static const struct {
    const char *name;
    EncodeFormat format;
  } usual[] = { { "WAV", ENCODE_WAV }, { "FLAC", ENCODE_FLAC }, { "MP3", ENCODE_MP3 } };

  for (size_t i = 0; i < G_N_ELEMENTS (usual); i++) {
    Master *one = add_master (report, usual[i].name);
    one->format = usual[i].format;
    one->rate = encode_rate (one->format, rate);
    one->bitrate = one->format == ENCODE_MP3 ? 320 : 0;
  }
}

static bool
read_choice (const Delivery *delivery, const char *what, const char *text,
             const char *const *choices, int *index, GError **error)
{
  GError *reason = NULL;

  if (*text == '\0' || value_read_choice (text, choices, index, &reason))
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the %s of the delivery '%s': %s", what,
               text_get (delivery->name), reason->message);
  g_error_free (reason);
  return false;
}

static bool
add_delivery (MasterReport *report, const Delivery *delivery, int project_rate, GError **error)
{
  static const char *const formats[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff", NULL };
  Master *one = add_master (report, text_get (delivery->name));
  int format = ENCODE_WAV, bits = ENCODE_24, dither = DITHER_TPDF;

  if (!read_choice (delivery, "format", text_get (delivery->format), formats, &format, error) ||
      !read_choice (delivery, "word length", text_get (delivery->bits), word_lengths, &bits,
                    error) ||
      !read_choice (delivery, "dither", text_get (delivery->dither), dithers, &dither, error))
    return false;
  one->format = (EncodeFormat) format;
  one->bits = (EncodeBits) bits;
  one->dither = (DitherKind) dither;
  one->bitrate = (int) delivery->bitrate;
  one->rate = delivery->rate > 0 ? (int) delivery->rate : encode_rate (one->format, project_rate);
  one->no_master = delivery->no_master;
  one->target = delivery->loudness;
  one->ceiling = delivery->ceiling;
  if (delivery->stems)
    one->stems = g_strdup ("");
  const int possible = encode_rate (one->format, one->rate);
  if (possible != one->rate) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the delivery '%s' wants %d Hz, which %s cannot have; %d Hz can be had",
                 one->delivery, one->rate, formats[format], possible);
    return false;
  }
  return true;
}

static bool
is_wanted (const MasterSpec *spec, const char *name)
{
  return !spec->deliveries || !*spec->deliveries ||
         g_strv_contains ((const gchar *const *) spec->deliveries, name);
}

static bool
check_names (const MasterSpec *spec, const MasterReport *report, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < report->masters->len; i++)
    g_ptr_array_add (names, ((const Master *) report->masters->pdata[i])->delivery);
  for (const char *const *wanted = spec->deliveries; wanted && *wanted; wanted++) {
    if (g_ptr_array_find_with_equal_func (names, *wanted, g_str_equal, NULL))
      continue;
    const char *const *all = (const char *const *) names->pdata;
    const char *nearest = text_nearest (*wanted, all, (int) names->len);
    g_ptr_array_add (names, NULL);
    g_autofree char *list = g_strjoinv ("', '", (char **) names->pdata);
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no delivery '%s'%s%s%s",
                 *wanted, nearest ? "; did you mean '" : "; there are '", nearest ? nearest : list,
                 nearest ? "'?" : "'");
    return false;
  }
  return true;
}

/* "Song - Delivery.flac", of an album the folder "Album - Delivery"; what would meet another file
 * gets a number. */
static void
name_files (MasterReport *report)
{
  const bool album = report->songs > 0;

  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < report->masters->len; i++) {
    Master *one = report->masters->pdata[i];
    g_autofree char *both = g_strdup_printf ("%s - %s", report->song, one->delivery);
    g_autofree char *safe = render_file_name (both);
    g_autofree char *stem = g_strdup (safe);
    for (int number = 2;; number++) {
      g_free (one->file);
      one->file = album ? g_strdup (stem) : g_strdup_printf ("%s.%s", stem, endings[one->format]);
      if (g_hash_table_add (taken, g_utf8_casefold (one->file, -1)))
        break;
      g_free (stem);
      stem = g_strdup_printf ("%s %d", safe, number);
    }
    if (one->stems) {
      g_free (one->stems);
      one->stems = g_strconcat (stem, " stems", NULL);
    }
  }
}

static void
name_chain (const Project *project, GPtrArray *chain)
{
  const Track *main_track = project_main (project);

  for (int i = 0; main_track && i < list_n (main_track->master); i++) {
    const Effect *effect = (const Effect *) list_get (main_track->master, i);
    if (!effect->bypass)
      g_ptr_array_add (chain, g_strdup (*text_get (effect->name) ? text_get (effect->name)
                                                                 : text_get (effect->kind)));
  }
}

static bool
plan (const MasterSpec *spec, MasterReport *report, GError **error)
{
  const Project *project = spec->project;
  const int rate = (int) project->rate;

  report->song = g_strdup (text_get (project->name));
  report->songs = project->kind == PROJECT_ALBUM ? MAX (list_n (project->songs), 1) : 0;
  name_chain (project, report->chain);
  for (int i = 0; i < list_n (project->deliveries); i++)
    if (!add_delivery (report, (const Delivery *) list_get (project->deliveries, i), rate, error))
      return false;
  if (report->masters->len == 0)
    add_usual (report, rate);
  if (!check_names (spec, report, error))
    return false;
  name_files (report);
  for (guint i = report->masters->len; i-- > 0;)
    if (!is_wanted (spec, ((const Master *) report->masters->pdata[i])->delivery))
      g_ptr_array_remove_index (report->masters, i);
  return true;
}

/* --- Making it -------------------------------------------------------------------------------- */

static bool
same_run (const Master *a, const Master *b)
{
  return !a->stems && !b->stems && a->rate == b->rate && a->no_master == b->no_master &&
         a->target == b->target && (a->target == 0 || a->ceiling == b->ceiling);
}

GPtrArray *
master_take_run (GPtrArray *rest)
{
  GPtrArray *run = g_ptr_array_new ();

  g_ptr_array_add (run, g_ptr_array_steal_index (rest, 0));
  for (guint i = 0; i < rest->len;)
    if (same_run (run->pdata[0], rest->pdata[i]))
      g_ptr_array_add (run, g_ptr_array_steal_index (rest, i));
    else
      i++;
  return run;
}

typedef struct {
  const MasterSpec *spec;
  double before, share; /* of the progress */
} Share;

static void
progress (double done, void *data)
{
  const Share *share = data;
  share->spec->progress (share->before + done * share->share, share->spec->progress_data);
}

void
master_note_peak (Master *one)
{
  const double over = one->loudness.true_peak - one->ceiling;

  if (one->target == 0 && over > 0.1)
    g_ptr_array_add (one->notes,
                     g_strdup_printf ("the true peak passes %.1f dBTP by %.1f dB; a limiter at "
                                      "the end of the mastering chain keeps it",
                                      one->ceiling, over));
}

static void
take_numbers (const RenderReport *rendered, const GPtrArray *run)
{
  for (guint i = 0; i < run->len; i++) {
    Master *one = run->pdata[i];
    one->loudness = rendered->loudness;
    one->encoded = g_array_index (rendered->files, RenderedFile, i).encoded;
    one->gain_db = rendered->gain_db;
    one->limited = rendered->limited;
    for (guint n = 0; n < rendered->notes->len; n++)
      g_ptr_array_add (one->notes, g_strdup (rendered->notes->pdata[n]));
    master_note_peak (one);
  }
}

static bool
make_run (const MasterSpec *spec, const GPtrArray *run, const char *folder, Share *share,
          GError **error)
{
  const Master *first = run->pdata[0];
  g_autofree RenderFile *files = g_new0 (RenderFile, run->len);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *stems = first->stems ? g_build_filename (folder, first->stems, NULL) : NULL;
  RenderReport rendered = { 0 };

  for (guint i = 0; i < run->len; i++) {
    const Master *one = run->pdata[i];
    g_ptr_array_add (paths, g_build_filename (folder, one->file, NULL));
    files[i] = (RenderFile){ .path = paths->pdata[i],
                             .format = one->format,
                             .bits = one->bits,
                             .dither = one->dither,
                             .bitrate = one->bitrate };
  }
  const RenderSpec render_spec = { .project = spec->project,
                                   .folder = spec->folder,
                                   .to = INT64_MAX,
                                   .tail = -1,
                                   .rate = first->rate,
                                   .no_master = first->no_master,
                                   .files = files,
                                   .n_files = (int) run->len,
                                   .stems = stems,
                                   .stem = files[0],
                                   .want_loudness = true,
                                   .tag_loudness = true,
                                   .want_hash = true,
                                   .loudness = first->target,
                                   .ceiling = first->ceiling,
                                   .threads = spec->threads,
                                   .progress = spec->progress ? progress : NULL,
                                   .progress_data = share,
                                   .cancellable = spec->cancellable };
  const bool good = render (&render_spec, &rendered, error);
  if (good)
    take_numbers (&rendered, run);
  render_report_clear (&rendered);
  return good;
}

static bool
make_song (const MasterSpec *spec, const MasterReport *report, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  bool good = true;

  for (guint i = 0; i < report->masters->len; i++)
    g_ptr_array_add (rest, report->masters->pdata[i]);
  while (good && rest->len > 0) {
    g_autoptr (GPtrArray) run = master_take_run (rest);
    const double all = (double) report->masters->len;
    Share share = { spec, 1 - (double) (rest->len + run->len) / all, (double) run->len / all };
    good = make_run (spec, run, folder, &share, error);
  }
  return good;
}

static bool
make_all (const MasterSpec *spec, MasterReport *report, const char *folder, GError **error)
{
  if (!(report->songs > 0 ? master_album (spec, report, folder, error)
                          : make_song (spec, report, folder, error)))
    return false;
  g_autofree char *text = master_report_text (report), *json = master_report_json (report);
  g_autofree char *text_path = g_build_filename (folder, "report.txt", NULL);
  g_autofree char *json_path = g_build_filename (folder, "report.json", NULL);
  return g_file_set_contents (text_path, text, -1, error) &&
         g_file_set_contents (json_path, json, -1, error);
}

/* --- Putting it in its place ------------------------------------------------------------------ */

static void
remove_tree (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name; dir && (name = g_dir_read_name (dir));) {
    g_autofree char *inner = g_build_filename (path, name, NULL);
    remove_tree (inner);
  }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

/* Files take the place of files of the same name; folders are filled up. */
static bool
move_into (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, error);

  if (!dir)
    return false;
  for (const char *name; (name = g_dir_read_name (dir));) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);
    if (g_file_test (source, G_FILE_TEST_IS_DIR)) {
      if (g_mkdir_with_parents (target, 0777) != 0)
        return error_set_errno (error, errno, "cannot make the folder", target);
      if (!move_into (source, target, error))
        return false;
    } else if (g_rename (source, target) != 0) {
      return error_set_errno (error, errno, "cannot write", target);
    }
  }
  return true;
}

bool
master (const MasterSpec *spec, MasterReport *report, GError **error)
{
  *report = (MasterReport){ .chain = g_ptr_array_new_with_free_func (g_free),
                            .masters = g_ptr_array_new_with_free_func (master_free) };
  if (!plan (spec, report, error))
    return false;

  const bool was_there = g_file_test (spec->output, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (spec->output, 0777) != 0)
    return error_set_errno (error, errno, "cannot make the folder", spec->output);
  g_autofree char *work = g_build_filename (spec->output, ".masters-XXXXXX", NULL);
  bool good = g_mkdtemp (work) || error_set_errno (error, errno, "cannot write into", spec->output);
  if (good) {
    good = make_all (spec, report, work, error) && move_into (work, spec->output, error);
    remove_tree (work);
  }
  if (!good && !was_there)
    g_rmdir (spec->output);
  return good;
}

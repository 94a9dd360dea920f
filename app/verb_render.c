/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "app/cli.h"
#include "media/output.h"
#include "render/manifest.h"
#include "render/render.h"

typedef struct {
  char **outputs;
  char *from, *to, *format, *bits, *dither, *stems, *depth, *manifest;
  char *tail, *loudness, *ceiling;
  int rate, threads, block;
  gboolean no_master, json;
} Options;

static const char *const formats[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff", NULL };
static const char *const word_lengths[] = { "16", "24", "32f", NULL };
static const char *const dithers[] = { "none", "tpdf", "shaped", NULL };

static bool
read_choice (const char *option, const char *text, const char *const *choices, int *index)
{
  GError *error = NULL;
  if (!text)
    return true;
  if (value_read_choice (text, choices, index, &error))
    return true;
  cli_usage ("render: --%s: %s", option, error->message);
  g_error_free (error);
  return false;
}

/* `name` is the unit, which may be left out. */
static bool
read_level (const char *option, const char *text, const char *name, double low, double high,
            double *level)
{
  double x;
  char unit[8];
  if (!text)
    return true;
  if (value_read_quantity (text, &x, unit, sizeof unit, NULL) && x >= low && x <= high &&
      (!*unit || g_ascii_strcasecmp (unit, name) == 0)) {
    *level = x;
    return true;
  }
  cli_usage ("render: --%s: '%s' is not a number of %s from %g to %g", option, text, name, low,
             high);
  return false;
}

static bool
set_files (const Options *options, RenderSpec *spec, GArray *files)
{
  int format = -1, bits = ENCODE_24, dither = DITHER_TPDF;

  if (!read_choice ("format", options->format, formats, &format) ||
      !read_choice ("bits", options->bits, word_lengths, &bits) ||
      !read_choice ("dither", options->dither, dithers, &dither))
    return false;
  for (char **path = options->outputs; path && *path; path++) {
    RenderFile file = { .path = *path, .bits = (EncodeBits) bits, .dither = (DitherKind) dither };
    if (format >= 0) {
      file.format = (EncodeFormat) format;
    } else if (!encode_format_from_name (*path, &file.format)) {
      cli_usage ("render: the ending of '%s' names no format; --format says which", *path);
      return false;
    }
    if (file.format == ENCODE_OPUS && spec->rate == 0)
      spec->rate = encode_rate (ENCODE_OPUS, (int) spec->project->rate);
    g_array_append_val (files, file);
  }
  spec->files = (const RenderFile *) (void *) files->data;
  spec->n_files = (int) files->len;
  spec->stem = (RenderFile){ .format = format >= 0 ? (EncodeFormat) format : ENCODE_WAV,
                             .bits = (EncodeBits) bits,
                             .dither = (DitherKind) dither };
  return true;
}

static bool
fill_spec (const Options *options, RenderSpec *spec, GArray *files)
{
  static const char *const depths[] = { "top", "all", NULL };
  int depth = 0;

  spec->to = INT64_MAX;
  spec->tail = -1;
  spec->ceiling = -1;
  spec->rate = options->rate;
  spec->no_master = options->no_master;
  spec->threads = options->threads;
  spec->block = options->block;
  spec->stems = options->stems;
  spec->want_loudness = options->json || options->manifest || options->loudness;
  /* Only what changes the sound may change the file: a report does not. */
  spec->tag_loudness = options->loudness != NULL;
  spec->want_hash = options->json || options->manifest;
  if (options->rate != 0 && (options->rate < 8000 || options->rate > 384000))
    return cli_usage ("render: --rate goes from 8000 to 384000") == CLI_OK;
  if (options->threads < 0 || options->threads > 64 || options->block < 0 || options->block > 65536)
    return cli_usage ("render: --threads goes from 1 to 64, --block from 1 to 65536") == CLI_OK;
  if (!cli_read_position ("render", "from", options->from, spec->project, &spec->from) ||
      !cli_read_position ("render", "to", options->to, spec->project, &spec->to) ||
      !read_level ("tail", options->tail, "s", 0, 3600, &spec->tail) ||
      !read_level ("loudness", options->loudness, "LUFS", -70, -1, &spec->loudness) ||
      !read_level ("ceiling", options->ceiling, "dBTP", -20, 0, &spec->ceiling) ||
      !read_choice ("stems-depth", options->depth, depths, &depth))
    return false;
  if (spec->to <= spec->from)
    return cli_usage ("render: --to must lie behind --from") == CLI_OK;
  spec->stems_all = depth == 1;
  return set_files (options, spec, files);
}

static bool
is_named_twice (const Options *options)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bool twice = false;

  for (char **path = options->outputs; path && *path; path++)
    twice |= !g_hash_table_add (paths, g_canonicalize_filename (*path, NULL));
  if (options->manifest)
    twice |= !g_hash_table_add (paths, g_canonicalize_filename (options->manifest, NULL));
  return twice;
}

/* Before anything is rendered: whether all of it can be kept. */
static bool
check_places (const Options *options, const Session *session, GError **error)
{
  for (char **path = options->outputs; path && *path; path++)
    if (!cli_may_write (session, *path, error))
      return false;
  if (options->stems && !cli_may_write (session, options->stems, error))
    return false;
  if (!options->manifest)
    return true;
  OutputFile *manifest = cli_may_write (session, options->manifest, error)
                             ? output_open (options->manifest, error)
                             : NULL;
  if (manifest)
    output_abort (manifest);
  return manifest != NULL;
}

static void
print_json (const RenderReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  render_report_write (report, &json, true);
  fputs (text->str, stdout);
}

static void
print_report (const RenderReport *report)
{
  for (guint i = 0; i < report->files->len; i++) {
    const RenderedFile *file = &g_array_index (report->files, RenderedFile, i);
    printf ("%s: %.3f s at %d Hz", file->path, (double) report->frames / report->rate,
            report->rate);
    if (report->measured)
      printf (", %.1f LUFS, %.1f dBTP", report->loudness.integrated, report->loudness.true_peak);
    putchar ('\n');
    if (file->encoded.clipped_samples > 0)
      printf ("  %" G_GINT64_FORMAT " samples clipped\n", file->encoded.clipped_samples);
  }
  for (guint i = 0; i < report->stems->len; i++)
    printf ("%s\n", g_array_index (report->stems, RenderedFile, i).path);
  for (guint i = 0; i < report->notes->len; i++)
    if (!g_ptr_array_find_with_equal_func (report->lacks, report->notes->pdata[i], g_str_equal,
                                           NULL))
      printf ("note: %s\n", (const char *) report->notes->pdata[i]);
}

static int
run (const Options *options, const char *path)
{
  GError *error = NULL;
  RenderReport report = { 0 };
  int status = CLI_OK;
  Session *session = session_open (path, SESSION_READ, 0, &error);

  if (!session)
    return cli_fail (error);
  if (session_project (session)->kind == PROJECT_ALBUM) {
    g_set_error (&error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "'%s' is an album; 'lacquer master' makes its files",
                 text_get (session_project (session)->name));
    session_close (session);
    return cli_fail (error);
  }
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (RenderFile));
  RenderSpec spec = { .project = session_project (session),
                      .folder = session_folder (session),
                      .progress = cli_progress,
                      .progress_data = (void *) "rendering",
                      .cancellable = cli_cancellable () };
  if (!fill_spec (options, &spec, files)) {
    status = CLI_USAGE;
  } else {
    bool good = check_places (options, session, &error) && render (&spec, &report, &error);
    cli_progress_end ();
    if (good && options->manifest)
      good = manifest_write (options->manifest, &spec, &report, &error);
    if (!good)
      status = cli_fail (error);
    else if (options->json)
      print_json (&report);
    else
      print_report (&report);
    for (guint i = 0; !status && i < report.lacks->len; i++)
      cli_warn (report.lacks->pdata[i]);
    render_report_clear (&report);
  }
  session_close (session);
  return status;
}

int
verb_render (int argc, char **argv)
{
  Options options = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.outputs,
      "The file to write; may be given several times", "FILE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      "Where to begin, the song start unless given", "POS" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
      "Where to end, the song's end and tail unless given", "POS" },
    { "tail", 0, 0, G_OPTION_ARG_STRING, &options.tail, "Seconds behind the end", "SECONDS" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &options.rate,
      "Sample rate of the file, the project's unless given", "HZ" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      "wav, flac, mp3, opus, ogg or aiff; by the ending unless given", "FORMAT" },
    { "bits", 0, 0, G_OPTION_ARG_STRING, &options.bits, "16, 24 or 32f; 24 unless given", "BITS" },
    { "dither", 0, 0, G_OPTION_ARG_STRING, &options.dither,
      "none, tpdf or shaped; tpdf unless given", "KIND" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options.threads, "One for each core unless given", "N" },
    { "block", 0, 0, G_OPTION_ARG_INT, &options.block, "Frames of one step; cannot be heard", "N" },
    { "loudness", 0, 0, G_OPTION_ARG_STRING, &options.loudness, "Reach this integrated loudness",
      "LUFS" },
    { "ceiling", 0, 0, G_OPTION_ARG_STRING, &options.ceiling,
      "True peak not to pass while reaching it, -1 unless given", "DBTP" },
    { "no-master", 0, 0, G_OPTION_ARG_NONE, &options.no_master, "Leave the mastering chain out",
      NULL },
    { "stems", 0, 0, G_OPTION_ARG_FILENAME, &options.stems,
      "Write what each strip gives to main, too", "FOLDER" },
    { "stems-depth", 0, 0, G_OPTION_ARG_STRING, &options.depth,
      "top, or all for the strips inside groups as well", "DEPTH" },
    { "manifest", 0, 0, G_OPTION_ARG_FILENAME, &options.manifest,
      "Write versions, inputs and hashes", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "PROJECT -o FILE", &status))
    return status;
  if (argc != 2 || (!options.outputs && !options.stems))
    status = cli_usage ("render takes a project and -o FILE; see 'lacquer render --help'");
  else if (is_named_twice (&options))
    status = cli_usage ("render: one file is named twice");
  else
    status = run (&options, argv[1]);
  g_strfreev (options.outputs);
  char *texts[] = { options.from,   options.to,       options.format, options.bits,
                    options.dither, options.stems,    options.depth,  options.manifest,
                    options.tail,   options.loudness, options.ceiling };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  return status;
}

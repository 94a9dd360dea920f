/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * One run of the graph gives everything: the mix at the output of main, and, where stems are
 * wanted, what each edge gives to the strip behind it. Both arrive late by the latency at their
 * place, so each output counts song positions of its own and keeps [from, end). Where the end is
 * found by listening (the automatic tail), what lies behind the song's end is held back until it is
 * known to belong to the file.
 *
 * The mix goes straight to the encoders, unless another rate or a loudness is wanted: then it is
 * kept whole in floats, converted, measured, and written from there. */
#include "render/render.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>

#include "base/error.h"
#include "media/resample.h"
#include "render/holdback.h"
#include "render/outputs.h"
#include "render/runner.h"
#include "render/target.h"

#define QUIET 3.1622777e-5f /* -90 dBFS */
#define QUIET_SECONDS 0.5
#define LONGEST_TAIL_SECONDS 30
#define DEFAULT_BLOCK 1024

/* A captured edge, or the input of main. */
typedef struct {
  struct Job *job;
  float *const *buffers;
  Frames latency; /* of what stands in the buffers */
  int output; /* number of its file */
  Holdback holdback;
} Stem;

typedef struct Job {
  const RenderSpec *spec;
  RenderReport *report;
  MixGraph *graph;
  Outputs mix_files, stem_files;
  Holdback mix;
  GArray *stems; /* Stem */
  LoudnessScan *scan; /* of what goes straight to the files, or NULL */
  FloatStore *store; /* or NULL */
  Frames song_end; /* or spec->to */
  Frames last; /* the file ends here at the latest */
  Frames loud; /* one behind the last frame above the floor */
  bool listens; /* for the end of the tail */
  GError *error;
} Job;

char *
render_file_name (const char *name)
{
  char *safe = g_strdup (name);
  for (char *at = safe; *at; at++)
    if (*at == '/' || (unsigned char) *at < 0x20 || (*at == '.' && at == safe))
      *at = '_';
  if (*safe == '\0') {
    g_free (safe);
    return g_strdup ("_");
  }
  return safe;
}

/* --- Where the mix goes
 * ------------------------------------------------------------------------------------ */

static bool
write_mix (void *data, const float *const *audio, int n, GError **error)
{
  Job *job = data;

  if (job->scan)
    loudness_scan_process (job->scan, audio, n);
  for (int i = 0; i < job->spec->n_files; i++)
    if (!outputs_write (&job->mix_files, i, audio, n, error))
      return false;
  job->report->frames += n;
  return true;
}

static bool
store_mix (void *data, const float *const *audio, int n, GError **error)
{
  return float_store_append (((Job *) data)->store, audio, n, error);
}

static bool
write_stem (void *data, const float *const *audio, int n, GError **error)
{
  const Stem *stem = data;
  return outputs_write (&stem->job->stem_files, stem->output, audio, n, error);
}

/* --- The run
 * -------------------------------------------------------------------------------------------------
 */

static void
listen (Job *job, Frames position, const float *const *audio, int n)
{
  if (!job->listens || position + n <= job->song_end)
    return;
  for (int i = n - 1; i >= 0 && position + i >= job->loud; i--)
    if (fabsf (audio[0][i]) >= QUIET || fabsf (audio[1][i]) >= QUIET) {
      job->loud = position + i + 1;
      break;
    }
}

static bool
take_stems (Job *job, Frames graph_position, int n, int slot, Frames until)
{
  const size_t at = (size_t) slot * (size_t) job->graph->graph.context.block;

  for (guint i = 0; i < job->stems->len; i++) {
    Stem *stem = &g_array_index (job->stems, Stem, i);
    const float *const audio[2] = { stem->buffers[0] + at, stem->buffers[1] + at };
    if (!holdback_push (&stem->holdback, graph_position - stem->latency, audio, n, until,
                        &job->error))
      return false;
  }
  return true;
}

static bool
take_block (const Graph *graph, Frames position, int n, int slot, void *data)
{
  Job *job = data;
  const Strip *strip = &graph->context.strips[graph->main];
  const size_t at = (size_t) slot * (size_t) graph->context.block;
  float *const audio[2] = { strip->post[0] + at, strip->post[1] + at };

  if (strip->zero[slot])
    for (int c = 0; c < 2; c++)
      memset (audio[c], 0, sizeof (float) * (size_t) n);
  if (job->error)
    return false;
  if (g_cancellable_is_cancelled (job->spec->cancellable)) {
    g_set_error (&job->error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "stopped; nothing was written");
    return false;
  }
  listen (job, position, (const float *const *) audio, n);
  const Frames until = int64_min (job->last, int64_max (job->song_end, job->loud));
  if (!holdback_push (&job->mix, position, (const float *const *) audio, n, until, &job->error) ||
      !take_stems (job, position + graph->latency, n, slot, until))
    return false;
  if (job->spec->progress)
    job->spec->progress (CLAMP ((double) (position - job->spec->from) /
                                    (double) MAX (job->song_end - job->spec->from, 1),
                                0.0, 1.0),
                         job->spec->progress_data);
  /* Half a second of quiet behind the end: that was it. */
  const Frames quiet = (Frames) (QUIET_SECONDS * graph->context.rate);
  return !job->listens || position + n < int64_max (job->song_end, job->loud) + quiet;
}

static bool
run_graph (Job *job, int threads)
{
  Graph *graph = &job->graph->graph;
  /* The sink's last block may lie behind what a slower stem still owes: latencies differ. */
  graph->context.starts_at = job->spec->from;
  runner_run (graph, job->spec->from, job->last + graph->latency, threads, take_block, job);
  if (job->error)
    return false;

  const Frames end = int64_min (job->last, int64_max (job->song_end, job->loud));
  if (job->listens && job->loud >= job->last)
    g_ptr_array_add (job->report->notes,
                     g_strdup_printf ("the tail was cut after %d seconds; it was still sounding",
                                      LONGEST_TAIL_SECONDS));
  if (!holdback_release (&job->mix, end, &job->error))
    return false;
  for (guint i = 0; i < job->stems->len; i++)
    if (!holdback_release (&g_array_index (job->stems, Stem, i).holdback, end, &job->error))
      return false;
  return true;
}

/* --- Stems
 * ------------------------------------------------------------------------------------------------------
 */

static const char *
track_name (const Job *job, const Strip *strip)
{
  return node_name (&project_find_track (job->spec->project, strip->id)->node);
}

static bool
add_stem (Job *job, const char *folder, const char *name, float *const *buffers, Frames latency)
{
  g_autofree char *safe = render_file_name (name);
  static const char *const endings[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff" };
  g_autofree char *file = g_strdup_printf ("%s.%s", safe, endings[job->spec->stem.format]);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  Stem stem = { .job = job,
                .buffers = buffers,
                .latency = latency,
                .output = (int) job->stem_files.encoders->len };

  if (g_mkdir_with_parents (folder, 0777) != 0)
    return error_set_errno (&job->error, errno, "cannot make the folder", folder);
  if (!outputs_open (&job->stem_files, &job->spec->stem, path, &job->error))
    return false;
  g_array_append_val (job->stems, stem);
  return true;
}

/* Two inputs of one name (a track and its send, twins) get numbers. */
static char *
unique_name (GHashTable *taken, const char *folder, const char *name)
{
  char *unique = g_strdup (name);
  for (int number = 2;; number++) {
    char *key = g_strconcat (folder, "/", unique, NULL);
    if (g_hash_table_add (taken, key))
      return unique;
    g_free (unique);
    unique = g_strdup_printf ("%s %d", name, number);
  }
}

static bool
add_stems_of (Job *job, const Strip *into, const char *folder, GHashTable *taken)
{
  const Graph *graph = &job->graph->graph;

  for (int e = 0; e < into->n_edges; e++) {
    const Edge *edge = &into->edges[e];
    const Strip *from = &graph->context.strips[edge->from];
    if (edge->kind == EDGE_SIDECHAIN)
      continue;
    g_autofree char *name = unique_name (taken, folder, track_name (job, from));
    if (!add_stem (job, folder, name, edge->capture, into->in_latency))
      return false;
    if (!job->spec->stems_all || from->n_edges == 0)
      continue;
    g_autofree char *safe = render_file_name (name);
    g_autofree char *inner = g_build_filename (folder, safe, NULL);
    if (!add_stems_of (job, from, inner, taken))
      return false;
  }
  return true;
}

static bool
add_stems (Job *job)
{
  const Graph *graph = &job->graph->graph;
  const Strip *main_strip = &graph->context.strips[graph->main];
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!job->spec->stems)
    return true;
  g_free (unique_name (taken, job->spec->stems, "main-input"));
  if (!add_stem (job, job->spec->stems, "main-input", main_strip->input, main_strip->in_latency) ||
      !add_stems_of (job, main_strip, job->spec->stems, taken))
    return false;
  /* Only now, since the array has stopped moving. */
  for (guint i = 0; i < job->stems->len; i++) {
    Stem *stem = &g_array_index (job->stems, Stem, i);
    holdback_init (&stem->holdback, job->spec->from, write_stem, stem);
  }
  return true;
}

/* --- Rate and loudness
 * ------------------------------------------------------------------------------------------- */

static FloatStore *
convert (FloatStore *store, int from, int to, GError **error)
{
  const int part = 16384;
  g_autofree float *in = g_new (float, 2 * part), *out = g_new (float, 2 * part);
  float *const in_planes[2] = { in, in + part }, *const out_planes[2] = { out, out + part };
  Resampler *resampler = resampler_new (from, to, 2, error);
  FloatStore *converted = resampler ? float_store_new (error) : NULL;
  bool good = converted != NULL;
  int got = 0, start = 0;
  Frames at = 0;

  for (bool ended = false; good;) {
    if (start == got && !ended) {
      got = float_store_read (store, at, part, in_planes, error);
      good = got >= 0;
      at += got;
      start = 0;
      ended = got == 0;
    }
    const float *const rest[2] = { in + start, in + part + start };
    int used = 0;
    const int n = good ? resampler_process (resampler, ended ? NULL : rest, got - start, &used,
                                            out_planes, part, error)
                       : -1;
    good = n >= 0 && float_store_append (converted, (const float *const *) out_planes, n, error);
    start += used;
    if (ended && n == 0)
      break;
  }
  resampler_free (resampler);
  if (!good)
    g_clear_pointer (&converted, float_store_free);
  return converted;
}

static bool
finish_stored (Job *job)
{
  const RenderSpec *spec = job->spec;
  const int project_rate = (int) spec->project->rate;
  LoudnessTarget target = { 0 };
  bool good = true;

  if (job->report->rate != project_rate) {
    FloatStore *converted = convert (job->store, project_rate, job->report->rate, &job->error);
    if (!converted)
      return false;
    float_store_free (job->store);
    job->store = converted;
  }
  if (spec->loudness != 0)
    good = loudness_target_solve (job->store, job->report->rate, spec->loudness, spec->ceiling,
                                  &target, spec->cancellable, &job->error);
  good = good && loudness_target_apply (job->store, job->report->rate, &target, write_mix, job,
                                        spec->cancellable, &job->error);
  job->report->gain_db = target.gain_db;
  job->report->limited = target.limited;
  if (target.note)
    g_ptr_array_add (job->report->notes, g_strdup (target.note));
  loudness_target_clear (&target);
  return good;
}

/* --- The whole
 * ----------------------------------------------------------------------------------------------------
 */

static void
set_range (Job *job)
{
  const RenderSpec *spec = job->spec;
  const int rate = (int) spec->project->rate;
  const bool open_end = spec->to == INT64_MAX;

  job->song_end = int64_max (spec->from, open_end ? mix_song_end (spec->project) : spec->to);
  job->listens = open_end && spec->tail < 0;
  job->last = job->song_end;
  if (spec->tail >= 0)
    job->last += (Frames) rint (spec->tail * rate);
  else if (job->listens)
    job->last += (Frames) LONGEST_TAIL_SECONDS * rate;
  if (!job->listens)
    job->song_end = job->last;
  job->loud = spec->from;
}

static double
cpu_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static bool
run_job (Job *job, MediaPool *pool)
{
  const RenderSpec *spec = job->spec;
  const int project_rate = (int) spec->project->rate;
  const int threads = spec->threads > 0 ? spec->threads : (int) g_get_num_processors ();
  const int block = CLAMP (spec->block > 0 ? spec->block : DEFAULT_BLOCK, 1, DEFAULT_BLOCK);
  const MixRequest request = { .project = spec->project,
                               .media = media_pool_media (pool),
                               .block = block,
                               .slots = runner_slots (threads),
                               .no_master = spec->no_master,
                               .stems = spec->stems != NULL };
  const bool stored = spec->loudness != 0 || job->report->rate != project_rate;

  job->graph = mix_compile (&request, NULL, &job->error);
  if (!job->graph)
    return false;
  for (guint i = 0; i < job->graph->notes->len; i++)
    g_ptr_array_add (job->report->notes, g_strdup (job->graph->notes->pdata[i]));
  for (guint i = 0; i < job->graph->lacks->len; i++)
    g_ptr_array_add (job->report->lacks, g_strdup (job->graph->lacks->pdata[i]));
  if (stored && !(job->store = float_store_new (&job->error)))
    return false;
  if (spec->want_loudness)
    job->scan = loudness_scan_new (job->report->rate, 2);
  for (int i = 0; i < spec->n_files; i++)
    if (!outputs_open (&job->mix_files, &spec->files[i], spec->files[i].path, &job->error))
      return false;
  holdback_init (&job->mix, spec->from, stored ? store_mix : write_mix, job);
  if (!add_stems (job) || !run_graph (job, threads) || (stored && !finish_stored (job)))
    return false;
  if (job->scan) {
    loudness_scan_finish (job->scan, &job->report->loudness);
    job->report->measured = true;
  }
  const bool tag = job->scan && spec->tag_loudness;
  const bool good = outputs_close (&job->mix_files, tag ? &job->report->loudness : NULL,
                                   job->report->files, &job->error) &&
                    outputs_close (&job->stem_files, NULL, job->report->stems, &job->error);
  if (!good) {
    outputs_remove (job->report->files);
    outputs_remove (job->report->stems);
  }
  return good;
}

static const char *
bits_of (const RenderSpec *spec)
{
  static const char *const names[] = { "16", "24", "32f" };
  const EncodeFormat format = spec->n_files ? spec->files[0].format : ENCODE_WAV;
  const bool plain = format == ENCODE_WAV || format == ENCODE_FLAC || format == ENCODE_AIFF;
  return spec->n_files && plain ? names[spec->files[0].bits] : NULL;
}

static void
rendered_file_clear (gpointer data)
{
  g_free (((RenderedFile *) data)->path);
}

bool
render (const RenderSpec *spec, RenderReport *report, GError **error)
{
  const int rate = spec->rate > 0 ? spec->rate : (int) spec->project->rate;
  const double cpu = cpu_seconds ();
  const gint64 start = g_get_monotonic_time ();
  Job job = { .spec = spec, .report = report };

  *report = (RenderReport){ .rate = rate,
                            .bits = bits_of (spec),
                            .files = g_array_new (FALSE, FALSE, sizeof (RenderedFile)),
                            .stems = g_array_new (FALSE, FALSE, sizeof (RenderedFile)),
                            .notes = g_ptr_array_new_with_free_func (g_free),
                            .lacks = g_ptr_array_new_with_free_func (g_free) };
  g_array_set_clear_func (report->files, rendered_file_clear);
  g_array_set_clear_func (report->stems, rendered_file_clear);
  outputs_init (&job.mix_files, spec, rate);
  outputs_init (&job.stem_files, spec, (int) spec->project->rate);
  job.stems = g_array_new (FALSE, FALSE, sizeof (Stem));
  set_range (&job);

  MediaPool *pool = media_pool_new (spec->folder, (int) spec->project->rate);
  const bool good = run_job (&job, pool);

  outputs_clear (&job.mix_files);
  outputs_clear (&job.stem_files);
  holdback_clear (&job.mix);
  for (guint i = 0; i < job.stems->len; i++)
    holdback_clear (&g_array_index (job.stems, Stem, i).holdback);
  g_array_unref (job.stems);
  if (job.scan)
    loudness_scan_free (job.scan);
  float_store_free (job.store);
  mix_graph_free (job.graph);
  media_pool_free (pool);
  report->cpu_seconds = cpu_seconds () - cpu;
  report->wall_seconds = (double) (g_get_monotonic_time () - start) * 1e-6;
  if (job.error)
    g_propagate_error (error, job.error);
  return good;
}

void
render_report_clear (RenderReport *report)
{
  loudness_report_clear (&report->loudness);
  g_clear_pointer (&report->files, g_array_unref);
  g_clear_pointer (&report->stems, g_array_unref);
  g_clear_pointer (&report->notes, g_ptr_array_unref);
  g_clear_pointer (&report->lacks, g_ptr_array_unref);
}

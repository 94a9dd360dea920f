/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/tap_render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "media/encode.h"
#include "mix/media_pool.h"

#define BLOCK 1024
#define QUIET 1e-8f /* -160 dBFS: where a strip that may would sleep */

typedef struct {
  const TapRender *spec;
  TapReport *report;
  MixGraph *graph;
  const Strip *strip;
  Encoder *encoder;
  float *lead[2]; /* what comes before the song start */
  bool lead_sounds;
  bool started; /* the song has begun */
  Frames zeros; /* that came last and are not written */
  Frames loud; /* one behind the last frame above QUIET, as the graph counts */
} TapJob;

static bool
is_zero (const float *const *audio, int channels, int n)
{
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      if (audio[c][i] != 0)
        return false;
  return true;
}

static bool
write_frames (TapJob *tap, const float *const *audio, int n, GError **error)
{
  tap->report->frames += n;
  return encoder_write (tap->encoder, audio, n, error);
}

/* Zeros at the end are left out: they wait until something comes behind them. */
static bool
write_zeros (TapJob *tap, GError **error)
{
  static const float silence[4096];
  const float *const audio[2] = { silence, silence };

  while (tap->zeros > 0) {
    const int n = (int) MIN (tap->zeros, (Frames) G_N_ELEMENTS (silence));
    if (!write_frames (tap, audio, n, error))
      return false;
    tap->zeros -= n;
  }
  return true;
}

static bool
write_song (TapJob *tap, const float *const *audio, int n, GError **error)
{
  const int channels = tap->report->channels;

  if (n <= 0)
    return true;
  if (is_zero (audio, channels, n)) {
    tap->zeros += n;
    return true;
  }
  int rest = 0;
  while (audio[0][n - 1 - rest] == 0 && (channels == 1 || audio[1][n - 1 - rest] == 0))
    rest++;
  if (tap->spec->trim && tap->report->frames == 0) {
    tap->report->start += tap->zeros;
    tap->zeros = 0;
  }
  if (!write_zeros (tap, error) || !write_frames (tap, audio, n - rest, error))
    return false;
  tap->zeros = rest;
  return true;
}

/* What of n frames from a place of the song lies in the range. */
static bool
write_range (TapJob *tap, Frames at, const float *const *audio, int n, GError **error)
{
  const TapRender *spec = tap->spec;

  if (spec->to == 0)
    return write_song (tap, audio, n, error);
  const int skip = (int) CLAMP (spec->from - at, 0, n);
  const int end = (int) CLAMP (spec->to - at, 0, n);
  const float *const kept[2] = { audio[0] + skip, audio[1] + skip };
  return write_song (tap, kept, end - skip, error);
}

/* The first frames belong before the song start; they are kept only where there is anything. */
static bool
begin_song (TapJob *tap, GError **error)
{
  const Frames latency = tap->report->latency;

  tap->started = true;
  if (!tap->lead_sounds)
    return true;
  tap->report->lead = latency;
  return write_frames (tap, (const float *const *) tap->lead, (int) latency, error);
}

static bool
is_loud (const float *const *audio, int channels, int n)
{
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      if (fabsf (audio[c][i]) >= QUIET)
        return true;
  return false;
}

static bool
take_block (TapJob *tap, Frames position, int n, GError **error)
{
  static const float silence[BLOCK];
  const Strip *strip = tap->strip;
  const bool post = tap->spec->post;
  const bool silent = strip->silent || (post && strip->zero[0]);
  const int channels = tap->report->channels;
  const Frames latency = tap->report->latency;
  const float *audio[2];

  for (int c = 0; c < 2; c++)
    audio[c] = silent ? silence : post ? strip->post[c] : strip->pre[c];
  const int early = (int) CLAMP (latency - position, 0, n);
  if (early > 0) {
    tap->lead_sounds |= tap->spec->keep_lead && !is_zero (audio, channels, early);
    for (int c = 0; c < channels; c++)
      memcpy (tap->lead[c] + position, audio[c], sizeof (float) * (size_t) early);
  }
  if (is_loud (audio, channels, n))
    tap->loud = position + n;
  if (early == n)
    return true;
  const float *const rest[2] = { audio[0] + early, audio[1] + early };
  return (tap->started || begin_song (tap, error)) &&
         write_range (tap, position + early - latency, rest, n - early, error);
}

/* Nothing is left in any strip: then the zeros that come go on for good once the delays are empty.
 */
static bool
is_over (const TapJob *tap)
{
  const StripContext *context = &tap->graph->graph.context;
  Frames delays = tap->graph->graph.latency + STRIP_SLEEP_GRID;

  for (int s = 0; s < context->n; s++) {
    const Strip *strip = &context->strips[s];
    const bool plain = strip->n_inserts + strip->n_master == 0 && !strip->instrument;
    if (strip->late)
      delays += strip->late->length;
    if (!strip->silent && !plain && !(strip->sleeps && strip->state->asleep))
      return false;
  }
  return tap->zeros >= delays;
}

/* Where clips, moved by track delays, have ended. */
static Frames
find_end (const TapJob *tap)
{
  const StripContext *context = &tap->graph->graph.context;
  Frames shift = 0;

  for (int s = 0; s < context->n; s++)
    shift = MAX (shift, context->strips[s].shift);
  return mix_song_end (tap->spec->project) + shift + tap->graph->graph.latency;
}

/* What is missing of a range whose end is silent, and of a file without a frame. */
static bool
fill_up (TapJob *tap, GError **error)
{
  const TapRender *spec = tap->spec;

  if (spec->to > 0)
    tap->zeros = spec->to - tap->report->start - tap->report->frames;
  else if (tap->report->frames == 0)
    tap->zeros = 1;
  else
    return true;
  return write_zeros (tap, error);
}

static bool
run (TapJob *tap, GError **error)
{
  const TapRender *spec = tap->spec;
  const Frames latency = tap->report->latency;
  float *scratch = aligned_alloc (64, STRIP_SCRATCH (BLOCK) * sizeof (float));
  const Frames end = find_end (tap);
  const Frames last = (spec->to > 0 ? spec->to : MAX (end, spec->longest)) + latency;
  Frames position = 0;
  bool good = true;

  tap->graph->graph.context.starts_at = position;
  for (; good && position < last && !(position >= end && is_over (tap)); position += BLOCK) {
    const int n = (int) MIN (BLOCK, last - position);
    graph_process (&tap->graph->graph, position, n, scratch);
    good = take_block (tap, position, n, error);
    if (good && g_cancellable_is_cancelled (spec->cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "stopped; nothing was written");
      good = false;
    }
  }
  free (scratch);
  tap->report->cut = spec->to == 0 && position >= last && tap->loud > last - spec->project->rate;
  return good && fill_up (tap, error);
}

static bool
open_file (TapJob *tap, const char *path, GError **error)
{
  const EncodeSpec encode = { .path = path,
                              .format = ENCODE_WAV,
                              .rate = (int) tap->spec->project->rate,
                              .channels = tap->report->channels,
                              .bits = ENCODE_32F };

  tap->encoder = encoder_open (&encode, error);
  return tap->encoder != NULL;
}

static bool
render_tap (TapJob *tap, MediaPool *pool, const char *path, GError **error)
{
  const TapRender *spec = tap->spec;
  const MixRequest request = { .project = spec->project,
                               .media = media_pool_media (pool),
                               .block = BLOCK,
                               .slots = 1,
                               .tap = spec->post ? 0 : spec->track };

  tap->graph = mix_compile (&request, NULL, error);
  if (!tap->graph)
    return false;
  for (guint i = 0; i < tap->graph->lacks->len; i++)
    g_ptr_array_add (tap->report->lacks, g_strdup (tap->graph->lacks->pdata[i]));
  const int index = mix_graph_strip (tap->graph, spec->track);
  if (index < 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the track has no sound");
    return false;
  }
  tap->strip = &tap->graph->graph.context.strips[index];
  tap->report->channels = spec->post ? 2 : CLAMP (tap->strip->pre_channels, 1, 2);
  tap->report->latency = spec->post ? tap->strip->out_latency : tap->strip->pre_latency;
  for (int c = 0; c < 2; c++)
    tap->lead[c] = g_new0 (float, tap->report->latency + 1);
  if (!open_file (tap, path, error) || !run (tap, error))
    return false;
  return encoder_close (g_steal_pointer (&tap->encoder), NULL, error);
}

bool
tap_render (const TapRender *spec, const char *path, TapReport *report, GError **error)
{
  TapJob tap = { .spec = spec, .report = report };

  *report = (TapReport){ .start = spec->to > 0 ? spec->from : 0,
                         .lacks = g_ptr_array_new_with_free_func (g_free) };
  realtime_thread_init ();
  MediaPool *pool = media_pool_new (spec->folder, (int) spec->project->rate);
  const bool good = render_tap (&tap, pool, path, error);
  encoder_abort (tap.encoder);
  mix_graph_free (tap.graph);
  media_pool_free (pool);
  g_free (tap.lead[0]);
  g_free (tap.lead[1]);
  return good;
}

void
tap_report_clear (TapReport *report)
{
  g_clear_pointer (&report->lacks, g_ptr_array_unref);
}

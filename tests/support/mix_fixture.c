/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix_fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/realtime.h"
#include "host.h"
#include "render/runner.h"

typedef struct {
  AudioSource source;
  char *kind;
  double argument;
  int rate; /* that its source says it has; it sounds as what came of that at 48 kHz */
} Signal;

typedef struct MixFixtureHost {
  EditHost host;
  HostData data;
  GHashTable *signals; /* text -> Signal */
} Host;

/* --- Signals */

float
mix_signal (const char *kind, double argument, int channel, Frames frame)
{
  const float side = channel ? 0.5f : 1.0f;

  switch (kind[0]) {
  case 'h':
    return frame == (Frames) argument ? NAN : mix_signal ("sine", 440, channel, frame);
  case 'b':
    return NAN;
  case 'w':
    return 0.25f * side;
  case 's':
    return 0.5f *
           (float) sin (2 * G_PI * argument * (channel ? 1.5 : 1.0) * (double) frame / 48000);
  case 'i':
    return frame == (Frames) argument ? side : 0.0f;
  case 'd':
    return (float) argument * side;
  case 'r':
    return (float) frame / 1048576.0f * side;
  case 'n':
    if (kind[1] == 'a')
      return frame == (Frames) argument ? NAN : 0.0f;
    return 0.5f * hash_noise (hash_key ((uint64_t) argument, 1, (unsigned) channel), frame);
  default:
    g_assert_not_reached ();
  }
}

static void
read_signal (const void *data, Frames at, int n, float *const *out)
{
  const Signal *signal = data;
  const gint64 begun = g_get_monotonic_time ();

  while (signal->kind[0] == 'w' && (double) (g_get_monotonic_time () - begun) < signal->argument)
    ;
  for (int c = 0; c < signal->source.channels; c++)
    for (int i = 0; i < n; i++)
      out[c][i] = at + i < 0 || at + i >= signal->source.frames
                      ? 0.0f
                      : mix_signal (signal->kind, signal->argument, c, at + i);
}

static void
signal_free (gpointer data)
{
  Signal *signal = data;
  g_free (signal->kind);
  g_free (signal);
}

static Signal *
signal_of (Host *host, const char *text)
{
  Signal *signal = g_hash_table_lookup (host->signals, text);

  if (signal)
    return signal;
  g_auto (GStrv) words = g_strsplit (text, ":", -1);
  g_assert_cmpint ((int) g_strv_length (words), >=, 3);
  signal = g_new0 (Signal, 1);
  signal->kind = g_strdup (words[0]);
  signal->argument = words[3] ? g_ascii_strtod (words[3], NULL) : 0;
  signal->rate = words[3] && words[4] ? atoi (words[4]) : 48000;
  signal->source = (AudioSource){
    .read = read_signal, .data = signal, .channels = atoi (words[1]), .frames = atoll (words[2])
  };
  g_hash_table_insert (host->signals, g_strdup (text), signal);
  return signal;
}

static Source *
import_signal (void *data, const char *path, GError **error)
{
  Host *host = data;
  const Signal *signal = signal_of (host, path);
  Source *source = (Source *) node_new (NODE_SOURCE);

  text_set (&source->file, path);
  text_set (&source->name, signal->kind);
  text_set (&source->hash, path);
  source->rate = signal->rate;
  source->frames = int64_scale_floor (signal->source.frames, signal->rate, 48000);
  source->channels = signal->source.channels;
  source->timestamp = -1;
  return source;
}

static const AudioSource *
find_signal (void *data, const Source *source, double stretch, double transpose, bool formant,
             const WarpMap *warp, GError **error)
{
  if (g_str_has_prefix (text_get (source->file), "missing")) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "the file '%s' is missing",
                 text_get (source->file));
    return NULL;
  }
  return &signal_of (data, text_get (source->file))->source;
}

/* --- The fixture */

MixFixture *
mix_fixture_new (void)
{
  MixFixture *fixture = g_new0 (MixFixture, 1);
  Host *host = g_new0 (Host, 1);

  realtime_thread_init ();
  fixture->project = project_new ();
  id_source_init (&fixture->ids, 1);
  fixture->created = g_array_new (FALSE, FALSE, sizeof (Id));
  host->signals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, signal_free);
  host_init (&host->host, &host->data);
  host->host.import_media = import_signal;
  host->host.data = host;
  fixture->host = host;
  fixture->media = (MixMedia){ find_signal, host, NULL };
  fixture->request =
      (MixRequest){ .media = &fixture->media, .block = 512, .slots = runner_slots (8) };
  return fixture;
}

void
mix_fixture_free (MixFixture *fixture)
{
  project_unref (fixture->project);
  g_array_unref (fixture->created);
  g_hash_table_unref (fixture->host->signals);
  g_free (fixture->host);
  g_free (fixture);
}

void
mix_fixture_run (MixFixture *fixture, const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  GError *error = NULL;

  for (char **line = split; *line; line++)
    if (*g_strstrip (*line))
      g_ptr_array_add (kept, *line);
  g_array_set_size (fixture->created, 0);
  Project *next =
      commands_run (fixture->project, (const char *const *) kept->pdata, (int) kept->len,
                    &fixture->ids, &fixture->host->host, NULL, fixture->created, NULL, &error);
  g_assert_no_error (error);
  project_unref (fixture->project);
  fixture->project = next;
}

Track *
mix_fixture_track (MixFixture *fixture, const char *name)
{
  Project *next = project_edit (fixture->project);

  project_unref (fixture->project);
  fixture->project = next;
  for (int t = 0; t < list_n (next->tracks); t++) {
    const Node *node = list_get (next->tracks, t);
    if (g_ascii_strcasecmp (node_name (node), name) == 0 ||
        (strcmp (name, "main") == 0 && ((const Track *) node)->kind == TRACK_MAIN))
      return project_edit_track (next, node->id);
  }
  g_error ("no track '%s'", name);
}

MixGraph *
mix_fixture_compile (MixFixture *fixture, MixGraph *previous)
{
  GError *error = NULL;

  fixture->request.project = fixture->project;
  MixGraph *graph = mix_compile (&fixture->request, previous, &error);
  g_assert_no_error (error);
  return graph;
}

/* --- Playing */

typedef struct {
  MixSound sound;
  int strip;
  Frames from; /* graph position of frame 0 */
} Taker;

static bool
take (const Graph *graph, Frames position, int n, int slot, void *data)
{
  Taker *taker = data;
  const Strip *strip = &graph->context.strips[taker->strip];
  const size_t at = (size_t) slot * (size_t) graph->context.block;
  const Frames to = position + graph->latency - taker->from;

  for (int i = 0; i < n; i++)
    for (int c = 0; c < 2 && to + i >= 0 && to + i < taker->sound.n; c++)
      taker->sound.audio[c][to + i] =
          strip->silent || strip->zero[slot] ? 0.0f : strip->post[c][at + (size_t) i];
  return true;
}

static MixSound
play_strip (MixGraph *graph, int strip, Frames from, Frames late, int n, int threads)
{
  Taker taker = { .sound = { .n = n }, .strip = strip, .from = from + late };

  for (int c = 0; c < 2; c++)
    taker.sound.audio[c] = g_new0 (float, n + 1);
  runner_run (&graph->graph, from, from + late + n, threads, take, &taker);
  return taker.sound;
}

MixSound
mix_graph_play (MixGraph *graph, Frames from, int n, int threads)
{
  return play_strip (graph, graph->graph.main, from, 0, n, threads);
}

MixSound
mix_fixture_play (MixFixture *fixture, Frames from, int n, int block, int threads)
{
  fixture->request.block = block;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  graph->graph.context.starts_at = from;
  const MixSound sound =
      play_strip (graph, graph->graph.main, from, graph->graph.latency, n, threads);

  mix_graph_free (graph);
  return sound;
}

MixSound
mix_fixture_play_track (MixFixture *fixture, const char *name, Frames from, int n)
{
  const Id id = mix_fixture_track (fixture, name)->node.id;
  fixture->request.block = 256;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  const int strip = mix_graph_strip (graph, id);
  const MixSound sound =
      play_strip (graph, strip, from, graph->graph.context.strips[strip].out_latency, n, 1);

  mix_graph_free (graph);
  return sound;
}

/* --- Comparing */

void
mix_sound_free (MixSound *sound)
{
  g_free (sound->audio[0]);
  g_free (sound->audio[1]);
}

double
mix_sound_peak (const MixSound *sound, int from, int to)
{
  double peak = 0;
  for (int c = 0; c < 2; c++)
    for (int i = from; i < to; i++)
      peak = MAX (peak, fabs ((double) sound->audio[c][i]));
  return peak;
}

void
mix_sound_assert_same (const MixSound *a, const MixSound *b)
{
  g_assert_cmpint (a->n, ==, b->n);
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < a->n; i++)
      if (memcmp (&a->audio[c][i], &b->audio[c][i], sizeof (float)) != 0)
        g_error ("channel %d, frame %d: %.9g is not %.9g", c, i, (double) a->audio[c][i],
                 (double) b->audio[c][i]);
}

double
mix_sound_difference (const MixSound *a, const MixSound *b)
{
  double most = 0;
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < MIN (a->n, b->n); i++)
      most = MAX (most, fabs ((double) a->audio[c][i] - (double) b->audio[c][i]));
  return most;
}

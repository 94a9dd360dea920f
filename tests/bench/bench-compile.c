/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to bring an edit to a graph that plays, in a large project: 200 tracks of 50 clips,
 * envelopes of 20 points on each. CPU time of this thread. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "edit_fixture.h"
#include "mix/mix.h"

#define N_TRACKS 200
#define N_CLIPS 50
#define N_POINTS 20
#define N_TIMES 21

static const AudioSource *
find_silence (void *data, const Source *source, double stretch, double transpose, bool formant,
              const WarpMap *warp, GError **error)
{
  static const AudioSource silence = { .channels = 2, .frames = INT32_MAX };
  return &silence;
}

static double
cpu_ms (void)
{
  struct timespec time;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare (const void *a, const void *b)
{
  const double *p = a, *q = b;
  return *p < *q ? -1 : *p > *q;
}

static double
median (double *ms)
{
  qsort (ms, N_TIMES, sizeof *ms, compare);
  return ms[N_TIMES / 2];
}

int
main (void)
{
  static const char *const lines[] = { "track.set track=7 gain=-6dB", "clip.move clip=1 by=10ms",
                                       "effect.add track=9 kind=eq", "track.set track=5 mute=on" };
  IdSource ids;
  Project *project = fixture_large (&ids, N_TRACKS, N_CLIPS, N_POINTS);
  const MixMedia media = { find_silence, NULL, NULL };
  MixRequest request = {
    .project = project, .media = &media, .block = 1024, .slots = 1, .meters = true, .live = true
  };
  double whole[N_TIMES], compile[N_TIMES], transition[N_TIMES];

  for (int i = 0; i < N_TIMES; i++) {
    const double begun = cpu_ms ();
    MixGraph *graph = mix_compile (&request, NULL, NULL);
    whole[i] = cpu_ms () - begun;
    mix_graph_free (graph);
  }
  printf ("%-32s %7.3f ms\n", "the first graph", median (whole));
  MixGraph *playing = mix_compile (&request, NULL, NULL);
  for (size_t l = 0; l < G_N_ELEMENTS (lines); l++) {
    Project *edited =
        commands_run (project, &lines[l], 1, &ids, fixture_host (), NULL, NULL, NULL, NULL);
    if (!edited)
      g_error ("%s", lines[l]);
    request.project = edited;
    for (int i = 0; i < N_TIMES; i++) {
      const double begun = cpu_ms ();
      MixGraph *graph = mix_compile (&request, playing, NULL);
      const double compiled = cpu_ms ();
      MixTransition *swap = mix_transition_new (playing, graph);
      compile[i] = compiled - begun;
      transition[i] = cpu_ms () - compiled;
      mix_transition_free (swap);
      mix_graph_free (graph);
    }
    printf ("%-32s %7.3f ms   crossfade %7.3f ms\n", lines[l], median (compile),
            median (transition));
    project_unref (edited);
  }
  mix_graph_free (playing);
  project_unref (project);
  return 0;
}

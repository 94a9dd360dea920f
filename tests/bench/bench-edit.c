/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What editing costs in a large project: 200 tracks of 50 clips, envelopes of 20 points on each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "edit_fixture.h"

#define N_TRACKS 200
#define N_CLIPS 50
#define N_POINTS 20
#define N_EDITS 1000

/* Resident memory of this process in bytes. */
static size_t
resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*s %lu", &pages);
  return pages * 4096;
}

/* Of this thread, so that what else the machine does is not counted. */
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

static void
report (const char *what, double *ms, int n)
{
  qsort (ms, (size_t) n, sizeof *ms, compare);
  printf ("%-34s median %7.3f ms   95 %% %7.3f ms   most %7.3f ms\n", what, ms[n / 2],
          ms[n * 95 / 100], ms[n - 1]);
}

/* A line with {track}, a {clip} on it, its position {n} in the project, the {second} where it
 * begins, and a number {i} of its own. */
static char *
fill (const char *format, int i)
{
  const int track = 1 + i * 37 % N_TRACKS, clip = 1 + i * 13 % N_CLIPS;
  const struct {
    const char *word;
    int number;
  } words[] = { { "{track}", track },
                { "{clip}", clip },
                { "{n}", (track - 1) * N_CLIPS + clip },
                { "{second}", clip - 1 },
                { "{i}", i } };
  g_autoptr (GString) line = g_string_new (format);

  for (size_t w = 0; w < G_N_ELEMENTS (words); w++) {
    g_autofree char *number = g_strdup_printf ("%d", words[w].number);
    g_string_replace (line, words[w].word, number, 0);
  }
  return g_strdup (line->str);
}

/* Runs a line for n tracks and clips in turn. */
static void
time_line (Document *document, const char *format, int n)
{
  g_autofree double *ms = g_new (double, n);

  for (int i = 0; i < n; i++) {
    GError *error = NULL;
    g_autofree char *line = fill (format, i);
    const char *const lines[] = { line };
    const double begun = cpu_ms ();
    if (!document_run (document, lines, 1, NULL, &error))
      g_error ("%s", error->message);
    ms[i] = cpu_ms () - begun;
  }
  g_autofree char *name = g_strndup (format, strcspn (format, " "));
  report (name, ms, n);
}

static void
time_steps (Document *document, const char *name, bool (*step) (Document *document), int n)
{
  g_autofree double *ms = g_new (double, n);

  for (int i = 0; i < n; i++) {
    const double begun = cpu_ms ();
    if (!step (document))
      g_error ("%s: nothing left", name);
    ms[i] = cpu_ms () - begun;
  }
  report (name, ms, n);
}

int
main (void)
{
  static const char *const lines[] = {
    "track.set track={track} gain=-{clip}dB",
    "clip.set clip={n} gain=-{clip}dB",
    "clip.move clip={n} by=10ms",
    "clip.split clip='Clip {track}.{clip}' at={second}.5s",
    "clip.remove clip='Clip {track}.{clip}'",
    "automation.add track={track} target=gain at={clip} value=-{clip}",
    "effect.add track={track} kind=eq band1.freq={clip}0",
    "send.add track={track} to=cue1",
    "marker.add at={track} name=M{clip}",
    "track.duplicate track='Track {track}' name='Copy {track} {clip}'",
    "track.remove track='Track {track}'",
    "tempo.add at={track} bpm={clip}0",
    "section.add name=S{track} at={track}.1.1 length=1bar",
  };
  IdSource ids;
  Project *project = fixture_large (&ids, N_TRACKS, N_CLIPS, N_POINTS);

  printf ("%d tracks of %d clips, %d points each\n", N_TRACKS, N_CLIPS, N_POINTS);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    Document *document = document_new (project, 1, fixture_host ());
    const bool few = strstr (lines[i], "clip.split") || strstr (lines[i], "tempo.") ||
                     strstr (lines[i], "duplicate") || strstr (lines[i], "clip.remove");
    time_line (document, lines[i], few ? 20 : 40);
    document_free (document);
  }

  Document *document = document_new (project, 1, fixture_host ());
  document_set_history_bytes (document, SIZE_MAX);
  const size_t before = resident_bytes ();
  g_autofree double *ms = g_new (double, N_EDITS);
  for (int i = 0; i < N_EDITS; i++) {
    static const char *const mixed[] = {
      "clip.set clip={n} gain=-1.{i}dB", "clip.move clip={n} by=0.{i}ms",
      "clip.trim clip={n} end={second}.9{i}s",
      "automation.add track={track} target=gain at={clip} value=-3.{i}"
    };
    g_autofree char *line = fill (mixed[i % 4], i);
    const char *const one[] = { line };
    const double begun = cpu_ms ();
    GError *error = NULL;
    if (!document_run (document, one, 1, NULL, &error))
      g_error ("%s", error->message);
    ms[i] = cpu_ms () - begun;
  }
  report ("a mix of edits", ms, N_EDITS);
  const History *history = document_history (document);
  printf ("%d steps: history_bytes %.1f MiB, resident memory grew by %.1f MiB\n",
          history_n_steps (history) - 1, (double) history_bytes (history) / (1 << 20),
          (double) (resident_bytes () - before) / (1 << 20));
  const int n = history_n_steps (history) - 1;
  time_steps (document, "undo", document_undo, n);
  time_steps (document, "redo", document_redo, n);
  document_free (document);
  project_unref (project);
  return 0;
}

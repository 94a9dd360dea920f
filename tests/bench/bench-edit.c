/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What editing costs in a large project: 200 tracks of 50 clips, envelopes of 20 points on each. An
 * argument names the commands to time: "range." */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "edit_fixture.h"
#include "model/clip.h"

#define N_TRACKS 200
#define N_CLIPS 50
#define N_POINTS 20
#define N_EDITS 1000
#define N_TIMES 20

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
  printf ("%-44.44s least %7.3f ms   median %7.3f ms   95 %% %7.3f ms\n", what, ms[0], ms[n / 2],
          ms[n * 95 / 100]);
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

static void
run_lines (Document *document, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GError *error = NULL;

  if (!document_run (document, (const char *const *) lines, (int) g_strv_length (lines), NULL,
                     &error))
    g_error ("%s", error->message);
}

/* Times a line on tracks and clips in turn, each time on the project as it was, after the lines of
 * `before`, if any. */
static void
time_line (const Project *project, const char *before, const char *format)
{
  double ms[N_TIMES];

  for (int i = 0; i < N_TIMES; i++) {
    Document *document = document_new (project, 1, fixture_host ());
    g_autofree char *first = before ? fill (before, i) : NULL;
    g_autofree char *line = fill (format, i);
    if (first)
      run_lines (document, first);
    const double begun = cpu_ms ();
    run_lines (document, line);
    ms[i] = cpu_ms () - begun;
    document_free (document);
  }
  report (format, ms, N_TIMES);
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

/* The same song with every clip on the beats, so that all move when the tempo changes. */
static Project *
musical_project (const Project *project)
{
  Project *musical = project_edit (project);
  TempoMap *map = tempo_map_new (project);

  for (int t = 0; t < list_n (musical->tracks); t++) {
    Track *track = (Track *) list_edit (&musical->tracks, t);
    for (int c = 0; c < list_n (track->clips); c++)
      clip_set_base (map, (Clip *) list_edit (&track->clips, c), TIME_MUSICAL);
  }
  tempo_map_free (map);
  return musical;
}

int
main (int argc, char **argv)
{
  /* What is there before each run, and the line that is timed. */
  static const char *const lines[][2] = {
    { NULL, "track.set track={track} gain=-{clip}dB" },
    { NULL, "track.add name='New {i}'" },
    { NULL, "track.move track={track} to=5" },
    { NULL, "track.duplicate track='Track {track}' name='Copy {track} {clip}'" },
    { NULL, "track.remove track='Track {track}'" },
    { NULL, "clip.set clip={n} gain=-{clip}dB" },
    { NULL, "clip.move clip={n} by=10ms" },
    { NULL, "clip.trim clip={n} end={second}.9s" },
    { NULL, "clip.split clip='Clip {track}.{clip}' at={second}.5s" },
    { NULL, "clip.duplicate clip={n} count=10" },
    { "clip.split clip=1 at=0.5s", "clip.crossfade clip=1" },
    { NULL, "clip.slip clip={n} by=10ms" },
    { NULL, "clip.remove clip='Clip {track}.{clip}'" },
    { "edit_group.set name=G tracks=all", "clip.split clip=1 at=0.5s" },
    { NULL, "edit_group.set name=G{i} tracks=all" },
    { NULL, "take.add track={track}" },
    { "take.add track={track}", "take.promote track={track} lane=1 from=10.3s to=20.6s" },
    { "take.add track={track}", "comp.set track={track} from=10.3s to=20.6s lane=1" },
    { "take.add track={track}\ncomp.set track={track} from=10.3s to=20.6s lane=1",
      "comp.flatten track={track}" },
    { "take.add track={track}", "lane.remove track={track} lane=1" },
    { NULL, "automation.add track={track} target=gain at={clip} value=-{clip}" },
    { NULL, "automation.thin track={track} target=gain" },
    { NULL, "effect.add track={track} kind=eq band1.freq={clip}0" },
    { "effect.add track={track} kind=eq", "effect.remove track={track} effect=1" },
    { NULL, "send.add track={track} to=cue1" },
    { "send.add track={track} to=cue1", "send.remove track={track} send=1" },
    { "send.add track={track} to=cue1", "cue.remove cue=cue1" },
    { NULL, "snapshot.add name=S{i}" },
    { "snapshot.add name=S", "snapshot.recall snapshot=S" },
    { "snapshot.add name=S", "snapshot.remove snapshot=S" },
    { NULL, "marker.add at={track} name=M{clip}" },
    { NULL, "tempo.add at={track} bpm={clip}0" },
    { "tempo.add at=9 bpm=90", "tempo.remove at=9" },
    { NULL, "meter.add at={track} meter=7/8" },
    { NULL, "section.add name=S{track} at={track}.1.1 length=1bar" },
    { "section.add name=S at=5 length=2bar", "section.duplicate section=S" },
    { "section.add name=S at=5 length=2bar\nsection.add name=T at=7 length=2bar",
      "section.swap section=S" },
    { "section.add name=S at=5 length=2bar", "section.move section=S to=15" },
    { "section.add name=S at=5 length=2bar", "section.remove section=S content=on" },
    { NULL, "range.copy from=5.3s to=9.6s" },
    { NULL, "range.cut from=5.3s to=9.6s" },
    { "range.copy from=5.3s to=9.6s", "range.paste from=30.2s" },
    { NULL, "range.remove from=5.3s to=9.6s" },
    { NULL, "range.remove from=5.3s to=9.6s tracks={track}" },
    { NULL, "range.remove from=5.3s to=9.6s ripple=on" },
    { NULL, "range.insert from=5.3s to=9.6s" },
    { NULL, "range.insert from=5.3s to=9.6s tracks={track}" },
  };
  IdSource ids;
  Project *project = fixture_large (&ids, N_TRACKS, N_CLIPS, N_POINTS);

  printf ("%d tracks of %d clips, %d points each\n", N_TRACKS, N_CLIPS, N_POINTS);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    if (argc < 2 || g_str_has_prefix (lines[i][1], argv[1]))
      time_line (project, lines[i][0], lines[i][1]);
  static const char *const on_beats[][2] = {
    { NULL, "tempo.add at={track} bpm=97" },
    { "tempo.add at=9 bpm=97", "tempo.remove at=9" },
    { NULL, "range.remove from=5 to=7 ripple=on" },
    { NULL, "range.insert from=5 to=7" },
  };
  Project *musical = musical_project (project);
  printf ("with the clips on beats\n");
  for (size_t i = 0; i < G_N_ELEMENTS (on_beats); i++)
    if (argc < 2 || g_str_has_prefix (on_beats[i][1], argv[1]))
      time_line (musical, on_beats[i][0], on_beats[i][1]);
  project_unref (musical);
  if (argc > 1)
    return 0;

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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/resource.h>

#include <glib.h>

#include "media/hash.h"
#include "media/pcm.h"
#include "store/take_note.h"
#include "stream/writer.h"
#include "temporary.h"

#define RATE 48000

/* A tenth of a second of which every frame says where and of which input it is; 24 bits hold it. */
static float
value_of (int input, Frames song_frame)
{
  return (float) ((song_frame * 16 + input) % 8388607) / 8388608.0f;
}

static void
feed (CaptureRing *ring, int input, Frames song_frame, int n)
{
  float *samples = g_new (float, (gsize) n);
  const float *planar[CAPTURE_CHANNELS_MAX];

  for (int i = 0; i < n; i++)
    samples[i] = value_of (input, song_frame + i);
  for (int c = 0; c < capture_ring_channels (ring); c++)
    planar[c] = samples;
  capture_ring_write (ring, planar, n);
  g_free (samples);
}

typedef struct {
  char *folder;
  Writer *writer;
  GPtrArray *reports; /* all that came, in order */
} Fixture;

static void
fixture_init (Fixture *fixture)
{
  const WriterOptions options = { .sync_seconds = 0.05, .poll_seconds = 0.01 };
  fixture->folder = temporary_folder_new ();
  fixture->writer = writer_new (&options);
  fixture->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) writer_report_free);
}

static void
fixture_clear (Fixture *fixture)
{
  writer_free (fixture->writer);
  g_ptr_array_unref (fixture->reports);
  temporary_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static WriterInput
input_of (const Fixture *fixture, const char *name)
{
  return (WriterInput){ .project_folder = fixture->folder,
                        .name = name,
                        .track = 77,
                        .rate = RATE,
                        .encoding = PCM_INT24,
                        .input = "Mic 1",
                        .first_number = 1 };
}

static int
count (const Fixture *fixture, WriterReportKind kind)
{
  int n = 0;
  for (guint i = 0; i < fixture->reports->len; i++)
    n += ((const WriterReport *) fixture->reports->pdata[i])->kind == kind;
  return n;
}

static const WriterReport *
nth (const Fixture *fixture, WriterReportKind kind, int n)
{
  for (guint i = 0; i < fixture->reports->len; i++) {
    const WriterReport *report = fixture->reports->pdata[i];
    if (report->kind == kind && n-- == 0)
      return report;
  }
  g_assert_not_reached ();
}

static void
collect (Fixture *fixture)
{
  WriterReport *report;
  while ((report = writer_next_report (fixture->writer)))
    g_ptr_array_add (fixture->reports, report);
}

static void
wait_for (Fixture *fixture, WriterReportKind kind, int n)
{
  const gint64 give_up = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (count (fixture, kind) < n) {
    g_assert_cmpint (g_get_monotonic_time (), <, give_up);
    g_usleep (2000);
    collect (fixture);
  }
}

/* The file holds n frames of the input from song_frame on but for silence in [hole, hole_end). */
static void
assert_file (const Take *take, int input, Frames song_frame, Frames n, Frames hole, Frames hole_end)
{
  GError *error = NULL;
  PcmFile *file = pcm_open (take->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pcm_info (file)->frames, ==, n);
  g_assert_cmpint (take->song_frame, ==, song_frame);
  g_autofree float *samples = g_new (float, (gsize) n);
  pcm_read (file, 0, (int) n, 0, 1, (float *const[]){ samples });
  for (Frames i = 0; i < n; i++) {
    const bool silent = song_frame + i >= hole && song_frame + i < hole_end;
    g_assert_true (samples[i] == (silent ? 0 : value_of (input, song_frame + i)));
  }
  g_assert_cmpint (take_peaks_n (take->peaks), ==, n / TAKE_PEAK_FRAMES);
  for (int64_t k = 0; k < n / TAKE_PEAK_FRAMES; k++) {
    const TakePeak peak = take_peaks_get (take->peaks, take->channels - 1, k);
    float min = 1, max = -1;
    for (Frames i = k * TAKE_PEAK_FRAMES; i < (k + 1) * TAKE_PEAK_FRAMES; i++) {
      min = MIN (min, samples[i]);
      max = MAX (max, samples[i]);
    }
    g_assert_cmpfloat_with_epsilon (peak.min, min, max / 2048 + 1e-6);
    g_assert_cmpfloat_with_epsilon (peak.max, max, max / 2048);
  }
  pcm_unref (file);
}

static void
assert_note (const Fixture *fixture, const Take *take)
{
  TakeNote note;
  GError *error = NULL;
  g_autofree char *base = g_path_get_basename (take->file);
  g_autofree char *name = g_strconcat (base, ".take", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "recovery", "takes", name, NULL);
  g_assert_true (take_note_read (path, &note, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (note.file, ==, take->file);
  g_assert_cmpstr (note.name, ==, take->name);
  g_assert_cmpstr (note.input, ==, "Mic 1");
  g_assert_cmpint (note.song_frame, ==, take->song_frame);
  g_assert_cmpint (note.number, ==, take->number);
  g_assert_cmpint (note.rate, ==, RATE);
  take_note_clear (&note);
}

static void
test_several (void)
{
  enum { INPUTS = 6, BLOCKS = 40, BLOCK = 512 };
  Fixture fixture;
  CaptureRing *rings[INPUTS];

  fixture_init (&fixture);
  for (int i = 0; i < INPUTS; i++) {
    g_autofree char *name = g_strdup_printf ("Track %d", i);
    const WriterInput input = input_of (&fixture, name);
    rings[i] = capture_ring_new (1 + i % 2, 5 * RATE);
    g_assert_cmpint (writer_add (fixture.writer, rings[i], &input), ==, i + 1);
    capture_ring_begin (rings[i], CAPTURE_PUNCH_IN, 1000 * i, 0);
  }
  writer_stop (fixture.writer, 1, 20000);
  for (int b = 0; b < BLOCKS; b++) {
    for (int i = 0; i < INPUTS; i++)
      feed (rings[i], i, 1000 * i + b * BLOCK, BLOCK);
    g_usleep (5000);
  }
  wait_for (&fixture, WRITER_STARTED, INPUTS);
  const Take *last = nth (&fixture, WRITER_STARTED, INPUTS - 1)->take;
  const gint64 give_up = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (take_synced (last) < BLOCKS * BLOCK) {
    g_assert_cmpint (g_get_monotonic_time (), <, give_up);
    g_usleep (1000);
  }
  assert_note (&fixture, last);
  for (int i = 1; i < INPUTS; i++)
    writer_stop (fixture.writer, i + 1, i % 2 ? WRITER_NOW : 7); /* 7 is long past */
  wait_for (&fixture, WRITER_CLOSED, INPUTS);
  g_assert_cmpint (count (&fixture, WRITER_FINISHED), ==, INPUTS); /* that comes first */
  for (int k = 0; k < INPUTS; k++) {
    const WriterReport *report = nth (&fixture, WRITER_FINISHED, k);
    const int i = report->input - 1;
    const Frames n = i == 0 ? 20000 : BLOCKS * BLOCK;
    g_assert_cmpint (report->n_frames, ==, n);
    g_assert_cmpint (take_synced (report->take), ==, n);
    assert_file (report->take, i, 1000 * i, n, 0, 0);
    g_autofree char *hash = media_hash_file (report->take->path, NULL, NULL, NULL, NULL);
    g_assert_cmpstr (report->hash, ==, hash);
  }
  g_assert_cmpint (count (&fixture, WRITER_FAILED) + count (&fixture, WRITER_MARK), ==, 0);
  fixture_clear (&fixture);
  for (int i = 0; i < INPUTS; i++)
    capture_ring_free (rings[i]);
}

static void
test_loop (void)
{
  Fixture fixture;
  CaptureRing *ring = capture_ring_new (1, 5 * RATE);

  fixture_init (&fixture);
  WriterInput input = input_of (&fixture, "Vox");
  input.first_number = 4;
  writer_add (fixture.writer, ring, &input);
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 500, 0); /* a pre-roll before the loop */
  feed (ring, 0, 500, 4500);
  for (int pass = 0; pass < 3; pass++) {
    capture_ring_begin (ring, CAPTURE_LOOP_WRAP, 1000, 4500 + 4000 * pass);
    feed (ring, 0, 1000, 4000);
  }
  capture_ring_end (ring);
  wait_for (&fixture, WRITER_FINISHED, 4);
  for (int pass = 0; pass < 4; pass++) {
    const Take *take = nth (&fixture, WRITER_FINISHED, pass)->take;
    g_autofree char *file = g_strdup_printf ("audio/Vox %d.wav", pass + 4);
    g_assert_cmpstr (take->file, ==, file);
    g_assert_cmpint (take->number, ==, pass + 4);
    assert_file (take, 0, pass ? 1000 : 500, pass ? 4000 : 4500, 0, 0);
    assert_note (&fixture, take);
  }
  /* It goes on listening: a second punch in, then it is stopped behind its end. */
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 90000, 50000);
  feed (ring, 0, 90000, 100);
  capture_ring_end (ring);
  writer_stop (fixture.writer, 1, 1000000);
  wait_for (&fixture, WRITER_CLOSED, 1);
  wait_for (&fixture, WRITER_FINISHED, 5);
  assert_file (nth (&fixture, WRITER_FINISHED, 4)->take, 0, 90000, 100, 0, 0);
  fixture_clear (&fixture);
  capture_ring_free (ring);
}

/* What is missing is silence, and the rest stays where it was played. */
static void
test_holes (void)
{
  Fixture fixture;
  CaptureRing *ring = capture_ring_new (1, 16384);

  fixture_init (&fixture);
  const WriterInput input = input_of (&fixture, "Vox");
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  feed (ring, 0, 0, 2000);
  capture_ring_begin (ring, CAPTURE_XRUN, 2300, 2300);
  feed (ring, 0, 2300, 1000);
  capture_ring_begin (ring, CAPTURE_XRUN, 3300, 3700); /* the song stood still meanwhile */
  for (Frames at = 3300; at < 23300; at += 1000) /* more than the ring holds */
    feed (ring, 0, at, 1000);
  writer_add (fixture.writer, ring, &input);
  wait_for (&fixture, WRITER_STARTED, 1);
  const Take *first = nth (&fixture, WRITER_STARTED, 0)->take;
  const gint64 give_up = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (take_frames (first) < 23300 - capture_ring_lost (ring)) {
    g_assert_cmpint (g_get_monotonic_time (), <, give_up);
    g_usleep (1000);
  }
  feed (ring, 0, 23300, 1000);
  capture_ring_begin (ring, CAPTURE_GAP, 600 * RATE, 30000); /* too far for silence */
  feed (ring, 0, 600 * RATE, 500);
  writer_stop (fixture.writer, 1, WRITER_NOW);
  wait_for (&fixture, WRITER_FINISHED, 2);
  wait_for (&fixture, WRITER_CLOSED, 1);

  g_assert_cmpint (count (&fixture, WRITER_MARK), ==, 3);
  const WriterReport *mark = nth (&fixture, WRITER_MARK, 0);
  g_assert_cmpint (mark->reason, ==, CAPTURE_XRUN);
  g_assert_cmpint (mark->song_frame, ==, 2000);
  g_assert_cmpint (mark->missing, ==, 300);
  mark = nth (&fixture, WRITER_MARK, 1);
  g_assert_cmpint (mark->reason, ==, CAPTURE_XRUN);
  g_assert_cmpint (mark->song_frame, ==, 3300);
  g_assert_cmpint (mark->missing, ==, 0);
  mark = nth (&fixture, WRITER_MARK, 2);
  g_assert_cmpint (mark->reason, ==, CAPTURE_LOST);
  g_assert_cmpint (mark->missing, ==, capture_ring_lost (ring));
  const Frames lost_at = mark->song_frame;
  g_assert_cmpint (lost_at + mark->missing, ==, 23300);

  PcmFile *file = pcm_open (nth (&fixture, WRITER_FINISHED, 0)->take->path, NULL);
  g_assert_cmpint (pcm_info (file)->frames, ==, 24300);
  g_autofree float *samples = g_new (float, 24300);
  pcm_read (file, 0, 24300, 0, 1, (float *const[]){ samples });
  for (Frames i = 0; i < 24300; i++) {
    const bool silent = (i >= 2000 && i < 2300) || (i >= lost_at && i < 23300);
    g_assert_true (samples[i] == (silent ? 0 : value_of (0, i)));
  }
  pcm_unref (file);
  assert_file (nth (&fixture, WRITER_FINISHED, 1)->take, 0, 600 * RATE, 500, 0, 0);
  fixture_clear (&fixture);
  capture_ring_free (ring);
}

/* One file finds no room, the other goes on. */
static void
test_full (void)
{
  Fixture fixture;
  CaptureRing *large = capture_ring_new (2, 5 * RATE), *small = capture_ring_new (1, 5 * RATE);
  struct rlimit before, limit;

  fixture_init (&fixture);
  const WriterInput input = input_of (&fixture, "Large"), other = input_of (&fixture, "Small");
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  limit = before;
  limit.rlim_cur = 120000;
  setrlimit (RLIMIT_FSIZE, &limit);
  writer_add (fixture.writer, large, &input);
  writer_add (fixture.writer, small, &other);
  capture_ring_begin (large, CAPTURE_PUNCH_IN, 0, 0);
  capture_ring_begin (small, CAPTURE_PUNCH_IN, 0, 0);
  for (int b = 0; b < 30; b++) {
    feed (large, 1, 1000 * b, 1000);
    feed (small, 2, 1000 * b, 1000);
    g_usleep (2000);
  }
  wait_for (&fixture, WRITER_FAILED, 1);
  wait_for (&fixture, WRITER_FINISHED, 1);
  capture_ring_begin (large, CAPTURE_LOOP_WRAP, 0, 30000); /* nothing is tried again */
  feed (large, 1, 0, 1000);
  writer_stop (fixture.writer, 1, WRITER_NOW);
  writer_stop (fixture.writer, 2, WRITER_NOW);
  wait_for (&fixture, WRITER_CLOSED, 2);
  wait_for (&fixture, WRITER_FINISHED, 2);
  setrlimit (RLIMIT_FSIZE, &before);

  g_assert_cmpint (count (&fixture, WRITER_FAILED), ==, 1);
  g_assert_cmpint (count (&fixture, WRITER_STARTED), ==, 2);
  const WriterReport *failed = nth (&fixture, WRITER_FAILED, 0);
  g_assert_cmpint (failed->input, ==, 1);
  g_test_message ("%s", failed->sentence);
  g_assert_nonnull (strstr (failed->sentence, "Large 1.wav"));
  g_assert_nonnull (strstr (failed->sentence, "0.4 s before are kept"));
  const WriterReport *kept = nth (&fixture, WRITER_FINISHED, 0);
  g_assert_cmpint (kept->n_frames, >, (120000 - 1000) / 6);
  assert_file (kept->take, 1, 0, kept->n_frames, 0, 0);
  assert_note (&fixture, kept->take);
  assert_file (nth (&fixture, WRITER_FINISHED, 1)->take, 2, 0, 30000, 0, 0);
  fixture_clear (&fixture);
  capture_ring_free (large);
  capture_ring_free (small);
}

static void
test_no_folder (void)
{
  Fixture fixture;
  CaptureRing *ring = capture_ring_new (1, RATE);

  fixture_init (&fixture);
  WriterInput input = input_of (&fixture, "Vox");
  input.project_folder = "/dev/null/song";
  writer_add (fixture.writer, ring, &input);
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  feed (ring, 0, 0, 1000);
  wait_for (&fixture, WRITER_FAILED, 1);
  g_assert_null (nth (&fixture, WRITER_FAILED, 0)->take);
  g_assert_nonnull (strstr (nth (&fixture, WRITER_FAILED, 0)->sentence, "/dev/null/song"));
  writer_stop (fixture.writer, 1, WRITER_NOW);
  wait_for (&fixture, WRITER_CLOSED, 1);
  fixture_clear (&fixture);
  capture_ring_free (ring);
}

static void
count_call (void *data)
{
  atomic_fetch_add ((atomic_int *) data, 1);
}

static void
test_idle (void)
{
  atomic_int calls = 0;
  char *folder = temporary_folder_new ();
  Writer *writer =
      writer_new (&(WriterOptions){ .poll_seconds = 0.001, .notify = count_call, .data = &calls });
  CaptureRing *ring = capture_ring_new (1, RATE);
  WriterReport *report;

  g_usleep (100000);
  g_assert_cmpint (writer_rounds (writer), <=, 1);
  const WriterInput input = {
    .project_folder = folder, .name = "x", .rate = RATE, .encoding = PCM_FLOAT32
  };
  const int number = writer_add (writer, ring, &input);
  writer_stop (writer, number, 0);
  while (!(report = writer_next_report (writer)))
    g_usleep (1000);
  g_assert_cmpint (report->kind, ==, WRITER_CLOSED);
  writer_report_free (report);
  g_usleep (20000);
  const int64_t rounds = writer_rounds (writer);
  g_usleep (100000);
  g_assert_cmpint (writer_rounds (writer), ==, rounds);
  g_assert_cmpint (atomic_load (&calls), ==, 1);
  writer_free (writer);
  capture_ring_free (ring);
  temporary_folder_remove (folder);
  g_free (folder);
}

/* Freed in the middle of a take: the file is whole all the same. */
static void
test_free (void)
{
  Fixture fixture;
  CaptureRing *ring = capture_ring_new (1, RATE);

  fixture_init (&fixture);
  const WriterInput input = input_of (&fixture, "Vox");
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  feed (ring, 0, 0, 5001);
  writer_add (fixture.writer, ring, &input);
  writer_free (fixture.writer);
  fixture.writer = NULL;
  g_autofree char *path = g_build_filename (fixture.folder, "audio", "Vox 1.wav", NULL);
  PcmFile *file = pcm_open (path, NULL);
  g_assert_cmpint (pcm_info (file)->frames, ==, 5001);
  g_assert_false (pcm_info (file)->truncated);
  pcm_unref (file);
  fixture_clear (&fixture);
  capture_ring_free (ring);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/writer/several", test_several);
  g_test_add_func ("/stream/writer/loop", test_loop);
  g_test_add_func ("/stream/writer/holes", test_holes);
  g_test_add_func ("/stream/writer/full", test_full);
  g_test_add_func ("/stream/writer/no-folder", test_no_folder);
  g_test_add_func ("/stream/writer/idle", test_idle);
  g_test_add_func ("/stream/writer/free", test_free);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <sndfile.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "media/hash.h"
#include "media/probe.h"
#include "media/wav_resize.h"
#include "stream/take_file.h"
#include "stream/writer.h"
#include "temporary.h"

#define RATE 48000

/* Every value of the ramp is a number of 24 bits, so both encodings give it back. */
static float
ramp (Frames frame, int channel)
{
  const int64_t x = (frame * 7919 + channel * 104729) % 16777216 - 8388608;
  return (float) x / 8388608.0f;
}

static void
write_ramp (TakeFile *take, int channels, Frames from, int n)
{
  GError *error = NULL;
  float *planar[8];

  for (int c = 0; c < channels; c++) {
    planar[c] = g_new (float, (gsize) n);
    for (int i = 0; i < n; i++)
      planar[c][i] = ramp (from + i, c);
  }
  g_assert_true (take_file_write (take, (const float *const *) planar, n, &error));
  g_assert_no_error (error);
  for (int c = 0; c < channels; c++)
    g_free (planar[c]);
}

/* libsndfile knows nothing of us: what it reads any program does. */
static void
assert_readable (const char *path, int channels, Frames frames)
{
  SF_INFO info = { 0 };
  SNDFILE *file = sf_open (path, SFM_READ, &info);
  g_assert_nonnull (file);
  g_assert_cmpint (info.frames, ==, frames);
  g_assert_cmpint (info.channels, ==, channels);
  g_assert_cmpint (info.samplerate, ==, RATE);
  g_autofree float *samples = g_new (float, (gsize) (frames * channels + 1));
  g_assert_cmpint (sf_readf_float (file, samples, frames), ==, frames);
  for (Frames i = 0; i < frames; i++)
    for (int c = 0; c < channels; c++)
      g_assert_true (samples[i * channels + c] == ramp (i, c));
  sf_close (file);
}

static void
assert_form (const char *path, const char *form, const char *second)
{
  g_autofree char *bytes = NULL;
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpint (memcmp (bytes, form, 4), ==, 0);
  g_assert_cmpint (memcmp (bytes + 12, second, 4), ==, 0);
}

static void
check_syncs (int channels, PcmEncoding encoding)
{
  static const int steps[] = { 1, 480, 4097, 12345, 3 };
  char *folder = temporary_folder_new ();
  GError *error = NULL;
  const TakeFileSpec spec = { .folder = folder,
                              .name = "Gr\303\274n 1",
                              .rate = RATE,
                              .channels = channels,
                              .encoding = encoding,
                              .song_frame = INT64_C (5000000000),
                              .originator = "Lacquer" };
  TakeFile *take = take_file_new (&spec, &error);
  g_assert_no_error (error);
  g_autofree char *path = g_strdup (take_file_path (take));
  g_assert_true (g_str_has_suffix (path, "/Gr\303\274n 1.wav"));
  Frames frames = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    write_ramp (take, channels, frames, steps[i]);
    frames += steps[i];
    g_assert_true (take_file_sync (take, &error));
    g_assert_cmpint (take_file_synced (take), ==, frames);
    assert_readable (path, channels, frames);
  }
  assert_form (path, "RIFF", "JUNK");
  g_autofree char *hash = NULL;
  g_assert_true (take_file_finish (take, &hash, &error));
  g_autofree char *again = media_hash_file (path, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (hash, ==, again);
  assert_readable (path, channels, frames);

  MediaInfo info;
  g_assert_true (media_probe (path, &info, &error));
  g_assert_cmpint (info.frames, ==, frames);
  g_assert_cmpint (info.time_reference, ==, INT64_C (5000000000));
  g_assert_cmpstr (info.bext.originator, ==, "Lacquer");
  g_assert_cmpint (info.bits, ==, encoding == PCM_INT24 ? 24 : 32);
  g_assert_false (info.truncated);
  media_info_clear (&info);
  temporary_folder_remove (folder);
  g_free (folder);
}

static void
test_syncs (void)
{
  check_syncs (1, PCM_INT24);
  check_syncs (2, PCM_INT24);
  check_syncs (2, PCM_FLOAT32);
  check_syncs (5, PCM_INT24);
}

static void
test_values (void)
{
  static const float given[] = { 1.0f, -1.0f, 1.5f, -3.0f, NAN, INFINITY, 0x1.8p-24f, 0x1.2p-23f };
  static const float as_24[] = {
    8388607 / 8388608.0f, -1, 8388607 / 8388608.0f, -1, 0, 0, 0x1p-23f, 0x1p-23f
  };
  static const float as_32[] = { 1, -1, 1.5f, -3, 0, 0, 0x1.8p-24f, 0x1.2p-23f };
  char *folder = temporary_folder_new ();
  const float *const planar[] = { given };

  for (int k = 0; k < 2; k++) {
    const TakeFileSpec spec = { .folder = folder,
                                .name = "a/b:c",
                                .rate = RATE,
                                .channels = 1,
                                .encoding = k ? PCM_FLOAT32 : PCM_INT24 };
    TakeFile *take = take_file_new (&spec, NULL);
    g_autofree char *path = g_strdup (take_file_path (take));
    g_assert_true (g_str_has_suffix (path, k ? "/a_b_c 2.wav" : "/a_b_c.wav"));
    g_assert_true (take_file_write (take, planar, G_N_ELEMENTS (given), NULL));
    g_assert_true (take_file_close (take, NULL));
    SF_INFO info = { 0 };
    SNDFILE *file = sf_open (path, SFM_READ, &info);
    float back[G_N_ELEMENTS (given)];
    g_assert_cmpint (sf_readf_float (file, back, G_N_ELEMENTS (given)), ==, G_N_ELEMENTS (given));
    for (guint i = 0; i < G_N_ELEMENTS (given); i++)
      g_assert_cmpfloat (back[i], ==, (k ? as_32 : as_24)[i]);
    sf_close (file);
  }
  temporary_folder_remove (folder);
  g_free (folder);
}

/* The limit stands for 4 GiB; the size of the header decides to the frame. */
static void
test_rf64 (void)
{
  char *folder = temporary_folder_new ();
  TakeFileSpec spec = { .folder = folder,
                        .name = "long",
                        .rate = RATE,
                        .channels = 2,
                        .encoding = PCM_INT24,
                        .limit = 100000 };
  TakeFile *take = take_file_new (&spec, NULL);
  const char *path = take_file_path (take);
  WavShape shape;

  g_assert_true (wav_measure (path, &shape, NULL));
  const int last = (int) ((100000 + 8 - shape.data_at) / 6);
  write_ramp (take, 2, 0, last);
  g_assert_true (take_file_sync (take, NULL));
  assert_form (path, "RIFF", "JUNK");
  assert_readable (path, 2, last);
  write_ramp (take, 2, last, 1);
  g_assert_true (take_file_sync (take, NULL));
  assert_form (path, "RF64", "ds64");
  assert_readable (path, 2, last + 1);
  write_ramp (take, 2, last + 1, 30000);
  g_autofree char *kept = g_strdup (path);
  g_assert_true (take_file_close (take, NULL));
  assert_readable (kept, 2, last + 30001);

  MediaInfo info;
  g_assert_true (media_probe (kept, &info, NULL));
  g_assert_cmpint (info.frames, ==, last + 30001);
  media_info_clear (&info);
  temporary_folder_remove (folder);
  g_free (folder);
}

/* What stands behind the last sync, down to part of a frame, as a killed process leaves it. */
static void
test_mend (void)
{
  for (int syncs = 0; syncs < 2; syncs++) {
    char *folder = temporary_folder_new ();
    const TakeFileSpec spec = { .folder = folder,
                                .name = "cut",
                                .rate = RATE,
                                .channels = 3,
                                .encoding = syncs ? PCM_FLOAT32 : PCM_INT24 };
    TakeFile *take = take_file_new (&spec, NULL);
    g_autofree char *path = g_strdup (take_file_path (take));
    write_ramp (take, 3, 0, 1000);
    if (syncs)
      g_assert_true (take_file_sync (take, NULL));
    write_ramp (take, 3, 1000, 777);
    FILE *rest = g_fopen (path, "ab");
    fwrite ("12345", 1, 5, rest);
    fclose (rest);

    WavShape shape;
    GError *error = NULL;
    g_assert_true (wav_measure (path, &shape, &error));
    g_assert_cmpint (shape.frames, ==, 1777);
    g_assert_true (wav_mend (path, &shape, &error));
    g_assert_no_error (error);
    g_assert_cmpint (shape.frames, ==, 1777);
    assert_readable (path, 3, 1777);
    g_autofree char *once = media_hash_file (path, NULL, NULL, NULL, NULL);
    g_assert_true (wav_mend (path, &shape, &error));
    g_autofree char *twice = media_hash_file (path, NULL, NULL, NULL, NULL);
    g_assert_cmpstr (once, ==, twice);
    take_file_close (take, NULL);
    temporary_folder_remove (folder);
    g_free (folder);
  }
}

static void
test_mend_refuses (void)
{
  char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x.wav", NULL);
  static const char *const contents[] = { "", "RIFF", "no sound at all, but longer than a header" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    WavShape shape;
    GError *error = NULL;
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_false (wav_mend (path, &shape, &error));
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
    g_error_free (error);
    g_autofree char *after = NULL;
    g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, contents[i]);
  }
  temporary_folder_remove (folder);
  g_free (folder);
}

static void
test_full (void)
{
  char *folder = temporary_folder_new ();
  const TakeFileSpec spec = {
    .folder = folder, .name = "full", .rate = RATE, .channels = 2, .encoding = PCM_INT24
  };
  TakeFile *take = take_file_new (&spec, NULL);
  g_autofree char *path = g_strdup (take_file_path (take));
  struct rlimit before, small;
  GError *error = NULL;
  WavShape shape;
  float *zeros = g_new0 (float, 20000);
  const float *const planar[] = { zeros, zeros };

  g_assert_true (wav_measure (path, &shape, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 60001;
  setrlimit (RLIMIT_FSIZE, &small);
  write_ramp (take, 2, 0, 5000);
  const bool wrote = take_file_write (take, planar, 20000, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_false (wrote);
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  const Frames kept = (60001 - shape.data_at) / 6;
  g_assert_cmpint (take_file_frames (take), ==, kept);
  /* There is room again, and still nothing is added behind a hole. */
  g_assert_false (take_file_write (take, planar, 1, &error));
  g_clear_error (&error);
  g_assert_true (take_file_close (take, &error));
  g_assert_no_error (error);
  SF_INFO info = { 0 };
  SNDFILE *file = sf_open (path, SFM_READ, &info);
  g_assert_cmpint (info.frames, ==, kept);
  sf_close (file);
  g_free (zeros);
  temporary_folder_remove (folder);
  g_free (folder);
}

/* A program that records four times as fast as it sounds, until it is killed. */
enum { SPEED = 4, BLOCK = 960 };

static void
record (const char *folder, _Atomic int64_t *played)
{
  Writer *writer = writer_new (&(WriterOptions){ .sync_seconds = 0.1, .poll_seconds = 0.02 });
  CaptureRing *ring = capture_ring_new (2, 5 * RATE);
  float left[BLOCK], right[BLOCK];
  const float *const planar[] = { left, right };
  const gint64 begun = g_get_monotonic_time ();

  writer_add (writer, ring,
              &(WriterInput){
                  .project_folder = folder, .name = "Vox", .rate = RATE, .encoding = PCM_INT24 });
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  for (Frames at = 0;; at += BLOCK) {
    const gint64 due = begun + (gint64) at * G_USEC_PER_SEC / RATE / SPEED;
    const gint64 now = g_get_monotonic_time ();
    if (due > now)
      g_usleep ((gulong) (due - now));
    for (int i = 0; i < BLOCK; i++) {
      left[i] = ramp (at + i, 0);
      right[i] = ramp (at + i, 1);
    }
    capture_ring_write (ring, planar, BLOCK);
    atomic_store (played, at + BLOCK);
  }
}

static void
test_kill (void)
{
  _Atomic int64_t *played =
      mmap (NULL, sizeof *played, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  for (int round = 0; round < 5; round++) {
    char *folder = temporary_folder_new ();
    atomic_store (played, 0);
    const pid_t child = fork ();
    if (child == 0) {
      record (folder, played);
      _exit (0);
    }
    while (atomic_load (played) == 0)
      g_usleep (1000);
    g_usleep ((gulong) g_test_rand_int_range (50000, 350000));
    kill (child, SIGKILL);
    g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
    const Frames all = atomic_load (played);

    g_autofree char *path = g_build_filename (folder, "audio", "Vox 1.wav", NULL);
    WavShape shape;
    GError *error = NULL;
    g_assert_true (wav_mend (path, &shape, &error));
    g_assert_no_error (error);
    g_test_message ("%.3f s played, %.3f s lost", (double) all / RATE,
                    (double) (all - shape.frames) / RATE);
    g_assert_cmpint (shape.frames, <=, all + BLOCK);
    g_assert_cmpint (shape.frames, >=, all - RATE);
    assert_readable (path, 2, shape.frames);
    g_autofree char *note = g_build_filename (folder, "recovery", "takes", "Vox 1.wav.take", NULL);
    g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
    temporary_folder_remove (folder);
    g_free (folder);
  }
  munmap ((void *) played, sizeof *played);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/take-file/syncs", test_syncs);
  g_test_add_func ("/stream/take-file/values", test_values);
  g_test_add_func ("/stream/take-file/rf64", test_rf64);
  g_test_add_func ("/stream/take-file/mend", test_mend);
  g_test_add_func ("/stream/take-file/mend-refuses", test_mend_refuses);
  g_test_add_func ("/stream/take-file/full", test_full);
  g_test_add_func ("/stream/take-file/kill", test_kill);
  return g_test_run ();
}

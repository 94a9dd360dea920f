/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of songs' mixes: bounded by size and by age, never what is in use. */
#include "render/song_cache.h"

#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>
#include <utime.h>

#include "temporary.h"

#define NOW INT64_C (1500000000) /* before this test was written */
#define DAY (24 * 60 * 60)
#define SIZE 1000
#define N 6

static const SongCacheLimits wide = { .bytes = INT64_MAX, .seconds = INT64_MAX };

static char *
path_of (const char *folder, int number)
{
  g_autofree char *name = g_strdup_printf ("%064x.wav", (unsigned) number);
  return g_build_filename (folder, name, NULL);
}

static void
write_file (const char *path, size_t size, int64_t used)
{
  g_autofree char *bytes = g_malloc0 (size + 1);
  const struct utimbuf times = { .actime = used, .modtime = used };
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* Mix i was made long ago and used i + 1 days before now; with its words it has SIZE bytes. */
static char *
make_cache (void)
{
  char *folder = temporary_folder_new ();
  for (int i = 0; i < N; i++) {
    g_autofree char *path = path_of (folder, i);
    g_autofree char *words = g_strconcat (path, ".txt", NULL);
    write_file (path, SIZE - 10, NOW - 1000 * DAY);
    write_file (words, 10, NOW - (i + 1) * DAY);
  }
  return folder;
}

/* Which mixes are there, a bit each; each with its words or without both. */
static unsigned
mixes_in (const char *folder)
{
  unsigned there = 0;
  for (int i = 0; i < N; i++) {
    g_autofree char *path = path_of (folder, i);
    g_autofree char *words = g_strconcat (path, ".txt", NULL);
    const bool is = g_file_test (path, G_FILE_TEST_EXISTS);
    g_assert_cmpint (is, ==, g_file_test (words, G_FILE_TEST_EXISTS));
    there |= (unsigned) is << i;
  }
  return there;
}

static void
assert_pruned (SongCacheLimits limits, const char *const *kept, int64_t now, unsigned expected)
{
  g_autofree char *folder = make_cache ();
  int n;
  song_cache_prune (folder, kept, &limits, now);
  g_assert_cmphex (mixes_in (folder), ==, expected);
  g_assert_cmpint (song_cache_size (folder, &n), ==, n * SIZE);
  g_assert_cmpint (n, ==, __builtin_popcount (expected));
  temporary_folder_remove (folder);
}

static void
test_limits (void)
{
  const char *const none[] = { NULL };
  g_autofree char *path = path_of ("/", 5);
  const char *const last[] = { strrchr (path, '/') + 1, NULL };

  assert_pruned (wide, none, NOW, 0x3f);
  /* By age: what was used four days ago is still there. */
  assert_pruned ((SongCacheLimits){ INT64_MAX, 4 * DAY }, none, NOW, 0x0f);
  /* By size: the ones that were used last. */
  assert_pruned ((SongCacheLimits){ 3 * SIZE, INT64_MAX }, none, NOW, 0x07);
  assert_pruned ((SongCacheLimits){ 3 * SIZE - 1, INT64_MAX }, none, NOW, 0x03);
  /* What is in use stays, though it is the oldest and counts. */
  assert_pruned ((SongCacheLimits){ 3 * SIZE, INT64_MAX }, last, NOW, 0x23);
  assert_pruned ((SongCacheLimits){ 0, 0 }, last, NOW, 0x20);
  /* What another program used within the hour. */
  assert_pruned ((SongCacheLimits){ 0, 0 }, none, NOW - DAY + 3600, 0x01);
  assert_pruned ((SongCacheLimits){ 0, 0 }, none, NOW - DAY + 3601, 0x00);
}

static void
test_use (void)
{
  g_autofree char *folder = make_cache ();
  g_autofree char *path = path_of (folder, 5);
  const char *const none[] = { NULL };

  song_cache_use (path);
  song_cache_prune (folder, none, &(SongCacheLimits){ SIZE, INT64_MAX }, INT64_C (1) << 40);
  g_assert_cmphex (mixes_in (folder), ==, 0x20);
  temporary_folder_remove (folder);
}

/* Nothing that is no mix goes but what was left half written. */
static void
test_others (void)
{
  static const char *const names[] = { "notes.txt", "Master.wav", "0123.wav",
                                       "0123456789abcdef.wav.txt" };
  g_autofree char *folder = make_cache ();
  g_autofree char *half = g_build_filename (folder, ".lacquer-12-0.part", NULL);
  g_autofree char *fresh = g_build_filename (folder, ".lacquer-13-0.part", NULL);
  const char *const none[] = { NULL };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    write_file (path, SIZE, 1);
  }
  write_file (half, SIZE, NOW - 3601);
  write_file (fresh, SIZE, NOW - 3599);
  song_cache_prune (folder, none, &wide, NOW);
  g_assert_cmphex (mixes_in (folder), ==, 0x3f);
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  song_cache_prune (folder, none, &(SongCacheLimits){ 0, 0 }, NOW);
  g_assert_cmphex (mixes_in (folder), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  temporary_folder_remove (folder);
}

static void
test_no_folder (void)
{
  const char *const none[] = { NULL };
  int n = 1;
  song_cache_prune ("/nowhere/at/all", none, &wide, NOW);
  g_assert_cmpint (song_cache_size ("/nowhere/at/all", &n), ==, 0);
  g_assert_cmpint (n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/song-cache/limits", test_limits);
  g_test_add_func ("/render/song-cache/use", test_use);
  g_test_add_func ("/render/song-cache/others", test_others);
  g_test_add_func ("/render/song-cache/no-folder", test_no_folder);
  return g_test_run ();
}

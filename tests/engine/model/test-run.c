/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs against a plain sorted array, and that older runs stay as they were. */
#include "model/run.h"

#include "base/hash.h"

#define N_EDITS 4000

static void
assert_same (const Run *run, const GArray *plain)
{
  int c = 0, at = 0, n;
  const Point *points;

  g_assert_cmpint (run_n (run), ==, plain->len);
  for (; (points = run_point_chunk (run, c, &n)); c++)
    for (int i = 0; i < n; i++, at++) {
      const Point *point = &g_array_index (plain, Point, at);
      g_assert_cmpint (points[i].at, ==, point->at);
      g_assert_cmpfloat (points[i].value, ==, point->value);
      g_assert_true (run_point (run, at)->at == point->at);
    }
  g_assert_cmpint (at, ==, plain->len);
}

static guint
plain_lower_bound (const GArray *plain, int64_t at)
{
  guint i = 0;
  while (i < plain->len && g_array_index (plain, Point, i).at < at)
    i++;
  return i;
}

static void
test_points (void)
{
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (Point));
  Run *run = NULL, *kept = NULL;
  g_autoptr (GArray) was = NULL;

  for (int i = 0; i < N_EDITS; i++) {
    const uint64_t bits = hash_at (3, i);
    const int64_t at = (int64_t) (bits % 3000);
    if (bits >> 60 < 5 && plain->len > 0) {
      const guint index = (guint) (bits >> 20) % plain->len;
      run_remove (&run, (int) index);
      g_array_remove_index (plain, index);
    } else {
      const Point point = { .at = at, .value = i, .shape = POINT_LINEAR };
      const guint index = plain_lower_bound (plain, at);
      const int got = run_insert_point (&run, &point);
      if (index < plain->len && g_array_index (plain, Point, index).at == at)
        g_array_index (plain, Point, index) = point;
      else
        g_array_insert_val (plain, index, point);
      g_assert_cmpint (got, ==, index);
    }
    g_assert_cmpint (run_lower_bound (run, at), ==, plain_lower_bound (plain, at));
    if (i == N_EDITS / 2) {
      kept = run_ref (run);
      was = g_array_copy (plain);
    }
    if (i % 200 == 0)
      assert_same (run, plain);
  }
  assert_same (run, plain);
  assert_same (kept, was);
  /* Other chunks, the same contents. */
  Run *again = NULL;
  for (guint i = 0; i < plain->len; i++)
    run_append_point (&again, &g_array_index (plain, Point, i));
  g_assert_true (run_equal (run, again));
  g_assert_false (run_equal (run, kept));
  g_assert_cmpuint (run_new_bytes (run, run), ==, 0);
  g_assert_cmpuint (run_new_bytes (run, NULL), >=, plain->len * sizeof (Point));
  run_unref (again);
  run_unref (kept);
  run_unref (run);
}

/* One note changed in a long run copies one chunk and not the rest. */
static void
test_sharing (void)
{
  Run *run = NULL;
  for (int i = 0; i < 20000; i++)
    run_append_note (&run, &(Note){ .at = 2 * i, .length = 1, .id = (Id) i + 1, .pitch = i % 128 });
  Run *old = run_ref (run);
  run_insert_note (&run, &(Note){ .at = 20001, .length = 1, .id = 99999 });
  g_assert_cmpuint (run_new_bytes (run, old), <, 64 * 1024);
  g_assert_cmpint (run_find_note (run, 99999), ==, 10001);
  g_assert_cmpint (run_find_note (old, 99999), ==, -1);
  g_assert_cmpint (run_n (old), ==, 20000);
  run_unref (old);
  run_unref (run);
}

/* Made in one piece, and moved, a run is what appending makes; what it was shared with stays. */
static void
test_whole (void)
{
  static const int sizes[] = { 0, 1, 5, 256, 257, 1000 };

  for (size_t k = 0; k < G_N_ELEMENTS (sizes); k++) {
    const int n = sizes[k];
    g_autofree Point *points = g_new (Point, n + 1);
    g_autoptr (GRefString) text = g_ref_string_new ("later=\"1\"");
    Run *one_by_one = NULL, *moved = NULL;
    for (int i = 0; i < n; i++) {
      points[i] = (Point){ .at = 3 * i - 5, .value = i, .shape = POINT_LINEAR };
      points[i].unknown = i % 3 == 0 ? text : NULL;
      run_append_point (&one_by_one, &points[i]);
      points[i].at += 7;
      run_append_point (&moved, &points[i]);
      points[i].at -= 7;
    }
    Run *whole = run_new_points (points, n);
    g_assert_true (run_equal (whole, one_by_one));
    Run *shared = run_ref (whole);
    run_shift (&shared, 7);
    g_assert_true (run_equal (shared, moved));
    g_assert_true (run_equal (whole, one_by_one));
    /* What has room is appended to, what has none too. */
    run_append_point (&whole, &(Point){ .at = 3 * n, .value = 1 });
    g_assert_cmpint (run_n (whole), ==, n + 1);
    g_assert_cmpint (run_point (whole, n)->at, ==, 3 * n);
    run_unref (whole);
    run_unref (shared);
    run_unref (one_by_one);
    run_unref (moved);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/run/points", test_points);
  g_test_add_func ("/model/run/sharing", test_sharing);
  g_test_add_func ("/model/run/whole", test_whole);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lyrics_text.h"

#include "base/error.h"
#include "base/hash.h"

#include <math.h>
#include <string.h>

static GArray *
song (void)
{
  GArray *texts = timed_texts_new ();

  timed_texts_add (texts, 62.345, 0, "second, \"quoted\"");
  timed_texts_add (texts, 1.5, 4, "erste Zeile \303\274ber\nzwei");
  timed_texts_add (texts, 3725.9996, 0, "a < b & c > d");
  timed_texts_add (texts, -1, 0, "before");
  return texts;
}

static void
test_lrc (void)
{
  g_autoptr (GArray) texts = song ();
  g_autofree char *out = lrc_write (texts, "Lied\n", NULL);

  g_assert_cmpstr (out, ==,
                   "[ti:Lied]\n"
                   "[00:00.00]before\n"
                   "[00:01.50]erste Zeile \303\274ber zwei\n"
                   "[00:04.00]\n"
                   "[01:02.34]second, \"quoted\"\n"
                   "[62:06.00]a < b & c > d\n");
}

static void
test_vtt (void)
{
  g_autoptr (GArray) texts = song ();
  g_autofree char *out = vtt_write (texts);

  g_assert_cmpstr (out, ==,
                   "WEBVTT\n"
                   "\n00:00:00.000 --> 00:00:01.500\nbefore\n"
                   "\n00:00:01.500 --> 00:00:04.000\nerste Zeile \303\274ber zwei\n"
                   "\n00:01:02.345 --> 01:02:06.000\nsecond, \"quoted\"\n"
                   "\n01:02:06.000 --> 01:02:11.000\na &lt; b &amp; c &gt; d\n");
}

static void
test_csv (void)
{
  g_autoptr (GArray) texts = song ();
  g_autofree char *out = markers_csv_write (texts);

  g_assert_cmpstr (out, ==,
                   "seconds,position,name\n"
                   "0.000,0:00.000,before\n"
                   "1.500,0:01.500,erste Zeile \303\274ber zwei\n"
                   "62.345,1:02.345,\"second, \"\"quoted\"\"\"\n"
                   "3726.000,62:06.000,a < b & c > d\n");
}

static void
assert_line (const GArray *texts, unsigned i, double seconds, double end, const char *text)
{
  const TimedText *line = &g_array_index (texts, TimedText, i);

  g_assert_cmpuint (i, <, texts->len);
  g_assert_cmpfloat (fabs (line->seconds - seconds), <, 1e-9);
  g_assert_cmpfloat (fabs (line->end - end), <, 1e-9);
  g_assert_cmpstr (line->text, ==, text);
}

static void
test_lrc_read (void)
{
  const char text[] = "\xef\xbb\xbf[ti:Song]\r\n[offset:+500]\r\n"
                      "[00:12.00][01:00.5] chorus \r\n"
                      "no stamp\r\r\n"
                      "[00:20]<00:20.00> word <00:20.50> by word\n"
                      "[00:22.125]\n"
                      "[00:30:25]old\n"
                      "[9999999999:00.00]far\n"
                      "[00:00.10]early";
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) texts = lrc_read (text, sizeof text - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (texts->len, ==, 5);
  assert_line (texts, 0, 0, 0, "early");
  assert_line (texts, 1, 11.5, 11.5, "chorus");
  assert_line (texts, 2, 19.5, 21.625, "word  by word");
  assert_line (texts, 3, 29.75, 29.75, "old");
  assert_line (texts, 4, 60, 60, "chorus");

  g_autoptr (GArray) latin = lrc_read ("[00:01.00]\374ber", 14, &error);
  assert_line (latin, 0, 1, 1, "\303\274ber");
  g_assert_null (lrc_read ("only words\n[ti:x]", 17, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
}

static void
test_lrc_round_trip (void)
{
  g_autoptr (GArray) texts = timed_texts_new ();

  for (int i = 0; i < 500; i++) {
    g_autofree char *text = g_strdup_printf ("line %d", i);
    const double at = i * 7.13 + (double) (hash_at (1, i) % 300) / 100;
    timed_texts_add (texts, at, i % 3 ? at : at + 2.5, text);
  }
  g_autofree char *once = lrc_write (texts, "T", "A");
  g_autoptr (GArray) back = lrc_read (once, strlen (once), NULL);
  g_autofree char *twice = lrc_write (back, "T", "A");
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpuint (back->len, ==, 500);

  /* Any bytes: an answer, no crash. */
  for (int64_t i = 0; i < 2000; i++) {
    g_autofree char *copy = g_strdup (once);
    for (int k = 0; k < 20; k++)
      copy[hash_at (2, i * 20 + k) % 400] = (char) (hash_at (3, i * 20 + k) % 255 + 1);
    g_autoptr (GArray) read = lrc_read (copy, 400, NULL);
    if (read) {
      g_autofree char *written = lrc_write (read, NULL, NULL);
      g_assert_true (g_utf8_validate (written, -1, NULL));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lyrics-text/lrc", test_lrc);
  g_test_add_func ("/lyrics-text/vtt", test_vtt);
  g_test_add_func ("/lyrics-text/csv", test_csv);
  g_test_add_func ("/lyrics-text/lrc-read", test_lrc_read);
  g_test_add_func ("/lyrics-text/lrc-round-trip", test_lrc_round_trip);
  return g_test_run ();
}

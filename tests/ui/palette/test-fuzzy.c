/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which names a few letters mean, in which order, and which letters matched. */
#include <string.h>

#include "ui/palette/fuzzy.h"

/* The text with what matched in brackets. */
static char *
marked (const char *query, const char *text)
{
  FuzzyMatch match;
  if (!fuzzy_match (query, text, &match))
    return g_strdup ("-");
  GString *out = g_string_new (NULL);
  int next = 0;
  for (const char *at = text; *at; at = g_utf8_next_char (at)) {
    const bool hit = next < match.n && match.at[next] == at - text;
    next += hit;
    g_string_append (out, hit ? "[" : "");
    g_string_append_len (out, at, g_utf8_next_char (at) - at);
    g_string_append (out, hit ? "]" : "");
  }
  g_assert_cmpint (next, ==, match.n);
  return g_string_free (out, FALSE);
}

static void
assert_marked (const char *query, const char *text, const char *expected)
{
  g_autofree char *out = marked (query, text);
  g_assert_cmpstr (out, ==, expected);
}

static double
score (const char *query, const char *text)
{
  FuzzyMatch match;
  return fuzzy_match (query, text, &match) ? match.score : -1;
}

static void
test_letters (void)
{
  assert_marked ("spl", "Split at the edit cursor, or at both ends of the range",
                 "[S][p][l]it at the edit cursor, or at both ends of the range");
  assert_marked ("split c", "Split clips at edit cursor", "[S][p][l][i][t] [c]lips at edit cursor");
  assert_marked ("split c", "Split stereo track in two", "[S][p][l][i][t] stereo tra[c]k in two");
  assert_marked ("lv", "Lead Vox", "[L]ead [V]ox");
  assert_marked ("vox", "Lead Vox", "Lead [V][o][x]");
  assert_marked ("sp", "SynthPad", "[S]ynth[P]ad");
  assert_marked ("ubung", "Übung 2", "[Ü][b][u][n][g] 2");
  assert_marked ("-1", "Volume −1 dB", "Volume [−][1] dB");
  assert_marked ("", "Mute", "Mute");
}

static void
test_words (void)
{
  assert_marked ("cursor split", "Split at the edit cursor",
                 "[S][p][l][i][t] at the edit [c][u][r][s][o][r]");
  assert_marked ("chorus go", "Go to Chorus", "[G][o] to [C][h][o][r][u][s]");
  /* In their order they count more. */
  g_assert_cmpfloat (score ("split cursor", "Split at the edit cursor"), >,
                     score ("cursor split", "Split at the edit cursor"));
}

static void
test_none (void)
{
  assert_marked ("vex", "Lead Vox", "-");
  assert_marked ("chrous", "Chorus", "-");
  /* Letters all over the text are no match. */
  assert_marked ("spl", "Range starts at the edit cursor with a place of its own level", "-");
  assert_marked ("zzz", "", "-");
}

static void
test_order (void)
{
  static const struct {
    const char *query, *better, *worse;
  } pairs[] = {
    { "mute", "Mute", "Clear all mutes" },
    { "cho", "Chorus", "Pre-Chorus" },
    { "chorus", "Chorus", "Chorus 2" },
    { "pad", "Pad", "Padlock" },
    { "ve", "Verse", "Reverb" },
    { "gr", "Gtr R", "Change the rate" },
    { "split", "Split at the playhead", "Display the list" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_test_message ("'%s': '%s' %.3f, '%s' %.3f", pairs[i].query, pairs[i].better,
                    score (pairs[i].query, pairs[i].better), pairs[i].worse,
                    score (pairs[i].query, pairs[i].worse));
    g_assert_cmpfloat (score (pairs[i].query, pairs[i].better), >,
                       score (pairs[i].query, pairs[i].worse));
  }
  g_assert_cmpfloat_with_epsilon (score ("mute", "Mute"), 1, 0.01);
}

/* Longer than what is looked at, and no text that could end a buffer badly. */
static void
test_long (void)
{
  g_autofree char *letters = g_strnfill (5000, 'a');
  FuzzyMatch match;
  g_assert_true (fuzzy_match (letters, letters, &match));
  g_assert_cmpint (match.n, ==, FUZZY_LETTERS);
  g_autoptr (GString) words = g_string_new (NULL);
  for (int i = 0; i < 500; i++)
    g_string_append (words, "ab ");
  fuzzy_match (words->str, "ab ba", &match);
  g_assert_cmpint (match.n, <=, FUZZY_LETTERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzzy/letters", test_letters);
  g_test_add_func ("/fuzzy/words", test_words);
  g_test_add_func ("/fuzzy/none", test_none);
  g_test_add_func ("/fuzzy/order", test_order);
  g_test_add_func ("/fuzzy/long", test_long);
  return g_test_run ();
}

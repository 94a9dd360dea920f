/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/fuzzy.h"

#include <math.h>
#include <string.h>

#define TEXT_LETTERS 160

/* What a letter counts, and what it counts more where it begins a word, begins the text, or follows
 * the letter before. */
#define LETTER 1.0
#define WORD 2.0
#define FIRST 1.0
#define BESIDE 2.6
#define GAP 0.2 /* lost for each letter passed over */
#define LENGTH 0.001 /* for each letter of the text: of two that match alike the shorter one */
#define ANY_ORDER 0.85
#define WORST 0.5

typedef struct {
  gunichar c;
  int at;
  bool starts; /* a word */
} Letter;

/* The letter without case and marks; 0 for a mark by itself. */
static gunichar
plain (gunichar c)
{
  gunichar parts[8];
  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (g_unichar_ismark (c))
    return 0;
  if (c == 0x2212 || c == 0x2013)
    return '-';
  return g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 0
             ? g_unichar_tolower (parts[0])
             : g_unichar_tolower (c);
}

static bool
is_word (gunichar c)
{
  return g_unichar_isalnum (c);
}

static int
read_letters (const char *text, const char *end, Letter *out, int most, bool skip_blanks)
{
  gunichar before = ' ';
  int n = 0;
  for (const char *at = text; at < end && *at && n < most; at = g_utf8_next_char (at)) {
    const gunichar raw = g_utf8_get_char (at), c = plain (raw);
    const bool blank = g_unichar_isspace (raw);
    /* A capital in the middle of a word begins one: SynthPad. */
    const bool capital = g_unichar_isupper (raw) && g_unichar_islower (before);
    const bool digit = g_unichar_isdigit (raw) && !g_unichar_isdigit (before);
    if (c && !(blank && skip_blanks))
      out[n++] = (Letter){ c, (int) (at - text),
                           is_word (raw) ? !is_word (before) || capital || digit : !blank };
    before = raw;
  }
  return n;
}

static double
worth (const Letter *text, int j)
{
  return LETTER + (text[j].starts ? WORD : 0) + (j == 0 ? FIRST : 0);
}

/* The best way to find all of `query` in `text`, in order; its raw score, or -1. */
static double
align (const Letter *query, int n, const Letter *text, int length, int *at)
{
  static const double none = -1e9;
  double best[FUZZY_LETTERS][TEXT_LETTERS];
  int16_t from[FUZZY_LETTERS][TEXT_LETTERS];

  for (int i = 0; i < n; i++) {
    double passed = none; /* the best end of the letters before, gaps already counted */
    int passed_at = -1;
    for (int j = 0; j < length; j++) {
      best[i][j] = none;
      from[i][j] = -1;
      if (query[i].c == text[j].c) {
        if (i == 0) {
          best[i][j] = worth (text, j);
        } else if (j > 0) {
          const double beside = best[i - 1][j - 1] + BESIDE;
          const double behind = passed;
          if (beside > none / 2 && beside >= behind) {
            best[i][j] = beside + worth (text, j);
            from[i][j] = (int16_t) (j - 1);
          } else if (behind > none / 2) {
            best[i][j] = behind + worth (text, j);
            from[i][j] = (int16_t) passed_at;
          }
        }
      }
      passed -= GAP;
      if (i > 0 && j > 0 && best[i - 1][j - 1] - GAP > passed) {
        passed = best[i - 1][j - 1] - GAP;
        passed_at = j - 1;
      }
    }
  }
  int end = -1;
  for (int j = 0; j < length; j++)
    if (best[n - 1][j] > none / 2 && (end < 0 || best[n - 1][j] > best[n - 1][end]))
      end = j;
  if (end < 0)
    return -1;
  const double score = best[n - 1][end];
  for (int i = n; i-- > 0; end = from[i][end])
    at[i] = end;
  return score;
}

/* What the query would score as the start of a text. */
static double
ideal (const Letter *query, int n)
{
  double sum = FIRST;
  for (int i = 0; i < n; i++)
    sum += LETTER + (query[i].starts ? WORD : BESIDE);
  return sum;
}

/* Most texts end here, before the letters are weighed. */
static bool
in_order (const Letter *query, int n, const Letter *text, int length)
{
  int i = 0;
  for (int j = 0; j < length && i < n; j++)
    i += text[j].c == query[i].c;
  return i == n;
}

static bool
found (const Letter *query, int n, const Letter *text, int length, int *at, double *score)
{
  const double raw =
      n > 0 && in_order (query, n, text, length) ? align (query, n, text, length, at) : -1;
  *score = fmin (raw / ideal (query, n), 1) - LENGTH * length;
  return raw >= 0 && *score >= WORST;
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

/* Each word by itself. */
static bool
find_words (const char *query, const Letter *text, int length, FuzzyMatch *match)
{
  int at[FUZZY_LETTERS], n = 0, words = 0;
  double sum = 0;

  for (const char *word = query; *word;) {
    Letter letters[FUZZY_LETTERS];
    double score;
    const size_t skip = strspn (word, " ");
    const size_t bytes = strcspn (word + skip, " ");
    const int most = FUZZY_LETTERS - n;
    const int many = read_letters (word + skip, word + skip + bytes, letters, most, true);
    word += skip + bytes;
    if (many == 0)
      continue;
    if (!found (letters, many, text, length, at + n, &score))
      return false;
    n += many;
    sum += score;
    words++;
  }
  if (words < 2)
    return false;
  qsort (at, (size_t) n, sizeof *at, compare_ints);
  match->n = 0;
  for (int i = 0; i < n; i++)
    if (i == 0 || at[i] != at[i - 1])
      match->at[match->n++] = text[at[i]].at;
  match->score = ANY_ORDER * sum / words;
  return true;
}

bool
fuzzy_match (const char *query, const char *text, FuzzyMatch *match)
{
  Letter wanted[FUZZY_LETTERS], there[TEXT_LETTERS];
  int at[FUZZY_LETTERS];
  const int n = read_letters (query, query + strlen (query), wanted, FUZZY_LETTERS, true);
  const int length = read_letters (text, text + strlen (text), there, TEXT_LETTERS, false);

  *match = (FuzzyMatch){ 0 };
  if (n == 0)
    return true;
  if (found (wanted, n, there, length, at, &match->score)) {
    match->n = n;
    for (int i = 0; i < n; i++)
      match->at[i] = there[at[i]].at;
    return true;
  }
  return find_words (query, there, length, match);
}

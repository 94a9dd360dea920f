/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/stem_names.h"

#include "base/number.h"
#include "edit/stem_tags.h"

#include <string.h>

typedef struct {
  GPtrArray *words; /* char * */
  GArray *hyphens; /* bool: a hyphen joins the word to the one before */
  bool spaced; /* the name has blanks or underscores, so that its hyphens mean something */
  bool lower; /* it has no capital */
  int side; /* -1 left, 1 right, once it is known to be half of a pair */
  int partner; /* the other half, or -1 */
} Name;

/* --- One name ----------------------------------------------------------------------------------
 */

static const char *
word (const Name *name, guint i)
{
  return g_ptr_array_index (name->words, i);
}

static void
cut (Name *name, guint i)
{
  g_ptr_array_remove_index (name->words, i);
  g_array_remove_index (name->hyphens, i);
}

static void
read_name (const char *file, Name *name)
{
  g_autofree char *base = g_path_get_basename (file);
  char *dot = strrchr (base, '.');
  bool *joints;

  /* "Gtr.L" ends in a side, "Take 2.5" in a number: neither is the ending of a file. */
  if (dot && dot > base && strlen (dot) > 2 && strlen (dot) <= 5 && !g_ascii_isdigit (dot[1]))
    *dot = '\0';
  g_auto (GStrv) split = stem_words_split (base, &joints);
  g_autofree char *small = g_utf8_strdown (base, -1);
  *name = (Name){ .words = g_ptr_array_new_with_free_func (g_free),
                  .hyphens = g_array_new (FALSE, FALSE, sizeof (bool)),
                  .spaced = strpbrk (base, " _") != NULL,
                  .lower = strcmp (small, base) == 0,
                  .partner = -1 };
  for (int i = 0; split[i]; i++) {
    g_ptr_array_add (name->words, g_strdup (split[i]));
    g_array_append_val (name->hyphens, joints[i]);
  }
  g_free (joints);
}

static void
clear_name (Name *name)
{
  g_ptr_array_unref (name->words);
  g_array_unref (name->hyphens);
}

static int
side_of (const char *text)
{
  if (strcmp (text, "L") == 0 || g_ascii_strcasecmp (text, "left") == 0)
    return -1;
  if (strcmp (text, "R") == 0 || g_ascii_strcasecmp (text, "right") == 0)
    return 1;
  return 0;
}

static bool
is_number (const char *text)
{
  return *text && text[strspn (text, "0123456789")] == '\0';
}

/* Whether words [from, to) still say something. */
static bool
says_something (const Name *name, guint from, guint to)
{
  for (guint i = from; i < to && i < name->words->len; i++)
    if (!side_of (word (name, i)) && !is_number (word (name, i)))
      return true;
  return false;
}

static char *
folded (const char *text)
{
  return g_utf8_casefold (text, -1);
}

static bool
same_word (const char *a, const char *b)
{
  g_autofree char *x = folded (a), *y = folded (b);
  return strcmp (x, y) == 0;
}

static char *
capitalized (const char *text)
{
  const gunichar first = g_unichar_toupper (g_utf8_get_char (text));
  GString *out = g_string_new (NULL);
  g_string_append_unichar (out, first);
  g_string_append (out, g_utf8_next_char (text));
  return g_string_free (out, FALSE);
}

static char *
joined (const Name *name)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < name->words->len; i++) {
    g_autofree char *part = name->lower ? capitalized (word (name, i)) : g_strdup (word (name, i));
    if (i > 0)
      g_string_append_c (out, name->spaced && g_array_index (name->hyphens, bool, i) ? '-' : ' ');
    g_string_append (out, part);
  }
  return g_string_free (out, FALSE);
}

/* --- What all names share -----------------------------------------------------------------------
 */

/* Types that the names would tell without the words that all have. */
static int
count_types (const Name *names, int n, guint without, bool at_end)
{
  unsigned types = 0;
  int count = 0;

  for (int i = 0; i < n; i++) {
    const guint last = names[i].words->len - 1;
    for (guint k = 0; k <= last; k++)
      if (k != (at_end ? last : without)) {
        const StemType type = stem_type (word (&names[i], k), NULL);
        types |= type == STEM_OTHER ? 0 : 1u << type;
      }
  }
  for (; types; types &= types - 1)
    count++;
  return count;
}

/* Cuts the first or last word where all names have the same. A word that tells what plays stays,
 * unless the names tell at least three different things without it ("Bass Camp - Kick"). */
static bool
cut_shared (Name *names, int n, bool at_end)
{
  if (n < 2 || names[0].words->len == 0)
    return false;
  const char *shared = word (&names[0], at_end ? names[0].words->len - 1 : 0);
  if (side_of (shared) || (stem_word_is_known (shared) && count_types (names, n, 0, at_end) < 3))
    return false;
  for (int i = 0; i < n; i++) {
    const guint n_words = names[i].words->len;
    if (n_words < 2 || !same_word (word (&names[i], at_end ? n_words - 1 : 0), shared) ||
        !says_something (&names[i], at_end ? 0 : 1, at_end ? n_words - 1 : n_words))
      return false;
  }
  for (int i = 0; i < n; i++)
    cut (&names[i], at_end ? names[i].words->len - 1 : 0);
  return true;
}

/* "01", "1", "003", at the beginning: in every name, or with a zero in front. */
static bool
cut_leading_numbers (Name *names, int n)
{
  bool all = n > 1, any = false;

  for (int i = 0; i < n; i++)
    all &= names[i].words->len > 1 && is_number (word (&names[i], 0)) &&
           strlen (word (&names[i], 0)) <= 3;
  for (int i = 0; i < n; i++) {
    if (names[i].words->len < 2 || !is_number (word (&names[i], 0)) ||
        !says_something (&names[i], 1, G_MAXUINT))
      continue;
    if (all || word (&names[i], 0)[0] == '0') {
      cut (&names[i], 0);
      any = true;
    }
  }
  return any;
}

static bool
are_unique (const Name *names, int n, bool without_last)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < n; i++) {
    GString *key = g_string_new (NULL);
    for (guint k = 0; k + without_last < names[i].words->len; k++) {
      g_autofree char *part = folded (word (&names[i], k));
      g_string_append_printf (key, "%s ", part);
    }
    if (!g_hash_table_add (seen, g_string_free (key, FALSE)))
      return false;
  }
  return true;
}

/* "_01", "_0003" at the end of every name, where nothing else would tell two of them apart. */
static bool
cut_trailing_numbers (Name *names, int n)
{
  if (n < 2)
    return false;
  for (int i = 0; i < n; i++) {
    const guint n_words = names[i].words->len;
    if (n_words < 2 || !is_number (word (&names[i], n_words - 1)) ||
        strlen (word (&names[i], n_words - 1)) < 2 || !says_something (&names[i], 0, n_words - 1))
      return false;
  }
  if (!are_unique (names, n, true))
    return false;
  for (int i = 0; i < n; i++)
    cut (&names[i], names[i].words->len - 1);
  return true;
}

static void
cut_what_says_nothing (Name *names, int n)
{
  bool numbered = false, changed = true;

  while (changed) {
    changed = cut_shared (names, n, false) || cut_shared (names, n, true);
    if (!numbered)
      changed |= numbered = cut_leading_numbers (names, n);
    changed |= cut_trailing_numbers (names, n);
  }
}

/* --- Tempo, key, formats ------------------------------------------------------------------------
 */

static void
cut_words (Name *name, guint at, int n)
{
  while (n-- > 0)
    cut (name, at);
}

static bool
is_all (const Name *name, int n)
{
  return name->words->len <= (guint) n;
}

static double
cut_tempo (Name *name)
{
  for (guint i = 0; i < name->words->len; i++) {
    double tempo;
    const char *next = i + 1 < name->words->len ? word (name, i + 1) : NULL;
    const int used = stem_tag_tempo (word (name, i), next, &tempo);
    if (used == 0)
      continue;
    if (!is_all (name, used))
      cut_words (name, i, used);
    return tempo;
  }
  return 0;
}

static void
cut_formats (Name *name)
{
  for (guint i = 0; i < name->words->len;) {
    const char *next = i + 1 < name->words->len ? word (name, i + 1) : NULL;
    const int used = stem_tag_format (word (name, i), next);
    if (used == 0 || is_all (name, used))
      i++;
    else
      cut_words (name, i, used);
  }
}

/* "Am" may be a word: it is a key where a tempo stands with it, or a mode is written out. */
static char *
cut_key (Name *name, bool has_tempo)
{
  for (guint i = 0; i < name->words->len; i++) {
    char *key;
    bool plain;
    const char *next = i + 1 < name->words->len ? word (name, i + 1) : NULL;
    const int used = stem_tag_key (word (name, i), next, &plain, &key);
    if (used > 0 && (plain || has_tempo) && !is_all (name, used)) {
      cut_words (name, i, used);
      return key;
    }
    if (used > 0)
      g_free (key);
  }
  return NULL;
}

static void
cut_tags (Name *list, int n, StemNames *names)
{
  bool keys_differ = false;

  for (int i = 0; i < n; i++) {
    const double tempo = cut_tempo (&list[i]);
    char *key = cut_key (&list[i], tempo > 0);
    cut_formats (&list[i]);
    if (tempo > 0 && names->tempo > 0 && tempo != names->tempo)
      names->tempos_differ = true;
    if (tempo > 0)
      names->tempo = tempo;
    keys_differ |= key && names->key && strcmp (key, names->key) != 0;
    if (!names->key)
      names->key = g_steal_pointer (&key);
    g_free (key);
  }
  if (names->tempos_differ)
    names->tempo = 0;
  if (keys_differ)
    g_clear_pointer (&names->key, g_free);
}

/* --- Pairs --------------------------------------------------------------------------------------
 */

/* "OHL" and "OHR", "Gtr1L" and "Gtr1R": the last letter of one word tells the side. */
static int
side_at_end (const char *left, const char *right)
{
  const size_t n = strlen (left);

  if (n < 3 || strlen (right) != n || strncmp (left, right, n - 1) != 0 ||
      g_ascii_islower (left[n - 2]))
    return 0;
  return left[n - 1] == 'L' && right[n - 1] == 'R'   ? -1
         : left[n - 1] == 'R' && right[n - 1] == 'L' ? 1
                                                     : 0;
}

/* The side of `a` where both names are the same but for it; *at is the word that tells it. */
static int
compare_sides (const Name *a, const Name *b, guint *at)
{
  int side = 0;

  if (a->words->len != b->words->len)
    return 0;
  for (guint i = 0; i < a->words->len; i++) {
    const char *x = word (a, i), *y = word (b, i);
    if (same_word (x, y))
      continue;
    if (side)
      return 0;
    const int sx = side_of (x);
    side = sx && sx == -side_of (y) ? sx : side_at_end (x, y);
    *at = i;
    if (!side)
      return 0;
  }
  return side;
}

static void
cut_side (Name *name, guint at)
{
  char *text = g_ptr_array_index (name->words, at);

  if (!side_of (text))
    text[strlen (text) - 1] = '\0';
  else if (name->words->len > 1)
    cut (name, at);
}

static void
find_pairs (Name *names, int n)
{
  for (int i = 0; i < n; i++)
    for (int k = i + 1; k < n && names[i].partner < 0; k++) {
      guint at = 0;
      const int side = names[k].partner < 0 ? compare_sides (&names[i], &names[k], &at) : 0;
      if (!side)
        continue;
      names[i].partner = k;
      names[k].partner = i;
      names[i].side = side;
      names[k].side = -side;
      cut_side (&names[i], at);
      cut_side (&names[k], at);
    }
}

/* --- The list -----------------------------------------------------------------------------------
 */

static void
make_unique (GArray *stems)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < stems->len; i++) {
    Stem *stem = &g_array_index (stems, Stem, i);
    g_autofree char *base = g_strdup (stem->name);
    for (int number = 2; !g_hash_table_add (seen, folded (stem->name)); number++) {
      g_free (stem->name);
      stem->name = g_strdup_printf ("%s %d", base, number);
    }
  }
}

static int
compare_types (const void *a, const void *b)
{
  const Stem *x = a, *y = b;
  return x->type != y->type ? (int) x->type - (int) y->type
                            : MIN (x->file, x->right < 0 ? x->file : x->right) -
                                  MIN (y->file, y->right < 0 ? y->file : y->right);
}

static void
clear_stem (void *data)
{
  g_free (((Stem *) data)->name);
}

void
stem_names_guess (const char *const *files, int n, StemNames *names)
{
  g_autofree Name *list = g_new0 (Name, n + 1);

  *names = (StemNames){ .stems = g_array_new (FALSE, FALSE, sizeof (Stem)) };
  g_array_set_clear_func (names->stems, clear_stem);
  for (int i = 0; i < n; i++)
    read_name (files[i], &list[i]);
  cut_tags (list, n, names);
  cut_what_says_nothing (list, n);
  find_pairs (list, n);
  for (int i = 0; i < n; i++) {
    if (list[i].partner >= 0 && list[i].side > 0)
      continue;
    Stem stem = { .name = joined (&list[i]), .file = i, .right = list[i].partner };
    if (*stem.name == '\0') {
      g_free (stem.name);
      stem.name = g_path_get_basename (files[i]);
    }
    stem.type = stem_type (stem.name, &stem.color);
    g_array_append_val (names->stems, stem);
  }
  g_array_sort (names->stems, compare_types);
  make_unique (names->stems);
  for (int i = 0; i < n; i++)
    clear_name (&list[i]);
}

void
stem_names_clear (StemNames *names)
{
  g_array_unref (names->stems);
  g_free (names->key);
  *names = (StemNames){ 0 };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/stem_words.h"

#include <string.h>

/* The first row that fits decides: what a sound is made into comes before what made it ("Snare
 * Verb" is a reverb), two words before one ("Bass Drum" is no bass). Four letters and more fit the
 * beginning of a word, fewer the whole of it with a plural s or a number behind. */
static const struct {
  const char *word; /* or two, with a blank between */
  StemType type;
  const char *color; /* NULL: of its type */
} rows[] = {
  { "reverb", STEM_RETURN },
  { "verb", STEM_RETURN },
  { "rvb", STEM_RETURN },
  { "delay", STEM_RETURN, "jade" },
  { "dly", STEM_RETURN, "jade" },
  { "echo", STEM_RETURN, "jade" },
  { "slapback", STEM_RETURN, "jade" },
  { "return", STEM_RETURN },
  { "rtn", STEM_RETURN },
  { "throw", STEM_RETURN },
  { "plate", STEM_RETURN },
  { "hall", STEM_RETURN },
  { "fx", STEM_RETURN },
  { "efx", STEM_RETURN },
  { "sfx", STEM_RETURN },
  { "riser", STEM_RETURN },
  { "impact", STEM_RETURN },
  { "sweep", STEM_RETURN },
  { "backing", STEM_BACKING_VOCAL },
  { "backup", STEM_BACKING_VOCAL },
  { "back vox", STEM_BACKING_VOCAL },
  { "back vocal", STEM_BACKING_VOCAL },
  { "back voc", STEM_BACKING_VOCAL },
  { "background vox", STEM_BACKING_VOCAL },
  { "background vocal", STEM_BACKING_VOCAL },
  { "bg vox", STEM_BACKING_VOCAL },
  { "bg vocal", STEM_BACKING_VOCAL },
  { "bg voc", STEM_BACKING_VOCAL },
  { "bgv", STEM_BACKING_VOCAL },
  { "bgvox", STEM_BACKING_VOCAL },
  { "bv", STEM_BACKING_VOCAL },
  { "bvox", STEM_BACKING_VOCAL },
  { "harms", STEM_BACKING_VOCAL },
  { "harmony", STEM_BACKING_VOCAL },
  { "harmonies", STEM_BACKING_VOCAL },
  { "choir", STEM_BACKING_VOCAL },
  { "gang", STEM_BACKING_VOCAL },
  { "ooh", STEM_BACKING_VOCAL },
  { "aah", STEM_BACKING_VOCAL },
  { "adlib", STEM_BACKING_VOCAL },
  { "ad lib", STEM_BACKING_VOCAL },
  { "bass drum", STEM_DRUMS },
  { "drum", STEM_DRUMS },
  { "kick", STEM_DRUMS },
  { "kik", STEM_DRUMS },
  { "bd", STEM_DRUMS },
  { "snare", STEM_DRUMS },
  { "snr", STEM_DRUMS },
  { "hihat", STEM_DRUMS },
  { "hat", STEM_DRUMS },
  { "hh", STEM_DRUMS },
  { "tom", STEM_DRUMS },
  { "ride", STEM_DRUMS },
  { "crash", STEM_DRUMS },
  { "cymbal", STEM_DRUMS },
  { "cym", STEM_DRUMS },
  { "overhead", STEM_DRUMS },
  { "oh", STEM_DRUMS },
  { "perc", STEM_DRUMS },
  { "shaker", STEM_DRUMS },
  { "tamb", STEM_DRUMS },
  { "conga", STEM_DRUMS },
  { "bongo", STEM_DRUMS },
  { "cowbell", STEM_DRUMS },
  { "clap", STEM_DRUMS },
  { "snap", STEM_DRUMS },
  { "beat", STEM_DRUMS },
  { "bass", STEM_BASS },
  { "sub", STEM_BASS },
  { "808", STEM_BASS },
  { "synthbass", STEM_BASS },
  { "guitar", STEM_GUITARS },
  { "gtr", STEM_GUITARS },
  { "egtr", STEM_GUITARS },
  { "agtr", STEM_GUITARS },
  { "acgtr", STEM_GUITARS },
  { "elgtr", STEM_GUITARS },
  { "git", STEM_GUITARS },
  { "banjo", STEM_GUITARS },
  { "mandolin", STEM_GUITARS },
  { "ukulele", STEM_GUITARS },
  { "pad", STEM_PADS },
  { "string", STEM_PADS },
  { "violin", STEM_PADS },
  { "viola", STEM_PADS },
  { "cello", STEM_PADS },
  { "atmo", STEM_PADS },
  { "drone", STEM_PADS },
  { "key", STEM_KEYS },
  { "keyboard", STEM_KEYS },
  { "piano", STEM_KEYS },
  { "epiano", STEM_KEYS },
  { "pno", STEM_KEYS },
  { "organ", STEM_KEYS },
  { "hammond", STEM_KEYS },
  { "rhodes", STEM_KEYS },
  { "wurl", STEM_KEYS },
  { "clav", STEM_KEYS },
  { "synth", STEM_KEYS },
  { "mellotron", STEM_KEYS },
  { "arp", STEM_KEYS },
  { "pluck", STEM_KEYS },
  { "vox", STEM_LEAD_VOCAL },
  { "vocal", STEM_LEAD_VOCAL },
  { "voc", STEM_LEAD_VOCAL },
  { "voice", STEM_LEAD_VOCAL },
  { "ldv", STEM_LEAD_VOCAL },
  { "singer", STEM_LEAD_VOCAL },
  { "rap", STEM_LEAD_VOCAL },
  { "acoustic", STEM_GUITARS },
  { "acoust", STEM_GUITARS },
  { "lead", STEM_LEAD_VOCAL },
  { "room", STEM_DRUMS },
  { "loop", STEM_DRUMS },
};

static const char *const colors[] = {
  [STEM_DRUMS] = "brick",     [STEM_BASS] = "ochre",  [STEM_GUITARS] = "moss",
  [STEM_KEYS] = "steel",      [STEM_PADS] = "indigo", [STEM_OTHER] = "stone",
  [STEM_LEAD_VOCAL] = "plum", [STEM_RETURN] = "teal", [STEM_BACKING_VOCAL] = "rose",
};

static bool
is_separator (const char *name, const char *at)
{
  if (*at == '.')
    return !(at > name && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[1]));
  return strchr (" _-,;()[]{}~\t", *at) != NULL;
}

/* "leadVox", "OverheadL": a capital behind two small letters begins a word. */
static bool
goes_up (const char *name, const char *at)
{
  return at - name >= 2 && g_ascii_isupper (*at) && g_ascii_islower (at[-1]) &&
         g_ascii_islower (at[-2]);
}

char **
stem_words_split (const char *name, bool **joints)
{
  GPtrArray *words = g_ptr_array_new ();
  GArray *hyphens = g_array_new (TRUE, TRUE, sizeof (bool));
  const char *at = name;

  while (*at) {
    const char *gap = at;
    while (*at && is_separator (name, at))
      at++;
    const char *start = at;
    while (*at && !is_separator (name, at) && (at == start || !goes_up (name, at)))
      at++;
    if (at == start)
      continue;
    const bool hyphen = start - gap == 1 && *gap == '-' && words->len > 0;
    g_ptr_array_add (words, g_strndup (start, (gsize) (at - start)));
    g_array_append_val (hyphens, hyphen);
  }
  g_ptr_array_add (words, NULL);
  bool *flags = (bool *) (void *) g_array_free (hyphens, FALSE);
  if (joints)
    *joints = flags;
  else
    g_free (flags);
  return (char **) g_ptr_array_free (words, FALSE);
}

/* `n` letters of the row against a word in small letters. */
static bool
fits (const char *word, const char *row, size_t n)
{
  if (strncmp (word, row, n) != 0)
    return false;
  if (n >= 4)
    return true;
  const char *rest = word + n;
  rest += *rest == 's';
  return rest[strspn (rest, "0123456789")] == '\0';
}

static bool
row_fits (const char *row, char *const *words)
{
  const char *blank = strchr (row, ' ');

  if (!blank)
    return fits (words[0], row, strlen (row));
  return words[1] && fits (words[0], row, (size_t) (blank - row)) &&
         fits (words[1], blank + 1, strlen (blank + 1));
}

StemType
stem_type (const char *name, const char **color)
{
  g_auto (GStrv) words = stem_words_split (name, NULL);

  for (char **word = words; *word; word++) {
    char *lower = g_utf8_strdown (*word, -1);
    g_free (*word);
    *word = lower;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    for (char **word = words; *word; word++)
      if (row_fits (rows[i].word, word)) {
        if (color)
          *color = rows[i].color ? rows[i].color : colors[rows[i].type];
        return rows[i].type;
      }
  if (color)
    *color = colors[STEM_OTHER];
  return STEM_OTHER;
}

bool
stem_word_is_known (const char *word)
{
  return stem_type (word, NULL) != STEM_OTHER;
}

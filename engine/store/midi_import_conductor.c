/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/midi_import_conductor.h"

#include <string.h>

/* A silence that ends a line of lyrics where the file marks no ends. */
#define LINE_GAP (4 * TICKS_PER_QUARTER)

gpointer
midi_new_node (IdSource *ids, NodeKind kind)
{
  Node *node = node_new (kind);

  node->id = id_next (ids, node_type (kind)->letter);
  return node;
}

char *
midi_clean_name (const char *name)
{
  char *clean = g_strdup (name);

  for (char *p = clean; *p; p++)
    if ((unsigned char) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  return g_strstrip (clean);
}

const char *
midi_key_name (const SmfKey *key)
{
  static const char *const major[] = { "Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C",
                                       "G",  "D",  "A",  "E",  "B",  "F#", "C#" };
  static const char *const minor[] = { "Abm", "Ebm", "Bbm", "Fm",  "Cm",  "Gm",  "Dm", "Am",
                                       "Em",  "Bm",  "F#m", "C#m", "G#m", "D#m", "A#m" };
  const int index = CLAMP (key->sharps, -7, 7) + 7;

  return key->minor ? minor[index] : major[index];
}

static void
clear_list (List **list)
{
  while (list_n (*list) > 0)
    list_remove (list, list_n (*list) - 1);
}

static void
add_tempo (Project *project, IdSource *ids, Ticks at, double bpm)
{
  Tempo *tempo = midi_new_node (ids, NODE_TEMPO);

  tempo->at = at;
  tempo->bpm = CLAMP (bpm, 5, 1000);
  list_insert (&project->tempos, -1, &tempo->node);
}

static void
add_meter (Project *project, IdSource *ids, Ticks at, int numerator, int denominator)
{
  Meter *meter = midi_new_node (ids, NODE_METER);

  meter->at = at;
  meter->numerator = MIN (numerator, 64);
  meter->denominator = denominator;
  list_insert (&project->meters, -1, &meter->node);
}

/* Before the file's first tempo and meter the standard's hold. */
static void
import_tempo_map (Project *project, const SmfFile *file, Ticks at, IdSource *ids)
{
  const SmfTempo *tempos = (const SmfTempo *) file->tempos->data;
  const SmfMeter *meters = (const SmfMeter *) file->meters->data;

  clear_list (&project->tempos);
  clear_list (&project->meters);
  if (file->tempos->len == 0 || tempos[0].at + at > 0)
    add_tempo (project, ids, 0, 120);
  for (unsigned i = 0; i < file->tempos->len; i++)
    add_tempo (project, ids, tempos[i].at + at, tempos[i].bpm);
  if (file->meters->len == 0 || meters[0].at + at > 0)
    add_meter (project, ids, 0, 4, 4);
  for (unsigned i = 0; i < file->meters->len; i++)
    add_meter (project, ids, meters[i].at + at, meters[i].numerator, meters[i].denominator);
}

/* A key without signs at the start of a file is what programs write that know none. */
static void
import_keys (Project *project, const SmfFile *file, Ticks at, IdSource *ids)
{
  const SmfKey *keys = (const SmfKey *) file->keys->data;

  clear_list (&project->keys);
  if (file->keys->len == 1 && keys[0].at == 0 && keys[0].sharps == 0 && !keys[0].minor)
    return;
  for (unsigned i = 0; i < file->keys->len; i++) {
    Key *key = midi_new_node (ids, NODE_KEY);
    key->at = keys[i].at + at;
    text_set (&key->key, midi_key_name (&keys[i]));
    list_insert (&project->keys, -1, &key->node);
  }
}

typedef struct {
  Ticks at;
  const char *text;
  unsigned place;
} Mark;

static int
compare_marks (const void *a, const void *b)
{
  const Mark *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* All texts of two types of all tracks, by time; borrowed from the file. */
static GArray *
collect (const SmfFile *file, SmfTextType one, SmfTextType other)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  for (unsigned t = 0; t < file->tracks->len; t++) {
    const GArray *texts = smf_track (file, t)->texts;
    for (unsigned i = 0; i < texts->len; i++) {
      const SmfText *text = &g_array_index (texts, SmfText, i);
      const Mark mark = { text->at, text->text, marks->len };
      if (text->type == one || text->type == other)
        g_array_append_val (marks, mark);
    }
  }
  g_array_sort (marks, compare_marks);
  return marks;
}

/* "Verse", "CHORUS 2", "Part B". */
static bool
names_section (const char *name)
{
  static const char *const words[] = { "intro",     "verse",  "pre-chorus", "prechorus", "chorus",
                                       "refrain",   "bridge", "solo",       "interlude", "break",
                                       "breakdown", "drop",   "hook",       "outro",     "coda",
                                       "ending",    "part" };
  g_autofree char *lower = g_utf8_strdown (name, -1);
  const size_t length = strspn (lower, "abcdefghijklmnopqrstuvwxyz-");

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && strncmp (lower, words[i], length) == 0)
      return strchr (" 0123456789", lower[length]) != NULL;
  return false;
}

static Ticks
end_of_file (const SmfFile *file)
{
  Ticks end = 0;

  for (unsigned i = 0; i < file->tracks->len; i++)
    end = MAX (end, smf_track (file, i)->end);
  return end;
}

static void
end_section (Project *project, int index, Ticks end)
{
  if (index < 0)
    return;
  Section *section = (Section *) list_edit (&project->sections, index);
  section->length = end - section->at;
  if (section->length <= 0)
    list_remove (&project->sections, index);
}

static void
import_markers (Project *project, const SmfFile *file, Ticks at, IdSource *ids)
{
  g_autoptr (GArray) marks = collect (file, SMF_MARKER, SMF_CUE);
  int open = -1;

  for (unsigned i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index (marks, Mark, i);
    g_autofree char *name = midi_clean_name (mark->text);
    const Ticks place = MAX (mark->at + at, 0);
    if (names_section (name)) {
      Section *section = midi_new_node (ids, NODE_SECTION);
      end_section (project, open, place);
      section->at = place;
      text_set (&section->name, name);
      open = list_n (project->sections);
      list_insert (&project->sections, -1, &section->node);
    } else if (*name) {
      Marker *marker = midi_new_node (ids, NODE_MARKER);
      marker->at = (Position){ place, TIME_MUSICAL };
      text_set (&marker->name, name);
      list_insert (&project->markers, -1, &marker->node);
    }
  }
  end_section (project, open, end_of_file (file) + at);
}

static void
add_lyric (Project *project, IdSource *ids, Ticks from, Ticks to, GString *line)
{
  g_autofree char *text = midi_clean_name (line->str);

  g_string_truncate (line, 0);
  if (!*text)
    return;
  Lyric *lyric = midi_new_node (ids, NODE_LYRIC);
  lyric->at = (Position){ from, TIME_MUSICAL };
  lyric->length = (Position){ MAX (to - from, 0), TIME_MUSICAL };
  text_set (&lyric->text, text);
  list_insert (&project->lyrics, -1, &lyric->node);
}

/* Syllables to lines. A line ends at a line end within them (RP-026), before a "/" or "\" of
 * karaoke files, and in a long silence; a hyphen at the end joins a syllable to the next. */
static void
import_lyrics (Project *project, const SmfFile *file, Ticks at, IdSource *ids)
{
  g_autoptr (GArray) marks = collect (file, SMF_LYRIC, SMF_LYRIC);
  g_autoptr (GString) line = g_string_new (NULL);
  Ticks from = 0, last = 0;

  for (unsigned i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index (marks, Mark, i);
    const bool breaks = *mark->text == '/' || *mark->text == '\\';
    const char *text = mark->text + breaks;
    if (line->len > 0 && (breaks || mark->at - last > LINE_GAP))
      add_lyric (project, ids, from + at, MIN (mark->at, last + LINE_GAP) + at, line);
    if (line->len == 0)
      from = mark->at;
    last = mark->at;
    g_string_append (line, text);
    if (strpbrk (text, "\r\n"))
      add_lyric (project, ids, from + at, last + TICKS_PER_QUARTER + at, line);
    else if (g_str_has_suffix (line->str, "-"))
      g_string_truncate (line, line->len - 1);
  }
  add_lyric (project, ids, from + at, last + TICKS_PER_QUARTER + at, line);
}

void
midi_import_conductor (Project *project, const SmfFile *file, Ticks at, IdSource *ids)
{
  import_tempo_map (project, file, at, ids);
  import_keys (project, file, at, ids);
  import_markers (project, file, at, ids);
  import_lyrics (project, file, at, ids);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/song_sheet.h"

#include "base/number.h"
#include "model/tempo_map.h"

#include <math.h>

#define BARS_A_LINE 4
#define MAX_BARS 20000 /* of a part: longer is no song */
#define CELL 7 /* characters of a bar, at least */

typedef struct {
  const Project *project;
  TempoMap *map;
  GString *out;
} Sheet;

typedef struct {
  Ticks from, to;
  const Section *section; /* or NULL */
} Passage;

static Ticks
lyric_at (const Sheet *sheet, int index)
{
  const Lyric *lyric = (const Lyric *) list_get (sheet->project->lyrics, index);
  return tempo_map_position_ticks (sheet->map, lyric->at);
}

/* --- The head -----------------------------------------------------------------------------------
 */

static void
append_bar_number (Sheet *sheet, Ticks at)
{
  if (at > 0)
    g_string_append_printf (sheet->out, " from bar %d", (int) tempo_map_bar (sheet->map, at).bar);
}

static void
append_separator (Sheet *sheet, bool *first)
{
  if (!*first)
    g_string_append (sheet->out, ", ");
  *first = false;
}

static void
write_head (Sheet *sheet)
{
  const Project *project = sheet->project;
  bool first = true;
  char number[NUMBER_TEXT_SIZE];

  g_string_append_printf (sheet->out, "%s\n",
                          project->name ? text_get (project->name) : "Untitled");
  if (project->artist)
    g_string_append_printf (sheet->out, "%s\n", text_get (project->artist));
  g_string_append_c (sheet->out, '\n');
  if (project->key) {
    append_separator (sheet, &first);
    g_string_append_printf (sheet->out, "Key %s", text_get (project->key));
  }
  for (int i = 0; i < list_n (project->keys); i++) {
    const Key *key = (const Key *) list_get (project->keys, i);
    if (key->at <= 0 && project->key)
      continue;
    append_separator (sheet, &first);
    g_string_append_printf (sheet->out, "Key %s", text_get (key->key));
    append_bar_number (sheet, key->at);
  }
  for (int i = 0; i < list_n (project->tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (project->tempos, i);
    append_separator (sheet, &first);
    g_string_append_printf (sheet->out, "%s bpm",
                            number_write (number, rint (tempo->bpm * 100) / 100));
    append_bar_number (sheet, tempo->at);
  }
  for (int i = 0; i < list_n (project->meters); i++) {
    const Meter *meter = (const Meter *) list_get (project->meters, i);
    append_separator (sheet, &first);
    g_string_append_printf (sheet->out, "%d/%d", (int) meter->numerator, (int) meter->denominator);
    append_bar_number (sheet, meter->at);
  }
  g_string_append_c (sheet->out, '\n');
}

/* --- Parts --------------------------------------------------------------------------------------
 */

static void
append_cell (GString *line, const char *text)
{
  g_string_append_printf (line, " %s", text);
  for (glong n = g_utf8_strlen (text, -1); n < CELL; n++)
    g_string_append_c (line, ' ');
  g_string_append (line, " |");
}

/* The chords that begin in a bar, "%" where one goes on, blank where none has been. */
static char *
chords_in (const Sheet *sheet, Ticks from, Ticks to, bool *any)
{
  g_autoptr (GPtrArray) symbols = g_ptr_array_new ();
  bool goes_on = false;

  for (int i = 0; i < list_n (sheet->project->chords); i++) {
    const Chord *chord = (const Chord *) list_get (sheet->project->chords, i);
    if (chord->at >= from && chord->at < to)
      g_ptr_array_add (symbols, (char *) text_get (chord->symbol));
    else if (chord->at < from)
      goes_on = chord->length == 0 || chord->at + chord->length > from;
  }
  *any |= symbols->len > 0;
  if (symbols->len == 0)
    return g_strdup (goes_on ? "%" : "");
  g_ptr_array_add (symbols, NULL);
  return g_strjoinv (" ", (char **) symbols->pdata);
}

static void
write_lyrics (Sheet *sheet, Ticks from, Ticks to)
{
  for (int i = 0; i < list_n (sheet->project->lyrics); i++) {
    const Lyric *lyric = (const Lyric *) list_get (sheet->project->lyrics, i);
    const Ticks at = lyric_at (sheet, i);
    if (at >= from && at < to)
      g_string_append_printf (sheet->out, "%s\n", text_get (lyric->text));
  }
}

static Ticks
next_bar (const Sheet *sheet, Ticks at)
{
  BarPosition bar = tempo_map_bar (sheet->map, at);
  Ticks next;

  bar.bar++;
  bar.beat = bar.sixteenth = 1;
  bar.ticks = 0;
  return tempo_map_from_bar (sheet->map, &bar, &next) && next > at
             ? next
             : at + tempo_map_bar_length (sheet->map, at);
}

static bool
has_content (const Sheet *sheet, const Passage *part)
{
  for (int i = 0; i < list_n (sheet->project->chords); i++) {
    const Chord *chord = (const Chord *) list_get (sheet->project->chords, i);
    if (chord->at >= part->from && chord->at < part->to)
      return true;
  }
  for (int i = 0; i < list_n (sheet->project->lyrics); i++)
    if (lyric_at (sheet, i) >= part->from && lyric_at (sheet, i) < part->to)
      return true;
  return false;
}

static void
write_part (Sheet *sheet, const Passage *part)
{
  if (!part->section && !has_content (sheet, part))
    return;
  g_string_append_c (sheet->out, '\n');
  if (part->section) {
    const int first = (int) tempo_map_bar (sheet->map, part->from).bar;
    const int last = (int) tempo_map_bar (sheet->map, MAX (part->to - 1, part->from)).bar;
    g_string_append_printf (sheet->out, "[%s] ", text_get (part->section->name));
    g_string_append_printf (sheet->out, first == last ? "bar %d" : "bars %d-%d", first, last);
    if (part->section->key)
      g_string_append_printf (sheet->out, ", key %s", text_get (part->section->key));
    g_string_append_c (sheet->out, '\n');
  }
  Ticks at = part->from;
  for (int bars = 0; at < part->to && bars < MAX_BARS; bars += BARS_A_LINE) {
    g_autoptr (GString) line = g_string_new ("|");
    const Ticks start = at;
    bool any = false;
    for (int i = 0; i < BARS_A_LINE && at < part->to; i++) {
      const Ticks end = MIN (next_bar (sheet, at), part->to);
      g_autofree char *text = chords_in (sheet, at, end, &any);
      append_cell (line, text);
      at = end;
    }
    if (any)
      g_string_append_printf (sheet->out, "%s\n", line->str);
    write_lyrics (sheet, start, at);
  }
}

/* Behind the last chord, line or section; the end of its bar. */
static Ticks
song_end (const Sheet *sheet)
{
  Ticks end = 0;

  for (int i = 0; i < list_n (sheet->project->chords); i++)
    end = MAX (end, ((const Chord *) list_get (sheet->project->chords, i))->at + 1);
  for (int i = 0; i < list_n (sheet->project->lyrics); i++)
    end = MAX (end, lyric_at (sheet, i) + 1);
  return end > 0 ? next_bar (sheet, end - 1) : 0;
}

char *
song_sheet_write (const Project *project)
{
  Sheet sheet = { project, tempo_map_new (project), g_string_new (NULL) };
  Ticks at = 0;

  write_head (&sheet);
  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    if (section->at > at)
      write_part (&sheet, &(Passage){ at, section->at, NULL });
    write_part (&sheet, &(Passage){ section->at, section->at + section->length, section });
    at = MAX (at, section->at + section->length);
  }
  write_part (&sheet, &(Passage){ at, MAX (song_end (&sheet), at), NULL });
  tempo_map_free (sheet.map);
  return g_string_free (sheet.out, FALSE);
}

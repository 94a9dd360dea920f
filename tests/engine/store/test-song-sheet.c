/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/song_sheet.h"

#define BAR (4 * TICKS_PER_QUARTER)

static void
add_section (Project *project, Ticks at, Ticks length, const char *name)
{
  Section *section = (Section *) node_new (NODE_SECTION);
  section->at = at;
  section->length = length;
  text_set (&section->name, name);
  list_insert (&project->sections, -1, &section->node);
}

static void
add_chord (Project *project, Ticks at, Ticks length, const char *symbol)
{
  Chord *chord = (Chord *) node_new (NODE_CHORD);
  chord->at = at;
  chord->length = length;
  text_set (&chord->symbol, symbol);
  list_insert (&project->chords, -1, &chord->node);
}

static void
add_lyric (Project *project, Position at, const char *text)
{
  Lyric *lyric = (Lyric *) node_new (NODE_LYRIC);
  lyric->at = at;
  text_set (&lyric->text, text);
  list_insert (&project->lyrics, -1, &lyric->node);
}

static void
check (Project *project, const char *expected)
{
  g_autofree char *text = song_sheet_write (project);
  g_assert_cmpstr (text, ==, expected);
  project_unref (project);
}

static void
test_song (void)
{
  Project *project = project_new ();

  text_set (&project->name, "Midnight Drive");
  text_set (&project->artist, "The Band");
  text_set (&project->key, "Am");
  add_section (project, 0, 2 * BAR, "Intro");
  add_section (project, 3 * BAR, 6 * BAR, "Verse 1");
  add_chord (project, 0, 0, "Am");
  add_chord (project, 2 * BAR, 0, "E7");
  add_chord (project, 3 * BAR, 0, "Am");
  add_chord (project, 5 * BAR, BAR / 2, "C");
  add_chord (project, 5 * BAR + BAR / 2, BAR / 2, "G");
  add_chord (project, 8 * BAR, BAR, "Fmaj7#11");
  add_chord (project, 10 * BAR, 0, "Am");
  add_lyric (project, (Position){ 3 * BAR, TIME_MUSICAL }, "The first line");
  /* Bar 8 at 120 bpm. */
  add_lyric (project, (Position){ 14 * UNITS_PER_SECOND, TIME_ABSOLUTE }, "Größe");
  check (project, "Midnight Drive\n"
                  "The Band\n"
                  "\n"
                  "Key Am, 120 bpm, 4/4\n"
                  "\n"
                  "[Intro] bars 1-2\n"
                  "| Am      | %       |\n"
                  "\n"
                  "| E7      |\n"
                  "\n"
                  "[Verse 1] bars 4-9\n"
                  "| Am      | %       | C G     |         |\n"
                  "The first line\n"
                  "|         | Fmaj7#11 |\n"
                  "Größe\n"
                  "\n"
                  "|         | Am      |\n");
}

static void
test_nothing (void)
{
  check (project_new (), "Untitled\n\n120 bpm, 4/4\n");
}

/* Bars of a new meter, and a section that begins inside a bar. */
static void
test_meters (void)
{
  Project *project = project_new ();
  Meter *meter = (Meter *) node_new (NODE_METER);

  meter->at = 2 * BAR;
  meter->numerator = 3;
  meter->denominator = 4;
  list_insert (&project->meters, -1, &meter->node);
  add_section (project, BAR + BAR / 2, BAR / 2 + 3 * TICKS_PER_QUARTER, "A");
  add_chord (project, BAR + BAR / 2, 0, "D");
  add_chord (project, 2 * BAR, 0, "A");
  check (project, "Untitled\n\n120 bpm, 4/4, 3/4 from bar 3\n\n"
                  "[A] bars 2-3\n"
                  "| D       | A       |\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/song-sheet/song", test_song);
  g_test_add_func ("/store/song-sheet/nothing", test_nothing);
  g_test_add_func ("/store/song-sheet/meters", test_meters);
  return g_test_run ();
}

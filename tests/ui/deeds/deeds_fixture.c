/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deeds_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define RATE 48000

static void
put (FILE *file, uint32_t value, int bytes)
{
  for (int i = 0; i < bytes; i++)
    fputc ((int) (value >> (8 * i) & 0xff), file);
}

void
deeds_fixture_wave (const char *path, double seconds, bool hits)
{
  const uint32_t frames = (uint32_t) (seconds * RATE);
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  fputs ("RIFF", file);
  put (file, 36 + 2 * frames, 4);
  fputs ("WAVEfmt ", file);
  put (file, 16, 4);
  put (file, 1, 2);
  put (file, 1, 2);
  put (file, RATE, 4);
  put (file, RATE * 2, 4);
  put (file, 2, 2);
  put (file, 16, 2);
  fputs ("data", file);
  put (file, 2 * frames, 4);
  for (uint32_t i = 0; i < frames; i++) {
    const double t = fmod ((double) i / RATE + 0.48, 0.5);
    const double tone = sin (2 * G_PI * 220 * i / RATE);
    const double x = hits ? 0.8 * exp (-t * 60) * tone : 0.3 * tone;
    put (file, (uint32_t) (int) lrint (x * 30000), 2);
  }
  fclose (file);
}

char *
deeds_fixture_make (const char *folder)
{
  static const char *const lines[] = {
    "project.set tempo=120",
    "track.add kind=audio name=Kick",
    "track.add kind=audio name=Snare",
    "track.add kind=audio name=Vox",
    "track.add kind=instrument name=Keys",
    "track.add kind=audio name=Bass",
    "track.add kind=return name=Hall",
    "send.add track=Vox to=Hall gain=-12",
    "clip.import track=Kick file=%s/hits.wav at=1",
    "clip.split clip=hits at=2.1.1",
    "clip.import track=Snare file=%s/tone.wav at=2 name=snare",
    "clip.add track=Keys at=1 length=2bar name=Riff",
    "note.add clip=Riff at=1 length=1b pitch=C4",
    "note.add clip=Riff at=1.2.1.30 length=1b pitch=E4",
    "take.add track=Vox file=%s/tone.wav at=1",
    "take.add track=Vox file=%s/hits.wav at=1",
    "take.add track=Vox file=%s/tone.wav at=1",
    "comp.set track=Vox from=1 to=2 lane=1",
    "comp.set track=Vox from=2 to=3 lane=2",
    "automation.add track=Vox target=gain at=1 value=-6",
    "automation.add track=Vox target=gain at=2 value=-3",
    "automation.add track=Vox target=gain at=3 value=-6",
    "section.add name=Intro at=1 length=2bar",
    "section.add name=Verse at=3 length=2bar",
    "section.add name=Chorus at=5 length=2bar",
    "marker.add at=2 name=lift",
    "chord.add at=1 symbol=Am",
    "lyric.add at=1 text=Oh",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *hits = g_build_filename (folder, "hits.wav", NULL);
  g_autofree char *tone = g_build_filename (folder, "tone.wav", NULL);
  char *path = g_build_filename (folder, "Song", NULL);
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, &error);

  g_assert_no_error (error);
  project_unref (project);
  deeds_fixture_wave (hits, 4, true);
  deeds_fixture_wave (tone, 4, false);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    const char *sign = strstr (lines[i], "%s");
    g_autofree char *line =
        sign ? g_strdup_printf ("%.*s%s%s", (int) (sign - lines[i]), lines[i], folder, sign + 2)
             : g_strdup (lines[i]);
    lq_desk_run (desk, &error, "%s", line);
    g_assert_no_error (error);
  }
  g_assert_true (lq_desk_save (desk, &error));
  lq_desk_close (desk);
  g_object_unref (desk);
  return path;
}

static void
copy_tree (const char *from, const char *to)
{
  GDir *dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *a = g_build_filename (from, name, NULL);
    g_autofree char *b = g_build_filename (to, name, NULL);
    g_autofree char *bytes = NULL;
    gsize size;
    if (g_file_test (a, G_FILE_TEST_IS_DIR))
      copy_tree (a, b);
    else if (g_file_get_contents (a, &bytes, &size, NULL))
      g_assert_true (g_file_set_contents (b, bytes, (gssize) size, NULL));
  }
  g_dir_close (dir);
}

char *
deeds_fixture_copy (const char *song, const char *under)
{
  g_autofree char *name = g_path_get_basename (song);
  char *path = g_build_filename (under, name, NULL);
  copy_tree (song, path);
  return path;
}

const Track *
deeds_fixture_track (LqDesk *desk, const char *name)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++)
    if (!strcmp (node_name (list_get (tracks, i)), name))
      return (const Track *) list_get (tracks, i);
  g_assert_not_reached ();
}

static Position
place_of (LqDesk *desk, const char *text)
{
  g_autoptr (GError) error = NULL;
  Position at;
  value_read_position (text, lq_desk_map (desk), lq_desk_rate (desk), &at, &error);
  g_assert_no_error (error);
  return at;
}

void
deeds_fixture_go (LqDesk *desk, const char *name, RowKind kind, int item, const char *place)
{
  const Track *track = deeds_fixture_track (desk, name);
  Id id = 0;

  lq_desk_show_automation (desk, track->node.id, kind == ROW_AUTOMATION);
  lq_desk_show_takes (desk, track->node.id, kind == ROW_TAKE);
  if (kind != ROW_TRACK)
    id = list_get (kind == ROW_TAKE ? track->lanes : track->envelopes, item)->id;
  const int row = rows_find (lq_desk_rows (desk), kind, track->node.id, id);
  g_assert_cmpint (row, >=, 0);
  lq_desk_set_cursor (desk, place_of (desk, place), row, false);
}

void
deeds_fixture_range (LqDesk *desk, const char *from, const char *to)
{
  const int row = lq_desk_cursor (desk)->row;
  lq_desk_set_range (desk, place_of (desk, from), place_of (desk, to), row, row);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "temporary.h"

/* A second of silence: 16 bits, mono, 48 kHz. */
static void
write_wave (const char *path, guint8 sample)
{
  static const guint8 head[44] = { 'R', 'I', 'F',  'F',  0xa4, 0x77, 1,   0,    'W',  'A', 'V',
                                   'E', 'f', 'm',  't',  ' ',  16,   0,   0,    0,    1,   0,
                                   1,   0,   0x80, 0xbb, 0,    0,    0,   0x77, 1,    0,   2,
                                   0,   16,  0,    'd',  'a',  't',  'a', 0x00, 0x77, 1,   0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, head, sizeof head);
  const guint8 pair[2] = { sample, 0 };
  for (int i = 0; i < 48000; i++)
    g_byte_array_append (bytes, pair, sizeof pair);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, NULL));
}

static Id
clip_of (LqDesk *desk, const char *name)
{
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (!strcmp (text_get (track->name), name))
      return list_get (track->clips, 0)->id;
  }
  g_assert_not_reached ();
}

void
fixture_set_up (Fixture *song, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Project *project = project_new ();
  song->folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (song->folder, "Song", NULL);
  g_autofree char *a = g_build_filename (song->folder, "a.wav", NULL);
  g_autofree char *b = g_build_filename (song->folder, "b.wav", NULL);
  song->desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  write_wave (a, 1);
  write_wave (b, 2);
  lq_desk_run (song->desk, &error, "track.add kind=audio name=Vox");
  g_assert_no_error (error);
  lq_desk_run (song->desk, &error, "track.add kind=audio name=Gtr");
  lq_desk_run (song->desk, &error, "track.add kind=instrument name=Keys");
  lq_desk_run (song->desk, &error, "track.add kind=return name=Hall");
  lq_desk_run (song->desk, &error, "track.add kind=vca name=All");
  lq_desk_run (song->desk, &error, "send.add track=Vox to=Hall gain=-12");
  lq_desk_run (song->desk, &error, "effect.add track=Vox kind=eq");
  lq_desk_run (song->desk, &error, "clip.import track=Vox file='%s' at=2.1.1", a);
  g_assert_no_error (error);
  lq_desk_run (song->desk, &error, "clip.import track=Gtr file='%s' at=3.1.1", b);
  lq_desk_run (song->desk, &error, "clip.add track=Keys at=1.1.1 length=2bar");
  g_assert_no_error (error);
  song->a = clip_of (song->desk, "Vox");
  song->b = clip_of (song->desk, "Gtr");
  song->keys = clip_of (song->desk, "Keys");
  song->notes = (InspectNotes){ .grid = 4, .strength = 100 };
}

void
fixture_tear_down (Fixture *song, gconstpointer data)
{
  lq_desk_close (song->desk);
  g_object_unref (song->desk);
  temporary_folder_remove (song->folder);
  g_free (song->folder);
}

const Clip *
fixture_clip (Fixture *song, Id id)
{
  return project_find_clip (lq_desk_project (song->desk), id, NULL, NULL);
}

const Track *
fixture_track (Fixture *song, const char *name)
{
  const Project *project = lq_desk_project (song->desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *found = (const Track *) list_get (project->tracks, i);
    if (!strcmp (text_get (found->name), name))
      return found;
  }
  g_assert_not_reached ();
}

/* Types into a row and runs what comes of it as one step. */
char *
fixture_type (Fixture *song, Inspect tab, const char *key, const char *text)
{
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, tab, &song->notes);
  const InspectRow *row = inspect_page_find (page, key, 0);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  char *note;

  g_test_message ("%s: %s", key, text);
  g_assert_nonnull (row);
  g_assert_true (inspect_enter (page, row, text, lines, &note, &error));
  g_assert_no_error (error);
  if (lines->len > 0)
    g_assert_true (lq_desk_run_lines (song->desk, lines, NULL, &error));
  g_assert_no_error (error);
  g_free (note);
  GString *joined = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (joined, "%s%s", i ? "\n" : "", (char *) lines->pdata[i]);
  return g_string_free (joined, FALSE);
}

void
fixture_enter (Fixture *song, Inspect tab, const char *key, const char *text)
{
  g_autofree char *lines = fixture_type (song, tab, key, text);
  g_assert_cmpstr (lines, !=, "");
}

void
fixture_assert_shows (Fixture *song, Inspect tab, const char *key, const char *text)
{
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, tab, &song->notes);
  const InspectRow *row = inspect_page_find (page, key, 0);
  g_assert_nonnull (row);
  g_assert_cmpstr (row->text, ==, text);
  g_assert_cmpint (row->mixed, ==, text == NULL);
}

bool
fixture_has (Fixture *song, Inspect tab, const char *key)
{
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, tab, &song->notes);
  return inspect_page_find (page, key, 0) != NULL;
}

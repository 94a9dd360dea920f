/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/differences.h"

#include "host.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

static IdSource ids;

static Project *
run (const Project *project, const char *const *lines)
{
  HostData data = { 0 };
  EditHost host;
  GError *error = NULL;
  host_init (&host, &data);
  Project *next = commands_run (project, lines, (int) g_strv_length ((char **) lines), &ids, &host,
                                NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return next;
}

static Project *
song (void)
{
  Project *empty = project_new ();
  Project *project = run (empty, (const char *const[]){ "track.add name=Vox", "track.add name=Bass",
                                                        "track.add kind=instrument name=Keys",
                                                        "effect.add track=Keys kind=synth",
                                                        "effect.add track=Vox kind=eq", NULL });
  project_unref (empty);
  return project;
}

/* Two values of one project that share no memory, as after reading two files. */
static Project *
read_again (const Project *project)
{
  g_autoptr (GBytes) bytes = project_write_xml (project);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  GError *error = NULL;
  Project *again = project_read_xml (text, size, "Song", &error);
  g_assert_no_error (error);
  return again;
}

static void
assert_words (const Project *old, const Project *next, const char *expected)
{
  Project *again = read_again (next);
  g_auto (GStrv) lines = project_differences (old, again);
  g_autofree char *text = g_strjoinv ("|", lines);
  g_assert_cmpstr (text, ==, expected);
  project_unref (again);
}

static void
assert_after (const char *expected, const char *const *lines)
{
  Project *old = song (), *next = run (old, lines);
  assert_words (old, next, expected);
  project_unref (next);
  project_unref (old);
}

static void
test_same (void)
{
  Project *project = song ();
  assert_words (project, project, "");
  project_unref (project);
}

static void
test_tracks (void)
{
  assert_after ("Track “Guitar” added|Track “Bass” removed",
                (const char *const[]){ "track.add name=Guitar", "track.remove track=Bass", NULL });
  assert_after ("Bass: settings changed",
                (const char *const[]){ "track.set track=Bass gain=-3", NULL });
  /* A new name is no new track. */
  assert_after ("Low: settings changed",
                (const char *const[]){ "track.set track=Bass name=Low", NULL });
}

static void
test_inside_tracks (void)
{
  assert_after ("Vox: 1 device changed",
                (const char *const[]){ "effect.set track=Vox effect=eq gain=2", NULL });
  assert_after ("Vox: 1 device added, 1 device removed|Keys: 1 device changed",
                (const char *const[]){ "effect.remove track=Vox effect=eq",
                                       "effect.add track=Vox kind=gate",
                                       "effect.preset track=Keys effect=instrument "
                                       "preset=\"Bass: acid\"",
                                       NULL });
}

static void
test_song (void)
{
  assert_after (
      "Song: 2 markers added",
      (const char *const[]){ "marker.add at=1.1.1 name=A", "marker.add at=2.1.1 name=B", NULL });
  assert_after ("Song: 1 tempo changed, settings changed",
                (const char *const[]){ "project.set tempo=90 artist=Someone", NULL });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  id_source_init (&ids, 7);
  g_test_add_func ("/ui/differences/same", test_same);
  g_test_add_func ("/ui/differences/tracks", test_tracks);
  g_test_add_func ("/ui/differences/inside-tracks", test_inside_tracks);
  g_test_add_func ("/ui/differences/song", test_song);
  return g_test_run ();
}

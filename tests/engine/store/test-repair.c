/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "model/check.h"
#include "sample_project.h"
#include "store/repair.h"
#include "store/xml_read.h"
#include "store/xml_write.h"
#include "temporary.h"

static GPtrArray *
strings_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static bool
has (const GPtrArray *sentences, const char *part)
{
  for (guint i = 0; i < sentences->len; i++)
    if (strstr (sentences->pdata[i], part))
      return true;
  return false;
}

static void
assert_has (const GPtrArray *sentences, const char *part)
{
  if (has (sentences, part))
    return;
  for (guint i = 0; i < sentences->len; i++)
    g_test_message ("%s", (char *) sentences->pdata[i]);
  g_error ("no sentence has '%s'", part);
}

static char *
song_text (void)
{
  Project *song = sample_song ();
  g_autoptr (GBytes) bytes = project_write_xml (song);
  project_unref (song);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The song with its first `from` as `to`, repaired. */
static Project *
repair (const char *from, const char *to, GPtrArray *done)
{
  g_autofree char *text = song_text ();
  g_autoptr (GString) spoiled = g_string_new (text);
  GError *error = NULL;

  g_assert_cmpuint (g_string_replace (spoiled, from, to, 1), ==, 1);
  g_assert_null (project_read_xml (spoiled->str, spoiled->len, "x", NULL));
  Project *project = project_salvage (spoiled->str, spoiled->len, "x", done, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) faults = project_check (project);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpuint (done->len, >, 0);
  return project;
}

static void
test_single_faults (void)
{
  static const struct {
    const char *from, *to, *done;
  } cases[] = {
    { " gain=\"-3.5\"", " gain=\"loud\"", "track: gain is not a number" },
    { " gain=\"-3.5\"", " gain=\"99\"", "gain is out of range" },
    { " kind=\"instrument\"", " kind=\"guitar\"", "kind is none of its words" },
    { " velocity=\"0.8\"", "", "note: velocity is missing (it is left out)" },
    { " pitch=\"61\"", " pitch=\"161\"", "pitch is out of range" },
    { " denominator=\"4\"", "", "meter: denominator is missing (it is left out)" },
    { "<track id=\"", "<track di=\"", "id is missing" },
    { " kind=\"main\"", "", "the main track was missing" },
    { " kind=\"instrument\"", " kind=\"main\"", "is now a group" },
    { " kind=\"return\"", " kind=\"return\" group=\"t:00000000009\"", "group was wrong" },
    { " to=\"t:", " to=\"t:00000000009\" x=\"t:", "to was wrong" },
    { " length=\"705600000u\"", " length=\"-5u\"", "has no length" },
    { " length=\"705600000u\"", " length=\"1505600000u\" fade-x=\"", "not well-formed" },
    { "</markers>", "</marker>", "not well-formed XML" },
    { "<sections>", "<!-- \001 --><sections>", "are no text" },
    { "Verse", "V\377rse", "are no text" },
    { "<project ", "<project loop=\"maybe\" ", "loop is neither" },
    { " at=\"983040\"", " at=\"0\"", "tempo 2 is left out" },
    { "<sections>", "<sections>stray", "text between the elements" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) done = strings_new ();
    Project *project = repair (cases[i].from, cases[i].to, done);
    assert_has (done, cases[i].done);
    /* The rest is all there. */
    g_assert_cmpint (list_n (project->tracks), >=, 3);
    project_unref (project);
  }
}

static Project *
salvage (const Project *project, GPtrArray *done)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = project_write_xml (project);
  Project *back =
      project_salvage (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "x", done, &error);
  g_assert_no_error (error);
  return back;
}

static void
test_duplicate_ids (void)
{
  g_autoptr (GPtrArray) done = strings_new ();
  Project *song = sample_song ();
  Track *keys = (Track *) list_get (song->tracks, 0), *other = (Track *) list_get (song->tracks, 1);
  const Id id = keys->node.id;
  Note again = *run_note (keys->clips ? ((Clip *) list_get (keys->clips, 0))->notes : NULL, 0);

  again.at++;
  run_insert_note (&((Clip *) list_get (keys->clips, 0))->notes, &again);
  other->node.id = id;
  Project *back = salvage (song, done);
  assert_has (done, "has got a new id");
  g_assert_true (list_get (back->tracks, 0)->id == id);
  g_assert_true (list_get (back->tracks, 1)->id != id);
  const Run *notes = ((Clip *) list_get (((Track *) list_get (back->tracks, 0))->clips, 0))->notes;
  g_assert_cmpint (run_n (notes), ==, 17);
  g_assert_true (run_note (notes, 0)->id != run_note (notes, 1)->id);
  project_unref (back);
  project_unref (song);
}

static void
test_overlaps (void)
{
  g_autoptr (GPtrArray) done = strings_new ();
  Project *song = sample_song ();
  Track *track = (Track *) list_get (song->tracks, 1);
  Clip *a = (Clip *) list_get (track->clips, 0), *b = (Clip *) list_get (track->clips, 1);
  Clip *c = (Clip *) list_get (track->clips, 2), *d = (Clip *) list_get (track->clips, 3);

  a->length.value = 3 * UNITS_PER_SECOND; /* b begins after two */
  a->fade_out = 0;
  d->start = c->start;
  d->fade_in = c->fade_in = 0;
  Project *back = salvage (song, done);
  assert_has (done, "is cut where");
  assert_has (done, "moved to take lane 'Repaired'");
  const Track *mended = (const Track *) list_get (back->tracks, 1);
  g_assert_cmpint (((Clip *) list_get (mended->clips, 0))->length.value, ==, 2 * UNITS_PER_SECOND);
  g_assert_cmpint (list_n (mended->clips), ==, 3);
  g_assert_cmpint (list_n (mended->lanes), ==, 1);
  g_assert_cmpint (b->length.value, ==, ((Clip *) list_get (mended->clips, 1))->length.value);
  project_unref (back);
  project_unref (song);
}

static void
test_routing (void)
{
  g_autoptr (GPtrArray) done = strings_new ();
  Project *song = sample_song ();
  Track *a = (Track *) list_get (song->tracks, 1), *b = (Track *) list_get (song->tracks, 2);

  a->output = b->node.id;
  b->output = a->node.id;
  a->group = a->node.id;
  a->kind = TRACK_GROUP;
  Project *back = salvage (song, done);
  assert_has (done, "1 routes are taken out");
  assert_has (done, "taken out of its group");
  g_assert_true (((Track *) list_get (back->tracks, 1))->output == b->node.id);
  g_assert_true (((Track *) list_get (back->tracks, 2))->output == 0);
  g_assert_true (((Send *) list_get (((Track *) list_get (back->tracks, 0))->sends, 0))->to != 0);
  project_unref (back);
  project_unref (song);
}

/* Every field wild, every reference to nothing: still a project. */
static void
test_random_projects (void)
{
  for (uint64_t seed = 0; seed < 12; seed++) {
    g_autoptr (GPtrArray) done = strings_new ();
    Project *wild = sample_random_project (seed, seed % 2);
    Project *back = salvage (wild, done);
    g_autoptr (GPtrArray) faults = project_check (back);
    g_assert_cmpuint (faults->len, ==, 0);
    project_unref (back);
    project_unref (wild);
  }
}

/* Cut off anywhere, what was there before the cut is kept. */
static void
test_cut_off (void)
{
  g_autofree char *text = song_text ();
  const gsize size = strlen (text);
  int tracks = 0;

  for (gsize n = 200; n + 12 < size; n += size / 40) {
    g_autoptr (GPtrArray) done = strings_new ();
    GError *error = NULL;
    Project *project = project_salvage (text, n, "x", done, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (done->len, >, 0);
    g_assert_cmpint (list_n (project->tracks), >=, tracks);
    tracks = list_n (project->tracks);
    project_unref (project);
  }
  g_assert_cmpint (tracks, ==, 6);
}

/* Bytes thrown in anywhere. */
static void
test_noise (void)
{
  g_autofree char *text = song_text ();
  const gsize size = strlen (text);

  for (int64_t run = 0; run < 60; run++) {
    g_autofree char *noisy = g_memdup2 (text, size);
    g_autoptr (GPtrArray) done = strings_new ();
    for (int64_t i = 0; i < 5; i++)
      noisy[100 + hash_at ((uint64_t) run, i) % (size - 100)] =
          (char) hash_at ((uint64_t) run, 100 + i);
    Project *project = project_salvage (noisy, size, "x", done, NULL);
    if (!project)
      continue;
    g_autoptr (GPtrArray) faults = project_check (project);
    g_assert_cmpuint (faults->len, ==, 0);
    project_unref (project);
  }
}

static void
test_hopeless (void)
{
  static const char *const texts[] = { "", "hello", "<html/>", "<project version=\"7\"/>",
                                       "<!DOCTYPE project><project version=\"0\"/>" };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) done = strings_new ();
    GError *error = NULL;
    g_assert_null (project_salvage (texts[i], strlen (texts[i]), "x", done, &error));
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
    g_error_free (error);
  }
}

/* --- On disk ------------------------------------------------------------------------------------
 */

static bool
find (const GPtrArray *faults, const char *part, bool can_repair)
{
  for (guint i = 0; i < faults->len; i++) {
    const Fault *fault = faults->pdata[i];
    if (strstr (fault->sentence, part))
      return fault->can_repair == can_repair && fault->severity == FAULT_ERROR;
  }
  return false;
}

static bool
probe_two_seconds (const char *path, int64_t *frames, int64_t *rate, int64_t *channels,
                   GError **error)
{
  if (strstr (path, "Take 3")) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "noise");
    return false;
  }
  *frames = strstr (path, "Take 1") ? 48000 * 240 : 96000;
  *rate = 48000;
  *channels = 2;
  return true;
}

static void
test_media (void)
{
  g_autofree char *parent = temporary_folder_new ();
  g_autofree char *path = g_build_filename (parent, "Song", NULL);
  ProjectFolder *folder = project_folder_new (path, NULL);
  Project *song = sample_song ();
  const FaultOptions all = { probe_two_seconds, true };

  text_set (&((Source *) list_get (song->sources, 1))->hash, NULL);
  g_assert_true (project_save (folder, song, NULL));
  g_autoptr (GPtrArray) missing = project_find_faults (path, NULL, NULL);
  g_assert_cmpuint (missing->len, ==, 3);
  g_assert_true (find (missing, "'audio/Take 2.wav' is missing", false));

  g_autofree char *audio = project_folder_sub (folder, FOLDER_AUDIO, NULL);
  static const char *const names[] = { "Take 1.wav", "Take 2.wav", "Take 3.wav" };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *file = g_build_filename (audio, names[i], NULL);
    g_assert_true (g_file_set_contents (file, "x", i == 1 ? 0 : 1, NULL));
  }
  g_autoptr (GPtrArray) faults = project_find_faults (path, &all, NULL);
  g_assert_true (find (faults, "'audio/Take 1.wav' has been changed", false));
  g_assert_true (find (faults, "'audio/Take 2.wav' is empty", false));
  g_assert_true (find (faults, "'audio/Take 3.wav' cannot be read: noise", false));
  g_assert_cmpuint (faults->len, ==, 4);

  g_autofree char *one = g_build_filename (audio, names[0], NULL);
  g_autofree char *two = g_build_filename (audio, names[1], NULL);
  g_assert_true (g_file_set_contents (one, "", 0, NULL)); /* what the hash of the sample says */
  g_assert_true (g_file_set_contents (two, "xx", 2, NULL));
  g_autoptr (GPtrArray) shape = project_find_faults (path, &all, NULL);
  g_assert_true (find (shape, "'audio/Take 1.wav' is empty", false));
  g_assert_true (find (shape, "'audio/Take 2.wav' has 96000 frames", false));
  project_unref (song);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

static void
test_album (void)
{
  g_autofree char *parent = temporary_folder_new ();
  g_autofree char *path = g_build_filename (parent, "Album", NULL);
  g_autofree char *there = g_build_filename (parent, "One.lacquer", NULL);
  static const char *const files[] = { "../One.lacquer", "../Two/Two.lacquer", "/etc/passwd" };
  ProjectFolder *folder = project_folder_new (path, NULL);
  Project *album = project_new ();

  album->kind = PROJECT_ALBUM;
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    Song *song = (Song *) node_new (NODE_SONG);
    song->node.id = (Id) 's' << 55 | (i + 1);
    text_set (&song->file, files[i]);
    list_insert (&album->songs, -1, &song->node);
  }
  g_assert_true (g_file_set_contents (there, "x", 1, NULL));
  g_assert_true (project_save (folder, album, NULL));
  g_autoptr (GPtrArray) faults = project_find_faults (path, NULL, NULL);
  g_assert_cmpuint (faults->len, ==, 2);
  g_assert_true (find (faults, "'../Two/Two.lacquer', a song of the album, is missing", false));
  g_assert_true (find (faults, "no relative path", false));
  project_unref (album);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

static void
test_on_disk (void)
{
  g_autofree char *parent = temporary_folder_new ();
  g_autofree char *path = g_build_filename (parent, "Song", NULL);
  ProjectFolder *folder = project_folder_new (path, NULL), *again;
  g_autofree char *text = song_text (), *kept = NULL;
  g_autoptr (GString) spoiled = g_string_new (text);
  g_autoptr (GPtrArray) done = strings_new (), none = strings_new ();
  GError *error = NULL;

  g_string_replace (spoiled, " gain=\"-3.5\"", " gain=\"loud\"", 1);
  g_string_replace (spoiled, " kind=\"main\"", "", 1);
  for (int n = 1; n <= 2; n++) {
    g_assert_true (g_file_set_contents (project_folder_file (folder), spoiled->str, -1, NULL));
    g_autoptr (GPtrArray) faults = project_find_faults (path, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (find (faults, "gain is not a number", true));
    g_assert_true (find (faults, "main track", true));
    g_ptr_array_set_size (done, 0);
    g_assert_true (project_repair (path, done, &error));
    assert_has (done, n == 1 ? "Song.lacquer.damaged-1'" : "Song.lacquer.damaged-2'");
    g_autofree char *damaged = g_strdup_printf ("%s.damaged-%d", project_folder_file (folder), n);
    g_clear_pointer (&kept, g_free);
    g_assert_true (g_file_get_contents (damaged, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, spoiled->str);
  }
  Project *project = project_load (path, &again, &error);
  g_assert_no_error (error);
  project_unref (project);
  project_folder_free (again);

  /* What is well is left alone. */
  g_assert_true (project_repair (path, none, &error));
  g_assert_cmpuint (none->len, ==, 0);

  /* What is hopeless too. */
  g_assert_true (g_file_set_contents (project_folder_file (folder), "hello", -1, NULL));
  g_assert_false (project_repair (path, none, &error));
  g_assert_nonnull (strstr (error->message, "not a Lacquer project"));
  g_clear_error (&error);
  g_autoptr (GPtrArray) faults = project_find_faults (path, NULL, &error);
  g_assert_true (find (faults, "not a Lacquer project", false));
  g_clear_pointer (&kept, g_free);
  g_file_get_contents (project_folder_file (folder), &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, "hello");
  g_assert_null (project_find_faults ("/nowhere", NULL, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/repair/single-faults", test_single_faults);
  g_test_add_func ("/store/repair/duplicate-ids", test_duplicate_ids);
  g_test_add_func ("/store/repair/overlaps", test_overlaps);
  g_test_add_func ("/store/repair/routing", test_routing);
  g_test_add_func ("/store/repair/random-projects", test_random_projects);
  g_test_add_func ("/store/repair/cut-off", test_cut_off);
  g_test_add_func ("/store/repair/noise", test_noise);
  g_test_add_func ("/store/repair/hopeless", test_hopeless);
  g_test_add_func ("/store/repair/media", test_media);
  g_test_add_func ("/store/repair/album", test_album);
  g_test_add_func ("/store/repair/on-disk", test_on_disk);
  return g_test_run ();
}

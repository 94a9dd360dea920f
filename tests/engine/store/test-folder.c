/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "sample_project.h"
#include "store/folder.h"
#include "temporary.h"

/* A folder with a saved song in it. */
static ProjectFolder *
make_song (const char *parent, const char *name, Project **project)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename (parent, name, NULL);
  ProjectFolder *folder = project_folder_new (path, &error);
  g_assert_no_error (error);
  *project = sample_song ();
  project_save (folder, *project, &error);
  g_assert_no_error (error);
  return folder;
}

static int
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  int n = 0;
  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
assert_loads (const char *path, const Project *expected)
{
  GError *error = NULL;
  ProjectFolder *folder;
  Project *project = project_load (path, &folder, &error);
  g_assert_no_error (error);
  g_assert_true (node_equal (&project->node, &expected->node));
  project_unref (project);
  project_folder_free (folder);
}

static void
test_save_and_load (void)
{
  g_autofree char *parent = temporary_folder_new ();
  static const char *const names[] = { "Song", "L\303\244rm \342\231\253 & \"co\"", "a.b" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    Project *project;
    ProjectFolder *folder = make_song (parent, names[i], &project);
    g_autofree char *file = g_strconcat (names[i], ".lacquer", NULL);
    g_autofree char *expected = g_build_filename (parent, names[i], file, NULL);
    g_autofree char *stem = project_folder_stem (folder);
    g_assert_cmpstr (project_folder_file (folder), ==, expected);
    g_assert_cmpstr (stem, ==, names[i]);
    assert_loads (project_folder_path (folder), project);
    assert_loads (project_folder_file (folder), project);
    g_assert_cmpint (count_files (project_folder_path (folder)), ==, 1);
    project_unref (project);
    project_folder_free (folder);
  }
  temporary_folder_remove (parent);
}

/* Saving what was not changed gives the same bytes. */
static void
test_same_bytes (void)
{
  g_autofree char *parent = temporary_folder_new (), *before = NULL, *after = NULL;
  Project *project;
  ProjectFolder *made = make_song (parent, "Song", &project), *folder;
  GError *error = NULL;

  g_file_get_contents (project_folder_file (made), &before, NULL, NULL);
  Project *loaded = project_load (project_folder_path (made), &folder, &error);
  g_assert_no_error (error);
  g_assert_true (project_save (folder, loaded, &error));
  g_file_get_contents (project_folder_file (made), &after, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
  project_unref (loaded);
  project_unref (project);
  project_folder_free (folder);
  project_folder_free (made);
  temporary_folder_remove (parent);
}

static void
assert_load_fails (const char *path, EngineError code, const char *part)
{
  GError *error = NULL;
  ProjectFolder *folder = NULL;
  g_assert_null (project_load (path, &folder, &error));
  g_assert_error (error, ENGINE_ERROR, (int) code);
  if (!strstr (error->message, part))
    g_error ("'%s' lacks '%s'", error->message, part);
  g_error_free (error);
}

static void
test_find (void)
{
  g_autofree char *parent = temporary_folder_new ();
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  g_autofree char *second = g_build_filename (project_folder_path (folder), "B side.lacquer", NULL);
  g_autofree char *hidden = g_build_filename (project_folder_path (folder), ".x.lacquer", NULL);
  g_autofree char *empty = g_build_filename (parent, "empty", NULL);
  g_autofree char *missing = g_build_filename (parent, "missing", NULL);
  GError *error = NULL;

  g_file_set_contents (hidden, "x", 1, NULL);
  assert_loads (project_folder_path (folder), project);
  g_file_set_contents (second, "x", 1, NULL);
  assert_load_fails (project_folder_path (folder), ENGINE_ERROR_INVALID,
                     "'B side.lacquer', 'Song.lacquer'");
  assert_loads (project_folder_file (folder), project);
  assert_load_fails (second, ENGINE_ERROR_INVALID, "not a Lacquer project");
  g_mkdir (empty, 0777);
  assert_load_fails (empty, ENGINE_ERROR_NOT_FOUND, "there is no project");
  assert_load_fails (missing, ENGINE_ERROR_NOT_FOUND, "No such file");
  assert_load_fails ("/dev/null", ENGINE_ERROR_INVALID, "not a file");
  g_assert_null (project_folder_new (project_folder_path (folder), &error));
  g_assert_nonnull (strstr (error->message, "File exists"));
  g_clear_error (&error);
  g_autofree char *bad = g_build_filename (parent, "a\nb", NULL);
  g_assert_null (project_folder_new (bad, &error));
  g_assert_nonnull (strstr (error->message, "control characters"));
  g_clear_error (&error);
  project_unref (project);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

static void
assert_save_fails (ProjectFolder *folder, const Project *project, const char *part)
{
  GError *error = NULL;
  g_assert_false (project_save (folder, project, &error));
  g_assert_nonnull (error);
  if (!strstr (error->message, part))
    g_error ("'%s' lacks '%s'", error->message, part);
  g_error_free (error);
}

static void
test_changed_on_disk (void)
{
  g_autofree char *parent = temporary_folder_new (), *text = NULL;
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  const char *file = project_folder_file (folder);
  GError *error = NULL;

  g_assert_true (project_save (folder, project, NULL));
  /* Touched and given other rights, but the same: no reason to refuse. */
  g_file_get_contents (file, &text, NULL, NULL);
  g_file_set_contents (file, text, -1, NULL);
  g_chmod (file, 0600);
  g_assert_true (project_save (folder, project, NULL));
  /* The same size and time, another content. */
  struct stat info;
  stat (file, &info);
  char *name = strstr (text, "Riff");
  memcpy (name, "Ruff", 4);
  g_file_set_contents (file, text, -1, NULL);
  const struct timespec times[2] = { info.st_atim, info.st_mtim };
  utimensat (AT_FDCWD, file, times, 0);
  assert_save_fails (folder, project, "another program has changed it");
  g_autofree char *there = NULL;
  g_file_get_contents (file, &there, NULL, NULL);
  g_assert_cmpstr (there, ==, text);
  /* Unless the user says so. */
  g_assert_true (project_folder_accept (folder, &error));
  g_assert_true (project_save (folder, project, &error));
  assert_loads (file, project);
  /* Gone is not changed. */
  g_unlink (file);
  g_assert_true (project_save (folder, project, &error));

  /* A second project in the same place is not overwritten by one that was never loaded. */
  ProjectFolder *other = project_folder_find (file, &error);
  project_folder_free (folder);
  assert_save_fails (other, project, "exists already");
  project_folder_free (other);
  project_unref (project);
  temporary_folder_remove (parent);
}

static void
test_rights_and_links (void)
{
  g_autofree char *parent = temporary_folder_new ();
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  const char *file = project_folder_file (folder);
  g_autofree char *link = g_build_filename (parent, "link.lacquer", NULL);
  struct stat info;
  GError *error = NULL;

  g_chmod (file, 0640);
  g_assert_true (project_save (folder, project, &error));
  stat (file, &info);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);

  g_assert_cmpint (symlink (file, link), ==, 0);
  ProjectFolder *linked;
  Project *same = project_load (link, &linked, &error);
  g_assert_no_error (error);
  g_assert_true (project_save (linked, same, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (count_files (parent), ==, 2);
  project_unref (same);
  project_folder_free (linked);
  project_unref (project);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

/* Runs `body` in a child that does not have the rights of root, and may lose more. */
static void
in_child (void (*body) (ProjectFolder *, Project *), ProjectFolder *folder, Project *project)
{
  const pid_t child = fork ();
  int status;

  if (child == 0) {
    body (folder, project);
    _exit (0);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
save_over_limit (ProjectFolder *folder, Project *project)
{
  const struct rlimit limit = { 4096, 4096 };
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  assert_save_fails (folder, project, "File too large");
}

static void
save_without_rights (ProjectFolder *folder, Project *project)
{
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    _exit (1);
  assert_save_fails (folder, project, "Permission denied");
}

/* The disk that is full and the folder that is read-only: a sentence, and all is as it was. */
static void
test_disk_says_no (void)
{
  g_autofree char *parent = temporary_folder_new ();
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  Project *changed = project_edit (project);
  const char *path = project_folder_path (folder);

  text_set (&changed->note, "changed");
  g_chmod (parent, 0755);
  in_child (save_over_limit, folder, changed);
  assert_loads (path, project);
  g_assert_cmpint (count_files (path), ==, 1);

  g_chmod (path, 0555);
  in_child (save_without_rights, folder, changed);
  g_chmod (path, 0755);
  assert_loads (path, project);
  g_assert_cmpint (count_files (path), ==, 1);

  /* What a program that died left behind is in nobody's way. */
  g_autofree char *left = g_build_filename (path, ".saving.lacquer", NULL);
  g_assert_true (g_file_set_contents (left, "half", 4, NULL));
  g_assert_true (project_save (folder, changed, NULL));
  assert_loads (path, changed);
  g_assert_cmpint (count_files (path), ==, 1);
  project_unref (changed);
  project_unref (project);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

/* A song with an effect in a chain in an effect ... */
static Node *
make_nested (int depth)
{
  Effect *effect = NULL;

  for (int i = 0; i < depth; i++) {
    Chain *chain = (Chain *) node_new (NODE_CHAIN);
    if (effect)
      list_insert (&chain->effects, -1, &effect->node);
    effect = (Effect *) node_new (NODE_EFFECT);
    list_insert (&effect->chains, -1, &chain->node);
  }
  Song *song = (Song *) node_new (NODE_SONG);
  list_insert (&song->effects, -1, &effect->node);
  return &song->node;
}

/* What could not be read again is not written. */
static void
test_unreadable (void)
{
  g_autofree char *parent = temporary_folder_new ();
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  g_autofree char *state = g_strnfill (TEXT_BYTES_MAX + 1, 'A');
  Project *changed = project_edit (project);

  text_set (&changed->note, state);
  assert_save_fails (folder, changed, "note of project");
  text_set (&changed->note, NULL);
  list_insert (&changed->songs, -1, make_nested (12));
  assert_save_fails (folder, changed, "nested too deeply");
  assert_loads (project_folder_path (folder), project);
  project_unref (changed);
  project_unref (project);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

static void
test_media (void)
{
  g_autofree char *parent = temporary_folder_new ();
  Project *project;
  ProjectFolder *folder = make_song (parent, "Song", &project);
  static const char *const outside[] = { "",     "/etc/passwd", "../x.wav", "audio/../../x",
                                         "a\nb", "%2e%2e/x" };
  g_autofree char *audio = project_folder_sub (folder, FOLDER_AUDIO, NULL);
  g_autofree char *again = project_folder_sub (folder, FOLDER_AUDIO, NULL);
  g_assert_cmpstr (audio, ==, again);

  for (size_t i = 0; i + 1 < G_N_ELEMENTS (outside); i++)
    g_assert_null (project_folder_media (folder, outside[i]));
  g_autofree char *dots = project_folder_media (folder, outside[5]);
  g_assert_true (g_str_has_suffix (dots, "/%2e%2e/x")); /* stays as it is written, inside */

  g_autofree char *literal = g_build_filename (audio, "50%41.wav", NULL);
  g_file_set_contents (literal, "x", 1, NULL);
  g_autofree char *found = project_folder_media (folder, "audio/50%41.wav");
  g_assert_cmpstr (found, ==, literal);
  g_autofree char *raw = project_folder_media (folder, "audio/%ff.wav");
  g_autofree char *expected = g_build_filename (audio, "\377.wav", NULL);
  g_assert_cmpstr (raw, ==, expected);
  project_unref (project);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/folder/save-and-load", test_save_and_load);
  g_test_add_func ("/store/folder/same-bytes", test_same_bytes);
  g_test_add_func ("/store/folder/find", test_find);
  g_test_add_func ("/store/folder/changed-on-disk", test_changed_on_disk);
  g_test_add_func ("/store/folder/rights-and-links", test_rights_and_links);
  g_test_add_func ("/store/folder/disk-says-no", test_disk_says_no);
  g_test_add_func ("/store/folder/unreadable", test_unreadable);
  g_test_add_func ("/store/folder/media", test_media);
  return g_test_run ();
}

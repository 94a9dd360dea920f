/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the browser lists of a folder, and what it finds. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "ui/browser/listing.h"

static char *root;

static void
make (const char *relative)
{
  g_autofree char *path = g_build_filename (root, relative, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static char *
names (GPtrArray *list)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < list->len; i++) {
    const Listed *listed = list->pdata[i];
    g_string_append_printf (text, "%s%s%s", i ? " " : "", listed->name,
                            listed->kind == LISTED_FOLDER ? "/" : "");
  }
  return g_string_free (text, FALSE);
}

static void
test_kinds (void)
{
  ListedKind kind;
  g_assert_true (listing_kind ("Kick.WAV", &kind));
  g_assert_cmpint (kind, ==, LISTED_AUDIO);
  g_assert_true (listing_kind ("song.a.mid", &kind));
  g_assert_cmpint (kind, ==, LISTED_MIDI);
  g_assert_false (listing_kind ("notes.txt", &kind));
  g_assert_false (listing_kind ("wav", &kind));
}

static void
test_folder (void)
{
  g_autoptr (GPtrArray) list = listing_read (root, NULL, NULL);
  g_autofree char *shown = names (list);
  g_assert_cmpstr (shown, ==, "Drums/ loop/ Take 2.flac Take 10.wav tune.mid");

  g_autoptr (GError) error = NULL;
  g_autofree char *gone = g_build_filename (root, "gone", NULL);
  g_assert_null (listing_read (gone, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_search (void)
{
  g_autofree char *drums = g_build_filename (root, "Drums", NULL);
  const char *const places[] = { root, drums, NULL };
  bool all;

  /* A link to the folder itself is not followed, and a place inside another is read once. */
  g_autoptr (GPtrArray) found = listing_search (places, "kick", 100, 60, NULL, &all);
  g_autofree char *shown = names (found);
  g_assert_cmpstr (shown, ==, "Big KICK 01.wav kick.aif");
  g_assert_true (all);

  g_autoptr (GPtrArray) both = listing_search (places, "01 kick", 100, 60, NULL, &all);
  g_autofree char *one = names (both);
  g_assert_cmpstr (one, ==, "Big KICK 01.wav");

  g_autoptr (GPtrArray) some = listing_search (places, "a", 2, 60, NULL, &all);
  g_assert_cmpint (some->len, ==, 2);
  g_assert_false (all);

  g_autoptr (GPtrArray) none = listing_search (places, "txt", 100, 60, NULL, &all);
  g_assert_cmpint (none->len, ==, 0);
  g_assert_true (all);
}

static void
test_cancelled (void)
{
  const char *const places[] = { root, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  bool all;
  g_cancellable_cancel (cancellable);
  g_autoptr (GPtrArray) found = listing_search (places, "kick", 100, 60, cancellable, &all);
  g_assert_cmpint (found->len, ==, 0);
  g_assert_false (all);
}

static void
remove_all (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      remove_all (path);
    else
      g_unlink (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  root = g_dir_make_tmp ("browser-XXXXXX", NULL);
  make ("Take 10.wav");
  make ("Take 2.flac");
  make ("tune.mid");
  make ("notes.txt");
  make (".hidden.wav");
  make ("Drums/Big KICK 01.wav");
  make ("Drums/Old/kick.aif");
  make ("Drums/kick.txt");
  g_autofree char *loop = g_build_filename (root, "loop", NULL);
  g_assert_cmpint (symlink (root, loop), ==, 0);

  g_test_add_func ("/listing/kinds", test_kinds);
  g_test_add_func ("/listing/folder", test_folder);
  g_test_add_func ("/listing/search", test_search);
  g_test_add_func ("/listing/cancelled", test_cancelled);
  const int result = g_test_run ();
  remove_all (root);
  g_free (root);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temporary.h"

#include <glib/gstdio.h>

char *
temporary_folder_new (void)
{
  GError *error = NULL;
  char *path = g_dir_make_tmp ("lacquer-test-XXXXXX", &error);
  g_assert_no_error (error);
  return path;
}

void
temporary_folder_remove (const char *path)
{
  g_autoptr (GDir) dir =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    temporary_folder_remove (child);
  }
  g_remove (path);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/desk_copy.h"

#include "temporary.h"

/* Everything of the song but the id that tells two projects apart. */
static void
test_save_as (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *first = g_build_filename (folder, "First", NULL);
  g_autofree char *second = g_build_filename (folder, "Second", NULL);
  GError *error = NULL;
  Project *empty = project_new ();
  LqDesk *desk = lq_desk_make (first, empty, &error);
  g_assert_no_error (error);
  project_unref (empty);
  g_assert_true (lq_desk_run (desk, &error, "track.add kind=audio name=Vox"));
  g_assert_true (desk_copy (desk, second, &error));
  g_assert_no_error (error);
  Session *copy = session_open (second, SESSION_READ, 0, &error);
  g_assert_no_error (error);
  const Project *old = lq_desk_project (desk), *now = session_project (copy);
  g_assert_cmpuint (old->node.id, !=, now->node.id);
  g_assert_cmpint (list_n (now->tracks), ==, list_n (old->tracks));
  for (int i = 0; i < list_n (old->tracks); i++)
    g_assert_cmpuint (list_get (old->tracks, i)->id, ==, list_get (now->tracks, i)->id);
  session_close (copy);
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/copy/save-as", test_save_as);
  return g_test_run ();
}

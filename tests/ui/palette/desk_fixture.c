/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk_fixture.h"

#include "temporary.h"

LqDesk *
desk_fixture_new (void)
{
  static const char *const lines[] = {
    "track.add kind=group name=Drums",
    "track.add kind=instrument name=Kick in=Drums",
    "track.add kind=instrument name='Gtr L'",
    "track.add kind=instrument name='Gtr R'",
    "track.add kind=audio name='Lead Vox'",
    "track.add kind=return name='Hall Verb'",
    "track.add kind=return name='Plate Verb'",
    "track.set track='Lead Vox' gain=-3",
    "section.add at=1 length=4bar name=Intro",
    "section.add at=5 length=8bar name=Verse",
    "section.add at=13 length=8bar name=Chorus",
    "section.add at=21 length=8bar name='Chorus 2'",
    "marker.add at=9 name=lift",
    "clip.add track='Gtr L' at=17 length=8bar",
    "clip.add track='Gtr R' at=17 length=8bar",
  };
  g_autoptr (GError) error = NULL;
  Project *project = project_new ();
  char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  LqDesk *desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    lq_desk_run (desk, &error, "%s", lines[i]);
    g_assert_no_error (error);
  }
  lq_desk_set_cursor (desk, (Position){ 0, TIME_MUSICAL }, 2, false);
  g_object_set_data (G_OBJECT (desk), "folder", folder);
  return desk;
}

void
desk_fixture_free (LqDesk *desk)
{
  g_autofree char *folder = g_object_get_data (G_OBJECT (desk), "folder");
  lq_desk_close (desk);
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two who look at the same strip in one frame see the same peak. */
#include <glib.h>

#include "temporary.h"
#include "ui/desk/desk.h"

#define BLOCK 256

static void
run (LqDesk *desk, int blocks)
{
  for (int i = 0; i < blocks; i++) {
    null_device_run (live_null_device (lq_desk_live (desk)), 1);
    lq_desk_poll (desk);
  }
}

static void
test_shared (void)
{
  static const NullOptions options = { .by_hand = true, .loopback = BLOCK };
  static const char *const lines[] = {
    "track.add kind=instrument name=Keys",
    "effect.add track=Keys kind=synth",
    "clip.add track=Keys at=1 length=8s name=C",
    "note.add clip=C at=1 pitch=60 length=7s",
  };
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  g_autoptr (GError) error = NULL;
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    lq_desk_run (desk, &error, "%s", lines[i]);
    g_assert_no_error (error);
  }
  const Id keys = list_get (lq_desk_project (desk)->tracks, 0)->id;
  StripMeterReading first = { 0 }, second = { 0 };
  g_assert_false (lq_desk_read_meter (desk, keys, 1, &first)); /* no sound yet */
  lq_desk_start_null (desk, &options, BLOCK, &error);
  g_assert_no_error (error);

  lq_desk_play (desk, 0, INT64_MAX);
  run (desk, 100);
  g_assert_true (lq_desk_read_meter (desk, keys, 2, &first));
  g_assert_true (lq_desk_read_meter (desk, keys, 2, &second));
  g_assert_cmpfloat (first.level.peak[0], >, 0.001);
  g_assert_cmpfloat (first.level.peak[0], ==, second.level.peak[0]);
  g_assert_cmpfloat (first.level.peak[1], ==, second.level.peak[1]);
  /* Of the next frame nothing has passed yet. */
  g_assert_true (lq_desk_read_meter (desk, keys, 3, &second));
  g_assert_cmpfloat (second.level.peak[0], ==, 0);
  g_assert_false (lq_desk_read_meter (desk, keys + 1, 3, &second));
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/meters/shared", test_shared);
  return g_test_run ();
}

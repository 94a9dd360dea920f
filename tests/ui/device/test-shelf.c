/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the browser offers to insert comes onto a track as it says, in one step that can be undone.
 */
#include <string.h>

#include "effects/effects.h"
#include "instruments/instruments.h"
#include "temporary.h"
#include "ui/device/device_presets.h"
#include "ui/device/shelf.h"

static LqDesk *desk;

static const Track *
track_at (int at)
{
  return (const Track *) list_get (lq_desk_project (desk)->tracks, at);
}

static int
n_tracks (void)
{
  return list_n (lq_desk_project (desk)->tracks);
}

static void
run_all (GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run_lines (desk, lines, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (lines);
}

static bool
insert (const char *key, Id track)
{
  g_autoptr (GError) error = NULL;
  bool makes_track;
  GPtrArray *lines = shelf_lines (lq_desk_project (desk), key, track, &makes_track, &error);
  g_assert_no_error (error);
  run_all (lines);
  return makes_track;
}

static void
undo (void)
{
  g_assert_true (document_undo (lq_desk_document (desk)));
}

/* The processors that a family's list has to name; each of them stands in one family. */
static void
test_families (void)
{
  int n_effects, n_instruments, n = 0;
  effects_all (&n_effects);
  instruments_all (&n_instruments);
  for (int f = 0; f < N_FAMILIES; f++) {
    g_autoptr (GPtrArray) devices = shelf_family_devices ((DeviceFamily) f);
    g_assert_cmpuint (devices->len, >, 0);
    for (guint i = 0; i < devices->len; i++)
      g_assert_cmpint (shelf_family (devices->pdata[i]), ==, f);
    n += (int) devices->len;
  }
  g_assert_cmpint (n, ==, n_effects + n_instruments);
}

/* Every built-in device and preset can be inserted. */
static void
test_all (void)
{
  for (int f = 0; f < N_FAMILIES; f++) {
    g_autoptr (GPtrArray) devices = shelf_family_devices ((DeviceFamily) f);
    for (guint i = 0; i < devices->len; i++) {
      const DeviceSpec *spec = devices->pdata[i];
      g_autofree char *key = shelf_key_device (spec);
      const bool instrument = f == FAMILY_INSTRUMENT;
      g_assert_true (insert (key, track_at (0)->node.id) == instrument);
      undo ();
      for (int p = 0; p < spec->n_presets; p++) {
        g_autofree char *preset = shelf_key_preset (spec, spec->presets[p].name);
        g_autofree char *name = shelf_name (preset);
        g_assert_cmpstr (name, ==, spec->presets[p].name);
        insert (preset, track_at (0)->node.id);
        undo ();
      }
    }
  }
  g_assert_cmpint (list_n (track_at (0)->effects), ==, 0);
}

static void
test_instrument (void)
{
  const int n = n_tracks ();
  g_assert_true (insert ("device:synth", track_at (0)->node.id));
  g_assert_cmpint (n_tracks (), ==, n + 1);
  const Track *made = track_at (1); /* behind the one that could not take it */
  g_assert_cmpint (made->kind, ==, TRACK_INSTRUMENT);
  g_assert_cmpstr (text_get (made->instrument->kind), ==, "synth");
  g_assert_false (insert ("device:soundfont", made->node.id));
  g_assert_cmpstr (text_get (track_at (1)->instrument->kind), ==, "soundfont");
  undo ();
  undo ();
  g_assert_cmpint (n_tracks (), ==, n);
}

/* A track of its own stands beside the other, not between a group and its members. */
static void
test_groups (void)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run (desk, &error, "track.add kind=group name=Drums");
  lq_desk_run (desk, &error, "track.add kind=audio name=Kick in=Drums");
  lq_desk_run (desk, &error, "track.add kind=audio name=Snare in=Drums");
  g_assert_no_error (error);
  const Id group = track_at (1)->node.id, kick = track_at (2)->node.id;
  g_assert_true (insert ("device:synth", group));
  g_assert_cmpint (track_at (4)->kind, ==, TRACK_INSTRUMENT);
  g_assert_cmpuint (track_at (4)->group, ==, 0);
  undo ();
  g_assert_true (insert ("device:synth", kick));
  g_assert_cmpint (track_at (3)->kind, ==, TRACK_INSTRUMENT);
  g_assert_cmpuint (track_at (3)->group, ==, group);
  for (int i = 0; i < 4; i++)
    undo ();
}

static void
test_users (void)
{
  g_autoptr (GError) error = NULL;
  const Id track = track_at (0)->node.id;
  bool makes_track;
  g_assert_true (presets_save ("compressor", "Mine", "ratio=8 threshold=-30", &error));
  g_autofree char *key = shelf_key_user (device_spec ("compressor"), "Mine");
  g_assert_true (shelf_is_removable (key));
  g_assert_false (shelf_is_removable ("device:eq"));
  insert (key, track);
  g_autofree char *chain = preset_of_chain (track_at (0));
  g_assert_nonnull (strstr (chain, "ratio=8"));
  g_assert_true (presets_save (PRESETS_OF_CHAINS, "Bus: loud", chain, &error));
  g_autofree char *chain_key = shelf_key_chain ("Bus_ loud");
  g_assert_true (insert (chain_key, 0));
  g_assert_cmpint (list_n (track_at (n_tracks () - 2)->effects), ==, 1);
  undo ();
  undo ();
  g_assert_true (shelf_remove (key, &error));
  g_assert_null (shelf_name (key));
  g_assert_null (shelf_lines (lq_desk_project (desk), key, track, &makes_track, &error));
  g_assert_nonnull (error);
}

static void
test_replace (void)
{
  g_autoptr (GError) error = NULL;
  const Id track = track_at (0)->node.id;
  insert ("device:eq", track);
  insert ("device:gate", track);
  const Id first = list_get (track_at (0)->effects, 0)->id;
  run_all (shelf_replace_lines (lq_desk_project (desk), "device:delay", track, first, &error));
  const Effect *effect = (const Effect *) list_get (track_at (0)->effects, 0);
  g_assert_cmpstr (text_get (effect->kind), ==, "delay");
  g_assert_cmpint (list_n (track_at (0)->effects), ==, 2);
  g_assert_null (
      shelf_replace_lines (lq_desk_project (desk), "device:synth", track, effect->node.id, &error));
  g_assert_nonnull (error);
  undo ();
  undo ();
  undo ();
}

static void
test_keys (void)
{
  static const char *const gone[] = { "device:none",    "preset:eq:None", "user:eq:None",
                                      "chain:None",     "preset:eq",      "user:",
                                      "/home/device:eq" };
  for (size_t i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_null (shelf_name (gone[i]));
  g_assert_false (shelf_is_key ("/home/device:eq"));
  g_assert_true (shelf_is_key ("chain:None"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = temporary_folder_new ();
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  Project *project = project_new ();
  desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  lq_desk_run (desk, &error, "track.add kind=audio name=Vox");
  g_assert_no_error (error);
  g_test_add_func ("/shelf/families", test_families);
  g_test_add_func ("/shelf/all", test_all);
  g_test_add_func ("/shelf/instrument", test_instrument);
  g_test_add_func ("/shelf/groups", test_groups);
  g_test_add_func ("/shelf/users", test_users);
  g_test_add_func ("/shelf/replace", test_replace);
  g_test_add_func ("/shelf/keys", test_keys);
  const int result = g_test_run ();
  lq_desk_close (desk);
  g_object_unref (desk);
  temporary_folder_remove (folder);
  return result;
}

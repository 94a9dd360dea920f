/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presets of devices and chains are files that give back what was saved. */
#include <string.h>

#include "temporary.h"
#include "ui/desk/desk.h"
#include "ui/device/device_facts.h"
#include "ui/device/device_presets.h"

static LqDesk *desk;

static const Track *
track_at (int at)
{
  return (const Track *) list_get (lq_desk_project (desk)->tracks, at);
}

static const Effect *
effect_at (const Track *track, int at)
{
  return (const Effect *) list_get (track->effects, at);
}

static void
run (const char *line)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run (desk, &error, "%s", line);
  g_assert_no_error (error);
}

static void
run_all (GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run_lines (desk, lines, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (lines);
}

static void
test_device (void)
{
  g_autoptr (GError) error = NULL;
  const DeviceSpec *spec = device_spec ("eq");
  run ("effect.set track=Vox effect=1 band3.gain=-4 band3.freq=265 phase=linear");
  g_autofree char *saved = preset_of_device (spec, effect_at (track_at (0), 0));
  g_assert_true (presets_save ("eq", "Less mud", saved, &error));
  run ("effect.set track=Vox effect=1 band3.gain=9 band5.gain=2");
  g_autofree char *loaded = presets_load ("eq", "Less mud", &error);
  g_assert_no_error (error);
  const Track *track = track_at (0);
  run_all (preset_device_lines (track->node.id, effect_at (track, 0)->node.id, loaded));
  g_autofree char *now = preset_of_device (spec, effect_at (track_at (0), 0));
  g_assert_cmpstr (now, ==, saved);
  g_autoptr (GPtrArray) names = presets_list ("eq");
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (names->pdata[0], ==, "Less mud");
  g_assert_true (presets_remove ("eq", "Less mud", &error));
  g_autoptr (GPtrArray) none = presets_list ("eq");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_chain (void)
{
  g_autofree char *saved = preset_of_chain (track_at (0));
  run_all (preset_chain_lines (track_at (1), saved));
  g_autofree char *copied = preset_of_chain (track_at (1));
  g_assert_cmpstr (copied, ==, saved);
  g_assert_cmpint (list_n (track_at (1)->effects), ==, 2);
  g_assert_cmpstr (text_get (effect_at (track_at (1), 1)->name), ==, "It's mine");
  /* In place of what there was: again the same. */
  run_all (preset_chain_lines (track_at (1), saved));
  g_assert_cmpint (list_n (track_at (1)->effects), ==, 2);
}

static void
test_names (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (presets_save ("eq", "  ", "", &error));
  g_assert_nonnull (error);
  /* No name leaves the folder. */
  g_clear_error (&error);
  g_assert_true (presets_save ("eq", "../../away", "band1.on=on", &error));
  g_autoptr (GPtrArray) names = presets_list ("eq");
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_null (strchr (names->pdata[0], '/'));
}

/* What would listen in a circle is not offered. */
static void
test_keys (void)
{
  const Project *project;
  run ("track.add kind=group name=Bus");
  run ("effect.add track=Bus kind=compressor");
  run ("track.set track=Vox output=Bus");
  project = lq_desk_project (desk);
  const Track *vox = track_at (0), *gtr = track_at (1), *bus = track_at (2);
  g_assert_cmpstr (text_get (bus->name), ==, "Bus");
  const Id on_vox = effect_at (vox, 1)->node.id, on_bus = effect_at (bus, 0)->node.id;
  g_assert_true (device_may_hear (project, vox, on_vox, gtr));
  g_assert_false (device_may_hear (project, vox, on_vox, vox));
  g_assert_false (device_may_hear (project, vox, on_vox, bus));
  g_assert_true (device_may_hear (project, bus, on_bus, vox));
}

/* A limiter looks ahead; bypassed it delays nothing. */
static void
test_facts (void)
{
  run ("track.add kind=audio name=Cost");
  run ("effect.add track=Cost kind=limiter lookahead=2");
  run ("effect.add track=Cost kind=utility");
  const Track *track = NULL;
  for (int i = 0; i < list_n (lq_desk_project (desk)->tracks); i++)
    if (!strcmp (text_get (track_at (i)->name), "Cost"))
      track = track_at (i);
  g_autoptr (GArray) slots = device_slots (track);
  const int frames = device_facts_latency (&g_array_index (slots, DeviceSlot, 0), 48000);
  g_assert_cmpint (frames, >=, 96);
  g_assert_cmpint (device_facts_latency (&g_array_index (slots, DeviceSlot, 1), 48000), ==, 0);
  g_autofree char *text = device_facts_text (track, 48000, 0.021);
  g_autofree char *expected =
      g_strdup_printf ("Cost · 2 devices · %.1f ms latency · 2.1 %% DSP", frames / 48.0);
  g_assert_cmpstr (text, ==, expected);
  const Id id = track->node.id;
  run ("effect.bypass track=Cost effect=limiter on=on");
  track = project_find_track (lq_desk_project (desk), id);
  g_autofree char *off = device_facts_text (track, 48000, 0);
  g_assert_cmpstr (off, ==, "Cost · 2 devices · 0.0 ms latency");
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
  run ("track.add kind=audio name=Vox");
  run ("track.add kind=audio name=Gtr");
  run ("effect.add track=Vox kind=eq");
  run ("effect.add track=Vox kind=compressor name=\"It's mine\" ratio=3");
  g_test_add_func ("/device-presets/device", test_device);
  g_test_add_func ("/device-presets/chain", test_chain);
  g_test_add_func ("/device-presets/names", test_names);
  g_test_add_func ("/device-presets/keys", test_keys);
  g_test_add_func ("/device-presets/facts", test_facts);
  const int result = g_test_run ();
  lq_desk_close (desk);
  g_object_unref (desk);
  temporary_folder_remove (folder);
  return result;
}

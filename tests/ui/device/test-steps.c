/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every parameter moves by hand and by keys, and each value is said in a command line that the
 * engine takes. */
#include <math.h>
#include <string.h>

#include "effects/effects.h"
#include "instruments/instruments.h"
#include "temporary.h"
#include "ui/desk/desk.h"
#include "ui/device/device_sides.h"
#include "ui/device/device_state.h"
#include "ui/device/param_step.h"

static LqDesk *desk;
static Id track;

static const Effect *
device (void)
{
  const Track *of = project_find_track (lq_desk_project (desk), track);
  return list_n (of->effects) ? (const Effect *) list_get (of->effects, 0) : of->instrument;
}

static void
check_params (const DeviceSpec *spec)
{
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    if (!param_moves (param))
      continue;
    const double range = param->max - param->min;
    for (int k = 0; k <= 16; k++) {
      const double value = param_at (param, k / 16.0);
      g_assert_cmpfloat (value, >=, param->min);
      g_assert_cmpfloat (value, <=, param->max);
      if (param->type == PARAM_FLOAT) {
        g_assert_cmpfloat_with_epsilon (param_position (param, value), k / 16.0, 1e-9);
        const double up = param_step (param, value, 1), fine = param_step (param, value, 0.1);
        g_assert_true (up > value || value >= param->max - range * 0.02);
        g_assert_true (fine > value - range * 1e-3 && fine <= up);
        g_assert_cmpfloat (param_step (param, value, 10), >=, up);
      }
      g_assert_cmpfloat (param_step (param, param->min, -10), ==, param->min);
      g_assert_cmpfloat (param_step (param, param->max, 10), ==, param->max);
    }
  }
}

/* Each parameter is set through its line, read back, and all of them go to the other side. */
static void
check_lines (const DeviceSpec *spec)
{
  g_autoptr (GError) error = NULL;
  g_autofree double *first = g_new0 (double, spec->n_params + 1);
  g_autofree double *values = g_new0 (double, spec->n_params + 1);
  const Id id = device ()->node.id;

  device_values (spec, device (), first);
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    if (!param_moves (param))
      continue;
    const double wanted = param_step (param, param_step (param, first[i], -1), 2);
    g_autofree char *line = device_line_set (track, id, param, wanted);
    lq_desk_run (desk, &error, "%s", line);
    g_assert_no_error (error);
    device_values (spec, device (), values);
    g_assert_cmpfloat_with_epsilon (values[i], wanted, 1e-6 * fmax (1, fabs (wanted)));
  }
  g_autofree char *back = device_line_values (track, id, spec, values, first);
  lq_desk_run (desk, &error, "%s", back);
  g_assert_no_error (error);
  device_values (spec, device (), values);
  for (int i = 0; i < spec->n_params; i++)
    g_assert_cmpfloat_with_epsilon (values[i], first[i], 1e-6 * fmax (1, fabs (first[i])));
  g_assert_null (device_line_values (track, id, spec, first, first));
}

static void
test_every_device (void)
{
  g_autoptr (GError) error = NULL;
  int n_effects, n_instruments;
  const Processor *const *effects = effects_all (&n_effects);
  const Processor *const *instruments = instruments_all (&n_instruments);
  for (int i = 0; i < n_effects + n_instruments; i++) {
    const bool effect = i < n_effects;
    const DeviceSpec *spec = effect ? effects[i]->spec : instruments[i - n_effects]->spec;
    check_params (spec);
    lq_desk_run (desk, &error, "effect.add track=Keys kind=%s", spec->kind);
    g_assert_no_error (error);
    check_lines (spec);
    g_autofree char *gone = device_line ("effect.remove", track, device ()->node.id, "");
    lq_desk_run (desk, &error, "%s", gone);
    g_assert_no_error (error);
  }
}

static const ParamSpec *
param_of (const char *kind, const char *name)
{
  const DeviceSpec *spec = device_spec (kind);
  return &spec->params[device_param (spec, name)];
}

static double
typed (const ParamSpec *param, const char *text, double now, bool out_of_range)
{
  g_autoptr (GError) error = NULL;
  double value;
  bool nearest;
  g_assert_true (param_read (param, text, now, &value, &nearest, &error));
  g_assert_no_error (error);
  g_assert_true (nearest == out_of_range);
  return value;
}

static void
test_typed (void)
{
  const ParamSpec *threshold = param_of ("compressor", "threshold");
  const ParamSpec *freq = param_of ("eq", "band3.freq"), *mix = param_of ("reverb", "mix");
  double value;
  bool nearest;
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (typed (threshold, "-6", -20, false), ==, -6);
  g_assert_cmpfloat (typed (threshold, "−6,5 dB", -20, false), ==, -6.5);
  g_assert_cmpfloat (typed (threshold, "+1.5", -20, false), ==, -18.5);
  g_assert_cmpfloat (typed (threshold, "12", -20, true), ==, 0);
  g_assert_cmpfloat (typed (freq, "1.2k", 100, false), ==, 1200);
  g_assert_cmpfloat (typed (freq, "A4", 100, false), ==, 440);
  g_assert_cmpfloat (typed (freq, "*2", 100, false), ==, 200);
  g_assert_cmpfloat (typed (mix, "50%", 10, false), ==, 50);
  g_assert_cmpfloat (typed (param_of ("eq", "band1.type"), "high sh", 0, false), ==, 2);
  g_assert_cmpfloat (typed (param_of ("eq", "band1.slope"), "50", 12, true), ==, 48);
  g_assert_false (param_read (threshold, "loud", -20, &value, &nearest, &error));
  g_assert_nonnull (error);
}

static void
test_sides (void)
{
  g_autoptr (DeviceSides) sides = device_sides_new ();
  double values[2] = { 1, 2 };
  g_assert_false (device_sides_is_b (sides, 7));
  device_sides_swap (sides, 7, values, 2);
  g_assert_true (device_sides_is_b (sides, 7));
  g_assert_cmpfloat (values[0], ==, 1); /* both are the same at first */
  values[0] = 5;
  device_sides_swap (sides, 7, values, 2);
  g_assert_false (device_sides_is_b (sides, 7));
  g_assert_cmpfloat (values[0], ==, 1);
  device_sides_swap (sides, 7, values, 2);
  g_assert_cmpfloat (values[0], ==, 5);
  device_sides_copy (sides, 7, values, 2);
  device_sides_swap (sides, 7, values, 2);
  g_assert_cmpfloat (values[0], ==, 5);
  g_assert_false (device_sides_is_b (sides, 8));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  Project *project = project_new ();
  desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  lq_desk_run (desk, &error, "track.add kind=instrument name=Keys");
  g_assert_no_error (error);
  track = list_get (lq_desk_project (desk)->tracks, 0)->id;
  g_test_add_func ("/device-steps/every-device", test_every_device);
  g_test_add_func ("/device-steps/typed", test_typed);
  g_test_add_func ("/device-steps/sides", test_sides);
  const int result = g_test_run ();
  lq_desk_close (desk);
  g_object_unref (desk);
  temporary_folder_remove (folder);
  return result;
}

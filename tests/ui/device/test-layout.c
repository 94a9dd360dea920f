/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every effect and instrument finds room on its card: each parameter once, nothing over anything,
 * nothing beyond the page. */
#include <string.h>

#include "effects/effects.h"
#include "instruments/instruments.h"
#include "ui/device/device_layout.h"
#include "ui/device/eq_bands.h"
#include "ui/device/param_step.h"

static void
each_device (void (*check) (const DeviceSpec *spec, const double *values))
{
  int n_effects, n_instruments;
  const Processor *const *effects = effects_all (&n_effects);
  const Processor *const *instruments = instruments_all (&n_instruments);
  for (int i = 0; i < n_effects + n_instruments; i++) {
    const DeviceSpec *spec = i < n_effects ? effects[i]->spec : instruments[i - n_effects]->spec;
    g_autofree double *values = g_new0 (double, spec->n_params + 1);
    for (int k = 0; k < spec->n_params; k++)
      values[k] = spec->params[k].initial;
    check (spec, values);
  }
}

static bool
overlap (const DeviceCell *a, const DeviceCell *b)
{
  return a->page == b->page && a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
check_size (const DeviceSpec *spec, const double *values, int width, int height)
{
  g_autoptr (DeviceLayout) layout = device_layout_new (spec, values, width, height);
  g_autofree int *seen = g_new0 (int, spec->n_params);
  g_autofree bool *used = g_new0 (bool, layout->n_pages);

  g_assert_cmpint (layout->n_pages, >=, 1);
  for (guint i = 0; i < layout->cells->len; i++) {
    const DeviceCell *cell = &g_array_index (layout->cells, DeviceCell, i);
    seen[cell->param]++;
    g_assert_cmpint (cell->page, >=, 0);
    g_assert_cmpint (cell->page, <, layout->n_pages);
    used[cell->page] = true;
    g_assert_cmpint (cell->x, >=, 0);
    g_assert_cmpint (cell->y, >=, 0);
    g_assert_cmpint (cell->width, >=, 20);
    g_assert_cmpint (cell->x + cell->width, <=, width);
    g_assert_cmpint (cell->y + cell->height, <=, MAX (height, 62));
    for (guint k = i + 1; k < layout->cells->len; k++)
      g_assert_false (overlap (cell, &g_array_index (layout->cells, DeviceCell, k)));
  }
  for (int page = 0; page < layout->n_pages; page++)
    g_assert_true (used[page]);
  for (int i = 0; i < spec->n_params; i++)
    if (!strcmp (spec->kind, "eq") && i < EQ_GAIN)
      g_assert_cmpint (seen[i], <=, 1);
    else
      g_assert_cmpint (seen[i], ==, 1);
}

static void
check_sizes (const DeviceSpec *spec, const double *values)
{
  /* Card bodies at 2560x1440, 1440x900, 1024x640, and 1024x640 at 200 %. */
  static const int sizes[][2] = {
    { 2380, 400 }, { 1272, 176 }, { 860, 140 }, { 344, 90 }, { 344, 60 }
  };
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int graph = 0; graph < 2; graph++) {
      const DeviceSplit split = device_split (spec, sizes[i][0], sizes[i][1], graph == 1);
      g_assert_true (split.params_show || split.graph_shows);
      if (!device_has_graph (spec))
        g_assert_true (split.params_show && !split.graph_shows);
      if (split.graph_shows && split.params_show) {
        g_assert_cmpint (split.graph_y + split.graph_height, <=, sizes[i][1]);
        g_assert_true (split.params_x >= split.graph_width || split.params_y >= split.graph_height);
      }
      if (split.params_show)
        check_size (spec, values, split.params_width, split.params_height);
    }
}

static void
test_sizes (void)
{
  each_device (check_sizes);
}

static void
check_names (const DeviceSpec *spec, const double *values)
{
  for (int i = 0; i < spec->n_params; i++) {
    g_autofree char *label = device_short_label (spec, i);
    g_assert_cmpuint (strlen (label), >, 0);
    g_assert_cmpuint (g_utf8_strlen (label, -1), <=, 18);
    for (int k = 0; spec->params[i].choices && spec->params[i].choices[k]; k++) {
      g_autofree char *choice = device_choice_label (&spec->params[i], k);
      g_assert_null (strchr (choice, '_'));
    }
  }
  const int main_param = device_main_param (spec);
  g_assert_cmpint (main_param, >=, 0);
  g_assert_true (param_moves (&spec->params[main_param]));
}

static void
test_names (void)
{
  each_device (check_names);
  const DeviceSpec *synth = instrument_find ("synth")->spec;
  for (int i = 0; i < synth->n_params; i++) {
    g_autofree char *label = device_short_label (synth, i);
    if (!strcmp (synth->params[i].name, "filter.attack"))
      g_assert_cmpstr (label, ==, "Attack");
    if (!strcmp (synth->params[i].name, "lfo2.rate"))
      g_assert_cmpstr (label, ==, "Rate");
    if (!strcmp (synth->params[i].name, "osc1.tune"))
      g_assert_cmpstr (label, ==, "Tune");
  }
}

/* What a band's type does not know is not shown. */
static void
test_bands (void)
{
  const DeviceSpec *spec = effect_find ("eq")->spec;
  double values[EQ_N_VALUES];
  for (int i = 0; i < spec->n_params; i++)
    values[i] = spec->params[i].initial;
  values[eq_param (2, EQ_BAND_TYPE)] = FILTER_LOW_CUT;
  g_autoptr (DeviceLayout) layout = device_layout_new (spec, values, 1272, 62);
  int gain = 0, slope = 0;
  for (guint i = 0; i < layout->cells->len; i++) {
    const int param = g_array_index (layout->cells, DeviceCell, i).param;
    gain += param == eq_param (2, EQ_BAND_GAIN);
    slope += param == eq_param (2, EQ_BAND_SLOPE);
  }
  g_assert_cmpint (gain, ==, 0);
  g_assert_cmpint (slope, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-layout/sizes", test_sizes);
  g_test_add_func ("/device-layout/names", test_names);
  g_test_add_func ("/device-layout/bands", test_bands);
  return g_test_run ();
}

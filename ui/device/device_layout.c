/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ui/device/device_graph.h"
#include "ui/device/device_layout_private.h"
#include "ui/device/device_state.h"
#include "ui/device/eq_bands.h"

#define COMPACT_WIDTH 108
#define COMPACT_HEIGHT 40
#define TITLE 16
#define LARGE_WIDTH 84
#define LARGE_MOST 112
#define LARGE_HEIGHT 88
#define STACK_WIDTH 120 /* of choices and switches beside large knobs */
#define STACK_HEIGHT 44
#define SMALL_GROUP 3 /* with fewer parameters it is none of its own */
#define BANDS_HEIGHT 62
#define LEAST_GRAPH_HEIGHT 56
#define LEAST_GRAPH_WIDTH 260
#define MOST_GRAPH_WIDTH 820
#define MOST_COLUMNS 6 /* beside a graph; the rest stands on further pages */

void
layout_add_cell (DeviceLayout *layout, int param, DeviceCellKind kind, int page, int group,
                 const int at[4])
{
  const DeviceCell cell = { param, kind, page, group, at[0], at[1], at[2], at[3] };
  g_array_append_val (layout->cells, cell);
}

int
layout_add_group (DeviceLayout *layout, const char *title, int number, int page, const int at[4])
{
  DeviceGroup group = {
    .number = number, .page = page, .x = at[0], .y = at[1], .width = at[2], .height = at[3]
  };
  g_strlcpy (group.title, title, sizeof group.title);
  g_array_append_val (layout->groups, group);
  return (int) layout->groups->len - 1;
}

static bool
is_knob (const ParamSpec *param)
{
  return param->type == PARAM_FLOAT || param->type == PARAM_INT;
}

static DeviceCellKind
kind_of (const ParamSpec *param, bool large)
{
  switch (param->type) {
  case PARAM_ENUM:
    return CELL_CHOICE;
  case PARAM_BOOL:
    return CELL_SWITCH;
  case PARAM_FILE:
    return CELL_FILE;
  default:
    return large ? CELL_LARGE : CELL_KNOB;
  }
}

/* Parameters of one group, in the order of the table. */
typedef struct {
  char prefix[32];
  GArray *params; /* int */
} Set;

static void
free_set (void *data)
{
  Set *set = data;
  g_array_unref (set->params);
  g_free (set);
}

static Set *
set_of (GPtrArray *sets, const char *prefix)
{
  for (guint i = 0; i < sets->len; i++)
    if (!strcmp (((Set *) sets->pdata[i])->prefix, prefix))
      return sets->pdata[i];
  Set *set = g_new0 (Set, 1);
  g_strlcpy (set->prefix, prefix, sizeof set->prefix);
  set->params = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (sets, set);
  return set;
}

static int
size_of_prefix (const DeviceSpec *spec, const char *prefix)
{
  int n = 0;
  for (int i = 0; i < spec->n_params; i++) {
    char other[32];
    param_prefix (&spec->params[i], other);
    n += !strcmp (prefix, other);
  }
  return n;
}

static GPtrArray *
sets_of (const DeviceSpec *spec)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func (free_set);
  for (int i = 0; i < spec->n_params; i++) {
    char prefix[32];
    param_prefix (&spec->params[i], prefix);
    if (size_of_prefix (spec, prefix) < SMALL_GROUP)
      *prefix = '\0';
    g_array_append_val (set_of (sets, prefix)->params, i);
  }
  return sets;
}

/* Columns of small cells, group beside group, page after page. */
static void
layout_compact (DeviceLayout *layout, const DeviceSpec *spec, int width, int height)
{
  g_autoptr (GPtrArray) sets = sets_of (spec);
  const int top = sets->len > 1 ? TITLE : 0;
  const int rows = MAX ((height - top) / COMPACT_HEIGHT, 1);
  const int columns = MAX (width / COMPACT_WIDTH, 1); /* of a page */
  int page = 0, column = 0;

  for (guint s = 0; s < sets->len; s++) {
    const Set *set = sets->pdata[s];
    const int n = (int) set->params->len, needs = (n + rows - 1) / rows;
    char title[32] = "";
    if (sets->len > 1)
      prefix_title (*set->prefix ? set->prefix : "general", title);
    if (column > 0 && column + needs > columns) {
      page++;
      column = 0;
    }
    for (int done = 0; done < n;) {
      if (column == columns) {
        page++;
        column = 0;
      }
      const int wide = MIN ((n - done + rows - 1) / rows, columns - column);
      const int here = MIN (n - done, wide * rows);
      /* As even as the columns can be. */
      const int each = (here + wide - 1) / wide;
      const int box[4] = { column * COMPACT_WIDTH, 0, wide * COMPACT_WIDTH,
                           top + each * COMPACT_HEIGHT };
      const int group = layout_add_group (layout, title, 0, page, box);
      for (int i = 0; i < here; i++) {
        const int param = g_array_index (set->params, int, done + i);
        const int at[4] = { box[0] + i / each * COMPACT_WIDTH, top + i % each * COMPACT_HEIGHT,
                            COMPACT_WIDTH, COMPACT_HEIGHT };
        layout_add_cell (layout, param, kind_of (&spec->params[param], false), page, group, at);
      }
      column += wide;
      done += here;
    }
  }
  layout->n_pages = page + 1;
}

/* Large knobs in rows, the rest in stacks beside them. False where they do not fit on one page. */
static bool
layout_large (DeviceLayout *layout, const DeviceSpec *spec, int width, int height)
{
  int n_knobs = 0, n_rest = 0;
  for (int i = 0; i < spec->n_params; i++) {
    if (strchr (spec->params[i].name, '.'))
      return false;
    n_knobs += is_knob (&spec->params[i]);
    n_rest += !is_knob (&spec->params[i]);
  }
  const int deep = height / STACK_HEIGHT, rows = height / LARGE_HEIGHT;
  if (deep < 1 || rows < 1)
    return false;
  const int stacks = (n_rest + deep - 1) / deep;
  const int columns = (width - stacks * STACK_WIDTH) / LARGE_WIDTH;
  if (columns < 1 || n_knobs > columns * rows)
    return false;
  const int used = MAX ((n_knobs + columns - 1) / columns, 1);
  const int each = MAX ((n_knobs + used - 1) / used, 1); /* in a row */
  const int cell = CLAMP ((width - stacks * STACK_WIDTH) / each, LARGE_WIDTH, LARGE_MOST);
  const int row = MIN (height / used, LARGE_HEIGHT + 4);
  const int top = (height - used * row) / 2;
  const int lone =
      stacks == 1 ? (height - n_rest * STACK_HEIGHT) / 2 : (height - deep * STACK_HEIGHT) / 2;
  const int box[4] = { 0, 0, each * cell + stacks * STACK_WIDTH, height };
  const int group = layout_add_group (layout, "", 0, 0, box);
  int knob = 0, rest = 0;
  for (int i = 0; i < spec->n_params; i++) {
    if (is_knob (&spec->params[i])) {
      const int at[4] = { knob % each * cell, top + knob / each * row, cell, LARGE_HEIGHT };
      layout_add_cell (layout, i, CELL_LARGE, 0, group, at);
      knob++;
    } else {
      const int at[4] = { each * cell + rest / deep * STACK_WIDTH,
                          lone + rest % deep * STACK_HEIGHT, STACK_WIDTH, STACK_HEIGHT };
      layout_add_cell (layout, i, kind_of (&spec->params[i], true), 0, group, at);
      rest++;
    }
  }
  layout->n_pages = 1;
  return true;
}

static bool
is_eq (const DeviceSpec *spec)
{
  return device_graph (spec) == GRAPH_EQ;
}

DeviceLayout *
device_layout_new (const DeviceSpec *spec, const double *values, int width, int height)
{
  DeviceLayout *layout = g_new0 (DeviceLayout, 1);
  layout->cells = g_array_new (FALSE, FALSE, sizeof (DeviceCell));
  layout->groups = g_array_new (FALSE, FALSE, sizeof (DeviceGroup));
  layout->n_pages = 1;
  if (is_eq (spec))
    layout_bands (layout, spec, values, width, height);
  else if (device_has_graph (spec) || !layout_large (layout, spec, width, height))
    layout_compact (layout, spec, width, height);
  return layout;
}

void
device_layout_free (DeviceLayout *layout)
{
  g_array_unref (layout->cells);
  g_array_unref (layout->groups);
  g_free (layout);
}

int
device_first_param (const DeviceSpec *spec, const double *values)
{
  if (!is_eq (spec))
    return device_main_param (spec);
  for (int i = 0; i < EQ_N_BANDS; i++)
    if (values[eq_param (i, EQ_BAND_ON)] >= 0.5)
      return eq_param (i, EQ_BAND_FREQ);
  return eq_param (0, EQ_BAND_FREQ);
}

bool
device_has_graph (const DeviceSpec *spec)
{
  return device_graph (spec) != GRAPH_NONE;
}

static DeviceSplit
only_one (int width, int height, bool graph)
{
  DeviceSplit split = { .graph_shows = graph, .params_show = !graph };
  split.graph_width = split.params_width = width;
  split.graph_height = split.params_height = height;
  return split;
}

DeviceSplit
device_split (const DeviceSpec *spec, int width, int height, bool graph)
{
  DeviceSplit split = { .graph_shows = true, .params_show = true };
  if (!device_has_graph (spec))
    return only_one (width, height, false);
  if (is_eq (spec)) {
    if (height < LEAST_GRAPH_HEIGHT + DEVICE_GAP + BANDS_HEIGHT)
      return only_one (width, height, graph);
    split.graph_width = split.params_width = width;
    split.params_height = BANDS_HEIGHT;
    split.graph_height = height - BANDS_HEIGHT - DEVICE_GAP;
    split.params_y = height - BANDS_HEIGHT;
    return split;
  }
  const int rows = MAX (height / COMPACT_HEIGHT, 1);
  const int needs = MIN ((spec->n_params + rows - 1) / rows, MOST_COLUMNS) * COMPACT_WIDTH;
  if (width < needs + 2 * DEVICE_GAP + LEAST_GRAPH_WIDTH)
    return only_one (width, height, graph);
  split.graph_width = MIN (width - needs - 2 * DEVICE_GAP, MOST_GRAPH_WIDTH);
  split.graph_height = split.params_height = height;
  split.params_x = split.graph_width + 2 * DEVICE_GAP;
  split.params_width = width - split.params_x;
  return split;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the controls of a device stand on its card: groups, columns and pages, from the table of
 * its parameters and the room there is. Lengths in design units. Without a screen; any thread. */
#pragma once

#include <glib.h>

#include "base/param.h"

typedef enum {
  CELL_KNOB, /* a knob with name and value at its right */
  CELL_LARGE, /* a large knob with its value below */
  CELL_FIELD, /* a name over a value */
  CELL_CHOICE,
  CELL_SHORT_CHOICE, /* without its name, in few letters */
  CELL_SWITCH,
  CELL_POWER, /* a switch that shows a power sign */
  CELL_FILE,
} DeviceCellKind;

typedef struct {
  int param;
  DeviceCellKind kind;
  int page, group;
  int x, y, width, height; /* y and x from the corner of the page */
} DeviceCell;

typedef struct {
  char title[32]; /* "Filter"; "" for none */
  int number; /* of a band, from 1; 0: none */
  int page;
  int x, y, width, height;
} DeviceGroup;

typedef struct {
  GArray *cells; /* DeviceCell, in the order of keys */
  GArray *groups; /* DeviceGroup */
  int n_pages; /* 1 at least */
} DeviceLayout;

/* What of the card's body a graph takes, and what is left for the parameters. */
typedef struct {
  bool graph_shows, params_show; /* where there is no room for both, one of them */
  int graph_x, graph_y, graph_width, graph_height;
  int params_x, params_y, params_width, params_height;
} DeviceSplit;

/* `values` are n_params; an equalizer shows of each band what its type knows. To be freed. */
DeviceLayout *device_layout_new (const DeviceSpec *spec, const double *values, int width,
                                 int height);
void device_layout_free (DeviceLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeviceLayout, device_layout_free)

bool device_has_graph (const DeviceSpec *spec);
/* `graph`: what shows where only one can. */
DeviceSplit device_split (const DeviceSpec *spec, int width, int height, bool graph);

/* The main one, in the accent; -1: none. */
int device_main_param (const DeviceSpec *spec);
/* Where the focus begins: the main one, or the frequency of the first band that works. */
int device_first_param (const DeviceSpec *spec, const double *values);
/* Its name inside its group: "Attack" of "Filter attack"; to be freed. */
char *device_short_label (const DeviceSpec *spec, int param);
/* Of a field of a band, with its unit: "Freq Hz". */
const char *device_field_label (const ParamSpec *param);
/* "High shelf" of "high_shelf"; to be freed. */
char *device_choice_label (const ParamSpec *param, int choice);

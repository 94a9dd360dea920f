/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which devices have a graph, and of which kind: one row each. Without a screen; any thread. */
#pragma once

#include "ui/device/plot.h"

typedef enum {
  GRAPH_NONE,
  GRAPH_EQ, /* a curve with handles, above cards of its bands */
  GRAPH_ANALYZER,
  GRAPH_PLOT, /* what the device does, beside its controls; with its history where it turns down */
  N_GRAPHS
} DeviceGraphKind;

DeviceGraphKind device_graph (const DeviceSpec *spec);
PlotFunction *device_plot (const DeviceSpec *spec); /* of GRAPH_PLOT, else NULL */

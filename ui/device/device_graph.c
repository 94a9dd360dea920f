/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_graph.h"

#include <glib.h>
#include <string.h>

typedef struct {
  const char *device;
  DeviceGraphKind kind;
  PlotFunction *plot;
} GraphRow;

static const GraphRow graphs[] = {
  { "eq", GRAPH_EQ, NULL },
  { "analyzer", GRAPH_ANALYZER, NULL },
  { "compressor", GRAPH_PLOT, plot_compressor },
  { "gate", GRAPH_PLOT, plot_gate },
  { "limiter", GRAPH_PLOT, plot_limiter },
  { "deesser", GRAPH_PLOT, plot_deesser },
  { "multiband", GRAPH_PLOT, plot_multiband },
  { "dynamic_eq", GRAPH_PLOT, plot_dynamic_eq },
  { "imager", GRAPH_PLOT, plot_imager },
  { "flanger", GRAPH_PLOT, plot_sweep },
  { "phaser", GRAPH_PLOT, plot_sweep },
  { "chorus", GRAPH_PLOT, plot_voices },
  { "tremolo", GRAPH_PLOT, plot_tremolo },
  { "rotary", GRAPH_PLOT, plot_rotary },
  { "lofi", GRAPH_PLOT, plot_cycle },
  { "amp", GRAPH_PLOT, plot_amp },
  { "rider", GRAPH_PLOT, plot_rider },
  { "saturator", GRAPH_PLOT, plot_cycle },
  { "clipper", GRAPH_PLOT, plot_cycle },
  { "transient", GRAPH_PLOT, plot_transient },
  { "delay", GRAPH_PLOT, plot_delay },
  { "reverb", GRAPH_PLOT, plot_reverb },
  { "convolution", GRAPH_PLOT, plot_convolution },
};

static const GraphRow *
row_of (const DeviceSpec *spec)
{
  for (size_t i = 0; i < G_N_ELEMENTS (graphs); i++)
    if (!strcmp (graphs[i].device, spec->kind))
      return &graphs[i];
  return NULL;
}

DeviceGraphKind
device_graph (const DeviceSpec *spec)
{
  const GraphRow *row = row_of (spec);
  return row ? row->kind : GRAPH_NONE;
}

PlotFunction *
device_plot (const DeviceSpec *spec)
{
  const GraphRow *row = row_of (spec);
  return row ? row->plot : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a control is without a hand on it, as the graph that plays has it. Main thread; good for as
 * long as the graph lives. */
#pragma once

#include "realtime/graph.h"

typedef struct {
  const Curve *curve; /* its envelope, or NULL */
  double fixed; /* without one: the amplitude of a gain, else in its unit */
  const ParamSpec *spec; /* of an effect or instrument; else NULL */
  bool gain; /* of a strip or send */
  bool steps; /* a switch or a choice */
  Frames ahead; /* song position that it works on, less the one that is heard */
} AutomationModel;

/* False where the graph has no such control. */
bool automation_model_find (const Graph *graph, const LiveTarget *target, AutomationModel *model);

/* At a song position: the amplitude of a gain, else in its unit. */
double automation_model_at (const AutomationModel *model, Frames song);

/* On the display scale: dB (-90 for silence), octaves, or as it is; and back. */
double automation_model_to_scale (const AutomationModel *model, double value);
double automation_model_from_scale (const AutomationModel *model, double scaled);

/* Index of a parameter of that effect or instrument of the graph; -1: there is none. */
int automation_model_param (const Graph *graph, Id strip, Id effect, const char *name);

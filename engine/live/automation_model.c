/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/automation_model.h"

#include <string.h>

#include "base/math.h"

#define SILENCE_DB -90.0

static bool
of_gain (const Gain *gain, Id id, int param, AutomationModel *model)
{
  for (int i = 0; i < gain->n_parts; i++) {
    const GainPart *part = &gain->parts[i];
    if (part->id != id)
      continue;
    model->gain = param == LIVE_GAIN;
    model->steps = param == LIVE_MUTE;
    model->curve = model->gain ? part->gain : part->mute;
    model->fixed = model->gain ? part->fixed : part->muted;
    return model->gain || model->steps;
  }
  return false;
}

static bool
of_strip (const Strip *strip, int param, AutomationModel *model)
{
  if (param == LIVE_PAN || param == LIVE_WIDTH) {
    model->curve = param == LIVE_PAN ? strip->pan_curve : strip->width_curve;
    model->fixed = param == LIVE_PAN ? strip->pan : strip->width;
    return true;
  }
  return of_gain (&strip->gain, strip->id, param, model);
}

static bool
of_insert (const Insert *insert, int param, AutomationModel *model)
{
  const DeviceSpec *spec = insert->processor->spec;

  if (param < 0 || param >= spec->n_params || spec->params[param].rebuild ||
      spec->params[param].type == PARAM_FILE)
    return false;
  model->spec = &spec->params[param];
  model->curve = insert->automated ? insert->curves[param] : NULL;
  model->fixed = insert->targets[param];
  model->steps = model->spec->type != PARAM_FLOAT;
  return true;
}

/* NULL where the strip has no such device; *ahead of its input. */
static const Insert *
find_insert (const Graph *graph, const Strip *strip, Id id, Frames *ahead)
{
  Frames at = graph->latency - strip->in_latency;

  *ahead = at - strip->shift;
  if (strip->instrument && strip->instrument->id == id)
    return strip->instrument;
  for (int i = 0; i < strip->n_inserts + strip->n_master; i++) {
    const Insert *insert = strip_insert (strip, i);
    if (i == strip->n_inserts)
      at = graph->latency - strip->pre_latency;
    *ahead = at;
    if (insert->id == id)
      return insert;
    at -= insert->latency;
  }
  return NULL;
}

static const Strip *
find_strip (const Graph *graph, Id id)
{
  for (int s = 0; s < graph->context.n; s++)
    if (graph->context.strips[s].id == id)
      return &graph->context.strips[s];
  return NULL;
}

static bool
find_send (const Graph *graph, const LiveTarget *target, AutomationModel *model)
{
  for (int s = 0; s < graph->context.n; s++)
    for (int e = 0; e < graph->context.strips[s].n_edges; e++) {
      const Edge *edge = &graph->context.strips[s].edges[e];
      if (edge->kind != EDGE_SEND || edge->id != target->object)
        continue;
      const Strip *from = &graph->context.strips[edge->from];
      model->ahead =
          graph->latency - (edge->tap == STRIP_TAP_PRE ? from->pre_latency : from->out_latency);
      if (target->param == LIVE_GAIN)
        return of_gain (&edge->gain, edge->id, LIVE_GAIN, model);
      model->curve = edge->pan_curve;
      model->fixed = edge->pan;
      return target->param == LIVE_PAN;
    }
  return false;
}

/* A VCA has no strip: it works where its members do. */
static bool
find_vca (const Graph *graph, const LiveTarget *target, AutomationModel *model)
{
  for (int s = 0; s < graph->context.n; s++)
    if (of_gain (&graph->context.strips[s].gain, target->strip, target->param, model)) {
      model->ahead = graph->latency - graph->context.strips[s].pre_latency;
      return true;
    }
  return false;
}

bool
automation_model_find (const Graph *graph, const LiveTarget *target, AutomationModel *model)
{
  const Strip *strip = find_strip (graph, target->strip);

  *model = (AutomationModel){ 0 };
  if (!strip)
    return !target->object && find_vca (graph, target, model);
  if (!target->object) {
    model->ahead = graph->latency - strip->pre_latency;
    return of_strip (strip, target->param, model);
  }
  const Insert *insert = find_insert (graph, strip, target->object, &model->ahead);
  return insert ? of_insert (insert, target->param, model) : find_send (graph, target, model);
}

double
automation_model_at (const AutomationModel *model, Frames song)
{
  return model->curve ? curve_value (model->curve, song) : model->fixed;
}

double
automation_model_to_scale (const AutomationModel *model, double value)
{
  if (model->gain)
    return value > 0 ? fmax (gain_to_db (value), SILENCE_DB) : SILENCE_DB;
  return model->spec && model->spec->scale == PARAM_LOG ? math_log2 (value) : value;
}

double
automation_model_from_scale (const AutomationModel *model, double scaled)
{
  if (model->gain)
    return scaled <= SILENCE_DB ? 0 : db_to_gain (scaled);
  return model->spec && model->spec->scale == PARAM_LOG ? math_exp2 (scaled) : scaled;
}

int
automation_model_param (const Graph *graph, Id strip, Id effect, const char *name)
{
  const Strip *in = find_strip (graph, strip);
  Frames ahead;
  const Insert *insert = in ? find_insert (graph, in, effect, &ahead) : NULL;

  for (int i = 0; insert && i < insert->processor->spec->n_params; i++)
    if (strcmp (insert->processor->spec->params[i].name, name) == 0)
      return i;
  return -1;
}

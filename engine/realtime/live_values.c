/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/live_values.h"

#include <string.h>

#include "base/hash.h"

#define SMOOTHING_MS 10
#define BUCKETS (LIVE_VALUES * 2)

void
live_values_init (LiveValues *values, int rate)
{
  memset (values, 0, sizeof *values);
  values->length = rate * SMOOTHING_MS / 1000;
}

static Id
object_of (const LiveTarget *target)
{
  return target->object ? target->object : target->strip;
}

static LiveValue *
find (LiveValues *values, const LiveTarget *target)
{
  for (int i = 0; i < values->n; i++)
    if (live_target_same (&values->values[i].target, target))
      return &values->values[i];
  return NULL;
}

void
live_values_touch (LiveValues *values, const LiveTarget *target, double hand, bool adds,
                   Frames clock)
{
  LiveValue *live = find (values, target);

  if (!live && values->n == LIVE_VALUES)
    return;
  if (!live || live_value_is_over (live, clock)) { /* which is forgotten later in the block only */
    if (!live)
      live = &values->values[values->n++];
    *live = (LiveValue){ .target = *target,
                         .value = { hand, hand, clock },
                         .weight = { 0.0, 1.0, clock },
                         .length = values->length,
                         .back = values->length };
    values->changed = true;
  }
  live_value_touch (live, hand, adds, clock);
}

void
live_values_release (LiveValues *values, const LiveTarget *target, Frames back, Frames clock)
{
  LiveValue *live = find (values, target);

  if (live)
    live_value_let_go (live, back > 0 ? back : live->length, clock);
}

void
live_values_expire (LiveValues *values, Frames clock)
{
  for (int i = values->n - 1; i >= 0; i--) {
    if (!live_value_is_over (&values->values[i], clock))
      continue;
    values->values[i] = values->values[--values->n];
    values->changed = true;
  }
}

/* --- Binding
 * ----------------------------------------------------------------------------------------------
 */

static unsigned
bucket (Id object)
{
  return (unsigned) (hash_mix (object) % BUCKETS);
}

static void
index_objects (LiveValues *values)
{
  for (int i = 0; i < BUCKETS; i++)
    values->heads[i] = -1;
  for (int i = 0; i < values->n; i++) {
    int16_t *head = &values->heads[bucket (object_of (&values->values[i].target))];
    values->values[i].next = *head;
    *head = (int16_t) i;
  }
}

static const LiveValue *
held (const LiveValues *values, Id object, int param)
{
  for (int i = values->heads[bucket (object)]; i >= 0; i = values->values[i].next)
    if (object_of (&values->values[i].target) == object && values->values[i].target.param == param)
      return &values->values[i];
  return NULL;
}

static bool
is_held (const LiveValues *values, Id object)
{
  for (int i = values->heads[bucket (object)]; i >= 0; i = values->values[i].next)
    if (object_of (&values->values[i].target) == object)
      return true;
  return false;
}

static void
bind_gain (const LiveValues *values, const Gain *gain)
{
  GainTouch *touch = gain->touch;

  touch->any = touch->mutes = false;
  for (int i = 0; i < gain->n_parts; i++) {
    const Id id = gain->parts[i].id;
    touch->parts[i] = (GainHold){ held (values, id, LIVE_GAIN), held (values, id, LIVE_MUTE) };
    touch->mutes |= touch->parts[i].mute != NULL;
    touch->any |= touch->parts[i].gain || touch->parts[i].mute;
  }
}

static bool
bind_insert (const LiveValues *values, const Insert *insert)
{
  InsertTouch *touch = insert->touch;
  const DeviceSpec *spec = insert->processor->spec;
  const bool any = is_held (values, insert->id);

  if (!any && !touch->any)
    return false;
  touch->any = any;
  for (int p = 0; p < spec->n_params; p++)
    touch->values[p] = spec->params[p].rebuild || spec->params[p].type == PARAM_FILE
                           ? NULL
                           : held (values, insert->id, p);
  return any;
}

static void
bind_edge (const LiveValues *values, const Edge *edge)
{
  if (edge->gain.touch)
    bind_gain (values, &edge->gain);
  edge->touch->pan = edge->kind == EDGE_SEND ? held (values, edge->id, LIVE_PAN) : NULL;
  edge->touch->any = edge->touch->pan || (edge->gain.touch && edge->gain.touch->any) ||
                     (edge->mute_of && edge->mute_of->touch->mutes);
}

void
live_values_bind (LiveValues *values, const StripContext *context)
{
  index_objects (values);
  for (int s = 0; s < context->n; s++) {
    const Strip *strip = &context->strips[s];
    StripTouch *touch = strip->touch;
    if (!touch)
      continue;
    bind_gain (values, &strip->gain);
    touch->pan = held (values, strip->id, LIVE_PAN);
    touch->width = held (values, strip->id, LIVE_WIDTH);
    touch->any = touch->pan || touch->width || strip->gain.touch->any;
    touch->inserts = strip->instrument && bind_insert (values, strip->instrument);
    for (int i = 0; i < strip->n_inserts + strip->n_master; i++)
      touch->inserts |= bind_insert (values, strip_insert (strip, i));
    /* What mutes a pre tap belongs to a strip in front of this one: it is bound already. */
    for (int e = 0; e < strip->n_edges; e++)
      if (strip->edges[e].touch)
        bind_edge (values, &strip->edges[e]);
  }
}

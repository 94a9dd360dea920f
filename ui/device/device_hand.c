/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_hand.h"

#include <math.h>
#include <string.h>

#include "ui/desk/desk_touch.h"
#include "ui/device/param_step.h"

void
device_hand_init (DeviceHand *hand, LqDesk *desk)
{
  *hand = (DeviceHand){ .desk = desk };
}

static void
forget (DeviceHand *hand)
{
  g_clear_pointer (&hand->values, g_free);
  g_clear_pointer (&hand->set, g_free);
  g_clear_pointer (&hand->automated, g_free);
  g_clear_pointer (&hand->held, g_free);
  hand->spec = NULL;
}

void
device_hand_clear (DeviceHand *hand)
{
  /* A window that is destroyed closes its desk before its panels go. */
  if (lq_desk_session (hand->desk))
    device_hand_cancel (hand);
  forget (hand);
}

const Track *
device_hand_track (const DeviceHand *hand)
{
  return hand->track ? project_find_track (lq_desk_project (hand->desk), hand->track) : NULL;
}

const Effect *
device_hand_effect (const DeviceHand *hand)
{
  return hand->effect ? project_find_effect (lq_desk_project (hand->desk), hand->effect, NULL)
                      : NULL;
}

void
device_hand_take (DeviceHand *hand, Id track, Id effect)
{
  if (hand->track == track && hand->effect == effect)
    return;
  device_hand_let_go (hand);
  forget (hand);
  hand->track = track;
  hand->effect = effect;
  const Effect *node = device_hand_effect (hand);
  hand->spec = node ? device_spec (text_get (node->kind)) : NULL;
  if (!hand->spec)
    return;
  const int n = hand->spec->n_params + 1;
  hand->values = g_new0 (double, n);
  hand->set = g_new0 (double, n);
  hand->automated = g_new0 (bool, n);
  hand->held = g_new (double, n);
  for (int i = 0; i < n; i++)
    hand->held[i] = NAN;
  device_hand_read (hand);
}

static LiveTarget
target_of (const DeviceHand *hand, int param)
{
  return lq_desk_device_target (hand->track, hand->effect, param);
}

bool
device_hand_read (DeviceHand *hand)
{
  const Track *track = device_hand_track (hand);
  const Effect *effect = device_hand_effect (hand);
  bool differs = false;
  if (!hand->spec || !track || !effect)
    return false;
  device_values (hand->spec, effect, hand->set);
  for (int i = 0; i < hand->spec->n_params; i++) {
    const ParamSpec *param = &hand->spec->params[i];
    const Envelope *envelope =
        param->rebuild || !param_moves (param) ? NULL : device_envelope (track, effect, param);
    const bool automated =
        envelope && track->automation != AUTOMATION_OFF && run_n (envelope->points) > 0;
    const LiveTarget target = target_of (hand, i);
    const double value = !isnan (hand->held[i]) ? hand->held[i]
                         : automated || lq_desk_is_held (hand->desk, &target)
                             ? lq_desk_value (hand->desk, &target)
                             : hand->set[i];
    differs |= value != hand->values[i] || automated != hand->automated[i];
    hand->values[i] = value;
    hand->automated[i] = automated;
  }
  return differs;
}

static bool
run_line (DeviceHand *hand, const char *line)
{
  g_autoptr (GError) error = NULL;
  if (lq_desk_run (hand->desk, &error, "%s", line))
    return true;
  lq_desk_say (hand->desk, true, "%s", error->message);
  return false;
}

void
device_hand_move (DeviceHand *hand, int param, double value)
{
  if (!hand->spec)
    return;
  /* What makes a new state cannot be heard before the edit. */
  if (hand->spec->params[param].rebuild) {
    hand->held[param] = hand->values[param] = value;
    return;
  }
  const LiveTarget target = target_of (hand, param);
  hand->moves = true;
  hand->values[param] = value;
  lq_desk_hold (hand->desk, &target, value);
}

/* What waited for the hand to let go; `keep`: becomes an edit. */
static void
settle (DeviceHand *hand, bool keep)
{
  for (int i = 0; i < hand->spec->n_params; i++) {
    const double value = hand->held[i];
    hand->held[i] = NAN;
    if (keep && !isnan (value))
      device_hand_set (hand, i, value);
  }
}

void
device_hand_let_go (DeviceHand *hand)
{
  if (!hand->spec)
    return;
  if (hand->moves)
    lq_desk_let_go (hand->desk, NULL);
  hand->moves = false;
  settle (hand, device_hand_effect (hand) != NULL);
  device_hand_read (hand);
}

void
device_hand_cancel (DeviceHand *hand)
{
  if (!hand->spec)
    return;
  if (hand->moves)
    lq_desk_drop (hand->desk, NULL);
  hand->moves = false;
  settle (hand, false);
  device_hand_read (hand);
}

void
device_hand_step (DeviceHand *hand, int param, double value)
{
  if (!hand->spec || value == hand->values[param])
    return;
  const LiveTarget target = target_of (hand, param);
  if (hand->spec->params[param].rebuild) {
    g_autofree char *line =
        device_line_set (hand->track, hand->effect, &hand->spec->params[param], value);
    lq_desk_run_joined (hand->desk, hand->effect * 1021 + (uint64_t) param + 1, "%s", line);
    return;
  }
  lq_desk_nudge (hand->desk, &target, value);
}

void
device_hand_set (DeviceHand *hand, int param, double value)
{
  if (!hand->spec || value == hand->set[param])
    return;
  g_autofree char *line =
      device_line_set (hand->track, hand->effect, &hand->spec->params[param], value);
  run_line (hand, line);
}

bool
device_hand_set_all (DeviceHand *hand, const double *values)
{
  if (!hand->spec)
    return false;
  g_autofree char *line =
      device_line_values (hand->track, hand->effect, hand->spec, hand->set, values);
  return line && run_line (hand, line);
}

bool
device_hand_run (DeviceHand *hand, const char *command, const char *rest)
{
  g_autofree char *line = device_line (command, hand->track, hand->effect, rest);
  return run_line (hand, line);
}

bool
device_hand_audition (DeviceHand *hand, const double *values)
{
  Live *live = lq_desk_live (hand->desk);
  const Track *track = device_hand_track (hand);
  const bool writes =
      track && track->automation > AUTOMATION_READ && lq_desk_is_rolling (hand->desk);
  if (!hand->spec || !live || (values && writes))
    return false;
  for (int i = 0; i < hand->spec->n_params; i++) {
    const LiveTarget target = target_of (hand, i);
    if (hand->spec->params[i].rebuild || !param_moves (&hand->spec->params[i]))
      continue;
    if (!values)
      live_drop (live, &target);
    else if (values[i] != hand->set[i])
      live_touch (live, &target, values[i]);
  }
  return true;
}

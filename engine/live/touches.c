/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/touches.h"

#include "base/id.h"
#include "base/math.h"
#include "live/live.h"

static Touch *
find (Touches *touches, const LiveTarget *target)
{
  for (int i = 0; i < touches->n; i++)
    if (live_target_same (&touches->touches[i].target, target))
      return &touches->touches[i];
  return NULL;
}

/* False when the player's ring is full: the next poll tries again. */
static bool
send_one (Touches *touches, const Touch *touch)
{
  const PlayerRequest request = {
    .kind = touch->let_go ? PLAYER_RELEASE : PLAYER_TOUCH,
    .target = touch->target,
    .value = touch->gain ? db_to_gain (touch->value) : touch->value,
  };
  return player_ask (touches->player, &request);
}

bool
touches_hold (Touches *touches, const LiveTarget *target, double value)
{
  const bool level = !target->object || id_letter (target->object) == 's';
  const bool gain = level && target->param == LIVE_GAIN;
  Touch *touch = find (touches, target);

  if (!touch && touches->n == TOUCHES)
    return false;
  if (!touch)
    touch = &touches->touches[touches->n++];
  *touch = (Touch){ .target = *target, .value = value, .gain = gain };
  touch->sent = send_one (touches, touch);
  return true;
}

void
touches_let_go (Touches *touches, const LiveTarget *target, bool at_once)
{
  Touch *touch = find (touches, target);

  if (!touch)
    return;
  touch->let_go = true;
  touch->sent = false;
  if (at_once && send_one (touches, touch))
    *touch = touches->touches[--touches->n];
}

void
touches_send (Touches *touches, bool settled)
{
  for (int i = touches->n - 1; i >= 0; i--) {
    Touch *touch = &touches->touches[i];
    if (touch->sent || (touch->let_go && !settled) || !send_one (touches, touch))
      continue;
    touch->sent = true;
    if (touch->let_go)
      *touch = touches->touches[--touches->n];
  }
}

bool
live_touch (Live *live, const LiveTarget *target, double value)
{
  return touches_hold (live_touches (live), target, value);
}

void
live_release (Live *live, const LiveTarget *target)
{
  touches_let_go (live_touches (live), target, false);
}

void
live_drop (Live *live, const LiveTarget *target)
{
  touches_let_go (live_touches (live), target, true);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/touches.h"

#include "base/id.h"
#include "base/math.h"

void
touches_init (Touches *touches, Player *player)
{
  touches->player = player;
  touches->sent = g_array_new (FALSE, FALSE, sizeof (TouchSent));
}

void
touches_clear (Touches *touches)
{
  g_clear_pointer (&touches->sent, g_array_unref);
}

static Touch *
find (Touches *touches, const LiveTarget *target)
{
  for (int i = 0; i < touches->n; i++)
    if (live_target_same (&touches->touches[i].target, target))
      return &touches->touches[i];
  return NULL;
}

const Touch *
touches_find (const Touches *touches, const LiveTarget *target)
{
  return find ((Touches *) touches, target);
}

/* False when the player's ring is full: the next poll tries again. */
static bool
send_one (Touches *touches, Touch *touch)
{
  const TouchSent sent = {
    .request = { .kind = touch->let_go ? PLAYER_RELEASE : PLAYER_TOUCH,
                 .target = touch->target,
                 .value = touch->gain ? db_to_gain (touch->value) : touch->value,
                 .adds = touch->adds,
                 .back = touch->back,
                 .serial = touches->serial + 1 },
    .writes = touch->writes,
    .begins = touch->begins && !touch->let_go,
    .dropped = touch->dropped,
  };
  if (!player_ask (touches->player, &sent.request))
    return false;
  touch->serial = ++touches->serial;
  g_array_append_val (touches->sent, sent);
  return true;
}

bool
touches_hold (Touches *touches, const Touch *held)
{
  const LiveTarget *target = &held->target;
  const bool level = !target->object || id_letter (target->object) == 's';
  Touch *touch = find (touches, target);

  if (!touch && touches->n == TOUCHES)
    return false;
  if (!touch)
    touch = &touches->touches[touches->n++];
  *touch = (Touch){ .target = *target,
                    .value = held->value,
                    .gain = level && target->param == LIVE_GAIN,
                    .adds = held->adds,
                    .writes = held->writes,
                    .begins = held->begins,
                    .latched = held->latched };
  touch->sent = send_one (touches, touch);
  return true;
}

void
touches_let_go (Touches *touches, const LiveTarget *target)
{
  Touch *touch = find (touches, target);

  if (!touch)
    return;
  touch->let_go = true;
  touch->sent = false;
}

void
touches_let_go_now (Touches *touches, const LiveTarget *target, Frames back, bool dropped)
{
  Touch *touch = find (touches, target);

  if (!touch)
    return;
  touch->let_go = touch->at_once = true;
  touch->sent = false;
  touch->back = back;
  touch->dropped = dropped;
  if (send_one (touches, touch))
    *touch = touches->touches[--touches->n];
}

void
touches_latch (Touches *touches, const LiveTarget *target)
{
  Touch *touch = find (touches, target);

  if (touch)
    touch->latched = true;
}

bool
touch_is_left (const Touch *touch, uint32_t serial)
{
  return touch->latched && (int32_t) (serial - touch->serial) >= 0;
}

void
touches_unlatch (Touches *touches, uint32_t serial)
{
  for (int i = 0; i < touches->n; i++)
    if (touch_is_left (&touches->touches[i], serial) && !touches->touches[i].let_go)
      touches_let_go (touches, &touches->touches[i].target);
}

void
touches_send (Touches *touches, bool settled)
{
  for (int i = touches->n - 1; i >= 0; i--) {
    Touch *touch = &touches->touches[i];
    if (touch->sent || (touch->let_go && !touch->at_once && !settled) || !send_one (touches, touch))
      continue;
    touch->sent = true;
    if (touch->let_go)
      *touch = touches->touches[--touches->n];
  }
}

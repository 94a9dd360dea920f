/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live's hands: what is held, and what that writes. Main thread. */
#include <math.h>

#include "base/math.h"
#include "live/automation_model.h"
#include "live/live_private.h"

static const Project *
newest (const Live *live)
{
  return live->waiting ? live->waiting : live->project;
}

static const Graph *
graph_of (const Live *live)
{
  return live->playing ? &live->playing->graph : live->next ? &live->next->graph : NULL;
}

AutomationMode
live_touch_mode (const Live *live, const LiveTarget *target)
{
  return automation_writer_mode (newest (live), graph_of (live), target);
}

bool
live_envelope_value (const Live *live, const LiveTarget *target, double *value)
{
  const Graph *graph = graph_of (live);
  AutomationModel model;

  if (!graph || !automation_model_find (graph, target, &model) || !model.curve)
    return false;
  *value = automation_model_at (&model, live_position (live));
  if (model.gain)
    *value = *value > 0 ? gain_to_db (*value) : -INFINITY;
  return true;
}

bool
live_touch (Live *live, const LiveTarget *target, double value)
{
  const AutomationMode mode = live_touch_mode (live, target);
  const Touch touch = { .target = *target,
                        .value = value,
                        .adds = mode == AUTOMATION_TRIM,
                        .writes = mode > AUTOMATION_READ };

  return touches_hold (&live->touches, &touch);
}

void
live_release (Live *live, const LiveTarget *target)
{
  const Touch *touch = touches_find (&live->touches, target);
  AutomationModel model;

  if (!touch || !touch->writes || !live_is_rolling (live)) {
    touches_let_go (&live->touches, target);
    return;
  }
  switch (automation_writer_mode (newest (live), graph_of (live), target)) {
  case AUTOMATION_LATCH:
  case AUTOMATION_WRITE:
    touches_latch (&live->touches, target);
    break;
  case AUTOMATION_TOUCH:
  case AUTOMATION_TRIM:
    automation_model_find (graph_of (live), target, &model);
    touches_let_go_now (&live->touches, target,
                        model.steps ? 0 : (Frames) live->rate * AUTOMATION_GLIDE_MS / 1000, false);
    break;
  default:
    touches_let_go (&live->touches, target);
  }
}

void
live_drop (Live *live, const LiveTarget *target)
{
  touches_let_go_now (&live->touches, target, 0, true);
}

void
live_prepare_writing (Live *live, Frames from)
{
  automation_writer_prepare (newest (live), graph_of (live), from, &live->touches);
}

void
live_poll_touches (Live *live)
{
  uint32_t serial;

  if (automation_writer_poll (live->automation, &live->touches, newest (live), graph_of (live),
                              &serial))
    touches_unlatch (&live->touches, serial);
  if (!live_is_rolling (live) && automation_writer_is_idle (live->automation))
    touches_unlatch (&live->touches, live->touches.serial);
}

char **
live_written (Live *live, GPtrArray *words)
{
  return automation_writer_lines (live->automation, words);
}

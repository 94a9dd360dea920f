/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/desk_touch.h"

#include <math.h>

#include "edit/device_values.h"
#include "ui/desk/desk_private.h"
#include "ui/desk/touch_line.h"

#define REST_MS 600 /* as long as steps of an undo join */

typedef struct {
  LqDesk *desk;
  LiveTarget target;
  double value, first; /* when it was taken hold of */
  bool wrote; /* what it is now is in a pass of automation */
  bool stays; /* a switch: until the song stops */
  guint rest; /* source of the timeout of a key */
} Held;

LiveTarget
lq_desk_strip_target (Id track, int param)
{
  return (LiveTarget){ track, 0, param };
}

LiveTarget
lq_desk_send_target (Id track, Id send, int param)
{
  return (LiveTarget){ track, send, param };
}

LiveTarget
lq_desk_device_target (Id track, Id device, int param)
{
  return (LiveTarget){ track, device, param };
}

static void
held_free (gpointer data)
{
  Held *held = data;
  g_clear_handle_id (&held->rest, g_source_remove);
  g_free (held);
}

static int
find (LqDesk *desk, const LiveTarget *target)
{
  for (guint i = 0; desk->held && i < desk->held->len; i++) {
    const Held *held = desk->held->pdata[i];
    if (live_target_same (&held->target, target))
      return (int) i;
  }
  return -1;
}

static Held *
held_of (LqDesk *desk, const LiveTarget *target)
{
  const int i = find (desk, target);
  return i >= 0 ? desk->held->pdata[i] : NULL;
}

bool
lq_desk_is_held (LqDesk *desk, const LiveTarget *target)
{
  return find (desk, target) >= 0;
}

const ParamSpec *
lq_desk_param (LqDesk *desk, const LiveTarget *target)
{
  return touch_param (session_host (desk->session), lq_desk_project (desk), target);
}

double
lq_desk_value (LqDesk *desk, const LiveTarget *target)
{
  const Held *held = held_of (desk, target);
  double value;
  if (held)
    return held->value;
  if (desk->live && live_envelope_value (desk->live, target, &value))
    return value;
  return touch_model (session_host (desk->session), lq_desk_project (desk), target);
}

static double
scaled (const ParamSpec *spec, double value)
{
  return spec && spec->scale == PARAM_LOG ? log2 (value) : value;
}

/* What the sound is to be told: a strip that is trimmed gets how far the hand has come. */
static void
sound (LqDesk *desk, Held *held)
{
  double value = held->value;
  if (!desk->live)
    return;
  const AutomationMode mode = live_touch_mode (desk->live, &held->target);
  held->wrote = mode > AUTOMATION_READ && desk->rolling;
  if (mode == AUTOMATION_TRIM) {
    const ParamSpec *spec = lq_desk_param (desk, &held->target);
    const bool gain = touch_is_gain (&held->target);
    value = gain ? fmax (held->value, TOUCH_SILENCE) - fmax (held->first, TOUCH_SILENCE)
                 : scaled (spec, held->value) - scaled (spec, held->first);
  }
  live_touch (desk->live, &held->target, value);
}

static Held *
hold (LqDesk *desk, const LiveTarget *target, double value)
{
  Held *held = held_of (desk, target);
  if (!held) {
    held = g_new0 (Held, 1);
    held->desk = desk;
    held->target = *target;
    held->first = lq_desk_value (desk, target);
    if (!desk->held)
      desk->held = g_ptr_array_new_with_free_func (held_free);
    g_ptr_array_add (desk->held, held);
  }
  held->value = touch_clamp (lq_desk_param (desk, target), target, value);
  sound (desk, held);
  return held;
}

void
lq_desk_hold (LqDesk *desk, const LiveTarget *target, double value)
{
  hold (desk, target, value);
  desk_changed (desk, DESK_TOUCH);
}

/* The command of what was held, which is NULL where automation has it, or nothing is left of its
 * track. */
static char *
line_of (LqDesk *desk, const Held *held)
{
  if (held->wrote)
    return NULL;
  return touch_line (session_host (desk->session), lq_desk_project (desk), &held->target,
                     held->value);
}

/* Let go only after the project has the value: the hand's is heard until that one is. */
static void
forget (LqDesk *desk, int i)
{
  const Held *held = desk->held->pdata[i];
  if (desk->live)
    live_release (desk->live, &held->target);
  g_ptr_array_remove_index_fast (desk->held, (guint) i);
}

void
lq_desk_let_go (LqDesk *desk, const LiveTarget *target)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  bool any = false;
  for (guint i = 0; desk->held && i < desk->held->len; i++) {
    const Held *held = desk->held->pdata[i];
    if (target && !live_target_same (&held->target, target))
      continue;
    char *line = held->value != held->first ? line_of (desk, held) : NULL;
    if (line)
      g_ptr_array_add (lines, line);
    any = true;
  }
  if (!any)
    return;
  if (lines->len > 0 && !lq_desk_run_lines (desk, lines, NULL, &error))
    lq_desk_say (desk, true, "%s", error->message);
  for (int i = (int) desk->held->len - 1; i >= 0; i--) {
    const Held *held = desk->held->pdata[i];
    if (!target || live_target_same (&held->target, target))
      forget (desk, i);
  }
  desk_changed (desk, DESK_TOUCH);
}

void
lq_desk_drop (LqDesk *desk, const LiveTarget *target)
{
  for (int i = desk->held ? (int) desk->held->len - 1 : -1; i >= 0; i--) {
    const Held *held = desk->held->pdata[i];
    if (target && !live_target_same (&held->target, target))
      continue;
    if (desk->live)
      live_drop (desk->live, &held->target);
    g_ptr_array_remove_index_fast (desk->held, (guint) i);
  }
  desk_changed (desk, DESK_TOUCH);
}

static gboolean
rested (gpointer data)
{
  Held *held = data;
  const LiveTarget target = held->target;
  held->rest = 0;
  lq_desk_let_go (held->desk, &target);
  return G_SOURCE_REMOVE;
}

static bool
writes (LqDesk *desk, const LiveTarget *target)
{
  return desk->live && desk->rolling && live_touch_mode (desk->live, target) > AUTOMATION_READ;
}

/* One undo step for all that come in a row. */
static uint64_t
join_of (const LiveTarget *target)
{
  return target->strip ^ (target->object << 1) ^ ((uint64_t) (target->param + 1) << 48);
}

static void
set_now (LqDesk *desk, const LiveTarget *target, double value, uint64_t join)
{
  value = touch_clamp (lq_desk_param (desk, target), target, value);
  g_autofree char *line =
      touch_line (session_host (desk->session), lq_desk_project (desk), target, value);
  if (!line)
    return;
  if (desk->live && desk->rolling)
    live_touch (desk->live, target, value);
  lq_desk_run_joined (desk, join, "%s", line);
  if (desk->live && desk->rolling)
    live_release (desk->live, target);
}

void
lq_desk_nudge (LqDesk *desk, const LiveTarget *target, double value)
{
  if (!writes (desk, target) && !lq_desk_is_held (desk, target)) {
    set_now (desk, target, value, join_of (target));
    return;
  }
  Held *held = hold (desk, target, value);
  g_clear_handle_id (&held->rest, g_source_remove);
  held->rest = g_timeout_add (REST_MS, rested, held);
  desk_changed (desk, DESK_TOUCH);
}

void
lq_desk_switch (LqDesk *desk, const LiveTarget *target, bool on)
{
  const Held *held = held_of (desk, target);
  if (held && held->stays && on == (held->first >= 0.5)) {
    lq_desk_let_go (desk, target);
    return;
  }
  if (!writes (desk, target)) {
    set_now (desk, target, on, 0);
    return;
  }
  hold (desk, target, on)->stays = true;
  desk_changed (desk, DESK_TOUCH);
}

void
desk_touch_stopped (LqDesk *desk)
{
  for (int i = desk->held ? (int) desk->held->len - 1 : -1; i >= 0; i--) {
    const Held *held = desk->held->pdata[i];
    if (held->stays)
      forget (desk, i);
  }
}

void
desk_touch_close (LqDesk *desk)
{
  g_clear_pointer (&desk->held, g_ptr_array_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/mixer_edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/desk/touch_line.h"
#include "ui/device/device_layout.h"
#include "ui/device/param_step.h"
#include "ui/draw/fader_law.h"
#include "ui/draw/value_text.h"
#include "ui/mixer/mixer_private.h"

#define FINE 0.05 /* of pan and width, a step */

GArray *
mixer_meant (const MixerModel *model, const Track *track)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (Id));
  const Id own = track->node.id;
  if (!model->linked || !lq_desk_track_is_selected (model->desk, own)) {
    g_array_append_val (ids, own);
    return ids;
  }
  g_array_unref (ids);
  return lq_desk_tracks (model->desk);
}

static double
stepped (LqDesk *desk, const LiveTarget *target, double value, double steps)
{
  const ParamSpec *spec = lq_desk_param (desk, target);
  if (spec)
    return param_step (spec, value, steps);
  return target->param == LIVE_GAIN ? fmax (value, TOUCH_SILENCE) + steps : value + steps * FINE;
}

/* All lines as one step, joined with those before it. */
static bool
run_joined (LqDesk *desk, GPtrArray *lines, uint64_t join)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (Id));
  const bool done = document_run_step (lq_desk_document (desk), (const char *const *) lines->pdata,
                                       (int) lines->len, NULL, join, made, &error);
  if (!done)
    lq_desk_say (desk, true, "%s", error->message);
  return done;
}

static void
step_linked (MixerModel *model, const GArray *ids, Cell cell, double steps)
{
  LqDesk *desk = model->desk;
  const Project *project = lq_desk_project (desk);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  uint64_t join = (uint64_t) cell.kind << 40 | (uint64_t) cell.index;
  for (guint i = 0; i < ids->len; i++) {
    const Track *one = project_find_track (project, g_array_index (ids, Id, i));
    LiveTarget target;
    if (!mixer_target (one, cell, &target))
      continue;
    const double value = stepped (desk, &target, lq_desk_value (desk, &target), steps);
    char *line = touch_line (session_host (lq_desk_session (desk)), project, &target,
                             touch_clamp (lq_desk_param (desk, &target), &target, value));
    if (line)
      g_ptr_array_add (lines, line);
    join ^= one->node.id * 3;
  }
  if (lines->len > 0)
    run_joined (desk, lines, join);
}

bool
mixer_step (MixerModel *model, const Track *track, Cell cell, double steps)
{
  LiveTarget target;
  if (!mixer_target (track, cell, &target))
    return false;
  g_autoptr (GArray) ids = mixer_meant (model, track);
  if (ids->len > 1)
    step_linked (model, ids, cell, steps);
  else
    lq_desk_nudge (model->desk, &target,
                   stepped (model->desk, &target, lq_desk_value (model->desk, &target), steps));
  return true;
}

/* On the way of a fader or knob, 0 to 1. */
static double
position_of (LqDesk *desk, const LiveTarget *target, double value)
{
  const ParamSpec *spec = lq_desk_param (desk, target);
  if (spec)
    return param_position (spec, value);
  switch (target->param) {
  case LIVE_GAIN:
    return 1 - fader_law_position (value);
  case LIVE_PAN:
    return (value + 1) / 2;
  default:
    return value / 2;
  }
}

static double
value_at (LqDesk *desk, const LiveTarget *target, double position)
{
  const ParamSpec *spec = lq_desk_param (desk, target);
  if (spec)
    return param_at (spec, position);
  switch (target->param) {
  case LIVE_GAIN:
    return rint (fader_law_db (1 - position) * 10) / 10;
  case LIVE_PAN:
    return rint ((position * 2 - 1) * 100) / 100;
  default:
    return rint (position * 200) / 100;
  }
}

typedef struct {
  LiveTarget target;
  double from; /* position */
} Held;

void
mixer_drag_begin (MixerModel *model, const Track *track, Cell cell)
{
  mixer_drag_end (model, false);
  g_autoptr (GArray) ids = mixer_meant (model, track);
  model->held = g_array_new (FALSE, FALSE, sizeof (Held));
  for (guint i = 0; i < ids->len; i++) {
    const Track *one =
        project_find_track (lq_desk_project (model->desk), g_array_index (ids, Id, i));
    Held held;
    if (!one || !mixer_target (one, cell, &held.target))
      continue;
    held.from = position_of (model->desk, &held.target, lq_desk_value (model->desk, &held.target));
    g_array_append_val (model->held, held);
  }
}

void
mixer_drag (MixerModel *model, double by)
{
  for (guint i = 0; model->held && i < model->held->len; i++) {
    const Held *held = &g_array_index (model->held, Held, i);
    const double position = CLAMP (held->from + by, 0, 1);
    lq_desk_hold (model->desk, &held->target, value_at (model->desk, &held->target, position));
  }
}

void
mixer_drag_end (MixerModel *model, bool keep)
{
  g_autoptr (GArray) held = g_steal_pointer (&model->held);
  if (!held)
    return;
  if (keep && held->len > 1) {
    lq_desk_let_go (model->desk, NULL);
    return;
  }
  for (guint i = 0; i < held->len; i++) {
    const LiveTarget *target = &g_array_index (held, Held, i).target;
    if (keep)
      lq_desk_let_go (model->desk, target);
    else
      lq_desk_drop (model->desk, target);
  }
}

static void
set_value (MixerModel *model, const LiveTarget *target, double value)
{
  lq_desk_hold (model->desk, target, value);
  lq_desk_let_go (model->desk, target);
}

bool
mixer_reset (MixerModel *model, const Track *track, Cell cell)
{
  LiveTarget target;
  if (!mixer_target (track, cell, &target))
    return false;
  const ParamSpec *spec = lq_desk_param (model->desk, &target);
  set_value (model, &target, spec ? spec->initial : target.param == LIVE_WIDTH ? 1 : 0);
  return true;
}

static bool
read_number (const char *text, double now, double unit, double *value)
{
  const bool more = *text == '+' || g_str_has_prefix (text, "--");
  const char *from = *text == '+' ? text + 1 : more ? text + 1 : text;
  char *end;
  g_autofree char *plain = g_strdup (from);
  if (g_str_has_prefix (plain, "−")) { /* the sign that values are shown with */
    const gsize wide = strlen ("−");
    plain[0] = '-';
    memmove (plain + 1, plain + wide, strlen (plain + wide) + 1);
  }
  if (!g_ascii_strncasecmp (plain, "-inf", 4) || g_str_has_prefix (plain, "-∞")) {
    *value = -INFINITY;
    return true;
  }
  const double number = g_ascii_strtod (plain, &end);
  while (*end == ' ')
    end++;
  *value = number * unit + (more ? now : 0);
  return end != plain && (!*end || !g_ascii_strncasecmp (end, "db", 2) || *end == '%');
}

static bool
read_pan (const char *text, double *value)
{
  const char side = g_ascii_toupper (*text);
  if (side == 'C' && !text[1])
    *value = 0;
  else if (side == 'L' || side == 'R')
    *value = g_ascii_strtod (text + 1, NULL) / (side == 'L' ? -100 : 100);
  else
    return read_number (text, *value, 0.01, value);
  return true;
}

char *
mixer_type (MixerModel *model, const Track *track, Cell cell, const char *text)
{
  LiveTarget target;
  g_autoptr (GError) error = NULL;
  bool nearest, read;
  if (!mixer_target (track, cell, &target))
    return g_strdup (_ ("There is no value here."));
  double value = lq_desk_value (model->desk, &target);
  const ParamSpec *spec = lq_desk_param (model->desk, &target);
  if (spec && !param_read (spec, text, value, &value, &nearest, &error))
    return g_strdup (error->message);
  read = spec != NULL ||
         (target.param == LIVE_PAN
              ? read_pan (text, &value)
              : read_number (text, value, target.param == LIVE_WIDTH ? 0.01 : 1, &value));
  if (!read)
    return g_strdup_printf (_ ("“%s” is no value: type for example %s."), text,
                            target.param == LIVE_PAN     ? "L30"
                            : target.param == LIVE_WIDTH ? "80"
                                                         : "-6.5");
  set_value (model, &target, value);
  return NULL;
}

char *
mixer_value_text (LqDesk *desk, const Track *track, Cell cell)
{
  LiveTarget target;
  if (!mixer_target (track, cell, &target))
    return g_strdup ("");
  const double value = lq_desk_value (desk, &target);
  const ParamSpec *spec = lq_desk_param (desk, &target);
  if (spec)
    return value_text_param (spec, value);
  if (target.param == LIVE_PAN)
    return value_text_pan (value);
  if (target.param == LIVE_WIDTH)
    return g_strdup_printf ("%ld %%", lround (value * 100));
  return value_text_level (value);
}

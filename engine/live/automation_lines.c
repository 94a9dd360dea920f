/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/automation_lines.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char *const strip_params[] = { "gain", "pan", "width", "mute" }; /* LIVE_GAIN .. */

const char *
automation_param (const LiveTarget *target, const AutomationModel *model)
{
  return model->spec ? model->spec->name : strip_params[target->param];
}

char *
automation_target_text (const LiveTarget *target, const AutomationModel *model)
{
  const char *param = automation_param (target, model);
  char id[ID_TEXT_SIZE];

  return target->object ? g_strdup_printf ("%s.%s", id_write (id, target->object), param)
                        : g_strdup (param);
}

bool
automation_target_of (const Graph *graph, const Track *track, const Envelope *envelope,
                      LiveTarget *target)
{
  const char *param = text_get (envelope->param);
  const bool own = !envelope->device || id_letter (envelope->device) == 's';

  *target = (LiveTarget){ track->node.id, envelope->device, -1 };
  if (!own)
    target->param = automation_model_param (graph, track->node.id, envelope->device, param);
  for (int i = 0; own && i < (int) G_N_ELEMENTS (strip_params); i++)
    if (strcmp (strip_params[i], param) == 0)
      target->param = i;
  return target->param >= 0;
}

static void
write_number (GString *line, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append (line, g_ascii_formatd (text, sizeof text, "%.7g", value));
}

/* As the command reads it. */
static void
write_value (GString *line, const LiveTarget *target, const AutomationModel *model, double y,
             bool offset)
{
  const ParamSpec *spec = model->spec;
  const bool width = !spec && !target->object && target->param == LIVE_WIDTH;

  if (offset || (model->gain && y > -90))
    write_number (line, width ? y * 100 : y);
  else if (model->gain)
    g_string_append (line, "-inf");
  else if (spec && spec->type == PARAM_ENUM)
    g_string_append (line, spec->choices[(int) floor (y + 0.5)]);
  else if (model->steps && (!spec || spec->type == PARAM_BOOL))
    g_string_append (line, y >= 0.5 ? "on" : "off");
  else if (spec) {
    const double value = automation_model_from_scale (model, y);
    write_number (line, CLAMP (value, spec->min, spec->max));
  } else
    write_number (line, width ? y * 100 : y);
}

char *
automation_line (const LiveTarget *target, const AutomationModel *model,
                 const TraceStretch *stretch)
{
  g_autoptr (GString) line = g_string_new ("automation.write track=");
  g_autofree char *text = automation_target_text (target, model);
  char id[ID_TEXT_SIZE];

  g_string_append_printf (line, "%s target=%s from=%" PRId64 "f to=%" PRId64 "f%s points=",
                          id_write (id, target->strip), text, stretch->from, stretch->to,
                          stretch->trims ? " mode=trim" : "");
  for (guint i = 0; i < stretch->points->len; i++) {
    const TracePoint *point = &g_array_index (stretch->points, TracePoint, i);
    g_string_append_printf (line, "%s%" PRId64 ":", i ? "," : "", point->song);
    write_value (line, target, model, point->y, stretch->trims);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "edit/args.h"
#include "edit/device_values.h"
#include "ui/deeds/deeds_lanes.h"

static char *
send_value (LqDesk *desk, Id id, const char *param)
{
  const Send *send = (const Send *) project_find (lq_desk_project (desk), id, NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!strcmp (param, "gain"))
    return g_strdup (g_ascii_dtostr (number, sizeof number, send->gain_db));
  if (!strcmp (param, "pan"))
    return g_strdup (g_ascii_dtostr (number, sizeof number, send->pan));
  return NULL;
}

static char *
effect_value (LqDesk *desk, Id id, const char *param)
{
  const Effect *effect = project_find_effect (lq_desk_project (desk), id, NULL);
  const DeviceSpec *device = device_spec_of (session_host (lq_desk_session (desk)), effect);
  const ParamSpec *spec = device ? device_find_param (device, param, NULL) : NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!spec || spec->type == PARAM_FILE)
    return NULL;
  const Param *set = params_find (effect->params, param);
  const double value = set ? set->value : spec->initial;
  if (spec->type == PARAM_ENUM)
    return g_strdup (spec->choices[(int) value]);
  if (spec->type == PARAM_BOOL)
    return g_strdup (value > 0.5 ? "on" : "off");
  return g_strdup (g_ascii_dtostr (number, sizeof number, value));
}

char *
deed_device_value (LqDesk *desk, const Track *track, const char *name)
{
  const Project *project = lq_desk_project (desk);
  const char *dot = strchr (name, '.');
  Id id;

  if (!dot)
    return NULL;
  g_autofree char *head = g_strndup (name, (gsize) (dot - name));
  if (resolve_effect (project, head, track->node.id, &id, NULL))
    return effect_value (desk, id, dot + 1);
  return resolve_send (project, head, track->node.id, &id, NULL) ? send_value (desk, id, dot + 1)
                                                                 : NULL;
}

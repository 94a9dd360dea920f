/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/header_text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "edit/points.h"
#include "ui/arrange/envelope_scale.h"

static const char *const mode_names[] = { N_ ("Off"),   N_ ("Read"),  N_ ("Touch"),
                                          N_ ("Latch"), N_ ("Write"), N_ ("Trim") };

static void
take_texts (const Track *track, const Row *row, char **name, char **detail)
{
  const int index = list_find (track->lanes, row->item);
  if (index < 0)
    return;
  const Lane *lane = (const Lane *) list_get (track->lanes, index);
  *name =
      lane->name ? g_strdup (text_get (lane->name)) : g_strdup_printf (_ ("Take %d"), index + 1);
  GString *stars = g_string_new (NULL);
  for (int i = 0; i < lane->rating; i++)
    g_string_append (stars, "★");
  *detail = g_string_free (stars, FALSE);
}

static void
automation_texts (const Project *project, const Track *track, const Row *row, char **name,
                  char **detail)
{
  const int index = list_find (track->envelopes, row->item);
  if (index < 0)
    return;
  const Envelope *envelope = (const Envelope *) list_get (track->envelopes, index);
  *name = envelope_title (project, track, envelope);
  *detail =
      g_strdup (_ (envelope->off ? mode_names[AUTOMATION_OFF] : mode_names[track->automation]));
}

double
header_lane_value (LqDesk *desk, const Track *track, Id item)
{
  const int index = list_find (track->envelopes, item);
  const Envelope *envelope =
      index < 0 ? NULL : (const Envelope *) list_get (track->envelopes, index);
  if (!envelope || run_n (envelope->points) == 0)
    return NAN;
  const EnvelopeScale scale = envelope_scale_of (lq_desk_project (desk), track, envelope);
  const PointScale curve = point_scale (scale.param, text_get (envelope->param));
  const TempoMap *map = lq_desk_map (desk);
  const Units at = lq_desk_is_rolling (desk)
                       ? lq_desk_playhead (desk)
                       : tempo_map_position_units (map, lq_desk_cursor (desk)->at);
  return points_value (envelope->points,
                       envelope->base == TIME_MUSICAL ? tempo_map_ticks (map, at) : at, &curve);
}

char *
header_lane_value_text (LqDesk *desk, const Track *track, Id item, double value)
{
  const int index = list_find (track->envelopes, item);
  if (index < 0 || isnan (value))
    return g_strdup ("");
  const EnvelopeScale scale = envelope_scale_of (
      lq_desk_project (desk), track, (const Envelope *) list_get (track->envelopes, index));
  return envelope_value_text (&scale, value);
}

/* "In 3-4" of "3-4", as files have it. */
static char *
input_text (const char *input)
{
  if (g_ascii_isdigit (*input))
    return g_strdup_printf (_ ("In %s"), input);
  if (g_str_has_prefix (input, "midi:"))
    return g_strdup_printf ("MIDI · %s", input + strlen ("midi:"));
  if (!strcmp (input, "midi"))
    return g_strdup (_ ("MIDI · All"));
  return g_strdup (g_str_has_prefix (input, "track:") ? input + strlen ("track:") : input);
}

void
header_texts (const Project *project, const Row *row, char **name, char **detail)
{
  const Track *track = row->node;
  *name = *detail = NULL;
  switch (row->kind) {
  case ROW_TRACK:
    *name = g_strdup (track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name));
    *detail = input_text (text_get (track->input));
    break;
  case ROW_TAKE:
    take_texts (track, row, name, detail);
    break;
  case ROW_AUTOMATION:
    automation_texts (project, track, row, name, detail);
    break;
  }
  *name = *name ? *name : g_strdup ("");
  *detail = *detail ? *detail : g_strdup ("");
}

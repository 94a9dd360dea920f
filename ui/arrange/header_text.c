/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/header_text.h"

#include <glib/gi18n.h>
#include <string.h>

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
                  char **detail, char **value)
{
  const int index = list_find (track->envelopes, row->item);
  if (index < 0)
    return;
  const Envelope *envelope = (const Envelope *) list_get (track->envelopes, index);
  const EnvelopeScale scale = envelope_scale_of (project, track, envelope);
  *name = envelope_title (project, track, envelope);
  *detail =
      g_strdup (_ (envelope->off ? mode_names[AUTOMATION_OFF] : mode_names[track->automation]));
  if (run_n (envelope->points))
    *value = envelope_value_text (&scale, run_point (envelope->points, 0)->value);
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
header_texts (const Project *project, const Row *row, char **name, char **detail, char **value)
{
  const Track *track = row->node;
  *name = *detail = *value = NULL;
  switch (row->kind) {
  case ROW_TRACK:
    *name = g_strdup (track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name));
    *detail = input_text (text_get (track->input));
    break;
  case ROW_TAKE:
    take_texts (track, row, name, detail);
    break;
  case ROW_AUTOMATION:
    automation_texts (project, track, row, name, detail, value);
    break;
  }
  *name = *name ? *name : g_strdup ("");
  *detail = *detail ? *detail : g_strdup ("");
  *value = *value ? *value : g_strdup ("");
}

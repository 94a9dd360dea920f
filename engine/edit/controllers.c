/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/controllers.h"

#include <math.h>
#include <string.h>

#include "edit/command.h"
#include "edit/points.h"

#define CHANNELS 16

static const struct {
  const char *word, *param;
} words[] = { { "modulation", "cc1" },
              { "volume", "cc7" },
              { "pan", "cc10" },
              { "expression", "cc11" },
              { "sustain", "cc64" } };

/* The number behind a word; -1 where it is none from `least` to `most`, or something follows. */
static int
number_of (const char *text, int least, int most)
{
  char *end;
  const gint64 number = g_ascii_strtoll (text, &end, 10);
  return g_ascii_isdigit (*text) && *end == '\0' && number >= least && number <= most ? (int) number
                                                                                      : -1;
}

static char *
read_kind (const char *text)
{
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (!strcmp (text, words[i].word))
      return g_strdup (words[i].param);
  if (!strcmp (text, "bend") || !strcmp (text, "pressure") || !strcmp (text, "program"))
    return g_strdup (text);
  const int number = g_str_has_prefix (text, "cc") ? number_of (text + 2, 0, 127) : -1;
  return number < 0 ? NULL : g_strdup_printf ("cc%d", number);
}

char *
controller_read (const char *text, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  char *at = strchr (lower, '@');
  int channel = 1;

  if (at) {
    channel = number_of (at + 1, 1, CHANNELS);
    *at = '\0';
  }
  g_autofree char *kind = channel < 0 ? NULL : read_kind (lower);
  if (!kind) {
    edit_fail (error,
               "'%s' is no controller; write cc1, bend, pressure or program, with @10 for a "
               "channel",
               text);
    return NULL;
  }
  return channel == 1 ? g_steal_pointer (&kind) : g_strdup_printf ("%s@%d", kind, channel);
}

bool
controller_is (const char *param)
{
  g_autofree char *read = controller_read (param, NULL);
  return read != NULL;
}

void
controller_range (const char *param, double *least, double *most)
{
  const bool bend = g_str_has_prefix (param, "bend");
  *least = bend ? -1 : 0;
  *most = bend ? 1 : 127;
}

bool
controller_steps (const char *param)
{
  const gint64 number = g_str_has_prefix (param, "cc") ? g_ascii_strtoll (param + 2, NULL, 10) : 0;
  return g_str_has_prefix (param, "program") || (number >= 64 && number <= 69);
}

bool
controller_read_value (const char *param, const char *text, double *value, GError **error)
{
  double least, most;
  char unit[8];

  if (!value_read_quantity (text, value, unit, sizeof unit, error))
    return false;
  controller_range (param, &least, &most);
  if (!strcmp (unit, "%"))
    *value *= most / 100;
  else if (*unit)
    return edit_fail (error, "'%s' is no value; write a number or a percentage", text);
  if (!(*value >= least && *value <= most))
    return edit_fail (error, "%s is out of range, it goes from %g to %g", text, least, most);
  return true;
}

const Envelope *
controller_find (const Clip *content, const char *param)
{
  for (int i = 0; i < list_n (content->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (content->envelopes, i);
    if (!envelope->device && !strcmp (text_get (envelope->param), param))
      return envelope;
  }
  return NULL;
}

double
controller_value (const Envelope *envelope, Ticks at, double none)
{
  const PointScale straight = { 0 };
  if (!envelope || points_before (envelope->points, at) < 0)
    return none;
  return points_value (envelope->points, at, &straight);
}

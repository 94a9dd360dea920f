/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parameters, their groups and choices are called on a card. */
#include <string.h>

#include "ui/device/device_layout_private.h"

void
param_prefix (const ParamSpec *param, char out[32])
{
  const char *dot = strchr (param->name, '.');
  g_strlcpy (out, param->name, dot ? MIN (32, (gsize) (dot - param->name) + 1) : 1);
}

void
prefix_title (const char *prefix, char out[32])
{
  static const struct {
    const char *prefix, *title;
  } words[] = { { "osc", "Oscillator" }, { "lfo", "LFO" }, { "amp", "Amp" }, { "band", "Band" } };
  const size_t letters = strcspn (prefix, "0123456789");
  const char *number = prefix + letters;
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].prefix) == letters && !strncmp (words[i].prefix, prefix, letters)) {
      g_snprintf (out, 32, "%s%s%s", words[i].title, *number ? " " : "", number);
      return;
    }
  g_snprintf (out, 32, "%.*s%s%s", (int) letters, prefix, *number ? " " : "", number);
  *out = g_ascii_toupper (*out);
}

int
device_main_param (const DeviceSpec *spec)
{
  static const char *const names[][2] = {
    { "compressor", "threshold" }, { "gate", "threshold" },      { "limiter", "gain" },
    { "saturator", "drive" },      { "reverb", "time" },         { "delay", "time" },
    { "utility", "gain" },         { "synth", "filter.cutoff" }, { "soundfont", "gain" },
    { "deesser", "threshold" },    { "multiband", "mix" },       { "analyzer", "view" },
  };
  for (size_t k = 0; k < G_N_ELEMENTS (names); k++)
    for (int i = 0; i < spec->n_params; i++)
      if (!strcmp (names[k][0], spec->kind) && !strcmp (names[k][1], spec->params[i].name))
        return i;
  for (int i = 0; i < spec->n_params; i++)
    if (spec->params[i].type == PARAM_FLOAT && !strchr (spec->params[i].name, '.'))
      return i;
  return -1;
}

/* "Attack" of "Filter attack" where the group says the rest. */
static const char *
without_words (const char *label, const char *words)
{
  const size_t n = strlen (words);
  return n && !g_ascii_strncasecmp (label, words, n) && label[n] == ' ' ? label + n + 1 : label;
}

char *
device_short_label (const DeviceSpec *spec, int param)
{
  const ParamSpec *of = &spec->params[param];
  char prefix[32], title[32];
  param_prefix (of, prefix);
  prefix_title (prefix, title);
  const char *rest = *prefix ? without_words (of->label, title) : of->label;
  /* What runs alone in another group keeps its words. */
  rest = without_words (rest, "Sidechain");
  char *label = rest != of->label && !*prefix ? g_strdup_printf ("Key %s", rest) : g_strdup (rest);
  const size_t n = strlen (label), m = strlen (prefix);
  if (n > 2 && m > 0 && label[n - 2] == ' ' && g_ascii_isdigit (label[n - 1]) &&
      label[n - 1] == prefix[m - 1])
    label[n - 2] = '\0';
  g_autofree char *ending = g_strdup_printf (" to %s", prefix);
  if (*prefix && g_str_has_suffix (label, ending))
    label[n - strlen (ending)] = '\0';
  *label = g_ascii_toupper (*label);
  return label;
}

/* "Freq Hz" over "92": fields are narrow, so the unit stands above. */
const char *
device_field_label (const ParamSpec *param)
{
  switch (param->unit) {
  case PARAM_UNIT_HZ:
    return "Freq Hz";
  case PARAM_UNIT_DB:
    return "Gain dB";
  case PARAM_UNIT_DB_PER_OCTAVE:
    return "dB/oct";
  default:
    return param->label;
  }
}

char *
device_choice_label (const ParamSpec *param, int choice)
{
  int n = 0;
  while (param->choices && param->choices[n])
    n++;
  if (n == 0)
    return g_strdup ("");
  char *label = g_strdup (param->choices[CLAMP (choice, 0, n - 1)]);
  g_strdelimit (label, "_", ' ');
  if (!strcmp (label, "rms"))
    g_strlcpy (label, "RMS", 4);
  else if (strcmp (label, "off") != 0 || n < 2 || !strchr (param->choices[1], '/'))
    *label = g_ascii_toupper (*label);
  return label;
}

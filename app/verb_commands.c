/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/number.h"
#include "base/text.h"
#include "app/cli.h"
#include "app/key_list.h"
#include "host.h"

static const char *const type_names[] = {
  [ARG_TEXT] = "text",           [ARG_NAME] = "name",
  [ARG_NUMBER] = "number",       [ARG_INT] = "integer",
  [ARG_BOOL] = "on|off",         [ARG_CHOICE] = "choice",
  [ARG_LEVEL] = "level",         [ARG_PAN] = "pan",
  [ARG_PERCENT] = "percent",     [ARG_PITCH] = "pitch",
  [ARG_METER] = "meter",         [ARG_POSITION] = "position",
  [ARG_LENGTH] = "length",       [ARG_GRID] = "grid",
  [ARG_COLOR] = "color",         [ARG_FILE] = "file",
  [ARG_TRACK] = "track",         [ARG_TRACKS] = "tracks",
  [ARG_CLIP] = "clip",           [ARG_CLIPS] = "clips",
  [ARG_EFFECT] = "effect",       [ARG_SEND] = "send",
  [ARG_CHAIN] = "chain",         [ARG_SECTION] = "section",
  [ARG_MARKER] = "marker",       [ARG_LANE] = "lane",
  [ARG_COMP] = "comp",           [ARG_NOTES] = "notes",
  [ARG_NODE] = "anything",       [ARG_VELOCITY] = "velocity",
  [ARG_FREQUENCY] = "frequency", [ARG_KEY] = "key",
  [ARG_CHORD] = "chord",         [ARG_LYRIC] = "lyric",
  [ARG_COMMENT] = "comment",     [ARG_EDIT_GROUP] = "edit group",
  [ARG_SNAPSHOT] = "snapshot",   [ARG_CUE] = "cue",
  [ARG_SONG] = "song",           [ARG_DELIVERY] = "delivery",
  [ARG_REFERENCE] = "reference", [ARG_SCENE] = "scene",
};

static const char *
unit_of (ArgType type)
{
  return type == ARG_LEVEL ? "dB" : type == ARG_PERCENT ? "%" : type == ARG_FREQUENCY ? "Hz" : NULL;
}

static int
fail_unknown (const char *what, const char *name, const char *nearest)
{
  cli_usage ("there is no %s '%s'%s%s%s", what, name, nearest ? "; did you mean '" : "",
             nearest ? nearest : "", nearest ? "'?" : "");
  return CLI_FAILED;
}

static void
write_command (JsonWriter *json, const CommandSpec *command)
{
  json_open_object (json, NULL);
  json_string (json, "name", command->name);
  json_string (json, "help", command->help);
  json_open_list (json, "arguments");
  for (int i = 0; i < command->n_args; i++) {
    const ArgSpec *arg = &command->args[i];
    json_open_object (json, NULL);
    json_string (json, "name", arg->name);
    json_string (json, "type", type_names[arg->type]);
    json_bool (json, "required", arg->required);
    json_string (json, "unit", unit_of (arg->type));
    if (arg->min < arg->max) {
      json_double (json, "min", arg->min);
      json_double (json, "max", arg->max);
    }
    if (arg->choices) {
      json_open_list (json, "choices");
      for (int c = 0; arg->choices[c]; c++)
        json_string (json, NULL, arg->choices[c]);
      json_close_list (json);
    }
    json_string (json, "default", arg->initial);
    json_string (json, "help", arg->help);
    json_close_object (json);
  }
  json_close_list (json);
  json_bool (json, "parameters", command->open_ended);
  key_list_write_command (json, command->name);
  json_close_object (json);
}

static void
print_command (const CommandSpec *command)
{
  printf ("%s", command->name);
  for (int i = 0; i < command->n_args; i++)
    printf (command->args[i].required ? " %s=" : " [%s=]", command->args[i].name);
  printf ("%s\n    %s\n", command->open_ended ? " PARAM=VALUE..." : "", command->help);
  for (int i = 0; i < command->n_args; i++) {
    const ArgSpec *arg = &command->args[i];
    g_autofree char *choices = arg->choices ? g_strjoinv ("|", (char **) arg->choices) : NULL;
    printf ("      %-14s %s: %s", arg->name, choices ? choices : type_names[arg->type], arg->help);
    if (arg->min < arg->max)
      printf (" (%g to %g%s%s%s)", arg->min, arg->max, unit_of (arg->type) ? " " : "",
              unit_of (arg->type) ? unit_of (arg->type) : "",
              arg->type == ARG_LEVEL ? ", or -inf" : "");
    if (arg->initial)
      printf (", %s unless given", arg->initial);
    putchar ('\n');
  }
  g_autoptr (GString) keys = g_string_new (NULL);
  key_list_append_command (keys, command->name);
  fputs (keys->str, stdout);
}

static const char *const param_types[] = { "number", "integer", "on|off", "choice", "file" };
static const char *const param_units[] = { NULL,      "dB",     "Hz",      "ms",        "s",
                                           "%",       ":1",     "degrees", "semitones", "cents",
                                           "octaves", "dB/oct", "beats" };

static void
write_initial (JsonWriter *json, const ParamSpec *param, const char *text)
{
  if (param->type == PARAM_FLOAT || param->type == PARAM_INT)
    json_double (json, "default", param->initial);
  else
    json_string (json, "default", text);
}

static char *
initial_text (const ParamSpec *param)
{
  char number[NUMBER_TEXT_SIZE];
  if (param->type == PARAM_ENUM)
    return g_strdup (param->choices[(int) param->initial]);
  if (param->type == PARAM_BOOL)
    return g_strdup (param->initial ? "on" : "off");
  if (param->type == PARAM_FILE)
    return NULL;
  return g_strdup (number_write (number, param->initial));
}

static void
write_device (JsonWriter *json, const DeviceSpec *spec)
{
  json_open_object (json, NULL);
  json_string (json, "kind", spec->kind);
  json_string (json, "label", spec->label);
  json_string (json, "help", spec->help);
  json_int (json, "version", spec->version);
  json_bool (json, "sidechain", spec->sidechain);
  json_open_list (json, "parameters");
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    g_autofree char *initial = initial_text (param);
    json_open_object (json, NULL);
    json_string (json, "name", param->name);
    json_string (json, "label", param->label);
    json_string (json, "type", param_types[param->type]);
    json_string (json, "unit", param_units[param->unit]);
    if (param->type == PARAM_FLOAT || param->type == PARAM_INT) {
      json_double (json, "min", param->min);
      json_double (json, "max", param->max);
      json_string (json, "curve", param->scale == PARAM_LOG ? "log" : "linear");
    }
    if (param->choices) {
      json_open_list (json, "choices");
      for (int c = 0; param->choices[c]; c++)
        json_string (json, NULL, param->choices[c]);
      json_close_list (json);
    }
    write_initial (json, param, initial);
    json_bool (json, "automatable", !param->rebuild && param->type != PARAM_FILE);
    json_string (json, "help", param->help);
    json_close_object (json);
  }
  json_close_list (json);
  json_open_list (json, "presets");
  for (int i = 0; i < spec->n_presets; i++)
    json_string (json, NULL, spec->presets[i].name);
  json_close_list (json);
  json_close_object (json);
}

static void
print_device (const DeviceSpec *spec)
{
  printf ("%s: %s\n%s\n\n", spec->kind, spec->label, spec->help ? spec->help : "");
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    const char *unit = param_units[param->unit];
    g_autofree char *initial = initial_text (param);
    g_autofree char *choices = param->choices ? g_strjoinv ("|", (char **) param->choices) : NULL;
    printf ("  %-20s ", param->name);
    if (choices)
      printf ("%s", choices);
    else if (param->type == PARAM_FLOAT || param->type == PARAM_INT)
      printf ("%g to %g%s%s%s", param->min, param->max, unit ? " " : "", unit ? unit : "",
              param->scale == PARAM_LOG ? ", log" : "");
    else
      printf ("%s", param_types[param->type]);
    printf ("%s%s%s%s\n", initial ? ", default " : "", initial ? initial : "",
            param->help ? ": " : "", param->help ? param->help : "");
  }
  if (spec->n_presets)
    printf ("\nPresets:\n");
  for (int i = 0; i < spec->n_presets; i++)
    printf ("  %s\n", spec->presets[i].name);
}

static void
print_kinds (const char *const *kinds, int n, bool as_json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  if (as_json)
    json_open_list (&json, NULL);
  for (int i = 0; i < n; i++) {
    if (as_json)
      json_string (&json, NULL, kinds[i]);
    else
      g_string_append_printf (text, "%s\n", kinds[i]);
  }
  if (as_json)
    json_close_list (&json);
  fputs (text->str, stdout);
}

static int
show_device (const char *what, const char *kind, bool as_json)
{
  EditHost host;
  HostData data = { 0 };
  host_init (&host, &data);
  const bool instrument = strcmp (what, "instrument") == 0;
  const char *const *kinds = instrument ? host.instrument_kinds : host.effect_kinds;
  int n = 0;
  while (kinds[n])
    n++;
  if (!kind) {
    print_kinds (kinds, n, as_json);
    return CLI_OK;
  }
  const DeviceSpec *spec = instrument ? host.find_instrument (kind) : host.find_effect (kind);
  if (!spec && !instrument)
    spec = host.find_instrument (kind);
  if (!spec) {
    const char *nearest = text_nearest (kind, kinds, n);
    return fail_unknown (what, kind, nearest);
  }
  if (as_json) {
    g_autoptr (GString) text = g_string_new (NULL);
    JsonWriter json;
    json_init (&json, text);
    write_device (&json, spec);
    fputs (text->str, stdout);
  } else {
    print_device (spec);
  }
  return CLI_OK;
}

static int
show_keys (bool as_json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  if (as_json)
    key_list_write (&json);
  else
    key_list_append (text);
  fputs (text->str, stdout);
  return CLI_OK;
}

int
verb_commands (int argc, char **argv)
{
  gboolean as_json = FALSE, keys = FALSE;
  int status, n;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "List as JSON", NULL },
    { "keys", 0, 0, G_OPTION_ARG_NONE, &keys, "List the key map of the window instead", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "[COMMAND | effect [KIND] | instrument [KIND]]",
                    &status))
    return status;
  if (argc > 3)
    return cli_usage ("commands takes a command, or effect or instrument and a kind");
  if (keys)
    return argc > 1 ? cli_usage ("commands --keys takes no operand") : show_keys (as_json);
  if (argc > 1 && (strcmp (argv[1], "effect") == 0 || strcmp (argv[1], "instrument") == 0))
    return show_device (argv[1], argc > 2 ? argv[2] : NULL, as_json);
  const CommandSpec *const *all = commands_all (&n);
  if (argc > 1 && !command_find (argv[1])) {
    g_autofree const char **names = g_new (const char *, n);
    for (int i = 0; i < n; i++)
      names[i] = all[i]->name;
    return fail_unknown ("command", argv[1], text_nearest (argv[1], names, n));
  }
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;
  json_init (&json, text);
  if (as_json)
    json_open_list (&json, NULL);
  for (int i = 0; i < n; i++) {
    if (argc > 1 && strcmp (all[i]->name, argv[1]) != 0)
      continue;
    if (as_json)
      write_command (&json, all[i]);
    else
      print_command (all[i]);
  }
  if (as_json)
    json_close_list (&json);
  fputs (text->str, stdout);
  return CLI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/cli.h"
#include "base/json.h"
#include "device/device_list.h"

static void
write_json (GString *text, GPtrArray *list)
{
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_open_list (&json, "devices");
  for (guint i = 0; i < list->len; i++) {
    const DeviceInfo *info = g_ptr_array_index (list, i);
    json_open_object (&json, NULL);
    json_string (&json, "name", info->name);
    json_string (&json, "host", info->host);
    json_int (&json, "inputs", info->n_inputs);
    json_int (&json, "outputs", info->n_outputs);
    json_open_list (&json, "rates");
    for (int r = 0; r < DEVICE_N_RATES; r++)
      if (info->has_rate[r])
        json_int (&json, NULL, device_rates[r]);
    json_close_list (&json);
    json_double (&json, "default_rate", info->default_rate);
    json_double (&json, "input_latency_ms", info->input_latency * 1000);
    json_double (&json, "output_latency_ms", info->output_latency * 1000);
    json_bool (&json, "default_input", info->is_default_input);
    json_bool (&json, "default_output", info->is_default_output);
    json_close_object (&json);
  }
  json_close_list (&json);
  json_close_object (&json);
}

static void
add_device (GString *text, const DeviceInfo *info)
{
  g_string_append_printf (text, "%s\n  %u in, %u out;", info->name, info->n_inputs,
                          info->n_outputs);
  for (int r = 0; r < DEVICE_N_RATES; r++)
    if (info->has_rate[r])
      g_string_append_printf (text, " %g", device_rates[r] / 1000.0);
  g_string_append_printf (text, " kHz; latency %.1f ms in, %.1f ms out%s\n",
                          info->input_latency * 1000, info->output_latency * 1000,
                          info->is_default_output  ? "; default"
                          : info->is_default_input ? "; default input"
                                                   : "");
}

int
verb_devices (int argc, char **argv)
{
  gboolean as_json = FALSE;
  int status;
  GError *error = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "", &status))
    return status;
  if (argc > 1)
    return cli_usage ("devices takes no operands; see 'lacquer devices --help'");
  g_autoptr (GPtrArray) list = device_list (&error);
  if (!list)
    return cli_fail (error);
  g_autoptr (GString) text = g_string_new (NULL);
  if (as_json)
    write_json (text, list);
  for (guint i = 0; !as_json && i < list->len; i++)
    add_device (text, g_ptr_array_index (list, i));
  fputs (text->str, stdout);
  return CLI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/device_child.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "device/portaudio_library.h"

#define LIFE_SECONDS 60

const int device_rates[DEVICE_N_RATES] = { 44100, 48000, 88200, 96000, 176400, 192000 };

void
device_info_free (DeviceInfo *info)
{
  g_free (info->name);
  g_free (info->host);
  g_free (info);
}

char *
device_list_write (GPtrArray *list)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < list->len; i++) {
    const DeviceInfo *info = g_ptr_array_index (list, i);
    gboolean rates[DEVICE_N_RATES];
    char group[16];

    for (int r = 0; r < DEVICE_N_RATES; r++)
      rates[r] = info->has_rate[r];
    g_snprintf (group, sizeof group, "%u", i);
    g_key_file_set_string (file, group, "name", info->name);
    g_key_file_set_string (file, group, "host", info->host);
    g_key_file_set_integer (file, group, "inputs", (int) info->n_inputs);
    g_key_file_set_integer (file, group, "outputs", (int) info->n_outputs);
    g_key_file_set_boolean_list (file, group, "rates", rates, DEVICE_N_RATES);
    g_key_file_set_double (file, group, "default_rate", info->default_rate);
    g_key_file_set_double (file, group, "input_latency", info->input_latency);
    g_key_file_set_double (file, group, "output_latency", info->output_latency);
    g_key_file_set_boolean (file, group, "default_input", info->is_default_input);
    g_key_file_set_boolean (file, group, "default_output", info->is_default_output);
  }
  return g_key_file_to_data (file, NULL, NULL);
}

GPtrArray *
device_list_read (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) device_info_free);

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, error))
    return NULL;
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group; group++) {
    gsize n = 0;
    g_autofree gboolean *rates = g_key_file_get_boolean_list (file, *group, "rates", &n, NULL);
    DeviceInfo *info = g_new0 (DeviceInfo, 1);

    g_ptr_array_add (list, info);
    info->name = g_key_file_get_string (file, *group, "name", NULL);
    info->host = g_key_file_get_string (file, *group, "host", NULL);
    if (!info->name || !info->host || n != DEVICE_N_RATES) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "group %s is not whole", *group);
      return NULL;
    }
    for (int r = 0; r < DEVICE_N_RATES; r++)
      info->has_rate[r] = rates[r];
    info->n_inputs = (unsigned) MAX (g_key_file_get_integer (file, *group, "inputs", NULL), 0);
    info->n_outputs = (unsigned) MAX (g_key_file_get_integer (file, *group, "outputs", NULL), 0);
    info->default_rate = g_key_file_get_double (file, *group, "default_rate", NULL);
    info->input_latency = g_key_file_get_double (file, *group, "input_latency", NULL);
    info->output_latency = g_key_file_get_double (file, *group, "output_latency", NULL);
    info->is_default_input = g_key_file_get_boolean (file, *group, "default_input", NULL);
    info->is_default_output = g_key_file_get_boolean (file, *group, "default_output", NULL);
  }
  return g_steal_pointer (&list);
}

bool
device_child_is_wanted (int argc, char **argv)
{
  return argc == 3 && strcmp (argv[1], DEVICE_CHILD_OPTION) == 0 && getenv (DEVICE_CHILD_VARIABLE);
}

int
device_child_run (char **argv)
{
  GError *error = NULL;

  /* Where the parent is killed meanwhile, nobody else ends a library that hangs. */
  alarm (LIFE_SECONDS);
  g_autoptr (GPtrArray) list = portaudio_list (strcmp (argv[2], "rates") == 0, &error);

  if (!list) {
    printf ("%s", error->message);
    g_error_free (error);
    return 1;
  }
  g_autofree char *text = device_list_write (list);
  fputs (text, stdout);
  /* What libraries have left behind need not be tidied up, and some crash at that. */
  fflush (stdout);
  _exit (0);
}

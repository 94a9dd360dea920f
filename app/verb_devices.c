/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/cli.h"
#include "base/json.h"
#include "live/calibration.h"
#include "device/device_list.h"
#include "device/midi_ports.h"
#include "device/thread_priority.h"

#define AUDIO_PRIORITY 70

typedef struct {
  GPtrArray *devices; /* DeviceInfo */
  GPtrArray *midi; /* MidiPortInfo */
  char *midi_problem;
  bool is_real_time;
  char *priority; /* a sentence */
} Machine;

static gpointer
ask_priority (gpointer data)
{
  Machine *machine = data;
  machine->is_real_time = thread_priority_request (0, AUDIO_PRIORITY, &machine->priority);
  return NULL;
}

static bool
machine_init (Machine *machine, GError **error)
{
  MidiPorts *ports;

  machine->devices = device_list (error);
  if (!machine->devices)
    return false;
  ports = midi_ports_open ("Lacquer");
  machine->midi = midi_ports_list (ports, NULL);
  machine->midi_problem = g_strdup (midi_ports_problem (ports));
  midi_ports_close (ports);
  /* On a thread of its own, which takes the priority with it. */
  g_thread_join (g_thread_new ("priority", ask_priority, machine));
  return true;
}

static void
machine_clear (Machine *machine)
{
  g_ptr_array_unref (machine->devices);
  g_ptr_array_unref (machine->midi);
  g_free (machine->midi_problem);
  g_free (machine->priority);
}

static void
write_devices (JsonWriter *json, GPtrArray *list)
{
  json_open_list (json, "devices");
  for (guint i = 0; i < list->len; i++) {
    const DeviceInfo *info = g_ptr_array_index (list, i);
    json_open_object (json, NULL);
    json_string (json, "name", info->name);
    json_string (json, "host", info->host);
    json_int (json, "inputs", info->n_inputs);
    json_int (json, "outputs", info->n_outputs);
    json_open_list (json, "rates");
    for (int r = 0; r < DEVICE_N_RATES; r++)
      if (info->has_rate[r])
        json_int (json, NULL, device_rates[r]);
    json_close_list (json);
    json_double (json, "default_rate", info->default_rate);
    json_double (json, "input_latency_ms", info->input_latency * 1000);
    json_double (json, "output_latency_ms", info->output_latency * 1000);
    json_bool (json, "default_input", info->is_default_input);
    json_bool (json, "default_output", info->is_default_output);
    json_close_object (json);
  }
  json_close_list (json);
}

static void
write_json (GString *text, const Machine *machine)
{
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  write_devices (&json, machine->devices);
  json_open_list (&json, "midi");
  for (guint i = 0; i < machine->midi->len; i++) {
    const MidiPortInfo *info = g_ptr_array_index (machine->midi, i);
    json_open_object (&json, NULL);
    json_string (&json, "name", info->name);
    json_bool (&json, "input", info->is_input);
    json_bool (&json, "output", info->is_output);
    json_close_object (&json);
  }
  json_close_list (&json);
  json_string (&json, "midi_problem", machine->midi_problem);
  json_bool (&json, "real_time", machine->is_real_time);
  json_string (&json, "priority", machine->priority);
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

static void
add_machine (GString *text, const Machine *machine)
{
  for (guint i = 0; i < machine->devices->len; i++)
    add_device (text, g_ptr_array_index (machine->devices, i));
  for (guint i = 0; i < machine->midi->len; i++) {
    const MidiPortInfo *info = g_ptr_array_index (machine->midi, i);
    g_string_append_printf (text, "MIDI %s: %s\n",
                            !info->is_output  ? "input"
                            : !info->is_input ? "output"
                                              : "input and output",
                            info->name);
  }
  if (machine->midi_problem)
    g_string_append_printf (text, "MIDI: %s\n", machine->midi_problem);
  g_string_append_printf (text, "Audio thread: %s\n", machine->priority);
}

/* Measures the way from output to input and keeps it for recordings. */
static int
run_calibration (const DeviceConfig *config)
{
  g_autofree char *path = calibration_file_path ();
  Calibration found;
  GError *error = NULL;

  fputs ("Two bursts of noise are played; an output has to lead to an input.\n", stderr);
  if (!calibrate (config, NULL, &found, &error))
    return cli_fail (error);
  g_autofree char *name = g_steal_pointer (&found.device);
  if (!calibration_save (path, name, found.rate, found.block, &found, &error))
    return cli_fail (error);
  printf ("%s at %g Hz in blocks of %u: %.2f frames (%.2f ms) there and back, the driver says %d; "
          "drift %.2f frames a second; heard on input %u at %.1f dB\n",
          name, found.rate, found.block, found.round_trip, found.round_trip / found.rate * 1000,
          found.reported, found.drift, found.input + 1, found.level_db);
  return CLI_OK;
}

int
verb_devices (int argc, char **argv)
{
  gboolean as_json = FALSE, calibrates = FALSE;
  g_autofree char *name = NULL;
  int rate = 0, block = 0;
  int status;
  Machine machine = { 0 };
  GError *error = NULL;
  const GOptionEntry entries[] = {
    { "calibrate", 0, 0, G_OPTION_ARG_NONE, &calibrates,
      "Measure the way from output to input and keep it for recordings", NULL },
    { "device", 0, 0, G_OPTION_ARG_STRING, &name, "Which one to calibrate", "NAME" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &rate, "At this sample rate", "HZ" },
    { "block", 0, 0, G_OPTION_ARG_INT, &block, "With this many frames at once", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "", &status))
    return status;
  if (argc > 1)
    return cli_usage ("devices takes no operands; see 'lacquer devices --help'");
  if (rate < 0 || block < 0 || block > 8192)
    return cli_usage ("devices: --rate and --block are as of 'lacquer play'");
  if (calibrates)
    return run_calibration (
        &(DeviceConfig){ .name = name, .rate = rate, .block = (uint32_t) block });
  if (!machine_init (&machine, &error))
    return cli_fail (error);
  g_autoptr (GString) text = g_string_new (NULL);
  if (as_json)
    write_json (text, &machine);
  else
    add_machine (text, &machine);
  machine_clear (&machine);
  fputs (text->str, stdout);
  return CLI_OK;
}

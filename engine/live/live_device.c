/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live's device: opened, changed, and met at its own rate. Main thread. */
#include <math.h>

#include "live/calibration.h"
#include "live/live_private.h"

/* A block of the device, and how late its outputs are, in frames of the project. */
static Frames
block_frames (const Live *live)
{
  return (Frames) ceil (device_block (live->device) * live->rate / device_rate (live->device));
}

static Frames
output_frames (const Live *live)
{
  const int outside = device_output_latency (live->device);
  return live->edge ? device_edge_output_latency (live->edge, outside) : outside;
}

/* The device does not run. */
static void
set_up (Live *live)
{
  const int rate = (int) rint (device_rate (live->device));

  g_clear_pointer (&live->edge, device_edge_free);
  g_clear_pointer (&live->device_note, g_free);
  if (rate != live->rate) {
    live->edge = device_edge_new (rate, live->rate, device_n_inputs (live->device),
                                  device_n_outputs (live->device));
    live->device_note =
        g_strdup_printf ("%s runs at %d Hz: what it plays and records is converted from and to the "
                         "project's %d Hz",
                         device_name (live->device), rate, live->rate);
  }
  live_midi_set_device (live->midi, block_frames (live), output_frames (live));
  crew_set_device (live->crew, live->player, live->device, live->by_hand);
  speed_free (live->speed);
  live->speed =
      speed_new (live->rate, device_n_inputs (live->device), device_n_outputs (live->device));
  speed_set (live->speed, live->wanted_speed);
  /* A take that goes on would have a gap: it ends, and the next begins. */
  recorder_take (&live->recorder, live->recorder.set);
  recorder_take (&live->strip_recorder, live->strip_recorder.set);
  live->recorder.follows = live->strip_recorder.follows = false;
  live->recorder.round_trip = live_round_trip (live);
}

static AudioDevice *
open_one (Live *live, const LiveConfig *config, GError **error)
{
  const DeviceConfig wish = { .name = config->device,
                              .rate = config->device_rate ? config->device_rate : live->rate,
                              .block = config->block,
                              .n_inputs = config->null && config->null->n_inputs > 2
                                              ? config->null->n_inputs
                                              : 0 };

  return config->null ? device_open_null (&wish, config->null, live_process, live, error)
                      : device_open (&wish, live_process, live, error);
}

bool
live_open_device (Live *live, const LiveConfig *config, GError **error)
{
  live->device = open_one (live, config, error);
  if (!live->device)
    return false;
  set_up (live);
  if (config->midi)
    live->midi =
        live_midi_new (config->midi, live->rate, block_frames (live), output_frames (live), error);
  return !config->midi || live->midi;
}

void
live_device_changed (Live *live)
{
  device_stop (live->device);
  set_up (live);
  device_start (live->device, NULL); /* one that cannot is lost, and says so */
}

/* A driver may give a device to one only: the one before is closed first. */
bool
live_set_device (Live *live, const LiveConfig *config, GError **error)
{
  g_autofree char *name = g_strdup (device_name (live->device));
  const DeviceConfig before = { .name = name,
                                .rate = device_rate (live->device),
                                .block = device_block (live->device),
                                .may_be_absent = true };

  device_close (live->device);
  live->device = open_one (live, config, error);
  const bool good = live->device != NULL;
  if (!good)
    live->device = device_open (&before, live_process, live, NULL);
  if (!live->device)
    g_error ("not even the null device can be opened");
  set_up (live);
  return device_start (live->device, good ? error : NULL) && good;
}

const char *
live_device_note (const Live *live)
{
  return live->device_note;
}

Frames
live_round_trip (const Live *live)
{
  g_autofree char *path = calibration_file_path ();
  Frames outside = device_input_latency (live->device) + device_output_latency (live->device);
  double measured;

  if (!live->by_hand &&
      calibration_load (path, device_name (live->device), device_rate (live->device),
                        device_block (live->device), &measured))
    outside = (Frames) rint (measured);
  return live->edge ? device_edge_round_trip (live->edge, outside) : outside;
}

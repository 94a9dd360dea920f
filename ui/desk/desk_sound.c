/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sound of a desk: transport and device. */
#include "live/monitor_file.h"
#include "ui/desk/desk_private.h"

#define LOOPBACK_BLOCK 1024u /* frames; at least that of the null device */

Live *
lq_desk_live (LqDesk *desk)
{
  return desk->live;
}

static LiveConfig
config_of (uint32_t block, const char *monitor)
{
  static const LiveMidiConfig midi = { .name = "Lacquer" };
  return (LiveConfig){
    .block = block, .meters = true, .may_record = true, .midi = &midi, .monitor_file = monitor
  };
}

/* False where the sound could not be had so; what there was before goes on. */
static bool
start (LqDesk *desk, const LiveConfig *config, GError **error)
{
  if (desk->live)
    return live_set_device (desk->live, config, error);
  desk->live = live_new (session_folder (desk->session), lq_desk_project (desk), config, error);
  return desk->live != NULL;
}

bool
lq_desk_start_sound (LqDesk *desk, const char *device, int rate, uint32_t block, char **why)
{
  static const NullOptions null = { 0 };
  g_autofree char *monitor = monitor_file_path ();
  LiveConfig config = config_of (block, monitor);
  g_autoptr (GError) error = NULL;

  /* What plays comes back in: to try recording without a cable. */
  const NullOptions loopback = { .loopback = 2 * (int) MAX (block, LOOPBACK_BLOCK) };
  if (g_strcmp0 (device, DESK_LOOPBACK) == 0)
    config.null = &loopback;
  config.device = device;
  config.device_rate = rate;
  *why = NULL;
  if (start (desk, &config, &error))
    return true;
  *why = g_strdup (error->message);
  if (!desk->live) {
    config.null = &null;
    start (desk, &config, NULL);
  }
  return false;
}

bool
lq_desk_start_null (LqDesk *desk, const NullOptions *options, uint32_t block, GError **error)
{
  g_autofree char *monitor = monitor_file_path ();
  LiveConfig config = config_of (block, monitor);

  config.null = options;
  return start (desk, &config, error);
}

void
lq_desk_stop_sound (LqDesk *desk)
{
  if (!desk->live)
    return;
  if (desk->rolling)
    lq_desk_stop (desk, true);
  g_clear_pointer (&desk->growing, growing_free);
  live_free (desk->live, NULL);
  desk->live = NULL;
  desk->rolling = desk->keeping = false;
  desk->n_takes = 0;
  desk_changed (desk, DESK_TRANSPORT | DESK_STATE);
}

/* What hands have written on controls while the song played: one step a pass. */
static void
take_written (LqDesk *desk)
{
  char **lines;
  while ((lines = live_written (desk->live, NULL))) {
    g_autoptr (GError) error = NULL;
    if (!document_run (lq_desk_document (desk), (const char *const *) lines,
                       (int) g_strv_length (lines), NULL, &error))
      lq_desk_say (desk, true, "%s", error->message);
    g_strfreev (lines);
  }
}

void
lq_desk_poll (LqDesk *desk)
{
  if (!desk->live)
    return;
  const LiveEvents events = live_poll (desk->live);
  /* Nobody hears it, and nothing comes in: it waits in place, with the take so far. */
  if (events.device.lost && desk->rolling)
    lq_desk_stop (desk, true);
  const bool rolling = live_is_rolling (desk->live);
  if (desk->recording && rolling && desk->growing)
    growing_poll (desk->growing, lq_desk_project (desk), desk->map);
  if (events.written)
    take_written (desk);
  if (!rolling) {
    desk_touch_stopped (desk);
    desk_keep (desk);
  }
  const AudioDevice *device = live_device (desk->live);
  const char *problem = device_is_lost (device) ? device_loss_reason (device) : events.problem;
  if (g_strcmp0 (problem, desk->problem) != 0) {
    g_free (desk->problem);
    desk->problem = g_strdup (problem);
    g_signal_emit_by_name (desk, "trouble", desk->problem);
  }
  if (rolling != desk->rolling || events.device.lost || events.device.back) {
    desk->rolling = rolling;
    if (!rolling && desk->recording)
      lq_desk_set_recording (desk, false);
    desk_changed (desk, DESK_TRANSPORT);
  }
}

bool
lq_desk_is_rolling (LqDesk *desk)
{
  return desk->rolling;
}

bool
lq_desk_is_recording (LqDesk *desk)
{
  return desk->recording;
}

Units
lq_desk_playhead (LqDesk *desk)
{
  if (desk->live && desk->rolling)
    return frames_to_units (live_position (desk->live), lq_desk_rate (desk));
  return desk->started_at;
}

static void
set_loop (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  const int rate = lq_desk_rate (desk);
  const Frames from = units_to_frames (desk_units (desk, project->loop_from), rate);
  const Frames to = units_to_frames (desk_units (desk, project->loop_to), rate);
  if (project->loop && to > from)
    live_loop (desk->live, from, to);
  else
    live_loop (desk->live, 0, 0);
}

static void
begin_growing (LqDesk *desk, Frames from)
{
  growing_free (desk->growing);
  desk->growing = growing_new (desk->live, lq_desk_project (desk), from);
}

const Growing *
lq_desk_growing (LqDesk *desk)
{
  return desk->growing;
}

void
lq_desk_play (LqDesk *desk, Units from, Units to)
{
  if (!desk->live)
    return;
  const int rate = lq_desk_rate (desk);
  const Frames end = to == INT64_MAX ? PLAYER_FOREVER : units_to_frames (to, rate);
  const bool counts = desk->recording && !desk->rolling;

  if (!desk->rolling)
    desk->started_at = from;
  desk->follow_rests = false;
  set_loop (desk);
  if (counts)
    begin_growing (desk, units_to_frames (from, rate));
  if (desk->rolling)
    live_locate (desk->live, units_to_frames (from, rate));
  else
    live_play_from (desk->live, units_to_frames (from, rate), end, counts, counts);
  desk->rolling = true;
  desk_changed (desk, DESK_TRANSPORT);
}

void
lq_desk_stop (LqDesk *desk, bool in_place)
{
  if (!desk->live)
    return;
  if (in_place)
    desk->started_at = lq_desk_playhead (desk);
  live_stop (desk->live);
  desk->rolling = false;
  if (desk->recording)
    lq_desk_set_recording (desk, false);
  desk_changed (desk, DESK_TRANSPORT);
}

void
lq_desk_locate (LqDesk *desk, Units at)
{
  at = int64_max (at, 0);
  desk->started_at = at;
  if (desk->live)
    live_locate (desk->live, units_to_frames (at, lq_desk_rate (desk)));
  desk_changed (desk, DESK_TRANSPORT);
}

void
lq_desk_set_recording (LqDesk *desk, bool on)
{
  if (!desk->live)
    return;
  if (desk->recording && !on)
    desk_begin_keeping (desk);
  if (on && desk->keeping)
    desk_finish_keeping (desk);
  if (on && desk->rolling)
    begin_growing (desk, live_position (desk->live));
  desk->recording = on;
  live_record (desk->live, on);
  desk_changed (desk, DESK_TRANSPORT);
}

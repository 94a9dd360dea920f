/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/live_private.h"

#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "dsp/varispeed.h"
#include "live/crew.h"
#include "live/live_private.h"
#include "mix/media_pool.h"
#include "stream/reader.h"
#include "stream/source.h"

/* --- Life */

Live *
live_new (const char *folder, const Project *project, const LiveConfig *config, GError **error)
{
  Live *live = g_new0 (Live, 1);

  live->folder = g_strdup (folder);
  live->rate = (int) project->rate;
  live->by_hand = config->null && config->null->by_hand;
  live->meters = config->meters;
  live->wanted_speed = 1.0;
  live->player = player_new (live->rate);
  live->monitoring = monitoring_new (live->rate, config->monitor_file);
  touches_init (&live->touches, live->player);
  live->automation = automation_writer_new (live->rate);
  live->warnings = g_ptr_array_new_with_free_func (g_free);
  if (!live->by_hand) {
    live->cache = stream_cache_new (0);
    live->reader = stream_reader_new (live->cache, error);
    if (!live->reader) {
      live_free (live, NULL);
      return NULL;
    }
  }
  live->pool = live->reader ? media_pool_new_live (folder, live->rate, live->cache)
                            : media_pool_new (folder, live->rate);
  live->troubles = g_array_new (FALSE, FALSE, sizeof (Trouble));
  if (config->capture)
    live->capture = capture_new (config->capture, live->rate, error);
  if ((config->capture && !live->capture) || !live_open_device (live, config, error)) {
    live_free (live, NULL);
    return NULL;
  }
  live->crew = crew_new (live->player, live->device, config->null && config->null->by_hand);
  if (config->may_record) {
    live->recording = recording_new (folder, live->rate);
    live->strip_recorder.of_strips = true;
    if (!ring_init (&live->requests, sizeof (RecordRequest), 256) ||
        !ring_init (&live->returned, sizeof (RecorderSet *), 256))
      g_error ("out of memory");
  }
  live_set_project (live, project);
  if (live->problem) {
    g_propagate_error (error, g_steal_pointer (&live->problem));
    live_free (live, NULL);
    return NULL;
  }
  if (!device_start (live->device, error)) {
    live_free (live, NULL);
    return NULL;
  }
  return live;
}

static void
end_recording (Live *live)
{
  RecorderSet *set;

  if (!live->recording)
    return;
  live->recorder.follows = false; /* the audio thread is gone: what it did not get to */
  live_obey (live);
  set = recorder_take (&live->recorder, NULL);
  recorder_take (&live->strip_recorder, NULL);
  ring_write (&live->returned, &set);
  while (ring_read (&live->returned, &set))
    recording_returned (live->recording, set);
  recording_free (live->recording);
  ring_clear (&live->requests);
  ring_clear (&live->returned);
}

bool
live_free (Live *live, GError **error)
{
  bool whole = true;

  live_ahead_end (live);
  device_close (live->device); /* from here on nothing plays */
  crew_free (live->crew);
  g_array_unref (live->troubles);
  device_edge_free (live->edge);
  g_clear_pointer (&live->speed, speed_free);
  g_free (live->device_note);
  end_recording (live);
  if (live->capture)
    whole = capture_free (live->capture, error);
  mix_transition_free (live->transition);
  mix_graph_free (live->playing);
  mix_graph_free (live->next);
  if (live->waiting)
    project_unref (live->waiting);
  player_free (live->player);
  stream_reader_free (live->reader);
  live_midi_free (live->midi);
  media_pool_free (live->pool);
  stream_cache_free (live->cache);
  g_ptr_array_unref (live->warnings);
  g_clear_error (&live->problem);
  monitoring_free (live->monitoring);
  automation_writer_free (live->automation);
  touches_clear (&live->touches);
  g_clear_pointer (&live->project, project_unref);
  g_clear_pointer (&live->heard, project_unref);
  g_free (live->folder);
  g_free (live);
  return whole;
}

/* --- Transport */

static void
set_lead (Live *live, Frames lead)
{
  if (live->lead == lead)
    return;
  live->lead = lead;
  automation_writer_lead (live->automation, lead);
  live_midi_lead (live->midi, lead);
  if (live->recording)
    live_ask_recorder (live, (RecordRequest){ .kind = RECORD_LEAD, .from = lead });
}

static void
play (Live *live, Frames from, Frames to, Frames lead, PlayerCount count)
{
  const PlayerRequest request = { .kind = PLAYER_PLAY, .from = from, .to = to, .count = count };

  live->asked = true;
  live_prepare_writing (live, from);
  set_lead (live, lead);
  live_ask_to_play (live, &request);
}

void
live_play (Live *live, Frames from, Frames to)
{
  play (live, from, to, 0, (PlayerCount){ 0 });
}

void
live_play_from (Live *live, Frames from, Frames to, bool with_count_in, bool with_pre_roll)
{
  /* What was set a moment ago counts, also while its graph is still made. */
  const Project *project = live->waiting ? live->waiting : live->project;
  const int64_t pre_roll = with_pre_roll ? project->pre_roll_bars : 0;
  const Frames begin = metronome_bars_before (project, from, pre_roll);

  play (live, begin, to, from - begin,
        metronome_count (project, begin, with_count_in ? project->count_in_bars : 0));
}

static void
compile_again (Live *live)
{
  Project *project = project_ref (live->waiting ? live->waiting : live->project);

  live_set_project (live, project);
  project_unref (project);
}

/* Whether that is news. From the first time on they play along, so that the next is there at once.
 */
static bool
hears_references (Live *live)
{
  const bool before = live->references;

  live->references |= monitoring_settings (live->monitoring)->reference != 0;
  return live->references && !before;
}

/* Strips that are listened to are part of the graph. */
bool
live_monitor_set (Live *live, const MonitorSettings *settings, GError **error)
{
  const MonitorSettings before = *monitoring_settings (live->monitoring);
  const bool kept = monitoring_set (live->monitoring, settings, error);
  const bool other = before.n_listen != settings->n_listen ||
                     memcmp (before.listen, settings->listen, sizeof before.listen) != 0;

  if (hears_references (live) || other)
    compile_again (live);
  return kept;
}

void
live_hear (Live *live, int cue, Id reference)
{
  monitoring_hear (live->monitoring, cue, reference);
  if (hears_references (live))
    compile_again (live);
}

const MonitorSettings *
live_monitor (const Live *live)
{
  return monitoring_settings (live->monitoring);
}

Preview *
live_preview (const Live *live)
{
  return monitoring_preview (live->monitoring);
}

void
live_stop (Live *live)
{
  if (live->play_waits) { /* it has not begun */
    live->play_waits = live->asked = false;
    live->stopped = true;
  }
  live_send (live, &(PlayerRequest){ .kind = PLAYER_STOP });
}

void
live_locate (Live *live, Frames at)
{
  set_lead (live, 0);
  if (live->play_waits)
    live->play.from = at;
  live_ask_to_play (live, live->play_waits ? &live->play
                                           : &(PlayerRequest){ .kind = PLAYER_LOCATE, .from = at });
}

void
live_loop (Live *live, Frames from, Frames to)
{
  live->loop_from = from;
  live->loop_to = to;
  live_send (live, &(PlayerRequest){ .kind = PLAYER_LOOP, .from = from, .to = to });
}

bool
live_set_speed (Live *live, double speed, GError **error)
{
  if (!(speed >= VARISPEED_LEAST && speed <= VARISPEED_MOST)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the speed goes from %.2f to %.0f, and 1 is the song's own", VARISPEED_LEAST,
                 VARISPEED_MOST);
    return false;
  }
  if (live->records && speed != 1.0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the speed stays 1 while recording: what is played to a slower or faster song "
                 "would have another pitch and length in it");
    return false;
  }
  live->wanted_speed = speed;
  speed_set (live->speed, speed);
  return true;
}

double
live_speed (const Live *live)
{
  return live->wanted_speed;
}

void
live_record (Live *live, bool on)
{
  g_return_if_fail (live->recording);
  live->records = on;
  automation_writer_record (live->automation, on);
  if (on)
    live_set_speed (live, 1.0, NULL);
  live_send (live, &(PlayerRequest){ .kind = PLAYER_RECORD, .from = on });
  live_ask_recorder (live, (RecordRequest){ .kind = RECORD_ON, .on = on });
  live_midi_record (live->midi, on);
}

void
live_disarm (Live *live)
{
  RecorderSet *set;

  live_midi_disarm (live->midi);
  if (live->recording && recording_disarm (live->recording, &set))
    live_ask_recorder (live, (RecordRequest){ .kind = RECORD_SET, .set = set });
}

bool
live_is_rolling (const Live *live)
{
  return live->asked || player_is_rolling (live->player);
}

Frames
live_position (const Live *live)
{
  return player_position (live->player);
}

bool
live_count (const Live *live, int *beat, int *n_beats, int *per_bar)
{
  const uint32_t counted = atomic_load_explicit (&live->counted, memory_order_relaxed);

  *beat = (int) (counted >> 20);
  *n_beats = (int) (counted >> 8 & 0xfff);
  *per_bar = (int) (counted & 0xff);
  return counted != 0;
}

double
live_input_peak (Live *live, int *channel)
{
  double most = 0;

  *channel = 0;
  for (int c = 0; c < LIVE_INPUT_PEAKS; c++) {
    const double peak = (double) atomic_exchange (&live->input_peaks[c], 0);
    if (peak > most) {
      most = peak;
      *channel = c;
    }
  }
  return most;
}

Frames
live_quiet (const Live *live)
{
  return atomic_load_explicit (&live->quiet, memory_order_relaxed);
}

static void
hear_reader (Live *live)
{
  StreamTrouble trouble;

  if (!live->reader)
    return;
  if (live->ticket && stream_reader_is_ready (live->reader, live->ticket))
    live_disk_is_ready (live);
  while (stream_reader_take_troubles (live->reader, &trouble, 1) > 0) {
    if (trouble.kind == STREAM_TROUBLE_LATE)
      g_ptr_array_add (live->warnings,
                       g_strdup_printf ("the disk was too slow at %.1f s for '%s'",
                                        (double) trouble.position / live->rate, trouble.path));
    else
      g_ptr_array_add (live->warnings,
                       g_strdup_printf ("'%s' could not be read: it is silent", trouble.path));
    g_free (trouble.path);
  }
}

static void
hear (Live *live)
{
  PlayerReport report;

  while (player_hear (live->player, &report)) {
    troubles_add (live->troubles, &report);
    if (report.kind == PLAYER_TAKEN)
      live_taken (live);
    if (report.kind == PLAYER_STOPPED) {
      live->asked = false;
      live->stopped = true;
    }
  }
}

LiveEvents
live_poll (Live *live)
{
  LiveEvents events = { .device = device_poll (live->device) };

  crew_poll (live->crew, live->device);
  if (events.device.format_changed)
    live_device_changed (live);
  hear (live);
  hear_reader (live);
  live_ahead_poll (live);
  if (!live->transition && !live->ahead && live->waiting) {
    Project *next = g_steal_pointer (&live->waiting);
    live_set_project (live, next);
    project_unref (next);
  }
  touches_send (&live->touches, !live->transition && !live->waiting);
  live_poll_touches (live);
  RecorderSet *set;
  while (live->recording && ring_read (&live->returned, &set))
    recording_returned (live->recording, set);
  monitoring_poll (live->monitoring);
  if (live->recording)
    recording_poll (live->recording);
  live_midi_poll (live->midi);
  if (live->capture)
    capture_poll (live->capture);
  events.stopped = live->stopped;
  events.written = automation_writer_has_lines (live->automation);
  live->stopped = false;
  if (live->problem)
    events.problem = live->problem->message;
  else if (live->recording && recording_problem (live->recording))
    events.problem = recording_problem (live->recording);
  else if (live->capture)
    events.problem = capture_problem (live->capture);
  return events;
}

const GPtrArray *
live_warnings (const Live *live)
{
  return live->warnings;
}

const GPtrArray *
live_notes (const Live *live)
{
  return live->next ? live->next->notes : live->playing->notes;
}

Recording *
live_recording (Live *live)
{
  return live->recording;
}

LiveMidi *
live_midi (Live *live)
{
  return live->midi;
}

const AudioDevice *
live_device (const Live *live)
{
  return live->device;
}

AudioDevice *
live_null_device (Live *live)
{
  return live->device;
}

PlayerLoad
live_load (Live *live)
{
  return player_load (live->player);
}

double
live_strip_load (const Live *live, Id track)
{
  return live->playing ? mix_graph_load (live->playing, track) : 0;
}

const GArray *
live_troubles (const Live *live)
{
  return live->troubles;
}

int
live_rate (const Live *live)
{
  return live->rate;
}

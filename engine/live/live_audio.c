/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live on the audio thread. */
#include <math.h>
#include <string.h>

#include "live/live_private.h"

#define QUIET 3.1623e-5f /* -90 dBFS */
#define LIVE_MOST_CHANNELS 64

static void
listen_for_quiet (Live *live, int n)
{
  int quiet = 0;

  for (int i = n - 1; i >= 0; i--, quiet++)
    if (fabsf (live->output[0][i]) > QUIET || fabsf (live->output[1][i]) > QUIET)
      break;
  if (quiet < n)
    atomic_store_explicit (&live->quiet, quiet, memory_order_relaxed);
  else
    atomic_fetch_add_explicit (&live->quiet, n, memory_order_relaxed);
}

static void
note_input (Live *live, const float *const *inputs, int n_inputs, int n)
{
  for (int c = 0; live->meters && c < MIN (n_inputs, LIVE_INPUT_PEAKS); c++) {
    float peak = atomic_load_explicit (&live->input_peaks[c], memory_order_relaxed);
    for (int i = 0; i < n; i++)
      peak = fmaxf (peak, fabsf (inputs[c][i]));
    atomic_store_explicit (&live->input_peaks[c], peak, memory_order_relaxed);
  }
}

/* What is disarmed just behind a stop still gets what was played to the last frames that were
 * heard.
 */
static bool
trails (const Live *live)
{
  return live->recorder.follows && !player_is_rolling (live->player);
}

static bool
must_wait (const Live *live, const RecordRequest *next)
{
  if (next->kind == RECORD_SET)
    return trails (live);
  return next->kind == RECORD_ON && next->on && live->speed && !speed_is_one (live->speed);
}

void
live_obey (Live *live)
{
  const RecordRequest *next;
  RecordRequest request;

  while ((next = ring_peek (&live->requests)) && !must_wait (live, next)) {
    request = *next;
    ring_skip (&live->requests, 1);
    if (request.kind == RECORD_SET) {
      RecorderSet *before = recorder_take (&live->recorder, request.set);
      recorder_take (&live->strip_recorder, request.set);
      ring_write (&live->returned, &before);
    } else if (request.kind == RECORD_ON) {
      recorder_switch (&live->recorder, request.on);
      recorder_switch (&live->strip_recorder, request.on);
    } else if (request.kind == RECORD_LEAD) {
      live->recorder.lead = live->strip_recorder.lead = request.from;
    } else {
      live->recorder.punch_in = live->strip_recorder.punch_in = request.from;
      live->recorder.punch_out = live->strip_recorder.punch_out = request.to;
    }
  }
}

static void
tell_count (Live *live, const PlayerBlock *played)
{
  const PlayerCount *count = &played->count;
  uint32_t counted = 0;

  if (played->counted.n > 0 && count->length > 0) {
    const Frames beat = played->counted.time * count->n_beats / count->length + 1;
    counted = (uint32_t) beat << 20 | (uint32_t) count->n_beats << 8 | (uint32_t) count->per_bar;
  }
  atomic_store_explicit (&live->counted, counted, memory_order_relaxed);
}

/* At most PLAYER_MOST_BLOCK frames. */
static void
play_part (Live *live, const float *const *inputs, int n_inputs, float *const *outputs,
           int n_outputs, int n, const DeviceBlock *block)
{
  float *const main[2] = { live->output[0], live->output[1] };
  PlayerBlock played;

  if (block->xrun)
    player_note_xrun (live->player);
  if (live->reader)
    stream_cache_enter (live->cache);
  live_midi_before (live->midi, live->player, block, n);
  player_set_pace (live->player, speed_now (live->speed));
  player_process (live->player, inputs, n_inputs, main, 2, n, &played);
  tell_count (live, &played);
  if (live->reader) {
    stream_cache_leave (live->cache);
    stream_reader_at (live->reader, player_source_position (live->player),
                      player_is_rolling (live->player), live->loop_from, live->loop_to);
  }
  for (int i = 0; live->capture && i < played.n; i++)
    capture_write (live->capture, live->output[0] + played.pieces[i].from,
                   live->output[1] + played.pieces[i].from, played.pieces[i].n);
  heard_stamps_write (automation_writer_stamps (live->automation), live->player, &played);
  live_midi_after (live->midi, live->player, &played, block, n);
  if (live->recording) {
    live_obey (live);
    recorder_process (&live->recorder, player_timeline (live->player), &played, inputs, n_inputs, n,
                      block, live->silence);
    recorder_process_strips (&live->strip_recorder, player_timeline (live->player), &played,
                             player_buses (live->player), n, block, live->silence);
  }
  listen_for_quiet (live, n);
  note_input (live, inputs, n_inputs, n);
  const MonitoringInput heard = { live->player, &played, { main[0], main[1] }, live->recorder.on };
  monitoring_process (live->monitoring, &heard, outputs, n_outputs, n);
}

static void
process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
         unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Live *live = user;
  const float *in[LIVE_MOST_CHANNELS];
  float *out[LIVE_MOST_CHANNELS];
  const int n_in = (int) MIN (n_inputs, LIVE_MOST_CHANNELS);
  const int n_out = (int) MIN (n_outputs, LIVE_MOST_CHANNELS);
  DeviceBlock part = *block;

  atomic_store_explicit (&live->hand_ns, block->start_ns, memory_order_relaxed);
  for (int done = 0; done < (int) n_frames; done += PLAYER_MOST_BLOCK) {
    const int n = MIN (PLAYER_MOST_BLOCK, (int) n_frames - done);
    for (int c = 0; c < n_in; c++)
      in[c] = inputs[c] + done;
    for (int c = 0; c < n_out; c++)
      out[c] = outputs[c] + done;
    part.frame = block->frame + done;
    part.start_ns = block->start_ns + (int64_t) (done * block->ns_per_frame);
    play_part (live, in, n_in, out, n_out, n, &part);
    part.xrun = false;
  }
  for (unsigned c = LIVE_MOST_CHANNELS; c < n_outputs; c++)
    memset (outputs[c], 0, sizeof (float) * n_frames);
}

static void
process_at_speed (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
                  unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  const Live *live = user;

  speed_process (live->speed, !player_is_rolling (live->player), process, user, inputs, n_inputs,
                 outputs, n_outputs, n_frames, block);
}

void
live_process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
              unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  const Live *live = user;

  if (live->edge)
    device_edge_process (live->edge, process_at_speed, user, inputs, n_inputs, outputs, n_outputs,
                         n_frames, block);
  else
    process_at_speed (user, inputs, n_inputs, outputs, n_outputs, n_frames, block);
}

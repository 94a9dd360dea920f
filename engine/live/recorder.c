/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/recorder.h"

#include <math.h>
#include <stdatomic.h>

typedef struct {
  const float *const *inputs;
  int n_inputs;
  const PlayerBuses *buses; /* of strips, in place of inputs; or NULL */
  Frames device_frame; /* of the block's first */
  const float *silence;
} Input;

static bool
is_its (const Recorder *recorder, const RecorderInput *input)
{
  return (input->bus != 0) == recorder->of_strips;
}

static void
end_writing (Recorder *recorder)
{
  for (int i = 0; recorder->set && recorder->writes && i < recorder->set->n; i++)
    if (is_its (recorder, &recorder->set->inputs[i]))
      capture_ring_end (recorder->set->inputs[i].ring);
  recorder->writes = false;
}

/* What a bus gives; silence where the graph does not have it yet. */
static void
get_bus (const RecorderInput *to, const Input *from, int offset, const float **planar)
{
  planar[0] = planar[1] = from->silence;
  for (int i = 0; i < from->buses->n; i++)
    if (from->buses->buses[i].bus.id == to->bus)
      for (int c = 0; c < 2; c++)
        planar[c] = from->buses->buses[i].audio[c] + offset;
}

static void
get_channels (const RecorderInput *to, const Input *from, int offset, const float **planar)
{
  if (from->buses) {
    get_bus (to, from, offset, planar);
    return;
  }
  for (int c = 0; c < to->n; c++)
    planar[c] =
        to->channels[c] < from->n_inputs ? from->inputs[to->channels[c]] + offset : from->silence;
}

/* n frames from `offset` of the block, which belong to the song from `song` on. */
static void
write_frames (Recorder *recorder, const Input *from, int offset, int n, Frames song,
              CaptureReason reason)
{
  const bool begins = !recorder->writes || song != recorder->expected || reason == CAPTURE_XRUN;

  if (!recorder->writes)
    reason = CAPTURE_PUNCH_IN;
  for (int i = 0; i < recorder->set->n; i++) {
    const RecorderInput *input = &recorder->set->inputs[i];
    const float *planar[CAPTURE_CHANNELS_MAX];
    if (!is_its (recorder, input))
      continue;
    if (begins)
      capture_ring_begin (input->ring, reason, song, from->device_frame + offset);
    get_channels (input, from, offset, planar);
    capture_ring_write (input->ring, planar, n);
  }
  recorder->writes = true;
  recorder->expected = song + n;
}

/* The frames of a stretch that lie in the punch range. */
static void
punch (Recorder *recorder, const Input *from, int offset, const TimelinePart *part,
       CaptureReason reason)
{
  const bool everywhere = recorder->punch_in >= recorder->punch_out;
  const Frames start = everywhere ? part->song : int64_max (part->song, recorder->punch_in);
  const Frames end =
      everywhere ? part->song + part->n : int64_min (part->song + part->n, recorder->punch_out);

  if (start >= end) {
    end_writing (recorder);
    return;
  }
  if (start > part->song)
    end_writing (recorder);
  write_frames (recorder, from, offset + (int) (start - part->song), (int) (end - start), start,
                reason);
  if (end < part->song + part->n)
    end_writing (recorder);
}

/* Frames [offset, offset + n) of the block, which follow those before in graph time. */
static void
follow (Recorder *recorder, const Timeline *timeline, const Input *from, int offset, int n,
        bool xrun)
{
  CaptureReason reason = xrun ? CAPTURE_XRUN : CAPTURE_LOOP_WRAP;

  if (recorder->next < recorder->begin) {
    const int early = (int) int64_min (recorder->begin - recorder->next, n);
    recorder->next += early;
    offset += early;
    n -= early;
  }
  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (timeline, recorder->next, n - done);
    if (recorder->on && recorder->set)
      punch (recorder, from, offset + done, &part, reason);
    reason = CAPTURE_LOOP_WRAP;
    recorder->next += part.n;
    done += part.n;
  }
}

/* Frames in which the song does not play: those that were played to its last ones still come. */
static void
trail (Recorder *recorder, const Timeline *timeline, const Input *from, int offset, int n,
       bool xrun)
{
  if (!recorder->follows)
    return;
  const int left = (int) int64_min (recorder->end - recorder->next, n);
  if (left > 0)
    follow (recorder, timeline, from, offset, left, xrun);
  if (recorder->next >= recorder->end) {
    end_writing (recorder);
    recorder->follows = false;
  }
}

static void
start (Recorder *recorder, const PlayerPiece *piece)
{
  end_writing (recorder);
  recorder->follows = true;
  recorder->start = piece->start;
  recorder->begin = piece->time + recorder->lead;
  recorder->next = piece->time - recorder->round_trip;
}

static void
remember (Recorder *recorder, const Timeline *timeline, const PlayerBlock *played,
          const Input *from, int n)
{
  Frames song = RETRO_STILL;

  if (played->n > 0)
    song = timeline_part (timeline,
                          played->pieces[0].time - played->pieces[0].from - recorder->round_trip, 1)
               .song;
  for (int i = 0; recorder->set && i < recorder->set->n; i++) {
    const RecorderInput *input = &recorder->set->inputs[i];
    const float *planar[CAPTURE_CHANNELS_MAX];
    if (!is_its (recorder, input))
      continue;
    get_channels (input, from, 0, planar);
    if (input->retro)
      retro_write (input->retro, planar, n, from->device_frame, song);
    float peak = atomic_load_explicit (input->peak, memory_order_relaxed);
    for (int c = 0; c < input->n; c++)
      for (int k = 0; k < n; k++)
        peak = fabsf (planar[c][k]) > peak ? fabsf (planar[c][k]) : peak;
    atomic_store_explicit (input->peak, peak, memory_order_relaxed);
  }
}

static void
process (Recorder *recorder, const Timeline *timeline, const PlayerBlock *played, const Input *from,
         int n, bool xrun)
{
  int at = 0;

  remember (recorder, timeline, played, from, n);
  for (int i = 0; i < played->n; i++) {
    const PlayerPiece *piece = &played->pieces[i];
    if (piece->from > at)
      trail (recorder, timeline, from, at, piece->from - at, xrun);
    if (!recorder->follows || piece->start != recorder->start)
      start (recorder, piece);
    recorder->end = piece->time + piece->n;
    follow (recorder, timeline, from, piece->from, piece->n, xrun);
    at = piece->from + piece->n;
    xrun = false;
  }
  if (at < n)
    trail (recorder, timeline, from, at, n - at, xrun);
}

void
recorder_process (Recorder *recorder, const Timeline *timeline, const PlayerBlock *played,
                  const float *const *inputs, int n_inputs, int n, const DeviceBlock *block,
                  const float *silence)
{
  const Input from = { inputs, n_inputs, NULL, block->frame, silence };

  process (recorder, timeline, played, &from, n, block->xrun);
}

/* What the device loses is not missing in a strip. */
void
recorder_process_strips (Recorder *recorder, const Timeline *timeline, const PlayerBlock *played,
                         const PlayerBuses *buses, int n, const DeviceBlock *block,
                         const float *silence)
{
  const Input from = { NULL, 0, buses, block->frame, silence };

  process (recorder, timeline, played, &from, n, false);
}

RecorderSet *
recorder_take (Recorder *recorder, RecorderSet *set)
{
  RecorderSet *before = recorder->set;

  end_writing (recorder);
  recorder->set = set;
  return before;
}

void
recorder_switch (Recorder *recorder, bool on)
{
  if (!on)
    end_writing (recorder);
  recorder->on = on;
}

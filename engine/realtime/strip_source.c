/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_source.h"

#include <string.h>

#include "realtime/edge.h"
#include "realtime/mix_kernels.h"
#include "realtime/strip_fade.h"
#include "realtime/strip_tape.h"

/* The instrument over [place, place + n), with its events at their frames, and what is played live
 * from frame `offset` of the call on. */
static void
play_notes (const StripContext *context, Strip *strip, Frames place, int offset, int n,
            float *const *work)
{
  const NoteList *notes = strip->notes;
  Insert *instrument = strip->instrument;
  const Frames end = place + n;

  /* Fresh, at a start, and where it wakes: sleep has cleared its controllers. Behind a loop jump
   * what sounds there goes on ringing out. */
  const bool fresh = insert_prepare (instrument, place);
  if (fresh)
    live_keys_chase (strip);
  else if (place != strip->state->played_to)
    live_keys_leave (strip, strip->state->played_to);
  if (fresh || place != strip->state->played_to)
    note_list_chase (notes, place, instrument->processor, instrument->memory);
  strip->state->played_to = end;
  strip_meet_clock (context, instrument, place, offset);
  int next = note_list_find (notes, place);
  for (Frames at = place; at < end;) {
    while (next < notes->n && notes->events[next].at <= at) {
      instrument->processor->event (instrument->memory, &notes->events[next++].event);
    }
    const int here = offset + (int) (at - place);
    live_keys_play (context, strip, here);
    const Frames live = at - here + live_keys_next (context, strip, here + 1, offset + n);
    const Frames stop =
        next < notes->n && notes->events[next].at < live ? notes->events[next].at : live;
    float *const part[2] = { work[0] + (at - place), work[1] + (at - place) };
    insert_process (instrument, part, (int) (stop - at), at, context->rate, NULL, context->tempo);
    at = stop;
  }
}

/* The instrument without its notes: what they made sound is let go. */
static void
stand_still (const StripContext *context, Strip *strip, Frames at, int offset, int n,
             float *const *work)
{
  Insert *instrument = strip->instrument;

  if (insert_prepare (instrument, at))
    live_keys_chase (strip);
  else if (strip->state->played_to != INT64_MIN)
    live_keys_leave (strip, strip->state->played_to);
  strip->state->played_to = INT64_MIN;
  for (int done = 0; done < n;) {
    live_keys_play (context, strip, offset + done);
    const int stop = live_keys_next (context, strip, offset + done + 1, offset + n) - offset;
    const TimelinePart part = timeline_part (context->timeline, at + done, stop - done);
    float *const audio[2] = { work[0] + done, work[1] + done };
    strip_meet_clock (context, instrument, part.song, offset + done);
    insert_process (instrument, audio, part.n, part.song, context->rate, NULL, context->tempo);
    done += part.n;
  }
}

/* The clips at graph times [at, at + n) of the source. */
static bool
read_regions (const StripContext *context, Strip *strip, Frames at, int n, float *const *work,
              float *scratch)
{
  bool sounds = false;

  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (context->timeline, at + done, n - done);
    float *const out[2] = { work[0] + done, work[1] + done };
    float *const temp[2] = { scratch, scratch + context->block };
    const bool here =
        part.since < region_seam (context->rate)
            ? region_list_read_seam (strip->regions, part.song - strip->shift, part.since,
                                     part.left - strip->shift, region_seam (context->rate), part.n,
                                     out, temp)
            : region_list_read (strip->regions, part.song - strip->shift, part.n, out, temp);
    if (here && strip->channels == 2 && strip->regions->channels == 1)
      memcpy (out[1], out[0], sizeof (float) * (size_t) part.n);
    if (here && !sounds && strip->channels == 2 && strip->regions->channels == 1)
      mix_zero (work[1], done);
    sounds |= here;
    done += part.n;
  }
  return sounds;
}

/* How many of n frames from graph time `at` of the source on the song does not play yet. */
static int
still_frames (const StripContext *context, Frames at, int n)
{
  if (context->stands || at + n <= context->stands_until)
    return n;
  return at < context->stands_until ? (int) (context->stands_until - at) : 0;
}

/* The clips from where the song begins to play, with the ramp of a cut there. */
static bool
read_playing (const StripContext *context, Strip *strip, Frames at, int n, float *const *work,
              float *scratch)
{
  const int still = still_frames (context, at, n);
  const int ramp = region_seam (context->rate);
  float *const out[2] = { work[0] + still, work[1] + still };

  if (still == n || !read_regions (context, strip, at + still, n - still, out, scratch))
    return false;
  for (int c = 0; c < strip->channels; c++) {
    mix_zero (work[c], still);
    if (at + still >= context->stands_until + ramp)
      continue;
    const int first = (int) (at + still - context->stands_until);
    mix_scale_ramp (out[c], out[c], 0.0f, 1.0f, first, ramp,
                    (int) int64_min (ramp - first, n - still));
  }
  return true;
}

/* The device's inputs, where they are to be heard now. Adds to what is there. */
static bool
add_live (const StripContext *context, const Strip *strip, Frames at, int n, bool sounds,
          float *const *work)
{
  const bool throughout = strip->live_always || context->records;
  if (!throughout)
    n = still_frames (context, at, n);
  if (!context->inputs || strip->n_live == 0 || n == 0)
    return sounds;
  for (int c = 0; c < strip->channels; c++) {
    const int channel = strip->live[c < strip->n_live ? c : 0];
    if (channel >= context->n_inputs)
      continue;
    mix_add (work[c], context->inputs[channel], n);
    mix_contain (work[c], n);
  }
  return true;
}

static bool
fill (const StripContext *context, Strip *strip, Frames position, int n, int slot,
      float *const *work, float *scratch)
{
  bool sounds;

  if (strip->regions || strip->n_live > 0) {
    const Frames at = position - strip->in_latency;
    const TapePhase tape = strip_tape_phase (context, strip, still_frames (context, at, n) == n);
    sounds = strip->regions && tape != TAPE_SILENT &&
             read_playing (context, strip, at, n, work, scratch);
    if (!sounds) {
      mix_zero (work[0], n);
      mix_zero (work[1], n);
    }
    if (tape == TAPE_FADES)
      strip_tape_fade (context, strip, n, work);
    sounds = tape == TAPE_FADES || add_live (context, strip, at, n, sounds, work);
  } else {
    sounds = edges_sum (context, strip, position, n, slot, work, scratch);
    if (!sounds) {
      mix_zero (work[0], n);
      mix_zero (work[1], n);
    }
    if (strip->late && (sounds || !delay_line_is_empty (strip->late))) {
      delay_line_process (strip->late, (const float *const *) work, work, n);
      sounds = true;
    }
  }
  return sounds;
}

/* An effect that is fresh is not to echo where it begins. */
static bool
begins (const StripFade *fade)
{
  return fade && (fade->comes || fade->apart);
}

bool
strip_source_fill (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                   float *const *work, float *scratch)
{
  const StripFade *fade = strip->fade;
  float *const old[2] = { scratch + 2 * context->block, scratch + 3 * context->block };
  bool sounds = fill (context, strip, position, n, slot, work, scratch);

  if (sounds && begins (fade))
    strip_fade_in (context, position, 0, strip->channels, n, work);
  if (!fade || !fade->source)
    return sounds;
  sounds |= fill (context, fade->old, position, n, slot, old, scratch);
  strip_fade_over (context, position, 0, strip->channels, n, (const float *const *) old, work);
  return sounds;
}

/* The instrument of one strip, silent as long as the song stands. */
static void
play (const StripContext *context, Strip *strip, Frames at, int offset, int n, float *const *work)
{
  const int still = still_frames (context, at, n);

  if (still > 0)
    stand_still (context, strip, at, offset, still, work);
  for (int done = still; done < n;) {
    const TimelinePart piece = timeline_part (context->timeline, at + done, n - done);
    float *const played[2] = { work[0] + done, work[1] + done };
    play_notes (context, strip, piece.song - strip->shift, offset + done, piece.n, played);
    done += piece.n;
  }
}

void
strip_source_play (const StripContext *context, Strip *strip, Frames at, int offset, int n,
                   float *const *work, float *scratch)
{
  const StripFade *fade = strip->fade;
  const Frames time = at + strip->in_latency;
  float *const old[2] = { scratch + 2 * context->block, scratch + 3 * context->block };

  play (context, strip, at, offset, n, work);
  if (begins (fade))
    strip_fade_in (context, time, 0, 2, n, work);
  if (!fade || !fade->source)
    return;
  play (context, fade->old, at, offset, n, old);
  strip_fade_over (context, time, 0, 2, n, (const float *const *) old, work);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip.h"

#include <string.h>

#include "realtime/edge.h"
#include "realtime/fader.h"
#include "realtime/mix_kernels.h"
#include "realtime/strip_guard.h"
#include "realtime/strip_tape.h"

#define QUIET 1e-8f /* -160 dBFS */

/* What is held of it moves by the player's clock, which `offset` frames into the call meets this
 * song position. */
static void
meet_clock (const StripContext *context, Insert *insert, Frames song, int offset)
{
  if (insert->touch && insert->touch->any)
    insert->touch->ahead = context->clock + offset - song;
}

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
  meet_clock (context, instrument, place, offset);
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
    meet_clock (context, instrument, part.song, offset + done);
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

/* Fills work with what comes in at graph positions [position, + n); false when it is all zeros. */
static bool
fill_source (const StripContext *context, Strip *strip, Frames position, int n, int slot,
             float *const *work, float *scratch)
{
  bool sounds;

  if (strip->given[0]) {
    for (int c = 0; c < strip->channels; c++)
      if (work[c] != strip->given[c])
        memcpy (work[c], strip->given[c], sizeof (float) * (size_t) n);
    return true;
  }
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

/* One insert over graph times [at, at + n) of its input, cut where the song jumps there. */
static void
run_insert (const StripContext *context, Insert *insert, Frames at, int offset, int n,
            float *const *work, float *const *side)
{
  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (context->timeline, at + done, n - done);
    float *const audio[2] = { work[0] + done, work[1] + done };
    const float *const sidechain[2] = { side ? side[0] + done : NULL,
                                        side ? side[1] + done : NULL };
    meet_clock (context, insert, part.song, offset + done);
    insert_process (insert, audio, part.n, part.song, context->rate, side ? sidechain : NULL,
                    context->tempo);
    done += part.n;
  }
}

static void
run_chain (const StripContext *context, Strip *strip, Insert *chain, int n_chain, Frames at,
           Frames position, int offset, int n, int slot, float *const *work, float *scratch)
{
  float *const side[2] = { scratch, scratch + context->block };

  for (int i = 0; i < n_chain; i++) {
    bool listens = false;
    for (int e = 0; e < strip->n_edges; e++) {
      const Edge *edge = &strip->edges[e];
      if (edge->kind != EDGE_SIDECHAIN || &chain[i] != strip_insert (strip, edge->insert))
        continue;
      if (!edge_read (context, edge, position, offset, n, slot, side)) {
        mix_zero (side[0], n);
        mix_zero (side[1], n);
      }
      listens = true;
    }
    run_insert (context, &chain[i], at, offset, n, work, listens ? side : NULL);
    at -= chain[i].latency;
  }
}

static void
run_fader (const StripContext *context, const Strip *strip, Frames at, Frames clock, int n,
           float *const *in, float *const *out)
{
  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (context->timeline, at + done, n - done);
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    fader_process (strip, part.song, clock + done, part.n, from, to);
    done += part.n;
  }
}

/* What sounds in it is forgotten; inputs on their way to it are not. */
static void
reset_processors (Strip *strip)
{
  for (int i = 0; i < strip->n_inserts; i++)
    insert_reset (&strip->inserts[i]);
  for (int i = 0; i < strip->n_master; i++)
    insert_reset (&strip->master[i]);
  if (strip->instrument)
    insert_reset (strip->instrument);
  live_keys_forget (strip);
}

static void
fall_asleep (Strip *strip)
{
  reset_processors (strip);
  strip->state->asleep = true;
  strip->state->fade = 0;
}

/* One part of the block that no sleep check cuts. `offset` counts from the block's start. */
static void
process_part (const StripContext *context, Strip *strip, Frames position, int offset, int n,
              int slot, float *const *work, float *const *post, float *scratch)
{
  const Frames at = position + offset - strip->in_latency;
  const bool master = strip->n_master > 0;
  int good = strip->state->broken ? 0 : n;
  float *const part[2] = { work[0] + offset, work[1] + offset };
  float *const out[2] = { post[0] + offset, post[1] + offset };

  const int still = strip->instrument ? still_frames (context, at, n) : 0;
  if (still > 0)
    stand_still (context, strip, at, offset, still, part);
  for (int done = still; strip->instrument && done < n;) {
    const TimelinePart piece = timeline_part (context->timeline, at + done, n - done);
    float *const played[2] = { part[0] + done, part[1] + done };
    play_notes (context, strip, piece.song - strip->shift, offset + done, piece.n, played);
    done += piece.n;
  }
  for (int c = 0; strip->instrument && strip->input[0] && c < 2; c++)
    memcpy (strip->input[c] + (size_t) slot * (size_t) context->block + (size_t) offset, part[c],
            sizeof (float) * (size_t) n);
  if (strip->invert & 1)
    mix_negate (part[0], n);
  if ((strip->invert & 2) && strip->channels > 1)
    mix_negate (part[1], n);
  run_chain (context, strip, strip->inserts, strip->n_inserts, at, position, offset, n, slot, part,
             scratch);
  /* One broken effect may cost its strip, not the mix. */
  if (strip->n_inserts > 0 || strip->instrument)
    good = strip_guard (context, strip, part, strip->pre_channels, n, good, !master);
  else if (strip->regions)
    strip_guard_samples (context, strip, part, strip->pre_channels, n);
  const Frames tap = position + offset - strip->pre_latency;
  run_fader (context, strip, tap, context->clock + offset, n, part, out);
  run_chain (context, strip, strip->master, strip->n_master, tap, position, offset, n, slot, out,
             scratch);
  if (master)
    strip_guard (context, strip, out, 2, n, good, true);
  /* The output: sums may overflow, and a zero has one sign however the blocks fall. */
  for (int c = 0; c < 2 && strip->is_output; c++)
    mix_contain (out[c], n);

  const float *a = master ? out[0] : part[0];
  const float *b = master ? out[1] : strip->pre_channels > 1 ? part[1] : NULL;
  const int below = mix_trailing_below (a, b, QUIET, n);
  strip->state->quiet = below == n ? strip->state->quiet + n : below;
}

/* Frames at the start of the part in which a sleeping strip has nothing to do. */
static int
asleep_frames (const StripContext *context, const Strip *strip, Frames place, int offset, int n,
               const float *const *work)
{
  if (strip->instrument) {
    n = live_keys_next (context, strip, offset, offset + n) - offset;
    if (context->stands)
      return n;
    const int next = note_list_find (strip->notes, place - strip->shift);
    if (next > 0 && strip->notes->latest_end[next - 1] > place - strip->shift)
      return 0; /* a loop jump fell into a note */
    const Frames wait =
        next < strip->notes->n ? strip->notes->events[next].at + strip->shift - place : n;
    return wait < n ? (int) wait : n;
  }
  return mix_leading_zeros (work[0], strip->channels > 1 ? work[1] : NULL, n);
}

static bool
may_sleep (const StripContext *context, const Strip *strip, Frames place)
{
  if (strip->state->quiet < strip->tail || (strip->touch && strip->touch->inserts))
    return false;
  if (!strip->instrument)
    return strip->state->zeros >= strip->tail;
  if (strip->keys && strip->keys->n_held > 0)
    return false;
  const int last = context->stands ? -1 : note_list_find (strip->notes, place - strip->shift) - 1;
  return last < 0 || strip->notes->latest_end[last] <= place - strip->shift;
}

/* The block in parts: a strip recovers and falls asleep only at multiples of the sleep grid of its
 * own position, and wakes at the first frame that is not zero, so that the cutting of blocks cannot
 * be heard. */
static bool
process_on_grid (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                 float *const *work, float *const *post, float *scratch)
{
  bool sounds = false;

  for (int done = 0; done < n;) {
    const TimelinePart part =
        timeline_part (context->timeline, position + done - strip->in_latency, n - done);
    const Frames place = part.song;
    const Frames grid = place & ~(Frames) (STRIP_SLEEP_GRID - 1);
    int now =
        grid + STRIP_SLEEP_GRID - place < part.n ? (int) (grid + STRIP_SLEEP_GRID - place) : part.n;
    const float *const in[2] = { work[0] + done, work[1] + done };
    if (place == grid && strip->state->broken) {
      reset_processors (strip);
      strip_guard_recover (context, strip);
    }
    if (strip->sleeps && place == grid && !strip->state->asleep &&
        may_sleep (context, strip, place))
      fall_asleep (strip);
    if (strip->sleeps && strip->state->asleep) {
      const int rest = asleep_frames (context, strip, place, done, now, in);
      for (int c = 0; c < 2; c++) {
        mix_zero (work[c] + done, rest);
        mix_zero (post[c] + done, rest);
      }
      done += rest;
      now -= rest;
      if (now == 0)
        continue;
      strip->state->asleep = false;
      strip->state->zeros = strip->state->quiet = 0;
      continue;
    }
    if (strip->sleeps && !strip->instrument) {
      const int zeros = mix_trailing_below (in[0], strip->channels > 1 ? in[1] : NULL, 0.0f, now);
      strip->state->zeros = zeros == now ? strip->state->zeros + now : zeros;
    }
    process_part (context, strip, position, done, now, slot, work, post, scratch);
    sounds = true;
    done += now;
  }
  return sounds;
}

static void
meter_silence (const StripContext *context, Strip *strip, int n, int slot)
{
  const size_t at = (size_t) slot * (size_t) context->block;
  float *const post[2] = { strip->post[0] + at, strip->post[1] + at };

  mix_zero (post[0], n);
  mix_zero (post[1], n);
  strip_meter_process (strip->meter, (const float *const *) post, n);
}

void
strip_process (const StripContext *context, Strip *strip, Frames position, int n, int slot,
               float *scratch)
{
  const size_t at = (size_t) slot * (size_t) context->block;
  float *const post[2] = { strip->post[0] + at, strip->post[1] + at };
  float *const work[2] = { strip->pre[0] ? strip->pre[0] + at : post[0],
                           strip->pre[1] ? strip->pre[1] + at : post[1] };
  bool sounds;

  if (strip_is_silent (strip) && !strip->listened) {
    strip->zero[slot] = true;
    if (strip->keys && strip->keys->n_held > 0) {
      insert_reset (strip->instrument);
      live_keys_forget (strip);
    }
    if (strip->meter)
      meter_silence (context, strip, n, slot);
    return;
  }
  live_keys_settle (context, strip);
  sounds =
      strip->instrument ? false : fill_source (context, strip, position, n, slot, work, scratch);
  for (int c = 0; strip->input[0] && c < 2; c++)
    if (strip->instrument)
      mix_zero (strip->input[c] + at, n);
    else
      memcpy (strip->input[c] + at, work[c], sizeof (float) * (size_t) n);

  if (strip_has_memory (strip))
    sounds = process_on_grid (context, strip, position, n, slot, work, post, scratch);
  else if (sounds) {
    process_part (context, strip, position, 0, n, slot, work, post, scratch);
    sounds = true;
  } else if (work[0] != post[0]) {
    mix_zero (post[0], n);
    mix_zero (post[1], n);
  }
  strip->zero[slot] = !sounds;
  if (strip->meter)
    strip_meter_process (strip->meter, (const float *const *) post, n);
}

void
strip_reset (Strip *strip)
{
  for (int i = 0; i < strip->n_inserts; i++)
    insert_reset (&strip->inserts[i]);
  for (int i = 0; i < strip->n_master; i++)
    insert_reset (&strip->master[i]);
  if (strip->instrument)
    insert_reset (strip->instrument);
  live_keys_forget (strip);
  for (int e = 0; e < strip->n_edges; e++)
    if (strip->edges[e].delay)
      delay_line_clear (strip->edges[e].delay);
  if (strip->late)
    delay_line_clear (strip->late);
  *strip->state = (StripState){ 0 };
}

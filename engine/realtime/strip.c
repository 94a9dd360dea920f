/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip.h"

#include <string.h>

#include "realtime/fader.h"
#include "realtime/mix_kernels.h"
#include "realtime/strip_chain.h"
#include "realtime/strip_guard.h"
#include "realtime/strip_source.h"

#define QUIET 1e-8f /* -160 dBFS */

static void
run_fader (const StripContext *context, const Strip *strip, Frames at, int offset, int n,
           float *const *in, float *const *out)
{
  const bool fades = strip->fade && strip->fade->fader;

  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (context->timeline, at + done, n - done);
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    const Frames clock = context->clock + offset + done;
    if (fades)
      fader_process_fade (context, strip, part.song, at + done + strip->pre_latency, clock, part.n,
                          from, to);
    else
      fader_process (strip, part.song, clock, part.n, from, to);
    done += part.n;
  }
}

static void
run_chain (const StripContext *context, const Strip *strip, bool master, Frames at, Frames position,
           int offset, int n, int slot, float *const *work, float *scratch)
{
  const StripChain inserts = { strip->inserts, strip->n_inserts, strip->first_insert,
                               strip->fade ? &strip->fade->inserts : NULL };
  const StripChain behind = { strip->master, strip->n_master,
                              strip->first_insert + strip->n_inserts,
                              strip->fade ? &strip->fade->master : NULL };

  strip_chain_process (context, strip, master ? &behind : &inserts, at, position, offset, n, slot,
                       work, scratch);
}

static void
invert (const StripContext *context, const Strip *strip, Frames time, int n, float *const *audio)
{
  for (int c = 0; c < strip->channels; c++) {
    if (strip->invert & 1 << c)
      mix_negate (audio[c], n);
    if (strip->fade && strip->fade->flips & 1 << c)
      strip_fade_flip (context, time, n, audio[c]);
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

  if (strip->instrument)
    strip_source_play (context, strip, at, offset, n, part, scratch);
  for (int c = 0; strip->instrument && strip->input[0] && c < 2; c++)
    memcpy (strip->input[c] + (size_t) slot * (size_t) context->block + (size_t) offset, part[c],
            sizeof (float) * (size_t) n);
  invert (context, strip, position + offset, n, part);
  run_chain (context, strip, false, at, position, offset, n, slot, part, scratch);
  /* One broken effect may cost its strip, not the mix. */
  if (strip->n_inserts > 0 || strip->instrument)
    good = strip_guard (context, strip, part, strip->pre_channels, n, good, !master);
  else if (strip->regions)
    strip_guard_samples (context, strip, part, strip->pre_channels, n);
  const Frames tap = position + offset - strip->pre_latency;
  run_fader (context, strip, tap, offset, n, part, out);
  run_chain (context, strip, true, tap, position, offset, n, slot, out, scratch);
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

/* Frames of the block before the song starts in the strip's own time: nothing of it runs, so that
 * its sound does not depend on what latency it has. */
static int
early_frames (const StripContext *context, const Strip *strip, Frames position, int n)
{
  const Frames left = context->starts_at - strip->lead - (position - strip->in_latency);

  return left <= 0 ? 0 : left < n ? (int) left : n;
}

/* The block in parts: a strip recovers and falls asleep only at multiples of the sleep grid of its
 * own position, and wakes at the first frame that is not zero, so that the cutting of blocks cannot
 * be heard. */
static bool
process_on_grid (const StripContext *context, Strip *strip, Frames position, int first, int n,
                 int slot, float *const *work, float *const *post, float *scratch)
{
  bool sounds = false;

  for (int done = first; done < n;) {
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
    if (strip->sleeps && place == grid && !strip->state->asleep && !strip->fade &&
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

static void
settle (const StripContext *context, Strip *strip)
{
  Strip *old = strip->fade ? strip->fade->old : NULL;

  live_keys_settle (context, strip);
  if (old && (strip->fade->source || strip->fade->apart))
    live_keys_settle (context, old);
  /* What goes over is awake in both. */
  if (strip->fade && strip->state->asleep) {
    strip->state->asleep = false;
    strip->state->zeros = strip->state->quiet = 0;
  }
}

/* What the strip was, on its own, and both into the taps. */
static void
run_apart (const StripContext *context, const Strip *strip, Frames position, int n, int slot,
           float *scratch)
{
  Strip *old = strip->fade->old;
  float *const work[2] = { scratch + 4 * context->block, scratch + 5 * context->block };
  float *const post[2] = { scratch + 6 * context->block, scratch + 7 * context->block };

  if (!old->instrument)
    strip_source_fill (context, old, position, n, slot, work, scratch);
  process_part (context, old, position, 0, n, slot, work, post, scratch);
  strip_fade_taps (context, strip, position, n, slot, work, post);
}

/* A strip that begins or ends is heard that much. */
static void
fade_taps (const StripContext *context, const Strip *strip, Frames position, int n, int slot)
{
  const size_t at = (size_t) slot * (size_t) context->block;

  for (int tap = 0; tap < 2; tap++) {
    float *const *of = tap == 0 ? strip->post : strip->pre;
    float *const audio[2] = { of[0] + at, of[1] + at };
    if (!of[0])
      continue;
    if (strip->fade->leaves)
      strip_fade_out (context, position, 2, n, audio);
    else
      strip_fade_in (context, position, 0, 2, n, audio);
  }
}

void
strip_process (const StripContext *context, Strip *strip, Frames position, int n, int slot,
               float *scratch)
{
  const size_t at = (size_t) slot * (size_t) context->block;
  const StripFade *fade = strip->fade;
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
    if (insert_tap_is_strip (context->tap, strip->id))
      insert_tap_strip (context->tap, NULL, n);
    return;
  }
  settle (context, strip);
  sounds = strip->instrument ? false
                             : strip_source_fill (context, strip, position, n, slot, work, scratch);
  for (int c = 0; strip->input[0] && c < 2; c++)
    if (strip->instrument)
      mix_zero (strip->input[c] + at, n);
    else
      memcpy (strip->input[c] + at, work[c], sizeof (float) * (size_t) n);

  const int early = early_frames (context, strip, position, n);
  for (int c = 0; early > 0 && c < 2; c++) {
    mix_zero (work[c], early);
    mix_zero (post[c], early);
  }
  if (early == n)
    sounds = false;
  else if (strip_has_memory (strip))
    sounds = process_on_grid (context, strip, position, early, n, slot, work, post, scratch);
  else if (sounds || (fade && (fade->inserts.differs || fade->master.differs))) {
    process_part (context, strip, position, 0, n, slot, work, post, scratch);
    sounds = true;
  } else if (work[0] != post[0] || (fade && fade->apart)) {
    mix_zero (post[0], n);
    mix_zero (post[1], n);
  }
  if (fade && fade->apart) {
    run_apart (context, strip, position, n, slot, scratch);
    sounds = true;
  }
  if (fade && (fade->leaves || (fade->comes && strip_has_memory (strip))))
    fade_taps (context, strip, position, n, slot);
  strip->zero[slot] = !sounds;
  if (strip->meter)
    strip_meter_process (strip->meter, (const float *const *) post, n);
  if (insert_tap_is_strip (context->tap, strip->id))
    insert_tap_strip (context->tap, sounds ? (const float *const *) post : NULL, n);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_chain.h"

#include <string.h>

#include "realtime/edge.h"
#include "realtime/mix_kernels.h"
#include "realtime/parallel.h"

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
    strip_meet_clock (context, insert, part.song, offset + done);
    const bool seen = insert_tap_is (context->tap, insert);
    if (seen)
      insert_tap_before (context->tap, insert, audio, side ? sidechain : NULL, part.n);
    insert_process (insert, audio, part.n, part.song, context->rate, side ? sidechain : NULL,
                    context->tempo);
    if (seen)
      insert_tap_after (context->tap, insert, audio, part.n);
    done += part.n;
  }
}

/* A call of strip_chain_process (). */
typedef struct {
  const StripContext *context;
  const Strip *strip;
  Frames position;
  int offset, n, slot;
  float *const *work;
  float *scratch;
} Call;

/* n inserts of which the first has that number. Returns the graph time behind them. */
static Frames
run (const Call *call, Insert *inserts, int n, int number, Frames at)
{
  const StripContext *context = call->context;
  float *const side[2] = { call->scratch, call->scratch + context->block };

  for (int i = 0; i < n; i++) {
    bool listens = false;
    for (int e = 0; e < call->strip->n_edges; e++) {
      const Edge *edge = &call->strip->edges[e];
      if (edge->kind != EDGE_SIDECHAIN || edge->insert != number + i)
        continue;
      if (!edge_read (context, edge, call->position, call->offset, call->n, call->slot, side)) {
        mix_zero (side[0], call->n);
        mix_zero (side[1], call->n);
      }
      listens = true;
    }
    if (inserts[i].role != INSERT_EFFECT)
      parallel_process (&inserts[i], call->work, call->n);
    else
      run_insert (context, &inserts[i], at, call->offset, call->n, call->work,
                  listens ? side : NULL);
    if (call->strip->meter && inserts[i].role == INSERT_EFFECT && inserts[i].processor->reduction &&
        !inserts[i].bypass)
      strip_meter_reduce (call->strip->meter, inserts[i].processor->reduction (inserts[i].memory));
    at -= inserts[i].latency;
  }
  return at;
}

static void
copy (float *const *to, float *const *from, int n)
{
  memcpy (to[0], from[0], sizeof (float) * (size_t) n);
  memcpy (to[1], from[1], sizeof (float) * (size_t) n);
}

static bool
rests (const Insert *inserts, int n)
{
  for (int i = 0; i < n; i++)
    if (!inserts[i].bypass)
      return false;
  return true;
}

static void
scale (float *const *audio, float gain, int n)
{
  for (int c = 0; c < 2 && gain != 1.0f; c++)
    mix_scale (audio[c], audio[c], gain, n);
}

/* The inserts that differ, first as they were. One that is in both goes over from what went into
 * it before to what does now; a fresh one with a memory hears its input fade in before it is heard
 * itself. So none of them has a step to echo. `gain`: of those of both that are all bypassed. */
static Frames
run_both (const Call *call, const StripChain *chain, Frames at, float gain)
{
  const ChainFade *fade = chain->fade;
  const StripContext *context = call->context;
  const Frames wait = call->strip->fade->wait, time = call->position + call->offset;
  float *const old[2] = { call->scratch + 2 * context->block, call->scratch + 3 * context->block };
  Call before = *call;
  Frames then = at;

  copy (old, call->work, call->n);
  before.work = old;
  for (int i = 0; i < fade->n_old; i++) {
    if (fade->fed[i][0])
      copy (fade->fed[i], old, call->n);
    then = run (&before, &fade->old[i], 1, fade->old_number + i, then);
  }
  for (int i = 0; i < fade->n; i++) {
    Insert *insert = &chain->inserts[fade->from + i];
    if (fade->twin[i] >= 0)
      strip_fade_over (context, time, 0, insert->channels_in, call->n,
                       (const float *const *) fade->fed[fade->twin[i]], call->work);
    else if (wait > 0)
      strip_fade_in (context, time, 0, insert->channels_in, call->n, call->work);
    at = run (call, insert, 1, chain->number + fade->from + i, at);
  }
  if (rests (fade->old, fade->n_old))
    scale (old, gain, call->n);
  if (rests (chain->inserts + fade->from, fade->n))
    scale (call->work, gain, call->n);
  strip_fade_over (context, time, wait, 2, call->n, (const float *const *) old, call->work);
  return at;
}

void
strip_chain_process (const StripContext *context, const Strip *strip, const StripChain *chain,
                     Frames at, Frames position, int offset, int n, int slot, float *const *work,
                     float *scratch)
{
  const Call call = { context, strip, position, offset, n, slot, work, scratch };
  const ChainFade *fade = chain->fade && chain->fade->differs ? chain->fade : NULL;
  const int from = fade ? fade->from : chain->n, behind = fade ? from + fade->n : chain->n;

  /* Main is compared by its inserts, or where it has none by its master chain. */
  const bool compared = context->match && chain->n > 0 &&
                        chain->inserts == (strip->n_inserts > 0 ? strip->inserts : strip->master);
  const bool seen =
      compared && context->tap && /* not the graph that goes */
      atomic_load_explicit (&context->match->tap.watched, memory_order_relaxed) == strip->id;
  const bool others = compared && rests (chain->inserts, from) &&
                      rests (chain->inserts + behind, chain->n - behind);
  const float gain = others ? chain_match_gain (context->match, strip->id) : 1.0f;

  if (seen)
    insert_tap_write (&context->match->tap, false, chain->inserts[0].channels_in, work, n);
  at = run (&call, chain->inserts, from, chain->number, at);
  if (fade)
    at = run_both (&call, chain, at, gain);
  run (&call, chain->inserts + behind, chain->n - behind, chain->number + behind, at);
  if (seen)
    insert_tap_write (&context->match->tap, true, chain->inserts[chain->n - 1].channels_out, work,
                      n);
  if (!fade)
    scale (work, gain, n);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/transition_work.h"

static bool
same_edge (const Work *work, const Edge *a, const Edge *b)
{
  return a->kind == b->kind && work->successor[a->from] == b->from && a->tap == b->tap &&
         a->insert == b->insert && a->overhears == b->overhears && same_gain (&a->gain, &b->gain) &&
         a->pan == b->pan && same_curve (a->pan_curve, b->pan_curve) && a->delay == b->delay &&
         (!a->mute_of || !b->mute_of || same_gain (a->mute_of, b->mute_of));
}

/* Silent before and after, whoever overhears it. */
static bool
hears_nothing (const Work *work, const Edge *edge)
{
  const Strip *next = successor (work, edge->from);
  return !edge->overhears && old_strip (work, edge->from)->silent && next && next->silent;
}

/* What comes in, from sources and from strips that themselves are as they were. */
static bool
same_inputs (const Work *work, const Strip *a, const Strip *b)
{
  if (a->n_edges != b->n_edges)
    return false;
  for (int e = 0; e < a->n_edges; e++) {
    const bool pre = a->edges[e].tap == STRIP_TAP_PRE;
    const int from = a->edges[e].from;
    if (!same_edge (work, &a->edges[e], &b->edges[e]))
      return false;
    if (hears_nothing (work, &a->edges[e]))
      continue;
    if (pre ? !work->pre_same[from] : work->affected[from])
      return false;
  }
  return true;
}

bool
transition_same_instrument (const Strip *a, const Strip *b)
{
  return !a->instrument == !b->instrument &&
         (!a->instrument || (a->instrument->memory == b->instrument->memory &&
                             a->instrument->bypass == b->instrument->bypass));
}

static bool
same_live (const Strip *a, const Strip *b)
{
  return a->n_live == b->n_live && a->live_always == b->live_always &&
         a->records_strip == b->records_strip &&
         (a->n_live == 0 || (a->live[0] == b->live[0] && a->live[1] == b->live[1]));
}

void
transition_compare (Work *work, int s)
{
  const Strip *a = old_strip (work, s), *b = successor (work, s);

  work->affected[s] = true;
  work->pre_same[s] = false;
  if (!b || a->silent != b->silent || a->listened != b->listened)
    return;
  if (a->silent && !a->listened) { /* two silences */
    work->affected[s] = false;
    work->pre_same[s] = true;
    return;
  }
  work->pre_same[s] = same_regions (a->regions, b->regions) && transition_same_instrument (a, b) &&
                      same_live (a, b) && a->shift == b->shift && a->late == b->late &&
                      a->invert == b->invert && a->channels == b->channels &&
                      same_inputs (work, a, b) &&
                      same_chain (a->inserts, a->n_inserts, b->inserts, b->n_inserts);
  work->affected[s] = !work->pre_same[s] || !same_fader (a, b) ||
                      !same_chain (a->master, a->n_master, b->master, b->n_master);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/transition_work.h"

bool
transition_same_path (const Work *work, const Edge *a, const Edge *b)
{
  return a->kind == b->kind && a->id == b->id && work->successor[a->from] == b->from &&
         a->tap == b->tap && a->delay == b->delay && a->overhears == b->overhears;
}

bool
transition_same_level (const Edge *a, const Edge *b)
{
  return same_gain (&a->gain, &b->gain) && a->pan == b->pan &&
         same_curve (a->pan_curve, b->pan_curve) &&
         (!a->mute_of || !b->mute_of || same_gain (a->mute_of, b->mute_of));
}

static bool
same_edge (const Work *work, const Edge *a, const Edge *b)
{
  return transition_same_path (work, a, b) && a->insert == b->insert &&
         transition_same_level (a, b);
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
  work->pre_same[s] = transition_same_source (a, b) && a->shift == b->shift && a->late == b->late &&
                      a->invert == b->invert && a->channels == b->channels &&
                      same_inputs (work, a, b) &&
                      same_chain (a->inserts, a->n_inserts, b->inserts, b->n_inserts);
  work->affected[s] = !work->pre_same[s] || !same_fader (a, b) ||
                      !same_chain (a->master, a->n_master, b->master, b->n_master);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a strip and its successor part and meet again. */
#include "mix/transition_work.h"

static bool
same_instrument (const Insert *a, const Insert *b)
{
  return !a == !b && (!a || (a->memory == b->memory && a->bypass == b->bypass));
}

static bool
same_live (const Strip *a, const Strip *b)
{
  return a->n_live == b->n_live && a->live_always == b->live_always &&
         a->records_strip == b->records_strip &&
         (a->n_live == 0 || (a->live[0] == b->live[0] && a->live[1] == b->live[1]));
}

/* Of an instrument only itself counts: other notes it is told. */
bool
transition_same_source (const Strip *a, const Strip *b)
{
  return same_instrument (a->instrument, b->instrument) && same_regions (a->regions, b->regions) &&
         (!a->regions || a->shift == b->shift) && same_live (a, b);
}

static const Edge *
sidechain (const Strip *strip, int insert)
{
  for (int e = 0; e < strip->n_edges; e++)
    if (strip->edges[e].kind == EDGE_SIDECHAIN && strip->edges[e].insert == insert)
      return &strip->edges[e];
  return NULL;
}

static bool
same_insert (const Work *work, const Strip *a, int i, const Strip *b, int k)
{
  const Insert *x = strip_insert (a, i), *y = strip_insert (b, k);
  const Edge *to_x = sidechain (a, i), *to_y = sidechain (b, k);

  return same_chain (x, 1, y, 1) && !to_x == !to_y &&
         (!to_x || (transition_same_path (work, to_x, to_y) && transition_same_level (to_x, to_y)));
}

/* The old insert with the same effect, where both are at work, or both passed by: what came in is
 * still in a delay line then. */
static int
twin_of (const Insert *insert, const Insert *old, int n_old)
{
  for (int i = 0; i < n_old; i++)
    if (old[i].memory == insert->memory && old[i].bypass == insert->bypass &&
        old[i].channels_in == insert->channels_in)
      return i;
  return -1;
}

static void
fill_fade (Work *work, const Insert *inserts, const Insert *old, ChainFade *fade, Frames *wait)
{
  int *twins = transition_room (work, sizeof (int) * (size_t) (fade->n + 1));
  const size_t block = sizeof (float) * (size_t) work->next->graph.context.block;
  Frames latency = 0;
  bool fresh = false, rings = false;

  fade->old = transition_own_chain (work, old, fade->n_old);
  fade->fed = transition_room (work, sizeof *fade->fed * (size_t) (fade->n_old + 1));
  for (int i = 0; i < fade->n; i++) {
    twins[i] = twin_of (&inserts[i], old, fade->n_old);
    latency += inserts[i].latency;
    fresh |= twins[i] < 0 && !inserts[i].bypass;
    rings |= twins[i] < 0 && !inserts[i].bypass && inserts[i].tail > 0;
    for (int c = 0; twins[i] >= 0 && c < 2; c++)
      fade->fed[twins[i]][c] = transition_room (work, block);
  }
  fade->twin = twins;
  if (fresh)
    *wait = int64_max (*wait, latency + (rings ? swap_length (work->next->graph.context.rate) : 0));
}

void
transition_chain (Work *work, const Strip *a, const Strip *b, bool master, ChainFade *fade,
                  Frames *wait)
{
  const int first_a = master ? a->n_inserts : 0, n_a = master ? a->n_master : a->n_inserts;
  const int first_b = master ? b->n_inserts : 0, n_b = master ? b->n_master : b->n_inserts;
  const int most = MIN (n_a, n_b);
  int from = 0, behind = 0;

  while (from < most && same_insert (work, a, first_a + from, b, first_b + from))
    from++;
  while (behind < most - from &&
         same_insert (work, a, first_a + n_a - 1 - behind, b, first_b + n_b - 1 - behind))
    behind++;
  *fade = (ChainFade){ .differs = from + behind < MAX (n_a, n_b),
                       .from = from,
                       .n_old = n_a - from - behind,
                       .n = n_b - from - behind,
                       .old_number = STRIP_OLD_INSERTS + first_a + from };
  if (fade->differs)
    fill_fade (work, (master ? b->master : b->inserts) + from,
               (master ? a->master : a->inserts) + from, fade, wait);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/swap.h"

#include <string.h>

static void
unmute (const StripUnmute *unmute, Strip *strip)
{
  if (!strip_is_silent (unmute->old))
    return;
  strip_reset (strip);
  if (unmute->fade)
    *unmute->fade = (StripFade){ .comes = true };
}

void
swap_begin (const GraphSwap *swap, Frames position, float *scratch)
{
  for (int i = 0; i < swap->n_copies; i++) {
    const StateCopy *copy = &swap->copies[i];
    if (copy->copy)
      copy->copy (copy->to, copy->from);
    else
      memcpy (copy->to, copy->from, copy->bytes);
  }
  for (int i = 0; i < swap->n_unmutes; i++)
    unmute (&swap->unmutes[i], &swap->next->context.strips[swap->unmutes[i].strip]);
  for (int i = 0; i < swap->n_delays; i++)
    delay_line_take_over (swap->delays[i].to, swap->delays[i].from);
  for (int i = 0; i < swap->n_wakes; i++) {
    const StripContext *context = &swap->next->context;
    insert_wake (swap->wakes[i].insert,
                 position - context->strips[swap->wakes[i].strip].pre_latency, context->rate,
                 context->tempo, scratch, context->block);
  }
  for (int i = 0; i < swap->n_moves; i++) {
    const Strip *strip = &swap->next->context.strips[swap->moves[i].strip];
    if (strip->instrument->state->started)
      note_list_move (swap->moves[i].old, strip->notes, strip->state->played_to,
                      strip->instrument->processor, strip->instrument->memory);
  }
}

void
swap_ghost (GraphSwap *swap, Frames position, int n, float *scratch)
{
  for (int i = 0; i < swap->n_order; i++)
    strip_process (&swap->ghost.context, &swap->ghost.context.strips[swap->order[i]], position, n,
                   0, scratch);
}

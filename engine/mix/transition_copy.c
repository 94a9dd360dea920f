/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of a transition, and states of which there must be two. */
#include <stdlib.h>
#include <string.h>

#include "mix/transition_work.h"

void *
transition_room (Work *work, size_t bytes)
{
  void *memory = aligned_alloc (64, (bytes + 127) / 64 * 64);

  if (!memory)
    g_error ("out of memory: %zu bytes", bytes);
  memset (memory, 0, (bytes + 127) / 64 * 64);
  g_ptr_array_add (work->transition->memory, memory);
  return memory;
}

void *
transition_own (Work *work, void *memory)
{
  const MixState *state = memory ? g_hash_table_lookup (work->shared, memory) : NULL;

  if (!state || !g_hash_table_contains (work->runs, memory))
    return memory;
  const StateCopy copy = { .to = transition_room (work, state->bytes),
                           .from = memory,
                           .bytes = state->bytes };
  g_array_append_val (work->transition->copies, copy);
  return copy.to;
}

Insert *
transition_own_chain (Work *work, const Insert *inserts, int n)
{
  Insert *copies = transition_room (work, sizeof (Insert) * (size_t) (n + 1));

  for (int i = 0; i < n; i++) {
    copies[i] = inserts[i];
    copies[i].dry = transition_own (work, inserts[i].dry);
    if (inserts[i].bypass)
      continue;
    copies[i].memory = transition_own (work, inserts[i].memory);
    copies[i].state = transition_own (work, inserts[i].state);
    copies[i].other = transition_own (work, inserts[i].other);
  }
  return copies;
}

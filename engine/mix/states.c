/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DSP states live outside graphs and are taken over by id, so that an edit does not cut a tail. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "mix/build.h"

static void
state_unref (gpointer data)
{
  MixState *state = data;
  if (!g_atomic_ref_count_dec (&state->refs))
    return;
  if (state->processor && state->processor->clear)
    state->processor->clear (state->memory);
  free (state->memory);
  g_free (state);
}

GHashTable *
mix_states_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, state_unref);
}

static MixState *
take_over (Build *build, uint64_t key, size_t bytes, const Processor *processor)
{
  MixState *state = build->previous ? g_hash_table_lookup (build->previous->states, &key) : NULL;
  if (!state || state->bytes != bytes || state->processor != processor || build->refuses ||
      build->anew || (processor && processor->restarts && build->request->restart))
    return NULL;
  g_atomic_ref_count_inc (&state->refs);
  g_hash_table_insert (build->result->states, &state->key, state);
  return state;
}

static MixState *
state_new (Build *build, uint64_t key, size_t bytes)
{
  MixState *state = g_new0 (MixState, 1);
  const size_t room = (bytes + 127) / 64 * 64;

  g_atomic_ref_count_init (&state->refs);
  state->key = key;
  state->bytes = bytes;
  state->memory = aligned_alloc (64, room);
  if (!state->memory)
    g_error ("out of memory: %zu bytes", room);
  memset (state->memory, 0, room);
  build_lock (build->result, state->memory, room);
  g_hash_table_insert (build->result->states, &state->key, state);
  return state;
}

/* Two things of one graph never share a state, whatever their ids: the same keys in the same order
 * move on to the same free ones. */
static uint64_t
free_key (const Build *build, uint64_t key)
{
  while (g_hash_table_contains (build->result->states, &key))
    key = hash_mix (key + 1);
  return key;
}

void *
build_state (Build *build, Id id, int role, size_t bytes, bool *fresh)
{
  const uint64_t key = free_key (build, hash_mix (id ^ hash_mix ((uint64_t) role + 1)));
  MixState *state = take_over (build, key, bytes, NULL);

  *fresh = state == NULL;
  if (!state)
    state = state_new (build, key, bytes);
  return state->memory;
}

DelayLine *
build_delay (Build *build, Id id, int role, Frames length, int channels)
{
  bool fresh;
  DelayLine *line = build_state (build, id, role, delay_line_size ((int) length, channels), &fresh);

  if (fresh) {
    line->length = line->quiet = (int) length;
    line->channels = channels;
  }
  return line;
}

void *
build_processor_state (Build *build, const Processor *processor, const ProcessorSetup *setup,
                       uint64_t signature, const char **message)
{
  const uint64_t key = free_key (build, hash_mix (setup->id ^ hash_mix (signature)));
  const size_t bytes = processor->state_size (setup);
  MixState *state = take_over (build, key, bytes, processor);

  if (state)
    return state->memory;
  state = state_new (build, key, bytes);
  if (!processor->init (state->memory, setup, message)) {
    g_hash_table_remove (build->result->states, &state->key);
    return NULL;
  }
  state->processor = processor;
  return state->memory;
}

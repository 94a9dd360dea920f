/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of effects as rows of inserts, parallel chains among them. */
#include <string.h>

#include "base/hash.h"
#include "base/math.h"
#include "mix/build.h"
#include "realtime/parallel.h"

/* What a mark's state is kept by, beside the id. */
enum { OF_PART = 1, OF_MEET, OF_BYPASS, OF_ADD };

typedef struct {
  Build *build;
  const Track *track;
  Insert *inserts;
  const Effect **of;
  int n;
} Row;

int
build_chain_most (const List *effects)
{
  int most = 0;

  for (int e = 0; e < list_n (effects); e++) {
    const Effect *effect = (const Effect *) list_get (effects, e);
    most += 2;
    for (int c = 0; c < list_n (effect->chains); c++)
      most += 1 + build_chain_most (((const Chain *) list_get (effect->chains, c))->effects);
  }
  return most;
}

static void fill_row (Row *row, const List *effects, ChainShape *shape);

static bool
is_parallel (const Effect *effect)
{
  return strcmp (text_get (effect->kind), parallel_processor.spec->kind) == 0;
}

static float
level_of (const Chain *chain)
{
  return chain->mute ? 0.0f : (float) db_to_gain (chain->gain_db);
}

/* The next place of the row, whose state follows when all is known of it. */
static Insert *
mark (Row *row, InsertRole role, Id id, int channels, const ParallelRoom *room)
{
  Insert *insert = &row->inserts[row->n];

  *insert = (Insert){ .id = id,
                      .processor = &parallel_processor,
                      .role = role,
                      .channels_in = channels,
                      .channels_out = channels,
                      .room = room };
  row->of[row->n++] = NULL;
  return insert;
}

static void
give_state (Row *row, Insert *insert, uint64_t signature)
{
  static const double no_values[1] = { 0 };
  Build *build = row->build;
  const ProcessorSetup setup = {
    .rate = build->rate, .channels = insert->channels_in, .id = insert->id, .values = no_values
  };
  const char *message;
  bool fresh;

  insert->targets = no_values;
  insert->memory = build_processor_state (build, &parallel_processor, &setup, signature, &message);
  insert->state =
      build_state (build, insert->id ^ hash_mix (signature), 1, insert_state_size (0), &fresh);
  if (build->request->live)
    insert->touch = build_alloc (build, sizeof (InsertTouch));
}

static const ParallelRoom *
make_room (Build *build)
{
  const size_t block = sizeof (float) * (size_t) build->request->block;
  ParallelRoom *room = build_alloc (build, sizeof (ParallelRoom));

  for (int c = 0; c < 2; c++) {
    room->in[c] = build_alloc (build, block);
    room->sum[c] = build_alloc (build, block);
  }
  return room;
}

static uint64_t
mixed (uint64_t digest, uint64_t value)
{
  return hash_mix (digest ^ hash_mix (value));
}

/* The rows between PART and MEET; *shape becomes that of the sum. `ends`: the place of each row's
 * ADD. */
static void
fill_rows (Row *row, const Effect *effect, const ParallelRoom *room, ChainShape *shape, int *ends)
{
  const int channels = shape->channels;

  *shape = (ChainShape){ .channels = channels };
  for (int c = 0; c < list_n (effect->chains); c++) {
    const Chain *chain = (const Chain *) list_get (effect->chains, c);
    ChainShape one = { .channels = channels };
    fill_row (row, chain->effects, &one);
    ends[c] = row->n;
    Insert *end = mark (row, INSERT_ADD, chain->node.id, channels, room);
    end->channels_in = one.channels;
    end->latency = -(int) one.latency;
    end->gain = level_of (chain);
    end->tail = one.tail;
    shape->channels = MAX (shape->channels, one.channels);
    shape->latency = int64_max (shape->latency, one.latency);
    shape->tail = int64_max (shape->tail, one.tail);
  }
}

/* Passed by, with the latency that the chains have. */
static void
pass_by (Row *row, const Effect *effect, const ChainShape *shape, int channels)
{
  Insert *insert = mark (row, INSERT_EFFECT, effect->node.id, channels, NULL);

  insert->bypass = true;
  insert->latency = (int) shape->latency;
  insert->channels_out = shape->channels;
  give_state (row, insert, OF_BYPASS);
  if (shape->latency > 0)
    insert->dry =
        build_delay (row->build, effect->node.id, 2, shape->latency, insert->channels_out);
}

static void
fill_parallel (Row *row, const Effect *effect, ChainShape *shape)
{
  const int first = row->n, n = list_n (effect->chains), channels = shape->channels;
  const ParallelRoom *room = make_room (row->build);
  g_autofree int *ends = g_new (int, n + 1);
  ChainShape sum = *shape;
  uint64_t structure = mixed (effect->node.id, (uint64_t) n);

  if (n == 0)
    return;
  mark (row, INSERT_PART, effect->node.id, channels, room);
  fill_rows (row, effect, room, &sum, ends);
  if (effect->bypass) {
    row->n = first;
    pass_by (row, effect, &sum, channels);
  } else {
    Insert *meet = mark (row, INSERT_MEET, effect->node.id, channels, room);
    meet->channels_out = sum.channels;
    meet->latency = (int) sum.latency;
    for (int c = 0; c < n; c++) {
      Insert *end = &row->inserts[ends[c]];
      const Frames late = sum.latency + end->latency;
      uint64_t gain = 0;
      memcpy (&gain, &end->gain, sizeof end->gain);
      structure = mixed (mixed (structure, end->id), gain);
      structure = mixed (mixed (structure, (uint64_t) late), (uint64_t) end->channels_in);
      if (late > 0)
        end->dry = build_delay (row->build, end->id, 2, late, end->channels_in);
      /* A line of another length begins empty, as what is fresh does. */
      give_state (row, end, mixed (OF_ADD, (uint64_t) late));
    }
    give_state (row, &row->inserts[first], OF_PART);
    give_state (row, meet, OF_MEET);
    meet->structure = row->inserts[first].structure = mixed (structure, (uint64_t) sum.channels);
    for (int c = 0; c < n; c++)
      row->inserts[ends[c]].structure = meet->structure;
  }
  shape->channels = sum.channels;
  shape->latency += sum.latency;
  shape->tail = sum.tail == INT64_MAX || shape->tail == INT64_MAX
                    ? INT64_MAX
                    : shape->tail + sum.tail + sum.latency;
}

static void
fill_row (Row *row, const List *effects, ChainShape *shape)
{
  for (int i = 0; i < list_n (effects); i++) {
    const Effect *effect = (const Effect *) list_get (effects, i);
    if (is_parallel (effect))
      fill_parallel (row, effect, shape);
    else if (build_insert (row->build, row->track, effect, &row->inserts[row->n], shape))
      row->of[row->n++] = effect;
  }
}

Insert *
build_chain (Build *build, const Track *track, const List *effects, int *n, ChainShape *shape,
             const Effect **of)
{
  Row row = {
    .build = build,
    .track = track,
    .inserts = build_alloc (build, sizeof (Insert) * (size_t) (build_chain_most (effects) + 1)),
    .of = of,
  };

  fill_row (&row, effects, shape);
  *n = row.n;
  return row.inserts;
}

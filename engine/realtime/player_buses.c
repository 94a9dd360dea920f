/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "realtime/mix_kernels.h"
#include "realtime/player_state.h"

const PlayerBuses *
player_buses (const Player *player)
{
  return &player->buses;
}

static PlayerBus *
find (PlayerBuses *buses, Id id)
{
  for (int i = 0; i < buses->n; i++)
    if (buses->buses[i].bus.id == id)
      return &buses->buses[i];
  return NULL;
}

/* The frames from `offset` on for which there is room. */
static int
room (int offset, int n)
{
  if (offset < 0 || offset >= PLAYER_MOST_BLOCK)
    return 0;
  return n < PLAYER_MOST_BLOCK - offset ? n : PLAYER_MOST_BLOCK - offset;
}

static PlayerBus *
add (Player *player, const Bus *bus, int n)
{
  PlayerBuses *buses = &player->buses;
  PlayerBus *added = find (buses, bus->id);

  if (added || buses->n == PLAYER_MOST_BUSES)
    return added;
  added = &buses->buses[buses->n];
  added->bus = *bus;
  added->leaves = false;
  for (int c = 0; c < 2; c++) {
    added->audio[c] = player->bus_memory + (size_t) (2 * buses->n + c) * PLAYER_MOST_BLOCK;
    mix_zero (added->audio[c], n);
  }
  buses->n++;
  return added;
}

void
player_buses_begin (Player *player, int n)
{
  const Graph *graph = player->graph;

  player->buses.n = 0;
  n = room (0, n);
  for (int i = 0; graph && i < graph->n_buses; i++)
    add (player, &graph->buses[i], n);
  const int n_next = player->buses.n;
  const Graph *other = !player->swap       ? NULL
                       : player->swap->all ? &player->swap->ghost
                                           : &player->swap->both;
  for (int i = 0; other && i < other->n_buses; i++)
    add (player, &other->buses[i], n);
  for (int i = n_next; i < player->buses.n; i++)
    player->buses.buses[i].leaves = true;
}

void
player_buses_copy (Player *player, const Graph *graph, int offset, int n)
{
  n = room (offset, n);
  for (int i = 0; n > 0 && i < graph->n_buses; i++) {
    const Strip *strip = &graph->context.strips[graph->buses[i].strip];
    PlayerBus *to = add (player, &graph->buses[i], PLAYER_MOST_BLOCK);
    for (int c = 0; to && !strip->zero[0] && c < 2; c++)
      memcpy (to->audio[c] + offset, strip->post[c], sizeof (float) * (size_t) n);
  }
}

static const Strip *
strip_of (const Graph *graph, Id id)
{
  for (int i = 0; i < graph->n_buses; i++)
    if (graph->buses[i].id == id)
      return &graph->context.strips[graph->buses[i].strip];
  return NULL;
}

void
player_buses_crossfade (Player *player, const Graph *graph, int offset, int n, int length)
{
  n = room (offset, n);
  for (int i = 0; n > 0 && i < graph->n_buses; i++)
    add (player, &graph->buses[i], PLAYER_MOST_BLOCK);
  for (int i = 0; n > 0 && i < player->buses.n; i++) {
    const PlayerBus *bus = &player->buses.buses[i];
    const Strip *strip = strip_of (graph, bus->bus.id);
    const bool sounds = strip && !strip->zero[0];
    for (int c = 0; c < 2; c++)
      for (int k = 0; k < n; k++) {
        float *at = &bus->audio[c][offset + k];
        const Frames done = player->next_time - n + k - player->fade_at;
        const float u = done + 1 < length ? (float) (done + 1) / (float) length : 1.0f;
        if (done >= 0)
          *at += ((sounds ? strip->post[c][k] : 0.0f) - *at) * u;
      }
  }
}

void
player_buses_ramp (Player *player, int offset, int n, int ramp_at, bool up)
{
  const int length = player_ramp_length (player);

  n = room (offset, n);
  for (int k = 0; k < n; k++) {
    if (up && ramp_at < length)
      ramp_at++;
    if (!up && ramp_at > 0)
      ramp_at--;
    const float gain = (float) ramp_at / (float) length;
    for (int i = 0; i < player->buses.n; i++) {
      if (player->buses.buses[i].bus.kind == BUS_RECORD)
        continue;
      player->buses.buses[i].audio[0][offset + k] *= gain;
      player->buses.buses[i].audio[1][offset + k] *= gain;
    }
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main thread's side of the player. */
#include <stdlib.h>
#include <string.h>

#include "realtime/player_state.h"

#define REQUESTS 1024
#define KEPT_FREE 256 /* of them, for all that is no touch */
#define REPORTS 4096

Player *
player_new (int rate)
{
  Player *player = aligned_alloc (64, (sizeof (Player) + 63) / 64 * 64);

  if (!player)
    return NULL;
  memset (player, 0, sizeof *player);
  player->rate = rate;
  player->pace = 1.0;
  player->scratch = aligned_alloc (64, sizeof (float) * STRIP_SCRATCH (PLAYER_MOST_BLOCK));
  player->bus_memory =
      aligned_alloc (64, sizeof (float) * 2 * PLAYER_MOST_BUSES * PLAYER_MOST_BLOCK);
  if (!player->scratch || !player->bus_memory ||
      !ring_init (&player->requests, sizeof (PlayerRequest), REQUESTS) ||
      !ring_init (&player->reports, sizeof (PlayerReport), REPORTS)) {
    player_free (player);
    return NULL;
  }
  memset (player->scratch, 0, sizeof (float) * STRIP_SCRATCH (PLAYER_MOST_BLOCK));
  memset (player->bus_memory, 0, sizeof (float) * 2 * PLAYER_MOST_BUSES * PLAYER_MOST_BLOCK);
  timeline_start (&player->timeline, 0, 0);
  player->entered = INT64_MIN;
  live_values_init (&player->values, rate);
  return player;
}

void
player_free (Player *player)
{
  if (!player)
    return;
  ring_clear (&player->requests);
  ring_clear (&player->reports);
  free (player->scratch);
  free (player->held);
  free (player->bus_memory);
  free (player);
}

bool
player_set_workers (Player *player, Workers *workers, int64_t patience_ns)
{
  const size_t room = sizeof (float) * PLAYER_MOST_INPUTS * PLAYER_MOST_BLOCK;

  if (workers && !player->held) {
    player->held = aligned_alloc (64, room);
    if (!player->held)
      return false;
    memset (player->held, 0, room);
  }
  player->workers = workers;
  player->patience_ns = patience_ns;
  return true;
}

bool
player_ask (Player *player, const PlayerRequest *request)
{
  const bool touches = request->kind == PLAYER_TOUCH || request->kind == PLAYER_RELEASE;

  if (touches && ring_n_writable (&player->requests) <= KEPT_FREE)
    return false;
  return ring_write (&player->requests, request);
}

bool
player_hear (Player *player, PlayerReport *report)
{
  return ring_read (&player->reports, report);
}

PlayerLoad
player_load (Player *player)
{
  const uint64_t busy = atomic_load (&player->busy_ns), frames = atomic_load (&player->frames);
  PlayerLoad load = { .blocks = atomic_load (&player->blocks),
                      .late = atomic_load (&player->late),
                      .most = (double) atomic_exchange (&player->most_load, 0) / 1e6 };

  if (frames > player->seen_frames)
    load.mean = (double) (busy - player->seen_busy_ns) / 1e9 * player->rate /
                (double) (frames - player->seen_frames);
  player->seen_busy_ns = busy;
  player->seen_frames = frames;
  return load;
}

Frames
player_position (const Player *player)
{
  return atomic_load_explicit (&player->position, memory_order_acquire);
}

Frames
player_source_position (const Player *player)
{
  return atomic_load_explicit (&player->source_position, memory_order_acquire);
}

bool
player_is_rolling (const Player *player)
{
  return atomic_load_explicit (&player->rolling, memory_order_acquire);
}

InsertTap *
player_tap (Player *player)
{
  return &player->tap;
}

ChainMatch *
player_match (Player *player)
{
  return &player->match;
}

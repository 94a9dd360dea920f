/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A player with a project of mix_fixture.h, driven block by block by the test: both of its threads
 * are the caller's. Everything that plays is under the guard of rt_guard.h. */
#pragma once

#include "mix_fixture.h"
#include "realtime/player.h"

typedef struct {
  MixFixture *fixture; /* owned */
  Player *player;
  Workers *workers; /* or NULL */
  MixGraph *playing;
  MixTransition *transition; /* under way, or NULL */
  MixGraph *next; /* of it */
  const float *const *inputs; /* of the device, all that the next run reads; NULL: none */
  int n_inputs;
  Frames stopped_at; /* the last report of a stop, else -1 */
  int n_started;
  int n_broken; /* reports of that */
  int n_late;
  PlayerReport broken, late; /* the last */
} PlayerFixture;

/* Takes the fixture, compiles it and gives it to a player. */
PlayerFixture *player_fixture_new (MixFixture *fixture);
void player_fixture_free (PlayerFixture *fixture);

/* So many threads help with every block; a block that they hold up is given up behind the patience.
 */
void player_fixture_set_workers (PlayerFixture *fixture, int n, int64_t patience_ns);

void player_fixture_play (PlayerFixture *fixture, Frames from, Frames to);
void player_fixture_stop (PlayerFixture *fixture);
void player_fixture_locate (PlayerFixture *fixture, Frames at);
void player_fixture_loop (PlayerFixture *fixture, Frames from, Frames to);

/* Command lines while it plays; waits for nothing. A swap under way is played out by the next runs
 * before another edit is allowed. */
void player_fixture_edit (PlayerFixture *fixture, const char *lines);

/* The same with a value; references it. False, and nothing done, where it has a cycle. */
bool player_fixture_set (PlayerFixture *fixture, const Project *project);

/* The next n frames of the device, in blocks of `block`. Fails where the guard has seen anything.
 */
MixSound player_fixture_run (PlayerFixture *fixture, int n, int block);

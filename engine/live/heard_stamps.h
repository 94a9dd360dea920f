/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the main thread which frames of the player's clock were which place of the song, and which
 * touches were heard from when on. Written on the audio thread behind each block. */
#pragma once

#include "base/ring.h"
#include "realtime/player.h"

/* A stretch of a block without a jump; n == 0: the song stands. */
typedef struct {
  Frames block; /* the player's clock at the block's start: touches count from there */
  Frames clock; /* at the first frame */
  Frames time, song; /* in the graph and in the song, as it is heard */
  int n;
  unsigned start; /* as in PlayerPiece */
  uint32_t serial; /* of the last touch or release that the block knows */
} HeardStamp;

typedef struct {
  Ring ring; /* HeardStamp, to main; a full one loses them */
  bool rolled; /* audio thread only: what was said last */
  uint32_t serial;
} HeardStamps;

/* Main thread. */
void heard_stamps_init (HeardStamps *stamps);
void heard_stamps_clear (HeardStamps *stamps);

/* Of the block that the player has just made. Says nothing new while the song stands. */
void heard_stamps_write (HeardStamps *stamps, const Player *player,
                         const PlayerBlock *played) REALTIME;

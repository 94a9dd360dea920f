/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player: runs a graph for a device, block after block, with a transport. One thread asks and
 * is told (main), one plays (audio); they meet in two rings and a few atomics.
 *
 * Starts, stops and locates are one ramp of 5 ms on the output, behind the graph. A start at P is a
 * fresh start of the song there: states are silent, the graph's latency is swallowed, P is the
 * first frame that is heard. Loop jumps keep all states. */
#pragma once

#include "base/ring.h"
#include "realtime/live_value.h"
#include "realtime/swap.h"
#include "realtime/workers.h"

#define PLAYER_FOREVER INT64_MAX

typedef struct Player Player;

typedef enum {
  PLAYER_TAKE, /* the next graph */
  PLAYER_PLAY, /* from `from` up to `to` */
  PLAYER_STOP,
  PLAYER_LOCATE, /* to `from`; goes on playing if it does */
  PLAYER_RECORD, /* armed strips are recorded over from now on: from != 0, or not */
  PLAYER_LOOP, /* from `from` to `to`; from == to: no loop */
  PLAYER_TOUCH, /* `target` is held at `value` from the next block on, until it is released */
  PLAYER_RELEASE, /* the model's value of `target` takes over again */
} PlayerRequestKind;

/* Bars that are counted before a start: so many beats, evenly, the first of each bar accented. */
typedef struct {
  Frames length; /* 0: nothing is counted */
  int n_beats, per_bar;
} PlayerCount;

typedef struct {
  PlayerRequestKind kind;
  Frames from, to; /* song positions */
  PlayerCount count; /* of PLAYER_PLAY: playing begins exactly at its end */
  GraphSwap *swap; /* of PLAYER_TAKE; comes back in a report */
  LiveTarget target;
  double value; /* amplitude of a gain, else in the unit of the parameter */
  bool adds; /* on top of what the model says: see live_values_touch () */
  Frames back; /* of PLAYER_RELEASE: how long the way to the model takes; 0: 10 ms */
  uint32_t serial; /* of touches and releases: player_touched () */
} PlayerRequest;

typedef enum {
  PLAYER_TAKEN, /* the swap is over: `owner` is the one that runs now, what came before may go */
  PLAYER_STARTED,
  PLAYER_STOPPED, /* by request or at the end of the range; `at` is where */
  PLAYER_LATE, /* the block that ended at `at` took longer than it lasts */
  PLAYER_XRUN, /* the device lost something before `at`: player_note_xrun () */
  PLAYER_BROKEN, /* strips[0] gave NaN or infinity before `at`, and is silent for a moment */
} PlayerReportKind;

#define PLAYER_WORST 3

typedef struct {
  PlayerReportKind kind;
  Frames at; /* song position */
  void *owner;
  Id strips[PLAYER_WORST]; /* of PLAYER_LATE: what cost most in it, the worst first; 0: no more */
} PlayerReport;

typedef struct {
  double mean, most; /* computing time over playing time, since the last call */
  uint64_t blocks, late; /* ever */
} PlayerLoad;

/* Main thread. `rate` of the project; the shortest loop is 10 ms. */
Player *player_new (int rate);
void player_free (Player *player); /* nothing calls player_process () any more */

/* Main thread, while nothing plays. Graphs are computed with these, which outlive the player; NULL:
 * without. A block that a worker holds up is given up, and silent, `patience_ns` after its time: so
 * long the device can wait. False without memory. */
bool player_set_workers (Player *player, Workers *workers, int64_t patience_ns);

/* Main thread. False when the ring is full: try again after the next block. Touches and releases
 * leave room in it: however fast they come, a start, a stop or a graph gets through. */
bool player_ask (Player *player, const PlayerRequest *request);
/* Main thread: the oldest report that was not read yet. */
bool player_hear (Player *player, PlayerReport *report);
PlayerLoad player_load (Player *player); /* main thread */
/* What is seen of the insert that is watched; any thread. Borrowed. */
InsertTap *player_tap (Player *player);
ChainMatch *player_match (Player *player); /* likewise of the inserts of a strip */

/* Any thread: the song position that was given to the device last, and whether it moves. */
Frames player_position (const Player *player);
bool player_is_rolling (const Player *player);
/* Any thread: the song position that sources are read at; ahead of the other by the latency. */
Frames player_source_position (const Player *player);

/* A stretch of a block in which the song plays. */
typedef struct {
  int from, n; /* frames of the block */
  Frames time; /* graph time that is heard at the first; see player_timeline () */
  unsigned start; /* counts the starts and locates: a new number is a new place */
} PlayerPiece;

#define PLAYER_PIECES 4

typedef struct {
  int n;
  PlayerPiece pieces[PLAYER_PIECES];
  PlayerPiece counted; /* n > 0: here the bars before a start are counted; time: from their begin */
  PlayerCount count; /* which */
  Frames clock; /* frames that were made before: what live values move by */
} PlayerBlock;

#define PLAYER_MOST_BLOCK 1024
#define PLAYER_MOST_BUSES 128

/* What plays beside main: headphone mixes, strips that are listened to, direct outs, strips that
 * are recorded. Each follows the crossfades of main, and all but those that are recorded its starts
 * and stops. */
typedef struct {
  Bus bus;
  bool leaves; /* the graph to come has it no more */
  float *audio[2]; /* [side][frame of the block] */
} PlayerBus;

typedef struct {
  int n;
  PlayerBus buses[PLAYER_MOST_BUSES];
} PlayerBuses;

/* Of the block that was made last, where that was no longer than PLAYER_MOST_BLOCK. Audio thread.
 */
const PlayerBuses *player_buses (const Player *player) REALTIME;

/* Where graph time lies in the song, as far back as the last start. Audio thread. */
const Timeline *player_timeline (const Player *player) REALTIME;

/* The device has lost something before the block to come. Audio thread. */
void player_note_xrun (Player *player) REALTIME;
/* Of the graph that plays; NULL before the first. Audio thread. */
const TempoTrack *player_tempo (const Player *player) REALTIME;

/* So many frames of the next blocks last one of the device's: what is late is measured by that. 1
 * at first. Audio thread. */
void player_set_pace (Player *player, double pace) REALTIME;

/* What is played live in the next blocks: read in each of them; NULL: nothing. Audio thread. */
void player_set_played (Player *player, const PlayedEvents *played) REALTIME;
/* The serial of the last touch or release that is heard. Audio thread. */
uint32_t player_touched (const Player *player) REALTIME;

/* One block for the device: [channel][frame]; silence where nothing plays. `inputs` may be NULL.
 * `block` says where in it the song played. Audio thread. */
void player_process (Player *player, const float *const *inputs, int n_inputs,
                     float *const *outputs, int n_outputs, int n, PlayerBlock *block) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside Live: what its main side and its audio side share. */
#pragma once

#include <stdatomic.h>

#include "live/automation_writer.h"
#include "live/capture.h"
#include "live/crew.h"
#include "live/device_edge.h"
#include "live/live.h"
#include "live/recorder.h"
#include "live/speed.h"
#include "live/touches.h"
#include "mix/media_pool.h"
#include "stream/reader.h"
#include "stream/source.h"

typedef struct LiveAhead LiveAhead;

#define LIVE_INPUT_PEAKS 32 /* channels whose level is told */

struct Live {
  char *folder;
  int rate;
  AudioDevice *device;
  bool by_hand; /* the device is driven by the caller, and no user's */
  _Atomic int64_t hand_ns; /* then its time: when the last block began */
  DeviceEdge *edge; /* where the device runs at another rate; or NULL */
  char *device_note; /* on that; or NULL */
  Speed *speed;
  double wanted_speed;
  bool records; /* live_record () says so */
  bool references; /* one was heard: they play along */
  Player *player;
  Touches touches;
  AutomationWriter *automation;
  StreamCache *cache; /* and */
  StreamReader *reader; /* of the disk; NULL when the device is driven by hand */
  Crew *crew;
  GArray *troubles; /* Trouble */
  bool meters; /* strips have them */
  MediaPool *pool;
  _Atomic Frames loop_from, loop_to;
  uint64_t
      ticket; /* of what has to be read before `transition` or `play` is asked for; 0: nothing */
  PlayerRequest play; /* waits for the disk */
  bool play_waits, take_waits;
  bool reads_both; /* the disk, for the graph that leaves, too */
  GPtrArray *warnings; /* sentences */
  Capture *capture; /* or NULL */
  Recording *recording; /* or NULL */
  LiveMidi *midi; /* or NULL */
  Recorder recorder, strip_recorder; /* audio thread, but for what is said there; one set for both
                                      */
  Ring requests; /* RecordRequest, for the recorder */
  Ring returned; /* RecorderSet *, from it */
  float silence[PLAYER_MOST_BLOCK];
  Monitoring *monitoring;
  Project *project; /* the last that came */
  Id focus; /* live_hand_focus () */
  Project *heard; /* the last that was compiled, as the hand in focus changes it */
  Frames lead; /* frames behind the next start that are not recorded: a pre-roll */
  float output[2][PLAYER_MOST_BLOCK]; /* of the player */
  _Atomic Frames quiet;
  _Atomic float input_peaks[LIVE_INPUT_PEAKS]; /* since they were read, by channel */
  _Atomic uint32_t counted; /* beat, of how many, in a bar: 12, 12, 8 bits; 0: none */

  MixGraph *playing, *next;
  MixTransition *transition; /* from playing to next; NULL when nothing is on its way */
  Project *waiting; /* came while one was on its way; or NULL */
  LiveAhead *ahead; /* makes what a value plays stretched, which waits; or NULL */
  Project *tried; /* the last that it was made for */
  GError *problem; /* of the last compile */
  bool asked; /* to play; until the player says that it has stopped */
  bool stopped; /* since the last poll */
};

typedef enum { RECORD_SET, RECORD_ON, RECORD_PUNCH, RECORD_LEAD } RecordRequestKind;

typedef struct {
  RecordRequestKind kind;
  RecorderSet *set;
  bool on;
  Frames from, to;
} RecordRequest;

/* live_device.c */

/* Opens it and sets up what depends on it; stopped. */
bool live_open_device (Live *live, const LiveConfig *config, GError **error);
/* It has another format now: sets up anew, stopped meanwhile. */
void live_device_changed (Live *live);

/* live_audio.c */

/* A DeviceProcess; `user` is the Live. */
void live_process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
                   unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block) REALTIME;
/* Requests to the recorder. Audio thread, and main when that is gone. */
void live_obey (Live *live) REALTIME;

/* live_touches.c */

/* Before a start from there. */
void live_prepare_writing (Live *live, Frames from);
/* What was held is written where a pass is over. */
void live_poll_touches (Live *live);

/* live_graphs.c */

void live_send (Live *live, const PlayerRequest *request);
void live_ask_recorder (Live *live, RecordRequest request);
/* A start or a locate, once the disk is ready for it. */
void live_ask_to_play (Live *live, const PlayerRequest *request);
/* Where recording is allowed. */
void live_set_punch (Live *live);
/* What has waited for the disk goes on. */
void live_disk_is_ready (Live *live);
/* The player has gone over to the next graph. */
void live_taken (Live *live);
/* Whether a value has to wait for what it plays stretched, which is being made then (live_ahead.c).
 */
bool live_ahead_waits (Live *live, const Project *project);
void live_ahead_poll (Live *live);
void live_ahead_end (Live *live); /* what is under way is given up */

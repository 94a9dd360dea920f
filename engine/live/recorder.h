/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording on the audio thread: brings the device's inputs, and what strips give, to capture
 * rings, each frame with the song position that was heard when it was played.
 *
 * What comes in at a block was played to what went out a round trip before: frames are placed that
 * much earlier, and recording goes on for as long behind a stop. What a strip gives is compensated
 * already: it belongs to the very frames it comes with. */
#pragma once

#include "device/device.h"
#include "realtime/player.h"
#include "stream/capture_ring.h"
#include "stream/retro.h"

typedef struct {
  CaptureRing *ring;
  Retro *retro; /* or NULL */
  int n; /* channels: 1 .. CAPTURE_CHANNELS_MAX; of a strip 2 */
  int channels[CAPTURE_CHANNELS_MAX]; /* of the device */
  Id bus; /* of a strip, in place of the device; or 0 */
  _Atomic float *peak; /* of all that came in; whoever shows it sets it back to 0 */
} RecorderInput;

/* What is armed. Made by main, used by the audio thread until the next is taken. */
typedef struct {
  int n;
  RecorderInput *inputs;
} RecorderSet;

typedef struct {
  /* Audio thread only; main may set them while nothing plays. */
  RecorderSet *set; /* or NULL */
  bool of_strips; /* records those of the set that are strips, else those of the device */
  bool on;
  Frames round_trip;
  Frames punch_in, punch_out; /* equal: everywhere */
  Frames lead; /* frames behind the next start that are not kept: a pre-roll */

  bool follows; /* a start was seen, and a round trip behind its stop is not over */
  unsigned start; /* of the player */
  Frames begin; /* graph time of the start and its lead: nothing before it is kept */
  Frames next; /* graph time of the next frame that comes in */
  Frames end; /* graph time behind the last frame that was heard */
  bool writes; /* frames go to the rings */
  Frames expected; /* song position of the next that is written */
} Recorder;

/* The same block that the player has just made. `silence`: n zeros, for channels that the device
 * does not have. */
void recorder_process (Recorder *recorder, const Timeline *timeline, const PlayerBlock *played,
                       const float *const *inputs, int n_inputs, int n, const DeviceBlock *block,
                       const float *silence) REALTIME;
/* The same for strips: `buses` of the player are theirs. */
void recorder_process_strips (Recorder *recorder, const Timeline *timeline,
                              const PlayerBlock *played, const PlayerBuses *buses, int n,
                              const DeviceBlock *block, const float *silence) REALTIME;
/* Another set, or none: what is being recorded ends. Returns the one before. */
RecorderSet *recorder_take (Recorder *recorder, RecorderSet *set) REALTIME;
void recorder_switch (Recorder *recorder, bool on) REALTIME;

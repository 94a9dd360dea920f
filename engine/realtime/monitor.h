/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monitor section, between what the player gives and the device's outputs: what is heard in the
 * room and on headphones, never in a file. It belongs to the machine. Audio thread.
 *
 * Neutral, it copies main to the speakers bit by bit. Every change runs over 10 ms. */
#pragma once

#include "realtime/player.h"

#define MONITOR_MOST_CUES 32
#define MONITOR_MOST_SPEAKERS 4
#define MONITOR_MOST_LISTEN 16
#define MONITOR_MOST_REFERENCES 16 /* the first ones of a project */
#define MONITOR_DIM_DB -20.0

/* Device channels from 0; right -1: one speaker, which gets the mean of both sides. */
typedef struct {
  int left, right;
} MonitorPair;

typedef struct {
  Id track;
  bool pre; /* PFL; else AFL */
} MonitorListen;

typedef struct {
  double level_db; /* of the speakers, -inf..12 */
  bool dim;
  double dim_db;
  bool mono; /* hear the mean of both sides */
  int source; /* 0: main; n: cue n */
  Id reference; /* of the project, in place of that; 0, or one that is not there: none */
  int n_speakers; /* >= 1 */
  MonitorPair speakers[MONITOR_MOST_SPEAKERS];
  int speaker; /* the pair that is heard */
  MonitorPair cues[MONITOR_MOST_CUES]; /* where cue n + 1 goes; left -1: where the project says */
  /* Strips that are listened to in place of what `source` says. For the compiler. */
  int n_listen;
  MonitorListen listen[MONITOR_MOST_LISTEN];
  double rest_db; /* main beneath them; -inf, as at first: not heard */
} MonitorSettings;

/* Neutral: main at unity on the first two channels. */
void monitor_settings_init (MonitorSettings *settings) REALTIME;

/* On its way to a value. */
typedef struct {
  float now, to, step;
  int left; /* frames */
} MonitorSlope;

/* On its way to other channels: down, over, and up again. */
typedef struct {
  MonitorPair now;
  MonitorSlope weight;
} MonitorRoute;

typedef struct {
  int ramp; /* frames */
  MonitorSettings settings;
  MonitorSlope gain, mono;
  /* Main, the cues, what is listened to, the references. */
  MonitorSlope sources[MONITOR_MOST_CUES + 2 + MONITOR_MOST_REFERENCES];
  MonitorRoute speakers, cues[MONITOR_MOST_CUES];
  float heard[2][PLAYER_MOST_BLOCK];
  float gains[PLAYER_MOST_BLOCK];
} Monitor;

void monitor_init (Monitor *monitor, int rate);
void monitor_set (Monitor *monitor, const MonitorSettings *settings) REALTIME;

typedef struct {
  const float *main[2];
  const float *click; /* added to what is heard; NULL: none */
  const float *const *beside; /* likewise, two sides */
  const PlayerBuses *buses;
} MonitorInput;

/* Writes all outputs, n <= PLAYER_MOST_BLOCK frames. Speakers that the device does not have give
 * way to its first two channels, or its only one. */
void monitor_process (Monitor *monitor, const MonitorInput *input, float *const *outputs,
                      int n_outputs, int n) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monitor section and metronome of a project that plays: settings from the main thread, sound on
 * the audio thread. */
#pragma once

#include "live/metronome_table.h"
#include "live/preview.h"
#include "realtime/monitor.h"

typedef struct Monitoring Monitoring;

/* Main thread. `path` of the user's settings, NULL: neutral, and kept nowhere. */
Monitoring *monitoring_new (int rate, const char *path);
void monitoring_free (Monitoring *monitoring); /* the audio thread is gone; NULL is fine */

/* Main thread: what holds from now on, and is kept. False with an error where it cannot be kept. */
bool monitoring_set (Monitoring *monitoring, const MonitorSettings *settings, GError **error);
/* Of its source alone, and not kept. */
void monitoring_hear (Monitoring *monitoring, int source, Id reference);
const MonitorSettings *monitoring_settings (const Monitoring *monitoring); /* main thread */
/* Main thread: tempo, meters and metronome of a value. */
void monitoring_set_project (Monitoring *monitoring, const Project *project);
Preview *monitoring_preview (const Monitoring *monitoring); /* main thread; borrowed */
void monitoring_poll (Monitoring *monitoring); /* main thread: frees what came back */

typedef struct {
  const Player *player;
  const PlayerBlock *played; /* the block that it has just made */
  const float *main[2]; /* of it */
  bool records;
} MonitoringInput;

/* What the device is to play, n <= PLAYER_MOST_BLOCK frames. */
void monitoring_process (Monitoring *monitoring, const MonitoringInput *input,
                         float *const *outputs, int n_outputs, int n) REALTIME;

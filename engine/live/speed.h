/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Varispeed: between a device and a player whose song goes slower or faster, pitch following. The
 * player goes on at the song's own rate and knows nothing of it, so that loops, clicks, ends and
 * files are where they are. At speed 1 the device's own blocks go through. Made on the main thread,
 * run on the audio thread.
 *
 * Inputs keep their pitch: they go into the song at its pace and out again with it. They are some
 * 8 ms later then, and silent for some 70 ms where that begins and ends. */
#pragma once

#include "base/types.h"
#include "device/device.h"

#define SPEED_CHANNELS 64 /* of each direction; what is beyond is silent at other speeds than 1 */

typedef struct Speed Speed;

/* At speed 1; `rate` of the player. */
Speed *speed_new (int rate, unsigned n_inputs, unsigned n_outputs);
void speed_free (Speed *speed); /* NULL is fine */

/* Main thread: VARISPEED_LEAST to VARISPEED_MOST, from the next block on. */
void speed_set (Speed *speed, double to);

/* What it is just now. Audio thread. */
double speed_now (const Speed *speed) REALTIME;
/* Whether it is at 1 and has come to rest there. Audio thread. */
bool speed_is_one (const Speed *speed) REALTIME;

/* A DeviceProcess for `inner`, whose frames are counted on without a gap at any speed. A change
 * glides, or comes at once with `leaps`, where nothing plays. */
void speed_process (Speed *speed, bool leaps, DeviceProcess inner, void *user,
                    const float *const *inputs, unsigned n_inputs, float *const *outputs,
                    unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block) REALTIME;

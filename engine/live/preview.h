/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sound that is listened to beside the song, such as a file in the browser or a test tone: added
 * to what the monitors play, whatever the song does, and never in a file. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef struct Preview Preview;

/* Main thread. `rate` of the project. */
Preview *preview_new (int rate);
void preview_free (Preview *preview); /* the audio thread is gone; NULL is fine */
/* n frames of two sides at that rate, which may be the same array, made by g_malloc and taken: from
 * its begin, in place of what is heard, which fades in 5 ms. n 0: silence. Main thread. */
void preview_play (Preview *preview, float *left, float *right, Frames n);
void preview_poll (Preview *preview); /* main thread: frees what came back */
/* The frame that is played; false when nothing is. Main thread. */
bool preview_at (const Preview *preview, Frames *at);

/* Two sides of n frames, n <= PLAYER_MOST_BLOCK, until the next call; NULL: nothing is heard. Audio
 * thread. */
const float *const *preview_process (Preview *preview, int n) REALTIME;

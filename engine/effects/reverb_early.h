/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early reflections of a shoebox room, by the image-source method (Allen and Berkley 1979): two
 * sources at the left and right of a stage, two cardioid microphones in the room. Realtime but for
 * the layout. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"
#include "dsp/block_delay.h"

#define REVERB_REFLECTIONS 14 /* for each pair of source and microphone */

typedef struct {
  BlockDelay source[2];
  int delay[2][2][REVERB_REFLECTIONS]; /* source, microphone */
  float gain[2][2][REVERB_REFLECTIONS];
  int n; /* 0: no room */
} ReverbEarly;

/* As reverb_network_lay (); meters: length, width, height. */
int reverb_early_lay (ReverbEarly *early, const double meters[3], double size, int rate, int used);

/* What the microphones hear of the walls, with unit energy for unit noise from both sources. n <=
 * CONTROL_GRID; the buffers hold CONTROL_GRID frames, whatever n. */
void reverb_early_run (ReverbEarly *early, float *arena, float in[2][CONTROL_GRID],
                       float out[2][CONTROL_GRID], int n) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peak, RMS and correlation of one or two channels between two readings. Audio thread. */
#pragma once

#include "base/types.h"
#include "base/realtime.h"

/* Sums run in eight lanes by the frame's number since the reading, in float for this many frames
 * and then on in double: the same bits for any cutting, and no loss however late the reading. */
#define METER_LANES 8
#define METER_FOLD_FRAMES 512

enum { METER_LEFT, METER_RIGHT, METER_CROSS, METER_SUMS };

typedef struct {
  int channels;
  Frames frames;
  float peaks[2][METER_LANES];
  float lanes[METER_SUMS][METER_LANES]; /* of squares and of the product, not yet folded */
  double sums[METER_SUMS];
} LevelMeter;

typedef struct {
  Frames frames; /* that the reading covers; with 0 all is 0 */
  float peak[2]; /* largest magnitude of a sample, linear */
  float rms[2]; /* linear; a full-scale sine gives 0.7071 */
  float correlation; /* -1..1; 0 when a side is silent; 1 for one channel with signal */
} MeterReading;

/* `channels` is 1 or 2. A mono meter reads the same on both sides. */
void meter_init (LevelMeter *meter, int channels) REALTIME;
void meter_process (LevelMeter *meter, const float *const *audio, int n) REALTIME;

/* What came in since init or the last reading, which this resets. */
void meter_read (LevelMeter *meter, MeterReading *reading) REALTIME;

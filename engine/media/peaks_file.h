/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a peak file is laid out: this header, then each level, in it each channel, in it the bins.
 * Little-endian. Private to peaks. */
#pragma once

#include "media/peaks.h"

#define PEAKS_MAGIC 0x4b50514c /* the bytes "LQPK" */
#define PEAKS_VERSION 1

typedef struct {
  uint32_t magic, version;
  uint32_t base, factor;
  uint32_t rate, channels;
  int64_t frames;
  char hash[64];
  uint32_t levels, reserved[7];
} PeakFileHeader;

typedef struct {
  uint16_t min, max, rms; /* half.h */
} PackedBin;

static inline int64_t
peaks_bins (Frames frames, int level)
{
  const Frames bin = peaks_bin_frames (level);
  return frames / bin + (frames % bin != 0);
}

/* As many as it takes until one bin holds everything; at least one. */
static inline int
peaks_count_levels (Frames frames)
{
  int levels = 1;
  while (peaks_bins (frames, levels - 1) > 1)
    levels++;
  return levels;
}

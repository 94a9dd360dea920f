/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waveform of a take while it grows: minimum and maximum of every 256 frames. The writer
 * appends, any number of threads read what is there; nothing that was published moves or changes.
 * 4 bytes per channel and 256 frames: 2.7 MB for an hour of one channel at 48 kHz. */
#pragma once

#include "base/types.h"

#define TAKE_PEAK_FRAMES 256

typedef struct TakePeaks TakePeaks;

typedef struct {
  float min, max;
} TakePeak;

TakePeaks *take_peaks_new (int channels);
TakePeaks *take_peaks_ref (TakePeaks *peaks);
void take_peaks_unref (TakePeaks *peaks); /* NULL is fine; any thread */

/* The writer. */
void take_peaks_add (TakePeaks *peaks, const float *const *planar, int n);

/* How many can be read, of whole stretches of 256 frames. Any thread. */
int64_t take_peaks_n (const TakePeaks *peaks);
/* The one of frames [256 index, 256 (index + 1)), index < take_peaks_n (). 11 bits of precision. */
TakePeak take_peaks_get (const TakePeaks *peaks, int channel, int64_t index);

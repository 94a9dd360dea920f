/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test signals of EBU Tech 3341 and Tech 3342 that can be made from their description. */
#pragma once

#include <glib.h>

/* 1 kHz for a while at a peak level per channel, dBFS; -INFINITY is silence. */
typedef struct {
  double seconds, level_db;
} TonePart;

/* Planar audio on the heap. */
typedef struct {
  int rate, channels, frames;
  float *audio[8];
} Signal;

Signal signal_new (int rate, int channels, int frames);
void signal_clear (Signal *signal);

/* The parts, one after the other, in phase in all channels; ends at the last part with seconds > 0.
 */
Signal signal_tone (int rate, int channels, const TonePart *parts, int n_parts);

/* Multiplies one channel. */
void signal_gain (Signal *signal, int channel, double gain_db);

/* Tech 3341 cases 15 to 19: a steady sine of rate / divisor with a phase, 10 ms fades, 1 s. */
Signal signal_true_peak_tone (int rate, int divisor, double amplitude, double phase_degrees);

/* Tech 3341 cases 20 to 23: rate / 6 at 0.5 into which one period of rate / 4 at 1.0 is set, made
 * at four times the rate, low-passed, and decimated from frame `offset` on, 0 to 3. */
Signal signal_true_peak_burst (int rate, int offset);

/* Noise with a slow and a fast envelope, peaks under full scale: something like a programme. */
Signal signal_programme (int rate, int channels, double seconds, guint32 seed);

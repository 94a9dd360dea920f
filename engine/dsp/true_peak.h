/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks between the samples (ITU-R BS.1770-5, Annex 2): an interpolating kernel for meters and
 * limiters, and a meter of one channel. Plain structs; init on any thread, the rest realtime.
 *
 * Between two neighboring samples `factor - 1` equidistant values are interpolated by a
 * Kaiser-windowed sinc. What lies between those is missed: a tone of frequency f reads low by at
 * most -20 log10 (cos (pi f / (factor rate))) dB: at 0.45 of the rate 0.55 dB with 4x, 0.14 with
 * 8x, 0.034 with 16x. Above (0.5 - 1.8 / taps) of the rate the window rolls off on top of that. No
 * kernel reads a tone more than 0.02 dB high (test-true_peak.c). */
#pragma once

#include "base/realtime.h"

#include <stdbool.h>

#define TRUE_PEAK_MAX_TAPS 64
#define TRUE_PEAK_MAX_FACTOR 16

typedef struct {
  int factor; /* 2, 4, 8 or 16 */
  int taps; /* a value is made of so many samples, half of them on each side; even */
  float norm; /* no interpolated value exceeds the largest sample under the kernel times this */
  /* Nor, by more than this times the largest second difference of the samples under the kernel, the
   * larger of its two neighbors: tight for all but the highest frequencies. */
  float curvature;
  /* Per pair of mirrored taps: the even parts of the phases 1/2 and then 1 / factor, 2 / factor ...
   * below 1/2, and then as many odd parts (that of 1/2 is 0), so that a phase and its mirror image
   * cost one. */
  float parts[TRUE_PEAK_MAX_TAPS / 2 * TRUE_PEAK_MAX_FACTOR];
} TruePeakKernel;

/* factor 2, 4, 8, 16; taps even, 4 .. TRUE_PEAK_MAX_TAPS. */
void true_peak_kernel_init (TruePeakKernel *kernel, int factor, int taps);

/* peaks[i], i < n: the largest magnitude in the interval that begins at sample x[i + taps / 2 - 1],
 * that sample included and the next one not. x holds n + taps - 1 samples. */
void true_peak_intervals (const TruePeakKernel *kernel, const float *x, float *peaks,
                          int n) REALTIME;

/* The largest of peaks[0 .. n - 1] and `least`, as true_peak_intervals () would give them; leaves
 * out work wherever the samples prove that it cannot pass `least`. */
float true_peak_largest (const TruePeakKernel *kernel, const float *x, int n, float least) REALTIME;

/* False where the samples prove that no interval of x, as above, passes `level`. Cheap. */
bool true_peak_can_pass (const TruePeakKernel *kernel, const float *x, int n, float level) REALTIME;

/* The meter of one channel: 4x with 24 taps a phase (BS.1770 has 12), 2x above 100 kHz: music up
 * to 20 kHz reads at most 0.56 dB low at 44.1 kHz, 0.12 at 96 and 192. The same reading for any
 * cutting. */
typedef struct {
  TruePeakKernel kernel; /* another one may be put there after init */
  float peak; /* linear, of all intervals that have passed; true_peak_meter_read () */
  float history[TRUE_PEAK_MAX_TAPS];
} TruePeakMeter;

void true_peak_meter_init (TruePeakMeter *meter, int rate);
void true_peak_meter_reset (TruePeakMeter *meter) REALTIME; /* as after silence */
void true_peak_meter_process (TruePeakMeter *meter, const float *x, int n) REALTIME;
/* The largest peak since the start or the last true_peak_meter_restart (); the intervals that still
 * wait for their right-hand samples are read as if silence followed. */
float true_peak_meter_read (const TruePeakMeter *meter) REALTIME;
/* Begins a new reading; the signal goes on. */
void true_peak_meter_restart (TruePeakMeter *meter) REALTIME;

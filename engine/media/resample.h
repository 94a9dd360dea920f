/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversion of the sample rate for files: libsoxr VHQ in double precision, linear phase. Flat
 * within 0.01 dB to 20 kHz (or 0.913 of the lower half rate), images and aliases under -140 dB, no
 * delay: frame i of the output is the sound at i / out_rate seconds. Any thread but audio, one at a
 * time. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct Resampler Resampler;

/* Equal rates copy. NULL and ENGINE_ERROR_INVALID for rates outside 1 Hz to 10 MHz. */
Resampler *resampler_new (int in_rate, int out_rate, int channels, GError **error);
void resampler_free (Resampler *resampler); /* NULL is fine */

/* ceil (frames * out_rate / in_rate): how many frames come out of `frames` in all. */
Frames resample_length (Frames frames, int in_rate, int out_rate);

/* Takes up to n frames of planar `in`, says in *used how many, and writes up to `capacity` frames
 * to planar `out`; returns how many, -1 and an error when memory is short. With `in` NULL the input
 * has ended: call until it returns 0. What has come out then is resample_length of what went in,
 * exactly. Large blocks (4096 frames and more) are faster. */
int resampler_process (Resampler *resampler, const float *const *in, int n, int *used,
                       float *const *out, int capacity, GError **error);

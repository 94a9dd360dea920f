/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles the sample rate of one channel at almost no delay (about 2 frames of the lower rate): for
 * sources that cannot run at 176.4 and 192 kHz. A plain value; realtime. */
#pragma once

#include "base/realtime.h"

#define UPSAMPLER_SECTIONS 4

/* Zeroed memory is silence. */
typedef struct {
  double state[2][UPSAMPLER_SECTIONS + 1]; /* what each section put out last; first what went in */
} Upsampler;

/* n frames in, 2 n frames out. Flat to 5/12 of the lower rate (40 kHz of 96), images 127 dB down.
 */
void upsampler_process (Upsampler *upsampler, const float *in, float *out, int n) REALTIME;

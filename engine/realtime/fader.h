/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a strip: fader, mute, pan and width as a matrix that runs between control cuts. Audio
 * thread. */
#pragma once

#include "realtime/strip.h"

/* The side factors of the law for a mono source. */
void fader_pan_law (int law, double pan, double *left, double *right) REALTIME;
/* Of a stereo source: the far side follows the law normalized to 0 dB at the center, the near side
 * stays. */
void fader_balance (int law, double pan, double *left, double *right) REALTIME;

/* From the pre tap to the post tap; `place` is the song position there, `clock` the player's. in
 * and out may be the same. */
void fader_process (const Strip *strip, Frames place, Frames clock, int n, const float *const *in,
                    float *const *out) REALTIME;

/* The same while it goes over from the fader of `strip->fade->old`, at graph time `time`. */
void fader_process_fade (const StripContext *context, const Strip *strip, Frames place, Frames time,
                         Frames clock, int n, const float *const *in, float *const *out) REALTIME;

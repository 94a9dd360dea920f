/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a strip goes over from what it was before an edit: at each of its stages that differs, what
 * the old one gives fades out while what the new one gives fades in, so that whatever stands behind
 * it is one unbroken processor with a smooth input. Filled by mix/ off the audio thread; the clock
 * is StripContext.fade_at. Audio thread. */
#pragma once

#include "realtime/strip.h"

/* Numbers of the inserts of an old strip, as edges know them. */
#define STRIP_OLD_INSERTS (1 << 16)

/* Inserts from `from` on differ; those before, and those behind the `n` new ones, go on. */
typedef struct {
  bool differs;
  int from;
  int n_old, n;
  Insert *old; /* the n_old that stood there, on states of their own */
  int old_number; /* of the first of them, as edges know it */
  const int *twin; /* of each new one: that of the old with the same effect, or -1: it is fresh */
  float *(*fed)[2]; /* of each old one: a block of what goes in; NULL where it has no twin */
} ChainFade;

struct StripFade {
  Strip *old; /* what it was; NULL with `comes` and `leaves` */
  Frames wait; /* of the inserts: fresh ones are fed this long before they are heard */
  bool comes; /* out of silence */
  bool leaves; /* into silence: the strip is the old one */
  bool apart; /* mono or frozen here, not there: `old` runs beside it, up to the post tap */
  bool source; /* regions, instrument, inputs of the device */
  int flips; /* bits of the channels whose sign changes */
  bool fader;
  ChainFade inserts, master;
};

/* How far the fade is at graph time `time`: 0 old .. 1 new. */
double strip_fade_share (const StripContext *context, Frames time) REALTIME;

/* The frames from `time` on, at most n, over which that is a straight line. */
int strip_fade_straight (const StripContext *context, Frames time, int n) REALTIME;

/* Over n frames from graph time `time` on, `wait` frames later than the clock: from silence, to
 * silence, from `old` to what stands in audio. */
void strip_fade_in (const StripContext *context, Frames time, Frames wait, int channels, int n,
                    float *const *audio) REALTIME;
void strip_fade_out (const StripContext *context, Frames time, int channels, int n,
                     float *const *audio) REALTIME;
void strip_fade_over (const StripContext *context, Frames time, Frames wait, int channels, int n,
                      const float *const *old, float *const *audio) REALTIME;

/* From the other sign. */
void strip_fade_flip (const StripContext *context, Frames time, int n, float *audio) REALTIME;

/* Whether the pre tap holds two channels: while one of both strips is stereo, it does. */
bool strip_pre_is_stereo (const Strip *strip) REALTIME;

/* The strip of `fade->old` over the whole block beside `strip`, both crossfaded into the taps of
 * it. `work`, `post`: what the old one has given. */
void strip_fade_taps (const StripContext *context, const Strip *strip, Frames time, int n, int slot,
                      float *const *work, float *const *post) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel of the minimum-phase equalizer: sections in series over two channels. Realtime. */
#pragma once

#include "dsp/biquad.h"

/* Frames that are worked on at a time, small enough for the first-level cache. */
#define EQ_BLOCK 512

/* At most this many sections run in one pass, two per vector. */
#define EQ_PASS_SECTIONS 6

typedef enum { EQ_STEREO, EQ_MID, EQ_SIDE, EQ_LEFT, EQ_RIGHT } EqChannel;

/* A section of a band on its way from one design to the next. */
typedef struct {
  BiquadCoefficients now, target;
  BiquadCoefficients step; /* per frame, while moving */
  double s1[2], s2[2]; /* by channel, or mid and side */
  bool active; /* else it changes nothing and is left out */
  bool moving;
} EqSection;

/* Makes for a design: at once, or over the next CONTROL_GRID frames. */
void eq_section_aim (EqSection *section, const Biquad *design, bool jump) REALTIME;
/* Spreads what is left of the way over CONTROL_GRID frames anew. */
void eq_section_restart (EqSection *section) REALTIME;
/* The end of the way: exactly at the target. */
void eq_section_arrive (EqSection *section) REALTIME;

/* Between the planar float audio of processors and the interleaved frames of passes. */
void eq_frames_read (double (*to)[2], const float *left, const float *right, int n) REALTIME;
void eq_frames_write (float *left, float *right, double (*from)[2], int n) REALTIME;

/* Sections that wait for their pass over a block of interleaved frames. */
typedef struct {
  double (*audio)[2];
  int n_frames; /* <= EQ_BLOCK, and <= CONTROL_GRID while any section moves */
  bool mid_side; /* what the two lanes hold now */
  int n_waiting;
  EqSection *waiting[EQ_PASS_SECTIONS];
  EqChannel channels[EQ_PASS_SECTIONS];
} EqPasses;

/* Each section as far as it is active, behind those added before. The audio is right after
 * eq_passes_finish (). */
void eq_passes_add (EqPasses *passes, EqSection *sections, int n, EqChannel channel) REALTIME;
/* Runs what waits; the lanes are left and right again. */
void eq_passes_finish (EqPasses *passes) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The passive tone stack of guitar amplifiers with its three knobs, whose transfer function Yeh and
 * Smith derived ("Discretization of the '59 Fender Bassman tone stack", DAFx 2006), by the bilinear
 * transform. Its knobs may move while it sounds. Realtime. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef enum {
  TONE_STACK_BASSMAN, /* 1959: 250 k, 1 M, 25 k, 56 k; 250 pF, 20 nF, 20 nF */
  TONE_STACK_LEAD, /* British, eighties: 220 k, 1 M, 22 k, 33 k; 470 pF, 22 nF, 22 nF */
} ToneStackCircuit;

/* b1 z^-1 .. of a third order, a0 = 1. */
typedef struct {
  double b[4], a[4];
} ToneStackCoefficients;

typedef struct {
  ToneStackCoefficients from, to;
  int done; /* frames of the way that have passed; CONTROL_GRID = at rest */
} ToneStack;

typedef struct {
  double x[3], y[3]; /* the last ones, the newest first */
} ToneStackChannel; /* all zero at the start and after a reset */

/* Knobs from 0 to 1; that of the bass is logarithmic, as the part is. */
void tone_stack_set (ToneStack *stack, ToneStackCircuit circuit, double bass, double middle,
                     double treble, int rate, bool jump) REALTIME;
void tone_stack_finish (ToneStack *stack) REALTIME;
/* In place. The stack stands where it was until tone_stack_advance (), so that channels share it.
 */
void tone_stack_process (const ToneStack *stack, ToneStackChannel *channel, float *audio,
                         int n) REALTIME;
void tone_stack_advance (ToneStack *stack, int n) REALTIME;

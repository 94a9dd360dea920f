/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pitch of a single voice or string. Any thread. */
#pragma once

#include <stdbool.h>

#define TUNER_FRAMES 8192 /* that are enough at 48 kHz, down to the low B of a bass */

/* Looks for the pitch of n frames, from 30 to 1500 Hz, to a cent or better. False for noise, chords
 * and what is softer than -60 dBFS. */
bool tuner_find (const float *samples, int n, int rate, double *hz);
/* The nearest note (60: middle C) at A4 = 440 Hz, and how far above it, -50 to 50 cents. */
int tuner_note (double hz, double *cents);
char *tuner_note_name (int note); /* "C4"; to be freed */

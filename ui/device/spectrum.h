/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spectrum that an analyzer draws: 4,096 samples under a Hann window, tilted around 1 kHz,
 * smoothed over 1/24 octave, falling slowly. Without a screen; one thread. */
#pragma once

#include <stdbool.h>

#define SPECTRUM_FRAMES 4096
#define SPECTRUM_POINTS 240 /* 24 per octave from 20 Hz to 20 kHz */
#define SPECTRUM_TILT 4.5 /* dB per octave: most finished music looks level with it */
#define SPECTRUM_FLOOR -120.0

typedef struct {
  double db[SPECTRUM_POINTS]; /* what is drawn */
  bool silent; /* all of it lies on the floor */
} Spectrum;

void spectrum_clear (Spectrum *spectrum);
double spectrum_hz (int point);
/* `frames` are the last SPECTRUM_FRAMES; `tilt` dB per octave; what fell goes down by at most
 * `fall` dB. */
void spectrum_step (Spectrum *spectrum, const float *frames, int rate, double tilt, double fall);
/* Down by `fall` dB where nothing new came; false when it lies on the floor already. */
bool spectrum_fall (Spectrum *spectrum, double fall);
/* Marks where both are strong: each less than 18 dB below its own loudest place. Gives how many. */
int spectrum_collisions (const Spectrum *one, const Spectrum *other, bool marks[SPECTRUM_POINTS]);
/* The point of the loudest place between two frequencies; -1: silence. */
int spectrum_loudest (const Spectrum *spectrum, double from_hz, double to_hz);

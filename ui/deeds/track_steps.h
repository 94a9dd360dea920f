/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far keys move what a track has: the same while a hand holds it and as a command. Any thread.
 */
#pragma once

/* The level so many tenths of a decibel higher; silence counts as TRACK_SILENCE. Not yet kept to
 * its range. */
double track_level_step (double db, int tenths);
/* The pan so many hundredths further right, likewise. */
double track_pan_step (double pan, int hundredths);

#define TRACK_SILENCE -90.0

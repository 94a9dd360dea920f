/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tiny SoundFont, so that tests need none from the system. */
#pragma once

#include <glib.h>

/* Writes it to a new file in the folder for temporary files; the path is the caller's to unlink and
 * free. At key 69 everything sounds at 440 Hz:
 *   bank 0 program 0: a sine of full scale, held while the key is, released in 0.1 s
 *   bank 0 program 1: a saw, likewise
 *   bank 1 program 0: the sine an octave higher
 *   bank 128 program 0: a drum, a burst of 50 ms that starts at full scale, at its own pitch on any
 * key bank 128 program 8: another drum, 200 ms */
char *make_sf2 (void);

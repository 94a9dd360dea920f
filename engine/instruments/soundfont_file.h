/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SoundFont files before they are loaded. Any thread but audio. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Writes the path of the best one; false when there is none. Looks in sounds/sf2, sounds/sf3 and
 * soundfonts of $XDG_DATA_HOME and $XDG_DATA_DIRS, for the distribution's choice first. */
bool soundfont_find (char *path, size_t size);

typedef enum {
  SOUNDFONT_GOOD,
  SOUNDFONT_MISSING, /* it cannot be opened */
  SOUNDFONT_ALIEN, /* something else */
  SOUNDFONT_DAMAGED, /* its parts are cut short or not there */
} SoundfontState;

/* Looks at the frame of the file only: RIFF, its length, and the three lists (SoundFont Technical
 * Specification 2.04, section 4). What passes is left to FluidSynth; what it cannot read it gives
 * to a loader for other formats, which complains aloud. */
SoundfontState soundfont_check (const char *path);

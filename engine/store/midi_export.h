/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes of a project as a MIDI file. Any thread but audio. */
#pragma once

#include "model/project.h"
#include "store/smf.h"

/* A file of format 1: first the tempos, meters, keys, markers, sections (as markers) and, where no
 * note has a syllable, lines of lyrics; then each instrument and midi track with what its playing
 * lane sounds: clips cut, looped and repeated as they play, muted notes and clips left out. A tempo
 * ramp becomes a tempo for each eighth that takes exactly as long (to the microsecond a quarter).
 * Notes keep their channel where it is free; a track whose channel another one has gets the next
 * free one but 10, a SoundFont player on its drum bank gets 10. The program and bank of a SoundFont
 * player are sent at the beginning. The caller frees the result. */
SmfFile *midi_export (const Project *project);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The song on a sheet of paper: title, tempo and key, sections with their chords bar by bar, and
 * the lines of the lyrics where they begin. Pure value to text; any thread but audio. */
#pragma once

#include "model/project.h"

/* UTF-8 with line ends of one \n, to be freed:
 *
 *     Midnight Drive
 *     The Band
 *
 *     Key Am, 120 bpm, 4/4
 *
 *     [Verse 1] bars 1-8
 *     | Am      | F       | C   G   | %       |
 *     First line of the lyrics
 *
 * Four bars make a line; "%" is a bar in which the chord before it goes on. What stands outside of
 * sections comes in a part without a name. */
char *song_sheet_write (const Project *project);

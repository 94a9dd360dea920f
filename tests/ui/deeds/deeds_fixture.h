/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small band on disk, for tests of what editing actions do. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Saves a song as folder/Song; its path, to be freed. At 120 BPM, 48 kHz: audio tracks Kick (a hit
 * each half second for 4 s at 1, and from 3.1 a second clip that joins it), Snare and Vox with
 * takes 1 to 3 of 4 s and a comp of two parts (take 1 to bar 2, take 2 to bar 3); Keys with notes
 * at 1; Bass, empty; an envelope of Vox gain; sections Intro 1, Verse 3, Chorus 5; marker at 2;
 * chord Am at 1; lyrics at 1; a second tempo at 9; a return Hall that Vox sends to. */
char *deeds_fixture_make (const char *folder);
/* A WAV file of hits (or, without, a tone), so many seconds long. */
void deeds_fixture_wave (const char *path, double seconds, bool hits);
/* A copy of a project folder: another folder with the same name below `under`. To be freed. */
char *deeds_fixture_copy (const char *song, const char *under);
/* Puts the cursor on the row of a track, take lane or envelope of it, at a place as "2.1.1". */
void deeds_fixture_go (LqDesk *desk, const char *track, RowKind kind, int item, const char *place);
void deeds_fixture_range (LqDesk *desk, const char *from, const char *to);
/* Row of a track by name. */
const Track *deeds_fixture_track (LqDesk *desk, const char *name);

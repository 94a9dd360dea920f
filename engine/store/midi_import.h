/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A MIDI file as part of a project value. Any thread but audio. */
#pragma once

#include "model/project.h"
#include "store/smf.h"

typedef struct {
  Ticks at; /* where the file's beginning comes to lie */
  bool conductor; /* its tempos, meters and keys take the place of the project's, and its markers,
                   * sections and lyrics are added: for a project that follows the file */
} MidiImport;

/* Adds an instrument track before main for each track and channel of the file that has notes, with
 * one clip from the bar of its first note to the end of the bar of its last. Program and bank at
 * the start become the values of a SoundFont player, channel 10 its drums; later ones and all other
 * controllers become envelopes of the clip. A marker that is named as a part of a song is ("Verse
 * 2", "Chorus") becomes a section to the next one. Lyrics go to the notes they stand at, and as
 * lines to the project. System exclusive messages and what lies before tick 0 are dropped.
 * `project` is one that the caller may write, its ids come from `ids`. Returns the number of
 * tracks. */
int midi_import (Project *project, const SmfFile *file, const MidiImport *options, IdSource *ids);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of midi_import () and midi_export () that belong to the whole song. Any thread but
 * audio. */
#pragma once

#include "store/midi_import.h"

/* Tempos, meters, keys, markers, sections, lyrics. The project is written. */
void midi_import_conductor (Project *project, const SmfFile *file, Ticks at, IdSource *ids);

/* A fresh node with an id. The caller owns it. */
gpointer midi_new_node (IdSource *ids, NodeKind kind);
/* A name as projects allow it: no control characters, no blanks at its ends; fresh. */
char *midi_clean_name (const char *name);
/* "Am" of a key signature; borrowed. */
const char *midi_key_name (const SmfKey *key);

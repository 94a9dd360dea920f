/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The piano roll as a page of the bottom editor. GTK thread. */
#pragma once

#include "ui/editor/editor.h"
#include "ui/editor/roll.h"

#define LQ_TYPE_PIANO_ROLL (lq_piano_roll_get_type ())
G_DECLARE_FINAL_TYPE (LqPianoRoll, lq_piano_roll, LQ, PIANO_ROLL, GtkWidget)

/* Adds the page, "piano-roll", with its controls; it shows the editor's clip from then on. Signal
 * "selection-changed" (): the selected notes may be others. */
LqPianoRoll *lq_piano_roll_attach (LqEditor *editor, LqDesk *desk);

Roll *lq_piano_roll_model (LqPianoRoll *page); /* lives as long as the page */
/* Opens an entry over the note under the cursor or the first selected one: Space and Tab go on to
 * the next note, Enter and Escape end it. False where there is no note. */
bool lq_piano_roll_type_lyric (LqPianoRoll *page);
/* The menu of what the lane below the notes shows. */
void lq_piano_roll_choose_lane (LqPianoRoll *page);
/* The menu of the notes, at the cursor. */
void lq_piano_roll_open_menu (LqPianoRoll *page);
/* True where something was going on that is over now: a drag, an entry. */
bool lq_piano_roll_escape (LqPianoRoll *page);

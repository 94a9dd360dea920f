/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is played on one note alone, as events that carry the note's number: pressure, a bend, which
 * is its pitch, and a controller, which is its timbre. Instruments that cannot do it leave them
 * alone; without a number, bends and controllers are those of a channel. Realtime. */
#pragma once

#include "dsp/processor.h"

#define NOTE_BEND_RANGE 48.0 /* semitones of a note's bend of 1 */
#define NOTE_TIMBRE 74 /* the controller; 64 of 127 leaves the sound as it is */

static inline bool
is_note_expression (const Event *event)
{
  return event->type == EVENT_NOTE_PRESSURE ||
         (event->note && (event->type == EVENT_BEND || event->type == EVENT_CONTROL));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an instrument plays: events by song position, with what is needed to start in the middle.
 * Immutable; audio thread. */
#pragma once

#include "dsp/processor.h"

typedef struct {
  Frames at;
  Event event;
  Frames end; /* of a note on, and of what expresses it: where its off stands */
} NoteEvent;

typedef struct {
  int n;
  const Frames *latest_end; /* of the notes up to and including this event */
  const NoteEvent *events; /* by place; at one place offs first, then controllers, then ons,
                            * then what expresses them */
} NoteList;

/* Index of the first event at or behind. */
int note_list_find (const NoteList *list, Frames at) REALTIME;

/* Calls the instrument with what holds at `at`: the last program, controllers and bend of each
 * channel, then the notes that sound there and began before, and how they are expressed. */
void note_list_chase (const NoteList *list, Frames at, const Processor *instrument,
                      void *memory) REALTIME;

/* Ends the notes that began before `at` and sound there. */
void note_list_release (const NoteList *list, Frames at, const Processor *instrument,
                        void *memory) REALTIME;

/* The same instrument goes on at `at` with another list: ends the notes that sound only in the old
 * one, starts those that sound only in the new one. */
void note_list_move (const NoteList *old, const NoteList *next, Frames at,
                     const Processor *instrument, void *memory) REALTIME;

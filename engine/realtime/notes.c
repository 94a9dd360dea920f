/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/notes.h"

#include <string.h>

#include "dsp/note_expression.h"

int
note_list_find (const NoteList *list, Frames at)
{
  int low = 0, high = list->n;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (list->events[middle].at < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* One bit for each thing that was chased: programs, bends, pressures, 128 controllers of 16
 * channels. */
typedef struct {
  uint64_t bits[(16 * 131 + 63) / 64];
} Seen;

static bool
see (Seen *seen, int what)
{
  const uint64_t bit = UINT64_C (1) << (what % 64);
  const bool known = seen->bits[what / 64] & bit;
  seen->bits[what / 64] |= bit;
  return known;
}

/* Which of them an event sets, -1 for notes. */
static int
slot_of (const Event *event)
{
  if (is_note_expression (event))
    return -1;
  switch (event->type) {
  case EVENT_PROGRAM:
    return event->channel * 131;
  case EVENT_BEND:
    return event->channel * 131 + 1;
  case EVENT_PRESSURE:
    return event->channel * 131 + 2;
  case EVENT_CONTROL:
    return event->channel * 131 + 3 + (event->key & 127);
  default:
    return -1;
  }
}

/* The notes that began before event `end` and sound at `at` are expressed as they are there. */
static void
chase_expressions (const NoteList *list, int end, Frames at, const Processor *instrument,
                   void *memory)
{
  int first = end;

  while (first > 0 && list->latest_end[first - 1] > at)
    first--;
  for (int i = first; i < end; i++)
    if (is_note_expression (&list->events[i].event) && list->events[i].end > at)
      instrument->event (memory, &list->events[i].event);
}

void
note_list_chase (const NoteList *list, Frames at, const Processor *instrument, void *memory)
{
  const int end = note_list_find (list, at);
  Seen seen = { { 0 } };

  /* Backwards, the last word counts; a bank select before a program must go first, so controllers
   * go in a round of their own. */
  for (int round = 0; round < 2; round++)
    for (int i = end - 1; i >= 0; i--) {
      const Event *event = &list->events[i].event;
      const int slot = slot_of (event);
      if (slot < 0 || (event->type == EVENT_CONTROL) != (round == 0) || see (&seen, slot))
        continue;
      instrument->event (memory, event);
    }
  for (int i = 0; i < end; i++)
    if (list->events[i].event.type == EVENT_NOTE_ON && list->events[i].end > at)
      instrument->event (memory, &list->events[i].event);
  chase_expressions (list, end, at, instrument, memory);
}

static bool
sounds (const NoteEvent *event, Frames at)
{
  return event->event.type == EVENT_NOTE_ON && event->at < at && event->end > at;
}

static void
end_note (const Event *on, const Processor *instrument, void *memory)
{
  Event off = *on;

  off.type = EVENT_NOTE_OFF;
  off.value = 0;
  instrument->event (memory, &off);
}

void
note_list_release (const NoteList *list, Frames at, const Processor *instrument, void *memory)
{
  for (int i = note_list_find (list, at) - 1; i >= 0 && list->latest_end[i] > at; i--)
    if (sounds (&list->events[i], at))
      end_note (&list->events[i].event, instrument, memory);
}

static bool
has_sounding (const NoteList *list, const NoteEvent *like, Frames at)
{
  for (int i = note_list_find (list, at) - 1; i >= 0 && list->latest_end[i] > at; i--)
    if (sounds (&list->events[i], at) && list->events[i].event.note == like->event.note &&
        list->events[i].event.key == like->event.key &&
        list->events[i].event.channel == like->event.channel)
      return true;
  return false;
}

void
note_list_move (const NoteList *old, const NoteList *next, Frames at, const Processor *instrument,
                void *memory)
{
  for (int i = note_list_find (old, at) - 1; i >= 0 && old->latest_end[i] > at; i--)
    if (sounds (&old->events[i], at) && !has_sounding (next, &old->events[i], at))
      end_note (&old->events[i].event, instrument, memory);
  for (int i = note_list_find (next, at) - 1; i >= 0 && next->latest_end[i] > at; i--)
    if (sounds (&next->events[i], at) && !has_sounding (old, &next->events[i], at))
      instrument->event (memory, &next->events[i].event);
  chase_expressions (next, note_list_find (next, at), at, instrument, memory);
}

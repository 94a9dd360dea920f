/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/midi_clock.h"

#include <math.h>

#include "base/types.h"

#define TICKS_PER_CLOCK (TICKS_PER_QUARTER / 24)
#define TICKS_PER_SIXTEENTH (TICKS_PER_QUARTER / 4)
#define LAST_SIXTEENTH 16383 /* 14 bits */
#define SAME_TICKS 1.0 /* nearer is the same place, rounded */

enum { CLOCK = 0xf8, START = 0xfa, CONTINUE = 0xfb, STOP = 0xfc, SONG_POSITION = 0xf2 };

typedef struct {
  MidiClockMessage *messages;
  int n, max;
  uint32_t n_frames;
} Output;

static void
add (Output *out, double frame, uint8_t status)
{
  const double last = (double) out->n_frames - 1;

  if (out->n >= out->max)
    return;
  frame = floor (frame < 0 ? 0 : frame > last ? last : frame);
  out->messages[out->n++] =
      (MidiClockMessage){ .frame = (uint32_t) frame, .size = 1, .data = { status } };
}

static void
tell_position (MidiClock *clock, Output *out, int64_t sixteenth)
{
  if (clock->told == sixteenth + 1 || out->n >= out->max)
    return;
  clock->told = sixteenth + 1;
  out->messages[out->n++] = (MidiClockMessage){
    .size = 3, .data = { SONG_POSITION, (uint8_t) (sixteenth & 127), (uint8_t) (sixteenth >> 7) }
  };
}

static int64_t
sixteenth_from (double ticks)
{
  const double next = ceil ((ticks - SAME_TICKS) / TICKS_PER_SIXTEENTH);
  return next < 0 ? 0 : next > LAST_SIXTEENTH ? LAST_SIXTEENTH : (int64_t) next;
}

static void
begin_rolling (MidiClock *clock, Output *out, double begin)
{
  if (clock->is_rolling && !clock->is_waiting)
    add (out, 0, STOP);
  clock->is_rolling = true;
  clock->is_waiting = true;
  clock->start = sixteenth_from (begin);
  clock->next = (int64_t) ceil ((begin - SAME_TICKS) / TICKS_PER_CLOCK);
  if (clock->start > 0)
    tell_position (clock, out, clock->start);
}

static void
roll (MidiClock *clock, Output *out, double begin, double end)
{
  if (!clock->is_rolling || fabs (begin - clock->end) > SAME_TICKS)
    begin_rolling (clock, out, begin);

  const double frames_per_tick = out->n_frames / (end - begin);
  for (; (double) clock->next * TICKS_PER_CLOCK < end; clock->next++) {
    const double frame = ((double) clock->next * TICKS_PER_CLOCK - begin) * frames_per_tick;
    if (clock->is_waiting && clock->next * TICKS_PER_CLOCK == clock->start * TICKS_PER_SIXTEENTH) {
      add (out, frame, clock->start == 0 ? START : CONTINUE);
      clock->is_waiting = false;
      clock->told = 0;
    }
    add (out, frame, CLOCK);
  }
  clock->end = end;
}

static void
stand (MidiClock *clock, Output *out, double at, double clocks_per_frame)
{
  if (clock->is_rolling) {
    if (!clock->is_waiting)
      add (out, 0, STOP);
    clock->rest = (double) clock->next - clock->end / TICKS_PER_CLOCK;
    clock->rest = clock->rest < 0 ? 0 : clock->rest > 1 ? 1 : clock->rest;
    clock->is_rolling = clock->is_waiting = false;
  }
  tell_position (clock, out, sixteenth_from (at));
  const double length = clocks_per_frame * out->n_frames;
  for (; clock->rest < length; clock->rest += 1)
    add (out, clock->rest / clocks_per_frame, CLOCK);
  clock->rest -= length;
}

int
midi_clock_block (MidiClock *clock, bool is_rolling, double begin, double end, double bpm,
                  double rate, uint32_t n_frames, MidiClockMessage *messages, int max)
{
  Output out = { .messages = messages, .max = max, .n_frames = n_frames };

  if (n_frames == 0)
    return 0;
  if (is_rolling && end > begin)
    roll (clock, &out, begin, end);
  else
    stand (clock, &out, begin, bpm / 60 * 24 / rate);
  return out.n;
}

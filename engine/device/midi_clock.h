/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MIDI clock for what follows our tempo: 24 clocks a quarter note, start, stop, continue and song
 * position (MIDI 1.0, system common and real-time messages). Audio thread.
 *
 * Clocks go on at the tempo while stopped. A start between sixteenths is a continue at the next
 * one, because song position knows no finer place. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/realtime.h"

typedef struct {
  uint32_t frame; /* within the block */
  uint8_t size;
  uint8_t data[3];
} MidiClockMessage;

/* All zeros at first. */
typedef struct {
  bool is_rolling;
  bool is_waiting; /* for the sixteenth at which the others start */
  double end; /* ticks: of the block before */
  int64_t next; /* the number of the next clock while rolling: that many since the song start */
  int64_t start; /* the sixteenth that is_waiting is for */
  double rest; /* clocks until the next one while stopped */
  int64_t told; /* the sixteenth that was told last, plus 1 */
} MidiClock;

/* What belongs into a block of n_frames, in order. Rolling: it plays the ticks [begin, end) evenly,
 * where a loop is split into two blocks. Stopped: it stands at `begin`, `end` is not used. `bpm`
 * and the rate lead the clocks while stopped. Returns how many messages; those beyond `max` are
 * lost: 8 and one for each clock are enough. */
int midi_clock_block (MidiClock *clock, bool is_rolling, double begin, double end, double bpm,
                      double rate, uint32_t n_frames, MidiClockMessage *messages, int max) REALTIME;

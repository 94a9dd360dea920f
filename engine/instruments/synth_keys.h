/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which voice plays what: notes on and off, stealing, the mono modes, the sustain pedal. Realtime.
 *
 * A stolen voice fades out over 5 ms in one of the spare slots while the new one already sounds. */
#pragma once

#include "dsp/processor.h"
#include "instruments/synth_voice.h"

#define SYNTH_SLOTS 48 /* 32 voices and 16 that fade */
#define SYNTH_HELD 32
#define SYNTH_CHANNELS 16

typedef struct {
  uint8_t key, channel;
  uint32_t note;
  float velocity;
} SynthHeld;

typedef struct {
  SynthVoice voices[SYNTH_SLOTS];
  SynthFilter filters[SYNTH_SLOTS / SYNTH_GROUP];
  SynthPlayer players[SYNTH_CHANNELS];
  SynthHeld held[SYNTH_HELD]; /* keys that are down, the latest last */
  int n_held;
  uint64_t order;
  double last_pitch; /* where a glide starts */
  int fade; /* frames in which a stolen voice goes */
} SynthKeys;

void synth_keys_reset (SynthKeys *keys, int rate) REALTIME;
void synth_keys_event (SynthKeys *keys, const SynthSettings *settings, const Event *event) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One note: its pitch, envelopes, oscillators and the controls that run through a cell of the grid.
 * Realtime.
 *
 * Controls are reckoned where the song position is a multiple of CONTROL_GRID and where a note
 * starts, for the end of the cell, and run there in straight lines; so a run of frames is a map
 * over time. */
#pragma once

#include "instruments/synth_settings.h"

enum {
  SYNTH_CONTROL_LEFT, /* gain, with velocity, pan and tremolo */
  SYNTH_CONTROL_RIGHT,
  SYNTH_CONTROL_LEVEL1,
  SYNTH_CONTROL_LEVEL2,
  SYNTH_CONTROL_RING,
  SYNTH_CONTROL_NOISE,
  SYNTH_CONTROL_WIDTH1,
  SYNTH_CONTROL_WIDTH2,
  SYNTH_CONTROL_FM,
  SYNTH_CONTROL_CUT,
  SYNTH_CONTROL_RESONANCE,
  SYNTH_CONTROL_DRIVE,
  N_SYNTH_CONTROLS,
};

/* What a player does beside notes, of one MIDI channel. */
typedef struct {
  float bend; /* -1..1 */
  float wheel; /* modulation, 0..1 */
  float pressure, volume, expression; /* 0..1 */
  float pan; /* -1..1 */
  bool pedal;
} SynthPlayer;

/* Where in the song a cell ends, and what swings freely there. */
typedef struct {
  int left; /* frames from here to the end of the cell */
  Frames position; /* here */
  double seconds_per_beat;
  float vibrato_here, vibrato_end;
  float lfo_here[SYNTH_LFOS], lfo_end[SYNTH_LFOS];
} SynthMoment;

typedef struct {
  bool active;
  bool fresh; /* starts with the next frame */
  bool down; /* its key is */
  bool killed; /* fades out in fade_left frames */
  uint8_t key, channel;
  uint32_t note;
  uint64_t order; /* of its start among all notes */
  uint64_t noise_key;
  float velocity, pressure;
  float bent, timbre; /* of this note alone: semitones, and -1..1 */
  double pitch, pitch_goal; /* semitones, MIDI numbers */
  double glide_left; /* frames */
  double age; /* frames at the end of the cell */
  double lfo_turns[SYNTH_LFOS]; /* retriggered ones, at the end of the cell */
  float filter_value; /* of the filter envelope at the end of the cell */
  SynthEnvelope amp, filter;
  int fade_left;
  int unison;
  uint32_t phase[2][SYNTH_UNISON], step[2][SYNTH_UNISON];
  int32_t bend[2][SYNTH_UNISON]; /* what step grows by a frame */
  uint32_t step_goal[2][SYNTH_UNISON];
  uint32_t ratio, ratio_goal; /* of a synced oscillator 2, times 2^16 */
  int32_t ratio_bend;
  SynthWave wave[2];
  float from[N_SYNTH_CONTROLS], goal[N_SYNTH_CONTROLS], slope[N_SYNTH_CONTROLS];
  int aimed; /* frames since the controls were at `from` */
  int way; /* frames after which they reach `goal` */
  bool turned; /* must be aimed anew before its cell ends */
  SynthEnvelope filter_before; /* the envelope when it was aimed */
  bool needs_1, needs_2; /* oscillators that are heard in this cell */
} SynthVoice;

typedef float SynthPlane[CONTROL_GRID];

/* Starts or, in the mono modes, moves a note. */
void synth_voice_start (SynthVoice *voice, const SynthSettings *settings,
                        double from_pitch) REALTIME;
void synth_voice_move (SynthVoice *voice, const SynthSettings *settings, double pitch,
                       bool retrigger, bool glide) REALTIME;
void synth_voice_release (SynthVoice *voice, const SynthSettings *settings) REALTIME;
void synth_voice_kill (SynthVoice *voice, int fade) REALTIME;
void synth_voice_rebase (SynthVoice *voice, const SynthSettings *settings) REALTIME;

/* Reckons the controls for the end of the cell. `key`: of the synthesizer's noise. */
void synth_voice_aim (SynthVoice *voice, const SynthSettings *settings, const SynthPlayer *player,
                      const SynthMoment *moment, uint64_t key) REALTIME;

/* The oscillators of n frames; fills CONTROL_GRID. */
void synth_voice_oscillate (SynthVoice *voice, const SynthSettings *settings, Frames position,
                            SynthPlane audio[2], int n) REALTIME;
/* The gains of n frames; the voice ends when its envelope or its fade does. */
void synth_voice_gains (SynthVoice *voice, const SynthSettings *settings, int fade,
                        SynthPlane gain[2], int n) REALTIME;

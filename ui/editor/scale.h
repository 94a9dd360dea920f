/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales: which pitches belong to a key, and how they are called. No state; any thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum {
  SCALE_MAJOR,
  SCALE_MINOR,
  SCALE_HARMONIC_MINOR,
  SCALE_DORIAN,
  SCALE_PHRYGIAN,
  SCALE_LYDIAN,
  SCALE_MIXOLYDIAN,
  SCALE_LOCRIAN,
  SCALE_MAJOR_PENTATONIC,
  SCALE_MINOR_PENTATONIC,
  SCALE_CHROMATIC,
  N_SCALE_KINDS
} ScaleKind;

typedef struct {
  int tonic; /* 0..11 from C */
  ScaleKind kind;
  bool flats; /* black keys are called after the key above */
} Scale;

/* Reads a key as projects write it: "C", "F#m", "D dorian"; C chromatic for anything else. */
Scale scale_read (const char *key);
/* The same tonic with another mode. */
Scale scale_with_kind (Scale scale, ScaleKind kind);
bool scale_has (const Scale *scale, int pitch);
/* So many steps of the scale up (or down); a pitch outside of it goes to its next neighbor first.
 * Kept in 0..127. */
int scale_step (const Scale *scale, int pitch, int steps);
/* The nearest pitch of the scale, the lower one of two. */
int scale_nearest (const Scale *scale, int pitch);
/* "minor"; marked N_. */
const char *scale_kind_name (ScaleKind kind);
/* "F♯"; `text` has room for 8 bytes. */
const char *scale_pitch_class (const Scale *scale, int pitch, char text[8]);
/* "F♯4", with room for 16 bytes. */
const char *scale_pitch_name (const Scale *scale, int pitch, char text[16]);

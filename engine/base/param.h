/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row per parameter of an effect or instrument: what XML, automation, scripts and screens read.
 * Constant tables; any thread. */
#pragma once

#include "base/types.h"

typedef enum {
  PARAM_FLOAT,
  PARAM_INT,
  PARAM_BOOL, /* 0 or 1 */
  PARAM_ENUM, /* index into choices */
  PARAM_FILE, /* text: a path; its number is unused */
} ParamType;

typedef enum {
  PARAM_UNIT_NONE,
  PARAM_UNIT_DB,
  PARAM_UNIT_HZ,
  PARAM_UNIT_MS,
  PARAM_UNIT_SECONDS,
  PARAM_UNIT_PERCENT, /* stored 0..100 */
  PARAM_UNIT_RATIO, /* 4 means 4:1 */
  PARAM_UNIT_DEGREES,
  PARAM_UNIT_SEMITONES,
  PARAM_UNIT_CENTS,
  PARAM_UNIT_OCTAVES,
  PARAM_UNIT_DB_PER_OCTAVE,
  PARAM_UNIT_BEATS, /* quarter notes */
} ParamUnit;

/* The display scale: knobs, fades of automation and smoothing run straight on it. */
typedef enum {
  PARAM_LINEAR, /* also decibels */
  PARAM_LOG, /* min > 0 */
} ParamScale;

typedef struct {
  const char *name; /* as in commands and XML: "band1.freq" */
  const char *label; /* on screen: "Frequency" */
  const char *help; /* one sentence, what it does to the sound */
  ParamType type;
  ParamUnit unit;
  ParamScale scale;
  double min, max, initial;
  double smoothing_ms; /* how long a step takes on the display scale; 0 = at once */
  const char *const *choices; /* NULL-terminated, for PARAM_ENUM */
  bool rebuild; /* changes latency or memory: a new state is made, no automation */
} ParamSpec;

/* A named set of values: "name=value name=value", read as in effect.set. */
typedef struct {
  const char *name; /* "Vocal: gentle leveling" */
  const char *values; /* "threshold=-24 ratio=3 attack=12" ; what is not named is the default */
} ParamPreset;

typedef struct {
  const char *kind; /* as in effect.add kind= */
  const char *label; /* on screen */
  const char *help; /* what it is for and when not to use it */
  int version; /* grows when the sound changes */
  const ParamSpec *params;
  int n_params;
  const ParamPreset *presets;
  int n_presets;
  bool sidechain; /* listens to a second input */
} DeviceSpec;

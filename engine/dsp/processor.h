/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every effect and instrument is: a table of functions over a state of known size.
 *
 * The rules that make the sound the same at any block size (SEMANTICS: "Graph, latency, swapping"):
 * - process () gives the same bits however the same input is cut, down to one frame a call. Nothing
 *   may depend on n or on where a call begins, only on the state and on context->position.
 * - set () is called only at multiples of CONTROL_GRID of the song position and at automation
 * points. The caller has already smoothed the values on their display scale; a processor that
 * multiplies by a gain runs linearly from the old to the new one over the next CONTROL_GRID frames.
 * - The state holds no pointer into itself, so it is copied by memcpy. It may point to immutable
 *   things that init () made (FFT plans, tables, sample data) and clear () gives back.
 * - Noise is hash_noise () of (seed, id, channel, position); free-running LFOs are functions of
 * position.
 * - Input may be any finite float. NaN never leaves a processor that got none.
 *
 * init, clear, latency, tail, state_size, channels: not on the audio thread. The rest is REALTIME.
 */
#pragma once

#include "base/param.h"
#include "base/realtime.h"
#include "base/types.h"

/* An audio file at the rate of the project. */
typedef struct {
  const float *audio[2]; /* borrowed until init () returns */
  int channels; /* 1 or 2 */
  Frames frames; /* 0: there is none, or it cannot be read */
} ProcessorSound;

typedef struct {
  int rate; /* of the project, Hz */
  int channels; /* that come in: 1 or 2 */
  uint64_t seed; /* of the project */
  Id id; /* of the device */
  const double *values; /* n_params of them, at the start */
  const char *const *texts; /* n_params of them; for PARAM_FILE the absolute path, else NULL */
  const ProcessorSound *sounds; /* n_params of them, for PARAM_FILE where hears_files; else NULL */
} ProcessorSetup;

typedef struct {
  Frames position; /* song position of the first frame of this call; may be negative */
  double bpm; /* valid for the whole call only if the processor asks for the grid */
  double beat; /* quarter notes since the song start at position; likewise */
  const float *sidechain[2]; /* NULL where nothing is connected; both set when it is */
} ProcessContext;

typedef enum {
  EVENT_NOTE_ON,
  EVENT_NOTE_OFF,
  EVENT_CONTROL,
  EVENT_BEND,
  EVENT_PRESSURE,
  EVENT_NOTE_PRESSURE,
  EVENT_PROGRAM,
  EVENT_ALL_OFF
} EventType;

/* Something played. Reaches an instrument between two process () calls, at its exact frame. */
typedef struct {
  EventType type;
  uint8_t channel; /* 0..15 */
  uint8_t key; /* note, or controller number */
  float value; /* velocity 0..1, controller 0..1, bend -1..1, program number */
  uint32_t note; /* pairs a note's on and off; 0 = by key */
} Event;

typedef struct {
  const DeviceSpec *spec;
  bool grid; /* never call process () across a multiple of CONTROL_GRID: it reads bpm or beat */
  bool hears_files; /* its PARAM_FILEs are audio files, which setup->sounds holds */
  bool restarts; /* its state cannot be copied: state_copy () leaves `to` as after reset (), and the
                  * caller chases controllers and notes into it */

  /* Bytes, for memory aligned to 64. */
  size_t (*state_size) (const ProcessorSetup *setup);
  /* Fills zeroed memory. False when something outside is missing or broken; then *message says
   * what, in a static sentence. */
  bool (*init) (void *state, const ProcessorSetup *setup, const char **message);
  void (*clear) (void *state); /* NULL: nothing outside the state */
  void (*reset) (void *state); /* to as it was after init and set (jump) */
  /* Makes `to`, of the same setup, continue as `from` would. NULL: memcpy. */
  void (*state_copy) (void *to, const void *from);
  /* New values. `jump`: take them at once (start, locate), else ramp over CONTROL_GRID frames. */
  void (*set) (void *state, const double *values, bool jump);
  void (*event) (void *state, const Event *event); /* instruments only */
  /* In place, planar. With setup->channels in, channels () out: audio has that many pointers, the
   * surplus ones hold rubbish. Instruments add nothing: they overwrite. n >= 1. */
  void (*process) (void *state, float *const *audio, int n, const ProcessContext *context);

  int (*channels) (const ProcessorSetup *setup); /* out; NULL: as many as come in */
  int (*latency) (const ProcessorSetup *setup); /* frames; NULL: 0 */
  /* Frames after the last non-zero input until the output stays below -120 dBFS for unit input.
   * NULL: none; INT64_MAX: never ends. */
  Frames (*tail) (const ProcessorSetup *setup);
  /* How far the gain is turned down after the last frame, in dB, 0 or more. Between two process ()
   * calls, on their thread. NULL: it turns nothing down. */
  float (*reduction) (const void *state);
} Processor;

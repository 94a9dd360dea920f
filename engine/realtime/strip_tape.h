/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tape-style recording: the clips of a strip are silent while it is recorded over, and its input is
 * heard in their place, where it is heard at all. Where recording begins or ends while the song
 * plays one gives way to the other in a ramp. Audio thread. */
#pragma once

#include "realtime/strip.h"

typedef enum {
  TAPE_PLAYS, /* the clips */
  TAPE_SILENT,
  TAPE_FADES, /* from one to the other */
} TapePhase;

/* For the block to come. `stands`: the song does not play, nobody hears a ramp. */
TapePhase strip_tape_phase (const StripContext *context, Strip *strip, bool stands) REALTIME;

/* With TAPE_FADES: the n frames of clips in `work` (zeros where there are none) and the input. */
void strip_tape_fade (const StripContext *context, Strip *strip, int n,
                      float *const *work) REALTIME;

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording on the main thread: which tracks are armed, where their takes go, what became of them.
 * The audio thread's half is live/recorder.h. */
#pragma once

#include "live/recorder.h"
#include "model/dropouts.h"
#include "stream/writer.h"

typedef struct Recording Recording;

/* What became of a take. */
typedef struct {
  Id track;
  char *path; /* absolute */
  Frames song_frame; /* of its first frame */
  Frames frames;
  int n_gaps; /* places where the device or the disk lost frames */
  GArray *dropouts; /* DropoutMark: the first of them, in frames of the file */
  char *problem; /* a sentence when the disk failed; or NULL */
} RecordedTake;

/* `folder` is the project's. */
Recording *recording_new (const char *folder, int rate);
/* Closes every take and waits for the disk. Nothing of it is on the audio thread any more. */
void recording_free (Recording *recording);

/* Whether inputs of the device that are armed from now on are kept as 32-bit floats; 24 bits at
 * first. */
void recording_set_float (Recording *recording, bool on);
const char *recording_folder (const Recording *recording); /* the project's; borrowed */

/* What is to be armed for a value; true when it differs from what was armed last. Then *set is to
 * be given to the audio thread, and what comes back from there to recording_returned (). */
bool recording_arm (Recording *recording, const Project *project, RecorderSet **set);
/* Nothing is armed any more; likewise. */
bool recording_disarm (Recording *recording, RecorderSet **set);
/* Nothing is armed and every take is whole. */
bool recording_is_idle (const Recording *recording);
void recording_returned (Recording *recording, RecorderSet *set); /* NULL is fine */

/* Reads the writer's reports. */
void recording_poll (Recording *recording);

/* RecordedTake *, those that are whole, since the beginning; borrowed. */
const GPtrArray *recording_takes (const Recording *recording);
const char *recording_problem (const Recording *recording); /* the last, a sentence; or NULL */

/* The highest sample that came in for an armed track since the last call, linear; -1: not armed. */
double recording_peak (Recording *recording, Id track);

/* The last minutes of what came in for an armed track; NULL: not armed, or it records a strip.
 * Borrowed. */
const Retro *recording_retro (const Recording *recording, Id track);

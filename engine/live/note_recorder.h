/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording of what is played on keyboards: on the audio thread each message gets the song position
 * that was heard when it was played; the main thread sorts them into passes and tracks, and writes
 * them as commands. */
#pragma once

#include "live/heard_map.h"
#include "live/midi_input.h"
#include "live/note_lines.h"
#include "model/project.h"
#include "realtime/player.h"
#include "stream/retro.h"

typedef struct {
  /* Audio thread only; main may set them while nothing plays. */
  HeardMap heard;
  Frames latency; /* of the output */
  bool on;
  Frames punch_in, punch_out; /* equal: everywhere */
  Frames lead; /* frames behind the next start that are not recorded: a pre-roll */
  unsigned start; /* of the player */
  Frames begin; /* graph time of the start and its lead */

  Ring records; /* to main */
  RetroEvents *retro; /* the last ones, whether recorded or not */
  _Atomic Frames now; /* frames of the device up to which everything is known */
  _Atomic Frames end; /* behind the last frame of the song that went out and was recorded */
  _Atomic uint64_t n_lost; /* main did not keep up */

  /* Main thread only. */
  const MidiInput *input;
  int rate;
  RecordMode mode;
  GArray *tracks; /* which are armed */
  GArray *passes, *messages;
} NoteRecorder;

/* Main thread. `input` names the ports and outlives it. */
void note_recorder_init (NoteRecorder *recorder, const MidiInput *input, int rate, Frames latency);
void note_recorder_clear (NoteRecorder *recorder);

/* Audio thread: the same block that the player and the input have just made. */
void note_recorder_process (NoteRecorder *recorder, const MidiInput *input,
                            const Timeline *timeline, const PlayerBlock *played,
                            const DeviceBlock *block, int n) REALTIME;

/* Main thread: which tracks are armed from now on; none with NULL. */
void note_recorder_arm (NoteRecorder *recorder, const Project *project);
/* Main thread, some 50 times a second. */
void note_recorder_poll (NoteRecorder *recorder);
/* Main thread: nothing is on its way any more that belongs to what was recorded. */
bool note_recorder_is_idle (const NoteRecorder *recorder);

/* Main thread: what was recorded since the last call as command lines, one step; NULL when nothing
 * was. Free with g_strfreev. Where `words` is not NULL it gets a sentence for each track. */
char **note_recorder_commands (NoteRecorder *recorder, const Project *project, GPtrArray *words);

/* What was played last on a track. */
typedef struct {
  Id track;
  GArray *events; /* RetroEvent; owned */
  guint begin; /* the first that belongs to it */
} PlayedLast;

/* Main thread: of the tracks of the project that hear keys, those on which something was played.
 * PlayedLast; free with g_array_unref. */
GArray *note_recorder_last (const NoteRecorder *recorder, const Project *project);

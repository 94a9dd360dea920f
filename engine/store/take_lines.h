/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command lines that put a recorded file on take lanes. Any thread but audio.
 *
 * A clip plays one channel or two of its file. Of a file with more of them the first two go to the
 * track that recorded it, each further pair to a track of its own, "Room 3-4": the one of that name
 * that is there already, else a new one in the same group. */
#pragma once

#include "model/project.h"

typedef struct {
  const Track *track; /* that recorded it; NULL: one named `spare` takes it, which is made */
  const char *spare;
  const char *path; /* absolute */
  int channels;
  const char *at; /* a position, as a command takes it */
  const char *name; /* of the take; NULL: "Take" and a number */
  const GArray *dropouts; /* DropoutMark, in frames of the file; NULL: none */
  bool heard; /* the track plays it, and what it played there becomes a take */
} TakeLines;

/* Adds them; `n_created` counts what the lines before in the same step have added, and goes
 * on; with `heard` they are to be the last of their step. */
void take_lines_add (GStrvBuilder *lines, int *n_created, const Project *project,
                     const TakeLines *take);

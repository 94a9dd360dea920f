/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation written by controls that are held while the song plays. A pass is a stretch in which
 * the song runs without a jump: it ends at a stop, a locate and the end of a loop, and what was
 * written in it becomes commands, one undo step. Main thread but where it is said. */
#pragma once

#include "live/heard_stamps.h"
#include "live/touches.h"
#include "model/project.h"

#define AUTOMATION_GLIDE_MS 200 /* in which a control that was let go reaches its envelope */

typedef struct AutomationWriter AutomationWriter;

AutomationWriter *automation_writer_new (int rate);
void automation_writer_free (AutomationWriter *writer); /* NULL is fine */

/* To be written on the audio thread, behind each block. */
HeardStamps *automation_writer_stamps (AutomationWriter *writer);

/* The mode in which a control writes; AUTOMATION_READ where it does not: so its strip says, or its
 * envelope is off, or it has none that could be. */
AutomationMode automation_writer_mode (const Project *project, const Graph *graph,
                                       const LiveTarget *target);
/* Holds what a start from there writes over: all that has an envelope, of strips in write mode. */
void automation_writer_prepare (const Project *project, const Graph *graph, Frames from,
                                Touches *touches);

/* What is recorded limits what hands write, too: while the song is recorded, the punch range of the
 * project; behind the next start, a pre-roll of so many frames, in which nothing is written. */
void automation_writer_record (AutomationWriter *writer, bool on);
void automation_writer_lead (AutomationWriter *writer, Frames lead);

/* Takes in what was sent and heard. `graph` is what plays, or NULL. True when a pass has ended, and
 * *serial is that of the last touch in it. */
bool automation_writer_poll (AutomationWriter *writer, Touches *touches, const Project *project,
                             const Graph *graph, uint32_t *serial);

/* No pass is under way. */
bool automation_writer_is_idle (const AutomationWriter *writer);
bool automation_writer_has_lines (const AutomationWriter *writer);
/* The commands of the oldest pass that wrote anything; NULL: there is none. Free with g_strfreev.
 * `words`, which may be NULL, gets "Vox gain" for each control. */
char **automation_writer_lines (AutomationWriter *writer, GPtrArray *words);

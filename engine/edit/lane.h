/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips on a lane: their edges, cutting them, and laying one where others are. Main thread. */
#pragma once

#include "edit/command.h"
#include "model/clip.h"

/* Places nearer than this are one: a place in ticks misses one in units by less than a tick. */
#define EDGE_TOLERANCE (UNITS_PER_SECOND / 10000)

/* Moves an edge without moving the content in time: the offset follows. The caller may write the
 * clip; edges are kept at least a unit apart. Fades shrink to the new length. */
void clip_trim_start (const Project *project, const TempoMap *map, Clip *clip, Units start);
void clip_trim_end (const Project *project, const TempoMap *map, Clip *clip, Units end);

/* Moves the points of a clip's envelopes, which count from its start, by units and ticks. */
void clip_shift_envelopes (Clip *clip, Units units, Ticks ticks);

/* Cuts the clip at `index` of the list in two; the right part is new. Returns its id, or 0 when the
 * place is not inside the clip, away from its edges. */
Id lane_split (Edit *edit, List **clips, int index, Units at);

/* Makes [from, to) free: covered clips go, others are trimmed or cut in two. `except` stays. */
void lane_clear_range (Edit *edit, List **clips, Units from, Units to, Id except);

/* Inserts the clip (takes the reference), making room for it first. */
void lane_place (Edit *edit, List **clips, Clip *clip);
/* Inserts it in its place without making room. */
void lane_put (Edit *edit, List **clips, Clip *clip);
/* Where clips overlap without a crossfade from one to the next, the earlier one ends where the next
 * begins. */
void lane_settle (Edit *edit, List **clips);
/* Whether that would change nothing. */
bool lane_is_settled (const TempoMap *map, const List *clips);
/* The same of clips in the order of clip_spans. */
bool lane_spans_are_settled (const ClipSpan *spans, int n);

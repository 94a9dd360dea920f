/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a clip lies in time, and which place of its source sounds where. Any thread.
 *
 * What sounds at a place of the song depends on one number, the anchor: for a clip that plays
 * forwards its start less the offset, for a reversed one its end plus the offset. Both are whole
 * units, so a clip whose edges move, and the two halves of a split, keep the anchor exactly, and
 * the mix, which rounds the anchor alone to frames, plays the same frames as before. */
#pragma once

#include "model/tempo_map.h"

Units clip_start_units (const TempoMap *map, const Clip *clip);
Units clip_end_units (const TempoMap *map, const Clip *clip);
/* Length in ticks of a note clip, or of any clip as the tempo map measures it. */
Ticks clip_length_ticks (const TempoMap *map, const Clip *clip);
/* The tick that musical points of the clip's envelopes count from: at its start or before. */
Ticks clip_first_tick (const TempoMap *map, const Clip *clip);

/* Where the clip can begin: at the place, or at the next tick. Notes stand on ticks, and audio that
 * changes its length with the tempo. */
Units clip_place_start (const TempoMap *map, const Clip *clip, Units at);
/* Puts the start there, in the base that it has. */
void clip_set_start (const TempoMap *map, Clip *clip, Units at);
/* Gives the start another base, without moving it (but up to the next tick). */
void clip_set_base (const TempoMap *map, Clip *clip, TimeBase base);
/* The length such that it ends at `end`, at least one unit or tick. */
void clip_set_end (const TempoMap *map, Clip *clip, Units end);

/* Output length over source length: fixed, or such that the source's tempo becomes the song's. */
double clip_stretch (const TempoMap *map, const Clip *clip);

/* The offset of an audio clip, in units of the song: how long the source has run, as the clip
 * stretches it, where the content enters. */
Units clip_offset_units (const TempoMap *map, const Clip *clip, const Source *source);
void clip_set_offset_units (const TempoMap *map, Clip *clip, const Source *source, Units offset);

typedef struct {
  Units from, to;
  const Clip *clip;
  int index; /* in the list */
} ClipSpan;

/* The clips of a list in the order of time, those that begin together by id. To be freed. */
ClipSpan *clip_spans (const TempoMap *map, const List *clips);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays the pieces of a song out in another order: what moving sections and removing, inserting and
 * pasting time have in common. Main thread. */
#pragma once

#include "edit/command.h"

/* A place in both clocks of one tempo map. */
typedef struct {
  Units units;
  Ticks ticks;
} Place;

/* [from, to) of the old song begins at `at` in the new one. Musical things move by the ticks,
 * things in seconds by the units. */
typedef struct {
  Place from, to, at;
} Piece;

Place place_of (const TempoMap *map, Position position);
Place place_start (void);
/* Behind everything. */
Place place_end (void);

/* The song as these pieces, which do not overlap in the new song and stand in its order; what no
 * piece takes along is gone. Nodes keep their ids the first time they occur and get new ones when
 * they occur again.
 *
 * `tracks` limits it to n tracks; NULL is all of them and with them markers, sections, chords,
 * lyrics, keys and comments. `tempo` takes tempo and meter along, too: then at.units is worked out
 * from at.ticks. New sections are counted among the results. */
void pieces_lay_out (Edit *edit, Piece *pieces, int n, const Id *tracks, int n_tracks, bool tempo);

/* Lays what a track of another value holds in the piece over a track: clips of its playing lane,
 * with fresh ids that count among the results; with `automation` also its envelopes. */
void pieces_overlay (Edit *edit, const Project *from, const Track *from_track, Track *to,
                     const Piece *piece, bool automation);

/* What of a clip of `project` lies in [from, to), as a fresh clip that the caller owns, at the same
 * place; NULL when nothing does. Edges that were cut have no fade. */
Clip *pieces_cut_clip (Edit *edit, const Project *project, const TempoMap *map, const Clip *clip,
                       Place from, Place to);

typedef struct {
  Edit *edit;
  const Project *old;
  const TempoMap *old_map;
  const Piece *pieces;
  int n;
  bool tempo; /* tempo and meter are laid, too */
  /* Id * of nodes of `old` other than clips that were laid already; NULL: all get fresh ids. */
  GHashTable *seen;
} Layout;

/* Gives the copy of a node of the old song fresh ids, unless it is the first one. */
void layout_take_id (Layout *layout, Node *copy, const Node *old);
/* The points as the pieces lay them, the curve unchanged inside each. The caller owns the run. */
Run *layout_points (const Layout *layout, const Envelope *envelope);
/* Tempo and meter of the new project, then its other rulers. */
void layout_tempo (Layout *layout);
void layout_rulers (Layout *layout);

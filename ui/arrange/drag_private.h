/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside drags: what their kinds share. */
#pragma once

#include "ui/arrange/drag.h"
#include "ui/arrange/snap.h"

typedef struct {
  /* Works out what is shown; and, for those that change the desk as they go, changes it. */
  void (*update) (Drag *drag);
  /* Adds what it would run. NULL: it runs nothing. */
  void (*lines) (Drag *drag, GPtrArray *lines);
  /* Behind the lines, or in their place. May be NULL, as the next two. */
  void (*done) (Drag *drag);
  void (*restore) (Drag *drag);
  void (*free) (Drag *drag);
} DragKind;

struct Drag {
  LqDesk *desk;
  const DragKind *kind;
  Hit hit; /* where it began */
  Units from; /* likewise, without snap */
  double from_x, from_y; /* likewise, from the song start and the first row */
  Units at; /* now; may lie before the song start */
  double x, y; /* now, as the caller counts */
  double song_x, song_y; /* now, as from_x and from_y */
  unsigned keys;
  DragShow show;
  DeskCursor cursor; /* before the drag */
  DeskView view;
  GArray *created; /* Id of what the lines have made; while done () runs */
  void *data;
};

/* The kinds; each fills in kind and data. */
void drag_begin_move (Drag *drag);
void drag_begin_edge (Drag *drag);
void drag_begin_fade (Drag *drag);
void drag_begin_fade_tool (Drag *drag);
void drag_begin_gain (Drag *drag);
void drag_begin_gain_point (Drag *drag);
void drag_begin_crossfade (Drag *drag);
void drag_begin_range (Drag *drag);
void drag_begin_new_clip (Drag *drag);
void drag_begin_points (Drag *drag);
void drag_begin_bend (Drag *drag);
void drag_begin_pencil (Drag *drag);
void drag_begin_swipe (Drag *drag);
void drag_begin_joint (Drag *drag);
void drag_begin_zoom (Drag *drag);
void drag_begin_loop (Drag *drag);
void drag_begin_item (Drag *drag);
void drag_begin_header (Drag *drag);
void drag_begin_height (Drag *drag);

/* For kinds. */
static inline bool
drag_has (const Drag *drag, unsigned keys)
{
  return (drag->keys & keys) == keys;
}

const Row *drag_row (const Drag *drag); /* where it began */
Ghost *drag_ghost (Drag *drag, GhostKind kind, double x, double y, double width, double height);
/* Over the row, from one place to another. */
Ghost *drag_ghost_row (Drag *drag, GhostKind kind, const Row *row, Units from, Units to);
/* Takes the text. */
void drag_tag (Drag *drag, double x, double y, char *text);
void drag_refuse (Drag *drag, char *why);
void drag_hair (Drag *drag, const Snap *snap);
void drag_add (GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Refuses where one of these clips (Id) is locked. */
void drag_check_locks (Drag *drag, const GArray *ids);
/* Where overlaps fade: the crossfades of a clip that would lie in [from, to) of a row with those
 * beside it, but with none of `moving` (Id, or NULL). */
void drag_show_overlaps (Drag *drag, const Row *row, Units from, Units to, const GArray *moving);
/* A crossfade of the two curves over a part of a row. */
void drag_show_crossfade (Drag *drag, const Row *row, Units from, Units to);
/* The place under the pointer, snapped as the keys say. */
Snap drag_snap (Drag *drag);
/* "+1.2.0" in bars, beats and sixteenths, or "+0.250 s". To be freed. */
char *drag_distance (LqDesk *desk, Units from, Units to);
char *drag_length (LqDesk *desk, Units from, Units to);
char *drag_seconds (Units length); /* "12.0 ms"; to be freed */
/* "25.1.1", or "0:01:13.750" of what is on no tick. To be freed. */
char *drag_place (LqDesk *desk, Position at);
/* Units as `by=` and lengths take them: whole frames. */
Frames drag_frames (LqDesk *desk, Units units);
bool drag_is_note_track (const Track *track);
/* A number that reads back as it is. */
const char *drag_number (char text[G_ASCII_DTOSTR_BUF_SIZE], double x);

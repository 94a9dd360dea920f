/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the desk: what its parts share. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/desk/growing.h"

#define DESK_TEXTS 16
#define DESK_MOVES 200 /* places and selections that going back remembers */

struct _LqDesk {
  GObject parent_instance;

  Session *session;
  int listener;
  TempoMap *map;
  Pictures *pictures;
  Units length;
  char *name;
  char *texts[DESK_TEXTS];
  int next_text;

  Live *live;
  GHashTable *meters; /* SeenMeter, of desk_meters.c; NULL: never any */
  bool rolling, recording;
  Growing *growing; /* until what was recorded is in the project; or NULL */
  uint64_t join; /* of the last recording, as an undo step of several parts */
  GHashTable *placed; /* takes that were put at their places: undone, they stay away */
  guint n_takes; /* of the sound's, that were looked at */
  Id lost_track; /* where a dropout was last; 0: none */
  Units lost_at;
  char *problem; /* of the sound, that was told last */
  bool keeping; /* what was recorded is not in the project yet */
  RecordMode note_mode; /* of desk_notes.h, likewise the grid */
  char note_grid[8];
  Units started_at; /* where the sound began: a stop returns there */

  GPtrArray *held; /* Held, of desk_touch.c; NULL: never any */

  DeskCursor cursor;
  Id audition; /* the take that is heard for the moment; 0: none */
  Ruler ruler; /* that the cursor is on; N_RULERS: none */
  bool rulers_hidden[N_RULERS];
  GArray *clips, *tracks; /* Id, selected */
  GHashTable *clip_set; /* the same as clips, made when it is asked for; or NULL */
  bool ranged_clips; /* the range has selected the clips: they go with it */
  GPtrArray *moves; /* of desk_moves.c: where cursor and selection were */
  int moving; /* lq_desk_begin_move () less lq_desk_end_move () */

  RowLooks looks;
  Rows *rows;
  int (*px) (double);
  DeskView view;
  DeskGrid grid;
  Tool tool;
  Follow follow;
  char *hint;
  bool follow_rests; /* until the next start: the user has scrolled */
};

/* What is to be heard of a value; to be unreffed. */
Project *desk_heard (LqDesk *desk, const Project *project);
void desk_set_heard (LqDesk *desk); /* of the value as it is; nothing without sound */
void desk_changed (LqDesk *desk, guint what);
Units desk_units (LqDesk *desk, Position position);
/* After a change of the project or of what shows. */
void desk_make_rows (LqDesk *desk);
void desk_clamp_view (LqDesk *desk);
/* Nodes that are gone leave the selection; the cursor stays on a row. */
void desk_forget_gone (LqDesk *desk);
GPtrArray *desk_moves_new (void);
/* Before cursor, range or selection change. */
void desk_remember_moves (LqDesk *desk);
/* `clips` has changed. */
void desk_selection_changed (LqDesk *desk);
/* What lies inside the range is selected, for as long as it is there; what has changed, as
 * DeskChange bits. */
guint desk_select_range (LqDesk *desk);
/* The song stands: switches that were held go back to their envelopes. */
void desk_touch_stopped (LqDesk *desk);
void desk_touch_close (LqDesk *desk);
/* What was played as command lines, as desk_notes.h says; NULL: nothing was. To be freed. */
char **desk_note_lines (LqDesk *desk);
/* After a recording, and then at each poll. */
void desk_begin_keeping (LqDesk *desk);
void desk_keep (LqDesk *desk);
/* Waits for the disk, before the next recording: what is on its way is armed no more. */
void desk_finish_keeping (LqDesk *desk);
/* view/desk.ini of the project: what shows and where the cursor was. */
void desk_load_looks (LqDesk *desk);
void desk_save_looks (LqDesk *desk);

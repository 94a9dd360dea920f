/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The piano roll without a screen: the notes of one clip, selection, cursor, grid, scale, rows and
 * zoom. Main thread.
 *
 * Times are ticks of the song; lengths on the screen are pixels from the first bar and the highest
 * row, which roll_x () and roll_y () turn into places of the canvas. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/editor/scale.h"

typedef enum {
  ROLL_POINTER,
  ROLL_RANGE,
  ROLL_PENCIL,
  ROLL_SPLIT,
  ROLL_VELOCITY,
  N_ROLL_TOOLS
} RollTool;

typedef enum { FOLD_NONE, FOLD_SCALE, FOLD_USED, N_FOLDS } RollFold;

/* What changed, for roll_listen (). */
typedef enum {
  ROLL_NOTES = 1 << 0, /* the clip or its notes */
  ROLL_SELECTION = 1 << 1,
  ROLL_CURSOR = 1 << 2,
  ROLL_VIEW = 1 << 3, /* zoom, place, rows */
  ROLL_STATE = 1 << 4, /* tool, grid, scale, switches */
  ROLL_DRAG = 1 << 5,
} RollChange;

typedef struct {
  Id id;
  Ticks at, end; /* of the song */
  int pitch;
  double velocity; /* 0..1 */
  bool mute, outside; /* outside of what the clip plays */
  const char *lyric; /* "": none; borrowed until the next change of the project */
} RollNote;

typedef struct {
  Ticks step; /* as on paper: 1/16 is a quarter of TICKS_PER_QUARTER; 0: bars */
  bool triplet, snap;
} RollGrid;

typedef struct {
  Ticks grid; /* 0: that of the editor */
  int strength, swing; /* percent */
  bool ends;
} RollQuantize;

typedef struct Roll Roll;
typedef struct RollDrag RollDrag;

struct Roll {
  LqDesk *desk;
  Id clip, track; /* 0: none */
  Ticks from, to; /* of the clip */
  Ticks loop; /* of a looped clip: where its content ends first; else 0 */
  GArray *notes; /* RollNote, by time */
  GHashTable *selected; /* Id */
  int pitch; /* the cursor's; its time is that of the desk */
  bool ranged;
  Ticks anchor;
  int anchor_pitch;

  RollGrid grid;
  Scale scale;
  int own_scale; /* ScaleKind chosen for this window, -1: that of the song */
  bool locked; /* new and moved notes stay in the scale */
  RollFold fold;
  bool audition, step_input, plain_color; /* plain: not mixed by velocity */
  char *lane; /* the controller below the notes (roll_lane.h); NULL: velocities */
  bool in_lane; /* keys and edits mean its points */
  RollTool tool;
  RollQuantize quantize;
  int64_t seed; /* of the next humanizing */

  int n_rows, pitch_of[128], row_of[128]; /* row 0 is the highest; -1: folded away */
  double px_per_quarter;
  double x; /* pixels from the first bar to the left edge */
  int y, row_height, width, height; /* pixels */
  int (*px) (double);

  RollDrag *drag;
  GArray *copied; /* RollNote with `at` from the first one's; lyrics in `lyrics` */
  GPtrArray *lyrics;
  void (*changed) (void *data, unsigned what);
  void *data;
};

Roll *roll_new (LqDesk *desk, int (*px) (double));
void roll_free (Roll *roll);
void roll_listen (Roll *roll, void (*changed) (void *data, unsigned what), void *data);
void roll_tell (Roll *roll, unsigned what);

/* A clip without notes of its own kind counts as none. Shows all of it. */
void roll_set_clip (Roll *roll, Id clip);
/* After a change of the desk, DeskChange bits. */
void roll_desk_changed (Roll *roll, unsigned what);
const Clip *roll_clip (const Roll *roll); /* NULL: none */

/* --- Selection and cursor --- */

const RollNote *roll_note (const Roll *roll, guint index);
int roll_find (const Roll *roll, Id id); /* index or -1 */
bool roll_is_selected (const Roll *roll, Id id);
void roll_select (Roll *roll, Id id, bool add); /* add: or remove */
void roll_select_all (Roll *roll);
void roll_select_none (Roll *roll);
void roll_select_ids (Roll *roll, const GArray *ids); /* in place of those before */
/* Those that touch the rectangle; both ends count. */
void roll_select_box (Roll *roll, Ticks from, Ticks to, int low, int high, const GArray *with);
/* The selected ones, else the one under the cursor; indices. To be freed. */
GArray *roll_targets (const Roll *roll);
int roll_under_cursor (const Roll *roll); /* index or -1 */

Ticks roll_at (const Roll *roll);
void roll_set_cursor (Roll *roll, Ticks at, int pitch, bool extend);
/* Steps of the grid and rows. */
void roll_move_cursor (Roll *roll, int steps, int rows, bool extend);
/* To the note before or behind, and selects it. */
void roll_next_note (Roll *roll, int direction);

/* --- Grid --- */

Ticks roll_grid_step (const Roll *roll, Ticks at);
Ticks roll_snap (const Roll *roll, Ticks at); /* the nearest line; with snap off, `at` */
Ticks roll_floor (const Roll *roll, Ticks at); /* the line at or before, whatever snap says */
Ticks roll_step (const Roll *roll, Ticks from, int direction);
char *roll_grid_text (const Roll *roll); /* "1/16"; to be freed */
/* Halves (1) or doubles (-1) the step. */
void roll_grid_finer (Roll *roll, int direction);

/* --- Rows and view --- */

void roll_make_rows (Roll *roll);
double roll_x (const Roll *roll, Ticks at);
Ticks roll_tick (const Roll *roll, double x);
int roll_y (const Roll *roll, int pitch); /* the top of its row; -1000 where it is folded away */
int roll_pitch_at (const Roll *roll, double y);
void roll_zoom (Roll *roll, double factor, double x); /* what is at x stays there */
void roll_zoom_to (Roll *roll, Ticks from, Ticks to);
void roll_set_row_height (Roll *roll, int height);
void roll_scroll (Roll *roll, double dx, int dy);
void roll_reveal (Roll *roll); /* the cursor */
/* Called when the canvas has got its size. */
void roll_set_size (Roll *roll, int width, int height);

typedef enum { HIT_NONE, HIT_BODY, HIT_LEFT, HIT_RIGHT } RollHitPart;
typedef struct {
  RollHitPart part;
  int index; /* of the note; -1: none */
} RollHit;
RollHit roll_hit (const Roll *roll, double x, double y);

/* Sounds a note of the clip's instrument for a moment, where that is switched on. */
void roll_hear (Roll *roll, int pitch, double velocity);
void roll_set_state (Roll *roll); /* after changing switches, grid or scale */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project on the desk of its user: the open session, its sound, and what is no part of the
 * project: cursors, range, selection, zoom, heights, tools. No GTK; main thread.
 *
 * Every change is told by the signal "changed" with what changed as DeskChange bits. */
#pragma once

#include <gio/gio.h>

#include "ui/desk/growing.h"
#include "ui/desk/pictures.h"
#include "ui/desk/rows.h"
#include "ui/desk/ruler.h"
#include "live/live.h"
#include "session.h"

#define LQ_TYPE_DESK (lq_desk_get_type ())
G_DECLARE_FINAL_TYPE (LqDesk, lq_desk, LQ, DESK, GObject)

typedef enum {
  DESK_PROJECT = 1 << 0, /* the value */
  DESK_CURSOR = 1 << 1, /* edit cursor, track cursor, range */
  DESK_SELECTION = 1 << 2, /* clips and tracks */
  DESK_VIEW = 1 << 3, /* zoom, place, heights, lanes that show */
  DESK_TRANSPORT = 1 << 4, /* starts, stops, jumps, device */
  DESK_STATE = 1 << 5, /* tool, grid, follow, saved or not */
  DESK_PICTURES = 1 << 6, /* peaks or samples of a source can be drawn now */
  DESK_TOUCH = 1 << 7, /* a hand holds, moves or lets go of a value: desk_touch.h */
  DESK_HINT = 1 << 8, /* what the pointer is over */
} DeskChange;

typedef enum { TOOL_POINTER, TOOL_RANGE, TOOL_PENCIL, TOOL_SPLIT, TOOL_FADE, N_TOOLS } Tool;
typedef enum { FOLLOW_OFF, FOLLOW_PAGE, FOLLOW_SMOOTH } Follow;

/* Fractions of time on the screen are units; see base/types.h. */
typedef struct {
  double px_per_second;
  int64_t x, y; /* of the first pixel in sight, from the song start and the first row */
  int width, height; /* of the timeline, pixels */
  double wave; /* waveforms are drawn taller by this factor */
} DeskView;

typedef struct {
  Position at; /* the edit cursor; never before the song start */
  int row; /* the track cursor: an index of the rows */
  bool ranged; /* from the anchor to the cursor */
  Position anchor;
  int anchor_row;
} DeskCursor;

typedef struct {
  Ticks step; /* of the grid as chosen; 0: bars */
  int bars; /* where step is 0 */
  bool triplet, snap;
  bool to_clips, to_markers, to_transients; /* what else drags snap to, while snap is on */
} DeskGrid;

/* Opens a project; the sound is started by lq_desk_start_sound (). NULL with a sentence. */
LqDesk *lq_desk_open (const char *path, GError **error);
/* The same with ids drawn from a seed, so that the same steps give the same bytes; 0: by chance. */
LqDesk *lq_desk_open_seeded (const char *path, uint64_t seed, GError **error);
/* Makes one there, from a value. */
LqDesk *lq_desk_make (const char *path, const Project *project, GError **error);
void lq_desk_close (LqDesk *desk); /* gives up device, lock and session now; unref remains */

Session *lq_desk_session (LqDesk *desk);
Document *lq_desk_document (LqDesk *desk);
const Project *lq_desk_project (LqDesk *desk); /* borrowed until the next change */
const TempoMap *lq_desk_map (LqDesk *desk); /* likewise */
int lq_desk_rate (LqDesk *desk);
Pictures *lq_desk_pictures (LqDesk *desk);
Units lq_desk_length (LqDesk *desk); /* the end of the last clip */
const char *lq_desk_name (LqDesk *desk);
bool lq_desk_is_saved (LqDesk *desk);
bool lq_desk_save (LqDesk *desk, GError **error);
/* How lengths of the design become pixels; 1:1 at first. Tells a change of the view. */
void lq_desk_set_px (LqDesk *desk, int (*px) (double));
int lq_desk_px (LqDesk *desk, double units);

/* One command line as one undo step. What fails is told through "message" unless `error` is given.
 */
bool lq_desk_run (LqDesk *desk, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
bool lq_desk_run_lines (LqDesk *desk, GPtrArray *lines, GArray *created, GError **error);
/* Steps with the same `join` within 600 ms become one. */
bool lq_desk_run_joined (LqDesk *desk, uint64_t join, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Tells the user: signal "message" with a sentence and whether it is about a failure. */
void lq_desk_say (LqDesk *desk, bool failure, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Text for commands, in memory of the desk that lasts for the next 16 calls. */
const char *lq_desk_place (LqDesk *desk, Position position);
const char *lq_desk_id (LqDesk *desk, Id id);
/* The same to the unit: seconds with all their digits where it is on no tick. */
const char *lq_desk_place_exact (LqDesk *desk, Position position);

/* Sound. NULL before it is started, or where there is none. */
Live *lq_desk_live (LqDesk *desk);
#define DESK_LOOPBACK "loopback" /* a device without hardware that hears what it plays */
/* Opens the named device (NULL: the default), else the null device; `why` gets a sentence then, to
 * be freed. */
bool lq_desk_start_sound (LqDesk *desk, const char *device, int rate, uint32_t block, char **why);
/* The null device with these options in place of any other: by hand it is its caller who drives it,
 * through live_null_device (). */
bool lq_desk_start_null (LqDesk *desk, const NullOptions *options, uint32_t block, GError **error);
/* Gives the device up, until the sound is started again. */
void lq_desk_stop_sound (LqDesk *desk);
void lq_desk_poll (LqDesk *desk); /* 50 times a second and before each frame */
/* What a strip gave since the frame before, the same for everyone who asks in one frame; `frame` is
 * the time of the frame clock. False, and `reading` as it was, where there is no strip or no sound.
 */
bool lq_desk_read_meter (LqDesk *desk, Id track, gint64 frame, StripMeterReading *reading);
bool lq_desk_is_rolling (LqDesk *desk);
bool lq_desk_is_recording (LqDesk *desk);
void lq_desk_play (LqDesk *desk, Units from, Units to); /* INT64_MAX: until it is stopped */
void lq_desk_stop (LqDesk *desk, bool in_place);
void lq_desk_locate (LqDesk *desk, Units at);
void lq_desk_set_recording (LqDesk *desk, bool on);
/* What is being recorded, until it stands in the project; else NULL. Borrowed until the next poll.
 */
const Growing *lq_desk_growing (LqDesk *desk);
/* Makes takes of what was just played though nobody recorded, where it was played, or from `at` on
 * where the song stood: one step. False without an error where nothing was played. */
bool lq_desk_capture (LqDesk *desk, Units at, GError **error);
/* Where the last recording lost something first; false where nothing is lost, or the track is gone.
 */
bool lq_desk_lost (LqDesk *desk, Id *track, Units *at);
/* Puts what was recorded and no project plays at its place, a step each; how many. What fails is
 * told through "message". */
int lq_desk_recover_takes (LqDesk *desk);
/* Of the sound while it plays, else where it would begin. */
Units lq_desk_playhead (LqDesk *desk);

/* A take is heard in place of what its track plays, until it is named again; whether it is now. No
 * part of the project. */
bool lq_desk_audition (LqDesk *desk, Id lane);
Id lq_desk_auditioned (LqDesk *desk); /* 0: none */

const DeskCursor *lq_desk_cursor (LqDesk *desk);
/* Clips inside a range are selected for as long as it is there, in place of others. */
void lq_desk_set_cursor (LqDesk *desk, Position at, int row, bool extend);
void lq_desk_clear_range (LqDesk *desk);
void lq_desk_set_range (LqDesk *desk, Position from, Position to, int first_row, int last_row);
/* False where there is no range; *from < *to. */
bool lq_desk_range (LqDesk *desk, Units *from, Units *to, int *first_row, int *last_row);
/* Without remembering where it was: while a drag goes on, and to take it back. */
void lq_desk_put_cursor (LqDesk *desk, const DeskCursor *cursor);
/* Back to where cursor, range and selection were before; false where nothing is remembered. */
bool lq_desk_undo_cursor (LqDesk *desk);
/* All that happens to them between is taken back as one. */
void lq_desk_begin_move (LqDesk *desk);
void lq_desk_end_move (LqDesk *desk);

/* The ruler that the cursor is on, which has keys of its own; N_RULERS: it is on a row. Setting the
 * cursor leaves it. */
Ruler lq_desk_ruler (LqDesk *desk);
void lq_desk_set_ruler (LqDesk *desk, Ruler ruler);
/* The next one that shows and holds things, 1 down or -1 up; N_RULERS: none. */
Ruler lq_desk_next_ruler (LqDesk *desk, Ruler from, int direction);
bool lq_desk_ruler_shows (LqDesk *desk, Ruler ruler);
void lq_desk_show_ruler (LqDesk *desk, Ruler ruler, bool on);

bool lq_desk_clip_is_selected (LqDesk *desk, Id clip);
bool lq_desk_track_is_selected (LqDesk *desk, Id track);
void lq_desk_select_clip (LqDesk *desk, Id clip, bool add); /* add: or remove */
/* Exactly these, the last one last. */
void lq_desk_select_clips (LqDesk *desk, const Id *clips, guint n);
void lq_desk_select_track (LqDesk *desk, Id track, bool add);
void lq_desk_select_tracks (LqDesk *desk, const Id *tracks, guint n);
void lq_desk_select_none (LqDesk *desk);
/* Without remembering what was selected: to take a drag back. Id. */
void lq_desk_put_selection (LqDesk *desk, const GArray *clips, const GArray *tracks);
/* What the range has selected stays so without it. */
void lq_desk_keep_clips (LqDesk *desk);
const GArray *lq_desk_clips (LqDesk *desk); /* Id, selected, in the order of selecting */
/* Id, in the order of the list: those selected, else the one of the track cursor. To be freed. */
GArray *lq_desk_tracks (LqDesk *desk);

const Rows *lq_desk_rows (LqDesk *desk);
/* Of a track, or of a lane of automation or takes that shows; design units. */
void lq_desk_set_height (LqDesk *desk, Id item, int height);
void lq_desk_show_automation (LqDesk *desk, Id track, bool on);
void lq_desk_show_takes (LqDesk *desk, Id track, bool on);
void lq_desk_hide (LqDesk *desk, Id track, bool on);
/* Its strip in the mixer; the row of the track stays. */
void lq_desk_hide_strip (LqDesk *desk, Id track, bool on);
const RowLooks *lq_desk_looks (LqDesk *desk);
Id lq_desk_cursor_track (LqDesk *desk); /* 0: none */

DeskView *lq_desk_view (LqDesk *desk); /* change, then lq_desk_view_changed */
void lq_desk_view_changed (LqDesk *desk);
double lq_desk_x (LqDesk *desk, Units at); /* pixels from the timeline's left edge */
Units lq_desk_at (LqDesk *desk, double x);
/* So that a place is in sight; the row, too. */
void lq_desk_reveal (LqDesk *desk);
void lq_desk_reveal_row (LqDesk *desk); /* of the track cursor alone */
void lq_desk_zoom (LqDesk *desk, double factor, double x); /* what is at x stays there */
void lq_desk_zoom_to (LqDesk *desk, Units from, Units to);

DeskGrid *lq_desk_grid (LqDesk *desk);
Ticks lq_desk_grid_step (LqDesk *desk, Ticks at); /* ticks of one step there */
/* The nearest grid line, or the place itself where snap is off. */
Position lq_desk_snap (LqDesk *desk, Units at);
/* The next grid line in a direction, -1 or 1; with snap off, 10 pixels. */
Position lq_desk_step (LqDesk *desk, Position from, int direction);
char *lq_desk_grid_text (LqDesk *desk); /* "1/4 bar"; to be freed */

Tool lq_desk_tool (LqDesk *desk);
void lq_desk_set_tool (LqDesk *desk, Tool tool);
Follow lq_desk_follow (LqDesk *desk);
void lq_desk_set_follow (LqDesk *desk, Follow follow);
void lq_desk_state_changed (LqDesk *desk);
/* What a click would take, or what a drag does, in a few words; NULL: nothing. */
const char *lq_desk_hint (LqDesk *desk);
void lq_desk_set_hint (LqDesk *desk, const char *hint);

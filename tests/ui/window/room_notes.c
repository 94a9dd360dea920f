/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that are played on the letter keys grow in the timeline and in the piano roll, and become
 * takes, parts of the clip, or what it holds. */
#include "room.h"

#include "edit/document.h"
#include "model/clip.h"
#include "ui/draw/theme.h"
#include "ui/editor/editor.h"
#include "ui/editor/roll_page.h"

#define AT_ONCE 8 /* blocks: what is heard then is behind the start */
#define SOME 64 /* blocks: a third of a second */

static const Clip *
riff (void)
{
  return (const Clip *) list_get (room_track ("Keys")->clips, 0);
}

static bool
is_kept (void)
{
  return !lq_desk_is_rolling (room.desk) && !lq_desk_is_recording (room.desk) &&
         !lq_desk_growing (room.desk);
}

static bool
counts (void)
{
  int beat, n_beats, per_bar;
  return live_count (lq_desk_live (room.desk), &beat, &n_beats, &per_bar);
}

static bool
has_begun (void)
{
  return lq_desk_is_recording (room.desk) && !counts () && lq_desk_growing (room.desk) &&
         growing_take (lq_desk_growing (room.desk), 0).end > 0;
}

static guint
n_played (void)
{
  const Growing *growing = lq_desk_growing (room.desk);
  return growing ? growing_take (growing, 0).notes->len : 0;
}

static bool
key_is_down (void)
{
  const Growing *growing = lq_desk_growing (room.desk);
  return n_played () == 1 &&
         g_array_index (growing_take (growing, 0).notes, GrowingNote, 0).end == INT64_MAX;
}

static bool
key_is_up (void)
{
  const Growing *growing = lq_desk_growing (room.desk);
  return n_played () == 1 &&
         g_array_index (growing_take (growing, 0).notes, GrowingNote, 0).end != INT64_MAX;
}

static GtkWidget *
page (void)
{
  return lq_editor_page (LQ_EDITOR (lq_window_editor (room.window)), "piano-roll");
}

static int
red_in_roll (void)
{
  return room_count (page (), TOKEN_RECORD);
}

static int
red_in_timeline (void)
{
  return room_count (room_find_type (GTK_WIDGET (room.window), "LqGrowingLayer"), TOKEN_RECORD);
}

static void
stop (void)
{
  room_keys ("space");
  room_wait (is_kept, "the notes are kept");
}

static void
play_key (const char *key)
{
  room_press (key, true);
  room_wait (key_is_down, "a note that grows");
  room_run (SOME);
  room_press (key, false);
  room_wait (key_is_up, "its end");
}

static void
begin (void)
{
  room_keys ("ctrl+Home r");
  room_wait (has_begun, "notes are recorded");
  room_run (AT_ONCE);
}

static bool
roll_has_the_riff (void)
{
  GtkWidget *editor = lq_window_editor (room.window);
  GtkWidget *found = editor ? lq_editor_page (LQ_EDITOR (editor), "piano-roll") : NULL;
  return found && gtk_widget_get_mapped (found) &&
         roll_clip (lq_piano_roll_model (LQ_PIANO_ROLL (found))) == riff ();
}

static bool
is_armed (void)
{
  return room_track ("Keys")->arm;
}

static int red_before;

static bool
roll_is_redder (void)
{
  return red_in_roll () > red_before;
}

static bool
roll_is_clear (void)
{
  return red_in_roll () <= red_before;
}

static bool
timeline_is_redder (void)
{
  return red_in_timeline () > red_before;
}

/* Into a take of its own; the notes grow as they are played, behind the bar that is counted. */
static void
grow (void)
{
  room_keys ("r");
  room_wait (counts, "the count-in");
  room_check (n_played () == 0, "nothing is recorded while it counts");
  room_wait (has_begun, "the count-in is over");
  room_run (AT_ONCE);
  const int empty = red_in_roll ();
  room_press ("a", true);
  room_wait (key_is_down, "a note that grows");
  red_before = empty;
  room_wait (roll_is_redder, "the roll shows the note while its key is down");
  const int in_timeline = red_in_timeline ();
  red_before = red_in_roll ();
  room_run (2 * SOME);
  room_wait (roll_is_redder, "it grows in the roll");
  red_before = in_timeline;
  room_wait (timeline_is_redder, "it grows in the timeline");
  room_press ("a", false);
  room_wait (key_is_up, "its end");
  stop ();
  red_before = empty;
  room_wait (roll_is_clear, "what is kept is red no more");
  room_check (list_n (room_track ("Keys")->lanes) == 2, "a take, and what was there before");
  room_check (document_undo (lq_desk_document (room.desk)), "one step");
  room_check (list_n (room_track ("Keys")->lanes) == 0, "takes it back");
}

static bool
is_overdub (void)
{
  return room_find (GTK_WIDGET (room.window), GTK_TYPE_LABEL, "Overdub 1/4") != NULL;
}

static bool
is_replace (void)
{
  return room_find (GTK_WIDGET (room.window), GTK_TYPE_LABEL, "Replace 1/4") != NULL;
}

static bool
is_takes (void)
{
  return room_find (GTK_WIDGET (room.window), GTK_TYPE_LABEL, "Takes 1/4") != NULL;
}

/* Into the clip, on the grid that was chosen; then in place of what it holds. */
static void
overdub_and_replace (void)
{
  room_palette ("recorded notes: to takes");
  room_palette ("quantize recorded notes");
  room_wait (is_overdub, "the roll says how notes are recorded");
  begin ();
  play_key ("a");
  stop ();
  room_check (list_n (room_track ("Keys")->lanes) == 0, "no take");
  room_check (run_n (riff ()->notes) == 2, "the clip holds one note more");
  for (int i = 0; i < 2; i++)
    room_check (run_note (riff ()->notes, i)->at % TICKS_PER_QUARTER == 0, "it lies on the grid");
  room_palette ("recorded notes: to takes");
  room_wait (is_replace, "replacing");
  begin ();
  play_key ("a");
  stop ();
  room_check (run_n (riff ()->notes) == 1, "the clip holds what was played last");
  room_check (run_note (riff ()->notes, 0)->pitch == 60, "and nothing from before");
}

static bool
is_in_next_lap (void)
{
  return n_played () == 0;
}

/* Each lap is a take. */
static void
loop_takes (void)
{
  room_palette ("recorded notes: to takes");
  room_wait (is_takes, "takes");
  room_check (lq_desk_run (room.desk, NULL, "loop.set from=1.1.1 to=2.1.1 on=on"), "a loop");
  begin ();
  for (int lap = 0; lap < 2; lap++) {
    play_key ("s");
    room_wait (is_in_next_lap, "the next lap begins anew");
    room_run (AT_ONCE);
  }
  stop ();
  /* What played before is a take, too. */
  room_check (list_n (room_track ("Keys")->lanes) == 3, "a take of each lap");
  room_check (document_undo (lq_desk_document (room.desk)), "one step");
  room_check (list_n (room_track ("Keys")->lanes) == 0, "takes all of them back");
}

void
room_notes (void)
{
  room_check (lq_desk_run (room.desk, NULL, "track.set track=Vox arm=off"), "Vox is not recorded");
  room_check (lq_desk_run (room.desk, NULL, "metronome.set count_in=1"), "a bar is counted");
  const int row = rows_find (lq_desk_rows (room.desk), ROW_TRACK, room_track ("Keys")->node.id, 0);
  lq_desk_set_cursor (room.desk, (Position){ 0, TIME_MUSICAL }, row, false);
  room_keys ("Return");
  room_wait (roll_has_the_riff, "the clip in the piano roll");
  room_keys ("shift+r");
  room_wait (is_armed, "the track is armed");
  room_keys ("ctrl+alt+k");
  grow ();
  room_check (lq_desk_run (room.desk, NULL, "metronome.set count_in=0"), "nothing is counted");
  overdub_and_replace ();
  loop_takes ();
}

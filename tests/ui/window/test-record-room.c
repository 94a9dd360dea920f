/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real window records through a device that the test drives, which loses something: the banner
 * says so, its button records that bar again; what was only played becomes a take; notes grow and
 * become takes or parts of clips. Usage: test-record-room PROJECT, on a display; PROJECT has the
 * tracks Song, Vox and Keys. */
#include "room.h"

#include "edit/document.h"
#include "model/clip.h"
#include "ui/arrange/headers.h"
#include "ui/arrange/take_stars.h"
#include "ui/draw/theme.h"
#include "ui/window/window_private.h"

#define RATE 48000
#define BLOCK ROOM_BLOCK
#define BAR (2 * RATE) /* frames, at 120 bpm */

static const Track *
vox (void)
{
  return room_track ("Vox");
}

static bool
has_kept (void)
{
  return !lq_desk_is_rolling (room.desk) && !lq_desk_growing (room.desk);
}

static bool
is_rolling (void)
{
  return lq_desk_is_rolling (room.desk);
}

static bool
is_recording (void)
{
  return lq_desk_is_recording (room.desk);
}

static bool
has_stopped (void)
{
  return !lq_desk_is_rolling (room.desk);
}

static bool
shows_dropout (void)
{
  return room_find (room.window->banner, GTK_TYPE_LABEL, "1 dropout on Vox at 2.") != NULL;
}

static bool
shows_no_banner (void)
{
  return !gtk_widget_get_visible (room.window->banner);
}

/* The song is recorded from its start, and something is lost in its second bar. */
static void
record_with_a_hole (void)
{
  room_keys ("r");
  room_wait (is_recording, "R records");
  room_wait (is_rolling, "the song rolls");
  room_run (BAR / BLOCK + 60);
  null_device_xrun (live_null_device (lq_desk_live (room.desk)));
  room_run (3 * BAR / BLOCK);
  room_check (shows_no_banner (), "nothing is told while it is recorded");
  room_keys ("space");
  room_wait (has_stopped, "Space stops");
  room_wait (has_kept, "the take");
  room_check (list_n (vox ()->lanes) == 1, "one take");
  room_wait (shows_dropout, "the banner with the dropout");
}

/* The part of the comp that plays at a place, or NULL. */
static const Part *
part_at (Units at)
{
  const Track *track = vox ();
  const int index = list_find (track->comps, track->active_comp);
  const Comp *comp = index < 0 ? NULL : (const Comp *) list_get (track->comps, index);
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const TempoMap *map = lq_desk_map (room.desk);
    if (tempo_map_position_units (map, part->from) <= at &&
        at < tempo_map_position_units (map, part->to))
      return part;
  }
  return NULL;
}

static Id
heard_at (Frames frame)
{
  const Part *part = part_at (frames_to_units (frame, RATE));
  if (part)
    return part->lane;
  const Units at = frames_to_units (frame, RATE);
  const List *clips = vox ()->clips;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (lq_desk_map (room.desk), clip) <= at &&
        at < clip_end_units (lq_desk_map (room.desk), clip))
      return clip->source;
  }
  return 0;
}

static void
record_that_bar_again (void)
{
  const Id first = heard_at (BAR / 2), lost = heard_at (BAR + BAR / 2);

  room_check (room_find (room.window->banner, GTK_TYPE_BUTTON, "Record this bar again"),
              "the banner has a button");
  room_check (first && first == lost, "the first take is heard in both bars");
  room_palette ("record the bar again");
  room_wait (is_recording, "what the button does records");
  room_check (shows_no_banner (), "the banner goes while it is recorded");
  room_wait (has_kept, "the bar that was recorded again");
  room_check (list_n (vox ()->lanes) == 2, "two takes");
  room_check (heard_at (BAR / 2) == first, "the first bar is the first take's");
  room_check (heard_at (BAR + BAR / 2) != first, "the second bar is the new take's");
  room_check (heard_at (BAR + 100) == heard_at (2 * BAR - 100), "all of the second bar");
  room_check (heard_at (2 * BAR + 100) == first, "the third bar is the first take's");
  room_check (shows_no_banner (), "nothing was lost this time");
  /* Two steps: the take, and the punch range with what was armed. */
  room_check (document_undo (lq_desk_document (room.desk)), "the take can be undone");
  room_check (list_n (vox ()->lanes) == 1, "one take again");
  room_check (lq_desk_project (room.desk)->punch, "the punch range is a step of its own");
  room_check (document_undo (lq_desk_document (room.desk)), "so can the punch range");
  room_check (!lq_desk_project (room.desk)->punch, "no punch range any more");
}

static int takes_wanted;

static bool
has_takes (void)
{
  return list_n (vox ()->lanes) == takes_wanted;
}

/* Played, not recorded. */
static void
capture (void)
{
  const int before = list_n (vox ()->lanes);

  room_keys ("ctrl+Home space");
  room_wait (is_rolling, "the song rolls");
  room_run (BAR / BLOCK);
  room_check (!lq_desk_is_recording (room.desk), "nothing is recorded");
  room_keys ("space");
  room_wait (has_stopped, "the stop");
  room_wait (has_kept, "nothing is left to keep");
  room_keys ("ctrl+alt+r");
  takes_wanted = before + 1;
  room_wait (has_takes, "what was played is a take");
  const Lane *lane = (const Lane *) list_get (vox ()->lanes, before);
  const Clip *clip = (const Clip *) list_get (lane->clips, 0);
  const Units start = clip_start_units (lq_desk_map (room.desk), clip);
  room_check (start < frames_to_units (RATE / 10, RATE), "it begins where it was played");
  room_check (document_undo (lq_desk_document (room.desk)), "it can be undone");
  room_check (list_n (vox ()->lanes) == before, "in one step");
}

static GtkWidget *take_button;
static int n_found;

/* The buttons S in sight: those of Song, of Vox, of its take and of Keys; the master has none. */
static void
find_buttons (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      !g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "S")) {
    n_found++;
    take_button = n_found == 3 ? widget : take_button;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    find_buttons (child);
}

static bool
shows_take_button (void)
{
  n_found = 0;
  find_buttons (lq_arrange_headers (lq_window_arrange (room.window)));
  return n_found == 4;
}

/* The header of a take has a button that hears it, and stars that rate it. */
static void
hear_and_rate (void)
{
  const Track *track = vox ();
  const Id take = list_get (track->lanes, 0)->id;

  lq_desk_show_takes (room.desk, track->node.id, true);
  room_wait (shows_take_button, "the take's header");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (take_button), TRUE);
  room_check (lq_desk_auditioned (room.desk) == take, "S hears the take");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (take_button), FALSE);
  room_check (lq_desk_auditioned (room.desk) == 0, "S ends it");
  room_check (!take_stars_at (0) && take_stars_at (ui_px (85)) == 1 &&
                  take_stars_at (ui_px (130)) == 5 && !take_stars_at (ui_px (145)),
              "five stars stand in the header");
  const int row = rows_find (lq_desk_rows (room.desk), ROW_TAKE, track->node.id, take);
  take_stars_set (room.desk, &lq_desk_rows (room.desk)->rows[row], 4);
  room_check (((const Lane *) list_get (vox ()->lanes, 0))->rating == 4, "four stars");
  take_stars_set (room.desk, &lq_desk_rows (room.desk)->rows[row], 4);
  room_check (((const Lane *) list_get (vox ()->lanes, 0))->rating == 0,
              "the same again takes them");
}

static void
use (void)
{
  room_drive ();
  record_with_a_hole ();
  record_that_bar_again ();
  capture ();
  hear_and_rate ();
  room_notes ();
}

int
main (int argc, char **argv)
{
  return room_main (argc, argv, "null", use);
}

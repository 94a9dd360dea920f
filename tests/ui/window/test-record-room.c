/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real window records through a device that the test drives, which loses something: the banner
 * says so, its button records that bar again; what was only played becomes a take. Usage:
 * test-record-room PROJECT, on a display; PROJECT has the tracks Song and Vox. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit/document.h"
#include "model/clip.h"
#include "store/xml_write.h"
#include "ui/arrange/headers.h"
#include "ui/arrange/take_stars.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"
#include "ui/window/window_private.h"

#define PATIENCE (60 * G_USEC_PER_SEC) /* that a loaded machine may take */
#define RATE 48000
#define BLOCK 256
#define BAR (2 * RATE) /* frames, at 120 bpm */

static struct {
  const char *project;
  LqWindow *window;
  LqDesk *desk;
  int status;
} test;

static void
check (bool so, const char *what)
{
  if (so)
    return;
  printf ("failed: %s\n", what);
  exit (1);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
run (int blocks)
{
  for (int i = 0; i < blocks; i++) {
    null_device_run (live_null_device (lq_desk_live (test.desk)), 1);
    lq_desk_poll (test.desk);
    if (i % 16 == 0)
      turn ();
  }
}

static void
wait_for (bool (*is_so) (void), const char *what)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!is_so ()) {
    check (g_get_monotonic_time () < end, what);
    run (1);
    turn ();
    g_usleep (1000);
  }
}

static const Track *
vox (void)
{
  const List *tracks = lq_desk_project (test.desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++)
    if (!strcmp (node_name (list_get (tracks, i)), "Vox"))
      return (const Track *) list_get (tracks, i);
  check (false, "there is no track Vox");
  return NULL;
}

static bool
has_kept (void)
{
  return !lq_desk_is_rolling (test.desk) && !lq_desk_growing (test.desk);
}

static bool
is_rolling (void)
{
  return lq_desk_is_rolling (test.desk);
}

/* The first widget of a type below another whose label is `text`, or begins with it. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    const char *label = GTK_IS_BUTTON (widget)  ? gtk_button_get_label (GTK_BUTTON (widget))
                        : GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                                : NULL;
    if (label && g_str_has_prefix (label, text) && gtk_widget_get_mapped (widget))
      return widget;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, text);
    if (found)
      return found;
  }
  return NULL;
}

static bool
shows_dropout (void)
{
  return find (test.window->banner, GTK_TYPE_LABEL, "1 dropout on Vox at 2.") != NULL;
}

static bool
shows_no_banner (void)
{
  return !gtk_widget_get_visible (test.window->banner);
}

/* The song is recorded from its start, and something is lost in its second bar. */
static void
record_with_a_hole (void)
{
  do_action (test.window, "transport.record");
  check (lq_desk_is_recording (test.desk), "R records");
  wait_for (is_rolling, "the song rolls");
  run (BAR / BLOCK + 60);
  null_device_xrun (live_null_device (lq_desk_live (test.desk)));
  run (3 * BAR / BLOCK);
  check (shows_no_banner (), "nothing is told while it is recorded");
  do_action (test.window, "transport.play-stop");
  wait_for (has_kept, "the take");
  check (list_n (vox ()->lanes) == 1, "one take");
  wait_for (shows_dropout, "the banner with the dropout");
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
    const TempoMap *map = lq_desk_map (test.desk);
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
    if (clip_start_units (lq_desk_map (test.desk), clip) <= at &&
        at < clip_end_units (lq_desk_map (test.desk), clip))
      return clip->source;
  }
  return 0;
}

static void
record_that_bar_again (void)
{
  GtkWidget *button = find (test.window->banner, GTK_TYPE_BUTTON, "Record this bar again");
  const Id first = heard_at (BAR / 2), lost = heard_at (BAR + BAR / 2);

  check (button != NULL, "the banner has a button");
  check (first && first == lost, "the first take is heard in both bars");
  g_signal_emit_by_name (button, "clicked");
  turn ();
  check (lq_desk_is_recording (test.desk), "the button records");
  check (shows_no_banner (), "the banner goes while it is recorded");
  wait_for (has_kept, "the bar that was recorded again");
  check (list_n (vox ()->lanes) == 2, "two takes");
  check (heard_at (BAR / 2) == first, "the first bar is the first take's");
  check (heard_at (BAR + BAR / 2) != first, "the second bar is the new take's");
  check (heard_at (BAR + 100) == heard_at (2 * BAR - 100), "all of the second bar");
  check (heard_at (2 * BAR + 100) == first, "the third bar is the first take's");
  check (shows_no_banner (), "nothing was lost this time");
  /* Two steps: the take, and the punch range with what was armed. */
  check (document_undo (lq_desk_document (test.desk)), "the take can be undone");
  check (list_n (vox ()->lanes) == 1, "one take again");
  check (lq_desk_project (test.desk)->punch, "the punch range is a step of its own");
  check (document_undo (lq_desk_document (test.desk)), "so can the punch range");
  check (!lq_desk_project (test.desk)->punch, "no punch range any more");
}

/* Played, not recorded. */
static void
capture (void)
{
  const int before = list_n (vox ()->lanes);

  lq_desk_locate (test.desk, 0);
  do_action (test.window, "transport.play-stop");
  wait_for (is_rolling, "the song rolls");
  run (BAR / BLOCK);
  check (!lq_desk_is_recording (test.desk), "nothing is recorded");
  do_action (test.window, "transport.play-stop");
  wait_for (has_kept, "the stop");
  do_action (test.window, "transport.capture");
  turn ();
  check (list_n (vox ()->lanes) == before + 1, "what was played is a take");
  const Lane *lane = (const Lane *) list_get (vox ()->lanes, before);
  const Clip *clip = (const Clip *) list_get (lane->clips, 0);
  const Units start = clip_start_units (lq_desk_map (test.desk), clip);
  check (start < frames_to_units (RATE / 10, RATE), "it begins where it was played");
  check (document_undo (lq_desk_document (test.desk)), "it can be undone");
  check (list_n (vox ()->lanes) == before, "in one step");
}

static GtkWidget *found_last;
static int n_found;

/* The buttons S in sight: those of Song, of Vox and of its take; the master has none. */
static void
find_last (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      !g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "S")) {
    found_last = widget;
    n_found++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    find_last (child);
}

static bool
shows_take_button (void)
{
  n_found = 0;
  find_last (lq_arrange_headers (lq_window_arrange (test.window)));
  return n_found == 3;
}

/* The header of a take has a button that hears it, and stars that rate it. */
static void
hear_and_rate (void)
{
  const Track *track = vox ();
  const Id take = list_get (track->lanes, 0)->id;

  lq_desk_show_takes (test.desk, track->node.id, true);
  wait_for (shows_take_button, "the take's header");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (found_last), TRUE);
  check (lq_desk_auditioned (test.desk) == take, "S hears the take");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (found_last), FALSE);
  check (lq_desk_auditioned (test.desk) == 0, "S ends it");
  check (!take_stars_at (0) && take_stars_at (ui_px (85)) == 1 &&
             take_stars_at (ui_px (130)) == 5 && !take_stars_at (ui_px (145)),
         "five stars stand in the header");
  const int row = rows_find (lq_desk_rows (test.desk), ROW_TAKE, track->node.id, take);
  take_stars_set (test.desk, &lq_desk_rows (test.desk)->rows[row], 4);
  check (((const Lane *) list_get (vox ()->lanes, 0))->rating == 4, "four stars");
  take_stars_set (test.desk, &lq_desk_rows (test.desk)->rows[row], 4);
  check (((const Lane *) list_get (vox ()->lanes, 0))->rating == 0, "the same again takes them");
}

static void
drive (void)
{
  static const NullOptions options = { .by_hand = true, .loopback = 2 * BLOCK };
  GError *error = NULL;

  lq_desk_stop_sound (test.desk);
  lq_desk_start_null (test.desk, &options, BLOCK, &error);
  g_assert_no_error (error);
}

static void
activate (GtkApplication *application, gpointer data)
{
  const ThemeSettings theme = { .scale = 1 };
  theme_start (&theme);
  g_settings_set_string (prefs (), "device", "null");
  test.window = lq_window_new (application);
  gtk_window_present (GTK_WINDOW (test.window));
  lq_window_open (test.window, test.project);
  turn ();
  test.desk = lq_window_desk (test.window);
  check (test.desk != NULL, "the project opens");
  drive ();
  record_with_a_hole ();
  record_that_bar_again ();
  capture ();
  hear_and_rate ();
  test.status = 0;
  g_application_quit (G_APPLICATION (application));
}

int
main (int argc, char **argv)
{
  if (argc != 2) {
    fputs ("Usage: test-record-room PROJECT\n", stderr);
    return 2;
  }
  test.project = argv[1];
  test.status = 1;
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.lacquer.record", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  g_application_run (G_APPLICATION (application), 1, argv);
  return test.status;
}

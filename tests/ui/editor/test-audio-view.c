/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip editor without a screen: what it shows where, and what the pointer makes. */
#include <math.h>

#include "deeds_fixture.h"
#include "temporary.h"
#include "ui/desk/target.h"
#include "ui/editor/audio_view.h"

typedef struct {
  char *folder, *song;
  LqDesk *desk;
  AudioView *view;
} Fixture;

static int
px (double units)
{
  return (int) units;
}

static const Clip *
first_clip (Fixture *fixture)
{
  return (const Clip *) list_get (deeds_fixture_track (fixture->desk, "Kick")->clips, 0);
}

/* What goes wrong is told. */
static void
told (LqDesk *desk, const char *text, gboolean failure, gpointer data)
{
  if (failure)
    g_error ("%s", text);
}

static void
desk_changed (LqDesk *desk, guint what, AudioView *view)
{
  audio_view_desk_changed (view, what);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = temporary_folder_new ();
  fixture->song = deeds_fixture_make (fixture->folder);
  fixture->desk = lq_desk_open (fixture->song, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->desk, "message", G_CALLBACK (told), NULL);
  fixture->view = audio_view_new (fixture->desk, px);
  g_signal_connect (fixture->desk, "changed", G_CALLBACK (desk_changed), fixture->view);
  audio_view_set_width (fixture->view, 1000);
  audio_view_set_clip (fixture->view, first_clip (fixture)->node.id);
  audio_view_find_transients (fixture->view);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->desk, fixture->view);
  audio_view_free (fixture->view);
  lq_desk_close (fixture->desk);
  g_object_unref (fixture->desk);
  temporary_folder_remove (fixture->folder);
  g_free (fixture->song);
  g_free (fixture->folder);
}

static double
marker_seconds (Fixture *fixture, int index)
{
  return (double) g_array_index (fixture->view->markers, AudioMarker, index).at / UNITS_PER_SECOND;
}

/* All of the clip is in sight, and places come back from pixels. */
static void
test_view (Fixture *fixture, gconstpointer data)
{
  AudioView *view = fixture->view;

  g_assert_cmpfloat (audio_view_x (view, view->from), ==, 16);
  g_assert_cmpfloat (fabs (audio_view_x (view, view->to) - 984), <=, 1);
  g_assert_cmpint (view->transients->len, >=, 3);
  for (int x = 0; x < 1000; x += 37)
    g_assert_cmpfloat (fabs (audio_view_x (view, audio_view_at (view, x)) - x), <=, 1);
  const Units there = audio_view_at (view, 300);
  audio_view_zoom (view, 8, 300);
  g_assert_cmpfloat (fabs (audio_view_x (view, there) - 300), <=, 1);
  audio_view_zoom_selection (view);
  g_assert_cmpfloat (audio_view_x (view, view->from), ==, 16);
  audio_view_zoom_selection (view);
  g_assert_cmpfloat (fabs (audio_view_x (view, there) - 300), <=, 1);
}

static double
click (Fixture *fixture, double seconds)
{
  return audio_view_x (fixture->view, (Units) (seconds * UNITS_PER_SECOND));
}

/* A double-click makes a marker at the transient, a drag moves it by one step, another double-click
 * takes it away. */
static void
test_marker (Fixture *fixture, gconstpointer data)
{
  AudioView *view = fixture->view;
  const Units hit = g_array_index (view->transients, Units, 1);
  const double at = (double) hit / UNITS_PER_SECOND;
  const int before = history_n_steps (document_history (lq_desk_document (fixture->desk)));

  audio_view_press (view, AUDIO_ROW_TRANSIENTS, click (fixture, at) + 2, false, false, true);
  audio_view_release (view);
  /* One there, and one that holds the far edge of the clip, which the file goes beyond. */
  g_assert_cmpint (view->markers->len, ==, 2);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 0) - at), <, 1e-4);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 1) - 2), <, 1e-4);

  audio_view_press (view, AUDIO_ROW_WARPS, click (fixture, at), true, false, false);
  g_assert_cmpint (view->drag, ==, AUDIO_DRAG_WARP);
  audio_view_drag (view, click (fixture, at) + 20, true);
  const double to = (double) view->drag_to / UNITS_PER_SECOND;
  g_assert_cmpfloat (to, >, at);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 0) - at), <, 1e-4); /* not before the end */
  audio_view_release (view);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 0) - to), <, 1e-4);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 1) - 2), <, 1e-4);
  g_assert_cmpint (audio_view_chosen (view), ==, 0);
  g_assert_cmpint (history_n_steps (document_history (lq_desk_document (fixture->desk))), ==,
                   before + 2);

  /* A drag that is given up changes nothing. */
  audio_view_press (view, AUDIO_ROW_WARPS, click (fixture, to), true, false, false);
  audio_view_drag (view, click (fixture, to) + 40, true);
  g_assert_true (audio_view_cancel (view));
  audio_view_release (view);
  g_assert_cmpfloat (fabs (marker_seconds (fixture, 0) - to), <, 1e-4);

  audio_view_press (view, AUDIO_ROW_WARPS, click (fixture, to), false, false, true);
  g_assert_cmpint (view->markers->len, ==, 1);
}

/* A drag over the waveform is a range on the clip's track. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  AudioView *view = fixture->view;
  Units from, to;
  int first, last;

  audio_view_press (view, AUDIO_ROW_WAVE, click (fixture, 0.5), true, false, false);
  audio_view_drag (view, click (fixture, 1.5), true);
  audio_view_release (view);
  g_assert_true (lq_desk_range (fixture->desk, &from, &to, &first, &last));
  g_assert_cmpfloat (fabs ((double) from / UNITS_PER_SECOND - 0.5), <, 0.01);
  g_assert_cmpfloat (fabs ((double) to / UNITS_PER_SECOND - 1.5), <, 0.01);
  g_assert_cmpint (first, ==, last);
  g_assert_cmpint (lq_desk_rows (fixture->desk)->rows[first].track, ==, view->track);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/audio-view/view", Fixture, NULL, set_up, test_view, tear_down);
  g_test_add ("/audio-view/marker", Fixture, NULL, set_up, test_marker, tear_down);
  g_test_add ("/audio-view/range", Fixture, NULL, set_up, test_range, tear_down);
  return g_test_run ();
}

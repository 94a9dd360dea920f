/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warp markers in a real window: the keys walk them from proxy to proxy, which have their names and
 * lie over them; the pointer sets one and drags it. Usage: test-audio-warps PROJECT, on a display;
 * PROJECT has one audio clip, selected by being the first. */
#include <math.h>
#include <stdlib.h>

#include "room.h"
#include "ui/editor/audio_page_private.h"
#include "ui/editor/editor.h"
#include "ui/draw/theme.h"

static LqAudioPage *
page (void)
{
  GtkWidget *editor = lq_window_editor (room.window);
  GtkWidget *found = editor ? lq_editor_page (LQ_EDITOR (editor), "audio-clip") : NULL;
  return found && gtk_widget_get_mapped (found) ? LQ_AUDIO_PAGE (found) : NULL;
}

static GtkWidget *
focus (void)
{
  return gtk_root_get_focus (GTK_ROOT (room.window));
}

static bool
proxy_has_focus (void)
{
  return page () && focus () && gtk_widget_get_parent (focus ()) == GTK_WIDGET (page ()) &&
         page ()->view->transients;
}

static guint n_wanted;

static bool
has_markers (void)
{
  return page ()->view->markers->len == n_wanted;
}

static GtkWidget *before;

static bool
focus_has_moved (void)
{
  return focus () != before && proxy_has_focus ();
}

static void
press (const char *key)
{
  before = focus ();
  room_keys (key);
  room_wait (focus_has_moved, key);
}

static AudioMarker
marker (guint index)
{
  return g_array_index (page ()->view->markers, AudioMarker, index);
}

static double
x_of (Units at)
{
  return ui_px (AUDIO_SIDE) + audio_view_x (page ()->view, at);
}

/* The proxy lies over the marker, and says which one it is. */
static void
check_on (guint index, const char *name)
{
  graphene_rect_t box;
  room_check (gtk_widget_compute_bounds (focus (), GTK_WIDGET (page ()), &box), "bounds");
  const double x = x_of (marker (index).at);
  room_check (box.origin.x <= x && x <= box.origin.x + box.size.width, "it lies over the marker");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus ()), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       name);
}

static void
walk (void)
{
  room_keys ("F8");
  room_wait (proxy_has_focus, "a proxy has the keys");
  for (n_wanted = 1; n_wanted <= 2; n_wanted++) {
    press ("t");
    press ("t");
    room_keys ("Insert");
    room_wait (has_markers, "a marker");
    room_run (1);
  }
  press ("Home");
  press ("ctrl+Right");
  g_autofree char *first = g_strdup_printf (
      "Warp marker 1 of 2, %s", lq_desk_place (room.desk, lq_desk_cursor (room.desk)->at));
  room_turn ();
  check_on (0, first);
  press ("ctrl+Right");
  const Units at = marker (1).at;
  press ("alt+Right");
  room_check (marker (1).at > at, "the marker moves under the key");
  g_autofree char *second = g_strdup_printf (
      "Warp marker 2 of 2, %s", lq_desk_place (room.desk, lq_desk_cursor (room.desk)->at));
  room_turn ();
  check_on (1, second);
  n_wanted = 1;
  room_keys ("BackSpace");
  room_wait (has_markers, "one marker less");
}

/* The row of the flags at a place of the song. */
static void
point_at (Units at)
{
  graphene_point_t place;
  const double y = ui_px (AUDIO_TOP) - ui_px (AUDIO_WARPS) / 2.0;
  room_check (gtk_widget_compute_point (GTK_WIDGET (page ()), GTK_WIDGET (room.window),
                                        &GRAPHENE_POINT_INIT ((float) x_of (at), (float) y),
                                        &place),
              "a place in the window");
  room_pointer ((int) place.x, (int) place.y);
}

static Units moved_from;

static bool
has_moved (void)
{
  return has_markers () && marker (1).at > moved_from + UNITS_PER_SECOND / 10;
}

static void
drag (void)
{
  const Units at = 2 * UNITS_PER_SECOND + UNITS_PER_SECOND / 10;
  n_wanted = 2;
  point_at (at);
  room_click (2);
  room_wait (has_markers, "a marker by a double click");
  moved_from = marker (1).at;
  room_check (llabs ((long long) (moved_from - at)) < UNITS_PER_SECOND / 4, "at the pointer");
  point_at (moved_from);
  room_press ("alt", true);
  room_button (true);
  for (int step = 1; step <= 4; step++)
    point_at (moved_from + step * UNITS_PER_SECOND / 20);
  room_button (false);
  room_press ("alt", false);
  room_wait (has_moved, "it was dragged");
  room_keys ("ctrl+z ctrl+z");
  n_wanted = 1;
  room_wait (has_markers, "both are taken back");
}

static bool
side_has_focus (void)
{
  return focus () && gtk_widget_is_ancestor (focus (), page ()->side);
}

/* Tab goes through the column of values and back. */
static void
tab (void)
{
  room_keys ("Tab");
  room_wait (side_has_focus, "Tab goes on to the values");
  room_keys ("shift+Tab");
  room_wait (proxy_has_focus, "and back to the cursor");
}

static void
use (void)
{
  walk ();
  tab ();
  drag ();
}

int
main (int argc, char **argv)
{
  return room_main (argc, argv, "null", use);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags with a real mouse (xdotool) in a real window: each does what it says as one step, and is
 * undone to the first byte. Usage: test-pointer PROJECT, on a display. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "edit/document.h"
#include "model/clip.h"
#include "store/xml_write.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"

#define PATIENCE (60 * G_USEC_PER_SEC) /* that a loaded machine may take */

static struct {
  const char *project;
  LqWindow *window;
  LqDesk *desk;
  Id clip;
  char *target; /* xdotool's number of the window */
  int status;
} test;

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_usleep (2000);
}

static void
fail (const char *what)
{
  printf ("failed: %s (hint '%s')\n", what,
          lq_desk_hint (test.desk) ? lq_desk_hint (test.desk) : "");
  exit (1);
}

static void
wait_for (bool (*is_so) (void), const char *what)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!is_so ()) {
    if (g_get_monotonic_time () > end)
      fail (what);
    turn ();
  }
}

static bool ended;

static void
child_ended (GPid pid, int status, gpointer data)
{
  ended = true;
}

static bool
has_ended (void)
{
  return ended;
}

static void
xdo (const char *format, ...)
{
  va_list args;
  GPid pid = 0;
  va_start (args, format);
  g_autofree char *rest = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *line = g_strconcat ("xdotool ", rest, NULL);
  g_auto (GStrv) argv = NULL;
  if (!g_shell_parse_argv (line, NULL, &argv, NULL) ||
      !g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                      &pid, NULL))
    fail (line);
  ended = false;
  g_child_watch_add (pid, child_ended, NULL);
  wait_for (has_ended, line);
}

static bool
is_drawn (void)
{
  return gtk_widget_get_width (lq_arrange_timeline (lq_window_arrange (test.window))) > 100;
}

static bool
find_window (void)
{
  g_autofree char *line =
      g_strdup_printf ("xdotool search --onlyvisible --pid %d", (int) getpid ());
  g_autofree char *out = NULL;
  if (!g_spawn_command_line_sync (line, &out, NULL, NULL, NULL) || !out || !*g_strstrip (out))
    return false;
  const char *last = strrchr (out, '\n');
  test.target = g_strdup (last ? last + 1 : out);
  return true;
}

static const Clip *
clip_now (Track **track)
{
  return project_find_clip (lq_desk_project (test.desk), test.clip, track, NULL);
}

/* The first clip of sound, in the middle of the window. */
static void
show_clip (void)
{
  const Project *project = lq_desk_project (test.desk);
  const TempoMap *map = lq_desk_map (test.desk);
  DeskView *view = lq_desk_view (test.desk);
  const Clip *clip = NULL;
  Track *track;
  for (int i = 0; i < list_n (project->tracks) && !clip; i++) {
    const List *clips = ((const Track *) list_get (project->tracks, i))->clips;
    if (list_n (clips) > 0 && ((const Clip *) list_get (clips, 0))->kind == CLIP_AUDIO)
      clip = (const Clip *) list_get (clips, 0);
  }
  if (!clip)
    fail ("the song has no clip of sound");
  test.clip = clip->node.id;
  clip_now (&track);
  const int row = rows_find (lq_desk_rows (test.desk), ROW_TRACK, track->node.id, 0);
  const double seconds =
      (double) (clip_end_units (map, clip) - clip_start_units (map, clip)) / UNITS_PER_SECOND;
  view->px_per_second = 300 / seconds;
  view->x =
      (int64_t) ((double) clip_start_units (map, clip) / UNITS_PER_SECOND * view->px_per_second) -
      250;
  view->y = MAX (lq_desk_rows (test.desk)->rows[row].y - 100, 0);
  lq_desk_view_changed (test.desk);
  turn ();
}

/* Where a place of the clip is in the window: so far from its start or, with `end`, its end, and so
 * far below its row's top. */
static void
place (bool end, double dx, double dy, int *x, int *y)
{
  Track *track;
  const Clip *clip = clip_now (&track);
  const TempoMap *map = lq_desk_map (test.desk);
  const int row = rows_find (lq_desk_rows (test.desk), ROW_TRACK, track->node.id, 0);
  const Units at = end ? clip_end_units (map, clip) : clip_start_units (map, clip);
  double wx, wy, sx, sy;
  gtk_widget_translate_coordinates (
      lq_arrange_timeline (lq_window_arrange (test.window)), GTK_WIDGET (test.window),
      lq_desk_x (test.desk, at) + dx,
      lq_desk_rows (test.desk)->rows[row].y - (double) lq_desk_view (test.desk)->y + dy, &wx, &wy);
  gtk_native_get_surface_transform (GTK_NATIVE (test.window), &sx, &sy);
  *x = (int) (wx + sx);
  *y = (int) (wy + sy);
}

static bool
has_hint (void)
{
  return lq_desk_hint (test.desk) != NULL;
}

static char *hovered;

static bool
drags (void)
{
  return has_hint () && g_strcmp0 (lq_desk_hint (test.desk), hovered);
}

/* The tag is gone; what is under the pointer may have its name back. */
static bool
rests (void)
{
  return !drags ();
}

/* Presses there and pulls so far; the tag of the drag says that it has begun. */
static void
pull (bool end, double dx, double dy, int by_x, int by_y)
{
  int x, y;
  place (end, dx, dy, &x, &y);
  xdo ("mousemove --window %s %d %d", test.target, x, y);
  wait_for (has_hint, "the name of what is under the pointer");
  g_free (hovered);
  hovered = g_strdup (lq_desk_hint (test.desk));
  xdo ("mousedown 1");
  xdo ("mousemove --window %s %d %d", test.target, x + by_x / 2, y + by_y / 2);
  xdo ("mousemove --window %s %d %d", test.target, x + by_x, y + by_y);
  wait_for (drags, "the tag of a drag");
}

static GBytes *first;

static bool
is_changed (void)
{
  g_autoptr (GBytes) now = project_write_xml (lq_desk_project (test.desk));
  return !g_bytes_equal (first, now);
}

static void
check (bool good, const char *what)
{
  if (!good)
    fail (what);
}

/* One step back is all the way back. */
static void
undo (const char *what)
{
  check (document_undo (lq_desk_document (test.desk)), what);
  check (!is_changed (), what);
  lq_desk_select_none (test.desk);
  printf ("%s\n", what);
}

static Units
start_of (void)
{
  return clip_start_units (lq_desk_map (test.desk), clip_now (NULL));
}

static Units
end_of (void)
{
  return clip_end_units (lq_desk_map (test.desk), clip_now (NULL));
}

static void
test_move (void)
{
  const Units start = start_of (), end = end_of ();
  pull (false, 80, 5, 100, 0);
  xdo ("mouseup 1");
  wait_for (is_changed, "a move");
  check (start_of () > start && end_of () - start_of () == end - start, "it is moved");
  undo ("moved");
}

static void
test_trim_and_fade (void)
{
  const Units start = start_of (), end = end_of ();
  pull (true, -3, 25, -80, 0);
  xdo ("mouseup 1");
  wait_for (is_changed, "a trim");
  check (start_of () == start && end_of () < end, "it ends earlier");
  undo ("trimmed");
  const Units fade = clip_now (NULL)->fade_in;
  pull (false, 4, 4, 60, 3);
  xdo ("mouseup 1");
  wait_for (is_changed, "a fade");
  check (clip_now (NULL)->fade_in > fade && end_of () == end, "it fades in");
  undo ("faded");
}

static void
test_copy (void)
{
  Track *track;
  const Units start = start_of ();
  clip_now (&track);
  const int n = list_n (track->clips);
  pull (false, 80, 5, 330, 0);
  xdo ("keydown ctrl");
  xdo ("mouseup 1");
  xdo ("keyup ctrl");
  wait_for (is_changed, "a copy");
  clip_now (&track);
  check (start_of () == start && list_n (track->clips) > n, "there is one more");
  undo ("copied");
}

static void
test_cancel (void)
{
  const HistoryStep *step = history_current (document_history (lq_desk_document (test.desk)));
  pull (false, 80, 5, 150, 0);
  xdo ("key Escape");
  wait_for (rests, "a drag that Escape ends");
  xdo ("mouseup 1");
  check (!is_changed (), "Escape takes everything back");
  pull (false, 80, 5, 150, 0);
  xdo ("click 3");
  wait_for (rests, "a drag that a right click ends");
  xdo ("mouseup 1");
  check (!is_changed (), "a right click takes everything back");
  check (history_current (document_history (lq_desk_document (test.desk))) == step,
         "no step is made");
  printf ("cancelled\n");
}

static bool
has_range (void)
{
  Units from, to;
  int top, foot;
  return lq_desk_range (test.desk, &from, &to, &top, &foot);
}

static void
test_range (void)
{
  pull (false, 80, 30, 120, 0);
  xdo ("mouseup 1");
  wait_for (has_range, "a range");
  check (!is_changed (), "a range changes nothing");
  printf ("ranged\n");
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
  wait_for (is_drawn, "the window");
  wait_for (find_window, "the window on the screen");
  xdo ("windowfocus %s", test.target);
  first = project_write_xml (lq_desk_project (test.desk));
  show_clip ();
  test_move ();
  test_trim_and_fade ();
  test_copy ();
  test_cancel ();
  test_range ();
  g_bytes_unref (first);
  g_free (test.target);
  g_free (hovered);
  test.status = 0;
  g_application_quit (G_APPLICATION (application));
}

int
main (int argc, char **argv)
{
  if (argc != 2) {
    fputs ("Usage: test-pointer PROJECT\n", stderr);
    return 2;
  }
  test.project = argv[1];
  test.status = 1;
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.lacquer.pointer", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  g_application_run (G_APPLICATION (application), 1, argv);
  return test.status;
}

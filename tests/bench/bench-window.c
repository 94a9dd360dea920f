/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame of the window costs: CPU of the whole process while only the playhead moves, while
 * the view scrolls, while it zooms, while every frame sees an edit, while all meters of the mixer
 * move, in normal and in narrow strips, while folded groups with their summed waveforms zoom; and
 * how long the first frame takes. Usage: bench-window PROJECT [PHASE | FILE], on a display of 1920
 * x 1080; with a phase
 * ("scroll"), only it is measured, for a profiler. With a file in place of the phase, it is
 * imported: when it is in, when its waveform is there, and the longest time between two frames
 * meanwhile. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "device/device_list.h"
#include "ui/desk/desk_private.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/mixer_side.h"
#include "ui/window/prefs.h"
#include "ui/window/window.h"

#define FRAMES 200
#define REST 60 /* frames until all pictures are there */

enum {
  RESTING,
  STILL,
  PLAYHEAD,
  SCROLL,
  ZOOM,
  EDIT,
  DENSE_REST,
  DENSE_SCROLL,
  MIXER_REST,
  MIXER,
  NARROW_REST,
  NARROW_MIXER,
  GROUPS_REST,
  GROUPS_ZOOM,
  N_PHASES
};

static const char *const names[N_PHASES] = { NULL,   "nothing moves", "playhead", "scroll",
                                             "zoom", "edit",          NULL,       "scroll, dense",
                                             NULL,   "mixer",         NULL,       "mixer, narrow",
                                             NULL,   "zoom, groups" };

static struct {
  LqWindow *window;
  int phase, frame;
  double cpu, thread;
  const char *project, *only, *file;
  gint64 start, last, longest; /* microseconds */
  bool painted, imported;
} bench;

static double
cpu_ms (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Of this thread: what the window does, without the sound. */
static double
thread_ms (void)
{
  struct timespec time;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* Every level is another one in each frame. */
static bool
loud (Id track, StripMeterReading *reading, void *data)
{
  *reading = (StripMeterReading){ .momentary = -14 - bench.frame % 7 };
  for (int c = 0; c < 2; c++)
    reading->level.peak[c] =
        (float) (((uint64_t) track / 7 + (uint64_t) (bench.frame * (37 + 11 * c))) % 100) / 100;
  return true;
}

static void
move (LqDesk *desk)
{
  DeskView *view = lq_desk_view (desk);
  switch (bench.phase) {
  case PLAYHEAD:
    desk->started_at = lq_desk_at (desk, bench.frame * 4); /* as if it played, without sound */
    break;
  case SCROLL:
  case DENSE_SCROLL:
    view->x += bench.frame < FRAMES / 2 ? 8 : -8;
    lq_desk_view_changed (desk);
    break;
  case EDIT:
    lq_desk_run (desk, NULL, "track.set track=%s mute=%s",
                 lq_desk_id (desk, list_get (lq_desk_project (desk)->tracks, 12)->id),
                 bench.frame % 2 ? "off" : "on");
    break;
  case ZOOM:
  case GROUPS_ZOOM:
    lq_desk_zoom (desk, bench.frame < FRAMES / 2 ? 1.01 : 1 / 1.01, view->width / 2);
    break;
  default:
    break;
  }
}

#define GROUP 10 /* tracks of one */

/* All tracks into folded groups. */
static void
group (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  int n = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (list_n (track->clips) == 0)
      continue;
    if (n % GROUP == 0)
      g_ptr_array_add (lines, g_strdup_printf ("track.add kind=group name=Sum%d", n / GROUP));
    g_ptr_array_add (lines, g_strdup_printf ("track.set track=%s in=Sum%d",
                                             lq_desk_id (desk, track->node.id), n / GROUP));
    n++;
  }
  for (int i = 0; i * GROUP < n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("track.set track=Sum%d fold=on", i));
  if (!document_run (lq_desk_document (desk), (const char *const *) lines->pdata, (int) lines->len,
                     NULL, &error))
    fprintf (stderr, "bench-window: %s\n", error->message);
}

static void
begin_phase (LqDesk *desk)
{
  DeskView *view = lq_desk_view (desk);
  if (bench.phase == RESTING) {
    view->px_per_second = 19;
    view->x = view->y = 0;
    lq_desk_view_changed (desk);
  } else if (bench.phase == DENSE_REST) {
    const Project *project = lq_desk_project (desk);
    for (int i = 0; i < list_n (project->tracks); i++)
      lq_desk_set_height (desk, list_get (project->tracks, i)->id, HEIGHT_S);
    view->px_per_second = 4.5;
    lq_desk_view_changed (desk);
  } else if (bench.phase == MIXER_REST) {
    lq_mixer_set_meters (mixer_side_get (bench.window), loud, NULL);
    lq_window_show_view (bench.window, VIEW_MIX);
    if (!lq_window_panel_shows (bench.window, PANEL_BOTTOM))
      lq_window_toggle_panel (bench.window, PANEL_BOTTOM);
  } else if (bench.phase == NARROW_REST) {
    lq_mixer_model (mixer_side_get (bench.window))->width = STRIP_NARROW;
    lq_mixer_changed (mixer_side_get (bench.window));
  } else if (bench.phase == GROUPS_REST) {
    group (desk);
    lq_window_show_view (bench.window, VIEW_ARRANGE);
    const Project *project = lq_desk_project (desk);
    for (int i = 0; i < list_n (project->tracks); i++)
      lq_desk_set_height (desk, list_get (project->tracks, i)->id, HEIGHT_M);
    view->px_per_second = 19;
    view->x = view->y = 0;
    lq_desk_view_changed (desk);
  }
}

static void
painted (GdkFrameClock *clock, gpointer data)
{
  if (!bench.painted)
    printf ("%-14s %6.2f s from the start of the program, %.2f s of CPU\n", "first frame",
            (double) (g_get_monotonic_time () - bench.start) / 1e6, cpu_ms () / 1e3);
  bench.painted = true;
}

/* A frame while a file is imported. */
static gboolean
import_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqDesk *desk = lq_window_desk (bench.window);
  const Project *project = lq_desk_project (desk);
  const gint64 now = g_get_monotonic_time ();
  const Peaks *peaks;

  bench.longest = MAX (bench.longest, now - bench.last);
  bench.last = now;
  gtk_widget_queue_draw (widget);
  const int n = list_n (project->sources);
  if (bench.painted && !bench.imported && n > bench.phase) {
    printf ("%-14s %6.2f s after its begin\n", "imported", (double) (now - bench.start) / 1e6);
    bench.imported = true;
  }
  const Source *newest = n ? (const Source *) list_get (project->sources, n - 1) : NULL;
  if (!bench.imported ||
      pictures_peaks (lq_desk_pictures (desk), newest, &peaks) == PICTURE_UNDER_WAY)
    return G_SOURCE_CONTINUE;
  printf ("%-14s %6.2f s after its begin, %.2f s of CPU\n", "waveform",
          (double) (now - bench.start) / 1e6, (cpu_ms () - bench.cpu) / 1e3);
  printf ("%-14s %6.0f ms between two frames\n", "longest", (double) bench.longest / 1e3);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return G_SOURCE_REMOVE;
}

static gboolean
begin_import (gpointer data)
{
  LqDesk *desk = lq_window_desk (bench.window);
  bench.phase = list_n (lq_desk_project (desk)->sources);
  bench.start = bench.last = g_get_monotonic_time ();
  bench.cpu = cpu_ms ();
  do_import_files (bench.window, &bench.file, 1);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.window), import_tick, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqDesk *desk = lq_window_desk (bench.window);
  const bool rests = !names[bench.phase];
  const bool skipped = !rests && bench.only && strcmp (bench.only, names[bench.phase]) != 0;
  const int frames = skipped ? 1 : rests ? REST : FRAMES;
  if (!skipped)
    move (desk);
  if (++bench.frame < frames)
    return G_SOURCE_CONTINUE;
  if (!rests && !skipped)
    printf ("%-14s %6.2f ms of CPU a frame, %.2f of them in the thread that draws\n",
            names[bench.phase], (cpu_ms () - bench.cpu) / frames,
            (thread_ms () - bench.thread) / frames);
  bench.phase++;
  bench.frame = 0;
  if (bench.phase == N_PHASES) {
    gtk_window_destroy (GTK_WINDOW (bench.window));
    return G_SOURCE_REMOVE;
  }
  begin_phase (desk);
  bench.cpu = cpu_ms ();
  bench.thread = thread_ms ();
  return G_SOURCE_CONTINUE;
}

static void
activate (GtkApplication *application, gpointer data)
{
  const ThemeSettings theme = { .scale = 1 };
  theme_start (&theme);
  g_settings_set (prefs (), "window-size", "(ii)", 1920, 1080);
  bench.window = lq_window_new (application);
  gtk_window_present (GTK_WINDOW (bench.window));
  lq_window_open (bench.window, bench.project);
  if (!lq_window_desk (bench.window)) {
    fprintf (stderr, "bench-window: cannot open '%s'\n", bench.project);
    gtk_window_destroy (GTK_WINDOW (bench.window));
    return;
  }
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench.window)), "after-paint",
                    G_CALLBACK (painted), NULL);
  if (bench.file) {
    g_timeout_add (3000, begin_import, NULL);
    return;
  }
  begin_phase (lq_window_desk (bench.window));
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.window), tick, NULL, NULL);
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  if (argc != 2 && argc != 3) {
    fputs ("Usage: bench-window PROJECT [PHASE | FILE]\n", stderr);
    return 2;
  }
  bench.project = argv[1];
  if (argc > 2 && g_file_test (argv[2], G_FILE_TEST_EXISTS))
    bench.file = argv[2];
  else
    bench.only = argv[2];
  bench.start = g_get_monotonic_time ();
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.lacquer.bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}

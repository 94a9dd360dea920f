/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random actions in a real window while the song plays; then all is undone to the first byte.
 * Usage: test-storm PROJECT SEED ACTIONS, on a display. Prints what it did last where it fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit/document.h"
#include "store/xml_write.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"

#define TURNS 12 /* of the main loop after an action, at most */
#define PLAY_EVERY 50
#define ROUNDS 500 /* at most */
#define STILL 25 /* rounds in which nothing more came */
#define ROUND_US 20000

static struct {
  const char *project;
  GRand *random;
  int n, status;
} storm;

/* What leaves the project, asks the desktop for files, or deletes them. */
static bool
is_meant (const Action *action)
{
  static const char *const left_out[] = { "app.quit", "browser.", "project.", "start." };
  const Doing *doing = doing_find (action->id);
  for (size_t i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (g_str_has_prefix (action->id, left_out[i]))
      return false;
  return doing && !strstr (action->id, "export");
}

static GPtrArray *
meant_actions (void)
{
  GPtrArray *meant = g_ptr_array_new ();
  int n;
  const Action *all = actions_all (&n);
  for (int i = 0; i < n; i++)
    if (is_meant (&all[i]))
      g_ptr_array_add (meant, (gpointer) &all[i]);
  return meant;
}

static void
turn (void)
{
  for (int i = 0; i < TURNS && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
play (LqWindow *window, bool on)
{
  LqDesk *desk = lq_window_desk (window);
  if (lq_desk_is_rolling (desk) != on)
    do_action (window, "transport.play-stop");
}

static int
undo_all (LqDesk *desk)
{
  int n = 0;
  while (document_undo (lq_desk_document (desk)))
    n++;
  return n;
}

/* What was recorded or written as automation becomes a step a while after the stop. */
static bool
returns_to (LqDesk *desk, GBytes *first)
{
  int n = 0;
  for (int round = 0, still = 0; round < ROUNDS && still < STILL; round++) {
    const int undone = undo_all (desk);
    n += undone;
    still = undone > 0 ? 0 : still + 1;
    lq_desk_poll (desk);
    turn ();
    g_usleep (ROUND_US);
  }
  g_autoptr (GBytes) last = project_write_xml (lq_desk_project (desk));
  printf ("%d steps undone\n", n);
  if (g_bytes_equal (first, last))
    return n > 0;
  fputs ("test-storm: what is left after all was undone is not what was there first\n", stderr);
  return false;
}

/* What the audio thread says of the storm. A block that was late is the machine's fault here, and
 * told alone; a strip that gave NaN is ours. */
static bool
sounds_well (LqDesk *desk)
{
  Live *live = lq_desk_live (desk);
  const GArray *troubles = live ? live_troubles (live) : NULL;
  int broken = 0, late = 0, lost = 0;
  for (guint i = 0; troubles && i < troubles->len; i++) {
    const Trouble *trouble = &g_array_index (troubles, Trouble, i);
    broken += trouble->kind == PLAYER_BROKEN;
    late += trouble->kind == PLAYER_LATE;
    lost += trouble->kind == PLAYER_XRUN;
    if (g_getenv ("LACQUER_STORM_SHOW")) {
      g_autofree char *text = trouble_text (trouble, lq_desk_project (desk));
      fprintf (stderr, "%s\n", text);
    }
  }
  printf ("%d late blocks, %d lost, %u disk warnings\n", late, lost,
          live ? live_warnings (live)->len : 0);
  if (broken > 0)
    fprintf (stderr, "test-storm: a strip gave NaN or infinity %d times\n", broken);
  return broken == 0;
}

static void
run (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GBytes) first = project_write_xml (lq_desk_project (desk));
  g_autoptr (GPtrArray) actions = meant_actions ();

  document_set_history_bytes (lq_desk_document (desk), SIZE_MAX);
  for (int i = 0; i < storm.n; i++) {
    if (i % PLAY_EVERY == 0)
      play (window, true);
    const Action *action = actions->pdata[g_rand_int_range (storm.random, 0, (int) actions->len)];
    if (g_getenv ("LACQUER_STORM_SHOW"))
      fprintf (stderr, "%d %s\n", i, action->id);
    do_action (window, action->id);
    turn ();
    /* What asks something is left unanswered. */
    lq_window_hide_layer (window);
    if (lq_window_desk (window) != desk) {
      fprintf (stderr, "test-storm: %s left the project\n", action->id);
      return;
    }
  }
  play (window, false);
  turn ();
  const bool well = sounds_well (desk);
  storm.status = returns_to (desk, first) && well ? 0 : 1;
}

static void
activate (GtkApplication *application, gpointer data)
{
  const ThemeSettings theme = { .scale = 1 };
  theme_start (&theme);
  g_settings_set_string (prefs (), "device", "null");
  LqWindow *window = lq_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  lq_window_open (window, storm.project);
  turn ();
  if (lq_window_desk (window))
    run (window);
  else
    fprintf (stderr, "test-storm: cannot open '%s'\n", storm.project);
  g_application_quit (G_APPLICATION (application));
}

int
main (int argc, char **argv)
{
  if (argc != 4) {
    fputs ("Usage: test-storm PROJECT SEED ACTIONS\n", stderr);
    return 2;
  }
  storm.project = argv[1];
  storm.random = g_rand_new_with_seed ((guint32) atoi (argv[2]));
  storm.n = atoi (argv[3]);
  storm.status = 1;
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.lacquer.storm", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_rand_free (storm.random);
  return storm.status;
}

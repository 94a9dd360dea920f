/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks: arming, lanes that show, folding, hiding, new ones. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/desk/desk_copy.h"
#include "ui/window/actions/do.h"
#include "ui/window/prompt.h"

static const Track *
track_of (LqDesk *desk, Id id)
{
  return project_find_track (lq_desk_project (desk), id);
}

/* Runs the same command for several tracks as one step. */
static void
run_for (LqWindow *window, const GArray *tracks, const char *command, const char *rest)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < tracks->len; i++)
    g_ptr_array_add (lines,
                     g_strdup_printf ("%s track=%s %s", command,
                                      lq_desk_id (desk, g_array_index (tracks, Id, i)), rest));
  if (lines->len == 0)
    lq_window_toast (window, _ ("Select a track first."), false);
  else if (!lq_desk_run_lines (desk, lines, NULL, &error))
    lq_window_toast (window, error->message, false);
}

enum { FLAG_ARM, FLAG_MONITOR };

static bool
flag_of (const Track *track, int flag)
{
  return flag == FLAG_ARM ? track->arm : track->monitor == MONITOR_ON;
}

static void
flag (LqWindow *window, int arg)
{
  static const char *const keys[] = { "arm", "monitor" };
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  if (tracks->len == 0)
    return;
  const bool on = !flag_of (track_of (desk, g_array_index (tracks, Id, 0)), arg);
  g_autofree char *rest = g_strdup_printf ("%s=%s", keys[arg],
                                           on                    ? "on"
                                           : arg == FLAG_MONITOR ? "auto"
                                                                 : "off");
  run_for (window, tracks, "track.set", rest);
}

static void
automation (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  for (guint i = 0; i < tracks->len; i++) {
    const Id id = g_array_index (tracks, Id, i);
    if (list_n (track_of (desk, id)->envelopes) == 0)
      lq_window_toast (window, _ ("No parameter of this track is automated yet."), false);
    lq_desk_show_automation (desk, id, !row_look (lq_desk_looks (desk), id).automation);
  }
}

static void
takes (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  for (guint i = 0; i < tracks->len; i++) {
    const Id id = g_array_index (tracks, Id, i);
    if (list_n (track_of (desk, id)->lanes) == 0)
      lq_window_toast (window, _ ("This track has no takes yet."), false);
    lq_desk_show_takes (desk, id, !row_look (lq_desk_looks (desk), id).takes);
  }
}

static char *
new_typed (LqWindow *window, const char *text, void *data)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = NULL;
  static const struct {
    const char *word, *kind;
  } words[] = { { "keys", "instrument" }, { "synth", "instrument" }, { "piano", "instrument" },
                { "pad", "instrument" },  { "midi", "instrument" },  { "group", "group" },
                { "bus", "group" },       { "folder", "folder" },    { "return", "return" },
                { "verb", "return" },     { "delay", "return" },     { "vca", "vca" } };
  /* A preset of tracks has been saved under that name. */
  g_autofree char *preset = *text ? desk_tracks_preset (text) : NULL;
  if (preset) {
    g_autofree char *file = g_shell_quote (preset);
    return lq_desk_run (desk, &error, "track.import project=%s", file) ? NULL
                                                                       : g_strdup (error->message);
  }
  const char *kind = "audio";
  g_autofree char *lower = g_utf8_strdown (text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i].word))
      kind = words[i].kind;
  g_autofree char *quoted = g_shell_quote (*text ? text : _ ("Track"));
  const Track *after = track_of (desk, lq_desk_cursor_track (desk));
  g_autofree char *behind = after && after->kind != TRACK_MAIN
                                ? g_strdup_printf (" after=%s", lq_desk_id (desk, after->node.id))
                                : g_strdup ("");
  if (lq_desk_run (desk, &error, "track.add kind=%s name=%s%s", kind, quoted, behind))
    return NULL;
  return g_strdup (error->message);
}

static void
new_track (LqWindow *window, int arg)
{
  prompt (window,
          _ ("Name of the new track (its kind follows from words such as keys, group, return)"),
          _ ("Audio"), new_typed, NULL);
}

static void
fold (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Track *track = track_of (desk, lq_desk_cursor_track (desk));
  if (!track)
    return;
  const bool group = track->kind == TRACK_GROUP || track->kind == TRACK_FOLDER;
  if (group && track->fold != (arg < 0)) {
    lq_desk_run (desk, NULL, "track.set track=%s fold=%s", lq_desk_id (desk, track->node.id),
                 arg < 0 ? "on" : "off");
    return;
  }
  const int row = lq_desk_cursor (desk)->row;
  if (arg > 0 && group)
    lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, row + 1, false);
  else if (arg < 0 && track->group)
    lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at,
                        rows_find (lq_desk_rows (desk), ROW_TRACK, track->group, 0), false);
}

static void
extend (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Id here = lq_desk_cursor_track (desk);
  if (!lq_desk_track_is_selected (desk, here))
    lq_desk_select_track (desk, here, true);
  lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, lq_desk_cursor (desk)->row + arg, false);
  const Id next = lq_desk_cursor_track (desk);
  if (!lq_desk_track_is_selected (desk, next))
    lq_desk_select_track (desk, next, true);
}

static void
hide (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (arg) {
    g_autoptr (GArray) tracks = lq_desk_tracks (desk);
    for (guint i = 0; i < tracks->len; i++)
      lq_desk_hide (desk, g_array_index (tracks, Id, i), true);
    return;
  }
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++)
    lq_desk_hide (desk, list_get (project->tracks, i)->id, false);
}

const Doing doings_track[] = {
  { "track.arm", flag, FLAG_ARM },
  { "track.monitor", flag, FLAG_MONITOR },
  { "track.new", new_track },
  { "track.automation", automation },
  { "track.takes", takes },
  { "header.fold", fold, -1 },
  { "header.unfold", fold, 1 },
  { "header.extend-up", extend, -1 },
  { "header.extend-down", extend, 1 },
  { "header.hide", hide, 1 },
  { "header.show-all", hide, 0 },
  { NULL },
};

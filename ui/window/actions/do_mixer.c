/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixer: strips, cells and what they hold. */
#include "ui/window/actions/do_mixer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/mixer_spoken.h"
#include "ui/window/actions/do.h"
#include "ui/window/device_side.h"
#include "ui/window/editor_side.h"
#include "ui/window/mixer_side.h"
#include "ui/window/palette/palette.h"
#include "ui/window/prompt.h"

static MixerModel *
model_of (LqWindow *window)
{
  return lq_mixer_model (mixer_side_get (window));
}

/* The strip of the cursor; told where there is none. */
static const Track *
strip_of (LqWindow *window)
{
  const Track *track = mixer_model_track (model_of (window));
  if (!track)
    lq_window_toast (window, _ ("The cursor is on no strip."), false);
  return track;
}

static void
changed (LqWindow *window)
{
  lq_mixer_changed (mixer_side_get (window));
}

#define EXTEND 16

static void
go (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  const bool extend = arg > EXTEND / 2 || arg < -EXTEND / 2;
  const int direction = arg > 0 ? 1 : -1;
  mixer_model_go (model, MAX (mixer_model_at (model), 0) + direction, extend);
}

static void
end (LqWindow *window, int arg)
{
  mixer_model_go (model_of (window), arg < 0 ? 0 : G_MAXINT, false);
}

static void
family (LqWindow *window, int arg)
{
  mixer_model_go_family (model_of (window), arg);
}

/* Tenths of a step. */
static void
step (LqWindow *window, int tenths)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  const bool fine = tenths > -10 && tenths < 10;
  const bool fifths = model->cell.kind == CELL_PAN || model->cell.kind == CELL_WIDTH;
  const double steps = fine && fifths ? tenths / 5.0 : tenths / 10.0; /* pan by 1 */
  if (!track || mixer_step (model, track, model->cell, steps))
    return;
  if (model->cell.kind == CELL_BUTTON &&
      mixer_button_on (model->desk, track, model->cell.index) != (tenths > 0))
    mixer_switch (model, track, model->cell.index);
}

static void
cell (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (!track)
    return;
  model->cell = mixer_next_cell (track, model->cell, arg);
  changed (window);
}

static void
go_cell (LqWindow *window, Cell to, const char *missing)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (track && !mixer_has_cell (track, to)) {
    lq_window_toast (window, missing, false);
    return;
  }
  model->cell = to;
  changed (window);
}

static void
insert (LqWindow *window, int arg)
{
  go_cell (window, (Cell){ CELL_INSERT, arg }, _ ("This strip has fewer inserts."));
}

static void
send (LqWindow *window, int arg)
{
  go_cell (window, (Cell){ CELL_SEND, arg }, _ ("This strip has fewer sends."));
}

static void
kind (LqWindow *window, int arg)
{
  go_cell (window, (Cell){ (CellKind) arg, 0 }, _ ("This strip has no pan."));
}

static void
move_insert (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (!track)
    return;
  const int from = model->cell.index;
  if (model->cell.kind != CELL_INSERT || !mixer_insert (track, from))
    lq_window_toast (window, _ ("Go to an insert first."), false);
  else if (mixer_move_insert (model, track, from, track, from + arg))
    changed (window);
}

enum { BYPASS, BYPASS_ALL, PRE, RESET };

static void
do_cell (LqWindow *window, int arg)
{
  static const char *const problems[] = { N_ ("Go to an insert or send first."),
                                          N_ ("This strip has no inserts."),
                                          N_ ("Go to a send first."),
                                          N_ ("There is nothing to reset here.") };
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (!track)
    return;
  const bool done = arg == BYPASS       ? mixer_bypass (model, track, model->cell)
                    : arg == BYPASS_ALL ? mixer_bypass_all (model, track)
                    : arg == PRE        ? mixer_send_pre (model, track, model->cell)
                                        : mixer_reset (model, track, model->cell);
  if (!done)
    lq_window_toast (window, _ (problems[arg]), false);
}

/* The panel of a device of the strip; the graph of an equalizer has the focus then. */
static void
open_device (LqWindow *window, Id effect)
{
  if (!editor_side_open (window, "devices"))
    return;
  LqDevices *devices = device_side_panel (window);
  lq_devices_choose (devices, effect);
  lq_devices_focus (devices);
  LqDeviceCard *card = lq_devices_card (devices);
  if (lq_device_card_eq (card) && !lq_device_card_graph_focused (card))
    lq_device_card_other (card);
}

static void
open_eq (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Track *track = strip_of (window);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autoptr (GError) error = NULL;
  if (!track)
    return;
  if (!strip_has_chain (track)) {
    lq_window_toast (window, _ ("This strip has no inserts."), false);
    return;
  }
  const Effect *eq = strip_effect (track, "eq");
  if (eq) {
    open_device (window, eq->node.id);
    return;
  }
  g_ptr_array_add (
      lines, g_strdup_printf ("effect.add track=%s kind=eq", lq_desk_id (desk, track->node.id)));
  if (!lq_desk_run_lines (desk, lines, made, &error))
    lq_window_toast (window, error->message, false);
  else if (made->len > 0)
    open_device (window, g_array_index (made, Id, 0));
}

static char *
value_typed (LqWindow *window, const char *text, void *data)
{
  MixerModel *model = model_of (window);
  const Track *track = mixer_model_track (model);
  return track ? mixer_type (model, track, model->cell, text) : NULL;
}

static char *
send_typed (LqWindow *window, const char *text, void *data)
{
  LqDesk *desk = lq_window_desk (window);
  const Track *track = mixer_model_track (model_of (window));
  g_autofree char *to = g_shell_quote (text);
  g_autoptr (GError) error = NULL;
  if (!track || lq_desk_run (desk, &error, "send.add track=%s to=%s gain=-12",
                             lq_desk_id (desk, track->node.id), to))
    return NULL;
  return g_strdup (error->message);
}

/* Asks where to; every return there is stands in the question. */
static void
add_send (LqWindow *window)
{
  const Project *project = lq_desk_project (lq_window_desk (window));
  GString *names = g_string_new (NULL);
  const char *first = NULL;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_RETURN)
      continue;
    first = first ? first : text_get (track->name);
    g_string_append_printf (names, "%s%s", names->len ? ", " : "", text_get (track->name));
  }
  g_autofree char *all = g_string_free (names, FALSE);
  g_autofree char *title = g_strdup_printf (_ ("Send to: %s"), *all ? all : _ ("a group"));
  prompt (window, title, first ? first : "", send_typed, NULL);
}

static void
open_cell (LqWindow *window)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (!track)
    return;
  const Cell here = model->cell;
  const Effect *effect = here.kind == CELL_INSERT ? mixer_insert (track, here.index) : NULL;
  if (here.kind == CELL_EQ) {
    open_eq (window, 0);
  } else if (effect) {
    open_device (window, effect->node.id);
  } else if (here.kind == CELL_INSERT) {
    palette_open (window, "+");
  } else if (here.kind == CELL_SEND && !mixer_send (track, here.index)) {
    add_send (window);
  } else if (here.kind == CELL_BUTTON) {
    if (here.index == BUTTON_DIM || here.index == BUTTON_MONO)
      do_action (window, here.index == BUTTON_DIM ? "monitor.dim" : "monitor.mono");
    else
      mixer_switch (model, track, here.index);
  } else {
    g_autofree char *name = mixer_cell_name (model, track, here);
    g_autofree char *title = g_strdup_printf ("%s, %s", name, text_get (track->name));
    g_autofree char *value = mixer_value_text (model->desk, track, here);
    prompt (window, title, value, value_typed, NULL);
  }
}

bool
do_mixer_takes (LqWindow *window, const char *id)
{
  LqMixer *mixer = mixer_side_get (window);
  if (mixer && !strcmp (id, "focus.out") && lq_mixer_cancel_drag (mixer))
    return true;
  if (!mixer || !lq_mixer_has_focus (mixer) || lq_window_place (window) != PLACE_MIXER)
    return false;
  MixerModel *model = lq_mixer_model (mixer);
  const Track *track = mixer_model_track (model);
  if (!strcmp (id, "edit.open")) {
    open_cell (window);
    return true;
  }
  if (!track || strcmp (id, "edit.delete") != 0)
    return false;
  if (mixer_remove (model, track, model->cell))
    changed (window);
  else if (model->cell.kind == CELL_FADER)
    do_deed (window, "header.delete");
  else
    lq_window_toast (window, _ ("Go to an insert, send or fader first."), false);
  return true;
}

static void
next_width (LqWindow *window, int arg)
{
  static const char *const names[] = { N_ ("Narrow strips"), N_ ("Normal strips"),
                                       N_ ("Wide strips") };
  MixerModel *model = model_of (window);
  model->width = (StripWidth) ((model->width + 1) % N_STRIP_WIDTHS);
  lq_window_toast (window, _ (names[model->width]), false);
  changed (window);
}

static void
link_strips (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  model->linked = !model->linked;
  lq_window_toast (window,
                   model->linked ? _ ("Selected strips move together; G again: each by itself")
                                 : _ ("Each strip moves by itself"),
                   false);
}

/* The tracks stay in the arrangement. The cursor goes on to a strip that is left. */
static void
hide (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  MixerModel *model = model_of (window);
  const int at = mixer_model_at (model);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  for (guint i = 0; i < tracks->len; i++) {
    const Track *track = project_find_track (lq_desk_project (desk), g_array_index (tracks, Id, i));
    if (track && track->kind != TRACK_MAIN)
      lq_desk_hide_strip (desk, track->node.id, true);
  }
  mixer_model_refresh (model);
  if (mixer_model_at (model) < 0 && model->strips->len > 0)
    mixer_model_go (model, CLAMP (at, 0, (int) model->strips->len - 1), false);
  changed (window);
}

static void
show_all (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  model->spilled = 0;
  g_clear_pointer (&model->search, g_free);
  const Project *project = lq_desk_project (lq_window_desk (window));
  for (int i = 0; i < list_n (project->tracks); i++)
    lq_desk_hide_strip (lq_window_desk (window), list_get (project->tracks, i)->id, false);
  mixer_model_refresh (model);
  changed (window);
}

/* The group or VCA of the cursor, or the one that its strip stands in; again: all. */
static void
spill (LqWindow *window, int arg)
{
  MixerModel *model = model_of (window);
  const Track *track = strip_of (window);
  if (!track)
    return;
  const Id vca = strip_vca (lq_desk_project (model->desk), track);
  const Id of = track->kind == TRACK_GROUP || track->kind == TRACK_VCA ? track->node.id
                : track->group                                         ? track->group
                                                                       : vca;
  if (!model->spilled && !of) {
    lq_window_toast (window, _ ("This strip stands in no group, and no VCA moves it."), false);
    return;
  }
  model->spilled = model->spilled ? 0 : of;
  changed (window);
}

static void
fold (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Track *track = strip_of (window);
  const Id id = track && track->kind == TRACK_GROUP ? track->node.id : track ? track->group : 0;
  const Track *group = project_find_track (lq_desk_project (desk), id);
  if (!track)
    return;
  if (!group) {
    lq_window_toast (window, _ ("This strip stands in no group."), false);
    return;
  }
  lq_desk_run (desk, NULL, "track.set track=%s fold=%s", lq_desk_id (desk, id),
               group->fold ? "off" : "on");
}

static char *
search_typed (LqWindow *window, const char *text, void *data)
{
  MixerModel *model = model_of (window);
  g_free (model->search);
  model->search = *text ? g_strdup (text) : NULL;
  changed (window);
  if (mixer_model_at (model) < 0)
    mixer_model_go (model, 0, false);
  return NULL;
}

static void
search (LqWindow *window, int arg)
{
  const MixerModel *model = model_of (window);
  prompt (window, _ ("Strips whose names hold; empty: all"), model->search ? model->search : "",
          search_typed, NULL);
}

static void
clear_peaks (LqWindow *window, int arg)
{
  lq_mixer_clear_peaks (mixer_side_get (window), false);
}

const Doing doings_mixer[] = {
  { "mix.previous-strip", go, -1 },
  { "mix.next-strip", go, 1 },
  { "mix.extend-left", go, -EXTEND },
  { "mix.extend-right", go, EXTEND },
  { "mix.first-strip", end, -1 },
  { "mix.master-strip", end, 1 },
  { "mix.previous-family", family, -1 },
  { "mix.next-family", family, 1 },
  { "mix.value-up", step, 10 },
  { "mix.value-down", step, -10 },
  { "mix.value-up-fine", step, 1 },
  { "mix.value-down-fine", step, -1 },
  { "mix.cell-up", cell, -1 },
  { "mix.cell-down", cell, 1 },
  { "mix.insert-up", move_insert, -1 },
  { "mix.insert-down", move_insert, 1 },
  { "mix.insert-1", insert, 0 },
  { "mix.insert-2", insert, 1 },
  { "mix.insert-3", insert, 2 },
  { "mix.insert-4", insert, 3 },
  { "mix.insert-5", insert, 4 },
  { "mix.insert-6", insert, 5 },
  { "mix.insert-7", insert, 6 },
  { "mix.insert-8", insert, 7 },
  { "mix.insert-9", insert, 8 },
  { "mix.send-1", send, 0 },
  { "mix.send-2", send, 1 },
  { "mix.send-3", send, 2 },
  { "mix.send-4", send, 3 },
  { "mix.send-5", send, 4 },
  { "mix.send-6", send, 5 },
  { "mix.send-7", send, 6 },
  { "mix.send-8", send, 7 },
  { "mix.send-9", send, 8 },
  { "mix.fader", kind, CELL_FADER },
  { "mix.pan", kind, CELL_PAN },
  { "mix.eq", open_eq },
  { "mix.bypass", do_cell, BYPASS },
  { "mix.bypass-all", do_cell, BYPASS_ALL },
  { "mix.send-pre", do_cell, PRE },
  { "mix.reset", do_cell, RESET },
  { "mix.link", link_strips },
  { "mix.width", next_width },
  { "mix.hide", hide },
  { "mix.show-all", show_all },
  { "mix.spill", spill },
  { "mix.fold", fold },
  { "mix.search", search },
  { "mix.clear-peaks", clear_peaks },
  { NULL },
};

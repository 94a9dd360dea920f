/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/mixer_pointer.h"

#include <math.h>

#include "ui/arrange/hand.h"
#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/mixer_widget.h"

#define THRESHOLD 4 /* design units until a press is a drag */
#define TRAVEL 200 /* design units of a knob's full range */
#define DOT 14 /* design units: the switch of an insert */

typedef enum { HOLD_NOTHING, HOLD_VALUE, HOLD_INSERT } Hold;

struct MixerPointer {
  LqMixer *mixer;
  Hold hold;
  Id track; /* that was pressed */
  Cell cell;
  bool past; /* the threshold */
  double at, by; /* of the last event, pixels up; way of the value so far */
  double x, y; /* of the pointer */
  Id into; /* strip where an insert would land; 0: nowhere */
  int to;
};

static const Track *
pressed_track (MixerPointer *pointer)
{
  return project_find_track (lq_desk_project (pointer->mixer->desk), pointer->track);
}

/* The strip and cell under the pointer become those of the cursor. */
static void
take_cell (LqMixer *mixer, int index, Cell cell, unsigned keys)
{
  MixerModel *model = mixer->model;
  const MixerStrip strip = g_array_index (model->strips, MixerStrip, index);
  const bool value = cell.kind <= CELL_FADER;
  if (mixer_has_cell (strip.node, cell) || cell.kind == CELL_VALUE)
    model->cell = cell.kind == CELL_VALUE ? (Cell){ CELL_FADER, 0 } : cell;
  if (keys & DRAG_SHIFT && !value) {
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (Id));
    const int from = MAX (mixer_model_at (model), 0);
    for (int i = MIN (from, index); i <= MAX (from, index); i++)
      g_array_append_val (ids, g_array_index (model->strips, MixerStrip, i).track);
    lq_desk_select_tracks (mixer->desk, (const Id *) (void *) ids->data, ids->len);
  } else if (keys & DRAG_CTRL && !value) {
    lq_desk_select_track (mixer->desk, strip.track, true);
  } else if (!lq_desk_track_is_selected (mixer->desk, strip.track)) {
    lq_desk_select_tracks (mixer->desk, NULL, 0);
  }
  lq_desk_set_cursor (mixer->desk, lq_desk_cursor (mixer->desk)->at, strip.row, false);
}

static void
act (LqMixer *mixer, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (mixer), "win.do", "s", action);
}

static void
press_button (LqMixer *mixer, const Track *track, int button)
{
  if (button == BUTTON_DIM || button == BUTTON_MONO)
    act (mixer, button == BUTTON_DIM ? "monitor.dim" : "monitor.mono");
  else
    mixer_switch (mixer->model, track, button);
}

/* The second press on what the first one took. */
static void
press_twice (MixerPointer *pointer, const Track *track)
{
  LqMixer *mixer = pointer->mixer;
  switch (pointer->cell.kind) {
  case CELL_FADER:
  case CELL_PAN:
    mixer_reset (mixer->model, track, pointer->cell);
    break;
  case CELL_WIDTH:
  case CELL_VALUE:
  case CELL_INSERT:
  case CELL_SEND:
  case CELL_EQ:
    act (mixer, "edit.open");
    break;
  case CELL_OUTPUT:
    act (mixer, "mix.output");
    break;
  case CELL_NAME:
    act (mixer, "edit.rename");
    break;
  default:
    break;
  }
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, MixerPointer *pointer)
{
  LqMixer *mixer = pointer->mixer;
  const unsigned keys = hand_keys (gesture);
  const int index = mixer_strip_at (mixer, x, y, &pointer->cell);
  const Cell cell = pointer->cell;
  pointer->hold = HOLD_NOTHING;
  lq_mixer_focus (mixer);
  if (index < 0)
    return;
  pointer->track = g_array_index (mixer->model->strips, MixerStrip, index).track;
  const Box box = mixer_box_of (mixer, index, cell);
  take_cell (mixer, index, cell, keys);
  const Track *track = pressed_track (pointer);
  LiveTarget target;
  const bool value = mixer_target (track, cell, &target);
  if (n == 2)
    press_twice (pointer, track);
  else if (cell.kind == CELL_BUTTON)
    press_button (mixer, track, cell.index);
  else if (cell.kind == CELL_PEAK)
    lq_mixer_clear_peaks (mixer, false);
  else if (cell.kind == CELL_INSERT && mixer_insert (track, cell.index)) {
    if (x < box.x + ui_px (DOT))
      mixer_bypass (mixer->model, track, cell);
    else
      pointer->hold = HOLD_INSERT;
  } else if (value && keys & DRAG_CTRL)
    mixer_reset (mixer->model, track, cell);
  else if (value && cell.kind != CELL_VALUE)
    pointer->hold = HOLD_VALUE;
}

static double
travel (MixerPointer *pointer)
{
  /* The cap stays under the pointer. */
  return pointer->cell.kind == CELL_FADER ? MAX (pointer->mixer->layout.fader.height, 1)
                                          : ui_px (TRAVEL);
}

static void
begun (GtkGestureDrag *gesture, double x, double y, MixerPointer *pointer)
{
  pointer->past = false;
  pointer->at = pointer->by = 0;
  pointer->into = 0;
}

/* Where an insert would land. */
static void
find_place (MixerPointer *pointer)
{
  LqMixer *mixer = pointer->mixer;
  Cell cell;
  const int index = mixer_strip_at (mixer, pointer->x, pointer->y, &cell);
  const MixerStrip *strip =
      index >= 0 ? &g_array_index (mixer->model->strips, MixerStrip, index) : NULL;
  pointer->into = 0;
  if (strip && cell.kind == CELL_INSERT && strip_has_chain (strip->node)) {
    const int most = mixer_n_inserts (strip->node) - (strip->track == pointer->track);
    pointer->into = strip->track;
    pointer->to = MIN (cell.index, most);
  }
  gtk_widget_queue_draw (GTK_WIDGET (mixer));
}

static void
dragged (GtkGestureDrag *gesture, double dx, double dy, MixerPointer *pointer)
{
  const Track *track = pressed_track (pointer);
  double x, y;
  if (pointer->hold == HOLD_NOTHING || !track)
    return;
  if (!pointer->past) {
    if (hypot (dx, dy) < ui_px (THRESHOLD))
      return;
    pointer->past = true;
    pointer->at = -dy;
    if (pointer->hold == HOLD_VALUE)
      mixer_drag_begin (pointer->mixer->model, track, pointer->cell);
  }
  if (pointer->hold == HOLD_VALUE) {
    pointer->by +=
        (-dy - pointer->at) / travel (pointer) * (hand_keys (gesture) & DRAG_SHIFT ? 0.1 : 1);
    pointer->at = -dy;
    mixer_drag (pointer->mixer->model, pointer->by);
    return;
  }
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  pointer->x = x + dx;
  pointer->y = y + dy;
  find_place (pointer);
}

static void
finish (MixerPointer *pointer, bool keep)
{
  const Hold hold = pointer->past ? pointer->hold : HOLD_NOTHING;
  const Track *track = pressed_track (pointer);
  const Track *into = project_find_track (lq_desk_project (pointer->mixer->desk), pointer->into);
  pointer->hold = HOLD_NOTHING;
  pointer->past = false;
  pointer->into = 0;
  if (hold == HOLD_VALUE)
    mixer_drag_end (pointer->mixer->model, keep);
  else if (hold == HOLD_INSERT && keep && track && into)
    mixer_move_insert (pointer->mixer->model, track, pointer->cell.index, into, pointer->to);
  if (hold != HOLD_NOTHING)
    lq_mixer_changed (pointer->mixer);
}

static void
ended (GtkGestureDrag *gesture, double dx, double dy, MixerPointer *pointer)
{
  finish (pointer, true);
}

static void
cancelled (GtkGesture *gesture, GdkEventSequence *sequence, MixerPointer *pointer)
{
  finish (pointer, false);
}

bool
mixer_pointer_cancel (MixerPointer *pointer)
{
  if (!pointer->past)
    return false;
  finish (pointer, false);
  return true;
}

static void
other_pressed (GtkGestureClick *gesture, int n, double x, double y, MixerPointer *pointer)
{
  LqMixer *mixer = pointer->mixer;
  Cell cell;
  const int index = mixer_strip_at (mixer, x, y, &cell);
  if (mixer_pointer_cancel (pointer) || index < 0)
    return;
  lq_mixer_focus (mixer);
  take_cell (mixer, index, cell, 0);
  hand_open_menu (GTK_WIDGET (mixer),
                  cell.kind == CELL_INSERT ? "insert"
                  : cell.kind == CELL_SEND ? "send"
                                           : "strip",
                  x, y);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, MixerPointer *pointer)
{
  pointer->x = x;
  pointer->y = y;
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, MixerPointer *pointer)
{
  LqMixer *mixer = pointer->mixer;
  const unsigned keys = hand_keys (controller);
  Cell cell;
  const int index = mixer_strip_at (mixer, pointer->x, pointer->y, &cell);
  /* A value moves where it was clicked before; all else is passed over. */
  if (index >= 0 && index == mixer_model_at (mixer->model) && mixer->focused && dy != 0 &&
      cell.kind == mixer->model->cell.kind && cell.index == mixer->model->cell.index &&
      mixer_step (mixer->model, g_array_index (mixer->model->strips, MixerStrip, index).node, cell,
                  -dy * (keys & DRAG_SHIFT ? 0.1 : 1)))
    return GDK_EVENT_STOP;
  mixer_scroll_to (mixer, mixer->x + (int) ((fabs (dx) > fabs (dy) ? dx : dy) * ui_px (60)));
  return GDK_EVENT_STOP;
}

void
mixer_pointer_draw (MixerPointer *pointer, GtkSnapshot *snapshot)
{
  LqMixer *mixer = pointer->mixer;
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  const int index = pointer->into ? strips_find (mixer->model->strips, pointer->into) : -1;
  if (index < 0)
    return;
  const Box box = mixer_box_of (mixer, index, (Cell){ CELL_INSERT, pointer->to });
  const bool below = pointer->into == pointer->track && pointer->to > pointer->cell.index;
  fill_rect (snapshot, box.x, below ? box.y + box.height : box.y - 2, box.width, 2, &accent);
}

static void
add (MixerPointer *pointer, GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (pointer->mixer), controller);
}

MixerPointer *
mixer_pointer_new (LqMixer *mixer)
{
  MixerPointer *pointer = g_new0 (MixerPointer, 1);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *other = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  pointer->mixer = mixer;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (other), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), pointer);
  g_signal_connect (other, "pressed", G_CALLBACK (other_pressed), pointer);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begun), pointer);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), pointer);
  g_signal_connect (drag, "drag-end", G_CALLBACK (ended), pointer);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancelled), pointer);
  g_signal_connect (motion, "motion", G_CALLBACK (moved), pointer);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), pointer);
  gtk_gesture_group (drag, click);
  add (pointer, GTK_EVENT_CONTROLLER (click));
  add (pointer, GTK_EVENT_CONTROLLER (drag));
  add (pointer, GTK_EVENT_CONTROLLER (other));
  add (pointer, motion);
  add (pointer, scroll);
  return pointer;
}

void
mixer_pointer_free (MixerPointer *pointer)
{
  mixer_pointer_cancel (pointer);
  /* Controllers go with the widget, a little later. */
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (pointer->mixer));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (all, i);
    g_signal_handlers_disconnect_by_data (controller, pointer);
  }
  g_free (pointer);
}

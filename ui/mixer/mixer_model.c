/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/mixer_model.h"

#include "ui/device/device_layout.h"
#include "ui/device/device_state.h"

MixerModel *
mixer_model_new (LqDesk *desk)
{
  MixerModel *model = g_new0 (MixerModel, 1);
  model->desk = g_object_ref (desk);
  model->cell = (Cell){ CELL_FADER, 0 };
  model->width = STRIP_NORMAL;
  mixer_model_refresh (model);
  return model;
}

void
mixer_model_free (MixerModel *model)
{
  if (!model)
    return;
  g_array_unref (model->strips);
  g_clear_pointer (&model->held, g_array_unref);
  g_free (model->search);
  g_object_unref (model->desk);
  g_free (model);
}

void
mixer_model_refresh (MixerModel *model)
{
  if (model->spilled && !project_find_track (lq_desk_project (model->desk), model->spilled))
    model->spilled = 0;
  g_clear_pointer (&model->strips, g_array_unref);
  model->strips = strips_new (model->desk, model->spilled, model->search);
  const Track *track = mixer_model_track (model);
  if (track)
    model->cell = mixer_nearest_cell (track, model->cell);
}

int
mixer_model_at (const MixerModel *model)
{
  return strips_find (model->strips, lq_desk_cursor_track (model->desk));
}

const Track *
mixer_model_track (const MixerModel *model)
{
  const int at = mixer_model_at (model);
  return at >= 0 ? g_array_index (model->strips, MixerStrip, at).node : NULL;
}

void
mixer_model_go (MixerModel *model, int strip, bool extend)
{
  LqDesk *desk = model->desk;
  if (model->strips->len == 0)
    return;
  const MixerStrip to =
      g_array_index (model->strips, MixerStrip, CLAMP (strip, 0, (int) model->strips->len - 1));
  const Id from = lq_desk_cursor_track (desk);
  if (extend && !lq_desk_track_is_selected (desk, from))
    lq_desk_select_track (desk, from, true);
  else if (!extend)
    lq_desk_select_tracks (desk, NULL, 0);
  if (extend && !lq_desk_track_is_selected (desk, to.track))
    lq_desk_select_track (desk, to.track, true);
  model->cell = mixer_nearest_cell (to.node, model->cell);
  lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, to.row, false);
}

void
mixer_model_go_family (MixerModel *model, int direction)
{
  const int n = (int) model->strips->len;
  for (int i = mixer_model_at (model) + direction; i >= 0 && i < n; i += direction) {
    const int kind = g_array_index (model->strips, MixerStrip, i).node->kind;
    if (kind == TRACK_GROUP || kind == TRACK_RETURN || kind == TRACK_VCA || kind == TRACK_MAIN) {
      mixer_model_go (model, i, false);
      return;
    }
  }
}

void
mixer_model_most (const MixerModel *model, int *inserts, int *sends)
{
  *inserts = *sends = 0;
  for (guint i = 0; i < model->strips->len; i++) {
    const Track *track = g_array_index (model->strips, MixerStrip, i).node;
    *inserts = MAX (*inserts, mixer_n_inserts (track) + 1);
    *sends = MAX (*sends, list_n (track->sends));
  }
}

int
mixer_n_inserts (const Track *track)
{
  return list_n (track->effects) + (track->kind == TRACK_MAIN ? list_n (track->master) : 0);
}

const Effect *
mixer_insert (const Track *track, int index)
{
  const int n = list_n (track->effects);
  if (index < 0 || index >= mixer_n_inserts (track))
    return NULL;
  return (const Effect *) (index < n ? list_get (track->effects, index)
                                     : list_get (track->master, index - n));
}

const Send *
mixer_send (const Track *track, int index)
{
  return index >= 0 && index < list_n (track->sends) ? (const Send *) list_get (track->sends, index)
                                                     : NULL;
}

unsigned
mixer_buttons (const Track *track, bool phase)
{
  const unsigned records = 1u << BUTTON_ARM | 1u << BUTTON_MONITOR;
  if (track->kind == TRACK_MAIN)
    return 1u << BUTTON_MUTE | 1u << BUTTON_DIM | 1u << BUTTON_MONO;
  return (strip_records (track) ? records : 0) | 1u << BUTTON_MUTE | 1u << BUTTON_SOLO |
         (phase && strip_has_chain (track) ? 1u << BUTTON_PHASE : 0);
}

bool
mixer_has_cell (const Track *track, Cell cell)
{
  const bool chain = strip_has_chain (track), main = track->kind == TRACK_MAIN;
  switch (cell.kind) {
  case CELL_EQ:
    return chain;
  case CELL_INSERT:
    return chain && cell.index >= 0 && cell.index <= mixer_n_inserts (track);
  case CELL_SEND:
    return chain && !main && cell.index >= 0 && cell.index <= list_n (track->sends);
  case CELL_PAN:
  case CELL_WIDTH:
    return chain;
  case CELL_BUTTON:
    return cell.index >= 0 && cell.index < N_BUTTONS &&
           (mixer_buttons (track, true) & 1u << cell.index);
  default:
    return cell.kind == CELL_FADER;
  }
}

Cell
mixer_nearest_cell (const Track *track, Cell cell)
{
  while (cell.index > 0 && !mixer_has_cell (track, cell))
    cell.index--;
  if (cell.kind == CELL_BUTTON && !mixer_has_cell (track, cell))
    cell.index = BUTTON_MUTE;
  return mixer_has_cell (track, cell) ? cell : (Cell){ CELL_FADER, 0 };
}

Cell
mixer_next_cell (const Track *track, Cell cell, int direction)
{
  Cell next = cell;
  for (;;) {
    const bool listed =
        next.kind == CELL_INSERT || next.kind == CELL_SEND || next.kind == CELL_BUTTON;
    const int most = next.kind == CELL_INSERT ? mixer_n_inserts (track)
                     : next.kind == CELL_SEND ? list_n (track->sends)
                                              : N_BUTTONS - 1;
    if (listed && next.index + direction >= 0 && next.index + direction <= most) {
      next.index += direction;
    } else {
      const int kind = (int) next.kind + direction;
      if (kind < CELL_EQ || kind > CELL_FADER)
        return cell;
      next = (Cell){ (CellKind) kind, 0 };
      if (direction < 0)
        next.index = kind == CELL_INSERT   ? mixer_n_inserts (track)
                     : kind == CELL_SEND   ? list_n (track->sends)
                     : kind == CELL_BUTTON ? N_BUTTONS - 1
                                           : 0;
    }
    if (mixer_has_cell (track, next))
      return next;
  }
}

bool
mixer_target (const Track *track, Cell cell, LiveTarget *target)
{
  const Id id = track->node.id;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  const Effect *effect = cell.kind == CELL_INSERT ? mixer_insert (track, cell.index) : NULL;
  const DeviceSpec *spec = effect ? device_spec (text_get (effect->kind)) : NULL;
  const int param = spec ? device_main_param (spec) : -1;
  if (!mixer_has_cell (track, cell) && cell.kind != CELL_VALUE)
    return false;
  if (cell.kind == CELL_FADER || cell.kind == CELL_VALUE)
    *target = lq_desk_strip_target (id, LIVE_GAIN);
  else if (cell.kind == CELL_PAN)
    *target = lq_desk_strip_target (id, LIVE_PAN);
  else if (cell.kind == CELL_WIDTH)
    *target = lq_desk_strip_target (id, LIVE_WIDTH);
  else if (send)
    *target = lq_desk_send_target (id, send->node.id, LIVE_GAIN);
  else if (param >= 0)
    *target = lq_desk_device_target (id, effect->node.id, param);
  else
    return false;
  return true;
}

bool
mixer_button_on (LqDesk *desk, const Track *track, int button)
{
  const LiveTarget mute = lq_desk_strip_target (track->node.id, LIVE_MUTE);
  Live *live = lq_desk_live (desk);
  switch (button) {
  case BUTTON_ARM:
    return track->arm;
  case BUTTON_MONITOR:
    return track->monitor == MONITOR_ON;
  case BUTTON_MUTE:
    return lq_desk_value (desk, &mute) >= 0.5;
  case BUTTON_SOLO:
    return track->solo;
  case BUTTON_PHASE:
    return track->phase != PHASE_NORMAL;
  case BUTTON_DIM:
    return live && live_monitor (live)->dim;
  case BUTTON_MONO:
    return live && live_monitor (live)->mono;
  default:
    return false;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/mixer_spoken.h"

#include <glib/gi18n.h>

#include "ui/device/device_state.h"
#include "ui/mixer/mixer_edit.h"

char *
mixer_cell_name (const MixerModel *model, const Track *track, Cell cell)
{
  static const char *const buttons[N_BUTTONS] = { N_ ("Arm"),  N_ ("Monitor"), N_ ("Mute"),
                                                  N_ ("Solo"), N_ ("Phase"),   N_ ("Dim"),
                                                  N_ ("Mono") };
  const Project *project = lq_desk_project (model->desk);
  const Effect *effect = cell.kind == CELL_INSERT ? mixer_insert (track, cell.index) : NULL;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  switch (cell.kind) {
  case CELL_EQ:
    return g_strdup (_ ("Equalizer"));
  case CELL_INSERT:
    return effect ? g_strdup_printf (_ ("Insert %d, %s"), cell.index + 1, device_title (effect))
                  : g_strdup (_ ("Empty insert"));
  case CELL_SEND:
    return send ? g_strdup_printf (_ ("Send %s"), strip_send_name (project, send))
                : g_strdup (_ ("Empty send"));
  case CELL_PAN:
    return g_strdup (_ ("Pan"));
  case CELL_WIDTH:
    return g_strdup (_ ("Width"));
  case CELL_BUTTON:
    return g_strdup (_ (buttons[cell.index]));
  default:
    return g_strdup (_ ("Volume"));
  }
}

char *
mixer_cell_value (const MixerModel *model, const Track *track, Cell cell)
{
  const Effect *effect = cell.kind == CELL_INSERT ? mixer_insert (track, cell.index) : NULL;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  g_autofree char *value = mixer_value_text (model->desk, track, cell);
  if (cell.kind == CELL_BUTTON)
    return g_strdup (mixer_button_on (model->desk, track, cell.index) ? _ ("on") : _ ("off"));
  if (effect && effect->bypass)
    return g_strdup (_ ("bypassed"));
  if (send)
    return g_strdup_printf (send->tap == TAP_PRE ? _ ("%s, pre fader%s") : _ ("%s, post fader%s"),
                            value, send->mute ? _ (", off") : "");
  return g_steal_pointer (&value);
}

char *
mixer_said (const MixerModel *model)
{
  const Track *track = mixer_model_track (model);
  if (!track)
    return g_strdup ("");
  g_autofree char *name = mixer_cell_name (model, track, model->cell);
  g_autofree char *value = mixer_cell_value (model, track, model->cell);
  return g_strdup_printf ("%s · %s %s", text_get (track->name), name, value);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switches of strips, and the order of their inserts. */
#include <glib/gi18n.h>

#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/mixer_private.h"

void
mixer_switch (MixerModel *model, const Track *track, int button)
{
  static const char *const keys[N_BUTTONS] = { "arm", "monitor", "mute", "solo", "phase" };
  LqDesk *desk = model->desk;
  const bool on = !mixer_button_on (desk, track, button);
  g_autoptr (GArray) ids = mixer_meant (model, track);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  if (button > BUTTON_PHASE)
    return;
  if (button == BUTTON_MUTE && ids->len == 1) {
    const LiveTarget mute = lq_desk_strip_target (track->node.id, LIVE_MUTE);
    lq_desk_switch (desk, &mute, on);
    return;
  }
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (lines,
                     g_strdup_printf ("track.set track=%s %s=%s",
                                      lq_desk_id (desk, g_array_index (ids, Id, i)), keys[button],
                                      on                         ? "on"
                                      : button == BUTTON_MONITOR ? "auto"
                                                                 : "off"));
  if (!lq_desk_run_lines (desk, lines, NULL, &error))
    lq_desk_say (desk, true, "%s", error->message);
}

bool
mixer_bypass (MixerModel *model, const Track *track, Cell cell)
{
  LqDesk *desk = model->desk;
  const Effect *effect = cell.kind == CELL_INSERT ? mixer_insert (track, cell.index) : NULL;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  if (effect)
    return lq_desk_run (desk, NULL, "effect.bypass track=%s effect=%s on=%s",
                        lq_desk_id (desk, track->node.id), lq_desk_id (desk, effect->node.id),
                        effect->bypass ? "off" : "on");
  if (!send)
    return false;
  const LiveTarget mute = lq_desk_send_target (track->node.id, send->node.id, LIVE_MUTE);
  lq_desk_switch (desk, &mute, !send->mute);
  return true;
}

bool
mixer_bypass_all (MixerModel *model, const Track *track)
{
  LqDesk *desk = model->desk;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  bool works = false;
  for (int i = 0; i < list_n (track->effects); i++)
    works |= !mixer_insert (track, i)->bypass;
  for (int i = 0; i < list_n (track->effects); i++)
    if (mixer_insert (track, i)->bypass != works)
      g_ptr_array_add (lines, g_strdup_printf ("effect.bypass track=%s effect=%s on=%s",
                                               lq_desk_id (desk, track->node.id),
                                               lq_desk_id (desk, mixer_insert (track, i)->node.id),
                                               works ? "on" : "off"));
  if (lines->len == 0)
    return false;
  if (!lq_desk_run_lines (desk, lines, NULL, &error))
    lq_desk_say (desk, true, "%s", error->message);
  return true;
}

bool
mixer_send_pre (MixerModel *model, const Track *track, Cell cell)
{
  LqDesk *desk = model->desk;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  return send && lq_desk_run (desk, NULL, "send.set track=%s send=%s tap=%s",
                              lq_desk_id (desk, track->node.id), lq_desk_id (desk, send->node.id),
                              send->tap == TAP_PRE ? "post" : "pre");
}

bool
mixer_remove (MixerModel *model, const Track *track, Cell cell)
{
  LqDesk *desk = model->desk;
  const Effect *effect = cell.kind == CELL_INSERT ? mixer_insert (track, cell.index) : NULL;
  const Send *send = cell.kind == CELL_SEND ? mixer_send (track, cell.index) : NULL;
  const char *id = lq_desk_id (desk, track->node.id);
  if (effect)
    return lq_desk_run (desk, NULL, "effect.remove track=%s effect=%s", id,
                        lq_desk_id (desk, effect->node.id));
  return send && lq_desk_run (desk, NULL, "send.remove track=%s send=%s", id,
                              lq_desk_id (desk, send->node.id));
}

bool
mixer_move_insert (MixerModel *model, const Track *track, int from, const Track *into, int to)
{
  LqDesk *desk = model->desk;
  const Effect *effect = mixer_insert (track, from);
  const int inserts = list_n (into->effects);
  const bool master = into->kind == TRACK_MAIN && to >= inserts && to < mixer_n_inserts (into);
  const bool same = into == track;
  if (!effect || to < 0 || (same && (to == from || to >= mixer_n_inserts (track))) ||
      to > mixer_n_inserts (into))
    return false;
  g_autofree char *other =
      same ? g_strdup ("") : g_strdup_printf (" into=%s", lq_desk_id (desk, into->node.id));
  const char *chain = into->kind != TRACK_MAIN ? "" : master ? " master=on" : " master=off";
  if (!lq_desk_run (desk, NULL, "effect.move track=%s effect=%s%s to=%d%s",
                    lq_desk_id (desk, track->node.id), lq_desk_id (desk, effect->node.id), other,
                    (master ? to - inserts : to) + 1, chain))
    return false;
  if (model->cell.kind == CELL_INSERT)
    model->cell.index = to;
  return true;
}

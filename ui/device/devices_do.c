/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the device panel does: each of it is a command, or goes to the ear alone. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/id.h"
#include "ui/device/device_presets.h"
#include "ui/device/devices_private.h"
#include "ui/device/shelf.h"
#include "ui/draw/value_text.h"

void
lq_devices_go (LqDevices *devices, int direction)
{
  g_autoptr (GArray) slots = device_slots (devices_track (devices));
  const bool in_list = lq_devices_list_focused (devices);
  for (guint i = 0; i < slots->len; i++) {
    if (g_array_index (slots, DeviceSlot, i).effect->node.id != devices->hand.effect)
      continue;
    const int to = CLAMP ((int) i + direction, 0, (int) slots->len - 1);
    if (to == (int) i)
      return;
    lq_devices_choose (devices, g_array_index (slots, DeviceSlot, to).effect->node.id);
    break;
  }
  if (in_list)
    lq_devices_focus_list (devices);
  else
    devices_focus_soon (devices);
}

void
devices_move_to (LqDevices *devices, Id effect, int place)
{
  g_autoptr (GArray) slots = device_slots (devices_track (devices));
  const DeviceSlot *slot = device_slot_of (slots, effect);
  int n = 0;
  if (!slot || slot->row == DEVICE_INSTRUMENT)
    return;
  for (guint i = 0; i < slots->len; i++)
    n += g_array_index (slots, DeviceSlot, i).row == slot->row;
  place = CLAMP (place, 1, n);
  if (place == slot->at)
    return;
  g_autofree char *rest = g_strdup_printf ("to=%d", place);
  g_autofree char *line = device_line ("effect.move", lq_devices_track (devices), effect, rest);
  g_autoptr (GError) error = NULL;
  if (!lq_desk_run (devices->desk, &error, "%s", line))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

void
lq_devices_move (LqDevices *devices, int direction)
{
  g_autoptr (GArray) slots = device_slots (devices_track (devices));
  const DeviceSlot *slot = device_slot_of (slots, devices->hand.effect);
  if (slot && slot->row == DEVICE_INSTRUMENT)
    lq_desk_say (devices->desk, false, "%s", _ ("The instrument stays in front of its effects."));
  else if (slot)
    devices_move_to (devices, devices->hand.effect, slot->at + direction);
}

void
devices_set_bypass (LqDevices *devices, Id effect, bool bypass)
{
  g_autofree char *line = device_line ("effect.bypass", lq_devices_track (devices), effect,
                                       bypass ? "on=on" : "on=off");
  g_autoptr (GError) error = NULL;
  Live *live = lq_desk_live (devices->desk);
  if (live) /* one by one they are heard as they are */
    live_match_chain (live, 0, 0);
  if (!lq_desk_run (devices->desk, &error, "%s", line))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

void
lq_devices_bypass (LqDevices *devices)
{
  const Effect *effect = device_hand_effect (&devices->hand);
  if (effect)
    devices_set_bypass (devices, effect->node.id, !effect->bypass);
}

bool
devices_chain_works (LqDevices *devices)
{
  g_autoptr (GArray) slots = device_slots (devices_track (devices));
  for (guint i = 0; i < slots->len; i++) {
    const DeviceSlot *slot = &g_array_index (slots, DeviceSlot, i);
    if (slot->row != DEVICE_INSTRUMENT && !slot->effect->bypass)
      return true;
  }
  return false;
}

/* What is switched off is heard as loud as it was, so that louder does not pass for better. The
 * gain lies in wait: it counts with the change of the graph. */
static void
match_levels (LqDevices *devices, Id track)
{
  Live *live = lq_desk_live (devices->desk);
  double louder;
  if (!live)
    return;
  if (!level_match_known (devices->match, track, &louder)) {
    live_match_chain (live, 0, 0);
    lq_desk_say (devices->desk, false, "%s", _ ("The devices are off."));
    return;
  }
  g_autofree char *text = value_text_level (louder);
  live_match_chain (live, track, louder);
  lq_desk_say (devices->desk, false, _ ("The devices are off, heard at %s to be as loud."), text);
}

void
lq_devices_bypass_all (LqDevices *devices)
{
  const Track *track = devices_track (devices);
  g_autoptr (GArray) slots = device_slots (track);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const bool works = devices_chain_works (devices);
  for (guint i = 0; i < slots->len; i++) {
    const DeviceSlot *slot = &g_array_index (slots, DeviceSlot, i);
    if (slot->row != DEVICE_INSTRUMENT && slot->effect->bypass != works)
      g_ptr_array_add (lines, device_line ("effect.bypass", track->node.id, slot->effect->node.id,
                                           works ? "on=on" : "on=off"));
  }
  if (lines->len == 0)
    return;
  if (works)
    match_levels (devices, track->node.id);
  if (!lq_desk_run_lines (devices->desk, lines, NULL, &error))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

/* The lane is under the cursor then. */
static bool
show_lane (LqDesk *desk, Id track, Id envelope)
{
  lq_desk_show_automation (desk, track, true);
  const int row = rows_find (lq_desk_rows (desk), ROW_AUTOMATION, track, envelope);
  if (row < 0)
    return false;
  lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, row, false);
  lq_desk_reveal (desk);
  return true;
}

/* As commands read it; to be freed. */
static char *
value_of (const ParamSpec *spec, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (spec->type == PARAM_ENUM)
    return g_strdup (spec->choices[(int) value]);
  if (spec->type == PARAM_BOOL)
    return g_strdup (value > 0.5 ? "on" : "off");
  return g_strdup (g_ascii_dtostr (number, sizeof number, value));
}

bool
lq_devices_automate (LqDevices *devices, int param)
{
  DeviceHand *hand = &devices->hand;
  LqDesk *desk = devices->desk;
  const Id track = hand->track;
  char of_track[ID_TEXT_SIZE], of_effect[ID_TEXT_SIZE];
  g_autoptr (GError) error = NULL;

  if (!hand->spec || param < 0 || param >= hand->spec->n_params)
    return false;
  const ParamSpec *spec = &hand->spec->params[param];
  const Envelope *there =
      device_envelope (device_hand_track (hand), device_hand_effect (hand), spec);
  if (there && row_look (lq_desk_looks (desk), track).automation) {
    lq_desk_show_automation (desk, track, false);
    return false;
  }
  if (!there) {
    g_autofree char *value = value_of (spec, hand->set[param]);
    if (!lq_desk_run (desk, &error, "automation.add track=%s target=%s.%s at=1 value=%s",
                      id_write (of_track, track), id_write (of_effect, hand->effect), spec->name,
                      value)) {
      lq_desk_say (desk, true, "%s", error->message);
      return false;
    }
    there = device_envelope (device_hand_track (hand), device_hand_effect (hand), spec);
  }
  return there && show_lane (desk, track, there->node.id);
}

void
lq_devices_remove (LqDevices *devices)
{
  g_autoptr (GArray) slots = device_slots (devices_track (devices));
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, DeviceSlot, i).effect->node.id == devices->hand.effect) {
      /* The neighbor is next. */
      const guint next = i + 1 < slots->len ? i + 1 : i ? i - 1 : i;
      devices_remember (devices, devices->hand.track,
                        g_array_index (slots, DeviceSlot, next).effect->node.id);
      device_hand_run (&devices->hand, "effect.remove", "");
      lq_devices_focus_list (devices);
      return;
    }
}

void
lq_devices_compare (LqDevices *devices)
{
  DeviceHand *hand = &devices->hand;
  if (!hand->spec)
    return;
  g_autofree double *values = g_memdup2 (hand->set, sizeof (double) * (gsize) hand->spec->n_params);
  device_hand_let_go (hand);
  device_sides_swap (devices->sides, hand->effect, values, hand->spec->n_params);
  device_hand_set_all (hand, values);
  devices_show (devices);
}

void
lq_devices_copy_side (LqDevices *devices)
{
  DeviceHand *hand = &devices->hand;
  if (!hand->spec)
    return;
  device_sides_copy (devices->sides, hand->effect, hand->set, hand->spec->n_params);
  lq_desk_say (devices->desk, false,
               device_sides_is_b (devices->sides, hand->effect) ? _ ("A is now the same as B.")
                                                                : _ ("B is now the same as A."));
}

void
lq_devices_preset (LqDevices *devices, const char *name)
{
  DeviceHand *hand = &devices->hand;
  g_autoptr (GError) error = NULL;
  if (!hand->spec)
    return;
  if (!strcmp (name, "save:")) {
    g_signal_emit_by_name (devices, "save-preset");
    return;
  }
  if (!g_str_has_prefix (name, "user:")) {
    g_autofree char *quoted = g_shell_quote (name);
    g_autofree char *rest = g_strdup_printf ("preset=%s", quoted);
    device_hand_run (hand, "effect.preset", rest);
    return;
  }
  g_autofree char *text = presets_load (hand->spec->kind, name + strlen ("user:"), &error);
  g_autoptr (GPtrArray) lines = text ? preset_device_lines (hand->track, hand->effect, text) : NULL;
  if (!text || !lq_desk_run_lines (devices->desk, lines, NULL, &error))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

/* Of the browser. */
static void
drop_key (LqDevices *devices, const char *key)
{
  g_autoptr (GError) error = NULL;
  bool makes_track;
  g_autoptr (GPtrArray) lines = shelf_lines (lq_desk_project (devices->desk), key,
                                             lq_devices_track (devices), &makes_track, &error);
  if (!lines || !lq_desk_run_lines (devices->desk, lines, NULL, &error))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

void
devices_drop (LqDevices *devices, const char *path)
{
  g_autoptr (GError) error = NULL;
  if (shelf_is_key (path)) {
    drop_key (devices, path);
    return;
  }
  g_autofree char *text = NULL;
  const Track *track = devices_track (devices);
  g_autofree char *folder = g_path_get_dirname (path), *kind = g_path_get_basename (folder);
  if (!track || !g_file_get_contents (path, &text, NULL, &error)) {
    lq_desk_say (devices->desk, true, "%s",
                 error ? error->message : _ ("Select a track to see its devices."));
    return;
  }
  g_strstrip (text);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  char id[ID_TEXT_SIZE];
  if (!strcmp (kind, PRESETS_OF_CHAINS)) {
    g_ptr_array_unref (lines);
    lines = preset_chain_lines (track, text);
  } else {
    g_ptr_array_add (lines, g_strdup_printf ("effect.add track=%s kind=%s %s",
                                             id_write (id, track->node.id), kind, text));
  }
  if (!lq_desk_run_lines (devices->desk, lines, NULL, &error))
    lq_desk_say (devices->desk, true, "%s", error->message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/commands.h"

static const CommandSpec *const all[] = {
  &command_track_add,    &command_track_set,   &command_track_move,     &command_track_duplicate,
  &command_track_remove, &command_clip_import, &command_clip_add,       &command_effect_add,
  &command_effect_set,   &command_send_add,    &command_automation_add,
};

const CommandSpec *const *
commands_all (int *n)
{
  *n = G_N_ELEMENTS (all);
  return all;
}

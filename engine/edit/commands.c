/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/commands.h"

/* clang-format off: one a line, so that two additions do not meet in one */
static const CommandSpec *const all[] = {
  &command_track_add,    &command_track_set,   &command_track_move,  &command_track_duplicate,
  &command_track_remove, &command_clip_import, &command_clip_add,    &command_clip_move,
  &command_clip_trim,    &command_clip_split,  &command_clip_set,    &command_clip_duplicate,
  &command_clip_slip,    &command_clip_join,   &command_clip_remove, &command_clip_normalize,
  &command_effect_add,   &command_effect_set,  &command_send_add,    &command_automation_add,
};
/* clang-format on */

const CommandSpec *const *
commands_all (int *n)
{
  *n = G_N_ELEMENTS (all);
  return all;
}

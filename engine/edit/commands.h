/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command by name, one constant each; commands.c lists them in order. Main thread. */
#pragma once

#include "edit/command.h"

/* commands_track.c */
extern const CommandSpec command_track_add, command_track_set, command_track_move,
    command_track_duplicate, command_track_remove;
/* commands_clip.c */
extern const CommandSpec command_clip_import, command_clip_add;
/* commands_clip_edit.c */
extern const CommandSpec command_clip_move, command_clip_trim, command_clip_split,
    command_clip_duplicate, command_clip_slip, command_clip_remove;
/* commands_clip_join.c */
extern const CommandSpec command_clip_join;
/* commands_clip_set.c */
extern const CommandSpec command_clip_set, command_clip_normalize;
/* commands_effect.c */
extern const CommandSpec command_effect_add, command_effect_set;
/* commands_send.c */
extern const CommandSpec command_send_add;
/* commands_automation.c */
extern const CommandSpec command_automation_add;

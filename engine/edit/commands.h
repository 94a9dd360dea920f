/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command by name, one constant each; commands.c lists them in order. Main thread. */
#pragma once

#include "edit/command.h"

/* commands_project.c */
extern const CommandSpec command_project_set, command_loop_set, command_punch_set,
    command_metronome_set, command_monitor_set, command_master_set;
/* commands_clean_up.c */
extern const CommandSpec command_project_clean_up;
/* commands_track.c */
extern const CommandSpec command_track_add, command_track_set, command_track_move,
    command_track_duplicate, command_track_remove;
/* commands_freeze.c */
extern const CommandSpec command_track_freeze, command_track_unfreeze;
/* commands_bounce.c */
extern const CommandSpec command_track_bounce;
/* commands_clip.c */
extern const CommandSpec command_clip_import, command_clip_add;
/* commands_source.c */
extern const CommandSpec command_source_locate;
/* commands_clip_edit.c */
extern const CommandSpec command_clip_move, command_clip_trim, command_clip_split,
    command_clip_duplicate, command_clip_slip, command_clip_remove;
/* commands_clip_set.c */
extern const CommandSpec command_clip_set, command_clip_normalize;
/* commands_clip_join.c */
extern const CommandSpec command_clip_join, command_clip_bounce, command_clip_crossfade;
/* commands_range.c */
extern const CommandSpec command_range_cut, command_range_copy, command_range_paste,
    command_range_remove, command_range_insert;
/* commands_clip_group.c */
extern const CommandSpec command_clip_group, command_clip_ungroup;
/* commands_clip_slice.c */
extern const CommandSpec command_clip_slice, command_clip_replace;
/* commands_warp.c */
extern const CommandSpec command_warp_add, command_warp_move, command_warp_remove,
    command_warp_quantize;
/* commands_track_import.c */
extern const CommandSpec command_track_import;
/* commands_take.c */
extern const CommandSpec command_take_add, command_take_promote, command_lane_add, command_lane_set,
    command_lane_remove;
/* commands_comp.c */
extern const CommandSpec command_comp_add, command_comp_set, command_comp_split,
    command_comp_activate, command_comp_flatten, command_comp_remove;
/* commands_note.c */
extern const CommandSpec command_note_add, command_note_set, command_note_move, command_note_remove;
/* commands_notes.c */
extern const CommandSpec command_notes_quantize, command_notes_transpose, command_notes_velocity,
    command_notes_humanize, command_notes_legato;
/* commands_notes_shape.c */
extern const CommandSpec command_notes_trim, command_notes_split, command_notes_join,
    command_notes_reverse, command_notes_duplicate;
/* commands_expression.c */
extern const CommandSpec command_expression_add, command_expression_move, command_expression_remove,
    command_expression_write;
/* commands_controller.c */
extern const CommandSpec command_controller_add, command_controller_move, command_controller_remove,
    command_controller_write;
/* commands_record.c */
extern const CommandSpec command_notes_record;
/* commands_effect.c */
extern const CommandSpec command_effect_add, command_effect_set;
extern const CommandSpec command_chain_add, command_chain_set, command_chain_remove;
/* commands_effect_chain.c */
extern const CommandSpec command_effect_move, command_effect_bypass, command_effect_remove,
    command_effect_preset, command_sidechain_set;
/* commands_send.c */
extern const CommandSpec command_send_add, command_send_set, command_send_remove, command_cue_set,
    command_cue_remove;
/* commands_automation.c */
extern const CommandSpec command_automation_add, command_automation_set, command_automation_move,
    command_automation_remove, command_automation_clear, command_automation_thin;
/* commands_automation_write.c */
extern const CommandSpec command_automation_write;
/* commands_tempo.c */
extern const CommandSpec command_tempo_add, command_tempo_remove, command_meter_add,
    command_meter_remove, command_key_add, command_key_remove;
/* commands_section.c */
extern const CommandSpec command_section_add, command_section_set, command_section_move,
    command_section_duplicate, command_section_swap, command_section_remove;
/* commands_marker.c */
extern const CommandSpec command_marker_add, command_marker_set, command_marker_move,
    command_marker_remove, command_comment_add, command_comment_resolve, command_comment_remove;
/* commands_lyric.c */
extern const CommandSpec command_chord_add, command_chord_set, command_chord_remove,
    command_lyric_add, command_lyric_set, command_lyric_move, command_lyric_remove;
/* commands_edit_group.c */
extern const CommandSpec command_edit_group_set;
/* commands_snapshot.c */
extern const CommandSpec command_snapshot_add, command_snapshot_recall, command_snapshot_remove;
/* commands_scene.c */
extern const CommandSpec command_scene_add, command_scene_set, command_scene_remove,
    command_slot_set, command_slot_remove;
/* commands_album.c */
extern const CommandSpec command_album_add, command_album_set, command_album_remove,
    command_delivery_add, command_delivery_set, command_delivery_remove, command_reference_add,
    command_reference_set, command_reference_remove;

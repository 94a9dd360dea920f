/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/commands.h"

/* One area a paragraph, so that two additions do not meet in one line. */
/* clang-format off */
static const CommandSpec *const all[] = {
  &command_project_clean_up,
  &command_project_set,     &command_loop_set,          &command_punch_set,
  &command_metronome_set,   &command_monitor_set,       &command_master_set,
  &command_track_add,       &command_track_set,         &command_track_move,
  &command_track_duplicate, &command_track_remove,      &command_track_freeze,
  &command_track_unfreeze,
  &command_track_bounce,
  &command_clip_import,       &command_clip_add,
  &command_source_locate,
  &command_clip_move,       &command_clip_trim,         &command_clip_split,
  &command_clip_duplicate,  &command_clip_slip,         &command_clip_remove,
  &command_clip_set,        &command_clip_normalize,    &command_clip_join,
  &command_clip_bounce,
  &command_clip_group,      &command_clip_ungroup,
  &command_clip_slice,      &command_clip_replace,
  &command_warp_add,        &command_warp_move,         &command_warp_remove,
  &command_warp_quantize,
  &command_track_import,
  &command_clip_crossfade,  &command_range_cut,         &command_range_copy,
  &command_range_paste,     &command_range_remove,      &command_range_insert,
  &command_take_add,        &command_take_promote,      &command_lane_add,
  &command_lane_set,        &command_lane_remove,       &command_comp_add,
  &command_comp_set,        &command_comp_split,
  &command_comp_activate,     &command_comp_flatten,
  &command_comp_remove,     &command_note_add,          &command_note_set,
  &command_note_move,       &command_note_remove,       &command_notes_quantize,
  &command_notes_transpose, &command_notes_velocity,    &command_notes_humanize,
  &command_notes_record,    &command_notes_trim,        &command_notes_split,
  &command_notes_join,      &command_notes_reverse,     &command_notes_duplicate,
  &command_controller_add,  &command_controller_move,   &command_controller_remove,
  &command_controller_write,  &command_expression_add,    &command_expression_move,
  &command_expression_remove, &command_expression_write,
  &command_notes_legato,    &command_effect_add,        &command_effect_set,
  &command_effect_move,     &command_effect_bypass,     &command_effect_remove,
  &command_chain_add,       &command_chain_set,         &command_chain_remove,
  &command_effect_preset,   &command_sidechain_set,     &command_send_add,
  &command_send_set,        &command_send_remove,       &command_cue_set,
  &command_cue_remove,      &command_automation_add,    &command_automation_set,
  &command_automation_move, &command_automation_remove, &command_automation_clear,
  &command_automation_thin, &command_automation_write, &command_tempo_add,         &command_tempo_remove,
  &command_meter_add,       &command_meter_remove,      &command_key_add,
  &command_key_remove,      &command_section_add,       &command_section_set,
  &command_section_move,    &command_section_duplicate, &command_section_swap,
  &command_section_remove,  &command_marker_add,        &command_marker_set,
  &command_marker_move,     &command_marker_remove,     &command_comment_add,
  &command_comment_resolve, &command_comment_remove,    &command_chord_add,
  &command_chord_set,       &command_chord_remove,      &command_lyric_add,
  &command_lyric_set,       &command_lyric_move,        &command_lyric_remove,
  &command_edit_group_set,  &command_snapshot_add,      &command_snapshot_recall,
  &command_snapshot_remove, &command_scene_add,         &command_scene_set,
  &command_scene_remove,    &command_slot_set,          &command_slot_remove,
  &command_album_add,       &command_album_set,         &command_album_remove,
  &command_delivery_add,    &command_delivery_set,      &command_delivery_remove,
  &command_reference_add,   &command_reference_set,     &command_reference_remove,
};
/* clang-format on */

const CommandSpec *const *
commands_all (int *n)
{
  *n = G_N_ELEMENTS (all);
  return all;
}

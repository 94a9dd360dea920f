/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that actions_all () is put together from, a table for each place. Constant data. */
#pragma once

#include "ui/commands/action.h"

typedef struct {
  const Action *actions;
  int n;
} ActionTable;

extern const ActionTable table_global, table_track, table_timeline, table_clip_lane,
    table_automation_lane, table_take_lane, table_ruler_lane, table_headers, table_mixer,
    table_piano_roll, table_audio_clip, table_device, table_parameters, table_eq_graph,
    table_master, table_browser, table_start, table_dialog;

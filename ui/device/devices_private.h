/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the device panel: what its parts share. GTK thread. */
#pragma once

#include "ui/device/device_sides.h"
#include "ui/device/devices.h"
#include "ui/device/level_match.h"

struct _LqDevices {
  GtkBox parent_instance;
  LqDesk *desk;
  DeviceHand hand;
  DeviceSides *sides;
  GHashTable *chosen; /* of each track: Id * to Id * */
  Id stays; /* the track that it keeps to; 0: that of the cursor */
  Id shown_track;
  GArray *shown; /* Id of the devices that were there */
  GtkWidget *list, *stack, *card, *empty, *empty_words, *recent;
  guint focusing; /* it waits for its room */
  GtkWidget *focus_before; /* what had the focus then; only compared */
  LevelMatch *match;
  bool reads; /* the list shows a reduction */
};

/* Of the track cursor; NULL: none. */
const Track *devices_track (LqDevices *devices);
/* That device is chosen when the panel shows the track next. */
void devices_remember (LqDevices *devices, Id track, Id effect);
void devices_show (LqDevices *devices);
void devices_focus_soon (LqDevices *devices);
/* Whether any device behind the instrument is on. */
bool devices_chain_works (LqDevices *devices);
/* devices_do.c */
void devices_set_bypass (LqDevices *devices, Id effect, bool bypass);
/* To a place of its row, from 1. */
void devices_move_to (LqDevices *devices, Id effect, int place);
/* A preset file: of a device, which is added, or of a chain. */
void devices_drop (LqDevices *devices, const char *path);

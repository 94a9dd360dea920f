/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device panel: the chain of the track under the cursor and the card of the device that is
 * chosen in it. What it does goes through commands of the desk. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/card.h"

#define LQ_TYPE_DEVICES (lq_devices_get_type ())
G_DECLARE_FINAL_TYPE (LqDevices, lq_devices, LQ, DEVICES, GtkBox)

GtkWidget *lq_devices_new (LqDesk *desk);
/* Once a frame, `now` in microseconds. Cheap where nothing moves or it does not show. */
void lq_devices_tick (LqDevices *devices, gint64 now);
/* Keys of actions, as they are shown. */
void lq_devices_set_add_key (LqDevices *devices, const char *key);
/* The devices that were added last, NULL-terminated kinds, for the empty chain. */
void lq_devices_set_recent (LqDevices *devices, const char *const *kinds);

DeviceHand *lq_devices_hand (LqDevices *devices); /* borrowed; its effect is 0 without a device */
LqDeviceCard *lq_devices_card (LqDevices *devices);
Id lq_devices_track (LqDevices *devices); /* 0: none */
bool lq_devices_list_focused (LqDevices *devices);
bool lq_devices_focus_list (LqDevices *devices);
bool lq_devices_focus (LqDevices *devices); /* the card, or the list where that is empty */

/* Shows this device, whatever the cursor does, and no chain beside it. */
void lq_devices_stay (LqDevices *devices, Id track, Id effect);
void lq_devices_choose (LqDevices *devices, Id effect);
void lq_devices_go (LqDevices *devices, int direction); /* previous, next device */
void lq_devices_move (LqDevices *devices, int direction); /* in its chain */
void lq_devices_bypass (LqDevices *devices);
void lq_devices_bypass_all (LqDevices *devices); /* the inserts of the track, or none */
/* Shows the automation lane of a parameter, with a first point where it has none; or hides the
 * lanes of the track where that one shows. True where the lane shows and has the cursor. */
bool lq_devices_automate (LqDevices *devices, int param);
void lq_devices_remove (LqDevices *devices);
void lq_devices_compare (LqDevices *devices); /* to the other of A and B */
void lq_devices_copy_side (LqDevices *devices);
/* A preset of the factory by name, of the user as "user:name". */
void lq_devices_preset (LqDevices *devices, const char *name);

/* Signals: "add" () and "add-kind" (const char *kind) when a device is wanted, "added" (const char
 * *kind) when there is a new one, "save-preset" (). */

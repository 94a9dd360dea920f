/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workers of a player: one for each processor but the first, with the policy of the device's
 * callback and one less priority. Where they cannot have it they are not used. Main thread. */
#pragma once

#include "device/device.h"
#include "realtime/player.h"

typedef struct Crew Crew;

/* Before the device is started. `by_hand`: a test calls, and waits. */
Crew *crew_new (Player *player, const AudioDevice *device, bool by_hand);
/* Another device, which does not run yet; NULL is fine. */
void crew_set_device (Crew *crew, Player *player, const AudioDevice *device, bool by_hand);
void crew_free (Crew *crew); /* the device is closed; the player's graphs are still there */
/* Follows the device's callback. */
void crew_poll (Crew *crew, const AudioDevice *device);

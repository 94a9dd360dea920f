/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A and B of each device: two sets of values to be compared. The one that is not heard is kept here
 * for as long as the project is open. Without a screen; main thread. */
#pragma once

#include "model/node.h"

typedef struct DeviceSides DeviceSides;

DeviceSides *device_sides_new (void);
void device_sides_free (DeviceSides *sides);

bool device_sides_is_b (const DeviceSides *sides, Id effect);
/* Goes to the other side: keeps these n values as the one that is left, and writes those of the
 * other into them. The first time both are the same. */
void device_sides_swap (DeviceSides *sides, Id effect, double *values, int n);
/* The other side becomes what is heard. */
void device_sides_copy (DeviceSides *sides, Id effect, const double *values, int n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeviceSides, device_sides_free)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a listing child is called and answers. Main thread. */
#pragma once

#include "device/device_list.h"

#define DEVICE_CHILD_OPTION "--list-audio-devices-for-parent"
#define DEVICE_CHILD_VARIABLE "LACQUER_LISTING_DEVICES" /* set in the child: no listing within */

/* A key file, a group for each device in order. */
char *device_list_write (GPtrArray *list);
GPtrArray *device_list_read (const char *text, GError **error);

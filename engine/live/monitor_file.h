/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monitor section's settings in the user's configuration, of which strips that are listened to
 * are no part. Main thread. */
#pragma once

#include <glib.h>

#include "realtime/monitor.h"

/* lacquer/monitor.ini in the user's configuration folder; to be freed. */
char *monitor_file_path (void);

/* Neutral where the file or a line of it is missing or makes no sense. */
void monitor_file_load (const char *path, MonitorSettings *settings);
/* Makes the folder. False with an error. */
bool monitor_file_save (const char *path, const MonitorSettings *settings, GError **error);

/* "3-4" or "3", as people count; false where it is neither. */
bool monitor_pair_read (const char *text, MonitorPair *pair);

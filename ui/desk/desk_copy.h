/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project on a desk as a project of its own elsewhere, and what of it is kept for later projects:
 * templates and tracks with their settings, in the user's data folder. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Makes a project at `path` with the value as it is now and the media that it names, linked where
 * the file system can. False with an error; what was made then is left for the user to see. */
bool desk_copy (LqDesk *desk, const char *path, GError **error);
/* "Song 2" beside "Song", the first that is free. To be freed. */
char *desk_version_path (LqDesk *desk);

/* Tracks, devices and settings without clips, takes and automation. */
bool desk_save_template (LqDesk *desk, const char *name, GError **error);
/* Tracks with their settings, in one preset. */
bool desk_save_tracks (LqDesk *desk, const GArray *tracks, const char *name, GError **error);
/* The file of a preset of tracks, NULL where there is none of that name. To be freed. */
char *desk_tracks_preset (const char *name);

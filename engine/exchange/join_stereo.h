/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two mono files as one stereo file. Any thread but audio. */
#pragma once

#include <gio/gio.h>

#include "media/probe.h"

/* Writes a WAV file with both sounds unchanged, with 16, 24 or (for floats, 32 bits and lossy
 * formats) float samples, the shorter one filled with silence, and with the left one's time stamp.
 * Both have one channel and the same rate. The same input gives the same bytes. `path` appears when
 * it is whole. `cancellable` may be NULL. */
bool join_stereo (const char *left, const MediaInfo *left_info, const char *right,
                  const MediaInfo *right_info, const char *path, GCancellable *cancellable,
                  GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of file a path is, by its content: what can be imported, and what could not be and
 * why. Any thread but audio. */
#pragma once

#include "media/probe.h"

typedef enum { SNIFFED_AUDIO, SNIFFED_MIDI, SNIFFED_FOLDER, SNIFFED_OTHER } SniffedKind;

/* For audio, `info` is filled in, to be cleared with media_info_clear; else it is empty. For what
 * cannot be imported, the error says what it is and what can be. */
SniffedKind sniff (const char *path, MediaInfo *info, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chunks of WAV files that say more than the sound. Private to probe. */
#pragma once

#include "media/probe.h"
#include "media/riff.h"

void probe_riff (MediaInfo *info, const RiffReader *reader);

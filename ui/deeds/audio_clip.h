/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip that is being edited, and its warp markers on the song's clock. No GTK; main
 * thread. */
#pragma once

#include "model/warp.h"
#include "ui/desk/desk.h"

/* Says which clip the audio clip editor shows; 0: none. */
void audio_clip_set (LqDesk *desk, Id clip);
/* That one, else the audio clip under the cursor; NULL: none. Borrowed. */
const Clip *audio_clip_of (LqDesk *desk);
/* Fills *content, which is to be cleared. False where its source is unknown. */
bool audio_clip_content (LqDesk *desk, const Clip *clip, ClipContent *content);
/* Whether its sound is stretched or warped. */
bool audio_clip_is_stretched (const Clip *clip);

/* Where a marker of the clip is heard. */
Units audio_clip_marker (LqDesk *desk, const Clip *clip, int index);
/* The marker at a place; -1: none. */
int audio_clip_marker_at (LqDesk *desk, const Clip *clip, Units at);

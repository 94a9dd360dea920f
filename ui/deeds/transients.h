/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something begins inside a clip. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Units of the song, rising, between the edges of the clip: onsets of its sound, or its notes. The
 * first call for a source reads all of it; what is found is kept as long as the desk. To be freed.
 */
GArray *transients_in_clip (LqDesk *desk, const Clip *clip);

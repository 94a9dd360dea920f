/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside albums: one song as a float file. Any thread but audio. */
#pragma once

#include "render/album.h"

/* The mix of song number `index`, at the album's rate, as a path relative to the album's folder; to
 * be freed. Rendered where the cache does not have it. NULL with an error. Sentences of its render
 * go to `notes`. */
char *album_song_render (const AlbumSpec *spec, int index, GPtrArray *notes, GError **error);

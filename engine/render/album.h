/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An album as a song that plays its songs one after the other. Any thread but audio; works on a
 * value. */
#pragma once

#include <gio/gio.h>

#include "model/project.h"

typedef struct {
  const Project *album;
  const char *folder; /* of the album */
  bool no_master; /* songs without their chains on the album */
  int threads; /* 0 = one for each core */
  void (*progress) (double done, void *data); /* 0..1, or NULL */
  void *progress_data;
  GCancellable *cancellable; /* or NULL */
} AlbumSpec;

typedef struct {
  Project *project; /* its media lie in the cache of the album */
  GArray
      *marks; /* Frames at the album's rate: where each song begins, on a CD frame; the first 0 */
  GPtrArray *notes; /* sentences */
} Programme;

/* Renders each song as --no-master gives it, then through its chain on the album, into cache/songs
 * of the album under the hash of all that it is made of, where it is not there yet; mixes that no
 * album has used for long go (render/song_cache.h). Lays them out with their gaps, trims, levels,
 * fades and crossfades. Errors name the song: not there, broken, an album itself, nothing left of
 * it. `programme` is to be cleared in any case. */
bool album_programme (const AlbumSpec *spec, Programme *programme, GError **error);
void programme_clear (Programme *programme);

/* "3, 'Title' (../Song/Song.lacquer)", as errors and notes name it; to be freed. */
char *album_song_words (const Project *album, int index);

/* A project or an audio file as a song that an album in `folder` takes in, as EditHost.open_song
 * says; `path` as the user wrote it. */
Song *album_open_song (const char *folder, const char *path, GError **error);

/* Whether a song's file is a project, by its name and place; others are audio files. */
bool album_is_project (const char *path);

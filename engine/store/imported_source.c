/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/imported_source.h"

#include <string.h>

Source *
imported_source (const char *path, const MediaInfo *info, const ImportResult *result)
{
  Source *source = (Source *) node_new (NODE_SOURCE);
  g_autofree char *base = g_path_get_basename (result->path);
  g_autofree char *relative = g_strconcat ("audio/", base, NULL);
  g_autofree char *original = g_path_get_basename (path);
  char *dot = strrchr (original, '.');
  if (dot && dot != original)
    *dot = '\0';
  g_autofree char *name = g_utf8_make_valid (original, -1);
  for (char *at = name; *at; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      *at = ' ';
  text_set (&source->file, relative);
  text_set (&source->name, name);
  text_set (&source->hash, result->hash);
  source->frames = info->frames;
  source->rate = info->rate;
  source->channels = info->channels;
  source->timestamp = info->has_time_reference ? info->time_reference : -1;
  source->bpm = info->bpm;
  source->root_pitch = info->root_note;
  if (info->n_loops > 0) {
    source->loop_start = info->loops[0].start;
    source->loop_length = info->loops[0].end - info->loops[0].start;
  }
  return source;
}

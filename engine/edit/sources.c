/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/sources.h"

#include <string.h>

Id
sources_add (Edit *edit, Source *source)
{
  List **sources = &edit->project->sources;

  for (int i = 0; i < list_n (*sources); i++) {
    const Source *there = (const Source *) list_get (*sources, i);
    if (there->hash && source->hash && strcmp (there->hash, source->hash) == 0 &&
        there->first_channel == source->first_channel && there->channels == source->channels) {
      node_unref (&source->node);
      return there->node.id;
    }
  }
  source->node.id = edit_new_id (edit, NODE_SOURCE);
  list_insert (sources, -1, &source->node);
  return source->node.id;
}

/* What the source gives of its file: one channel or two that stand side by side. */
static bool
choose_channels (Source *source, const char *text, GError **error)
{
  int64_t first = 1, last = source->channels;

  if (text) {
    g_auto (GStrv) ends = g_strsplit (text, "-", 2);
    const guint n = g_strv_length (ends);
    if (n == 0 || !value_read_int (ends[0], &first, NULL) ||
        !value_read_int (ends[n - 1], &last, NULL) || first < 1 || last < first || last > first + 1)
      return edit_fail (error, "channels: '%s' is not one channel or two neighbors, as 3 or 1-2",
                        text);
    if (last > source->channels)
      return edit_fail (error, "channels: '%s' has %d channels, no channel %d",
                        text_get (source->name), (int) source->channels, (int) last);
  } else if (last > 2) {
    return edit_fail (error, "'%s' has %d channels: name one or two of them, as channels=1-2",
                      text_get (source->name), (int) last);
  }
  source->first_channel = first - 1;
  source->channels = last - first + 1;
  return true;
}

Id
sources_import (Edit *edit, const char *file, const char *channels, GError **error)
{
  if (!edit->host || !edit->host->import_media) {
    edit_fail (error, "files cannot be imported here");
    return 0;
  }
  Source *fresh = edit->host->import_media (edit->host->data, file, error);
  if (!fresh)
    return 0;
  if (!choose_channels (fresh, channels, error)) {
    node_unref (&fresh->node);
    return 0;
  }
  return sources_add (edit, fresh);
}

Id
sources_bring (Edit *edit, const Source *source, const char *folder, GError **error)
{
  if (!edit->host || !edit->host->import_media) {
    edit_fail (error, "files cannot be imported here");
    return 0;
  }
  g_autofree char *path = g_build_filename (folder, text_get (source->file), NULL);
  Source *file = edit->host->import_media (edit->host->data, path, error);
  if (!file)
    return 0;
  Source *fresh = (Source *) node_copy (&source->node);
  text_set (&fresh->file, text_get (file->file));
  text_set (&fresh->hash, text_get (file->hash));
  node_unref (&file->node);
  return sources_add (edit, fresh);
}

Clip *
sources_new_clip (Edit *edit, const char *file, const char *channels, const Position *at,
                  GError **error)
{
  const Id id = sources_import (edit, file, channels, error);
  const Source *source = id ? project_find_source (edit->project, id) : NULL;

  if (!source)
    return NULL;
  Clip *clip = edit_new_node (edit, NODE_CLIP, false);
  clip->kind = CLIP_AUDIO;
  clip->source = id;
  clip->source_bpm = source->bpm;
  clip->length = (Position){ frames_to_units (source->frames, (int) source->rate), TIME_ABSOLUTE };
  if (at)
    clip->start = *at;
  else if (source->timestamp > 0)
    clip->start =
        (Position){ frames_to_units (source->timestamp, (int) source->rate), TIME_ABSOLUTE };
  text_set (&clip->name, text_get (source->name));
  return clip;
}

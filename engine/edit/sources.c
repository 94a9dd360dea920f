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

Id
sources_import (Edit *edit, const char *file, GError **error)
{
  if (!edit->host || !edit->host->import_media) {
    edit_fail (error, "files cannot be imported here");
    return 0;
  }
  Source *fresh = edit->host->import_media (edit->host->data, file, error);
  return fresh ? sources_add (edit, fresh) : 0;
}

Clip *
sources_new_clip (Edit *edit, const char *file, const Position *at, GError **error)
{
  const Id id = sources_import (edit, file, error);
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

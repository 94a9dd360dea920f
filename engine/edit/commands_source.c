/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the project that lie elsewhere now. */
#include "edit/commands.h"

static const ArgSpec locate_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "a clip that plays the missing file" },
  { "file", ARG_FILE, .required = true, .help = "where it is now" },
};

/* All clips of the file keep their places in the sound, so it must be of the same kind. */
static bool
apply_locate (Edit *edit, const Args *args, GError **error)
{
  const Clip *clip = project_find_clip (edit->project, arg_id (args, "clip"), NULL, NULL);
  const Source *old = clip ? project_find_source (edit->project, clip->source) : NULL;

  if (!old)
    return edit_fail (error, "the clip plays no file");
  if (!edit->host || !edit->host->import_media)
    return edit_fail (error, "files cannot be imported here");
  Source *found = edit->host->import_media (edit->host->data, arg_text (args, "file"), error);
  if (!found)
    return false;
  bool good = true;
  if (found->rate != old->rate)
    good = edit_fail (error, "'%s' has %d Hz, the missing file had %d Hz", text_get (found->name),
                      (int) found->rate, (int) old->rate);
  else if (found->channels < old->first_channel + old->channels)
    good = edit_fail (error, "'%s' has too few channels: %d", text_get (found->name),
                      (int) found->channels);
  if (good) {
    Source *source = project_edit_source (edit->project, old->node.id);
    text_set (&source->file, text_get (found->file));
    text_set (&source->hash, text_get (found->hash));
    source->frames = found->frames;
    edit_describe (edit, "Locate %s", text_get (source->name));
  }
  node_unref (&found->node);
  return good;
}

const CommandSpec command_source_locate = { "source.locate", "Say where a missing file is now",
                                            locate_args, G_N_ELEMENTS (locate_args),
                                            .run = apply_locate };

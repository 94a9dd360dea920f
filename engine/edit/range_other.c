/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/other_project.h"
#include "edit/sources.h"
#include "model/clip.h"

/* The media of one clip: in this project and, under the same id, in the value that is kept for
 * pasting. */
static bool
bring_media (Edit *edit, const OtherProject *other, Project *kept, Id clip_id, GError **error)
{
  const Clip *clip = project_find_clip (kept, clip_id, NULL, NULL);
  const Source *source = project_find_source (kept, clip->source);

  if (!source)
    return true;
  const Id id = sources_bring (edit, source, other->folder, error);
  if (!id)
    return false;
  if (!project_find_source (kept, id))
    list_insert (&kept->sources, -1, node_ref (&project_find_source (edit->project, id)->node));
  project_edit_clip (kept, clip_id)->source = id;
  return true;
}

static bool
bring_track (Edit *edit, const OtherProject *other, Project *kept, Id track, const Units span[2],
             const TempoMap *map, GError **error)
{
  g_autoptr (GArray) clips = g_array_new (FALSE, FALSE, sizeof (Id));
  const List *list = project_find_track (kept, track)->clips;

  for (int i = 0; i < list_n (list); i++) {
    const Clip *clip = (const Clip *) list_get (list, i);
    if (clip->source && clip_end_units (map, clip) > span[0] &&
        clip_start_units (map, clip) < span[1])
      g_array_append_val (clips, clip->node.id);
  }
  for (guint i = 0; i < clips->len; i++)
    if (!bring_media (edit, other, kept, g_array_index (clips, Id, i), error))
      return false;
  return true;
}

bool
range_copy_from (Edit *edit, const Args *args, GError **error)
{
  g_auto (OtherProject) other = { 0 };
  Clipboard *clipboard = edit->clipboard;
  const int serial = clipboard->serial + 1;
  bool good = true;

  if (!other_project_open (edit, arg_text (args, "project"), &other, error))
    return false;
  g_autoptr (GArray) tracks = other_project_tracks (&other, arg_text (args, "of"), false, error);
  if (!tracks)
    return false;
  TempoMap *map = tempo_map_new (other.project);
  const Position from = arg_position (args, "from"), to = arg_position (args, "to");
  const Units span[2] = { tempo_map_position_units (map, from),
                          tempo_map_position_units (map, to) };
  Project *kept = project_edit (other.project);
  if (span[1] <= span[0])
    good = edit_fail (error, "the end must lie behind the start");
  for (guint i = 0; i < tracks->len && good; i++)
    good = bring_track (edit, &other, kept, g_array_index (tracks, Id, i), span, map, error);
  tempo_map_free (map);
  if (!good) {
    project_unref (kept);
    return false;
  }
  clipboard_clear (clipboard);
  *clipboard = (Clipboard){
    .project = kept, .from = from, .to = to, .tracks = g_array_ref (tracks), .serial = serial
  };
  edit_describe (edit, "Copy range");
  return true;
}

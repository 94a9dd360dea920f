/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/deeds/audio_clip.h"

#include <math.h>
#include <stdlib.h>

#include "edit/lane.h"
#include "ui/desk/target.h"

#define CLIP_KEY "audio-clip"

void
audio_clip_set (LqDesk *desk, Id clip)
{
  Id *kept = g_new (Id, 1);
  *kept = clip;
  g_object_set_data_full (G_OBJECT (desk), CLIP_KEY, kept, g_free);
}

const Clip *
audio_clip_of (LqDesk *desk)
{
  const Id *kept = g_object_get_data (G_OBJECT (desk), CLIP_KEY);
  const Clip *clip =
      kept && *kept ? project_find_clip (lq_desk_project (desk), *kept, NULL, NULL) : NULL;
  if (!clip)
    clip = desk_clip_at_cursor (desk);
  return clip && clip->kind == CLIP_AUDIO ? clip : NULL;
}

bool
audio_clip_content (LqDesk *desk, const Clip *clip, ClipContent *content)
{
  const Source *source = project_find_source (lq_desk_project (desk), clip->source);
  *content = (ClipContent){ .stretch = 1 };
  if (!source)
    return false;
  clip_content_init (content, lq_desk_map (desk), clip, source);
  return true;
}

bool
audio_clip_is_stretched (const Clip *clip)
{
  return clip->stretch_mode == STRETCH_TEMPO || clip->stretch != 1 ||
         (list_n (clip->warps) > 0 && !clip->unwarped);
}

Units
audio_clip_marker (LqDesk *desk, const Clip *clip, int index)
{
  g_auto (ClipContent) content = { 0 };
  if (!audio_clip_content (desk, clip, &content))
    return 0;
  return (Units) llround (clip_content_place (
      &content, (double) ((const Warp *) list_get (clip->warps, index))->frame));
}

int
audio_clip_marker_at (LqDesk *desk, const Clip *clip, Units at)
{
  g_auto (ClipContent) content = { 0 };
  if (!audio_clip_content (desk, clip, &content))
    return -1;
  for (int i = 0; i < list_n (clip->warps); i++) {
    const Warp *warp = (const Warp *) list_get (clip->warps, i);
    if (fabs (clip_content_place (&content, (double) warp->frame) - (double) at) <= EDGE_TOLERANCE)
      return i;
  }
  return -1;
}

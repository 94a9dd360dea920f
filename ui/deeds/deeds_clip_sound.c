/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: level, pitch, length. */
#include <glib/gi18n.h>
#include <math.h>

#include "model/clip.h"
#include "ui/deeds/deed_private.h"

#define JOIN_GAIN UINT64_C (0x636c69706761696e)
#define NORMALIZE_KEY "normalize-to"

static bool
gain (Deed *deed, int tenths)
{
  g_autoptr (GArray) clips = deed_clips (deed);

  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    if (deed_raise_points (deed, clip, tenths)) {
      deed->join ^= ~JOIN_GAIN ^ clip->node.id;
      continue;
    }
    g_autofree char *level = deed_number (CLAMP (clip->gain_db + tenths / 10.0, -150, 36), 1);
    deed_line (deed, "clip.set clip=%s gain=%s", lq_desk_id (deed->desk, clip->node.id), level);
    deed->join ^= JOIN_GAIN ^ clip->node.id;
  }
  return clips->len > 0;
}

char *
deed_normalize_target (LqDesk *desk, Place place)
{
  const char *kept = g_object_get_data (G_OBJECT (desk), NORMALIZE_KEY);
  return g_strdup (kept ? kept : "-1dB");
}

/* To a peak or a loudness; the next time the same is offered. */
static bool
normalize (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autofree char *initial = deed_normalize_target (deed->desk, deed->place);
  g_autofree char *to = g_shell_quote (deed->text && *deed->text ? deed->text : initial);

  for (guint i = 0; i < clips->len; i++) {
    if (deed_clip (deed, clips, i)->kind != CLIP_AUDIO)
      return deed_fail (deed, "%s", _ ("Only audio clips can be normalized."));
    deed_line (deed, "clip.normalize clip=%s to=%s",
               lq_desk_id (deed->desk, g_array_index (clips, Id, i)), to);
  }
  if (deed->text && *deed->text)
    g_object_set_data_full (G_OBJECT (deed->desk), NORMALIZE_KEY, g_strdup (deed->text), g_free);
  return clips->len > 0;
}

static char *
transpose_initial (LqDesk *desk, Place place)
{
  g_autoptr (GArray) clips = desk_target_clips (desk);
  const Clip *clip = clips->len > 0 ? project_find_clip (lq_desk_project (desk),
                                                         g_array_index (clips, Id, 0), NULL, NULL)
                                    : NULL;
  return deed_number (clip && clip->kind == CLIP_AUDIO ? clip->transpose : 0, 2);
}

/* Audio stands so many semitones from its file, notes move by so many. */
static bool
transpose (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  double semitones;

  if (!deed->text || !value_read_number (deed->text, &semitones, NULL))
    return deed_fail (deed, _ ("“%s” is no number of semitones."), deed->text ? deed->text : "");
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    const char *id = lq_desk_id (deed->desk, clip->node.id);
    if (clip->kind == CLIP_AUDIO) {
      g_autofree char *number = deed_number (semitones, 2);
      deed_line (deed, "clip.set clip=%s transpose=%s", id, number);
    } else if (semitones != 0) {
      deed_line (deed, "notes.transpose clip=%s by=%d", id, (int) lround (semitones));
    }
  }
  return clips->len > 0;
}

static bool
stretch (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  const TempoMap *map = lq_desk_map (desk);
  const Units at = desk_cursor_units (desk);

  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
    if (clip->kind != CLIP_AUDIO)
      return deed_fail (deed, "%s", _ ("Notes follow the tempo; only audio is stretched."));
    if (at <= start)
      return deed_fail (deed, "%s", _ ("The cursor lies before the clip."));
    const double ratio = clip_stretch (map, clip) * (double) (at - start) / (double) (end - start);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    deed_line (deed, "clip.set clip=%s stretch=%s", lq_desk_id (desk, clip->node.id),
               g_ascii_dtostr (number, sizeof number, ratio));
  }
  return clips->len > 0;
}

const DeedRow deeds_clip_sound[] = {
  { "clip.gain-up", gain, 10 },
  { "clip.gain-down", gain, -10 },
  { "clip.gain-up-fine", gain, 1 },
  { "clip.gain-down-fine", gain, -1 },
  { "clip.normalize", normalize, 0, N_ ("Normalize to a peak as -1dB, or a loudness as -16LUFS"),
    deed_normalize_target },
  { "clip.transpose", transpose, 0, N_ ("Transpose by so many semitones"), transpose_initial },
  { "clip.stretch-end", stretch },
  { NULL },
};

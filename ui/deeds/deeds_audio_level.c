/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip that is being edited: its edges, fades, level and pitch. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/lane.h"
#include "model/clip.h"
#include "ui/deeds/audio_clip.h"
#include "ui/deeds/deed_private.h"
#include "ui/desk/edit_ways.h"

#define JOIN_GAIN UINT64_C (0x61756467)
#define JOIN_PITCH UINT64_C (0x61756470)

/* The clip with the cursor inside it, away from its edges. */
static const Clip *
clip_at (Deed *deed)
{
  const TempoMap *map = lq_desk_map (deed->desk);
  const Clip *clip = deed_audio_clip (deed);
  const Units at = desk_cursor_units (deed->desk);

  if (clip && (at <= clip_start_units (map, clip) + EDGE_TOLERANCE ||
               at >= clip_end_units (map, clip) - EDGE_TOLERANCE)) {
    deed_fail (deed, "%s", _ ("Put the cursor inside the clip first."));
    return NULL;
  }
  return clip;
}

static bool
split (Deed *deed, int arg)
{
  const Clip *clip = clip_at (deed);
  if (clip)
    deed_line (deed, "clip.split clip=%s at=%s%s", lq_desk_id (deed->desk, clip->node.id),
               lq_desk_place (deed->desk, lq_desk_cursor (deed->desk)->at),
               edit_ways_split (deed->desk));
  return clip != NULL;
}

static bool
trim (Deed *deed, int edge)
{
  const Clip *clip = clip_at (deed);
  if (clip)
    deed_line (deed, "clip.trim clip=%s %s=%s", lq_desk_id (deed->desk, clip->node.id),
               edge < 0 ? "start" : "end",
               lq_desk_place (deed->desk, lq_desk_cursor (deed->desk)->at));
  return clip != NULL;
}

static bool
fade (Deed *deed, int arg)
{
  const TempoMap *map = lq_desk_map (deed->desk);
  const Clip *clip = clip_at (deed);

  if (!clip)
    return false;
  const Units at = desk_cursor_units (deed->desk);
  const Units in = at - clip_start_units (map, clip), out = clip_end_units (map, clip) - at;
  g_autofree char *length = deed_length (deed, MIN (in, out));
  deed_line (deed, "clip.set clip=%s %s=%s", lq_desk_id (deed->desk, clip->node.id),
             in <= out ? "fade_in" : "fade_out", length);
  return true;
}

static bool
gain (Deed *deed, int tenths)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  g_autofree char *level = deed_number (CLAMP (clip->gain_db + tenths / 10.0, -150, 36), 1);
  deed_line (deed, "clip.set clip=%s gain=%s", lq_desk_id (deed->desk, clip->node.id), level);
  deed->join = JOIN_GAIN ^ clip->node.id;
  return true;
}

static bool
transpose (Deed *deed, int cents)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  g_autofree char *pitch = deed_number (CLAMP (clip->transpose + cents / 100.0, -48, 48), 2);
  deed_line (deed, "clip.set clip=%s transpose=%s", lq_desk_id (deed->desk, clip->node.id), pitch);
  deed->join = JOIN_PITCH ^ clip->node.id;
  return true;
}

static bool
normalize (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  g_autofree char *target = deed_normalize_target (deed->desk, deed->place);
  g_autofree char *to = g_shell_quote (target);
  deed_line (deed, "clip.normalize clip=%s to=%s", lq_desk_id (deed->desk, clip->node.id), to);
  deed->told = g_strdup_printf (_ ("Normalized to %s"), target);
  return true;
}

static bool
reverse (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);
  if (clip)
    deed_line (deed, "clip.set clip=%s reverse=%s", lq_desk_id (deed->desk, clip->node.id),
               clip->reverse ? "off" : "on");
  return clip != NULL;
}

const DeedRow deeds_audio_level[] = {
  { "audio.split", split },
  { "audio.trim-start", trim, -1 },
  { "audio.trim-end", trim, 1 },
  { "audio.fade", fade },
  { "audio.gain-up", gain, 10 },
  { "audio.gain-down", gain, -10 },
  { "audio.gain-up-fine", gain, 1 },
  { "audio.gain-down-fine", gain, -1 },
  { "audio.transpose-up", transpose, 100 },
  { "audio.transpose-down", transpose, -100 },
  { "audio.transpose-up-fine", transpose, 1 },
  { "audio.transpose-down-fine", transpose, -1 },
  { "audio.normalize", normalize },
  { "audio.reverse", reverse },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gain points of audio clips. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/lane.h"
#include "model/clip.h"
#include "ui/deeds/deed_private.h"
#include "ui/desk/clip_gain.h"

#define LEAST -90.0 /* what keys lift silence from, dB */
#define MOST 24.0

/* "automation.add track= clip= target=gain at=", with what follows. */
static void
point_line (Deed *deed, const char *command, const Clip *clip, Units at, const char *value)
{
  LqDesk *desk = deed->desk;
  Track *track = NULL;
  project_find_clip (lq_desk_project (desk), clip->node.id, &track, NULL);
  deed_line (deed, "%s track=%s clip=%s target=gain at=%s%s%s", command,
             lq_desk_id (desk, track->node.id), lq_desk_id (desk, clip->node.id),
             lq_desk_place_exact (desk, (Position){ at, TIME_ABSOLUTE }), value ? " value=" : "",
             value ? value : "");
}

bool
deed_raise_points (Deed *deed, const Clip *clip, int tenths)
{
  const TempoMap *map = lq_desk_map (deed->desk);
  const Envelope *envelope = clip_gain_of (clip);
  const Units cursor = desk_cursor_units (deed->desk);
  Units from, to;
  int first, last, n = 0;
  const bool ranged = lq_desk_range (deed->desk, &from, &to, &first, &last);
  const int held = envelope && !ranged ? clip_gain_find (map, clip, envelope, cursor) : -1;

  for (int i = 0; envelope && i < run_n (envelope->points); i++) {
    const Units at = clip_gain_units (map, clip, envelope, i);
    const double db = run_point (envelope->points, i)->value;
    if (ranged ? at < from - EDGE_TOLERANCE || at > to + EDGE_TOLERANCE : i != held)
      continue;
    g_autofree char *level = deed_number (CLAMP (fmax (db, LEAST) + tenths / 10.0, LEAST, MOST), 1);
    point_line (deed, "automation.move", clip, at, level);
    n++;
  }
  return n > 0;
}

/* With the value that the line has there. */
static void
add_point (Deed *deed, const Clip *clip, Units at)
{
  const double db = clip_gain_value (lq_desk_map (deed->desk), clip, clip_gain_of (clip), at);
  g_autofree char *level = isfinite (db) ? deed_number (db, 2) : g_strdup ("-inf");
  point_line (deed, "automation.add", clip, at, level);
}

/* Adds one, or takes one away that stands there and `toggles`. */
static void
set_point (Deed *deed, const Clip *clip, Units at, bool toggles)
{
  const TempoMap *map = lq_desk_map (deed->desk);
  const Envelope *envelope = clip_gain_of (clip);
  const int there = envelope ? clip_gain_find (map, clip, envelope, at) : -1;

  if (clip->kind != CLIP_AUDIO || at < clip_start_units (map, clip) ||
      at > clip_end_units (map, clip))
    return;
  if (there < 0)
    add_point (deed, clip, at);
  else if (toggles)
    point_line (deed, "automation.remove", clip, clip_gain_units (map, clip, envelope, there),
                NULL);
}

/* At both ends of the range, else at the cursor. */
static bool
gain_point (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  Units from, to;
  int first, last;
  const bool ranged = lq_desk_range (deed->desk, &from, &to, &first, &last);

  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    set_point (deed, clip, ranged ? from : desk_cursor_units (deed->desk), !ranged);
    if (ranged)
      set_point (deed, clip, to, false);
  }
  return deed->lines->len > 0 ||
         deed_fail (deed, "%s", _ ("Put the cursor inside an audio clip first."));
}

const DeedRow deeds_clip_points[] = {
  { "clip.gain-point", gain_point },
  { NULL },
};

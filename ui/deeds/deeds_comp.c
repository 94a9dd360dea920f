/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The take lane under the cursor, and the comp that plays. */
#include <glib/gi18n.h>
#include <stdlib.h>

#include "model/clip.h"
#include "ui/deeds/deeds_lanes.h"

#define JOIN_PART UINT64_C (0x7061727467)

typedef struct {
  const Track *track;
  const Lane *lane; /* of the cursor; NULL in the track's own row */
  const Comp *comp; /* that plays; NULL: none */
} Takes;

static bool
find_takes (Deed *deed, Takes *takes)
{
  const Row *row = desk_cursor_row (deed->desk);

  *takes = (Takes){ 0 };
  if (!row || list_n (row->node->lanes) == 0)
    return deed_fail (deed, "%s", _ ("This track has no takes yet."));
  takes->track = row->node;
  if (row->kind == ROW_TAKE)
    takes->lane =
        (const Lane *) list_get (row->node->lanes, list_find (row->node->lanes, row->item));
  const int comp = list_find (row->node->comps, row->node->active_comp);
  if (comp >= 0)
    takes->comp = (const Comp *) list_get (row->node->comps, comp);
  return true;
}

static Units
part_from (LqDesk *desk, const Part *part)
{
  return tempo_map_position_units (lq_desk_map (desk), part->from);
}

static Units
part_to (LqDesk *desk, const Part *part)
{
  return tempo_map_position_units (lq_desk_map (desk), part->to);
}

/* The index of the part that plays at a place; -1: the playing lane is heard there. */
static int
part_at (LqDesk *desk, const Comp *comp, Units at)
{
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    if (part_from (desk, part) <= at && at < part_to (desk, part))
      return i;
  }
  return -1;
}

static const Part *
part_under_cursor (Deed *deed, const Takes *takes)
{
  const int index = part_at (deed->desk, takes->comp, desk_cursor_units (deed->desk));
  return index < 0 ? NULL : (const Part *) list_get (takes->comp->parts, index);
}

/* Where the next joint lies before and behind a place: parts, clips of the lane, the song. */
static void
between_joints (LqDesk *desk, const Takes *takes, Units at, Units *from, Units *to)
{
  const TempoMap *map = lq_desk_map (desk);
  const List *clips = takes->lane->clips;

  *from = 0;
  *to = INT64_MAX;
  for (int i = 0; takes->comp && i < list_n (takes->comp->parts); i++) {
    const Part *part = (const Part *) list_get (takes->comp->parts, i);
    const Units edges[] = { part_from (desk, part), part_to (desk, part) };
    for (int k = 0; k < 2; k++) {
      if (edges[k] <= at)
        *from = int64_max (*from, edges[k]);
      else
        *to = int64_min (*to, edges[k]);
    }
  }
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (map, clip) > at || clip_end_units (map, clip) <= at)
      continue;
    *from = int64_max (*from, clip_start_units (map, clip));
    *to = int64_min (*to, clip_end_units (map, clip));
  }
}

/* The range, else the part under the cursor, else what of the take lies between joints there. */
static bool
find_span (Deed *deed, const Takes *takes, Units *from, Units *to)
{
  LqDesk *desk = deed->desk;
  int first, last;

  if (lq_desk_range (desk, from, to, &first, &last))
    return true;
  const Part *part = part_under_cursor (deed, takes);
  if (part) {
    *from = part_from (desk, part);
    *to = part_to (desk, part);
    return true;
  }
  between_joints (desk, takes, desk_cursor_units (desk), from, to);
  return *to < INT64_MAX || deed_fail (deed, "%s", _ ("No take lies under the cursor."));
}

static void
use_line (Deed *deed, const Takes *takes, Units from, Units to, Id lane, double gain_db)
{
  g_autofree char *gain = deed_number (gain_db, 2);
  deed_line (deed, "comp.set track=%s from=%s to=%s lane=%s%s%s",
             lq_desk_id (deed->desk, takes->track->node.id), desk_place (deed->desk, from),
             desk_place (deed->desk, to), lane ? lq_desk_id (deed->desk, lane) : "none",
             gain_db != 0 ? " gain=" : "", gain_db != 0 ? gain : "");
}

static bool
swipe (Deed *deed, int next)
{
  Takes takes;
  Units from, to;

  if (!find_takes (deed, &takes))
    return false;
  if (!takes.lane)
    return deed_fail (deed, "%s", _ ("Go to a take first: Y shows them."));
  if (!find_span (deed, &takes, &from, &to))
    return false;
  use_line (deed, &takes, from, to, takes.lane->node.id, 0);
  if (next) {
    deed->moves = true;
    deed->at = desk_position (deed->desk, to);
  }
  return true;
}

/* The part under the cursor, or what the range holds, plays the take above (-1) or below (1), where
 * the newest stands on top; the cursor goes along. */
static bool
other_take (Deed *deed, int direction)
{
  LqDesk *desk = deed->desk;
  Takes takes;
  Units from, to;

  if (!find_takes (deed, &takes))
    return false;
  const List *lanes = takes.track->lanes;
  const Part *part = part_under_cursor (deed, &takes);
  const int now = part         ? list_find (lanes, part->lane)
                  : takes.lane ? list_find (lanes, takes.lane->node.id)
                               : 0;
  const int next = now - direction;
  if (next < 0 || next >= list_n (lanes))
    return deed_fail (deed, "%s",
                      next < 0 ? _ ("This is the first take.") : _ ("This is the last take."));
  if (!takes.lane)
    takes.lane = (const Lane *) list_get (lanes, now);
  if (!find_span (deed, &takes, &from, &to))
    return false;
  const Id lane = list_get (lanes, next)->id;
  use_line (deed, &takes, from, to, lane, 0);
  const int row = rows_find (lq_desk_rows (desk), ROW_TAKE, takes.track->node.id, lane);
  if (row >= 0 && !lq_desk_cursor (desk)->ranged)
    lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, row, false);
  return true;
}

static bool
split (Deed *deed, int arg)
{
  Takes takes;

  if (!find_takes (deed, &takes))
    return false;
  if (!takes.comp)
    return deed_fail (deed, "%s", _ ("No comp plays on this track: W uses a take."));
  deed_line (deed, "comp.split track=%s at=%s", lq_desk_id (deed->desk, takes.track->node.id),
             lq_desk_place (deed->desk, lq_desk_cursor (deed->desk)->at));
  return true;
}

/* The edge that is nearest in that direction: of the part under the cursor, else of the part that
 * ends or begins beside it. */
static bool
trim (Deed *deed, int edge)
{
  LqDesk *desk = deed->desk;
  Takes takes;
  const Units at = desk_cursor_units (desk);
  int index = -1;

  if (!find_takes (deed, &takes))
    return false;
  const List *parts = takes.comp ? takes.comp->parts : NULL;
  index = part_at (desk, takes.comp, at);
  for (int i = 0; i < list_n (parts) && index < 0; i++) {
    const int k = edge < 0 ? i : list_n (parts) - 1 - i;
    const Part *part = (const Part *) list_get (parts, k);
    if (edge < 0 ? part_from (desk, part) > at : part_to (desk, part) < at)
      index = k;
  }
  if (index < 0)
    return deed_fail (deed, "%s", _ ("No part of the comp lies there."));
  const Part *part = (const Part *) list_get (parts, index);
  const Part *fellow = NULL; /* that gives way or follows */
  if (edge < 0 && index > 0)
    fellow = (const Part *) list_get (parts, index - 1);
  if (edge > 0 && index + 1 < list_n (parts))
    fellow = (const Part *) list_get (parts, index + 1);
  const Units old = edge < 0 ? part_from (desk, part) : part_to (desk, part);
  const bool abuts =
      fellow && (edge < 0 ? part_to (desk, fellow) : part_from (desk, fellow)) == old;
  if (old == at)
    return deed_fail (deed, "%s", _ ("The part ends there already."));
  const bool grows = edge < 0 ? at < old : at > old;
  const Part *heard = grows ? part : abuts ? fellow : NULL;
  use_line (deed, &takes, MIN (at, old), MAX (at, old), heard ? heard->lane : 0,
            heard ? heard->gain_db : 0);
  deed->words = g_strdup_printf ("Trim the comp of %s", text_get (takes.track->name));
  return true;
}

static bool
gain (Deed *deed, int tenths)
{
  LqDesk *desk = deed->desk;
  Takes takes;
  Units from, to;
  int first, last;

  if (!find_takes (deed, &takes))
    return false;
  const Part *part = part_under_cursor (deed, &takes);
  const bool ranged = lq_desk_range (desk, &from, &to, &first, &last);
  if (ranged && takes.comp) {
    const int index = part_at (desk, takes.comp, from);
    part = index < 0 ? NULL : (const Part *) list_get (takes.comp->parts, index);
  }
  if (!part)
    return deed_fail (deed, "%s", _ ("No part of the comp lies there."));
  if (!ranged) {
    from = part_from (desk, part);
    to = part_to (desk, part);
  }
  g_autofree char *level = deed_number (CLAMP (part->gain_db + tenths / 10.0, -60, 36), 1);
  deed_line (deed, "comp.set track=%s from=%s to=%s gain=%s",
             lq_desk_id (desk, takes.track->node.id), desk_place (desk, from),
             desk_place (desk, to), level);
  deed->join = JOIN_PART ^ part->node.id;
  return true;
}

static char *
crossfade_initial (LqDesk *desk, Place place)
{
  return g_strdup ("10ms");
}

/* Of the joint that is nearest to the cursor. */
static bool
crossfade (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  Takes takes;
  const Units at = desk_cursor_units (desk);
  Units joint = INT64_MAX;

  if (!find_takes (deed, &takes))
    return false;
  for (int i = 0; takes.comp && i < list_n (takes.comp->parts); i++) {
    const Part *part = (const Part *) list_get (takes.comp->parts, i);
    if (joint == INT64_MAX || ABS (part_from (desk, part) - at) < ABS (joint - at))
      joint = part_from (desk, part);
  }
  if (joint == INT64_MAX)
    return deed_fail (deed, "%s", _ ("No part of the comp lies there."));
  g_autofree char *length = g_shell_quote (deed->text && *deed->text ? deed->text : "10ms");
  const Units frame = frames_to_units (1, lq_desk_rate (desk));
  deed_line (deed, "comp.set track=%s from=%s to=%s crossfade=%s",
             lq_desk_id (desk, takes.track->node.id), desk_place (desk, MAX (joint - frame, 0)),
             desk_place (desk, joint + frame), length);
  return true;
}

static bool
rate (Deed *deed, int stars)
{
  Takes takes;

  if (!find_takes (deed, &takes))
    return false;
  if (!takes.lane)
    return deed_fail (deed, "%s", _ ("Go to a take first: Y shows them."));
  deed_line (deed, "lane.set track=%s lane=%s rating=%d",
             lq_desk_id (deed->desk, takes.track->node.id),
             lq_desk_id (deed->desk, takes.lane->node.id), takes.lane->rating == stars ? 0 : stars);
  return true;
}

static bool
mute (Deed *deed, int arg)
{
  Takes takes;

  if (!find_takes (deed, &takes))
    return false;
  if (!takes.lane)
    return deed_fail (deed, "%s", _ ("Go to a take first: Y shows them."));
  deed_line (deed, "lane.set track=%s lane=%s mute=%s",
             lq_desk_id (deed->desk, takes.track->node.id),
             lq_desk_id (deed->desk, takes.lane->node.id), takes.lane->mute ? "off" : "on");
  return true;
}

enum { COMP_NEXT, COMP_NEW, COMP_FLATTEN };

static bool
version (Deed *deed, int what)
{
  Takes takes;

  if (!find_takes (deed, &takes))
    return false;
  const char *track = lq_desk_id (deed->desk, takes.track->node.id);
  const List *comps = takes.track->comps;
  if (what == COMP_NEW) {
    deed_line (deed, "comp.add track=%s", track);
    return true;
  }
  if (list_n (comps) == 0 || (what == COMP_FLATTEN && !takes.comp))
    return deed_fail (deed, "%s", _ ("No comp plays on this track: W uses a take."));
  if (what == COMP_FLATTEN) {
    deed_line (deed, "comp.flatten track=%s", track);
    return true;
  }
  /* Behind the last one comes the playing lane as it is. */
  const int next = list_find (comps, takes.track->active_comp) + 1;
  deed_line (deed, "comp.activate track=%s comp=%s", track,
             next < list_n (comps) ? lq_desk_id (deed->desk, list_get (comps, next)->id) : "none");
  deed->words = g_strdup ("Play another comp");
  return true;
}

bool
deed_delete_part (Deed *deed)
{
  Takes takes;
  Units from, to;

  if (!find_takes (deed, &takes))
    return false;
  if (!takes.comp)
    return deed_fail (deed, "%s", _ ("No comp plays on this track: W uses a take."));
  if (!takes.lane || !find_span (deed, &takes, &from, &to))
    return false;
  use_line (deed, &takes, from, to, 0, 0);
  deed->words = g_strdup_printf ("Remove a part from the comp of %s", text_get (takes.track->name));
  return true;
}

const DeedRow deeds_comp[] = {
  { "comp.swipe", swipe, false },
  { "comp.swipe-next", swipe, true },
  { "comp.take-up", other_take, -1 },
  { "comp.take-down", other_take, 1 },
  { "comp.split", split },
  { "comp.trim-start", trim, -1 },
  { "comp.trim-end", trim, 1 },
  { "comp.gain-up", gain, 10 },
  { "comp.gain-down", gain, -10 },
  { "comp.gain-up-fine", gain, 1 },
  { "comp.gain-down-fine", gain, -1 },
  { "comp.crossfade", crossfade, 0, N_ ("How long the crossfade at the joint is"),
    crossfade_initial },
  { "comp.rate-1", rate, 1 },
  { "comp.rate-2", rate, 2 },
  { "comp.rate-3", rate, 3 },
  { "comp.rate-4", rate, 4 },
  { "comp.rate-5", rate, 5 },
  { "comp.next", version, COMP_NEXT },
  { "comp.new", version, COMP_NEW },
  { "comp.flatten", version, COMP_FLATTEN },
  { "take.mute", mute },
  { NULL },
};

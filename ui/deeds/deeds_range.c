/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting, copying, pasting, deleting, duplicating: the range, the selected clips, or what the lane
 * of the cursor holds. */
#include <glib/gi18n.h>
#include <string.h>

#include "edit/edit_group.h"
#include "model/clip.h"
#include "ui/deeds/deeds_lanes.h"
#include "ui/deeds/other_desk.h"

/* As `tracks=` takes them; all tracks are "all": then rulers go along. To be freed. */
static char *
tracks_text (LqDesk *desk, const GArray *tracks)
{
  const List *all = lq_desk_project (desk)->tracks;
  int others = 0;

  for (int i = 0; i < list_n (all); i++) {
    bool named = ((const Track *) list_get (all, i))->kind == TRACK_MAIN;
    for (guint k = 0; k < tracks->len && !named; k++)
      named = g_array_index (tracks, Id, k) == list_get (all, i)->id;
    others += !named;
  }
  return others == 0 ? g_strdup ("all") : desk_ids_text (desk, tracks);
}

typedef struct {
  Units from, to;
  GArray *tracks; /* with those of their edit groups */
  char *names;
  bool ranged;
} Meant;

static void
meant_clear (Meant *meant)
{
  g_clear_pointer (&meant->tracks, g_array_unref);
  g_clear_pointer (&meant->names, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meant, meant_clear)

static bool
find_meant (Deed *deed, Meant *meant)
{
  LqDesk *desk = deed->desk;
  int first, last;

  meant->ranged = lq_desk_range (desk, &meant->from, &meant->to, &first, &last);
  if (!desk_target_span (desk, &meant->from, &meant->to))
    return deed_fail (deed, "%s", _ ("Select a range or clips first."));
  meant->tracks = desk_target_tracks (desk);
  meant->names = tracks_text (desk, meant->tracks);
  return true;
}

static void
copy_line (Deed *deed, const Meant *meant, const char *command)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = desk_target_clips (desk);
  g_autofree char *ids = desk_ids_text (desk, clips);
  deed_line (deed, "%s from=%s to=%s tracks=%s%s%s", command, desk_place (desk, meant->from),
             desk_place (desk, meant->to), meant->names,
             meant->ranged ? "" : " clips=", meant->ranged ? "" : ids);
}

static bool
copy (Deed *deed, int cut)
{
  LqDesk *desk = deed->desk;
  g_auto (Meant) meant = { 0 };

  if (!find_meant (deed, &meant))
    return false;
  g_autoptr (GArray) tracks =
      edit_group_expand (lq_desk_project (desk), (const Id *) (const void *) meant.tracks->data,
                         (int) meant.tracks->len);
  other_desk_copied (desk, meant.from, meant.to, strcmp (meant.names, "all") ? tracks : NULL);
  if (cut && meant.ranged) {
    copy_line (deed, &meant, "range.cut");
    return true;
  }
  copy_line (deed, &meant, "range.copy");
  if (cut) {
    g_autoptr (GArray) clips = desk_target_clips (desk);
    g_autofree char *ids = desk_ids_text (desk, clips);
    deed_line (deed, "clip.remove clip=%s", ids);
    deed->words = g_strdup_printf (clips->len == 1 ? "Cut clip" : "Cut %u clips", clips->len);
  }
  return true;
}

static bool
paste (Deed *deed, int ripple)
{
  LqDesk *desk = deed->desk;
  g_autofree char *tracks = NULL, *problem = NULL;

  if (!other_desk_lines (desk, deed->lines, &tracks, &problem))
    return deed_fail (deed, "%s", problem);
  deed_line (deed, "range.paste from=%s%s%s%s", lq_desk_place (desk, lq_desk_cursor (desk)->at),
             tracks ? " tracks=" : "", tracks ? tracks : "", ripple ? " ripple=on" : "");
  if (deed->lines->len > 1)
    deed->words = g_strdup ("Paste from another project");
  deed->selects = true;
  return true;
}

static bool delete (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  Units from, to;
  int first, last;
  const bool ranged = lq_desk_range (desk, &from, &to, &first, &last);

  if (deed->place == PLACE_RULER_LANE)
    return deed_delete_item (deed);
  if (deed->place == PLACE_HEADERS)
    return deed_delete_tracks (deed);
  if (deed->place == PLACE_AUTOMATION_LANE)
    return deed_delete_points (deed);
  if (deed->place == PLACE_TAKE_LANE && lq_desk_clips (desk)->len == 0)
    return deed_delete_part (deed);
  if (ranged) {
    g_autoptr (GArray) tracks = desk_target_tracks (desk);
    g_autofree char *names = tracks_text (desk, tracks);
    deed_line (deed, "range.remove from=%s to=%s tracks=%s", desk_place (desk, from),
               desk_place (desk, to), names);
    return true;
  }
  g_autoptr (GArray) clips = deed_clips (deed);
  if (clips->len == 0)
    return false;
  g_autofree char *ids = desk_ids_text (desk, clips);
  deed_line (deed, "clip.remove clip=%s", ids);
  deed->told =
      g_strdup_printf (ngettext ("Deleted %u clip", "Deleted %u clips", clips->len), clips->len);
  return true;
}

static bool
ripple (Deed *deed, int insert)
{
  g_auto (Meant) meant = { 0 };

  if (!find_meant (deed, &meant))
    return false;
  deed_line (deed, "range.%s from=%s to=%s tracks=%s%s", insert ? "insert" : "remove",
             desk_place (deed->desk, meant.from), desk_place (deed->desk, meant.to), meant.names,
             insert ? "" : " ripple=on");
  if (!insert) {
    deed->moves = true;
    deed->at = desk_position (deed->desk, meant.from);
  }
  return true;
}

/* Ticks where both ends are on ticks, so that copies keep to the grid in a song that changes its
 * tempo. */
static Position
times_behind (LqDesk *desk, Units at, Units from, Units to, int n)
{
  const Position a = desk_position (desk, from), b = desk_position (desk, to),
                 start = desk_position (desk, at);
  if (a.base == TIME_MUSICAL && b.base == TIME_MUSICAL && start.base == TIME_MUSICAL)
    return (Position){ start.value + n * (b.value - a.value), TIME_MUSICAL };
  return (Position){ at + n * (to - from), TIME_ABSOLUTE };
}

/* Clips keep their places among each other, `count` times one behind the other. */
static bool
repeat_clips (Deed *deed, int count)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  Units from, to;

  if (clips->len == 0 || !desk_clips_span (desk, clips, &from, &to))
    return false;
  deed->selects = true;
  for (int n = 1; n <= count; n++)
    for (guint i = 0; i < clips->len; i++) {
      const Clip *clip = deed_clip (deed, clips, i);
      const Units start = clip_start_units (lq_desk_map (desk), clip);
      deed_line (deed, "clip.duplicate clip=%s to=%s", lq_desk_id (desk, clip->node.id),
                 lq_desk_place (desk, times_behind (desk, start, from, to, n)));
    }
  if (clips->len > 1)
    deed->words = g_strdup_printf ("Duplicate %u clips", clips->len);
  return true;
}

static bool
repeat_range (Deed *deed, int count)
{
  LqDesk *desk = deed->desk;
  g_auto (Meant) meant = { 0 };

  if (!find_meant (deed, &meant))
    return false;
  const Position end = times_behind (desk, meant.to, meant.from, meant.to, count);
  deed_line (deed, "range.copy from=%s to=%s tracks=%s", desk_place (desk, meant.from),
             desk_place (desk, meant.to), meant.names);
  deed_line (deed, "range.paste from=%s to=%s", desk_place (desk, meant.to),
             lq_desk_place (desk, end));
  deed->words = g_strdup (count == 1 ? "Duplicate range" : "Repeat range");
  deed->ranges = true;
  deed->from = times_behind (desk, meant.from, meant.from, meant.to, count);
  deed->to = end;
  return true;
}

static bool
repeat_times (Deed *deed, int count)
{
  Units from, to;
  int first, last;
  return lq_desk_range (deed->desk, &from, &to, &first, &last) ? repeat_range (deed, count)
                                                               : repeat_clips (deed, count);
}

static bool
duplicate (Deed *deed, int arg)
{
  if (deed->place == PLACE_HEADERS || deed->place == PLACE_MIXER)
    return deed_duplicate_tracks (deed, true);
  if (deed->place == PLACE_RULER_LANE)
    return deed_duplicate_item (deed);
  return repeat_times (deed, 1);
}

#define MOST_TIMES 1000

static bool
repeat (Deed *deed, int arg)
{
  int64_t count;
  if (!deed->text || !value_read_int (deed->text, &count, NULL) || count < 1 || count > MOST_TIMES)
    return deed_fail (deed, _ ("“%s” is no number of times, 1 to %d."),
                      deed->text ? deed->text : "", MOST_TIMES);
  return repeat_times (deed, (int) count);
}

static char *
repeat_initial (LqDesk *desk, Place place)
{
  return g_strdup ("4");
}

const DeedRow deeds_range[] = {
  { "edit.cut", copy, true },
  { "edit.copy", copy, false },
  { "edit.paste", paste, false },
  { "edit.paste-insert", paste, true },
  { "edit.delete", delete },
  { "edit.delete-items", delete },
  { "edit.delete-close", ripple, false },
  { "edit.insert-time", ripple, true },
  { "edit.duplicate", duplicate },
  { "edit.repeat", repeat, 0, N_ ("Repeat how many times"), repeat_initial },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks: switches, levels, order, groups, copies. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/deeds/deeds_lanes.h"
#include "ui/deeds/track_steps.h"

#define JOIN_LEVEL UINT64_C (0x747261636b6c)

static const Track *
track_of (const Deed *deed, const GArray *tracks, guint index)
{
  return project_find_track (lq_desk_project (deed->desk), g_array_index (tracks, Id, index));
}

/* Those selected, else that of the cursor; or a problem and none. To be freed. */
static GArray *
meant (Deed *deed)
{
  GArray *tracks = lq_desk_tracks (deed->desk);
  if (tracks->len == 0)
    deed_fail (deed, "%s", _ ("Select a track first."));
  return tracks;
}

/* The same for each of them. */
static bool
run_all (Deed *deed, const GArray *tracks, const char *command, const char *rest)
{
  for (guint i = 0; i < tracks->len; i++)
    deed_line (deed, "%s track=%s%s%s", command,
               lq_desk_id (deed->desk, g_array_index (tracks, Id, i)), *rest ? " " : "", rest);
  return tracks->len > 0;
}

enum { FLAG_MUTE, FLAG_SOLO };

static bool
flag_of (const Track *track, int flag)
{
  return flag == FLAG_MUTE ? track->mute : track->solo;
}

/* The take under the cursor is heard in place of what the track plays. */
static bool
audition (Deed *deed)
{
  LqDesk *desk = deed->desk;
  const Row *row = desk_cursor_row (desk);
  const Lane *lane =
      (const Lane *) list_get (row->node->lanes, list_find (row->node->lanes, row->item));
  const bool on = lq_desk_audition (desk, lane->node.id);
  deed->told = on ? g_strdup_printf (_ ("Hearing %s; S again: the comp"), text_get (lane->name))
                  : g_strdup (_ ("Hearing the comp"));
  return true;
}

static bool
flag (Deed *deed, int arg)
{
  if (arg == FLAG_SOLO && deed->place == PLACE_TAKE_LANE)
    return audition (deed);
  g_autoptr (GArray) tracks = meant (deed);
  if (tracks->len == 0)
    return false;
  const bool on = !flag_of (track_of (deed, tracks, 0), arg);
  g_autofree char *rest =
      g_strdup_printf ("%s=%s", arg == FLAG_MUTE ? "mute" : "solo", on ? "on" : "off");
  return run_all (deed, tracks, "track.set", rest);
}

static bool
clear (Deed *deed, int arg)
{
  const Project *project = lq_desk_project (deed->desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (flag_of (track, arg))
      deed_line (deed, "track.set track=%s %s=off", lq_desk_id (deed->desk, track->node.id),
                 arg == FLAG_MUTE ? "mute" : "solo");
  }
  deed->words = g_strdup (arg == FLAG_MUTE ? "Clear all mutes" : "Clear all solos");
  return deed->lines->len > 0 ||
         deed_fail (deed, "%s",
                    arg == FLAG_MUTE ? _ ("No track is muted.") : _ ("No track is soloed."));
}

static bool
volume (Deed *deed, int tenths)
{
  g_autoptr (GArray) tracks = meant (deed);
  for (guint i = 0; i < tracks->len; i++) {
    const Track *track = track_of (deed, tracks, i);
    const double level = CLAMP (track_level_step (track->gain_db, tenths), TRACK_SILENCE, 24);
    g_autofree char *number = level <= TRACK_SILENCE ? g_strdup ("-inf") : deed_number (level, 1);
    deed_line (deed, "track.set track=%s gain=%s", lq_desk_id (deed->desk, track->node.id), number);
    deed->join ^= JOIN_LEVEL ^ track->node.id;
  }
  return tracks->len > 0;
}

static bool
pan (Deed *deed, int hundredths)
{
  g_autoptr (GArray) tracks = meant (deed);
  for (guint i = 0; i < tracks->len; i++) {
    const Track *track = track_of (deed, tracks, i);
    g_autofree char *number =
        deed_number (CLAMP (track_pan_step (track->pan, hundredths), -1, 1), 2);
    deed_line (deed, "track.set track=%s pan=%s", lq_desk_id (deed->desk, track->node.id), number);
    deed->join ^= ~(JOIN_LEVEL ^ track->node.id);
  }
  return tracks->len > 0;
}

bool
deed_duplicate_tracks (Deed *deed, bool content)
{
  g_autoptr (GArray) tracks = meant (deed);
  return run_all (deed, tracks, "track.duplicate", content ? "" : "content=off");
}

static bool
duplicate (Deed *deed, int content)
{
  return deed_duplicate_tracks (deed, content);
}

bool
deed_delete_tracks (Deed *deed)
{
  g_autoptr (GArray) tracks = meant (deed);
  deed->told = g_strdup_printf (ngettext ("Deleted %u track", "Deleted %u tracks", tracks->len),
                                tracks->len);
  return run_all (deed, tracks, "track.remove", "");
}

static bool delete (Deed *deed, int arg)
{
  return deed_delete_tracks (deed);
}

static bool
freeze (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = meant (deed);
  const bool frozen = tracks->len > 0 && track_of (deed, tracks, 0)->frozen;
  return run_all (deed, tracks, frozen ? "track.unfreeze" : "track.freeze", "");
}

static bool
automation_mode (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = meant (deed);
  int n = 0;
  if (tracks->len == 0)
    return false;
  while (automation_modes[n])
    n++;
  const char *mode = automation_modes[(track_of (deed, tracks, 0)->automation + 1) % n];
  g_autofree char *rest = g_strdup_printf ("automation=%s", mode);
  deed->told = g_strdup_printf (_ ("Automation mode: %s"), mode);
  return run_all (deed, tracks, "track.set", rest);
}

/* --- Order -------------------------------------------------------------------------------------
 */

/* The nearest track in a direction that stands in the same group; -1: none. */
static int
sibling (const List *list, int index, int direction)
{
  const Track *track = (const Track *) list_get (list, index);
  for (int i = index + direction; i >= 0 && i < list_n (list); i += direction) {
    const Track *one = (const Track *) list_get (list, i);
    if (one->group == track->group && one->kind != TRACK_MAIN)
      return i;
    if (one->node.id == track->group)
      return -1;
  }
  return -1;
}

static bool
is_in (const Project *project, const Track *track, Id group)
{
  for (const Track *in = track; in && in->group; in = project_find_track (project, in->group))
    if (in->group == group)
      return true;
  return false;
}

/* The last track that stands in it, or itself. */
static int
block_end (const Project *project, int index)
{
  const Id group = list_get (project->tracks, index)->id;
  while (index + 1 < list_n (project->tracks) &&
         is_in (project, (const Track *) list_get (project->tracks, index + 1), group))
    index++;
  return index;
}

static bool
move (Deed *deed, int direction)
{
  LqDesk *desk = deed->desk;
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) tracks = meant (deed);

  if (tracks->len == 0)
    return false;
  /* They go as a block past the one that stands in their way. */
  const Id lead = g_array_index (tracks, Id, direction < 0 ? 0 : tracks->len - 1);
  const int next = sibling (project->tracks, list_find (project->tracks, lead), direction);
  if (next < 0)
    return deed_fail (deed, "%s",
                      direction < 0 ? _ ("This is the first track here.")
                                    : _ ("This is the last track here."));
  if (direction < 0) {
    for (guint i = 0; i < tracks->len; i++)
      deed_line (deed, "track.move track=%s to=%d",
                 lq_desk_id (desk, g_array_index (tracks, Id, i)), next + 1 + (int) i);
    return true;
  }
  const Id behind = list_get (project->tracks, block_end (project, next))->id;
  for (guint i = tracks->len; i-- > 0;)
    deed_line (deed, "track.move track=%s after=%s",
               lq_desk_id (desk, g_array_index (tracks, Id, i)), lq_desk_id (desk, behind));
  return true;
}

/* --- Groups ------------------------------------------------------------------------------------
 */

static char *
group_initial (LqDesk *desk, Place place)
{
  return g_strdup_printf ("group %s", _ ("Group"));
}

/* "folder Ideas", "group Drums": a folder has no bus. */
static bool
group (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) tracks = meant (deed);
  const char *text = deed->text ? deed->text : "";
  const bool folder = g_str_has_prefix (text, "folder");
  const char *name = folder || g_str_has_prefix (text, "group") ? strchr (text, ' ') : text;

  if (tracks->len == 0)
    return false;
  while (name && *name == ' ')
    name++;
  g_autofree char *quoted = g_shell_quote (name && *name ? name
                                           : folder      ? _ ("Folder")
                                                         : _ ("Group"));
  const Track *first = track_of (deed, tracks, 0);
  deed_line (deed, "track.add kind=%s name=%s", folder ? "folder" : "group", quoted);
  deed_line (deed, "track.move track=$1 to=%d", list_find (project->tracks, first->node.id) + 1);
  if (first->group)
    deed_line (deed, "track.set track=$1 in=%s", lq_desk_id (desk, first->group));
  for (guint i = 0; i < tracks->len; i++)
    deed_line (deed, "track.move track=%s in=$1", lq_desk_id (desk, g_array_index (tracks, Id, i)));
  deed->words = g_strdup_printf ("Group %u tracks", tracks->len);
  return true;
}

static const EditGroup *
edit_group_of (const Project *project, Id track)
{
  for (int i = 0; i < list_n (project->edit_groups); i++) {
    const EditGroup *one = (const EditGroup *) list_get (project->edit_groups, i);
    if (id_set_has (one->tracks, track))
      return one;
  }
  return NULL;
}

static bool
edit_group (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) tracks = meant (deed);

  if (tracks->len == 0)
    return false;
  const EditGroup *there = edit_group_of (project, g_array_index (tracks, Id, 0));
  if (there) {
    g_autofree char *name = g_shell_quote (text_get (there->name));
    deed_line (deed, "edit_group.set name=%s on=%s", name, there->off ? "on" : "off");
    deed->told =
        g_strdup_printf (there->off ? _ ("Edit group %s is on") : _ ("Edit group %s is off"),
                         text_get (there->name));
    return true;
  }
  if (tracks->len < 2)
    return deed_fail (deed, "%s", _ ("Select two tracks or more to edit them as one."));
  g_autofree char *name = g_strdup_printf (_ ("Group %d"), list_n (project->edit_groups) + 1);
  g_autofree char *quoted = g_shell_quote (name);
  g_autofree char *ids = desk_ids_text (desk, tracks);
  deed_line (deed, "edit_group.set name=%s tracks=%s", quoted, ids);
  deed->words = g_strdup_printf ("Edit %u tracks as one", tracks->len);
  return true;
}

/* --- What is typed ------------------------------------------------------------------------------
 */

static const Track *
first_track (LqDesk *desk)
{
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  return tracks->len > 0
             ? project_find_track (lq_desk_project (desk), g_array_index (tracks, Id, 0))
             : NULL;
}

static char *
note_initial (LqDesk *desk, Place place)
{
  const Track *track = first_track (desk);
  return g_strdup (track ? text_get (track->note) : "");
}

static char *
input_initial (LqDesk *desk, Place place)
{
  const Track *track = first_track (desk);
  return g_strdup (track && track->input ? text_get (track->input) : "1");
}

static char *
output_initial (LqDesk *desk, Place place)
{
  const Project *project = lq_desk_project (desk);
  const Track *track = first_track (desk);
  const Track *to = track ? project_find_track (project, project_output_of (project, track)) : NULL;
  return g_strdup (to ? text_get (to->name) : "main");
}

enum { TEXT_NOTE, TEXT_INPUT, TEXT_OUTPUT };

static bool
set_text (Deed *deed, int what)
{
  static const char *const keys[] = { "note", "input", "output" };
  g_autoptr (GArray) tracks = meant (deed);
  g_autofree char *quoted = g_shell_quote (deed->text ? deed->text : "");
  g_autofree char *rest = g_strdup_printf ("%s=%s", keys[what], quoted);
  return run_all (deed, tracks, "track.set", rest);
}

const DeedRow deeds_track[] = {
  { "track.mute", flag, FLAG_MUTE },
  { "track.solo", flag, FLAG_SOLO },
  { "track.unmute-all", clear, FLAG_MUTE },
  { "track.unsolo-all", clear, FLAG_SOLO },
  { "track.volume-up", volume, 10 },
  { "track.volume-down", volume, -10 },
  { "track.volume-up-fine", volume, 1 },
  { "track.volume-down-fine", volume, -1 },
  { "track.pan-left", pan, -5 },
  { "track.pan-right", pan, 5 },
  { "track.pan-left-fine", pan, -1 },
  { "track.pan-right-fine", pan, 1 },
  { "track.duplicate", duplicate, true },
  { "track.duplicate-empty", duplicate, false },
  { "track.freeze", freeze },
  { "track.automation-mode", automation_mode },
  { "track.group", group, 0, N_ ("“group Drums” with a bus, “folder Ideas” without"),
    group_initial },
  { "track.edit-group", edit_group },
  { "track.note", set_text, TEXT_NOTE, N_ ("Note on the track"), note_initial },
  { "header.delete", delete },
  { "mix.move-left", move, -1 },
  { "mix.move-right", move, 1 },
  { "header.move-up", move, -1 },
  { "header.move-down", move, 1 },
  { "header.input", set_text, TEXT_INPUT,
    N_ ("Input: channels as 1 or 1-2, midi, midi:PORT, track:NAME or none"), input_initial },
  { "header.output", set_text, TEXT_OUTPUT, N_ ("Output: a group, a return, main, out:3-4 or none"),
    output_initial },
  { "mix.output", set_text, TEXT_OUTPUT, N_ ("Output: a group, a return, main, out:3-4 or none"),
    output_initial },
  { NULL },
};

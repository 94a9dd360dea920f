/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips as wholes: switches, groups, joints, new ones. */
#include <glib/gi18n.h>
#include <string.h>

#include "model/clip.h"
#include "ui/deeds/deed_private.h"

/* The same settings for each clip that is meant. */
static bool
set_all (Deed *deed, const char *settings)
{
  g_autoptr (GArray) clips = deed_clips (deed);

  for (guint i = 0; i < clips->len; i++)
    deed_line (deed, "clip.set clip=%s %s", lq_desk_id (deed->desk, g_array_index (clips, Id, i)),
               settings);
  return clips->len > 0;
}

enum { SWITCH_MUTE, SWITCH_LOOP, SWITCH_REVERSE, SWITCH_LOCK };

static bool
toggle (Deed *deed, int arg)
{
  static const char *const keys[] = { "mute", "loop", "reverse", "locked" };
  g_autoptr (GArray) clips = deed_clips (deed);
  if (clips->len == 0)
    return false;
  const Clip *first = deed_clip (deed, clips, 0);
  const bool on = arg == SWITCH_MUTE      ? first->mute
                  : arg == SWITCH_LOOP    ? first->loop
                  : arg == SWITCH_REVERSE ? first->reverse
                                          : first->locked;
  g_autofree char *setting = g_strdup_printf ("%s=%s", keys[arg], on ? "off" : "on");
  return set_all (deed, setting);
}

static bool
join (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autofree char *ids = desk_ids_text (deed->desk, clips);

  if (clips->len == 0)
    return false;
  if (clips->len == 1)
    return deed_fail (deed, "%s", _ ("Select two clips or more to join them."));
  deed_line (deed, "clip.join clips=%s", ids);
  return true;
}

static bool
group (Deed *deed, int on)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autofree char *ids = desk_ids_text (deed->desk, clips);

  if (clips->len == 0)
    return false;
  if (on && clips->len == 1)
    return deed_fail (deed, "%s", _ ("Select two clips or more to group them."));
  deed_line (deed, "clip.%s clips=%s", on ? "group" : "ungroup", ids);
  return true;
}

/* Tap and mode as track.bounce names them, with a blank between. */
static bool
bounce (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = desk_target_tracks (deed->desk);
  g_auto (GStrv) words = g_strsplit (deed->text ? deed->text : "source new", " ", 2);
  const char *tap = words[0], *mode = words[1] ? words[1] : "new";

  if (!strcmp (tap, "source")) {
    /* In place: before the effects, the clips alone. */
    g_autoptr (GArray) clips = deed_clips (deed);
    g_autofree char *ids = desk_ids_text (deed->desk, clips);
    if (clips->len == 0)
      return false;
    if (deed_clip (deed, clips, 0)->kind == CLIP_AUDIO && strcmp (mode, "replace") == 0) {
      deed_line (deed, "clip.bounce clips=%s", ids);
      return true;
    }
  }
  for (guint i = 0; i < tracks->len; i++)
    deed_line (deed, "track.bounce track=%s tap=%s mode=%s",
               lq_desk_id (deed->desk, g_array_index (tracks, Id, i)), tap, mode);
  return tracks->len > 0 || deed_fail (deed, "%s", _ ("Select a track first."));
}

static char *
bounce_initial (LqDesk *desk, Place place)
{
  return g_strdup ("source replace");
}

static bool
bounce_range (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = desk_target_tracks (deed->desk);
  const char *tap = deed->text && *deed->text ? deed->text : "pre";
  Units from, to;

  if (!desk_selected_span (deed->desk, &from, &to))
    return deed_fail (deed, "%s", _ ("Select a range or clips first."));
  for (guint i = 0; i < tracks->len; i++)
    deed_line (deed, "track.bounce track=%s from=%s to=%s tap=%s",
               lq_desk_id (deed->desk, g_array_index (tracks, Id, i)),
               desk_place (deed->desk, from), desk_place (deed->desk, to), tap);
  return true;
}

static char *
bounce_range_initial (LqDesk *desk, Place place)
{
  return g_strdup ("pre");
}

static bool
new_clip (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const Track *track = desk_cursor_track (desk);
  Units from, to;
  int first, last;

  if (!track || (track->kind != TRACK_INSTRUMENT && track->kind != TRACK_MIDI))
    return deed_fail (deed, "%s", _ ("A new clip is for notes: go to an instrument track."));
  deed->selects = true;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    const TempoMap *map = lq_desk_map (desk);
    const Ticks start = tempo_map_ticks (map, from);
    deed_line (deed, "clip.add track=%s at=%s length=%" G_GINT64_FORMAT "t",
               lq_desk_id (desk, track->node.id),
               lq_desk_place (desk, (Position){ start, TIME_MUSICAL }),
               tempo_map_ticks (map, to) - start);
    return true;
  }
  deed_line (deed, "clip.add track=%s at=%s", lq_desk_id (desk, track->node.id),
             lq_desk_place (desk, lq_desk_cursor (desk)->at));
  return true;
}

static bool
replace_file (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autofree char *path = g_shell_quote (deed->text ? deed->text : "");

  for (guint i = 0; i < clips->len; i++) {
    if (deed_clip (deed, clips, i)->kind != CLIP_AUDIO)
      return deed_fail (deed, "%s", _ ("Only audio clips play a file."));
    deed_line (deed, "clip.replace clip=%s file=%s",
               lq_desk_id (deed->desk, g_array_index (clips, Id, i)), path);
  }
  return clips->len > 0;
}

static char *
replace_initial (LqDesk *desk, Place place)
{
  return g_strdup ("");
}

const DeedRow deeds_clip[] = {
  { "clip.mute", toggle, SWITCH_MUTE },
  { "clip.loop", toggle, SWITCH_LOOP },
  { "clip.reverse", toggle, SWITCH_REVERSE },
  { "clip.lock", toggle, SWITCH_LOCK },
  { "clip.join", join },
  { "clip.group", group, true },
  { "clip.ungroup", group, false },
  { "clip.bounce", bounce, 0, N_ ("Bounce: source, pre or post; new or replace"), bounce_initial },
  { "range.bounce", bounce_range, 0, N_ ("Bounce the range: source, pre or post"),
    bounce_range_initial },
  { "clip.new", new_clip },
  { "clip.replace-file", replace_file, 0, N_ ("The file that the clip plays instead"),
    replace_initial },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and colors of whatever the cursor is on, values of points; comments. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/deeds/deeds_lanes.h"

typedef enum { THING_NONE, THING_ITEM, THING_TAKE, THING_POINT, THING_CLIPS, THING_TRACKS } Thing;

static Thing
thing_of (LqDesk *desk, Place place)
{
  const Row *row = desk_cursor_row (desk);

  if (place == PLACE_RULER_LANE ||
      (lq_desk_ruler (desk) != N_RULERS && place != PLACE_HEADERS && place != PLACE_MIXER))
    return THING_ITEM;
  if (place == PLACE_HEADERS || place == PLACE_MIXER || !row)
    return row ? THING_TRACKS : THING_NONE;
  if (row->kind == ROW_TAKE)
    return THING_TAKE;
  if (place == PLACE_AUTOMATION_LANE)
    return THING_POINT;
  g_autoptr (GArray) clips = desk_target_clips (desk);
  return clips->len > 0 ? THING_CLIPS : THING_TRACKS;
}

static const Lane *
take_of (LqDesk *desk)
{
  const Row *row = desk_cursor_row (desk);
  const int index = list_find (row->node->lanes, row->item);
  return (const Lane *) list_get (row->node->lanes, index);
}

static const Node *
first_of (LqDesk *desk, Thing thing)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) ids = thing == THING_CLIPS ? desk_target_clips (desk) : lq_desk_tracks (desk);
  return ids->len > 0 ? project_find (project, g_array_index (ids, Id, 0), NULL) : NULL;
}

static char *
name_initial (LqDesk *desk, Place place)
{
  const Thing thing = thing_of (desk, place);

  if (thing == THING_ITEM)
    return deed_item_name (desk);
  if (thing == THING_TAKE)
    return g_strdup (text_get (take_of (desk)->name));
  if (thing == THING_POINT)
    return deed_point_value (desk);
  const Node *node = thing == THING_NONE ? NULL : first_of (desk, thing);
  return g_strdup (node ? node_name (node) : "");
}

/* The same setting for all that is meant. */
static bool
set_all (Deed *deed, Thing thing, const char *key, const char *value)
{
  LqDesk *desk = deed->desk;
  g_autofree char *quoted = g_shell_quote (value);

  if (thing == THING_TAKE) {
    deed_line (deed, "lane.set track=%s lane=%s %s=%s",
               lq_desk_id (desk, lq_desk_cursor_track (desk)),
               lq_desk_id (desk, take_of (desk)->node.id), key, quoted);
    return true;
  }
  g_autoptr (GArray) ids = thing == THING_CLIPS ? desk_target_clips (desk) : lq_desk_tracks (desk);
  for (guint i = 0; i < ids->len; i++)
    deed_line (deed, thing == THING_CLIPS ? "clip.set clip=%s %s=%s" : "track.set track=%s %s=%s",
               lq_desk_id (desk, g_array_index (ids, Id, i)), key, quoted);
  return ids->len > 0 || deed_fail (deed, "%s", _ ("Select a track first."));
}

static bool
rename_thing (Deed *deed, int arg)
{
  const Thing thing = thing_of (deed->desk, deed->place);

  if (!deed->text || !*deed->text)
    return deed_fail (deed, "%s", thing == THING_POINT ? _ ("Type a value.") : _ ("Type a name."));
  if (thing == THING_POINT)
    return deed_type_value (deed);
  return thing == THING_ITEM ? deed_rename_item (deed) : set_all (deed, thing, "name", deed->text);
}

static char *
color_initial (LqDesk *desk, Place place)
{
  const Node *clip = thing_of (desk, place) == THING_CLIPS ? first_of (desk, THING_CLIPS) : NULL;
  const Node *node = first_of (desk, THING_TRACKS);
  const Track *track = node && node->kind == NODE_TRACK ? (const Track *) node : NULL;
  if (clip && ((const Clip *) clip)->color)
    return g_strdup (text_get (((const Clip *) clip)->color));
  return g_strdup (track && track->color ? text_get (track->color) : "teal");
}

static bool
color (Deed *deed, int arg)
{
  const Thing thing = thing_of (deed->desk, deed->place);
  const char *name = deed->text ? deed->text : "";
  return thing == THING_ITEM ? deed_color_item (deed, name) : set_all (deed, thing, "color", name);
}

static bool
comment (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const char *user = g_get_real_name ();
  g_autofree char *author =
      g_shell_quote (user && strcmp (user, "Unknown") ? user : g_get_user_name ());
  g_autofree char *text = g_shell_quote (deed->text ? deed->text : "");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *created = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  if (!deed->text || !*deed->text)
    return deed_fail (deed, "%s", _ ("Type a comment."));
  deed_line (deed, "comment.add at=%s text=%s author=%s created=%s",
             lq_desk_place (desk, lq_desk_cursor (desk)->at), text, author, created);
  deed->told = g_strdup (_ ("Added a comment"));
  return true;
}

static char *
comment_initial (LqDesk *desk, Place place)
{
  return g_strdup ("");
}

static const char *
rename_asks (LqDesk *desk, Place place)
{
  return thing_of (desk, place) == THING_POINT ? N_ ("Value at the cursor") : NULL;
}

const DeedRow deeds_items[] = {
  { "edit.rename", rename_thing, 0, N_ ("New name"), name_initial, rename_asks },
  { "track.color", color, 0,
    N_ ("Color: brick, clay, ochre, olive, moss, jade, teal, … or #rrggbb"), color_initial },
  { "comment.add", comment, 0, N_ ("Comment at the cursor"), comment_initial },
  { NULL },
};

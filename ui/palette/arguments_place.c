/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms about places: go, split, loop, marker. */
#include <glib/gi18n.h>

#include "model/clip.h"
#include "ui/palette/arguments_private.h"

static bool
position_of (LqDesk *desk, const char *text, Position *at, GError **error)
{
  return value_read_position (text, lq_desk_map (desk), lq_desk_rate (desk), at, error);
}

static void
add_go (Reading *reading, const char *name, Position at, const char *what, const NameMatch *match)
{
  PaletteItem *item = item_new (ITEM_PLACE, READ_SCORE + (match ? match->match.score : 1));
  g_autofree char *place = reading_place (reading->desk, at);
  item->goes = true;
  item->at = at;
  item_set_texts (item, g_strdup_printf (_ ("Go to %s"), name),
                  g_strdup_printf ("%s · %s", what, place),
                  g_strdup_printf (_ ("cursor and playhead to %s"), place));
  reading_add (reading, item, match);
}

bool
read_go (Reading *reading)
{
  LqDesk *desk = reading->desk;
  const Project *project = lq_desk_project (desk);
  g_autofree char *where = reading_join (reading, 1, reading->n);
  g_autoptr (GArray) sections = names_find (project->sections, NULL, where);
  g_autoptr (GArray) markers = names_find (project->markers, NULL, where);
  Position at;

  if (position_of (desk, where, &at, NULL)) {
    g_autofree char *place = reading_place (desk, at);
    add_go (reading, place, at, _ ("Place"), NULL);
  }
  for (guint i = 0; i < MIN (sections->len, MOST_MEANT); i++) {
    const NameMatch *found = &g_array_index (sections, NameMatch, i);
    const Section *section = (const Section *) found->node;
    add_go (reading, found->name, (Position){ section->at, TIME_MUSICAL }, _ ("Section"), found);
  }
  for (guint i = 0; i < MIN (markers->len, MOST_MEANT); i++) {
    const NameMatch *found = &g_array_index (markers, NameMatch, i);
    add_go (reading, found->name, ((const Marker *) found->node)->at, _ ("Marker"), found);
  }
  if (reading->items->len == 0)
    reading_no_name (reading, _ ("No section or marker is called “%s”"),
                     list_n (project->sections) ? project->sections : project->markers, where,
                     reading->words[0], NULL);
  return true;
}

static bool
covers (LqDesk *desk, const Clip *clip, Units at)
{
  return clip_start_units (lq_desk_map (desk), clip) < at &&
         at < clip_end_units (lq_desk_map (desk), clip);
}

/* The selected clips that lie there, else that of the cursor's track. */
static GArray *
clips_at (LqDesk *desk, Units at)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (Id));
  const GArray *selected = lq_desk_clips (desk);
  const Project *project = lq_desk_project (desk);
  for (guint i = 0; i < selected->len; i++) {
    const Id id = g_array_index (selected, Id, i);
    if (covers (desk, project_find_clip (project, id, NULL, NULL), at))
      g_array_append_val (ids, id);
  }
  const Track *track = project_find_track (project, lq_desk_cursor_track (desk));
  for (int i = 0; track && selected->len == 0 && i < list_n (track->clips); i++)
    if (covers (desk, (const Clip *) list_get (track->clips, i), at))
      g_array_append_val (ids, list_get (track->clips, i)->id);
  return ids;
}

bool
read_split (Reading *reading)
{
  LqDesk *desk = reading->desk;
  g_autofree char *where = reading_join (reading, 1, reading->n);
  g_autoptr (GError) error = NULL;
  Position at;
  if (!position_of (desk, where, &at, &error)) {
    reading_problem (reading, error);
    return true;
  }
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) clips = clips_at (desk, tempo_map_position_units (lq_desk_map (desk), at));
  g_autofree char *place = reading_place (desk, at);
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + 1);
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < clips->len; i++) {
    char id[ID_TEXT_SIZE];
    const Id clip = g_array_index (clips, Id, i);
    item_add_line (item, g_strdup_printf ("clip.split clip=%s at=%s", id_write (id, clip),
                                          lq_desk_place (desk, at)));
    if (i < 3)
      g_string_append_printf (names, "%s%s", i ? ", " : "",
                              node_name (&project_find_clip (project, clip, NULL, NULL)->node));
  }
  item_set_texts (item,
                  clips->len == 0 ? g_strdup_printf (_ ("Split at %s"), place)
                                  : g_strdup_printf (ngettext ("Split %u clip at %s",
                                                               "Split %u clips at %s", clips->len),
                                                     clips->len, place),
                  g_strdup (_ ("Clip · clip.split")), g_strdup (names->str));
  if (clips->len == 0)
    item->refused =
        g_strdup_printf (lq_desk_clips (desk)->len ? _ ("No selected clip lies at %s")
                                                   : _ ("No clip of this track lies at %s"),
                         place);
  reading_add (reading, item, NULL);
  return true;
}

static void
add_loop (Reading *reading, Position from, Position to, const NameMatch *match)
{
  LqDesk *desk = reading->desk;
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + (match ? match->match.score : 1));
  g_autofree char *first = reading_place (desk, from), *last = reading_place (desk, to);
  item_set_texts (item,
                  match ? g_strdup_printf (_ ("Loop %s"), match->name)
                        : g_strdup_printf (_ ("Loop %s – %s"), first, last),
                  g_strdup (_ ("Transport · loop.set")),
                  g_strdup_printf (_ ("%s – %s, on"), first, last));
  item_add_line (item, g_strdup_printf ("loop.set from=%s to=%s on=on", lq_desk_place (desk, from),
                                        lq_desk_place (desk, to)));
  reading_add (reading, item, match);
}

bool
read_loop (Reading *reading)
{
  LqDesk *desk = reading->desk;
  const Project *project = lq_desk_project (desk);
  Position from, to;
  if (reading->n == 3 && position_of (desk, reading->words[1], &from, NULL) &&
      position_of (desk, reading->words[2], &to, NULL)) {
    add_loop (reading, from, to, NULL);
    return true;
  }
  g_autofree char *where = reading_join (reading, 1, reading->n);
  g_autoptr (GArray) sections = names_find (project->sections, NULL, where);
  for (guint i = 0; i < MIN (sections->len, MOST_MEANT); i++) {
    const NameMatch *found = &g_array_index (sections, NameMatch, i);
    const Section *section = (const Section *) found->node;
    add_loop (reading, (Position){ section->at, TIME_MUSICAL },
              (Position){ section->at + section->length, TIME_MUSICAL }, found);
  }
  if (sections->len == 0)
    reading_no_name (reading, _ ("No section is called “%s”"), project->sections, where,
                     reading->words[0], NULL);
  return true;
}

bool
read_marker (Reading *reading)
{
  LqDesk *desk = reading->desk;
  const Position at = lq_desk_cursor (desk)->at;
  g_autofree char *name = reading_join (reading, 1, reading->n);
  g_autofree char *quoted = g_shell_quote (name), *place = reading_place (desk, at);
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE);
  item_set_texts (item, g_strdup_printf (_ ("Add the marker “%s”"), name),
                  g_strdup (_ ("Song · marker.add")),
                  g_strdup_printf (_ ("at the edit cursor, %s"), place));
  item_add_line (item,
                 g_strdup_printf ("marker.add at=%s name=%s", lq_desk_place (desk, at), quoted));
  reading_add (reading, item, NULL);
  return true;
}

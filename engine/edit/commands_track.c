/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks: adding, settings, order, copies. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/forget.h"
#include "edit/stem_words.h"
#include "edit/tracks.h"

#include <string.h>

static const char *const addable_kinds[] = { "audio",  "instrument", "midi", "group",
                                             "folder", "return",     "vca",  NULL };

/* A new track takes the color of its type. */
static const char *
color_of (const char *name, int kind)
{
  const char *color;
  const StemType type = stem_type (name, &color);

  if (kind == TRACK_RETURN)
    return type == STEM_RETURN ? color : "teal";
  return kind == TRACK_INSTRUMENT && type == STEM_OTHER ? "steel" : color;
}

static const ArgSpec add_args[] = {
  { "kind", ARG_CHOICE, .help = "what it carries", .choices = addable_kinds, .initial = "audio" },
  { "name", ARG_NAME, .required = true, .help = "the name on its header" },
  { "in", ARG_TRACK, .help = "the group or folder to stand in" },
  { "after", ARG_TRACK, .help = "the track to stand behind", .initial = "the last" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb", .initial = "by name and kind" },
};

/* Where a track with this group goes: behind the last member of the group. */
static int
end_of_group (const Project *project, Id group)
{
  int end = list_find (project->tracks, group) + 1;
  for (int i = end; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->group == group)
      end = i + 1;
  }
  return end;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id group = arg_id (args, "in");
  const Track *outer = group ? project_find_track (project, group) : NULL;
  int index = list_n (project->tracks) - 1; /* main stays last */

  if (outer && outer->kind != TRACK_GROUP && outer->kind != TRACK_FOLDER)
    return edit_fail (error, "'%s' is no group or folder", text_get (outer->name));
  if (outer)
    index = end_of_group (project, group);
  if (arg_given (args, "after"))
    index =
        MIN (list_find (project->tracks, arg_id (args, "after")) + 1, list_n (project->tracks) - 1);

  Track *track = edit_new_node (edit, NODE_TRACK, true);
  track->kind = arg_choice (args, "kind");
  track->group = group;
  track->solo_safe = track->kind == TRACK_RETURN;
  text_set (&track->name, arg_text (args, "name"));
  text_set (&track->color, arg_given (args, "color")
                               ? arg_text (args, "color")
                               : color_of (arg_text (args, "name"), track->kind));
  list_insert (&project->tracks, index, &track->node);
  edit_describe (edit, "Add track %s", arg_text (args, "name"));
  return true;
}

const CommandSpec command_track_add = { "track.add", "Add a track", add_args,
                                        G_N_ELEMENTS (add_args), .run = apply_add };

bool
track_set_group (Edit *edit, Track *track, const char *text, GError **error)
{
  Id id = 0;
  if (strcmp (text, "none") != 0 && *text) {
    if (!resolve_track (edit->project, text, &id, error))
      return false;
    const Track *outer = project_find_track (edit->project, id);
    for (const Track *in = outer; in; in = project_find_track (edit->project, in->group))
      if (in->node.id == track->node.id)
        return edit_fail (error, "'%s' cannot stand in itself", text_get (track->name));
    if (outer->kind != TRACK_GROUP && outer->kind != TRACK_FOLDER)
      return edit_fail (error, "'%s' is no group or folder", text_get (outer->name));
  }
  track->group = id;
  return true;
}

static const ArgSpec move_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "after", ARG_TRACK, .help = "the track to stand behind" },
  { "to", ARG_INT, .help = "the position in the list, from 1", .min = 1, .max = 100000 },
  { "in", ARG_TEXT, .help = "the group or folder to stand in; none = top level" },
};

/* How many tracks from this one on are it and what stands in it. */
static int
block_length (const Project *project, int index)
{
  const Id id = list_get (project->tracks, index)->id;
  int n = 1;

  while (index + n < list_n (project->tracks)) {
    const Track *member = (const Track *) list_get (project->tracks, index + n);
    while (member && member->group != id)
      member = member->group ? project_find_track (project, member->group) : NULL;
    if (!member)
      break;
    n++;
  }
  return n;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id id = arg_id (args, "track");
  const int from = list_find (project->tracks, id), last = list_n (project->tracks) - 1;
  int to = from;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name a place with after=, to= or in=");
  if (from == last)
    return edit_fail (error, "the main track stays last");
  /* Members that stand behind their group move with it. */
  const int n = block_length (project, from);
  if (arg_given (args, "in")) {
    Track *track = project_edit_track (project, id);
    if (!track_set_group (edit, track, arg_text (args, "in"), error))
      return false;
    if (track->group)
      to = end_of_group (project, track->group);
  }
  if (arg_given (args, "to")) {
    to = (int) arg_int (args, "to") - 1;
    to += to > from ? n : 0;
  }
  if (arg_given (args, "after"))
    to = list_find (project->tracks, arg_id (args, "after")) + 1;
  if (to > from && to < from + n)
    return edit_fail (error, "a track cannot stand behind itself");
  to = MIN (to, last);
  for (int i = 0; i < n && to != from; i++)
    list_move (&project->tracks, to > from ? from : from + i, to > from ? to - 1 : to + i);
  edit_describe (edit, "Move track %s", node_name (&project_find_track (project, id)->node));
  return true;
}

const CommandSpec command_track_move = { "track.move", "Move a track in the list or into a group",
                                         move_args, G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec duplicate_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "name", ARG_NAME, .help = "the name of the copy", .initial = "the name and 2, 3 ..." },
  { "content", ARG_BOOL, .help = "with clips, takes and automation", .initial = "on" },
};

static char *
next_name (const Project *project, const char *name)
{
  g_autofree char *stem = g_strdup (name);
  char *space = strrchr (stem, ' ');
  int64_t number;

  if (space && value_read_int (space + 1, &number, NULL) && number < 10000)
    *space = '\0';
  else
    number = 1;
  for (;;) {
    char *candidate = g_strdup_printf ("%s %d", stem, (int) ++number);
    bool taken = false;
    for (int i = 0; i < list_n (project->tracks); i++)
      taken |= strcmp (node_name (list_get (project->tracks, i)), candidate) == 0;
    if (!taken)
      return candidate;
    g_free (candidate);
  }
}

static void
empty_track (Track *track)
{
  g_clear_pointer (&track->clips, list_unref);
  g_clear_pointer (&track->lanes, list_unref);
  g_clear_pointer (&track->comps, list_unref);
  g_clear_pointer (&track->envelopes, list_unref);
  track->active_comp = 0;
  track->frozen = 0;
  text_set (&track->frozen_key, NULL);
}

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id id = arg_id (args, "track");
  const int index = list_find (project->tracks, id);
  const Track *track = project_find_track (project, id);

  if (track->kind == TRACK_MAIN)
    return edit_fail (error, "there is only one main track");
  Track *copy = (Track *) node_copy (&track->node);
  if (arg_given (args, "content") && !arg_bool (args, "content"))
    empty_track (copy);
  edit_renew_ids (edit, &copy->node);
  g_autofree char *name = arg_given (args, "name") ? g_strdup (arg_text (args, "name"))
                                                   : next_name (project, text_get (track->name));
  text_set (&copy->name, name);
  g_array_append_val (edit->created, copy->node.id);
  list_insert (&project->tracks, index + 1, &copy->node);
  edit_describe (edit, "Duplicate track %s", text_get (track->name));
  return true;
}

const CommandSpec command_track_duplicate = { "track.duplicate",
                                              "Copy a track with clips, effects and automation",
                                              duplicate_args, G_N_ELEMENTS (duplicate_args),
                                              .run = apply_duplicate };

static const ArgSpec remove_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id id = arg_id (args, "track");
  const int index = list_find (project->tracks, id);
  Track *track = (Track *) node_ref (list_get (project->tracks, index));

  if (track->kind == TRACK_MAIN) {
    node_unref (&track->node);
    return edit_fail (error, "the main track cannot be removed");
  }
  edit_describe (edit, "Remove track %s", text_get (track->name));
  list_remove (&project->tracks, index);
  /* Its members stand where it stood. */
  for (int i = 0; i < list_n (project->tracks); i++)
    if (((const Track *) list_get (project->tracks, i))->group == id)
      ((Track *) list_edit (&project->tracks, i))->group = track->group;
  edit_forget_tree (edit, &track->node);
  node_unref (&track->node);
  return true;
}

const CommandSpec command_track_remove = { "track.remove", "Remove a track with all it holds",
                                           remove_args, G_N_ELEMENTS (remove_args),
                                           .run = apply_remove };

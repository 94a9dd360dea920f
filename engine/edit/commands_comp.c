/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comps: which take plays where. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"
#include "edit/edit_group.h"
#include "edit/forget.h"
#include "edit/takes.h"

static int
comp_index (const Track *track, const Args *args)
{
  return list_find (track->comps,
                    arg_given (args, "comp") ? arg_id (args, "comp") : track->active_comp);
}

static Comp *
new_comp (Edit *edit, Track *track, const char *name, bool result)
{
  Comp *comp = edit_new_node (edit, NODE_COMP, result);
  g_autofree char *numbered = g_strdup_printf ("Comp %d", list_n (track->comps) + 1);

  text_set (&comp->name, name && *name ? name : numbered);
  list_insert (&track->comps, -1, &comp->node);
  track->active_comp = comp->node.id;
  return comp;
}

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "name", ARG_NAME, .help = "its name", .initial = "Comp and a number" },
  { "lane", ARG_LANE, .help = "begin with the whole of this take",
    .initial = "begin with a copy of the active comp" },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const int from = list_find (track->comps, track->active_comp);

  if (list_n (track->lanes) == 0)
    return edit_fail (error, "'%s' has no takes; take.add makes one", text_get (track->name));
  Comp *comp = new_comp (edit, track, arg_text (args, "name"), true);
  if (arg_given (args, "lane")) {
    const Lane *lane =
        (const Lane *) list_get (track->lanes, list_find (track->lanes, arg_id (args, "lane")));
    if (lane->to.value > lane->from.value && lane->to.base == lane->from.base)
      comp_put (edit, comp, lane->from, lane->to, lane->node.id, 0);
  } else if (from >= 0) {
    const Comp *old = (const Comp *) list_get (track->comps, from);
    for (int i = 0; i < list_n (old->parts); i++) {
      Node *part = node_copy (list_get (old->parts, i));
      edit_renew_ids (edit, part);
      list_insert (&comp->parts, -1, part);
    }
  }
  edit_describe (edit, "Add %s", text_get (comp->name));
  return true;
}

const CommandSpec command_comp_add = { "comp.add", "Add a comp and make it the one that plays",
                                       add_args, G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "comp", ARG_COMP, .help = "the comp", .initial = "the active one, else a new one" },
  { "from", ARG_POSITION, .help = "where the part begins" },
  { "to", ARG_POSITION, .help = "where it ends" },
  { "lane", ARG_TEXT, .help = "the take that plays there; none = the playing lane" },
  { "crossfade", ARG_LENGTH, .help = "at the joints of the range", .initial = "10ms" },
  { "gain", ARG_LEVEL, .help = "of the part, on top of its clips", .min = -60, .max = 36 },
  { "name", ARG_NAME, .help = "the name of the comp" },
};

/* Joints in [from, to] get the length. */
static bool
set_crossfades (Edit *edit, Comp *comp, const Args *args, Position from, Position to,
                GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Length length = arg_length (args, "crossfade");
  const Units units = length_at (&length, map, from, TIME_ABSOLUTE);

  if (units < 0 || units > 10 * UNITS_PER_SECOND)
    return edit_fail (error, "a crossfade is 0 to 10 seconds long");
  for (int i = 0; i < list_n (comp->parts); i++) {
    const Units at =
        tempo_map_position_units (map, ((const Part *) list_get (comp->parts, i))->from);
    if (at >= tempo_map_position_units (map, from) && at <= tempo_map_position_units (map, to))
      ((Part *) list_edit (&comp->parts, i))->crossfade = units;
  }
  return true;
}

/* On one track; `lane` is the index of the take, -1 = none, -2 = as it is. */
static bool
set_part (Edit *edit, Track *track, int comp, int lane, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Position from = arg_position (args, "from"), to = arg_position (args, "to");
  Comp *changed =
      comp < 0 ? new_comp (edit, track, NULL, true) : (Comp *) list_edit (&track->comps, comp);

  if (tempo_map_position_units (map, to) <= tempo_map_position_units (map, from))
    return edit_fail (error, "the end must lie behind the start");
  const double gain = arg_given (args, "gain") ? arg_number (args, "gain") : 0;
  if (lane >= -1)
    comp_put (edit, changed, from, to, lane < 0 ? 0 : list_get (track->lanes, lane)->id, gain);
  else if (arg_given (args, "gain"))
    comp_set_gain (edit, changed, from, to, gain);
  return !arg_given (args, "crossfade") || set_crossfades (edit, changed, args, from, to, error);
}

/* Fellow members of an edit group play the take of the same number there. */
static bool
set_fellows (Edit *edit, Id id, int comp, int lane, const Args *args, GError **error)
{
  g_autoptr (GArray) tracks = edit_group_expand (edit->project, &id, 1);

  for (guint i = 0; i < tracks->len; i++) {
    const Id fellow = g_array_index (tracks, Id, i);
    const Track *track = project_find_track (edit->project, fellow);
    if (fellow == id || lane >= list_n (track->lanes) || list_n (track->lanes) == 0)
      continue;
    if (!set_part (edit, project_edit_track (edit->project, fellow),
                   comp < list_n (track->comps) ? comp : -1, lane, args, error))
      return false;
  }
  return true;
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");
  Track *track = project_edit_track (edit->project, id);
  const int comp = comp_index (track, args);
  const bool ranged = arg_given (args, "from") || arg_given (args, "to");
  int lane = -2;
  Id lane_id;

  if (!args_given_from (args, 2))
    return edit_fail (error, "name a range with from= and to=, and a take with lane=");
  edit_describe (edit,
                 arg_given (args, "lane")        ? "Comp %s"
                 : arg_given (args, "gain")      ? "Change gain in the comp of %s"
                 : arg_given (args, "crossfade") ? "Crossfade the comp of %s"
                                                 : "Rename the comp of %s",
                 text_get (track->name));
  if (arg_given (args, "name")) {
    if (comp < 0)
      return edit_fail (error, "'%s' has no comp", text_get (track->name));
    text_set (&((Comp *) list_edit (&track->comps, comp))->name, arg_text (args, "name"));
    if (!ranged)
      return true;
  }
  if (!arg_given (args, "from") || !arg_given (args, "to"))
    return edit_fail (error, "name the range with from= and to=");
  if (arg_given (args, "lane")) {
    lane = -1;
    if (strcmp (arg_text (args, "lane"), "none") != 0) {
      if (!resolve_in_list (track->lanes, "take lane", arg_text (args, "lane"), &lane_id, error))
        return false;
      lane = list_find (track->lanes, lane_id);
    }
  } else if (!arg_given (args, "crossfade") && !arg_given (args, "gain")) {
    return edit_fail (error, "name a take with lane=, a length with crossfade=, or gain=");
  }
  if (comp < 0 && lane < 0)
    return edit_fail (error, "'%s' has no comp", text_get (track->name));
  return set_part (edit, track, comp, lane, args, error) &&
         set_fellows (edit, id, comp, lane, args, error);
}

const CommandSpec command_comp_set = { "comp.set", "Say which take plays in a range", set_args,
                                       G_N_ELEMENTS (set_args), .run = apply_set };

static const ArgSpec split_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "comp", ARG_COMP, .help = "the comp", .initial = "the active one" },
  { "at", ARG_POSITION, .required = true, .help = "where to cut" },
};

static bool
apply_split (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");
  const int comp = comp_index (project_find_track (edit->project, id), args);
  g_autoptr (GArray) tracks = edit_group_expand (edit->project, &id, 1);
  Track *track = project_edit_track (edit->project, id);

  if (comp < 0)
    return edit_fail (error, "'%s' has no comp that plays", text_get (track->name));
  edit_describe (edit, "Split the comp of %s", text_get (track->name));
  if (!comp_split (edit, (Comp *) list_edit (&track->comps, comp), arg_position (args, "at")))
    return edit_fail (error, "no part of the comp lies under %s", arg_text (args, "at"));
  for (guint i = 0; i < tracks->len; i++) {
    Track *fellow = project_edit_track (edit->project, g_array_index (tracks, Id, i));
    if (fellow->node.id != id && comp < list_n (fellow->comps))
      comp_split (edit, (Comp *) list_edit (&fellow->comps, comp), arg_position (args, "at"));
  }
  return true;
}

const CommandSpec command_comp_split = { "comp.split", "Cut a part of a comp in two", split_args,
                                         G_N_ELEMENTS (split_args), .run = apply_split };

static const ArgSpec activate_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "comp", ARG_TEXT, .required = true, .help = "the comp; none = the playing lane as it is" },
};

static bool
apply_activate (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const char *name = arg_text (args, "comp");
  Id id = 0;

  if (strcmp (name, "none") != 0 && !resolve_in_list (track->comps, "comp", name, &id, error))
    return false;
  track->active_comp = id;
  edit_describe (edit, "Play comp %s", name);
  return true;
}

const CommandSpec command_comp_activate = { "comp.activate", "Choose the comp that plays",
                                            activate_args, G_N_ELEMENTS (activate_args),
                                            .run = apply_activate };

static const ArgSpec comp_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "comp", ARG_COMP, .help = "the comp", .initial = "the active one" },
};

static bool
apply_flatten (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const int index = comp_index (track, args);

  if (index < 0)
    return edit_fail (error, "'%s' has no comp that plays", text_get (track->name));
  const Comp *comp = (const Comp *) list_get (track->comps, index);
  List *clips = comp_flatten (edit, track, comp);
  list_unref (track->clips);
  track->clips = clips;
  track->active_comp = 0;
  edit_describe (edit, "Flatten %s", text_get (comp->name));
  return true;
}

const CommandSpec command_comp_flatten = { "comp.flatten",
                                           "Make clips of what a comp plays; the comp stays",
                                           comp_args, G_N_ELEMENTS (comp_args),
                                           .run = apply_flatten };

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const int index = comp_index (track, args);

  if (index < 0)
    return edit_fail (error, "'%s' has no comp that plays", text_get (track->name));
  const Id id = list_get (track->comps, index)->id;
  edit_describe (edit, "Remove %s", node_name (list_get (track->comps, index)));
  list_remove (&track->comps, index);
  edit_forget (edit, &id, 1);
  return true;
}

const CommandSpec command_comp_remove = { "comp.remove", "Remove a comp; its takes stay", comp_args,
                                          G_N_ELEMENTS (comp_args), .run = apply_remove };

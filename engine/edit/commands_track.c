/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks: adding, settings, order, copies. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/stem_words.h"

#include <string.h>

static const char *const addable_kinds[] = { "audio",  "instrument", "midi", "group",
                                             "folder", "return",     "vca",  NULL };
static const char *const phases[] = { "off", "on", "left", "right", NULL };
static const char *const monitor_modes[] = { "off", "auto", "on", NULL };

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

/* --- track.add
 * ---------------------------------------------------------------------------------------- */

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
    const Track *track = (const Track *)list_get (project->tracks, i);
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

/* --- track.set
 * ---------------------------------------------------------------------------------------- */

static const ArgSpec set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "name", ARG_NAME, .help = "the name on its header" },
  { "gain", ARG_LEVEL, .help = "fader", .min = -150, .max = 24 },
  { "pan", ARG_PAN, .help = "L100 to R100" },
  { "width", ARG_PERCENT, .help = "0 is mono, 100 as it is, 200 twice as wide", .min = 0,
    .max = 200 },
  { "phase", ARG_CHOICE, .help = "polarity inverted: both sides or one", .choices = phases },
  { "mute", ARG_BOOL, .help = "silence" },
  { "solo", ARG_BOOL, .help = "hear only this and what belongs to it" },
  { "arm", ARG_BOOL, .help = "ready to record" },
  { "input", ARG_TEXT, .help = "device channels, a MIDI port or a track" },
  { "monitor", ARG_CHOICE, .help = "hear the input", .choices = monitor_modes },
  { "output", ARG_TEXT, .help = "a group, main, or device channels as 'out:3-4'" },
  { "in", ARG_TEXT, .help = "the group or folder to stand in; none = top level" },
  { "vca", ARG_TEXT, .help = "VCAs that lead it, separated by commas; none = no VCA" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "delay", ARG_LENGTH, .help = "shifts the source; negative is earlier" },
  { "note", ARG_TEXT, .help = "free text" },
  { "rating", ARG_INT, .help = "0 to 5", .min = 0, .max = 5 },
  { "fold", ARG_BOOL, .help = "fold the members of a group away" },
  { "solo_safe", ARG_BOOL, .help = "keeps sounding while others are soloed" },
};

static bool
set_output (Edit *edit, Track *track, const char *text, GError **error)
{
  Id id;

  if (g_str_has_prefix (text, "out:")) {
    text_set (&track->direct_out, text + 4);
    return true;
  }
  if (strcmp (text, "none") == 0 || *text == '\0') {
    text_set (&track->direct_out, NULL);
    track->output = 0;
    return true;
  }
  g_autofree char *name = g_strdup (text_get (track->name));
  if (!resolve_track (edit->project, text, &id, error))
    return false;
  const Track *to = project_find_track (edit->project, id);
  if (to->kind != TRACK_GROUP && to->kind != TRACK_MAIN && to->kind != TRACK_RETURN)
    return edit_fail (error, "'%s' takes no input; route '%s' to a group, a return or main",
                      text_get (to->name), name);
  track->output = id;
  return true;
}

static bool
set_vcas (Edit *edit, Track *track, const char *text, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  g_clear_pointer (&track->vcas, id_set_unref);
  if (strcmp (text, "none") == 0 || *text == '\0')
    return true;
  for (char **name = names; *name; name++) {
    Id id;
    if (!resolve_track (edit->project, g_strstrip (*name), &id, error))
      return false;
    const Track *vca = project_find_track (edit->project, id);
    if (vca->kind != TRACK_VCA)
      return edit_fail (error, "'%s' is no VCA", text_get (vca->name));
    id_set_add (&track->vcas, id);
  }
  return true;
}

static bool
set_group (Edit *edit, Track *track, const char *text, GError **error)
{
  Id id = 0;
  if (strcmp (text, "none") != 0 && *text) {
    if (!resolve_track (edit->project, text, &id, error))
      return false;
    const Track *outer = project_find_track (edit->project, id);
    if (outer->kind != TRACK_GROUP && outer->kind != TRACK_FOLDER)
      return edit_fail (error, "'%s' is no group or folder", text_get (outer->name));
  }
  track->group = id;
  return true;
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  int changes = 0;

  for (size_t i = 1; i < G_N_ELEMENTS (set_args); i++)
    changes += arg_given (args, set_args[i].name);
  if (changes == 0)
    return edit_fail (error, "name what to set, for example gain=-3dB");
  if (track->kind == TRACK_MAIN &&
      (arg_given (args, "output") || arg_given (args, "in") || arg_given (args, "arm")))
    return edit_fail (error, "the main track has no output, group or input");

  if (arg_given (args, "name"))
    text_set (&track->name, arg_text (args, "name"));
  if (arg_given (args, "gain"))
    track->gain_db = arg_number (args, "gain");
  if (arg_given (args, "pan"))
    track->pan = arg_number (args, "pan");
  if (arg_given (args, "width"))
    track->width = arg_number (args, "width") / 100;
  if (arg_given (args, "phase"))
    track->phase = arg_choice (args, "phase");
  if (arg_given (args, "mute"))
    track->mute = arg_bool (args, "mute");
  if (arg_given (args, "solo"))
    track->solo = arg_bool (args, "solo");
  if (arg_given (args, "arm"))
    track->arm = arg_bool (args, "arm");
  if (arg_given (args, "input"))
    text_set (&track->input, arg_text (args, "input"));
  if (arg_given (args, "monitor"))
    track->monitor = arg_choice (args, "monitor");
  if (arg_given (args, "color"))
    text_set (&track->color, arg_text (args, "color"));
  if (arg_given (args, "delay")) {
    const Length length = arg_length (args, "delay");
    track->delay =
        length_at (&length, edit_tempo_map (edit), (Position){ 0, TIME_ABSOLUTE }, TIME_ABSOLUTE);
  }
  if (arg_given (args, "note"))
    text_set (&track->note, arg_text (args, "note"));
  if (arg_given (args, "rating"))
    track->rating = arg_int (args, "rating");
  if (arg_given (args, "fold"))
    track->fold = arg_bool (args, "fold");
  if (arg_given (args, "solo_safe"))
    track->solo_safe = arg_bool (args, "solo_safe");
  if (arg_given (args, "output") && !set_output (edit, track, arg_text (args, "output"), error))
    return false;
  if (arg_given (args, "in") && !set_group (edit, track, arg_text (args, "in"), error))
    return false;
  if (arg_given (args, "vca") && !set_vcas (edit, track, arg_text (args, "vca"), error))
    return false;
  edit_describe (edit, "Change %s", text_get (track->name));
  return true;
}

const CommandSpec command_track_set = { "track.set", "Change settings of a track", set_args,
                                        G_N_ELEMENTS (set_args), .run = apply_set };

/* --- track.move, track.duplicate, track.remove
 * --------------------------------------------------------- */

static const ArgSpec move_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "after", ARG_TRACK, .help = "the track to stand behind" },
  { "to", ARG_INT, .help = "the position in the list, from 1", .min = 1, .max = 100000 },
  { "in", ARG_TEXT, .help = "the group or folder to stand in; none = top level" },
};

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id id = arg_id (args, "track");
  const int from = list_find (project->tracks, id), last = list_n (project->tracks) - 1;
  int to = from;

  if (from == last)
    return edit_fail (error, "the main track stays last");
  if (arg_given (args, "in")) {
    Track *track = project_edit_track (project, id);
    if (!set_group (edit, track, arg_text (args, "in"), error))
      return false;
    if (track->group) {
      to = end_of_group (project, track->group);
      to -= to > from;
    }
  }
  if (arg_given (args, "to"))
    to = (int)arg_int (args, "to") - 1;
  if (arg_given (args, "after")) {
    if (arg_id (args, "after") == id)
      return edit_fail (error, "a track cannot stand behind itself");
    to = list_find (project->tracks, arg_id (args, "after")) + 1;
    to -= to > from;
  }
  list_move (&project->tracks, from, CLAMP (to, 0, last - 1));
  edit_describe (edit, "Move track %s", node_name (&project_find_track (project, id)->node));
  return true;
}

const CommandSpec command_track_move = { "track.move", "Move a track in the list or into a group",
                                         move_args, G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec duplicate_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "name", ARG_NAME, .help = "the name of the copy", .initial = "the name and 2, 3 ..." },
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
    char *candidate = g_strdup_printf ("%s %d", stem, (int)++number);
    bool taken = false;
    for (int i = 0; i < list_n (project->tracks); i++)
      taken |= strcmp (node_name (list_get (project->tracks, i)), candidate) == 0;
    if (!taken)
      return candidate;
    g_free (candidate);
  }
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
  Track *copy = (Track *)node_copy (&track->node);
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

/* Nothing may point at a track that is gone. */
static void
forget_track (Project *project, Id id, Id group)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *)list_get (project->tracks, t);
    bool refers = track->group == id || track->output == id || id_set_has (track->vcas, id);
    for (int s = 0; s < list_n (track->sends) && !refers; s++)
      refers = ((const Send *)list_get (track->sends, s))->to == id;
    for (int e = 0; e < list_n (track->effects) && !refers; e++)
      refers = ((const Effect *)list_get (track->effects, e))->sidechain == id;
    for (int e = 0; e < list_n (track->master) && !refers; e++)
      refers = ((const Effect *)list_get (track->master, e))->sidechain == id;
    if (!refers)
      continue;
    Track *changed = (Track *)list_edit (&project->tracks, t);
    if (changed->group == id)
      changed->group = group;
    if (changed->output == id)
      changed->output = 0;
    id_set_remove (&changed->vcas, id);
    for (int s = list_n (changed->sends) - 1; s >= 0; s--)
      if (((const Send *)list_get (changed->sends, s))->to == id) {
        const Id send = list_get (changed->sends, s)->id;
        list_remove (&changed->sends, s);
        for (int v = list_n (changed->envelopes) - 1; v >= 0; v--)
          if (((const Envelope *)list_get (changed->envelopes, v))->device == send)
            list_remove (&changed->envelopes, v);
      }
    for (int part = 0; part < 2; part++) {
      List **effects = part == 0 ? &changed->effects : &changed->master;
      for (int e = 0; e < list_n (*effects); e++)
        if (((const Effect *)list_get (*effects, e))->sidechain == id)
          ((Effect *)list_edit (effects, e))->sidechain = 0;
    }
  }
  for (int g = list_n (project->edit_groups) - 1; g >= 0; g--)
    if (id_set_has (((EditGroup *)list_get (project->edit_groups, g))->tracks, id))
      id_set_remove (&((EditGroup *)list_edit (&project->edit_groups, g))->tracks, id);
  for (int s = 0; s < list_n (project->snapshots); s++) {
    Snapshot *snapshot = (Snapshot *)list_edit (&project->snapshots, s);
    for (int i = list_n (snapshot->strips) - 1; i >= 0; i--)
      if (((SnapshotStrip *)list_get (snapshot->strips, i))->track == id)
        list_remove (&snapshot->strips, i);
  }
}

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const Id id = arg_id (args, "track");
  const Track *track = project_find_track (project, id);

  if (track->kind == TRACK_MAIN)
    return edit_fail (error, "the main track cannot be removed");
  edit_describe (edit, "Remove track %s", text_get (track->name));
  const Id group = track->group;
  list_remove (&project->tracks, list_find (project->tracks, id));
  forget_track (project, id, group);
  return true;
}

const CommandSpec command_track_remove = { "track.remove", "Remove a track with all it holds",
                                           remove_args, G_N_ELEMENTS (remove_args),
                                           .run = apply_remove };

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects in their chain: order, bypass, presets, what they listen to. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"
#include "edit/device_values.h"
#include "model/check.h"
#include "edit/forget.h"

static const Track *
find_track (const Edit *edit, const Args *args, const char *name)
{
  return project_find_track (edit->project, arg_id (args, name));
}

/* "compressor", or the name that the user gave it. */
static const char *
label_of (const Effect *effect)
{
  return effect->name ? text_get (effect->name) : text_get (effect->kind);
}

static const ArgSpec move_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "effect", ARG_EFFECT, .required = true, .help = "position in the chain, kind, name or id" },
  { "to", ARG_INT, .help = "the position in the chain, from 1", .initial = "the last", .min = 1,
    .max = 1000 },
  { "into", ARG_TRACK, .help = "another track", .initial = "the same track" },
  { "master", ARG_BOOL, .help = "on the main track: into the mastering chain behind the fader",
    .initial = "as it is" },
};

/* Envelopes of an effect go where it goes. */
static void
move_envelopes (Track *from, Track *to, Id effect)
{
  for (int i = 0; i < list_n (from->envelopes); i++)
    if (((const Envelope *) list_get (from->envelopes, i))->device == effect) {
      Node *envelope = node_ref (list_get (from->envelopes, i));
      list_remove (&from->envelopes, i--);
      list_insert (&to->envelopes, -1, envelope);
    }
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "effect"), from_id = arg_id (args, "track");
  const Id to_id = arg_given (args, "into") ? arg_id (args, "into") : from_id;
  const Track *target = project_find_track (edit->project, to_id);
  bool master = list_find (project_find_track (edit->project, from_id)->master, id) >= 0;
  int index;

  if (!arg_given (args, "to") && !arg_given (args, "into") && !arg_given (args, "master"))
    return edit_fail (error, "name a place with to=, or a track with into=");
  if (to_id != from_id)
    master = false;
  arg_to_bool (args, "master", &master);
  if (target->kind == TRACK_VCA || target->kind == TRACK_FOLDER)
    return edit_fail (error, "'%s' carries no sound", text_get (target->name));
  if (master && target->kind != TRACK_MAIN)
    return edit_fail (error, "only the main track has a mastering chain");
  List **list = project_edit_list_of (edit->project, id, &index);
  if (!list)
    return edit_fail (error, "an instrument has no place in the chain");
  Node *effect = node_ref (list_get (*list, index));
  list_remove (list, index);
  Track *to = project_edit_track (edit->project, to_id);
  list_insert (master ? &to->master : &to->effects,
               arg_given (args, "to") ? (int) arg_int (args, "to") - 1 : -1, effect);
  if (to_id != from_id)
    move_envelopes (project_edit_track (edit->project, from_id), to, id);
  edit_describe (edit, "Move %s", label_of ((const Effect *) effect));
  return true;
}

const CommandSpec command_effect_move = { "effect.move",
                                          "Move an effect in its chain or to another track",
                                          move_args, G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec bypass_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "effect", ARG_EFFECT, .required = true,
    .help = "position in the chain, kind, name or id; 'instrument' for the instrument" },
  { "on", ARG_BOOL, .help = "on = bypassed, off = working", .initial = "on" },
};

static bool
apply_bypass (Edit *edit, const Args *args, GError **error)
{
  Effect *effect = project_edit_effect (edit->project, arg_id (args, "effect"));
  effect->bypass = true;
  arg_to_bool (args, "on", &effect->bypass);
  edit_describe (edit, effect->bypass ? "Bypass %s" : "Switch on %s", label_of (effect));
  return true;
}

const CommandSpec command_effect_bypass = { "effect.bypass", "Bypass an effect, or end it",
                                            bypass_args, G_N_ELEMENTS (bypass_args),
                                            .run = apply_bypass };

static const ArgSpec remove_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "effect", ARG_EFFECT, .required = true,
    .help = "position in the chain, kind, name or id; 'instrument' for the instrument" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "effect");
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  Node *removed;
  int index;

  if (track->instrument && track->instrument->node.id == id) {
    removed = &track->instrument->node;
    track->instrument = NULL;
  } else {
    List **list = project_edit_list_of (edit->project, id, &index);
    removed = node_ref (list_get (*list, index));
    list_remove (list, index);
  }
  edit_describe (edit, "Remove %s", label_of ((const Effect *) removed));
  edit_forget_tree (edit, removed);
  node_unref (removed);
  return true;
}

const CommandSpec command_effect_remove = { "effect.remove", "Remove an effect with its automation",
                                            remove_args, G_N_ELEMENTS (remove_args),
                                            .run = apply_remove };

static const ArgSpec preset_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "effect", ARG_EFFECT, .required = true,
    .help = "position in the chain, kind, name or id; 'instrument' for the instrument" },
  { "preset", ARG_TEXT, .required = true, .help = "the name of a preset; default = all defaults" },
};

static bool
apply_preset (Edit *edit, const Args *args, GError **error)
{
  Effect *effect = project_edit_effect (edit->project, arg_id (args, "effect"));
  const DeviceSpec *spec = device_spec_of (edit->host, effect);
  const char *name = arg_text (args, "preset");

  if (!spec)
    return edit_fail (error, "'%s' is not known to this version", text_get (effect->kind));
  edit_describe (edit, "Preset of %s", label_of (effect));
  if (strcmp (name, "default") == 0) {
    g_clear_pointer (&effect->params, params_unref);
    text_set (&effect->preset, NULL);
    return true;
  }
  return device_apply_preset (effect, spec, name, error);
}

const CommandSpec command_effect_preset = { "effect.preset", "Set all parameters by a preset",
                                            preset_args, G_N_ELEMENTS (preset_args),
                                            .run = apply_preset };

static const ArgSpec sidechain_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track of the effect" },
  { "effect", ARG_EFFECT, .required = true, .help = "position in the chain, kind, name or id" },
  { "from", ARG_TEXT, .required = true,
    .help = "the track to listen to; none = the effect's own input" },
  { "tap", ARG_CHOICE, .help = "before or behind its fader", .choices = taps, .initial = "pre" },
};

static bool
apply_sidechain (Edit *edit, const Args *args, GError **error)
{
  Effect *effect = project_edit_effect (edit->project, arg_id (args, "effect"));
  const DeviceSpec *spec = device_spec_of (edit->host, effect);
  const char *from = arg_text (args, "from");
  Id id = 0;

  if (!spec || !spec->sidechain)
    return edit_fail (error, "%s listens to nothing but its input", label_of (effect));
  if (strcmp (from, "none") != 0 && !resolve_track (edit->project, from, &id, error))
    return false;
  const Track *source = id ? project_find_track (edit->project, id) : NULL;
  if (source && (source->kind == TRACK_VCA || source->kind == TRACK_FOLDER ||
                 source->kind == TRACK_MIDI || source->kind == TRACK_MAIN))
    return edit_fail (error, "nothing can listen to '%s'", text_get (source->name));
  if (id == arg_id (args, "track"))
    return edit_fail (error, "'%s' cannot listen to itself", text_get (source->name));
  effect->sidechain = id;
  effect->sidechain_tap = TAP_PRE;
  arg_to_choice (args, "tap", &effect->sidechain_tap);
  g_autofree char *cycle = project_find_cycle (edit->project);
  if (cycle)
    return edit_fail (error, "the routing would run in a circle: %s", cycle);
  edit_describe (edit, "Sidechain of %s on %s", label_of (effect),
                 text_get (find_track (edit, args, "track")->name));
  return true;
}

const CommandSpec command_sidechain_set = { "sidechain.set", "Let an effect listen to a track",
                                            sidechain_args, G_N_ELEMENTS (sidechain_args),
                                            .run = apply_sidechain };

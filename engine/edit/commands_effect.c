/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects and instruments. */
#include "edit/args.h"
#include "edit/chain.h"
#include "edit/commands.h"
#include "edit/device_values.h"

#include <string.h>

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "kind", ARG_NAME, .required = true,
    .help =
        "an effect, or the instrument of an instrument track; where that has a parameter of "
        "this name, as reverb and saturator do, a second kind= sets it: kind=reverb kind=hall" },
  { "at", ARG_INT, .help = "the position in the chain, from 1", .initial = "the last", .min = 1,
    .max = 1000 },
  { "name", ARG_NAME, .help = "a name of its own" },
  { "master", ARG_BOOL, .help = "on the main track: in the mastering chain behind the fader",
    .initial = "off" },
  { "chain", ARG_CHAIN, .help = "into this parallel chain of the strip" },
};

/* The parallel chain that is named, else the row itself. */
static List **
list_for (Edit *edit, const Args *args, List **row)
{
  int index;

  if (!arg_given (args, "chain"))
    return row;
  List **chains = project_edit_list_of (edit->project, arg_id (args, "chain"), &index);
  return &((Chain *) list_edit (chains, index))->effects;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const char *kind = arg_text (args, "kind");
  const EditHost *host = edit->host;
  const DeviceSpec *instrument =
      host && host->find_instrument ? host->find_instrument (kind) : NULL;
  const DeviceSpec *spec = instrument                  ? instrument
                           : host && host->find_effect ? host->find_effect (kind)
                                                       : NULL;
  const bool master = arg_given (args, "master") && arg_bool (args, "master");

  if (!spec)
    return chain_fail_unknown_kind (host, kind, error);
  if (instrument && track->kind != TRACK_INSTRUMENT)
    return edit_fail (error, "%s is an instrument and '%s' no instrument track", kind,
                      text_get (track->name));
  if (track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return edit_fail (error, "'%s' carries no sound", text_get (track->name));
  if (master && track->kind != TRACK_MAIN)
    return edit_fail (error, "only the main track has a mastering chain");
  if (arg_given (args, "chain") && (instrument || master))
    return edit_fail (error, "a parallel chain holds effects of the strip only");

  Effect *effect = edit_new_node (edit, NODE_EFFECT, true);
  text_set (&effect->kind, spec->kind);
  text_set (&effect->name, arg_given (args, "name") ? arg_text (args, "name") : NULL);
  effect->version = spec->version;
  if (!device_set_rest (effect, spec, args, error)) {
    node_unref (&effect->node);
    return false;
  }
  if (instrument) {
    node_unref ((Node *) track->instrument);
    track->instrument = effect;
  } else {
    list_insert (list_for (edit, args, master ? &track->master : &track->effects),
                 arg_given (args, "at") ? (int) arg_int (args, "at") - 1 : -1, &effect->node);
  }
  edit_describe (edit, "Add %s to %s", spec->label, text_get (track->name));
  return true;
}

const CommandSpec command_effect_add = {
  "effect.add",
  "Add an effect to a track, or give an instrument track its instrument; PARAM=VALUE sets "
  "parameters",
  add_args,
  G_N_ELEMENTS (add_args),
  .open_ended = true,
  .run = apply_add
};

static const char *const channel_modes[] = { "stereo", "mid", "side", "left", "right", NULL };

static const ArgSpec set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "effect", ARG_EFFECT, .required = true,
    .help = "position in the chain, kind, name or id; 'instrument' for the instrument" },
  { "name", ARG_TEXT, .help = "a name of its own; empty = none" },
  { "channels", ARG_CHOICE, .help = "what of the strip it works on", .choices = channel_modes },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Effect *effect = project_edit_effect (edit->project, arg_id (args, "effect"));
  const DeviceSpec *spec = device_spec_of (edit->host, effect);

  if (!spec)
    return edit_fail (error, "'%s' is not known to this version", text_get (effect->kind));
  arg_to_text (args, "name", &effect->name);
  arg_to_choice (args, "channels", &effect->channels);
  if (args_rest (args) == 0 && !args_given_from (args, 2))
    return edit_fail (error, "name a parameter, for example %s=%g", spec->params[0].name,
                      spec->params[0].initial);
  if (!device_set_rest (effect, spec, args, error))
    return false;
  edit_describe (edit, "Change %s of %s", spec->label,
                 node_name (project_find (edit->project, arg_id (args, "track"), NULL)));
  return true;
}

const CommandSpec command_effect_set = {
  "effect.set",       "Set parameters of an effect or instrument: PARAM=VALUE",
  set_args,           G_N_ELEMENTS (set_args),
  .open_ended = true, .run = apply_set
};

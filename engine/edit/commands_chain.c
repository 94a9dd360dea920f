/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parallel chains in a strip: rows of effects beside each other with levels of their own. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"
#include "edit/forget.h"

#define CONTAINER "chain"

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "beside", ARG_EFFECT, .help = "the parallel chains that it joins",
    .initial = "new ones at the end of the strip" },
  { "at", ARG_INT, .help = "of new ones: the position in the strip, from 1", .initial = "the last",
    .min = 1, .max = 1000 },
  { "name", ARG_NAME, .help = "a name" },
  { "gain", ARG_LEVEL, .help = "its level in the sum", .initial = "0 dB", .min = -150, .max = 24 },
};

static Effect *
new_container (Edit *edit, const Args *args, Track *track)
{
  Effect *effect = edit_new_node (edit, NODE_EFFECT, true);

  text_set (&effect->kind, CONTAINER);
  list_insert (&track->effects, arg_given (args, "at") ? (int) arg_int (args, "at") - 1 : -1,
               &effect->node);
  return effect;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  Effect *effect = arg_given (args, "beside")
                       ? project_edit_effect (edit->project, arg_id (args, "beside"))
                       : NULL;

  if (track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return edit_fail (error, "'%s' carries no sound", text_get (track->name));
  if (effect && strcmp (text_get (effect->kind), CONTAINER) != 0)
    return edit_fail (error, "%s holds no parallel chains", text_get (effect->kind));
  if (!effect)
    effect = new_container (edit, args, track);
  Chain *chain = edit_new_node (edit, NODE_CHAIN, true);
  arg_to_text (args, "name", &chain->name);
  arg_to_number (args, "gain", &chain->gain_db);
  list_insert (&effect->chains, -1, &chain->node);
  edit_describe (edit, "Add a parallel chain to %s", text_get (track->name));
  return true;
}

const CommandSpec command_chain_add = {
  "chain.add",
  "Add a parallel chain to a strip; without effects, as at first, it passes on what comes in",
  add_args, G_N_ELEMENTS (add_args), .run = apply_add
};

static const ArgSpec set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "chain", ARG_CHAIN, .required = true,
    .help = "its name, id or number among those of the track" },
  { "name", ARG_NAME, .help = "a name" },
  { "gain", ARG_LEVEL, .help = "its level in the sum", .min = -150, .max = 24 },
  { "mute", ARG_BOOL, .help = "leave it out of the sum" },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  int index;

  if (!args_given_from (args, 2))
    return edit_fail (error, "name what to set, for example gain=-6dB");
  List **list = project_edit_list_of (edit->project, arg_id (args, "chain"), &index);
  Chain *chain = (Chain *) list_edit (list, index);
  arg_to_text (args, "name", &chain->name);
  arg_to_number (args, "gain", &chain->gain_db);
  arg_to_bool (args, "mute", &chain->mute);
  edit_describe (edit, "Change a parallel chain");
  return true;
}

const CommandSpec command_chain_set = { "chain.set", "Set the level of a parallel chain", set_args,
                                        G_N_ELEMENTS (set_args), .run = apply_set };

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  int index;
  List **list = project_edit_list_of (edit->project, arg_id (args, "chain"), &index);
  Node *removed = node_ref (list_get (*list, index));

  list_remove (list, index);
  edit_forget_tree (edit, removed);
  node_unref (removed);
  edit_describe (edit, "Remove a parallel chain");
  return true;
}

const CommandSpec command_chain_remove = { "chain.remove",
                                           "Remove a parallel chain with its effects", set_args, 2,
                                           .run = apply_remove };

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends, and the cues that they make headphone mixes of. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/cues.h"
#include "edit/forget.h"

#include <string.h>

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track that sends" },
  { "to", ARG_TEXT, .required = true, .help = "a return or group, or a cue as cue1" },
  { "gain", ARG_LEVEL, .help = "level", .initial = "0", .min = -150, .max = 24 },
  { "tap", ARG_CHOICE, .help = "behind or before the fader", .choices = taps, .initial = "post" },
  { "pan", ARG_PAN, .help = "balance of the send", .initial = "C" },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const char *to = arg_text (args, "to");
  Id target = 0;
  GError *inner = NULL;

  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER ||
      track->kind == TRACK_MIDI)
    return edit_fail (error, "'%s' cannot send", text_get (track->name));
  const Id cue = resolve_track (edit->project, to, &target, &inner) ? 0 : cue_find (edit, to);
  if (!target && !cue) {
    g_propagate_error (error, inner);
    return false;
  }
  g_clear_error (&inner);
  const Track *into = target ? project_find_track (edit->project, target) : NULL;
  if (into && into->kind != TRACK_RETURN && into->kind != TRACK_GROUP)
    return edit_fail (error, "'%s' takes no sends; send to a return or a group",
                      text_get (into->name));
  for (int s = 0; s < list_n (track->sends); s++) {
    const Send *there = (const Send *) list_get (track->sends, s);
    if ((target && there->to == target) || (cue && there->cue == cue))
      return edit_fail (error, "'%s' sends to '%s' already; send.set changes it",
                        text_get (track->name), to);
  }
  Send *send = edit_new_node (edit, NODE_SEND, true);
  send->to = target;
  send->cue = cue;
  send->gain_db = arg_given (args, "gain") ? arg_number (args, "gain") : 0;
  send->tap = arg_given (args, "tap") ? arg_choice (args, "tap") : TAP_POST;
  send->pan = arg_given (args, "pan") ? arg_number (args, "pan") : 0;
  list_insert (&track->sends, -1, &send->node);
  edit_describe (edit, "Send %s to %s", text_get (track->name), to);
  return true;
}

const CommandSpec command_send_add = { "send.add", "Send a track to a return, a group or a cue",
                                       add_args, G_N_ELEMENTS (add_args), .run = apply_add };

/* A send is named by itself or by where it goes. */
static bool
read_send (const Args *args, Id *id, GError **error)
{
  if (arg_given (args, "send") == arg_given (args, "to"))
    return edit_fail (error, "name the send with to= (where it goes) or send=");
  *id = arg_id (args, arg_given (args, "send") ? "send" : "to");
  return true;
}

static const ArgSpec set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track that sends" },
  { "to", ARG_SEND, .help = "where the send goes" },
  { "send", ARG_SEND, .help = "or its position or id" },
  { "gain", ARG_LEVEL, .help = "level", .min = -150, .max = 24 },
  { "pan", ARG_PAN, .help = "balance of the send" },
  { "tap", ARG_CHOICE, .help = "behind or before the fader", .choices = taps },
  { "mute", ARG_BOOL, .help = "silence" },
};

static const char *
target_name (const Edit *edit, const Send *send)
{
  const Node *to = project_find (edit->project, send->to ? send->to : send->cue, NULL);
  return to ? node_name (to) : "";
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Id id = 0;

  if (!read_send (args, &id, error))
    return false;
  if (!args_given_from (args, 3))
    return edit_fail (error, "name what to set, for example gain=-6dB");
  Send *send = project_edit_send (edit->project, id);
  arg_to_number (args, "gain", &send->gain_db);
  arg_to_number (args, "pan", &send->pan);
  arg_to_choice (args, "tap", &send->tap);
  arg_to_bool (args, "mute", &send->mute);
  edit_describe (edit, "Change the send to %s", target_name (edit, send));
  return true;
}

const CommandSpec command_send_set = { "send.set", "Change a send", set_args,
                                       G_N_ELEMENTS (set_args), .run = apply_set };

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  Id id = 0;
  int index;

  if (!read_send (args, &id, error))
    return false;
  List **list = project_edit_list_of (edit->project, id, &index);
  edit_describe (edit, "Remove the send to %s",
                 target_name (edit, (const Send *) list_get (*list, index)));
  list_remove (list, index);
  edit_forget (edit, &id, 1);
  return true;
}

const CommandSpec command_send_remove = { "send.remove", "Remove a send with its automation",
                                          set_args, 3, .run = apply_remove };

Id
cue_find (Edit *edit, const char *text)
{
  Project *project = edit->project;
  int64_t number;

  for (int i = 0; i < list_n (project->cues); i++)
    if (strcmp (node_name (list_get (project->cues, i)), text) == 0)
      return list_get (project->cues, i)->id;
  if (!g_str_has_prefix (text, "cue") || !value_read_int (text + 3, &number, NULL) || number < 1 ||
      number > 32)
    return 0;
  while (list_n (project->cues) < number) {
    Cue *cue = edit_new_node (edit, NODE_CUE, false);
    g_autofree char *name = g_strdup_printf ("cue%d", list_n (project->cues) + 1);
    text_set (&cue->name, name);
    list_insert (&project->cues, -1, &cue->node);
  }
  return list_get (project->cues, (int) number - 1)->id;
}

static const ArgSpec cue_args[] = {
  { "cue", ARG_TEXT, .required = true, .help = "its name; cue1 and so on are made when needed" },
  { "name", ARG_NAME, .help = "another name" },
  { "output", ARG_TEXT, .help = "device channels, as 3-4; empty = not heard" },
  { "gain", ARG_LEVEL, .help = "level", .min = -150, .max = 24 },
};

static bool
apply_cue (Edit *edit, const Args *args, GError **error)
{
  Id id = cue_find (edit, arg_text (args, "cue"));

  if (!id && !resolve_listed (edit->project, ARG_CUE, arg_text (args, "cue"), &id, error))
    return false;
  Cue *cue = (Cue *) list_edit (&edit->project->cues, list_find (edit->project->cues, id));
  arg_to_text (args, "name", &cue->name);
  arg_to_text (args, "output", &cue->output);
  arg_to_number (args, "gain", &cue->gain_db);
  edit_describe (edit, "Change cue %s", text_get (cue->name));
  return true;
}

const CommandSpec command_cue_set = { "cue.set",
                                      "Change a headphone mix; send.add to=cue1 feeds it", cue_args,
                                      G_N_ELEMENTS (cue_args), .run = apply_cue };

static const ArgSpec cue_remove_args[] = {
  { "cue", ARG_CUE, .required = true, .help = "the cue" },
};

static bool
apply_cue_remove (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "cue");
  const int index = list_find (edit->project->cues, id);

  edit_describe (edit, "Remove cue %s", node_name (list_get (edit->project->cues, index)));
  list_remove (&edit->project->cues, index);
  edit_forget (edit, &id, 1);
  return true;
}

const CommandSpec command_cue_remove = { "cue.remove", "Remove a headphone mix and its sends",
                                         cue_remove_args, G_N_ELEMENTS (cue_remove_args),
                                         .run = apply_cue_remove };

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends. */
#include "edit/args.h"
#include "edit/commands.h"

#include <string.h>

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track that sends" },
  { "to", ARG_TEXT, .required = true, .help = "a return or group, or a cue as cue1" },
  { "gain", ARG_LEVEL, .help = "level", .initial = "0", .min = -150, .max = 24 },
  { "tap", ARG_CHOICE, .help = "behind or before the fader", .choices = taps, .initial = "post" },
  { "pan", ARG_PAN, .help = "balance of the send", .initial = "C" },
};

/* "cue1" is the first cue of the project, made when it is first used. */
static Id
find_cue (Edit *edit, const char *text)
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
  return list_get (project->cues, (int)number - 1)->id;
}

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
  const Id cue = resolve_track (edit->project, to, &target, &inner) ? 0 : find_cue (edit, to);
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
    const Send *there = (const Send *)list_get (track->sends, s);
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

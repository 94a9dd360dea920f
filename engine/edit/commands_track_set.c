/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of tracks. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/describe.h"
#include "edit/tracks.h"
#include "model/check.h"

#include <string.h>

static const char *const phases[] = { "off", "on", "left", "right", NULL };
static const char *const monitor_modes[] = { "off", "auto", "on", NULL };

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
  { "input", ARG_TEXT,
    .help = "device channels, as 3, 3-4 or 1-8; midi or midi:PORT; track:NAME records what that "
            "track gives; none" },
  { "midi_channel", ARG_INT, .help = "of a MIDI input or output, 0 = all", .min = 0, .max = 16 },
  { "monitor", ARG_CHOICE, .help = "hear the input", .choices = monitor_modes },
  { "automation", ARG_CHOICE, .choices = automation_modes,
    .help = "off: envelopes are not played; else a held control writes nothing (read), while it is "
            "held (touch), to the stop (latch), everything (write) or on top (trim)" },
  { "output", ARG_TEXT,
    .help =
        "a group, a return or main; device channels as out:3-4; a MIDI port as midi:NAME; none = "
        "the group that it stands in, else main" },
  { "in", ARG_TEXT, .help = "the group or folder to stand in; none = top level" },
  { "vca", ARG_TEXT, .help = "VCAs that lead it, separated by commas; none = no VCA" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "delay", ARG_LENGTH, .help = "shifts the source; negative is earlier" },
  { "note", ARG_TEXT, .help = "free text" },
  { "rating", ARG_INT, .help = "0 to 5", .min = 0, .max = 5 },
  { "fold", ARG_BOOL, .help = "fold the members of a group away" },
  { "solo_safe", ARG_BOOL, .help = "keeps sounding while others are soloed" },
};

/* Channels of the device or a port outside, in place of a track. */
static bool
set_direct_out (Track *track, const char *text, GError **error)
{
  const bool midi = g_str_has_prefix (text, "midi:");

  if (midi != (track->kind == TRACK_MIDI))
    return edit_fail (error,
                      midi ? "'%s' is no MIDI track" : "'%s' goes to a MIDI port: output=midi:NAME",
                      text_get (track->name));
  text_set (&track->direct_out, midi ? text : text + strlen ("out:"));
  return true;
}

static bool
set_output (Edit *edit, Track *track, const char *text, GError **error)
{
  Id id = 0;

  if (g_str_has_prefix (text, "out:") || g_str_has_prefix (text, "midi:"))
    return set_direct_out (track, text, error);
  if (strcmp (text, "none") != 0 && *text) {
    if (!resolve_track (edit->project, text, &id, error))
      return false;
    const Track *to = project_find_track (edit->project, id);
    if (to->kind != TRACK_GROUP && to->kind != TRACK_MAIN && to->kind != TRACK_RETURN)
      return edit_fail (error, "'%s' takes no input; route '%s' to a group, a return or main",
                        text_get (to->name), text_get (track->name));
  }
  text_set (&track->direct_out, NULL);
  track->output = id;
  g_autofree char *cycle = project_find_cycle (edit->project);
  return !cycle || edit_fail (error, "the routing would run in a circle: %s", cycle);
}

/* A track is kept by its id: it may get another name. */
static bool
set_input (Edit *edit, Track *track, const char *text, GError **error)
{
  char number[ID_TEXT_SIZE];
  Id id;

  if (!g_str_has_prefix (text, "track:")) {
    text_set (&track->input, text);
    return true;
  }
  if (!resolve_track (edit->project, text + strlen ("track:"), &id, error))
    return false;
  if (id == track->node.id)
    return edit_fail (error, "'%s' cannot record itself", text_get (track->name));
  g_autofree char *input = g_strconcat ("track:", id_write (number, id), NULL);
  text_set (&track->input, input);
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

static const Wording wordings[] = {
  { "name", "Rename track to %", NULL },
  { "gain", "Change volume of %", NULL },
  { "pan", "Pan %", NULL },
  { "width", "Change width of %", NULL },
  { "phase", "Change polarity of %", NULL },
  { "mute", "Mute %", "Unmute %" },
  { "solo", "Solo %", "Unsolo %" },
  { "arm", "Arm %", "Disarm %" },
  { "input", "Change input of %", NULL },
  { "midi_channel", "Change MIDI channel of %", NULL },
  { "monitor", "Change input monitor of %", NULL },
  { "automation", "Change automation mode of %", NULL },
  { "output", "Change output of %", NULL },
  { "in", "Move % between groups", NULL },
  { "vca", "Change VCA of %", NULL },
  { "color", "Color %", NULL },
  { "delay", "Change delay of %", NULL },
  { "note", "Write note on %", NULL },
  { "rating", "Rate %", NULL },
  { "fold", "Fold %", "Unfold %" },
  { "solo_safe", "Keep % through solo", "Let % follow solo" },
  { NULL, NULL, NULL },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example gain=-3dB");
  if (track->kind == TRACK_MAIN &&
      (arg_given (args, "output") || arg_given (args, "in") || arg_given (args, "arm")))
    return edit_fail (error, "the main track has no output, group or input");

  arg_to_text (args, "name", &track->name);
  arg_to_number (args, "gain", &track->gain_db);
  arg_to_number (args, "pan", &track->pan);
  if (arg_given (args, "width"))
    track->width = arg_number (args, "width") / 100;
  arg_to_choice (args, "phase", &track->phase);
  arg_to_bool (args, "mute", &track->mute);
  arg_to_bool (args, "solo", &track->solo);
  arg_to_bool (args, "arm", &track->arm);
  if (arg_given (args, "input") && !set_input (edit, track, arg_text (args, "input"), error))
    return false;
  arg_to_int (args, "midi_channel", &track->midi_channel);
  arg_to_choice (args, "monitor", &track->monitor);
  arg_to_choice (args, "automation", &track->automation);
  arg_to_text (args, "color", &track->color);
  if (arg_given (args, "delay")) {
    const Length length = arg_length (args, "delay");
    track->delay =
        length_at (&length, edit_tempo_map (edit), (Position){ 0, TIME_ABSOLUTE }, TIME_ABSOLUTE);
  }
  arg_to_text (args, "note", &track->note);
  arg_to_int (args, "rating", &track->rating);
  arg_to_bool (args, "fold", &track->fold);
  arg_to_bool (args, "solo_safe", &track->solo_safe);
  if (arg_given (args, "output") && !set_output (edit, track, arg_text (args, "output"), error))
    return false;
  if (arg_given (args, "in") && !track_set_group (edit, track, arg_text (args, "in"), error))
    return false;
  if (arg_given (args, "vca") && !set_vcas (edit, track, arg_text (args, "vca"), error))
    return false;
  edit_describe_set (edit, args, wordings, text_get (track->name));
  return true;
}

const CommandSpec command_track_set = { "track.set", "Change settings of a track", set_args,
                                        G_N_ELEMENTS (set_args), .run = apply_set };

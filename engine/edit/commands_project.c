/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project as a whole: names, tempo, loop, punch, metronome, mastering. */
#include <math.h>
#include <string.h>

#include "edit/args.h"
#include "edit/chain.h"
#include "edit/commands.h"
#include "edit/describe.h"
#include "edit/takes.h"

static const char *const kinds[] = { "song", "album", NULL };
static const char *const pan_laws[] = { "constant_power", "minus_4_5", "linear", NULL };
static const char *const metronome_modes[] = { "off", "on", "recording", NULL };

static const ArgSpec set_args[] = {
  { "name", ARG_NAME, .help = "the title" },
  { "kind", ARG_CHOICE, .help = "a song, or an album of songs", .choices = kinds },
  { "tempo", ARG_NUMBER, .help = "the first tempo, quarters a minute", .min = 5, .max = 1000 },
  { "meter", ARG_METER, .help = "the first meter" },
  { "key", ARG_KEY, .help = "the key; none = unknown" },
  { "rate", ARG_FREQUENCY, .help = "44.1, 48, 88.2, 96, 176.4 or 192 kHz; nothing moves by it" },
  { "pan_law", ARG_CHOICE, .help = "level of a mono source in the center", .choices = pan_laws },
  { "seed", ARG_INT, .help = "of noise and dither", .min = -9e15, .max = 9e15 },
  { "artist", ARG_TEXT, .help = "who plays" },
  { "album", ARG_TEXT, .help = "what it is on" },
  { "author", ARG_TEXT, .help = "who wrote it" },
  { "created", ARG_TEXT, .help = "date and time, RFC 3339 in UTC" },
  { "note", ARG_TEXT, .help = "free text" },
};

static bool
set_rate (Project *project, double hz, GError **error)
{
  static const int rates[] = { 44100, 48000, 88200, 96000, 176400, 192000 };
  int nearest = rates[0];

  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++) {
    if (hz == rates[i]) {
      project->rate = rates[i];
      return true;
    }
    if (fabs (rates[i] - hz) < fabs (nearest - hz))
      nearest = rates[i];
  }
  return edit_fail (error, "projects do not run at %g Hz; the nearest rate is %d Hz", hz, nearest);
}

static const Wording wordings[] = {
  { "name", "Rename %", NULL },
  { "tempo", "Set the tempo of %", NULL },
  { "meter", "Set the meter of %", NULL },
  { "rate", "Set the rate of %", NULL },
  { "key", "Set the key of %", NULL },
  { "note", "Write note on %", NULL },
  { NULL, NULL, NULL },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;

  if (!args_given_from (args, 0))
    return edit_fail (error, "name what to set, for example tempo=120");
  if (arg_given (args, "kind") && arg_choice (args, "kind") == PROJECT_SONG &&
      list_n (project->songs))
    return edit_fail (error, "the album holds songs; remove them first");
  arg_to_choice (args, "kind", &project->kind);
  arg_to_text (args, "name", &project->name);
  if (arg_given (args, "tempo")) {
    if (list_n (project->tempos) == 0)
      list_insert (&project->tempos, 0, edit_new_node (edit, NODE_TEMPO, false));
    ((Tempo *) list_edit (&project->tempos, 0))->bpm = arg_number (args, "tempo");
    edit_tempo_changed (edit);
    takes_settle_all (edit);
  }
  if (arg_given (args, "meter")) {
    if (list_n (project->meters) == 0)
      list_insert (&project->meters, 0, edit_new_node (edit, NODE_METER, false));
    Meter *meter = (Meter *) list_edit (&project->meters, 0);
    meter->numerator = arg_int (args, "meter");
    meter->denominator = arg_other (args, "meter");
    edit_tempo_changed (edit);
  }
  if (arg_given (args, "rate") && !set_rate (project, arg_number (args, "rate"), error))
    return false;
  arg_to_text (args, "key", &project->key);
  arg_to_choice (args, "pan_law", &project->pan_law);
  arg_to_int (args, "seed", &project->seed);
  arg_to_text (args, "artist", &project->artist);
  arg_to_text (args, "album", &project->album);
  arg_to_text (args, "author", &project->author);
  arg_to_text (args, "created", &project->created);
  arg_to_text (args, "note", &project->note);
  edit_describe_set (edit, args, wordings, "the project");
  return true;
}

const CommandSpec command_project_set = { "project.set", "Change settings of the project", set_args,
                                          G_N_ELEMENTS (set_args), .run = apply_set };

static const ArgSpec span_args[] = {
  { "from", ARG_POSITION, .help = "where it begins" },
  { "to", ARG_POSITION, .help = "where it ends" },
  { "on", ARG_BOOL, .help = "switch it on or off", .initial = "on when a place is given" },
};

static bool
set_span (Edit *edit, const Args *args, Position *from, Position *to, bool *on, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const bool placed = arg_given (args, "from") || arg_given (args, "to");

  if (!args_given_from (args, 0))
    return edit_fail (error, "name the range with from= and to=, or on=off");
  if (arg_given (args, "from"))
    *from = arg_position (args, "from");
  if (arg_given (args, "to"))
    *to = arg_position (args, "to");
  if (placed && tempo_map_position_units (map, *to) <= tempo_map_position_units (map, *from))
    return edit_fail (error, "the end must lie behind the start");
  *on = arg_given (args, "on") ? arg_bool (args, "on") : true;
  return true;
}

static bool
apply_loop (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  edit_describe (edit, arg_given (args, "from") ? "Set the loop"
                       : arg_bool (args, "on")  ? "Switch the loop on"
                                                : "Switch the loop off");
  return set_span (edit, args, &project->loop_from, &project->loop_to, &project->loop, error);
}

const CommandSpec command_loop_set = { "loop.set", "Set the loop, or switch it on or off",
                                       span_args, G_N_ELEMENTS (span_args), .run = apply_loop };

static bool
apply_punch (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  edit_describe (edit, "Set the punch range");
  return set_span (edit, args, &project->punch_from, &project->punch_to, &project->punch, error);
}

const CommandSpec command_punch_set = { "punch.set",
                                        "Set where recording punches in and out, or switch it off",
                                        span_args, G_N_ELEMENTS (span_args), .run = apply_punch };

static const ArgSpec metronome_args[] = {
  { "mode", ARG_CHOICE, .help = "when it clicks", .choices = metronome_modes },
  { "gain", ARG_LEVEL, .help = "level", .min = -150, .max = 12 },
  { "count_in", ARG_INT, .help = "bars before recording begins", .min = 0, .max = 16 },
  { "pre_roll", ARG_INT, .help = "bars of the song before recording begins", .min = 0, .max = 16 },
};

static const Wording metronome_wordings[] = {
  { "mode", "Switch %", NULL },
  { "gain", "Change level of %", NULL },
  { "count_in", "Change count-in of %", NULL },
  { "pre_roll", "Change pre-roll of %", NULL },
  { NULL, NULL, NULL },
};

static bool
apply_metronome (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;

  if (!args_given_from (args, 0))
    return edit_fail (error, "name what to set, for example mode=on");
  arg_to_choice (args, "mode", &project->metronome);
  arg_to_number (args, "gain", &project->metronome_gain_db);
  arg_to_int (args, "count_in", &project->count_in_bars);
  arg_to_int (args, "pre_roll", &project->pre_roll_bars);
  edit_describe_set (edit, args, metronome_wordings, "the metronome");
  return true;
}

const CommandSpec command_metronome_set = { "metronome.set", "Change the metronome", metronome_args,
                                            G_N_ELEMENTS (metronome_args), .run = apply_metronome };

static const ArgSpec monitor_args[] = {
  { "level", ARG_LEVEL, .help = "level of the speakers", .min = -150, .max = 12 },
  { "dim", ARG_BOOL, .help = "softer for the moment" },
  { "mono", ARG_BOOL, .help = "hear the sum" },
  { "source", ARG_TEXT, .help = "main, a cue or a reference" },
  { "output", ARG_TEXT, .help = "which speakers" },
  { "translation", ARG_TEXT, .help = "how it sounds elsewhere: phone, laptop, car ..." },
};

static bool
apply_monitor (Edit *edit, const Args *args, GError **error)
{
  return edit_fail (error, "the monitor section belongs to the machine and not to the project: "
                           "set it where the project plays");
}

const CommandSpec command_monitor_set = {
  "monitor.set", "Change the monitor section of the machine while it plays; no project holds it",
  monitor_args, G_N_ELEMENTS (monitor_args), .run = apply_monitor
};

static const ArgSpec master_args[] = {
  { "gain", ARG_LEVEL, .help = "the fader of main", .min = -150, .max = 24 },
  { "loudness", ARG_NUMBER, .help = "what to aim at, LUFS; 0 = nothing", .min = -70, .max = 0 },
  { "ceiling", ARG_NUMBER, .help = "true peak, dBTP", .initial = "-1", .min = -20, .max = 0 },
};

static bool
apply_master (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  Track *main_track = project_edit_track (project, project_main (project)->node.id);

  if (!args_given_from (args, 0) && args_rest (args) == 0)
    return edit_fail (error, "name what to set, for example loudness=-14 or limiter.ceiling=-1");
  arg_to_number (args, "gain", &main_track->gain_db);
  arg_to_number (args, "loudness", &project->loudness_target);
  arg_to_number (args, "ceiling", &project->ceiling);
  edit_describe (edit, "Change the master");
  return chain_set_rest (edit, &main_track->master, args, error);
}

const CommandSpec command_master_set = {
  "master.set",
  "Set targets, and with EFFECT.PARAM=VALUE effects of the mastering chain, which are added",
  master_args,
  G_N_ELEMENTS (master_args),
  .open_ended = true,
  .run = apply_master
};

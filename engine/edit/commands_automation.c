/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation: points of envelopes. */
#include <math.h>
#include <string.h>

#include "edit/automation.h"
#include "edit/commands.h"

#define TRACK_ARG                                                                                  \
  {                                                                                                \
    "track", ARG_TRACK, .required = true, .help = "the track"                                      \
  }
#define CLIP_ARG                                                                                   \
  {                                                                                                \
    "clip", ARG_CLIP, .help = "the gain of a clip instead, in the time of the clip"                \
  }
#define TARGET_HELP "gain, pan, mute, width, EFFECT.PARAM or SEND.gain"
#define TARGET_ARG                                                                                 \
  {                                                                                                \
    "target", ARG_TEXT, .required = true, .help = TARGET_HELP                                      \
  }

static const char *
owner_name (const Edit *edit, const Target *target)
{
  return node_name (
      project_find (edit->project, target->clip ? target->clip : target->track, NULL));
}

static const ArgSpec add_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  TARGET_ARG,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands" },
  { "value", ARG_TEXT, .required = true, .help = "in the unit of the target" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes,
    .initial = "linear" },
  { "tension", ARG_NUMBER, .help = "of a curve", .initial = "0", .min = -1, .max = 1 },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Target target;
  Point point = { .shape = POINT_LINEAR };

  if (!target_read (edit, args, &target, error) ||
      !target_read_value (&target, arg_text (args, "value"), &point.value, error))
    return false;
  if (target_steps (&target))
    point.shape = POINT_HOLD;
  point_read_shape (args, &point);

  Envelope *envelope = target_edit_envelope (edit, &target, true);
  point.at = target_time (edit, &target, envelope, arg_position (args, "at"));
  run_insert_point (&envelope->points, &point);
  edit_describe (edit, "Automate %s of %s", target.spec ? target.spec->label : target.text,
                 owner_name (edit, &target));
  return true;
}

const CommandSpec command_automation_add = {
  "automation.add", "Set a point of automation, in place of one that is there", add_args,
  G_N_ELEMENTS (add_args), .run = apply_add
};

static const ArgSpec move_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  TARGET_ARG,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands" },
  { "to", ARG_POSITION, .help = "where it goes; a point that is there goes" },
  { "value", ARG_TEXT, .help = "its value" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes },
  { "tension", ARG_NUMBER, .help = "of a curve", .min = -1, .max = 1 },
};

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  Target target;

  if (!target_read (edit, args, &target, error))
    return false;
  if (!args_given_from (args, 4))
    return edit_fail (error, "name what changes: to=, value=, shape= or tension=");
  const int index = target_find_point (edit, &target, target_envelope (edit->project, &target),
                                       arg_position (args, "at"), error);
  if (index < 0)
    return false;
  Envelope *envelope = target_edit_envelope (edit, &target, false);
  Point point = *run_point (envelope->points, index);
  if (arg_given (args, "value") &&
      !target_read_value (&target, arg_text (args, "value"), &point.value, error))
    return false;
  point_read_shape (args, &point);
  if (arg_given (args, "to"))
    point.at = target_time (edit, &target, envelope, arg_position (args, "to"));
  points_replace (&envelope->points, index, &point);
  edit_describe (edit,
                 arg_given (args, "to")      ? "Move automation of %s"
                 : arg_given (args, "value") ? "Change automation of %s"
                                             : "Bend automation of %s",
                 owner_name (edit, &target));
  return true;
}

const CommandSpec command_automation_move = { "automation.move",
                                              "Move a point of automation or change it", move_args,
                                              G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec remove_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  TARGET_ARG,
  { "at", ARG_POSITION, .help = "the place of one point" },
  { "from", ARG_POSITION, .help = "or all points from here" },
  { "to", ARG_POSITION, .help = "up to here" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  const bool ranged = arg_given (args, "from") && arg_given (args, "to");
  Target target;

  if (!target_read (edit, args, &target, error))
    return false;
  if (arg_given (args, "at") == ranged || arg_given (args, "from") != arg_given (args, "to"))
    return edit_fail (error, "name one point with at=, or a range with from= and to=");
  const Envelope *there = target_envelope (edit->project, &target);
  const int index =
      ranged ? 0 : target_find_point (edit, &target, there, arg_position (args, "at"), error);
  if (index < 0)
    return false;
  if (!there)
    return edit_fail (error, "%s has no points", target.text);
  Envelope *envelope = target_edit_envelope (edit, &target, false);
  if (ranged) {
    const int64_t from = target_time (edit, &target, envelope, arg_position (args, "from"));
    const int64_t to = target_time (edit, &target, envelope, arg_position (args, "to"));
    const int first = run_lower_bound (envelope->points, from);
    while (first < run_n (envelope->points) && run_point (envelope->points, first)->at <= to)
      run_remove (&envelope->points, first);
  } else {
    run_remove (&envelope->points, index);
  }
  edit_describe (edit, "Remove automation of %s", owner_name (edit, &target));
  target_drop_empty (edit, &target);
  return true;
}

const CommandSpec command_automation_remove = { "automation.remove", "Remove points of automation",
                                                remove_args, G_N_ELEMENTS (remove_args),
                                                .run = apply_remove };

static const ArgSpec clear_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  { "target", ARG_TEXT, .help = TARGET_HELP, .initial = "all of them" },
};

static bool
apply_clear (Edit *edit, const Args *args, GError **error)
{
  Target target;

  if (arg_given (args, "target")) {
    if (!target_read (edit, args, &target, error))
      return false;
    Envelope *envelope = target_edit_envelope (edit, &target, false);
    if (!envelope)
      return edit_fail (error, "%s has no points", target.text);
    g_clear_pointer (&envelope->points, run_unref);
    target_drop_empty (edit, &target);
    edit_describe (edit, "Clear automation of %s", owner_name (edit, &target));
    return true;
  }
  List **list = arg_given (args, "clip")
                    ? &project_edit_clip (edit->project, arg_id (args, "clip"))->envelopes
                    : &project_edit_track (edit->project, arg_id (args, "track"))->envelopes;
  g_clear_pointer (list, list_unref);
  edit_describe (edit, "Clear automation");
  return true;
}

const CommandSpec command_automation_clear = { "automation.clear",
                                               "Remove all automation of a target or a track",
                                               clear_args, G_N_ELEMENTS (clear_args),
                                               .run = apply_clear };

static const ArgSpec set_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  TARGET_ARG,
  { "on", ARG_BOOL, .required = true, .help = "off: the static value holds for the moment" },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  Target target;

  if (!target_read (edit, args, &target, error))
    return false;
  Envelope *envelope = target_edit_envelope (edit, &target, false);
  if (!envelope)
    return edit_fail (error, "%s has no points", target.text);
  envelope->off = !arg_bool (args, "on");
  edit_describe (edit, "Switch automation of %s", owner_name (edit, &target));
  return true;
}

const CommandSpec command_automation_set = { "automation.set", "Switch automation on or off",
                                             set_args, G_N_ELEMENTS (set_args), .run = apply_set };

static const ArgSpec thin_args[] = {
  TRACK_ARG,
  CLIP_ARG,
  TARGET_ARG,
  { "from", ARG_POSITION, .help = "only from here" },
  { "to", ARG_POSITION, .help = "only up to here" },
  { "tolerance", ARG_NUMBER, .help = "how far the curve may change, in dB or percent of the range",
    .initial = "0.1 dB, 1 percent", .min = 0, .max = 100 },
};

static bool
apply_thin (Edit *edit, const Args *args, GError **error)
{
  Target target;
  int64_t from = INT64_MIN, to = INT64_MAX;

  if (!target_read (edit, args, &target, error))
    return false;
  Envelope *envelope = target_edit_envelope (edit, &target, false);
  if (!envelope)
    return edit_fail (error, "%s has no points", target.text);
  if (arg_given (args, "from"))
    from = target_time (edit, &target, envelope, arg_position (args, "from"));
  if (arg_given (args, "to"))
    to = target_time (edit, &target, envelope, arg_position (args, "to"));
  double tolerance = target.scale.step;
  if (arg_given (args, "tolerance"))
    tolerance = target.scale.decibels ? arg_number (args, "tolerance")
                                      : arg_number (args, "tolerance") * target.scale.step;
  const int n = points_thin (&envelope->points, from, to, tolerance, &target.scale);
  edit_describe (edit, "Thin out %d points of %s", n, owner_name (edit, &target));
  return true;
}

const CommandSpec command_automation_thin = { "automation.thin",
                                              "Remove points that hardly change the curve",
                                              thin_args, G_N_ELEMENTS (thin_args),
                                              .run = apply_thin };

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Controllers of note clips: their points. */
#include <string.h>

#include "edit/automation.h"
#include "edit/commands.h"
#include "edit/controllers.h"
#include "edit/lane.h"
#include "edit/notes.h"
#include "edit/points_write.h"

#define CLIP_ARG                                                                                   \
  {                                                                                                \
    "clip", ARG_CLIP, .required = true, .help = "a note clip"                                      \
  }
#define CONTROLLER_ARG                                                                             \
  {                                                                                                \
    "controller", ARG_TEXT,                                                                        \
        .required = true,                                                                          \
        .help =                                                                                    \
            "cc1, bend, pressure or program, with @10 for a channel; or modulation, volume, pan, " \
            "expression, sustain"                                                                  \
  }

/* What every one of these commands names. */
typedef struct {
  Clip *content;
  char *param;
} Meant;

static void
meant_clear (Meant *meant)
{
  g_free (meant->param);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meant, meant_clear)

static bool
read_meant (Edit *edit, const Args *args, Meant *meant, GError **error)
{
  meant->param = controller_read (arg_text (args, "controller"), error);
  if (!meant->param)
    return false;
  meant->content = notes_edit_clip (edit, arg_id (args, "clip"), error);
  return meant->content != NULL;
}

/* A place of the song as a tick of the content, through the clip that is named. */
static Ticks
content_tick (Edit *edit, const Args *args, const char *name)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *shown = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);
  return notes_from_song (map, shown, tempo_map_position_ticks (map, arg_position (args, name)));
}

/* The same, and false with an error where the clip does not reach. */
static bool
tick_in_clip (Edit *edit, const Args *args, const char *name, Ticks *at, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *shown = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);

  *at = content_tick (edit, args, name);
  if (*at >= shown->offset && *at <= shown->offset + clip_length_ticks (map, shown))
    return true;
  return edit_fail (error, "%s lies outside of '%s'", arg_text (args, name),
                    text_get (shown->name));
}

static Envelope *
edit_envelope (Edit *edit, const Meant *meant)
{
  List **list = &meant->content->envelopes;
  const Envelope *there = controller_find (meant->content, meant->param);

  for (int i = 0; there && i < list_n (*list); i++)
    if (list_get (*list, i) == &there->node)
      return (Envelope *) list_edit (list, i);
  Envelope *envelope = edit_new_node (edit, NODE_ENVELOPE, false);
  envelope->base = TIME_MUSICAL;
  text_set (&envelope->param, meant->param);
  list_insert (list, -1, &envelope->node);
  return envelope;
}

/* The same envelope in a clip that plays the same; NULL: none. */
static void
share (Edit *edit, const Envelope *from, const char *param, Clip *to)
{
  for (int i = 0; i < list_n (to->envelopes); i++) {
    const Envelope *there = (const Envelope *) list_get (to->envelopes, i);
    if (there->device || strcmp (text_get (there->param), param) != 0)
      continue;
    if (!from) {
      list_remove (&to->envelopes, i);
      return;
    }
    Envelope *envelope = (Envelope *) list_edit (&to->envelopes, i);
    run_unref (envelope->points);
    envelope->points = run_ref (from->points);
    return;
  }
  if (!from)
    return;
  Node *copy = node_copy (&from->node);
  copy->id = edit_new_id (edit, NODE_ENVELOPE);
  list_insert (&to->envelopes, -1, copy);
}

/* Takes an envelope without points away, and gives clips of the same link what this one has. */
static void
finish (Edit *edit, const Meant *meant)
{
  Project *project = edit->project;
  List **list = &meant->content->envelopes;
  const Envelope *there = controller_find (meant->content, meant->param);

  for (int i = list_n (*list) - 1; there && run_n (there->points) == 0 && i >= 0; i--)
    if (list_get (*list, i) == &there->node) {
      list_remove (list, i);
      there = NULL;
    }
  for (int t = 0; meant->content->linked && t < list_n (project->tracks); t++)
    for (int i = 0; i < list_n (((const Track *) list_get (project->tracks, t))->clips); i++) {
      const Track *track = (const Track *) list_get (project->tracks, t);
      const Clip *one = (const Clip *) list_get (track->clips, i);
      if (one->linked != meant->content->linked || one->node.id == meant->content->node.id ||
          one->kind != CLIP_NOTES)
        continue;
      Track *changed = (Track *) list_edit (&project->tracks, t);
      share (edit, there, meant->param, (Clip *) list_edit (&changed->clips, i));
    }
}

static int
find_point (const Envelope *envelope, Ticks at)
{
  const int index = envelope ? run_lower_bound (envelope->points, at) : 0;
  return envelope && index < run_n (envelope->points) &&
                 run_point (envelope->points, index)->at == at
             ? index
             : -1;
}

static const ArgSpec add_args[] = {
  CLIP_ARG,
  CONTROLLER_ARG,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands, in the song" },
  { "value", ARG_TEXT, .required = true, .help = "0 to 127, of bend -1 to 1; or a percentage" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes,
    .initial = "hold" },
  { "tension", ARG_NUMBER, .help = "of a curve", .initial = "0", .min = -1, .max = 1 },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  g_auto (Meant) meant = { 0 };
  Point point = { .shape = POINT_HOLD };

  if (!tick_in_clip (edit, args, "at", &point.at, error) ||
      !read_meant (edit, args, &meant, error) ||
      !controller_read_value (meant.param, arg_text (args, "value"), &point.value, error))
    return false;
  point_read_shape (args, &point);
  run_insert_point (&edit_envelope (edit, &meant)->points, &point);
  finish (edit, &meant);
  edit_describe (edit, "Set %s", meant.param);
  return true;
}

const CommandSpec command_controller_add = {
  "controller.add", "Set a point of a controller in a note clip, in place of one that is there",
  add_args, G_N_ELEMENTS (add_args), .run = apply_add
};

static const ArgSpec move_args[] = {
  CLIP_ARG,
  CONTROLLER_ARG,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands, in the song" },
  { "to", ARG_POSITION, .help = "where it goes; a point that is there goes" },
  { "value", ARG_TEXT, .help = "its value" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes },
  { "tension", ARG_NUMBER, .help = "of a curve", .min = -1, .max = 1 },
};

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  g_auto (Meant) meant = { 0 };

  if (!args_given_from (args, 3))
    return edit_fail (error, "name what changes: to=, value=, shape= or tension=");
  if (!read_meant (edit, args, &meant, error))
    return false;
  const int index =
      find_point (controller_find (meant.content, meant.param), content_tick (edit, args, "at"));
  if (index < 0)
    return edit_fail (error, "%s has no point at %s", meant.param, arg_text (args, "at"));
  Envelope *envelope = edit_envelope (edit, &meant);
  Point point = *run_point (envelope->points, index);
  if (arg_given (args, "value") &&
      !controller_read_value (meant.param, arg_text (args, "value"), &point.value, error))
    return false;
  if (arg_given (args, "to") && !tick_in_clip (edit, args, "to", &point.at, error))
    return false;
  point_read_shape (args, &point);
  points_replace (&envelope->points, index, &point);
  finish (edit, &meant);
  edit_describe (edit, "Move %s", meant.param);
  return true;
}

const CommandSpec command_controller_move = { "controller.move",
                                              "Move a point of a controller or change it",
                                              move_args, G_N_ELEMENTS (move_args),
                                              .run = apply_move };

static const ArgSpec remove_args[] = {
  CLIP_ARG,
  CONTROLLER_ARG,
  { "at", ARG_POSITION, .help = "the place of one point, in the song" },
  { "from", ARG_POSITION, .help = "or all points from here" },
  { "to", ARG_POSITION, .help = "up to here; without any place, all of it" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  const bool one = arg_given (args, "at"), from = arg_given (args, "from");
  g_auto (Meant) meant = { 0 };

  if (from != arg_given (args, "to") || (one && from))
    return edit_fail (error, "name one point with at=, or a range with from= and to=");
  if (!read_meant (edit, args, &meant, error))
    return false;
  const Envelope *there = controller_find (meant.content, meant.param);
  if (!there)
    return edit_fail (error, "the clip has no points of %s", meant.param);
  const Ticks first = one    ? content_tick (edit, args, "at")
                      : from ? content_tick (edit, args, "from")
                             : INT64_MIN;
  const Ticks last = one ? first : from ? content_tick (edit, args, "to") : INT64_MAX;
  if (one && find_point (there, first) < 0)
    return edit_fail (error, "%s has no point at %s", meant.param, arg_text (args, "at"));
  Envelope *envelope = edit_envelope (edit, &meant);
  const int index = run_lower_bound (envelope->points, first);
  while (index < run_n (envelope->points) && run_point (envelope->points, index)->at <= last)
    run_remove (&envelope->points, index);
  finish (edit, &meant);
  edit_describe (edit, "Remove %s", meant.param);
  return true;
}

const CommandSpec command_controller_remove = { "controller.remove",
                                                "Remove points of a controller from a note clip",
                                                remove_args, G_N_ELEMENTS (remove_args),
                                                .run = apply_remove };

static const ArgSpec write_args[] = {
  CLIP_ARG,
  CONTROLLER_ARG,
  { "from", ARG_POSITION, .required = true, .help = "what is there from here, in the song" },
  { "to", ARG_POSITION, .required = true, .help = "up to here is written over" },
  { "points", ARG_TEXT, .required = true,
    .help = "ticks behind from=, 0 first, and values, as 0:64,960:80; each value holds up to the "
            "next" },
};

static GArray *
read_points (const char *param, const char *text, Ticks from, Ticks to, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (Point));

  for (char **pair = pairs; *pair; pair++) {
    char *end;
    const Ticks at = g_ascii_strtoll (*pair, &end, 10);
    const Point *last = points->len ? &g_array_index (points, Point, points->len - 1) : NULL;
    Point point = { .shape = POINT_HOLD };
    bool good = end != *pair && *end == ':' && at >= 0 && at < to - from &&
                (last ? last->at < from + at : at == 0);
    if (!good)
      edit_fail (error, "'%.20s' is no point; write rising ticks and values as 0:64,960:80", *pair);
    else
      good = controller_read_value (param, end + 1, &point.value, error);
    if (!good)
      return NULL;
    point.at = from + at;
    g_array_append_val (points, point);
  }
  if (points->len == 0)
    edit_fail (error, "there is no point to write");
  return points->len ? g_steal_pointer (&points) : NULL;
}

static bool
apply_write (Edit *edit, const Args *args, GError **error)
{
  g_auto (Meant) meant = { 0 };
  Ticks from, to;

  if (!tick_in_clip (edit, args, "from", &from, error) ||
      !tick_in_clip (edit, args, "to", &to, error))
    return false;
  if (to <= from)
    return edit_fail (error, "to= must lie behind from=");
  if (!read_meant (edit, args, &meant, error))
    return false;
  g_autoptr (GArray) points = read_points (meant.param, arg_text (args, "points"), from, to, error);
  if (!points)
    return false;
  Envelope *envelope = edit_envelope (edit, &meant);
  const Point *first = &g_array_index (points, Point, 0);
  if (points_before (envelope->points, to) < 0) /* nothing held here, nothing is to come back */
    for (guint i = 0; i < points->len; i++)
      run_insert_point (&envelope->points, &first[i]);
  else {
    PointStretch stretch = {
      .before = from - 1, .from = from, .to = to - 1, .behind = to, .steps = true, .most = 127
    };
    if (points_before (envelope->points, from - 1) < 0)
      stretch.before = from;
    points_write (&envelope->points, &stretch, first, (int) points->len, 0);
  }
  finish (edit, &meant);
  edit_describe (edit, "Draw %s", meant.param);
  return true;
}

const CommandSpec command_controller_write = { "controller.write",
                                               "Put a drawn curve into a controller of a note clip",
                                               write_args, G_N_ELEMENTS (write_args),
                                               .run = apply_write };

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is played on single notes: points of their pitch, pressure and timbre. */
#include "edit/commands.h"
#include "edit/expressions.h"
#include "edit/notes.h"
#include "edit/points.h"

#define EXPRESSED_ARGS                                                                             \
  { "clip", ARG_CLIP, .required = true, .help = "a note clip" },                                   \
      { "note", ARG_NOTES, .required = true, .help = "ids or positions in the clip" },             \
  {                                                                                                \
    "expression", ARG_CHOICE, .required = true, .choices = expression_params,                      \
                              .help = "what of the notes"                                          \
  }

/* One note that a command names, and what of it. */
typedef struct {
  Edit *edit;
  const Args *args;
  Clip *content;
  Note note; /* texts borrowed from the run */
  Ticks start; /* of the note, in the song */
  int kind;
} Meant;

/* A place of the song as ticks behind the note's start; the end counts where `at_end`. */
static bool
read_place (const Meant *meant, const char *name, bool at_end, Ticks *at, GError **error)
{
  const TempoMap *map = edit_tempo_map (meant->edit);

  *at = tempo_map_position_ticks (map, arg_position (meant->args, name)) - meant->start;
  if (*at >= 0 && (at_end ? *at <= meant->note.length : *at < meant->note.length))
    return true;
  return edit_fail (error, "%s lies outside of the note", arg_text (meant->args, name));
}

static int
find_point (const Expression *expression, Ticks at)
{
  const int index = expression ? run_lower_bound (expression->points, at) : 0;
  return expression && index < run_n (expression->points) &&
                 run_point (expression->points, index)->at == at
             ? index
             : -1;
}

static const Expression *
find (const Meant *meant)
{
  return expression_find (meant->content, meant->note.id, meant->kind);
}

static int
index_of (const Meant *meant)
{
  const Expression *there = find (meant);
  for (int i = 0; there && i < list_n (meant->content->expressions); i++)
    if (list_get (meant->content->expressions, i) == &there->node)
      return i;
  return -1;
}

/* To be written; a fresh one where the note has none. */
static Expression *
edit_expression (const Meant *meant)
{
  List **list = &meant->content->expressions;
  const int index = index_of (meant);

  if (index >= 0)
    return (Expression *) list_edit (list, index);
  Expression *expression = edit_new_node (meant->edit, NODE_EXPRESSION, false);
  expression->note = meant->note.id;
  text_set (&expression->param, expression_params[meant->kind]);
  list_insert (list, -1, &expression->node);
  return expression;
}

/* One without points goes. */
static void
drop_empty (const Meant *meant)
{
  const int index = index_of (meant);
  if (index >= 0 && run_n (find (meant)->points) == 0)
    list_remove (&meant->content->expressions, index);
}

/* Calls `change` for each note that is named. */
static bool
express (Edit *edit, const Args *args, bool (*change) (const Meant *meant, GError **error),
         GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  int n;
  const Id *ids = arg_ids (args, "note", &n);
  Clip *content = notes_edit_clip (edit, arg_id (args, "clip"), error);

  if (!content)
    return false;
  for (int i = 0; i < n; i++) {
    const Clip *shown = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);
    const int index = run_find_note (content->notes, ids[i]);
    if (index < 0)
      continue;
    Meant meant = { edit,    args,
                    content, *run_note (content->notes, index),
                    0,       arg_choice (args, "expression") };
    meant.start = notes_to_song (map, shown, meant.note.at);
    if (!change (&meant, error))
      return false;
    drop_empty (&meant);
  }
  notes_changed (edit, content);
  return true;
}

static const ArgSpec add_args[] = {
  EXPRESSED_ARGS,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands, in the song" },
  { "value", ARG_TEXT, .required = true,
    .help = "semitones from -48 to 48, of pressure and timbre 0 to 127; or a percentage" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes,
    .initial = "linear" },
};

static bool
add (const Meant *meant, GError **error)
{
  Point point = { .shape = POINT_LINEAR };

  if (!read_place (meant, "at", false, &point.at, error) ||
      !expression_read_value (meant->kind, arg_text (meant->args, "value"), &point.value, error))
    return false;
  if (arg_given (meant->args, "shape"))
    point.shape = (PointShape) arg_choice (meant->args, "shape");
  run_insert_point (&edit_expression (meant)->points, &point);
  return true;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  edit_describe (edit, "Set %s of notes", expression_params[arg_choice (args, "expression")]);
  return express (edit, args, add, error);
}

const CommandSpec command_expression_add = {
  "expression.add", "Set a point of a note's pitch, pressure or timbre, in place of one there",
  add_args, G_N_ELEMENTS (add_args), .run = apply_add
};

static const ArgSpec move_args[] = {
  EXPRESSED_ARGS,
  { "at", ARG_POSITION, .required = true, .help = "where the point stands, in the song" },
  { "to", ARG_POSITION, .help = "where it goes; a point that is there goes" },
  { "value", ARG_TEXT, .help = "its value" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes },
};

static bool
move (const Meant *meant, GError **error)
{
  Ticks at;

  if (!read_place (meant, "at", true, &at, error))
    return false;
  const int index = find_point (find (meant), at);
  if (index < 0)
    return edit_fail (error, "no point stands at %s", arg_text (meant->args, "at"));
  Expression *expression = edit_expression (meant);
  Point point = *run_point (expression->points, index);
  if (arg_given (meant->args, "value") &&
      !expression_read_value (meant->kind, arg_text (meant->args, "value"), &point.value, error))
    return false;
  if (arg_given (meant->args, "to") && !read_place (meant, "to", false, &point.at, error))
    return false;
  if (arg_given (meant->args, "shape"))
    point.shape = (PointShape) arg_choice (meant->args, "shape");
  if (point.unknown)
    g_ref_string_acquire (point.unknown);
  run_remove (&expression->points, index);
  run_insert_point (&expression->points, &point);
  if (point.unknown)
    g_ref_string_release (point.unknown);
  return true;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  if (!arg_given (args, "to") && !arg_given (args, "value") && !arg_given (args, "shape"))
    return edit_fail (error, "name what changes: to=, value= or shape=");
  edit_describe (edit, "Move %s of notes", expression_params[arg_choice (args, "expression")]);
  return express (edit, args, move, error);
}

const CommandSpec command_expression_move = { "expression.move",
                                              "Move a point of a note's pitch, pressure or timbre",
                                              move_args, G_N_ELEMENTS (move_args),
                                              .run = apply_move };

static const ArgSpec remove_args[] = {
  EXPRESSED_ARGS,
  { "at", ARG_POSITION, .help = "the place of one point, in the song; without it, all of it" },
};

static bool
remove_points (const Meant *meant, GError **error)
{
  Ticks at;

  if (!arg_given (meant->args, "at")) {
    const int index = index_of (meant);
    if (index >= 0)
      list_remove (&meant->content->expressions, index);
    return true;
  }
  if (!read_place (meant, "at", true, &at, error))
    return false;
  const int index = find_point (find (meant), at);
  if (index < 0)
    return edit_fail (error, "no point stands at %s", arg_text (meant->args, "at"));
  run_remove (&edit_expression (meant)->points, index);
  return true;
}

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  edit_describe (edit, "Remove %s of notes", expression_params[arg_choice (args, "expression")]);
  return express (edit, args, remove_points, error);
}

const CommandSpec command_expression_remove = {
  "expression.remove", "Remove points of a note's pitch, pressure or timbre", remove_args,
  G_N_ELEMENTS (remove_args), .run = apply_remove
};

static const ArgSpec write_args[] = {
  EXPRESSED_ARGS,
  { "from", ARG_POSITION, .required = true, .help = "what is there from here, in the song" },
  { "to", ARG_POSITION, .required = true, .help = "up to here is written over" },
  { "points", ARG_TEXT, .required = true,
    .help = "ticks behind from=, 0 first, and values, as 0:0,960:2; straight lines between them" },
};

static GArray *
read_points (int kind, const char *text, Ticks from, Ticks to, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (Point));

  for (char **pair = pairs; *pair; pair++) {
    char *end;
    const Ticks at = g_ascii_strtoll (*pair, &end, 10);
    const Point *last = points->len ? &g_array_index (points, Point, points->len - 1) : NULL;
    Point point = { .shape = POINT_LINEAR };
    bool good = end != *pair && *end == ':' && at >= 0 && at <= to - from &&
                (last ? last->at < from + at : at == 0);
    if (!good)
      edit_fail (error, "'%.20s' is no point; write rising ticks and values as 0:0,960:2", *pair);
    else
      good = expression_read_value (kind, end + 1, &point.value, error);
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
write_points (const Meant *meant, GError **error)
{
  const char *text = arg_text (meant->args, "points");
  Ticks from, to;

  if (!read_place (meant, "from", false, &from, error) ||
      !read_place (meant, "to", true, &to, error))
    return false;
  if (to <= from)
    return edit_fail (error, "to= must lie behind from=");
  g_autoptr (GArray) points = read_points (meant->kind, text, from, to, error);
  if (!points)
    return false;
  Expression *expression = edit_expression (meant);
  int index = run_lower_bound (expression->points, from);
  while (index < run_n (expression->points) && run_point (expression->points, index)->at <= to)
    run_remove (&expression->points, index);
  for (guint i = 0; i < points->len; i++)
    run_insert_point (&expression->points, &g_array_index (points, Point, i));
  return true;
}

static bool
apply_write (Edit *edit, const Args *args, GError **error)
{
  edit_describe (edit, "Draw %s of notes", expression_params[arg_choice (args, "expression")]);
  return express (edit, args, write_points, error);
}

const CommandSpec command_expression_write = {
  "expression.write", "Put a drawn curve into a note's pitch, pressure or timbre", write_args,
  G_N_ELEMENTS (write_args), .run = apply_write
};

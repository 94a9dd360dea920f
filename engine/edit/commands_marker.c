/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markers and comments. */
#include "edit/commands.h"
#include "edit/ruler.h"

static const ArgSpec marker_add_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "where" },
  { "name", ARG_NAME, .required = true, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
};

static bool
apply_marker_add (Edit *edit, const Args *args, GError **error)
{
  Marker *marker = edit_new_node (edit, NODE_MARKER, true);
  marker->at = arg_position (args, "at");
  arg_to_text (args, "name", &marker->name);
  arg_to_text (args, "color", &marker->color);
  ruler_insert (edit, &edit->project->markers, &marker->node);
  edit_describe (edit, "Add marker %s", arg_text (args, "name"));
  return true;
}

const CommandSpec command_marker_add = { "marker.add", "Add a marker", marker_add_args,
                                         G_N_ELEMENTS (marker_add_args), .run = apply_marker_add };

static const ArgSpec marker_set_args[] = {
  { "marker", ARG_MARKER, .required = true, .help = "the marker" },
  { "name", ARG_NAME, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
};

static bool
apply_marker_set (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->markers;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set: name= or color=");
  Marker *marker = (Marker *) list_edit (list, list_find (*list, arg_id (args, "marker")));
  arg_to_text (args, "name", &marker->name);
  arg_to_text (args, "color", &marker->color);
  edit_describe (edit, !arg_given (args, "color") ? "Rename marker to %s" : "Color marker %s",
                 text_get (marker->name));
  return true;
}

const CommandSpec command_marker_set = { "marker.set", "Change a marker", marker_set_args,
                                         G_N_ELEMENTS (marker_set_args), .run = apply_marker_set };

static const ArgSpec marker_move_args[] = {
  { "marker", ARG_MARKER, .required = true, .help = "the marker" },
  { "to", ARG_POSITION, .help = "where to" },
  { "by", ARG_LENGTH, .help = "or how far; negative is earlier" },
};

static bool
apply_marker_move (Edit *edit, const Args *args, GError **error)
{
  return ruler_move (edit, args, &edit->project->markers, "marker", error);
}

const CommandSpec command_marker_move = { "marker.move", "Move a marker", marker_move_args,
                                          G_N_ELEMENTS (marker_move_args),
                                          .run = apply_marker_move };

static bool
apply_marker_remove (Edit *edit, const Args *args, GError **error)
{
  return ruler_remove (edit, args, &edit->project->markers, "marker");
}

const CommandSpec command_marker_remove = { "marker.remove", "Remove a marker", marker_move_args, 1,
                                            .run = apply_marker_remove };

static const ArgSpec comment_add_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "where" },
  { "text", ARG_TEXT, .required = true, .help = "what there is to say" },
  { "author", ARG_TEXT, .required = true, .help = "who says it" },
  { "role", ARG_TEXT, .help = "artist, mixer, label ..." },
  { "about", ARG_NODE, .help = "a track, clip or take", .initial = "the song" },
  { "created", ARG_TEXT, .help = "date and time, RFC 3339 in UTC" },
};

static bool
apply_comment_add (Edit *edit, const Args *args, GError **error)
{
  Comment *comment = edit_new_node (edit, NODE_COMMENT, true);
  comment->at = arg_position (args, "at");
  comment->about = arg_id (args, "about");
  arg_to_text (args, "text", &comment->text);
  arg_to_text (args, "author", &comment->author);
  arg_to_text (args, "role", &comment->role);
  arg_to_text (args, "created", &comment->created);
  ruler_insert (edit, &edit->project->comments, &comment->node);
  edit_describe (edit, "Add a comment");
  return true;
}

const CommandSpec command_comment_add = { "comment.add", "Add a comment", comment_add_args,
                                          G_N_ELEMENTS (comment_add_args),
                                          .run = apply_comment_add };

static const ArgSpec comment_resolve_args[] = {
  { "comment", ARG_COMMENT, .required = true, .help = "id, text or position in the list" },
  { "on", ARG_BOOL, .help = "off opens it again", .initial = "on" },
};

static bool
apply_comment_resolve (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->comments;
  Comment *comment = (Comment *) list_edit (list, list_find (*list, arg_id (args, "comment")));
  comment->resolved = true;
  arg_to_bool (args, "on", &comment->resolved);
  edit_describe (edit, "Resolve a comment");
  return true;
}

const CommandSpec command_comment_resolve = { "comment.resolve", "Mark a comment as done",
                                              comment_resolve_args,
                                              G_N_ELEMENTS (comment_resolve_args),
                                              .run = apply_comment_resolve };

static bool
apply_comment_remove (Edit *edit, const Args *args, GError **error)
{
  return ruler_remove (edit, args, &edit->project->comments, "comment");
}

const CommandSpec command_comment_remove = { "comment.remove", "Remove a comment",
                                             comment_resolve_args, 1, .run = apply_comment_remove };

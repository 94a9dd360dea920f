/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/ruler.h"

/* Any of them has a place in time; chords keep theirs in ticks. */
static Position
place_of_node (const Node *node)
{
  switch (node->kind) {
  case NODE_MARKER:
    return ((const Marker *) node)->at;
  case NODE_LYRIC:
    return ((const Lyric *) node)->at;
  case NODE_COMMENT:
    return ((const Comment *) node)->at;
  default:
    return (Position){ ((const Chord *) node)->at, TIME_MUSICAL };
  }
}

static void
set_place (Node *node, Position at)
{
  if (node->kind == NODE_MARKER)
    ((Marker *) node)->at = at;
  else if (node->kind == NODE_LYRIC)
    ((Lyric *) node)->at = at;
  else if (node->kind == NODE_COMMENT)
    ((Comment *) node)->at = at;
  else
    ((Chord *) node)->at = at.value;
}

/* Lists of a ruler stand in the order of time; takes the reference. */
void
ruler_insert (Edit *edit, List **list, Node *node)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units at = tempo_map_position_units (map, place_of_node (node));
  int index = 0;

  while (index < list_n (*list) &&
         tempo_map_position_units (map, place_of_node (list_get (*list, index))) <= at)
    index++;
  list_insert (list, index, node);
}

/* The node that an argument names, out of its list as a copy of the caller's. */
gpointer
ruler_take (List **list, Id id)
{
  const int index = list_find (*list, id);
  Node *node = node_copy (list_get (*list, index));
  list_remove (list, index);
  return node;
}

/* To another place by "to" or "by", in the base that it has. */
bool
ruler_move (Edit *edit, const Args *args, List **list, const char *what, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);

  if (arg_given (args, "to") == arg_given (args, "by"))
    return edit_fail (error, "name either to= or by=");
  Node *node = ruler_take (list, arg_id (args, what));
  Position at = place_of_node (node);
  if (arg_given (args, "to")) {
    at = tempo_map_rebase (map, arg_position (args, "to"), at.base);
  } else {
    const Length by = arg_length (args, "by");
    at = position_add (map, at, &by);
  }
  if (at.value < 0) {
    node_unref (node);
    return edit_fail (error, "that is before the start of the song");
  }
  set_place (node, at);
  ruler_insert (edit, list, node);
  edit_describe (edit, "Move %s", what);
  return true;
}

bool
ruler_remove (Edit *edit, const Args *args, List **list, const char *what)
{
  list_remove (list, list_find (*list, arg_id (args, what)));
  edit_describe (edit, "Remove %s", what);
  return true;
}

/* A length that is nothing or more, in the base of `at`. */
bool
ruler_read_length (Edit *edit, const Args *args, Position at, Position *length, GError **error)
{
  const Length given = arg_length (args, "length");

  *length = (Position){ length_at (&given, edit_tempo_map (edit), at, at.base), at.base };
  return length->value >= 0 || edit_fail (error, "the length cannot be less than nothing");
}

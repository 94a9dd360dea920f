/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rulers as pieces lay them: markers, sections, chords, lyrics, keys, comments, tempo and meter. */
#include "edit/pieces.h"

#include <string.h>

/* Where a node of a ruler stands and how long it is, as values of its own base. */
typedef struct {
  TimeBase base;
  int64_t at, length;
} Span;

static Span
span_of (const Node *node)
{
  switch (node->kind) {
  case NODE_SECTION:
    return (Span){ TIME_MUSICAL, ((const Section *) node)->at, ((const Section *) node)->length };
  case NODE_CHORD:
    return (Span){ TIME_MUSICAL, ((const Chord *) node)->at, ((const Chord *) node)->length };
  case NODE_KEY:
    return (Span){ TIME_MUSICAL, ((const Key *) node)->at, 0 };
  case NODE_TEMPO:
    return (Span){ TIME_MUSICAL, ((const Tempo *) node)->at, 0 };
  case NODE_METER:
    return (Span){ TIME_MUSICAL, ((const Meter *) node)->at, 0 };
  case NODE_MARKER:
    return (Span){ ((const Marker *) node)->at.base, ((const Marker *) node)->at.value, 0 };
  case NODE_COMMENT:
    return (Span){ ((const Comment *) node)->at.base, ((const Comment *) node)->at.value, 0 };
  case NODE_LYRIC: {
    const Lyric *lyric = (const Lyric *) node;
    return (Span){ lyric->at.base, lyric->at.value,
                   lyric->length.base == lyric->at.base ? lyric->length.value : 0 };
  }
  default:
    g_assert_not_reached ();
  }
}

static void
set_span (Node *node, int64_t at, int64_t length)
{
  switch (node->kind) {
  case NODE_SECTION:
    ((Section *) node)->at = at;
    ((Section *) node)->length = length;
    break;
  case NODE_CHORD:
    ((Chord *) node)->at = at;
    ((Chord *) node)->length = length;
    break;
  case NODE_KEY:
    ((Key *) node)->at = at;
    break;
  case NODE_TEMPO:
    ((Tempo *) node)->at = at;
    break;
  case NODE_METER:
    ((Meter *) node)->at = at;
    break;
  case NODE_MARKER:
    ((Marker *) node)->at.value = at;
    break;
  case NODE_COMMENT:
    ((Comment *) node)->at.value = at;
    break;
  case NODE_LYRIC: {
    Lyric *lyric = (Lyric *) node;
    lyric->at.value = at;
    if (length > 0)
      lyric->length.value = length;
    break;
  }
  default:
    g_assert_not_reached ();
  }
}

static Node *
lay_node (Layout *layout, const Piece *piece, const Node *old)
{
  const Span span = span_of (old);
  const bool musical = span.base == TIME_MUSICAL;
  const int64_t from = musical ? piece->from.ticks : piece->from.units;
  const int64_t to = musical ? piece->to.ticks : piece->to.units;
  const int64_t at = musical ? piece->at.ticks : piece->at.units;
  const int64_t end = span.at + span.length;
  const Id id = old->id;

  if (span.length > 0 ? span.at >= to || end <= from : span.at >= to || span.at < from)
    return NULL;
  Node *node = node_copy (old);
  layout_take_id (layout, node, old);
  set_span (node, MAX (span.at, from) + at - from, MIN (end, to) - MAX (span.at, from));
  if (node->kind == NODE_SECTION && node->id != id)
    g_array_append_val (layout->edit->created, node->id);
  return node;
}

static void
lay_list (Layout *layout, List **slot, const List *old)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (int p = 0; p < layout->n; p++)
    for (int i = 0; i < list_n (old); i++) {
      Node *node = lay_node (layout, &layout->pieces[p], list_get (old, i));
      if (node)
        g_ptr_array_add (nodes, node);
    }
  list_unref (*slot);
  *slot = list_new ((Node **) nodes->pdata, (int) nodes->len);
}

/* The last of a list at or before a place, or NULL. */
static const Node *
governing (const List *list, Ticks at)
{
  const Node *found = NULL;
  for (int i = 0; i < list_n (list); i++)
    if (span_of (list_get (list, i)).at <= at)
      found = list_get (list, i);
  return found;
}

static bool
says_the_same (const Node *a, const Node *b)
{
  if (!a || !b)
    return a == b;
  switch (a->kind) {
  case NODE_KEY:
    return strcmp (text_get (((const Key *) a)->key), text_get (((const Key *) b)->key)) == 0;
  case NODE_METER:
    return ((const Meter *) a)->numerator == ((const Meter *) b)->numerator &&
           ((const Meter *) a)->denominator == ((const Meter *) b)->denominator;
  default:
    return ((const Tempo *) a)->bpm == ((const Tempo *) b)->bpm &&
           ((const Tempo *) a)->ramp == ((const Tempo *) b)->ramp;
  }
}

static void
append (GPtrArray *nodes, Node *node)
{
  Node *last = nodes->len ? nodes->pdata[nodes->len - 1] : NULL;

  if (last && span_of (last).at >= span_of (node).at) {
    if (span_of (last).at > span_of (node).at) {
      node_unref (node);
      return;
    }
    node_unref (last);
    g_ptr_array_set_size (nodes, (int) nodes->len - 1);
  }
  g_ptr_array_add (nodes, node);
}

/* A ramp that the end of its piece cuts off gets there the value that it has there. */
static void
end_ramp (Layout *layout, GPtrArray *nodes, const Piece *piece)
{
  const Tempo *last = nodes->len ? nodes->pdata[nodes->len - 1] : NULL;
  const Ticks length = piece->to.ticks - piece->from.ticks;

  if (!last || !last->ramp || length < 2 || last->at >= piece->at.ticks + length - 1)
    return;
  Tempo *end = edit_new_node (layout->edit, NODE_TEMPO, false);
  end->at = piece->at.ticks + length - 1;
  end->bpm = tempo_map_bpm (layout->old_map, piece->to.ticks - 1);
  g_ptr_array_add (nodes, end);
}

static void
lay_states (Layout *layout, List **slot, const List *old)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (int p = 0; p < layout->n; p++) {
    const Piece *piece = &layout->pieces[p];
    const Node *state = governing (old, piece->from.ticks);
    const Node *now = nodes->len ? nodes->pdata[nodes->len - 1] : NULL;
    const bool is_tempo = state && state->kind == NODE_TEMPO;
    const bool begins = state && span_of (state).at == piece->from.ticks;
    if (state && !begins &&
        (!says_the_same (state, now) || (is_tempo && ((Tempo *) state)->ramp))) {
      Node *again = node_copy (state);
      layout_take_id (layout, again, state);
      set_span (again, piece->at.ticks, 0);
      if (is_tempo)
        ((Tempo *) again)->bpm = tempo_map_bpm (layout->old_map, piece->from.ticks);
      append (nodes, again);
    }
    for (int i = 0; i < list_n (old); i++) {
      const Node *one = list_get (old, i);
      Node *node = lay_node (layout, piece, one);
      const Node *before = nodes->len ? nodes->pdata[nodes->len - 1] : NULL;
      if (node && before && span_of (node).at == piece->at.ticks && says_the_same (node, before) &&
          p > 0 && !(node->kind == NODE_TEMPO && ((Tempo *) node)->ramp))
        g_clear_pointer (&node, node_unref);
      if (node)
        append (nodes, node);
    }
    if (is_tempo && p + 1 < layout->n)
      end_ramp (layout, nodes, piece);
  }
  list_unref (*slot);
  *slot = list_new ((Node **) nodes->pdata, (int) nodes->len);
}

void
layout_tempo (Layout *layout)
{
  Project *project = layout->edit->project;

  lay_states (layout, &project->tempos, layout->old->tempos);
  lay_states (layout, &project->meters, layout->old->meters);
  edit_tempo_changed (layout->edit);
}

void
layout_rulers (Layout *layout)
{
  Project *project = layout->edit->project;
  const Project *old = layout->old;

  lay_states (layout, &project->keys, old->keys);
  lay_list (layout, &project->chords, old->chords);
  lay_list (layout, &project->markers, old->markers);
  lay_list (layout, &project->sections, old->sections);
  lay_list (layout, &project->lyrics, old->lyrics);
  lay_list (layout, &project->comments, old->comments);
}

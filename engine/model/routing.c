/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routing as a graph of tracks, and the search for a circle in it. */
#include "model/check.h"

typedef struct {
  int from, to;
} Edge;

typedef struct {
  const Project *project;
  GHashTable *index_of; /* Id * -> index + 1 */
  GArray *edges;
  int listener; /* the track whose effects are being walked */
} Routing;

static int
index_of (const Routing *routing, Id id)
{
  return id ? GPOINTER_TO_INT (g_hash_table_lookup (routing->index_of, &id)) - 1 : -1;
}

static const Track *
track_at (const Routing *routing, int index)
{
  return index < 0 ? NULL : (const Track *) list_get (routing->project->tracks, index);
}

static void
add_edge (Routing *routing, int from, int to)
{
  const Edge edge = { from, to };
  if (from >= 0 && to >= 0)
    g_array_append_val (routing->edges, edge);
}

/* As project_output_of, by index. */
static int
output_of (const Routing *routing, int index)
{
  const Track *track = track_at (routing, index);

  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return -1;
  const int output = index_of (routing, track->output);
  if (output >= 0)
    return output;
  int group = index_of (routing, track->group);
  for (int depth = 0; group >= 0 && depth < list_n (routing->project->tracks); depth++) {
    if (track_at (routing, group)->kind == TRACK_GROUP)
      return group;
    group = index_of (routing, track_at (routing, group)->group);
  }
  const Track *main_track = project_main (routing->project);
  return main_track ? index_of (routing, main_track->node.id) : -1;
}

/* A sidechain points the other way: the listener comes after the track that it listens to. */
static bool
add_sidechain (const Node *node, const Node *parent, void *data)
{
  Routing *routing = data;
  if (node->kind == NODE_EFFECT)
    add_edge (routing, index_of (routing, ((const Effect *) node)->sidechain), routing->listener);
  return true;
}

static void
add_listeners (Routing *routing, const Track *track)
{
  const List *const lists[] = { track->effects, track->master };

  node_walk ((const Node *) track->instrument, NULL, add_sidechain, routing);
  for (size_t l = 0; l < G_N_ELEMENTS (lists); l++)
    for (int e = 0; e < list_n (lists[l]); e++)
      node_walk (list_get (lists[l], e), NULL, add_sidechain, routing);
}

static int
compare_edges (const void *a, const void *b)
{
  const Edge *p = a, *q = b;
  return p->from != q->from ? p->from - q->from : p->to - q->to;
}

/* Depth first without recursion; `first` says where the edges of each track begin. Returns a track
 * on a circle, with the circle in `next`, or -1. */
static int
find_circle (const Edge *edges, const int *first, int n, int *next)
{
  enum { NEW, OPEN, DONE };
  g_autofree char *state = g_new0 (char, n + 1);
  g_autofree int *at = g_new (int, n + 1); /* the next edge to follow */
  g_autofree int *stack = g_new (int, n + 1);

  for (int start = 0; start < n; start++) {
    int depth = 0;
    if (state[start] != NEW)
      continue;
    stack[depth++] = start;
    state[start] = OPEN;
    at[start] = first[start];
    while (depth > 0) {
      const int track = stack[depth - 1];
      if (at[track] == first[track + 1]) {
        state[track] = DONE;
        depth--;
        continue;
      }
      const int to = edges[at[track]++].to;
      next[track] = to;
      if (state[to] == OPEN)
        return to;
      if (state[to] == NEW) {
        stack[depth++] = to;
        state[to] = OPEN;
        at[to] = first[to];
      }
    }
  }
  return -1;
}

char *
project_find_cycle (const Project *project)
{
  const int n = list_n (project->tracks);
  Routing routing = { .project = project,
                      .index_of = g_hash_table_new (g_int64_hash, g_int64_equal),
                      .edges = g_array_new (FALSE, FALSE, sizeof (Edge)) };
  g_autofree int *first = g_new0 (int, n + 2);
  g_autofree int *next = g_new0 (int, n + 1);

  for (int i = 0; i < n; i++)
    g_hash_table_insert (routing.index_of, &list_get (project->tracks, i)->id,
                         GINT_TO_POINTER (i + 1));
  for (int i = 0; i < n; i++) {
    const Track *track = track_at (&routing, i);
    add_edge (&routing, i, output_of (&routing, i));
    for (int s = 0; s < list_n (track->sends); s++)
      add_edge (&routing, i, index_of (&routing, ((const Send *) list_get (track->sends, s))->to));
    routing.listener = i;
    add_listeners (&routing, track);
  }
  g_array_sort (routing.edges, compare_edges);
  const Edge *edges = (const Edge *) (void *) routing.edges->data;
  for (guint e = 0; e < routing.edges->len; e++)
    first[edges[e].from + 1]++;
  for (int i = 0; i < n; i++)
    first[i + 1] += first[i];

  const int start = find_circle (edges, first, n, next);
  GString *names = NULL;
  if (start >= 0) {
    int at = start;
    names = g_string_new (NULL);
    do {
      g_string_append_printf (names, "%s > ", node_name (list_get (project->tracks, at)));
      at = next[at];
    } while (at != start);
    g_string_append (names, node_name (list_get (project->tracks, start)));
  }
  g_hash_table_unref (routing.index_of);
  g_array_unref (routing.edges);
  return names ? g_string_free (names, FALSE) : NULL;
}

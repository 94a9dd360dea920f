/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check_parts.h"

static void
visit_node (Check *check, const Node *node, const Node *parent, bool remembered)
{
  check_node (check, node, parent, NULL, ~UINT64_C (0), remembered);
}

typedef void (*Visit) (Check *check, const Node *node, const Node *parent, bool remembered);

/* Walks over the tree; `remembered` is true for what a snapshot holds of a strip, which carries
 * the ids of what it remembers. */
static void
walk (Check *check, const Node *node, const Node *parent, bool remembered, Visit visit)
{
  const NodeType *type = node_type_of (node);

  visit (check, node, parent, remembered);
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    const bool inside = remembered || node->kind == NODE_STRIP;
    if (type->children[i].type == FIELD_CHILD && *(Node *const *) at)
      walk (check, *(Node *const *) at, node, inside, visit);
    if (type->children[i].type != FIELD_LIST)
      continue;
    const List *list = *(List *const *) at;
    for (int k = 0; k < list_n (list); k++)
      walk (check, list->items[k], node, inside, visit);
  }
}

static void
collect_id (Check *check, const Node *node, const Node *parent, bool remembered)
{
  if (!remembered && node->id &&
      !g_hash_table_insert (check->ids, (void *) &node->id, (void *) node)) {
    g_autofree char *what = check_describe (node);
    check_fault (check, "%s: the id is used twice", what);
  }
}

static void
check_tracks (Check *check)
{
  TempoMap *map = tempo_map_new (check->project);

  for (int i = 0; i < list_n (check->project->tracks); i++) {
    const Track *track = (const Track *) list_get (check->project->tracks, i);
    check_lane (check, map, track->clips);
    for (int l = 0; l < list_n (track->lanes); l++)
      check_lane (check, map, ((const Lane *) list_get (track->lanes, l))->clips);
    for (int c = 0; c < list_n (track->comps); c++)
      check_comp (check, map, (const Comp *) list_get (track->comps, c));
  }
  tempo_map_free (map);
}

GPtrArray *
project_check (const Project *project)
{
  Check check = { .project = project,
                  .ids = g_hash_table_new (g_int64_hash, g_int64_equal),
                  .faults = g_ptr_array_new_with_free_func (g_free) };

  walk (&check, &project->node, NULL, false, collect_id);
  walk (&check, &project->node, NULL, false, visit_node);
  check_tempo_map (&check);
  check_main (&check);
  check_groups (&check);
  /* Sums of places overflow where single ones are out of range. */
  if (check.faults->len == 0)
    check_tracks (&check);
  check_routing (&check);
  g_hash_table_unref (check.ids);
  g_clear_pointer (&check.notes, g_hash_table_unref);
  return check.faults;
}

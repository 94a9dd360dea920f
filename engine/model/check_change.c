/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a change: walks two values side by side, passes over what both share, and looks at
 * the rest only where something could refer to what came or went. */
#include "model/check_parts.h"
#include "model/references.h"

#define ALL (~UINT64_C (0))
#define AHEAD 4 /* so many nodes ahead memory is asked for */
#define FEW 8 /* so many behind the one before are looked at before a table is made */

/* A node that is new (old NULL) or not what it was. */
typedef struct {
  const Node *node, *old, *parent;
  uint64_t touched; /* node_touched; all where there is no old one */
  bool remembered;
} Visit;

/* Which bits of ids occur among a few, so that most others need no look into a table. */
typedef struct {
  uint64_t bits[64];
} Filter;

static void
filter_add (Filter *filter, Id id)
{
  filter->bits[id & 63] |= UINT64_C (1) << (id >> 6 & 63);
}

static bool
filter_may_have (const Filter *filter, Id id)
{
  return filter->bits[id & 63] >> (id >> 6 & 63) & 1;
}

typedef struct {
  Check check;
  Visit *visits;
  guint n_visits, room;
  Filter filter; /* of what is looked for at the moment */
  References references[N_NODE_KINDS];
  GHashTable *added, *gone; /* Id * -> Node *; what moved from one list to another is in both */
} Change;

static void
add_visit (Change *change, const Visit *visit)
{
  if (change->n_visits == change->room) {
    change->room = MAX (2 * change->room, 64);
    change->visits = g_renew (Visit, change->visits, change->room);
  }
  change->visits[change->n_visits++] = *visit;
}

static void
add_node (Change *change, const Node *node, const Node *parent, bool remembered)
{
  const Visit visit = { node, NULL, parent, ALL, remembered };
  const NodeType *type = node_type_of (node);

  add_visit (change, &visit);
  if (node->id && !remembered &&
      !g_hash_table_insert (change->added, (void *) &node->id, (void *) node)) {
    g_autofree char *what = check_describe (node);
    check_fault (&change->check, "%s: the id is used twice", what);
  }
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    const bool inside = remembered || node->kind == NODE_STRIP;
    if (type->children[i].type == FIELD_CHILD && *(Node *const *) at)
      add_node (change, *(Node *const *) at, node, inside);
    if (type->children[i].type != FIELD_LIST)
      continue;
    const List *list = *(List *const *) at;
    for (int k = 0; k < list_n (list); k++)
      add_node (change, list->items[k], node, inside);
  }
}

static void
lose_node (Change *change, const Node *node)
{
  const NodeType *type = node_type_of (node);

  if (node->id)
    g_hash_table_insert (change->gone, (void *) &node->id, (void *) node);
  for (int i = 0; i < type->n_children && node->kind != NODE_STRIP; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    if (type->children[i].type == FIELD_CHILD && *(Node *const *) at)
      lose_node (change, *(Node *const *) at);
    if (type->children[i].type != FIELD_LIST)
      continue;
    const List *list = *(List *const *) at;
    for (int k = 0; k < list_n (list); k++)
      lose_node (change, list->items[k]);
  }
}

static void diff_node (Change *change, const Node *node, const Node *old, const Node *parent,
                       bool remembered);

static void
diff_child (Change *change, const Node *node, const Node *old, const Node *parent, bool remembered)
{
  if (node == old)
    return;
  if (node && old && node->id == old->id && node->kind == old->kind) {
    diff_node (change, node, old, parent, remembered);
    return;
  }
  if (node)
    add_node (change, node, parent, remembered);
  if (old && !remembered)
    lose_node (change, old);
}

/* Where each of n nodes stood among n_old, or -1; `met` those that were found. What has no id
 * stands for what stood there. */
static void
match_in_order (Node *const *nodes, int n, Node *const *old, int n_old, int *was, char *met)
{
  for (int i = 0, next = 0; i < n; i++) {
    was[i] = -1;
    if (!nodes[i]->id) {
      if (i < n_old && !met[i])
        was[i] = i;
    } else {
      for (int at = next; at < MIN (next + FEW, n_old) && was[i] < 0; at++)
        if (old[at]->id == nodes[i]->id && !met[at])
          was[i] = at;
    }
    if (was[i] >= 0) {
      met[was[i]] = 1;
      next = was[i] + 1;
    }
  }
}

/* The same for what stood somewhere else. */
static void
match_rest (Node *const *nodes, int n, Node *const *old, int n_old, int *was, char *met)
{
  g_autoptr (GHashTable) table = NULL;

  for (int i = 0; i < n; i++) {
    if (was[i] >= 0 || !nodes[i]->id)
      continue;
    if (!table) {
      table = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (int k = 0; k < n_old; k++)
        if (!met[k])
          g_hash_table_insert (table, &old[k]->id, GINT_TO_POINTER (k + 1));
    }
    const int at = GPOINTER_TO_INT (g_hash_table_lookup (table, &nodes[i]->id)) - 1;
    if (at >= 0 && !met[at]) {
      was[i] = at;
      met[at] = 1;
    }
  }
}

static void
diff_list (Change *change, const List *list, const List *old, const Node *parent, bool remembered)
{
  int n = list_n (list), n_old = list_n (old), first = 0;

  if (list == old)
    return;
  /* An edit changes little: both ends are usually the same. */
  while (first < n && first < n_old && list->items[first] == old->items[first])
    first++;
  while (n > first && n_old > first && list->items[n - 1] == old->items[n_old - 1]) {
    n--;
    n_old--;
  }
  Node *const *nodes = n > first ? &list->items[first] : NULL;
  Node *const *before = n_old > first ? &old->items[first] : NULL;
  n -= first;
  n_old -= first;
  g_autofree char *met = g_new0 (char, n_old + 1);
  g_autofree int *was = g_new (int, n + 1);
  match_in_order (nodes, n, before, n_old, was, met);
  match_rest (nodes, n, before, n_old, was, met);
  for (int i = 0; i < n; i++) {
    if (i + AHEAD < n) {
      node_prefetch (nodes[i + AHEAD], node_type_of (nodes[i])->size);
      if (was[i + AHEAD] >= 0)
        node_prefetch (before[was[i + AHEAD]], node_type_of (nodes[i])->size);
    }
    diff_child (change, nodes[i], was[i] >= 0 ? before[was[i]] : NULL, parent, remembered);
  }
  for (int i = 0; i < n_old && !remembered; i++)
    if (!met[i])
      lose_node (change, before[i]);
}

static void
diff_node (Change *change, const Node *node, const Node *old, const Node *parent, bool remembered)
{
  const NodeType *type = node_type_of (node);
  const Visit visit = { node, old, parent, node_touched (node, old), remembered };
  const uint64_t children = visit.touched >> type->n_fields;

  add_visit (change, &visit);
  for (int i = 0; i < type->n_children && children >> i; i++) {
    const size_t offset = type->children[i].offset;
    const void *at = (const char *) node + offset, *before = (const char *) old + offset;
    const bool inside = remembered || node->kind == NODE_STRIP;
    if (type->children[i].type == FIELD_CHILD)
      diff_child (change, *(Node *const *) at, *(Node *const *) before, node, inside);
    else if (type->children[i].type == FIELD_LIST)
      diff_list (change, *(List *const *) at, *(List *const *) before, node, inside);
  }
}

typedef void (*Look) (Change *change, const Node *node);

/* Shows every node of the kinds in `targets` below this one, passing by what holds none of them,
 * and lists in which no id of `letters` is named; 0 = all lists. */
static void
look_below (Change *change, const Node *node, uint64_t targets, uint64_t holders, uint32_t letters,
            Look look)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    const void *at = (const char *) node + field->offset;
    const bool target = targets >> field->child & 1, holder = holders >> field->child & 1;
    const List *list = field->type == FIELD_LIST ? *(List *const *) at : NULL;
    Node *const *nodes = list ? list->items : at;
    int n = list_n (list);
    if (!(target || holder) || (field->type != FIELD_LIST && field->type != FIELD_CHILD))
      continue;
    if (field->type == FIELD_CHILD)
      n = *nodes ? 1 : 0;
    else if (letters && !(list_named (list) & letters))
      continue;
    for (int k = 0; k < n; k++) {
      if (target)
        look (change, nodes[k]);
      if (holder)
        look_below (change, nodes[k], targets, holders, letters, look);
    }
  }
}

static void
look_for_twin (Change *change, const Node *node)
{
  if (!filter_may_have (&change->filter, node->id) ||
      !g_hash_table_contains (change->added, &node->id) ||
      g_hash_table_contains (change->gone, &node->id))
    return;
  g_autofree char *what = check_describe (node);
  check_fault (&change->check, "%s: the id is used twice", what);
}

/* An id that is new must not have been there. Parts of clips and curves, which nothing names, are
 * many and left to the whole check. */
static void
check_new_ids (Change *change, const Project *old)
{
  const uint64_t unnamed =
      UINT64_C (1) << NODE_ENVELOPE | UINT64_C (1) << NODE_EXPRESSION | UINT64_C (1) << NODE_WARP;
  GHashTableIter iter;
  gpointer value;
  uint64_t targets = 0;

  change->filter = (Filter){ 0 };
  g_hash_table_iter_init (&iter, change->added);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Node *node = value;
    g_hash_table_insert (change->check.ids, (void *) &node->id, (void *) node);
    if (g_hash_table_contains (change->gone, &node->id) || (unnamed >> node->kind & 1))
      continue;
    filter_add (&change->filter, node->id);
    for (int kind = 0; kind < N_NODE_KINDS; kind++)
      if (node_type ((NodeKind) kind)->letter == node_type_of (node)->letter)
        targets |= UINT64_C (1) << kind;
  }
  targets &= ~unnamed;
  if (targets)
    look_below (change, &old->node, targets, node_kinds_above (targets), 0, look_for_twin);
}

static void
look_for_dangling (Change *change, const Node *node)
{
  const References *references = &change->references[node->kind];

  for (int i = 0; i < references->n; i++) {
    const Field *field = references->fields[i];
    const void *at = (const char *) node + field->offset;
    const IdSet *set = field->type == FIELD_IDS ? *(IdSet *const *) at : NULL;
    const Id *ids = field->type == FIELD_ID ? at : set ? set->ids : NULL;
    const int n = field->type == FIELD_ID ? 1 : set ? set->n : 0;
    for (int k = 0; k < n; k++)
      if (ids[k] && filter_may_have (&change->filter, ids[k]) &&
          g_hash_table_contains (change->gone, &ids[k]) &&
          !g_hash_table_contains (change->added, &ids[k])) {
        g_autofree char *what = check_describe (node);
        check_fault (&change->check, "%s: %s refers to nothing", what, field->name);
      }
  }
}

/* Nothing may refer to what went. */
static void
check_gone (Change *change)
{
  GHashTableIter iter;
  gpointer value;
  uint32_t letters = 0;

  change->filter = (Filter){ 0 };
  g_hash_table_iter_init (&iter, change->gone);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Node *node = value;
    if (g_hash_table_contains (change->added, &node->id))
      continue;
    filter_add (&change->filter, node->id);
    letters |= letter_bit (node->id);
  }
  const uint64_t targets = references_find (change->references, letters);
  if (targets)
    look_below (change, &change->check.project->node, targets, node_kinds_above (targets), letters,
                look_for_dangling);
}

/* Notes went: what expressed them must have gone with them. */
static void
check_expressions (Change *change, const Clip *clip, const Clip *old)
{
  if (!old || clip->notes == old->notes)
    return;
  for (int i = 0; i < list_n (clip->expressions); i++)
    check_node (&change->check, list_get (clip->expressions, i), &clip->node, NULL, ALL, false);
}

static void
check_nodes (Change *change, bool *groups, bool *mains)
{
  for (guint i = 0; i < change->n_visits; i++) {
    const Visit *visit = &change->visits[i];
    check_node (&change->check, visit->node, visit->parent, visit->old, visit->touched,
                visit->remembered);
    if (visit->node->kind == NODE_CLIP && visit->touched >> node_type (NODE_CLIP)->n_fields)
      check_expressions (change, (const Clip *) visit->node, (const Clip *) visit->old);
    if (visit->node->kind != NODE_TRACK)
      continue;
    const Track *track = (const Track *) visit->node, *old = (const Track *) visit->old;
    const bool other_kind = !old || track->kind != old->kind;
    *groups |= other_kind || track->group != old->group;
    *mains |= other_kind;
    change->check.routing |= other_kind && old;
  }
}

static void
check_places (Change *change, bool all)
{
  const Project *project = change->check.project;
  TempoMap *map = tempo_map_new (project);

  for (int t = 0; t < list_n (project->tracks) && all; t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    check_lane (&change->check, map, track->clips);
    for (int l = 0; l < list_n (track->lanes); l++)
      check_lane (&change->check, map, ((const Lane *) list_get (track->lanes, l))->clips);
    for (int c = 0; c < list_n (track->comps); c++)
      check_comp (&change->check, map, (const Comp *) list_get (track->comps, c));
  }
  for (guint i = 0; i < change->n_visits && !all; i++) {
    const Visit *visit = &change->visits[i];
    const Node *node = visit->node, *old = visit->old;
    if (node->kind == NODE_TRACK && !(old && ((Track *) old)->clips == ((Track *) node)->clips))
      check_lane (&change->check, map, ((const Track *) node)->clips);
    else if (node->kind == NODE_LANE && !(old && ((Lane *) old)->clips == ((Lane *) node)->clips))
      check_lane (&change->check, map, ((const Lane *) node)->clips);
    else if (node->kind == NODE_COMP)
      check_comp (&change->check, map, (const Comp *) node);
  }
  tempo_map_free (map);
}

GPtrArray *
project_check_change (const Project *old, const Project *next)
{
  Change change = { .check = { .project = next,
                               .ids = g_hash_table_new (g_int64_hash, g_int64_equal),
                               .partial = true,
                               .faults = g_ptr_array_new_with_free_func (g_free) },
                    .added = g_hash_table_new (g_int64_hash, g_int64_equal),
                    .gone = g_hash_table_new (g_int64_hash, g_int64_equal) };
  Check *check = &change.check;
  bool groups = false, mains = old->tracks != next->tracks && list_n (next->tracks) == 0;

  diff_child (&change, &next->node, &old->node, NULL, false);
  check_new_ids (&change, old);
  check_nodes (&change, &groups, &mains);
  check_gone (&change);
  mains |= list_n (old->tracks) != list_n (next->tracks) || !project_main (next) ||
           list_get (next->tracks, list_n (next->tracks) - 1) != &project_main (next)->node;
  if (old->tempos != next->tempos || old->meters != next->meters)
    check_tempo_map (check);
  if (mains)
    check_main (check);
  if (groups)
    check_groups (check);
  if (check->faults->len == 0)
    check_places (&change, old->tempos != next->tempos);
  if (check->routing)
    check_routing (check);

  g_hash_table_unref (check->ids);
  g_clear_pointer (&check->notes, g_hash_table_unref);
  g_hash_table_unref (change.added);
  g_hash_table_unref (change.gone);
  g_free (change.visits);
  return check->faults;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/forget.h"

#include "model/references.h"

typedef struct {
  GHashTable *gone; /* Id, owned */
  uint32_t letters; /* of theirs */
  uint64_t naming, holders; /* kinds that name anything, and kinds that hold them */
  References references[N_NODE_KINDS]; /* fields that may name what is gone */
  bool more; /* something went along */
} Forgetting;

static bool
is_gone (const Forgetting *forgetting, Id id)
{
  return id && (forgetting->letters & letter_bit (id)) &&
         g_hash_table_contains (forgetting->gone, &id);
}

/* Without what it refers to, such a node means nothing. */
static bool
lives_by (NodeKind kind)
{
  switch (kind) {
  case NODE_SEND:
  case NODE_ENVELOPE:
  case NODE_ROUTE:
  case NODE_PART:
  case NODE_SLOT:
  case NODE_STRIP:
  case NODE_REFERENCE:
  case NODE_CLIP:
    return true;
  default:
    return false;
  }
}

static bool
names_gone (const Forgetting *forgetting, const Node *node, bool *dies)
{
  const References *references = &forgetting->references[node->kind];
  bool names = false;

  *dies = false;
  for (int i = 0; i < references->n; i++) {
    const Field *field = references->fields[i];
    const void *at = (const char *) node + field->offset;
    bool gone = false;
    if (field->type == FIELD_ID) {
      gone = is_gone (forgetting, *(const Id *) at);
    } else {
      const IdSet *set = *(IdSet *const *) at;
      for (int k = 0; set && k < set->n; k++)
        gone |= is_gone (forgetting, set->ids[k]);
    }
    names |= gone;
    *dies |= gone && lives_by (node->kind);
  }
  return names;
}

static void
unname (const Forgetting *forgetting, Node *node)
{
  const References *references = &forgetting->references[node->kind];

  for (int i = 0; i < references->n; i++) {
    void *at = (char *) node + references->fields[i]->offset;
    if (references->fields[i]->type == FIELD_ID) {
      Id *id = at;
      if (is_gone (forgetting, *id))
        *id = 0;
      continue;
    }
    IdSet **set = at;
    for (int k = *set ? (*set)->n - 1 : -1; k >= 0; k--)
      if (is_gone (forgetting, (*set)->ids[k]))
        id_set_remove (set, (*set)->ids[k]);
  }
}

/* Whether anything below the node is to change. */
static bool
is_touched (const Forgetting *forgetting, const Node *node)
{
  const NodeType *type = node_type_of (node);
  bool dies;

  if ((forgetting->naming >> node->kind & 1) && names_gone (forgetting, node, &dies))
    return true;
  if (!(forgetting->holders >> node->kind & 1))
    return false;
  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    const void *at = (const char *) node + field->offset;
    if (!((forgetting->naming | forgetting->holders) >> field->child & 1))
      continue;
    if (field->type == FIELD_CHILD && *(Node *const *) at &&
        is_touched (forgetting, *(Node *const *) at))
      return true;
    if (field->type != FIELD_LIST)
      continue;
    const List *list = *(List *const *) at;
    if (!(list_named (list) & forgetting->letters))
      continue;
    for (int k = 0; k < list_n (list); k++)
      if (is_touched (forgetting, list_get (list, k)))
        return true;
  }
  return false;
}

static void
add_gone (Forgetting *forgetting, Id id)
{
  g_hash_table_add (forgetting->gone, g_memdup2 (&id, sizeof id));
  forgetting->letters |= letter_bit (id);
}

static bool
add_id (const Node *node, const Node *parent, void *data)
{
  Forgetting *forgetting = data;
  if (node->id)
    add_gone (forgetting, node->id);
  forgetting->more = true;
  return true;
}

/* The node is the caller's to write. */
static void
forget_below (Forgetting *forgetting, Node *node)
{
  const NodeType *type = node_type_of (node);

  unname (forgetting, node);
  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    void *at = (char *) node + field->offset;
    bool dies;
    if (node->kind == NODE_STRIP ||
        !((forgetting->naming | forgetting->holders) >> field->child & 1))
      continue;
    if (field->type == FIELD_CHILD && *(Node **) at && is_touched (forgetting, *(Node **) at))
      forget_below (forgetting, node_edit (at));
    if (field->type != FIELD_LIST)
      continue;
    List **list = at;
    if (!(list_named (*list) & forgetting->letters))
      continue;
    for (int k = list_n (*list) - 1; k >= 0; k--) {
      const Node *child = list_get (*list, k);
      if (!is_touched (forgetting, child))
        continue;
      if (names_gone (forgetting, child, &dies) && dies) {
        node_walk (child, NULL, add_id, forgetting);
        list_remove (list, k);
      } else {
        forget_below (forgetting, list_edit (list, k));
      }
    }
  }
}

static void
forget (Edit *edit, Forgetting *forgetting)
{
  /* A send that goes takes its envelopes along, and so on. */
  do {
    forgetting->more = false;
    forgetting->naming = references_find (forgetting->references, forgetting->letters);
    forgetting->holders = node_kinds_above (forgetting->naming);
    if (forgetting->naming)
      forget_below (forgetting, &edit->project->node);
  } while (forgetting->more);
  g_hash_table_unref (forgetting->gone);
}

void
edit_forget (Edit *edit, const Id *ids, int n)
{
  Forgetting forgetting = { .gone =
                                g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  for (int i = 0; i < n; i++)
    add_gone (&forgetting, ids[i]);
  forget (edit, &forgetting);
}

void
edit_forget_tree (Edit *edit, const Node *removed)
{
  Forgetting forgetting = { .gone =
                                g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  node_walk (removed, NULL, add_id, &forgetting);
  forget (edit, &forgetting);
}

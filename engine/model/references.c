/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/references.h"

#include <string.h>

#define NOTED (UINT32_C (1) << 31)

bool
reference_binds (NodeKind kind, const Field *field)
{
  if (field->type != FIELD_ID && field->type != FIELD_IDS)
    return false;
  return kind != NODE_SONG && kind != NODE_EXPRESSION && strcmp (field->name, "linked") != 0 &&
         strcmp (field->name, "grouped") != 0 && strcmp (field->name, "pattern") != 0 &&
         strcmp (field->name, "about") != 0;
}

/* Of what a field may name. What takes any kind names what has parameters. */
static uint32_t
letters_of (const Field *field)
{
  const NodeKind devices[] = { NODE_EFFECT, NODE_SEND, NODE_TRACK };
  const bool any = field->child == NODE_PROJECT;
  uint32_t letters = 0;

  for (size_t i = 0; i < (any ? G_N_ELEMENTS (devices) : 1); i++)
    letters |= UINT32_C (1) << (node_type (any ? devices[i] : field->child)->letter - 'a');
  return letters;
}

uint64_t
references_find (References table[N_NODE_KINDS], uint32_t letters)
{
  uint64_t naming = 0;

  for (int kind = 0; kind < N_NODE_KINDS; kind++) {
    const NodeType *type = node_type ((NodeKind) kind);
    table[kind].n = 0;
    for (int i = 0; i < type->n_fields; i++) {
      const Field *field = &type->fields[i];
      if (!reference_binds ((NodeKind) kind, field) || !(letters_of (field) & letters))
        continue;
      g_assert (table[kind].n < REFERENCES_MOST);
      table[kind].fields[table[kind].n++] = field;
      naming |= UINT64_C (1) << kind;
    }
  }
  return naming;
}

/* Every field that binds, by kind. */
static const References *
binding_fields (void)
{
  static References table[N_NODE_KINDS];
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    references_find (table, ~UINT32_C (0));
    g_once_init_leave (&made, 1);
  }
  return table;
}

static uint32_t named_below (const Node *node, const Node *old);

/* Where the list is what an edit made of `old`, all that `old` names counts as named still, and
 * only what came or changed is looked at. */
static uint32_t
note_list (List *list, const List *old)
{
  uint32_t named = list ? __atomic_load_n (&list->named, __ATOMIC_RELAXED) : NOTED;
  const uint32_t before = old ? __atomic_load_n (&old->named, __ATOMIC_RELAXED) : 0;
  const int n_old = before ? old->n : 0;

  if (named)
    return named;
  named = NOTED | before;
  for (int i = 0, at = 0; i < list->n; i++) {
    const Node *node = list->items[i];
    if (at < n_old && node == old->items[at]) {
      at++;
    } else if (at + 1 < n_old && node == old->items[at + 1]) {
      at += 2;
    } else if (at < n_old && node->id == old->items[at]->id && node->kind == old->items[at]->kind) {
      named |= named_below (node, old->items[at++]);
    } else {
      named |= named_below (node, NULL);
    }
  }
  __atomic_store_n (&list->named, named, __ATOMIC_RELAXED);
  return named;
}

static uint32_t
named_below (const Node *node, const Node *old)
{
  const NodeType *type = node_type_of (node);
  uint32_t named = 0;

  const References *references = &binding_fields ()[node->kind];
  for (int i = 0; i < references->n; i++) {
    const Field *field = references->fields[i];
    const void *at = (const char *) node + field->offset;
    const IdSet *set = field->type == FIELD_IDS ? *(IdSet *const *) at : NULL;
    if (field->type == FIELD_ID && *(const Id *) at)
      named |= letter_bit (*(const Id *) at);
    for (int k = 0; set && k < set->n; k++)
      named |= letter_bit (set->ids[k]);
  }
  for (int i = 0; i < type->n_children && node->kind != NODE_STRIP; i++) {
    const size_t offset = type->children[i].offset;
    const void *at = (const char *) node + offset;
    const void *before = old ? (const char *) old + offset : NULL;
    if (type->children[i].type == FIELD_LIST)
      named |= note_list (*(List *const *) at, before ? *(List *const *) before : NULL);
    else if (type->children[i].type == FIELD_CHILD && *(Node *const *) at)
      named |= named_below (*(Node *const *) at, NULL);
  }
  return named;
}

void
references_note (const Node *root)
{
  named_below (root, NULL);
}

void
references_note_change (const Node *root, const Node *old)
{
  named_below (root, old);
}

void
list_named_as (List *list, const List *from)
{
  if (list && from)
    list->named = __atomic_load_n (&from->named, __ATOMIC_RELAXED);
}

uint32_t
list_mark (const List *list)
{
  return list ? __atomic_load_n (&list->named, __ATOMIC_RELAXED) : NOTED;
}

void
list_set_mark (List *list, uint32_t mark)
{
  if (list)
    list->named = mark;
}

uint32_t
list_named (const List *list)
{
  const uint32_t named = list ? __atomic_load_n (&list->named, __ATOMIC_RELAXED) : NOTED;
  return named ? named & ~NOTED : ~NOTED;
}

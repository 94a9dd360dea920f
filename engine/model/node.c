/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/project.h"

#include <string.h>

static void *
field_at (const Node *node, const Field *field)
{
  return (char *) node + field->offset;
}

Node *
node_new (NodeKind kind)
{
  const NodeType *type = node_type (kind);
  Node *node = g_malloc0 (type->size);

  g_atomic_ref_count_init (&node->refs);
  node->kind = kind;
  for (int i = 0; i < type->n_fields; i++) {
    const Field *field = &type->fields[i];
    void *at = field_at (node, field);
    if (field->type == FIELD_DOUBLE)
      *(double *) at = field->initial;
    else if (field->type == FIELD_INT)
      *(int64_t *) at = (int64_t) field->initial;
    else if (field->type == FIELD_ENUM)
      *(int *) at = (int) field->initial;
    else if (field->type == FIELD_BOOL)
      *(bool *) at = field->initial != 0;
  }
  return node;
}

#define AHEAD 8 /* so many children ahead memory is asked for */
#define HELD_MOST 48
#define WORDS_MOST 96

/* Of one kind: the fields that hold references, which are few, so that copying and freeing pass by
 * the rest; and of each word of the struct the fields that lie in it, as node_touched has them. */
typedef struct {
  int n_held;
  const Field *held[HELD_MOST];
  uint64_t fields[WORDS_MOST];
} Layout;

static bool
holds_references (const Field *field)
{
  switch (field->type) {
  case FIELD_TEXT:
  case FIELD_IDS:
  case FIELD_PARAMS:
  case FIELD_CHILD:
  case FIELD_LIST:
  case FIELD_POINTS:
  case FIELD_NOTES:
    return true;
  default:
    return false;
  }
}

static size_t
field_size (const Field *field)
{
  return field->type == FIELD_POSITION ? sizeof (Position) : 1;
}

static void
layout_make (Layout *layout, const NodeType *type)
{
  const int n = type->n_fields + type->n_children;

  g_assert (n <= 64 && type->size <= WORDS_MOST * sizeof (uint64_t));
  for (int i = 0; i < n; i++) {
    const Field *field =
        i < type->n_fields ? &type->fields[i] : &type->children[i - type->n_fields];
    if (holds_references (field)) {
      g_assert (layout->n_held < HELD_MOST);
      layout->held[layout->n_held++] = field;
    }
    const size_t last = field->offset + field_size (field) - 1;
    for (size_t w = field->offset / sizeof (uint64_t); w <= last / sizeof (uint64_t); w++)
      layout->fields[w] |= UINT64_C (1) << i;
  }
}

static const Layout *
layout_of (const Node *node)
{
  static Layout layouts[N_NODE_KINDS];
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    for (int kind = 0; kind < N_NODE_KINDS; kind++)
      layout_make (&layouts[kind], node_type ((NodeKind) kind));
    g_once_init_leave (&made, 1);
  }
  return &layouts[node->kind];
}

static void
acquire (const Field *field, void *at)
{
  switch (field->type) {
  case FIELD_TEXT:
    if (*(GRefString **) at)
      g_ref_string_acquire (*(GRefString **) at);
    break;
  case FIELD_IDS:
    if (*(IdSet **) at)
      g_atomic_ref_count_inc (&(*(IdSet **) at)->refs);
    break;
  case FIELD_PARAMS:
    if (*(Params **) at)
      g_atomic_ref_count_inc (&(*(Params **) at)->refs);
    break;
  case FIELD_CHILD:
    if (*(Node **) at)
      node_ref (*(Node **) at);
    break;
  case FIELD_LIST:
    list_ref (*(List **) at);
    break;
  case FIELD_POINTS:
  case FIELD_NOTES:
    run_ref (*(Run **) at);
    break;
  default:
    break;
  }
}

static void
release (const Field *field, void *at)
{
  switch (field->type) {
  case FIELD_TEXT:
    if (*(GRefString **) at)
      g_ref_string_release (*(GRefString **) at);
    break;
  case FIELD_IDS:
    id_set_unref (*(IdSet **) at);
    break;
  case FIELD_PARAMS:
    params_unref (*(Params **) at);
    break;
  case FIELD_CHILD:
    node_unref (*(Node **) at);
    break;
  case FIELD_LIST:
    list_unref (*(List **) at);
    break;
  case FIELD_POINTS:
  case FIELD_NOTES:
    run_unref (*(Run **) at);
    break;
  default:
    break;
  }
}

Node *
node_copy (const Node *node)
{
  const Layout *layout = layout_of (node);
  Node *copy = g_memdup2 (node, node_type_of (node)->size);

  g_atomic_ref_count_init (&copy->refs);
  for (int i = 0; i < layout->n_held; i++) {
    void *at = field_at (copy, layout->held[i]);
    if (*(void **) at)
      acquire (layout->held[i], at);
  }
  if (copy->unknown_attributes)
    g_ref_string_acquire (copy->unknown_attributes);
  if (copy->unknown_elements)
    g_ref_string_acquire (copy->unknown_elements);
  return copy;
}

Node *
node_ref (const Node *node)
{
  Node *shared = (Node *) node;
  g_atomic_ref_count_inc (&shared->refs);
  return shared;
}

void
node_unref (Node *node)
{
  if (!node || !g_atomic_ref_count_dec (&node->refs))
    return;
  const Layout *layout = layout_of (node);
  for (int i = 0; i < layout->n_held; i++) {
    void *at = field_at (node, layout->held[i]);
    if (*(void **) at)
      release (layout->held[i], at);
  }
  if (node->unknown_attributes)
    g_ref_string_release (node->unknown_attributes);
  if (node->unknown_elements)
    g_ref_string_release (node->unknown_elements);
  g_free (node);
}

Node *
node_edit (Node **slot)
{
  Node *node = *slot;
  if (!g_atomic_ref_count_compare (&node->refs, 1)) {
    *slot = node_copy (node);
    node_unref (node);
  }
  return *slot;
}

/* Where a child of a list stood before: usually behind the one before it, of which *next is set. */
static const Node *
find_old (const List *old, const Node *node, int *next)
{
  for (int i = 0, at = *next; i < list_n (old); i++, at++) {
    if (at >= old->n)
      at = 0;
    if (old->items[at] == node || old->items[at]->id == node->id) {
      *next = at + 1;
      return old->items[at];
    }
  }
  return NULL;
}

size_t
node_new_bytes (const Node *node, const Node *old)
{
  if (!node || node == old)
    return 0;
  const NodeType *type = node_type_of (node);
  size_t bytes = type->size;

  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    void *at = field_at (node, field);
    void *old_at = old && old->kind == node->kind ? field_at (old, field) : NULL;
    if (!*(void **) at || (old_at && *(void **) at == *(void **) old_at))
      continue;
    if (field->type == FIELD_LIST) {
      const List *list = *(List **) at, *before = old_at ? *(List **) old_at : NULL;
      bytes += sizeof (List) + (size_t) list->room * sizeof (Node *);
      for (int k = 0, next = 0; k < list->n; k++) {
        if (next < list_n (before) && list->items[k] == before->items[next]) {
          next++;
          continue;
        }
        if (k + AHEAD < list->n && next + AHEAD < list_n (before) &&
            list->items[k + AHEAD] != before->items[next + AHEAD]) {
          node_prefetch (list->items[k + AHEAD], sizeof (Node));
          node_prefetch (before->items[next + AHEAD], sizeof (Node));
        }
        bytes += node_new_bytes (list->items[k], find_old (before, list->items[k], &next));
      }
    } else if (field->type == FIELD_CHILD) {
      bytes += node_new_bytes (*(Node **) at, old_at ? *(Node **) old_at : NULL);
    } else if (field->type == FIELD_PARAMS) {
      const Params *params = *(Params **) at;
      bytes += sizeof (Params) + (size_t) params->n * sizeof (Param);
    } else {
      bytes += run_new_bytes (*(Run **) at, old_at ? *(Run **) old_at : NULL);
    }
  }
  return bytes;
}

static bool
texts_equal (const GRefString *a, const GRefString *b)
{
  return a == b || strcmp (text_get (a), text_get (b)) == 0;
}

static bool
params_equal (const Params *a, const Params *b)
{
  if (a == b)
    return true;
  if ((a ? a->n : 0) != (b ? b->n : 0))
    return false;
  for (int i = 0; i < a->n; i++)
    if (a->items[i].value != b->items[i].value ||
        strcmp (a->items[i].name, b->items[i].name) != 0 ||
        !texts_equal (a->items[i].text, b->items[i].text) ||
        !texts_equal (a->items[i].unknown, b->items[i].unknown))
      return false;
  return true;
}

bool
field_equal (const Field *field, const void *a, const void *b)
{
  switch (field->type) {
  case FIELD_BOOL:
    return *(const bool *) a == *(const bool *) b;
  case FIELD_INT:
    return *(const int64_t *) a == *(const int64_t *) b;
  case FIELD_DOUBLE:
    return *(const double *) a == *(const double *) b;
  case FIELD_ENUM:
    return *(const int *) a == *(const int *) b;
  case FIELD_TEXT:
    return texts_equal (*(GRefString *const *) a, *(GRefString *const *) b);
  case FIELD_ID:
    return *(const Id *) a == *(const Id *) b;
  case FIELD_IDS: {
    const IdSet *p = *(IdSet *const *) a, *q = *(IdSet *const *) b;
    return p == q ||
           (p && q && p->n == q->n && !memcmp (p->ids, q->ids, (size_t) p->n * sizeof (Id)));
  }
  case FIELD_POSITION: {
    const Position *p = a, *q = b;
    return p->value == q->value && p->base == q->base;
  }
  case FIELD_PARAMS:
    return params_equal (*(Params *const *) a, *(Params *const *) b);
  case FIELD_CHILD:
    return node_equal (*(Node *const *) a, *(Node *const *) b);
  case FIELD_LIST: {
    const List *p = *(List *const *) a, *q = *(List *const *) b;
    if (p == q)
      return true;
    if (list_n (p) != list_n (q))
      return false;
    for (int i = 0; i < p->n; i++)
      if (!node_equal (p->items[i], q->items[i]))
        return false;
    return true;
  }
  case FIELD_POINTS:
  case FIELD_NOTES:
    return run_equal (*(Run *const *) a, *(Run *const *) b);
  }
  return false;
}

typedef uint64_t __attribute__ ((may_alias)) Word;

uint64_t
node_touched (const Node *node, const Node *old)
{
  const size_t n = node_type_of (node)->size / sizeof (Word);
  const Layout *layout = layout_of (node);
  const Word *a = (const Word *) (const void *) node, *b = (const Word *) (const void *) old;
  size_t w = sizeof (Node) / sizeof (Word);
  uint64_t touched = 0;

  /* Most words are as they were: several are looked at together. */
  while (w < n) {
    if (w + 4 <= n && ((a[w] ^ b[w]) | (a[w + 1] ^ b[w + 1]) | (a[w + 2] ^ b[w + 2]) |
                       (a[w + 3] ^ b[w + 3])) == 0) {
      w += 4;
      continue;
    }
    for (const size_t end = MIN (w + 4, n); w < end; w++)
      if (a[w] != b[w])
        touched |= layout->fields[w];
  }
  return touched;
}

bool
node_equal (const Node *a, const Node *b)
{
  if (a == b)
    return true;
  if (!a || !b || a->kind != b->kind || a->id != b->id ||
      !texts_equal (a->unknown_attributes, b->unknown_attributes) ||
      !texts_equal (a->unknown_elements, b->unknown_elements))
    return false;
  const NodeType *type = node_type_of (a);
  for (int i = 0; i < type->n_fields; i++)
    if (!field_equal (&type->fields[i], field_at (a, &type->fields[i]),
                      field_at (b, &type->fields[i])))
      return false;
  for (int i = 0; i < type->n_children; i++)
    if (!field_equal (&type->children[i], field_at (a, &type->children[i]),
                      field_at (b, &type->children[i])))
      return false;
  return true;
}

bool
node_walk (const Node *node, const Node *parent, NodeVisit visit, void *data)
{
  if (!node)
    return true;
  if (!visit (node, parent, data))
    return false;
  const NodeType *type = node_type_of (node);
  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    void *at = field_at (node, field);
    if (field->type == FIELD_CHILD && !node_walk (*(Node **) at, node, visit, data))
      return false;
    if (field->type != FIELD_LIST)
      continue;
    const List *list = *(List **) at;
    for (int k = 0; k < list_n (list); k++)
      if (!node_walk (list->items[k], node, visit, data))
        return false;
  }
  return true;
}

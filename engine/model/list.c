/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared lists of children, sets of ids, texts and parameter values. */
#include "model/node.h"

#include <string.h>

#define AHEAD 8 /* so many children ahead memory is asked for */

List *
list_ref (List *list)
{
  if (list)
    g_atomic_ref_count_inc (&list->refs);
  return list;
}

void
list_unref (List *list)
{
  if (!list || !g_atomic_ref_count_dec (&list->refs))
    return;
  for (int i = 0; i < list->n; i++) {
    if (i + AHEAD < list->n)
      __builtin_prefetch (list->items[i + AHEAD], 1);
    node_unref (list->items[i]);
  }
  g_free (list);
}

static List *
list_alloc (int room)
{
  List *list = g_malloc (sizeof (List) + (size_t) room * sizeof (Node *));
  g_atomic_ref_count_init (&list->refs);
  list->n = 0;
  list->room = room;
  list->named = 0;
  return list;
}

List *
list_new (Node **nodes, int n)
{
  if (n == 0)
    return NULL;
  List *list = list_alloc (n);
  list->n = n;
  memcpy (list->items, nodes, (size_t) n * sizeof (Node *));
  return list;
}

/* Makes *slot a list that only the caller can reach, with room for `more`; the items stay shared.
 */
static List *
list_private (List **slot, int more)
{
  List *old = *slot;
  const int n = list_n (old);

  if (old && g_atomic_ref_count_compare (&old->refs, 1)) {
    if (n + more > old->room) {
      old->room = MAX (2 * n, n + more);
      old = *slot = g_realloc (old, sizeof (List) + (size_t) old->room * sizeof (Node *));
    }
    old->named = 0;
    return old;
  }
  List *list = list_alloc (n + more);
  list->n = n;
  for (int i = 0; i < n; i++) {
    if (i + AHEAD < n)
      __builtin_prefetch (old->items[i + AHEAD], 1);
    list->items[i] = node_ref (old->items[i]);
  }
  list_unref (old);
  *slot = list;
  return list;
}

void
list_insert (List **slot, int index, Node *node)
{
  List *list = list_private (slot, 1);

  if (index < 0 || index > list->n)
    index = list->n;
  memmove (&list->items[index + 1], &list->items[index],
           (size_t) (list->n - index) * sizeof (Node *));
  list->items[index] = node;
  list->n++;
}

void
list_remove (List **slot, int index)
{
  List *list = list_private (slot, 0);

  node_unref (list->items[index]);
  list->n--;
  memmove (&list->items[index], &list->items[index + 1],
           (size_t) (list->n - index) * sizeof (Node *));
  if (list->n == 0)
    g_clear_pointer (slot, list_unref);
}

void
list_move (List **slot, int from, int to)
{
  List *list = list_private (slot, 0);
  Node *node = list->items[from];

  memmove (&list->items[from], &list->items[from + 1],
           (size_t) (list->n - from - 1) * sizeof (Node *));
  memmove (&list->items[to + 1], &list->items[to], (size_t) (list->n - 1 - to) * sizeof (Node *));
  list->items[to] = node;
}

Node *
list_edit (List **slot, int index)
{
  List *list = list_private (slot, 0);
  return node_edit (&list->items[index]);
}

int
list_find (const List *list, Id id)
{
  for (int i = 0; i < list_n (list); i++)
    if (list->items[i]->id == id)
      return i;
  return -1;
}

void
text_set (GRefString **slot, const char *text)
{
  GRefString *old = *slot;
  *slot = text && *text ? g_ref_string_new (text) : NULL;
  if (old)
    g_ref_string_release (old);
}

bool
id_set_has (const IdSet *set, Id id)
{
  for (int i = 0; set && i < set->n; i++)
    if (set->ids[i] == id)
      return true;
  return false;
}

void
id_set_unref (IdSet *set)
{
  if (set && g_atomic_ref_count_dec (&set->refs))
    g_free (set);
}

static IdSet *
id_set_alloc (int n)
{
  IdSet *set = g_malloc (sizeof (IdSet) + (size_t) n * sizeof (Id));
  g_atomic_ref_count_init (&set->refs);
  set->n = n;
  return set;
}

void
id_set_add (IdSet **slot, Id id)
{
  const int n = *slot ? (*slot)->n : 0;

  if (id_set_has (*slot, id))
    return;
  IdSet *set = id_set_alloc (n + 1);
  if (n > 0)
    memcpy (set->ids, (*slot)->ids, (size_t) n * sizeof (Id));
  set->ids[n] = id;
  id_set_unref (*slot);
  *slot = set;
}

void
id_set_remove (IdSet **slot, Id id)
{
  int kept = 0;

  if (!id_set_has (*slot, id))
    return;
  IdSet *set = id_set_alloc ((*slot)->n - 1);
  for (int i = 0; i < (*slot)->n; i++)
    if ((*slot)->ids[i] != id)
      set->ids[kept++] = (*slot)->ids[i];
  id_set_unref (*slot);
  *slot = set;
  if (kept == 0)
    g_clear_pointer (slot, id_set_unref);
}

const Param *
params_find (const Params *params, const char *name)
{
  for (int i = 0; params && i < params->n; i++)
    if (strcmp (params->items[i].name, name) == 0)
      return &params->items[i];
  return NULL;
}

void
params_unref (Params *params)
{
  if (!params || !g_atomic_ref_count_dec (&params->refs))
    return;
  for (int i = 0; i < params->n; i++) {
    g_ref_string_release (params->items[i].name);
    if (params->items[i].text)
      g_ref_string_release (params->items[i].text);
    if (params->items[i].unknown)
      g_ref_string_release (params->items[i].unknown);
  }
  g_free (params);
}

static Params *
params_alloc (int n)
{
  Params *params = g_malloc (sizeof (Params) + (size_t) n * sizeof (Param));
  g_atomic_ref_count_init (&params->refs);
  params->n = n;
  return params;
}

static Param
param_acquire (const Param *param)
{
  g_ref_string_acquire (param->name);
  if (param->text)
    g_ref_string_acquire (param->text);
  if (param->unknown)
    g_ref_string_acquire (param->unknown);
  return *param;
}

void
params_set (Params **slot, const char *name, double value, const char *text)
{
  const Params *old = *slot;
  const int n = old ? old->n : 0;
  const Param *there = params_find (old, name);
  Params *params = params_alloc (n + (there ? 0 : 1));
  int from = 0, to = 0;

  while (from < n && strcmp (old->items[from].name, name) < 0)
    params->items[to++] = param_acquire (&old->items[from++]);
  params->items[to++] =
      (Param){ .name = g_ref_string_new_intern (name),
               .value = value,
               .text = text ? g_ref_string_new (text) : NULL,
               .unknown = there && there->unknown ? g_ref_string_acquire (there->unknown) : NULL };
  from += there ? 1 : 0;
  while (from < n)
    params->items[to++] = param_acquire (&old->items[from++]);
  params_unref (*slot);
  *slot = params;
}

void
params_unset (Params **slot, const char *name)
{
  const Params *old = *slot;
  int to = 0;

  if (!params_find (old, name))
    return;
  Params *params = params_alloc (old->n - 1);
  for (int i = 0; i < old->n; i++)
    if (strcmp (old->items[i].name, name) != 0)
      params->items[to++] = param_acquire (&old->items[i]);
  params_unref (*slot);
  *slot = params;
  if (to == 0)
    g_clear_pointer (slot, params_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/names.h"

#include <string.h>

#include "base/text.h"

const char *
name_of (const Node *node)
{
  switch (node->kind) {
  case NODE_LYRIC:
    return text_get (((const Lyric *) node)->text);
  case NODE_COMMENT:
    return text_get (((const Comment *) node)->text);
  case NODE_CHORD:
    return text_get (((const Chord *) node)->symbol);
  default:
    return node_name (node);
  }
}

void
names_add (GArray *into, const List *list, const Node *parent, const char *query)
{
  for (int i = 0; i < list_n (list); i++) {
    NameMatch found = { .node = list_get (list, i), .parent = parent };
    found.name = name_of (found.node);
    if (*found.name && fuzzy_match (query, found.name, &found.match))
      g_array_append_val (into, found);
  }
}

static int
compare (const void *a, const void *b)
{
  const NameMatch *x = a, *y = b;
  return x->match.score > y->match.score ? -1 : x->match.score < y->match.score;
}

void
names_sort (GArray *names, guint most)
{
  g_array_sort (names, compare);
  if (names->len > most)
    g_array_set_size (names, most);
}

GArray *
names_find (const List *list, const Node *parent, const char *query)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (NameMatch));
  names_add (names, list, parent, query);
  names_sort (names, G_MAXUINT);
  return names;
}

const char *
names_nearest (const List *list, const char *wrong)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();
  g_autofree char *lower = g_utf8_strdown (wrong, -1);

  for (int i = 0; i < list_n (list); i++) {
    const char *name = name_of (list_get (list, i));
    if (!*name)
      continue;
    g_autofree char *low = g_utf8_strdown (name, -1);
    g_auto (GStrv) parts = g_strsplit (low, " ", -1);
    g_ptr_array_add (words, g_strdup (low));
    g_ptr_array_add (owners, (gpointer) name);
    for (char **part = parts; parts[1] && *part; part++) {
      g_ptr_array_add (words, g_strdup (*part));
      g_ptr_array_add (owners, (gpointer) name);
    }
  }
  const char *nearest = text_nearest (lower, (const char *const *) words->pdata, (int) words->len);
  for (guint i = 0; i < words->len; i++)
    if (nearest && !strcmp (words->pdata[i], nearest))
      return owners->pdata[i];
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/project.h"

#include <string.h>

/* A field set to something else than it was; what it holds is released as the type says. */
static void
spoil (Node *node, const Field *field)
{
  void *at = (char *) node + field->offset;

  switch (field->type) {
  case FIELD_BOOL:
    *(bool *) at = !*(bool *) at;
    break;
  case FIELD_INT:
    *(int64_t *) at += 1;
    break;
  case FIELD_DOUBLE:
    *(double *) at = 0.123;
    break;
  case FIELD_ENUM:
    *(int *) at += 1;
    break;
  case FIELD_TEXT:
    text_set (at, "other");
    break;
  case FIELD_ID:
    *(Id *) at ^= 1;
    break;
  case FIELD_IDS:
    id_set_add (at, 77);
    break;
  case FIELD_POSITION:
    ((Position *) at)->base = TIME_ABSOLUTE;
    break;
  case FIELD_PARAMS:
    params_set (at, "other", 1, NULL);
    break;
  case FIELD_CHILD:
    *(Node **) at = node_new (field->child);
    break;
  case FIELD_LIST:
    list_insert (at, -1, node_new (field->child));
    break;
  case FIELD_POINTS:
    run_append_point (at, &(Point){ .at = 1 });
    break;
  case FIELD_NOTES:
    run_append_note (at, &(Note){ .at = 1, .length = 1 });
    break;
  }
}

/* Of every kind and field: what is changed is named, and little else: what shares its word. */
static void
test_touched (void)
{
  for (int kind = 0; kind < N_NODE_KINDS; kind++) {
    const NodeType *type = node_type ((NodeKind) kind);
    for (int i = 0; i < type->n_fields + type->n_children; i++) {
      const Field *field =
          i < type->n_fields ? &type->fields[i] : &type->children[i - type->n_fields];
      Node *node = node_new ((NodeKind) kind), *copy = node_copy (node);
      g_assert_cmphex (node_touched (copy, node), ==, 0);
      spoil (copy, field);
      const uint64_t touched = node_touched (copy, node);
      g_assert_true (touched >> i & 1);
      g_assert_cmpint (__builtin_popcountll (touched), <=, 8);
      g_assert_false (node_equal (copy, node));
      /* A copy holds on to all that it shares. */
      Node *again = node_copy (copy);
      node_unref (copy);
      g_assert_cmphex (node_touched (again, node), ==, touched);
      g_assert_true (node_equal (again, again));
      node_unref (again);
      node_unref (node);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/node/touched", test_touched);
  return g_test_run ();
}

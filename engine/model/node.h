/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes: immutable, reference-counted values that a project is a tree of, and the table of fields
 * that says what each kind holds. Any thread may hold and read nodes; each thread that keeps one
 * holds a reference.
 *
 * Writing follows one rule: a node that only the writer can reach (reference count 1 along the
 * whole path from a fresh root) may be changed in place; anything shared is copied first. The
 * *_edit functions do that, so an edit copies the path to what it changes and shares the rest. */
#pragma once

#include <glib.h>

#include "base/id.h"
#include "base/types.h"

typedef enum {
  NODE_PROJECT,
  NODE_TRACK,
  NODE_CLIP,
  NODE_LANE,
  NODE_COMP,
  NODE_PART,
  NODE_EFFECT,
  NODE_CHAIN,
  NODE_SEND,
  NODE_ENVELOPE,
  NODE_EXPRESSION,
  NODE_WARP,
  NODE_SOURCE,
  NODE_DROPOUT,
  NODE_TEMPO,
  NODE_METER,
  NODE_KEY,
  NODE_MARKER,
  NODE_SECTION,
  NODE_ALTERNATIVE,
  NODE_CHORD,
  NODE_LYRIC,
  NODE_COMMENT,
  NODE_EDIT_GROUP,
  NODE_SCENE,
  NODE_SLOT,
  NODE_SNAPSHOT,
  NODE_STRIP,
  NODE_MACRO,
  NODE_MODULATOR,
  NODE_ROUTE,
  NODE_REFERENCE,
  NODE_CUE,
  NODE_SONG,
  NODE_DELIVERY,
  NODE_SCRATCHPAD,
  N_NODE_KINDS,
} NodeKind;

typedef struct {
  gatomicrefcount refs;
  NodeKind kind;
  Id id;
  /* What a newer version wrote here and this one does not know: raw XML, written back as it was. */
  GRefString *unknown_attributes; /* ` name="value"...` or NULL */
  GRefString *unknown_elements; /* whole elements, one after the other, or NULL */
} Node;

/* Children in order, shared as a whole. NULL is the empty list. */
typedef struct {
  gatomicrefcount refs;
  int n;
  int room;
  uint32_t named; /* references.h; 0 = not noted */
  Node *items[];
} List;

/* Bounds of a position, some 180 years: so that no tempo and no sum of two overflows. */
#define TICKS_MAX INT64_C (4000000000000)
#define UNITS_MAX INT64_C (4000000000000000000)

/* Of one text; states of plugins are the long ones. */
#define TEXT_BYTES_MAX (8 << 20)

/* A place in time that moves with the tempo (ticks) or stays in seconds (units). */
typedef enum { TIME_MUSICAL, TIME_ABSOLUTE } TimeBase;
typedef struct {
  int64_t value;
  TimeBase base;
} Position;

/* Several ids by value. NULL is none. */
typedef struct {
  gatomicrefcount refs;
  int n;
  Id ids[];
} IdSet;

/* Values of an effect by parameter name, sorted by name. What is not named has the table's default.
 */
typedef struct {
  GRefString *name;
  double value;
  GRefString *text; /* a choice, a path; NULL when the value is the number */
  GRefString *unknown; /* attributes, then elements, of a newer version */
} Param;
typedef struct {
  gatomicrefcount refs;
  int n;
  Param items[];
} Params;

typedef struct Run Run; /* run.h: notes or points by value, in chunks */

typedef enum {
  FIELD_BOOL, /* bool */
  FIELD_INT, /* int64_t */
  FIELD_DOUBLE, /* double; infinite only where min or max is */
  FIELD_ENUM, /* int, an index into choices */
  FIELD_TEXT, /* GRefString *, NULL is empty */
  FIELD_ID, /* Id, 0 is none */
  FIELD_IDS, /* IdSet * */
  FIELD_POSITION, /* Position */
  FIELD_PARAMS, /* Params * */
  FIELD_CHILD, /* Node * of kind `child`, or NULL */
  FIELD_LIST, /* List * of kind `child` */
  FIELD_POINTS, /* Run * of points */
  FIELD_NOTES, /* Run * of notes */
} FieldType;

typedef struct {
  const char
      *name; /* in XML; for children the wrapping element, NULL = stands directly in the node */
  FieldType type;
  size_t offset;
  NodeKind child; /* of an id or ids: the kind they name, NODE_PROJECT = any */
  const char *const *choices; /* NULL-terminated */
  double min, max; /* of numbers */
  double initial; /* what stands where the attribute is absent; enum: index */
  bool required; /* the attribute must be there */
} Field;

typedef struct {
  const char *name; /* the element */
  char letter; /* of its ids; 0 = the node has no id */
  size_t size;
  const Field *fields; /* attributes, in the order of the file */
  int n_fields;
  const Field
      *children; /* child, list, points, notes, params: elements, in the order of the file */
  int n_children;
} NodeType;

extern const NodeType node_types[N_NODE_KINDS];

static inline const NodeType *
node_type (NodeKind kind)
{
  return &node_types[kind];
}

static inline const NodeType *
node_type_of (const Node *node)
{
  return &node_types[node->kind];
}

/* Kinds, as bits, that may hold one of these kinds somewhere below them. What the strip of a
 * snapshot remembers is left out: it has the ids of what it remembers and is never meant. */
uint64_t node_kinds_above (uint64_t kinds);

/* A fresh node with every field at its initial value and id 0. The caller owns the reference. */
Node *node_new (NodeKind kind);
/* A fresh node that shares every child with `node`, the same id. */
Node *node_copy (const Node *node);
Node *node_ref (const Node *node);
void node_unref (Node *node); /* NULL is fine */
/* Makes *slot a node that only the caller can reach, copying it when it is shared. Returns it. */
Node *node_edit (Node **slot);

/* Bytes of this node alone: itself, its lists and runs as far as they are not in `old` (NULL: all).
 * Children that both share count nothing; what is new is counted once. */
size_t node_new_bytes (const Node *node, const Node *old);

/* Whether two values of a field are equal; the pointers are to the field itself. Attributes only.
 */
bool field_equal (const Field *field, const void *a, const void *b);
/* Fields of two nodes of one kind that may differ, since their memory does: bit i is attribute i of
 * the table, bit n_fields + i child i. What was made anew as it was is among them. */
uint64_t node_touched (const Node *node, const Node *old);
/* Deep equality of values, ids included; shared subtrees cost nothing. */
bool node_equal (const Node *a, const Node *b);

/* Asks for the first bytes of a node ahead of reading them: a walk over thousands of nodes mostly
 * waits for memory. */
static inline void
node_prefetch (const Node *node, size_t bytes)
{
  for (size_t at = 0; at < bytes; at += 64)
    __builtin_prefetch ((const char *) node + at);
}

/* Calls `visit` for the node and every node below it, parents first. False from visit stops. */
typedef bool (*NodeVisit) (const Node *node, const Node *parent, void *data);
bool node_walk (const Node *node, const Node *parent, NodeVisit visit, void *data);

static inline int
list_n (const List *list)
{
  return list ? list->n : 0;
}

/* Borrowed; valid for 0 <= index < list_n. */
static inline Node *
list_get (const List *list, int index)
{
  return list->items[index];
}

List *list_ref (List *list);
void list_unref (List *list);
int list_find (const List *list, Id id); /* index or -1 */

/* The slot is a field of a node that the caller may write. */
void list_insert (List **slot, int index,
                  Node *node); /* takes the reference; index -1 or n appends */
void list_remove (List **slot, int index);
Node *list_edit (List **slot, int index); /* a private copy of that child, made once */
void list_move (List **slot, int from, int to); /* `to` as counted after taking it out */
/* A list of n nodes, of which the references are taken; NULL for 0. */
List *list_new (Node **nodes, int n);

/* Texts: empty and NULL are the same, stored as NULL. */
void text_set (GRefString **slot, const char *text);
static inline const char *
text_get (const GRefString *text)
{
  return text ? (const char *) text : "";
}

bool id_set_has (const IdSet *set, Id id);
void id_set_add (IdSet **slot, Id id);
void id_set_remove (IdSet **slot, Id id);
void id_set_unref (IdSet *set);

const Param *params_find (const Params *params, const char *name); /* or NULL */
void params_set (Params **slot, const char *name, double value, const char *text);
void params_unset (Params **slot, const char *name);
void params_unref (Params *params);

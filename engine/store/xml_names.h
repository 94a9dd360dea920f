/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of elements and attributes as pointers of one parser's dictionary, so that reading
 * compares pointers. Belongs to one parse, on any thread. */
#pragma once

#include <libxml/tree.h>

#include "model/project.h"

#define XML_MAX_ATTRIBUTES 40
#define XML_MAX_CHILDREN 32

typedef enum { XML_ITEM_POINT, XML_ITEM_NOTE, XML_ITEM_PARAM, N_XML_ITEMS } XmlItem;

/* An element that may stand in a node: the wrapper of a field, or directly one of its children. */
typedef struct {
  const xmlChar *name;
  const Field *field;
  bool is_wrapper;
} XmlChild;

typedef struct {
  const xmlChar *element;
  int n_attributes, n_children;
  const xmlChar *attributes[XML_MAX_ATTRIBUTES]; /* as the table's fields */
  XmlChild children[XML_MAX_CHILDREN];
} XmlKindNames;

typedef struct {
  const xmlChar *id, *version, *xmlns;
  XmlKindNames kinds[N_NODE_KINDS];
  const xmlChar *items[N_XML_ITEMS]; /* "point", "note", "param" */
  const xmlChar *at, *value, *shape, *tension; /* of points; params have a value too */
  const xmlChar *length, *pitch, *channel, *velocity, *release, *mute, *lyric; /* of notes */
  const xmlChar *name, *text; /* of params */
} XmlNames;

/* The dictionary must outlive the names. Free with g_free. */
XmlNames *xml_names_new (xmlDictPtr dict);

/* The index of the field, or -1; `hint` is where to look first. */
int xml_names_find_attribute (const XmlKindNames *kind, const xmlChar *name, int hint);
const XmlChild *xml_names_find_child (const XmlKindNames *kind, const xmlChar *name, int *hint);

/* What a field of points, notes or params holds; -1 for lists and single children. */
int xml_item_of (const Field *field);

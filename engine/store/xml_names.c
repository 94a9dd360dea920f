/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_names.h"

static const xmlChar *
intern (xmlDictPtr dict, const char *name)
{
  return xmlDictLookup (dict, (const xmlChar *) name, -1);
}

int
xml_item_of (const Field *field)
{
  switch (field->type) {
  case FIELD_POINTS:
    return XML_ITEM_POINT;
  case FIELD_NOTES:
    return XML_ITEM_NOTE;
  case FIELD_PARAMS:
    return XML_ITEM_PARAM;
  default:
    return -1;
  }
}

XmlNames *
xml_names_new (xmlDictPtr dict)
{
  XmlNames *names = g_new0 (XmlNames, 1);

  names->id = intern (dict, "id");
  names->version = intern (dict, "version");
  names->xmlns = intern (dict, "xmlns");
  names->items[XML_ITEM_POINT] = intern (dict, "point");
  names->items[XML_ITEM_NOTE] = intern (dict, "note");
  names->items[XML_ITEM_PARAM] = intern (dict, "param");
  names->at = intern (dict, "at");
  names->value = intern (dict, "value");
  names->shape = intern (dict, "shape");
  names->tension = intern (dict, "tension");
  names->length = intern (dict, "length");
  names->pitch = intern (dict, "pitch");
  names->channel = intern (dict, "channel");
  names->velocity = intern (dict, "velocity");
  names->release = intern (dict, "release");
  names->mute = intern (dict, "mute");
  names->lyric = intern (dict, "lyric");
  names->name = intern (dict, "name");
  names->text = intern (dict, "text");
  for (int k = 0; k < N_NODE_KINDS; k++) {
    const NodeType *type = node_type (k);
    XmlKindNames *kind = &names->kinds[k];
    g_assert (type->n_fields <= XML_MAX_ATTRIBUTES && type->n_children <= XML_MAX_CHILDREN);
    kind->element = intern (dict, type->name);
    kind->n_attributes = type->n_fields;
    kind->n_children = type->n_children;
    for (int i = 0; i < type->n_fields; i++)
      kind->attributes[i] = intern (dict, type->fields[i].name);
    for (int i = 0; i < type->n_children; i++) {
      const Field *field = &type->children[i];
      const int item = xml_item_of (field);
      XmlChild *child = &kind->children[i];
      child->field = field;
      child->is_wrapper = field->name != NULL;
      child->name = field->name ? intern (dict, field->name)
                    : item >= 0 ? names->items[item]
                                : intern (dict, node_type (field->child)->name);
    }
  }
  return names;
}

int
xml_names_find_attribute (const XmlKindNames *kind, const xmlChar *name, int hint)
{
  for (int i = hint; i < kind->n_attributes; i++)
    if (kind->attributes[i] == name)
      return i;
  for (int i = 0; i < hint; i++)
    if (kind->attributes[i] == name)
      return i;
  return -1;
}

const XmlChild *
xml_names_find_child (const XmlKindNames *kind, const xmlChar *name, int *hint)
{
  for (int i = 0; i < kind->n_children; i++) {
    const int at = *hint + i < kind->n_children ? *hint + i : *hint + i - kind->n_children;
    if (kind->children[at].name != name)
      continue;
    *hint = at;
    return &kind->children[at];
  }
  return NULL;
}

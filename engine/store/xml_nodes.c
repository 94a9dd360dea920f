/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads nodes, and the elements that wrap lists of them. */
#include "store/xml_reader.h"

#include <string.h>

static Frame *
push (Reader *reader, FrameType type, const Field *field, Node *node)
{
  Frame *frame = &reader->frames[reader->n_frames++];
  memset (frame, 0, sizeof *frame);
  frame->type = type;
  frame->field = field;
  frame->node = node;
  return frame;
}

/* Drops the frame with what it owns. */
void
reader_pop (Reader *reader)
{
  Frame *frame = &reader->frames[--reader->n_frames];

  if (frame->type == FRAME_NODE) {
    node_unref (frame->node);
    for (guint i = 0; frame->params && i < frame->params->len; i++) {
      Param *param = &g_array_index (frame->params, Param, i);
      g_clear_pointer (&param->name, g_ref_string_release);
      g_clear_pointer (&param->text, g_ref_string_release);
      g_clear_pointer (&param->unknown, g_ref_string_release);
    }
    g_clear_pointer (&frame->params, g_array_unref);
    reader->node_depth--;
  }
  if (frame->type == FRAME_ITEM)
    reader_clear_item (frame);
  if (frame->unknown_attributes)
    g_string_free (frame->unknown_attributes, TRUE);
  if (frame->unknown_elements)
    g_string_free (frame->unknown_elements, TRUE);
}

/* The id of a node, drawn anew where a damaged file has none. */
static void
read_node_id (Reader *reader, Node *node, const XmlTag *tag)
{
  const NodeType *type = node_type_of (node);
  bool seen = false;

  for (int i = 0; i < tag->n_attributes; i++) {
    if (tag->attributes[5 * i] != reader->names->id || tag->attributes[5 * i + 1])
      continue;
    const XmlValue value = xml_tag_value (tag, i);
    const char *wrong = xml_value_read_id (value, type->letter, &node->id);
    if (wrong)
      reader_value_fault (reader, type->name, "id", value, wrong);
    seen = true;
  }
  if (!seen)
    reader_fault (reader, "it gets a new one", "%s: id is missing", type->name);
  if (!node->id && reader->damage)
    node->id = id_next (&reader->ids, type->letter);
}

/* Fills the fields of a fresh node; false when something that it needs is missing. */
static bool
read_attributes (Reader *reader, Frame *frame, const XmlTag *tag)
{
  Node *node = frame->node;
  const NodeType *type = node_type_of (node);
  const XmlKindNames *kind = &reader->names->kinds[node->kind];
  uint64_t seen = 0;
  int hint = 0;

  if (type->letter)
    read_node_id (reader, node, tag);
  if (tag->n_namespaces > 0)
    xml_unknown_append_namespaces (reader_unknown (&frame->unknown_attributes), tag);
  for (int i = 0; i < tag->n_attributes; i++) {
    const xmlChar *name = tag->attributes[5 * i];
    const bool ours = tag->attributes[5 * i + 1] == NULL;
    if (ours && ((name == reader->names->id && type->letter) ||
                 (name == reader->names->version && node->kind == NODE_PROJECT)))
      continue;
    const int at = ours ? xml_names_find_attribute (kind, name, hint) : -1;
    if (at < 0) {
      xml_unknown_append_attribute (reader_unknown (&frame->unknown_attributes), tag, i);
      continue;
    }
    const Field *field = &type->fields[at];
    const XmlValue value = xml_tag_value (tag, i);
    const char *wrong = xml_value_read (field, value, (char *) node + field->offset);
    hint = at + 1;
    if (wrong)
      reader_value_fault (reader, type->name, field->name, value, wrong);
    else
      seen |= UINT64_C (1) << at;
  }
  for (int i = 0; i < type->n_fields; i++)
    if (type->fields[i].required && !(seen & UINT64_C (1) << i)) {
      reader_fault (reader, "it is left out", "%s: %s is missing", type->name,
                    type->fields[i].name);
      return false;
    }
  return !reader_failed (reader);
}

void
reader_start_node (Reader *reader, const Field *field, NodeKind kind, const XmlTag *tag)
{
  if (reader->node_depth == XML_MAX_NODE_DEPTH) {
    reader_fault (reader, "what is deeper is left out", "effects are nested too deeply");
    reader->skipped = 1;
    return;
  }
  reader->node_depth++;
  Frame *frame = push (reader, FRAME_NODE, field, node_new (kind));
  if (!read_attributes (reader, frame, tag)) {
    reader_pop (reader);
    reader->skipped = 1;
  }
}

void
reader_start_item_frame (Reader *reader, const Field *field, Node *node, const XmlTag *tag)
{
  Frame *frame = push (reader, FRAME_ITEM, field, node);
  frame->item = (XmlItem) xml_item_of (field);
  if (!reader_start_item (reader, frame, tag)) {
    reader_pop (reader);
    reader->skipped = 1;
  }
}

/* Namespaces that a wrapper declares hold for the nodes in it; the wrapper is made anew by the
 * writer, so its owner declares them instead. */
void
reader_start_wrapper (Reader *reader, const Field *field, Node *node, const XmlTag *tag)
{
  Frame *owner = reader_node_frame (reader);
  g_autoptr (GString) declared = g_string_new (NULL);

  xml_unknown_append_namespaces (declared, tag);
  if (declared->len > 0 &&
      !(owner->unknown_attributes && strstr (owner->unknown_attributes->str, declared->str)))
    g_string_append (reader_unknown (&owner->unknown_attributes), declared->str);
  Frame *frame = push (reader, FRAME_WRAPPER, field, node);
  for (int i = 0; i < tag->n_attributes; i++)
    xml_unknown_append_attribute (reader_unknown (&frame->unknown_attributes), tag, i);
}

static bool
read_version (Reader *reader, const XmlTag *tag)
{
  int64_t version = -1;

  for (int i = 0; i < tag->n_attributes; i++)
    if (tag->attributes[5 * i] == reader->names->version && !tag->attributes[5 * i + 1] &&
        xml_value_read_int (xml_tag_value (tag, i), 0, 1000000, &version))
      version = -1;
  if (version < 0) {
    reader_stop (reader, "this is not a Lacquer project: its version is missing or no number");
    return false;
  }
  if (version > reader->n_versions) {
    reader_stop (
        reader,
        "the project was saved by a newer version of Lacquer (file version %d, this program reads "
        "up to %d): update Lacquer to open it",
        (int) version, reader->n_versions);
    return false;
  }
  reader->version = (int) version;
  reader->old = version < reader->n_versions;
  return !reader->old;
}

void
reader_start_root (Reader *reader, const XmlTag *tag)
{
  if (reader->project || tag->prefix || tag->uri ||
      tag->name != reader->names->kinds[NODE_PROJECT].element) {
    reader_stop (reader, "this is not a Lacquer project: its first element is '%s'",
                 (const char *) tag->name);
    return;
  }
  if (read_version (reader, tag))
    reader_start_node (reader, NULL, NODE_PROJECT, tag);
}

/* Puts the finished node of the top frame into its owner. */
static void
end_node (Reader *reader)
{
  Frame *frame = &reader->frames[reader->n_frames - 1];
  Node *node = frame->node;
  const Field *field = frame->field;

  reader_end_params (reader, frame);
  if (frame->unknown_attributes)
    node->unknown_attributes = g_ref_string_new (frame->unknown_attributes->str);
  if (frame->unknown_elements)
    node->unknown_elements = g_ref_string_new (frame->unknown_elements->str);
  frame->node = NULL;
  reader_pop (reader);
  if (!field) {
    reader->project = (Project *) node;
    return;
  }
  void *slot = (char *) reader_node_frame (reader)->node + field->offset;
  if (field->type == FIELD_LIST) {
    list_insert (slot, -1, node);
    if (node->kind == NODE_TRACK && list_n (*(List **) slot) > XML_MAX_TRACKS)
      reader_stop (reader, "the project has more than %d tracks", XML_MAX_TRACKS);
    return;
  }
  if (*(Node **) slot) {
    reader_fault (reader, "it is left out", "there is a second %s where one can be",
                  node_type_of (node)->name);
    node_unref (node);
    return;
  }
  *(Node **) slot = node;
}

/* What is unknown of a wrapper becomes an unknown element of its owner: a wrapper with just that.
 */
static void
end_wrapper (Reader *reader)
{
  Frame *frame = &reader->frames[reader->n_frames - 1];

  if (frame->unknown_attributes || frame->unknown_elements) {
    GString *out = reader_unknown (&reader_node_frame (reader)->unknown_elements);
    g_string_append_printf (out, "\n<%s%s", frame->field->name,
                            frame->unknown_attributes ? frame->unknown_attributes->str : "");
    if (frame->unknown_elements) {
      g_string_append_c (out, '>');
      g_string_append_len (out, frame->unknown_elements->str,
                           (gssize) frame->unknown_elements->len);
      g_string_append_printf (out, "\n</%s>", frame->field->name);
    } else {
      g_string_append (out, "/>");
    }
  }
  reader_pop (reader);
}

void
reader_end_frame (Reader *reader)
{
  Frame *frame = &reader->frames[reader->n_frames - 1];

  if (frame->type == FRAME_NODE) {
    end_node (reader);
  } else if (frame->type == FRAME_WRAPPER) {
    end_wrapper (reader);
  } else {
    reader_end_item (reader, frame);
    reader_pop (reader);
  }
}

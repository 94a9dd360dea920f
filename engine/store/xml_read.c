/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_read.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/check.h"
#include "store/xml_reader.h"

void
reader_fault (Reader *reader, const char *effect, const char *format, ...)
{
  const int line = reader->context->input ? reader->context->input->line : 0;
  va_list args;

  if (reader->error)
    return;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  if (reader->damage) {
    if (reader->damage->len < 1000)
      g_ptr_array_add (reader->damage, g_strdup_printf ("line %d: %s (%s)", line, what, effect));
    return;
  }
  g_set_error (&reader->error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "line %d: %s%s", line,
               reader->cut_off && reader->left == 0 ? "the file is cut off: " : "", what);
}

/* Ends any parse, also that of a damaged file. */
G_GNUC_PRINTF (2, 3)
static void
stop (Reader *reader, const char *format, ...)
{
  const int line = reader->context->input ? reader->context->input->line : 0;
  va_list args;

  if (reader->error)
    return;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (&reader->error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "line %d: %s", line, what);
}

GString *
reader_unknown (GString **slot)
{
  if (!*slot)
    *slot = g_string_new (NULL);
  return *slot;
}

void
reader_value_fault (Reader *reader, const char *element, const char *attribute, XmlValue value,
                    const char *wrong)
{
  char shown[64];
  size_t n = MIN (value.n, sizeof shown - 1);

  while (n > 0 && n < value.n && ((unsigned char) value.text[n] & 0xc0) == 0x80)
    n--; /* not inside a character */
  memcpy (shown, value.text, n);
  shown[n] = '\0';
  for (size_t i = 0; i < n; i++)
    if ((unsigned char) shown[i] < 0x20)
      shown[i] = ' ';
  reader_fault (reader, "it is left out", "%s: %s %s ('%s%s')", element, attribute, wrong, shown,
                n < value.n ? "..." : "");
}

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
static void
pop (Reader *reader)
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

static void
start_node (Reader *reader, const Field *field, NodeKind kind, const XmlTag *tag)
{
  if (reader->node_depth == XML_MAX_NODE_DEPTH) {
    reader_fault (reader, "what is deeper is left out", "effects are nested too deeply");
    reader->skipped = 1;
    return;
  }
  reader->node_depth++;
  Frame *frame = push (reader, FRAME_NODE, field, node_new (kind));
  if (!read_attributes (reader, frame, tag)) {
    pop (reader);
    reader->skipped = 1;
  }
}

static void
start_item (Reader *reader, const Field *field, Node *node, const XmlTag *tag)
{
  Frame *frame = push (reader, FRAME_ITEM, field, node);
  frame->item = (XmlItem) xml_item_of (field);
  if (!reader_start_item (reader, frame, tag)) {
    pop (reader);
    reader->skipped = 1;
  }
}

/* Namespaces that a wrapper declares hold for the nodes in it; the wrapper is made anew by the
 * writer, so its owner declares them instead. */
static void
start_wrapper (Reader *reader, const Field *field, Node *node, const XmlTag *tag)
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
    stop (reader, "this is not a Lacquer project: its version is missing or no number");
    return false;
  }
  if (version > reader->n_versions) {
    stop (
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

static void
start_root (Reader *reader, const XmlTag *tag)
{
  if (reader->project || tag->prefix || tag->uri ||
      tag->name != reader->names->kinds[NODE_PROJECT].element) {
    stop (reader, "this is not a Lacquer project: its first element is '%s'",
          (const char *) tag->name);
    return;
  }
  if (read_version (reader, tag))
    start_node (reader, NULL, NODE_PROJECT, tag);
}

/* The parser goes on after an attribute that stands there twice. */
static void
drop_repeated_attributes (Reader *reader, XmlTag *tag)
{
  int n = 0;

  for (int i = 0; i < tag->n_attributes; i++) {
    const xmlChar **from = &tag->attributes[5 * i];
    bool seen = false;
    for (int k = 0; k < n && !seen; k++)
      seen = reader->attributes[5 * k] == from[0] && reader->attributes[5 * k + 1] == from[1];
    if (!seen)
      memcpy (&reader->attributes[5 * n++], from, 5 * sizeof *from);
  }
  tag->n_attributes = n;
  tag->attributes = reader->attributes;
}

static void
start_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
               int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
               const xmlChar **attributes)
{
  Reader *reader = data;
  XmlTag tag = { name, prefix, uri, n_namespaces, n_attributes, namespaces, attributes };

  if (reader_failed (reader))
    return;
  if (++reader->n_elements > XML_MAX_ELEMENTS) {
    stop (reader, "the file has too many elements");
    return;
  }
  if (n_attributes > XML_MAX_ATTRIBUTES_READ) {
    stop (reader, "'%s' has too many attributes", (const char *) name);
    return;
  }
  if (reader->damage)
    drop_repeated_attributes (reader, &tag);
  if (reader->n_open == XML_MAX_DEPTH) {
    stop (reader, "the elements are nested too deeply");
    return;
  }
  reader->open[reader->n_open].name = name;
  reader->open[reader->n_open++].prefix = prefix;
  if (reader->skipped > 0) {
    reader->skipped++;
    return;
  }
  if (reader->capture.depth > 0) {
    xml_capture_start (&reader->capture, NULL, 0, &tag);
    return;
  }
  if (reader->n_frames == 0) {
    start_root (reader, &tag);
    return;
  }
  Frame *top = &reader->frames[reader->n_frames - 1];
  const Field *field = NULL;
  if (!prefix && !uri && top->type == FRAME_NODE) {
    const XmlKindNames *kind = &reader->names->kinds[top->node->kind];
    const XmlChild *child = xml_names_find_child (kind, name, &top->child_hint);
    if (child && child->is_wrapper) {
      start_wrapper (reader, child->field, top->node, &tag);
      return;
    }
    field = child ? child->field : NULL;
  } else if (!prefix && !uri && top->type == FRAME_WRAPPER) {
    const int item = xml_item_of (top->field);
    if (name ==
        (item >= 0 ? reader->names->items[item] : reader->names->kinds[top->field->child].element))
      field = top->field;
  }
  if (!field)
    xml_capture_start (&reader->capture, reader_unknown (&top->unknown_elements),
                       top->type == FRAME_WRAPPER, &tag);
  else if (xml_item_of (field) >= 0)
    start_item (reader, field, top->node, &tag);
  else
    start_node (reader, field, field->child, &tag);
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
  pop (reader);
  if (!field) {
    reader->project = (Project *) node;
    return;
  }
  void *slot = (char *) reader_node_frame (reader)->node + field->offset;
  if (field->type == FIELD_LIST) {
    list_insert (slot, -1, node);
    if (node->kind == NODE_TRACK && list_n (*(List **) slot) > XML_MAX_TRACKS)
      stop (reader, "the project has more than %d tracks", XML_MAX_TRACKS);
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
  pop (reader);
}

static void
end_frame (Reader *reader)
{
  Frame *frame = &reader->frames[reader->n_frames - 1];

  if (frame->type == FRAME_NODE) {
    end_node (reader);
  } else if (frame->type == FRAME_WRAPPER) {
    end_wrapper (reader);
  } else {
    reader_end_item (reader, frame);
    pop (reader);
  }
}

/* Ends the innermost open element. */
static void
end_innermost (Reader *reader)
{
  reader->n_open--;
  if (reader->skipped > 0)
    reader->skipped--;
  else if (reader->capture.depth > 0)
    xml_capture_end (&reader->capture, reader->open[reader->n_open].name,
                     reader->open[reader->n_open].prefix);
  else if (reader->n_frames > 0)
    end_frame (reader);
}

static void
end_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reader *reader = data;
  int at = reader->n_open - 1;

  /* Of a damaged file, tags come that match none or an outer one. */
  while (at >= 0 && (reader->open[at].name != name || reader->open[at].prefix != prefix))
    at--;
  while (at >= 0 && reader->n_open > at && !reader_failed (reader))
    end_innermost (reader);
}

static void
read_text (void *data, const xmlChar *text, int n)
{
  Reader *reader = data;

  if (reader_failed (reader) || reader->skipped > 0)
    return;
  if (reader->capture.depth > 0) {
    xml_capture_text (&reader->capture, (const char *) text, (size_t) n);
    return;
  }
  for (int i = 0; i < n; i++)
    if (!strchr (" \t\r\n", text[i]) && !reader->stray_text_told) {
      reader->stray_text_told = reader->damage != NULL; /* it may come in a thousand pieces */
      reader_fault (reader, "it is left out", "there is text between the elements");
      return;
    }
}

static void
refuse_document_type (void *data, const xmlChar *name, const xmlChar *external,
                      const xmlChar *system)
{
  stop (data, "a project file has no document type (<!DOCTYPE>)");
}

static void
read_error (void *data, xmlErrorPtr fault)
{
  Reader *reader = data;

  if (fault->level != XML_ERR_FATAL || reader_failed (reader))
    return;
  g_autofree char *what = g_strchomp (g_strdup (fault->message ? fault->message : "not XML"));
  if (!text_is_plain (what, strlen (what)))
    g_strcanon (what, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ':<>&;/-",
                '?');
  for (char *c = what; *c; c++)
    if (*c == '\n')
      *c = ' ';
  reader_fault (reader, "what follows is read as far as it goes", "not well-formed XML: %s", what);
}

static int
read_bytes (void *data, char *buffer, int n)
{
  Reader *reader = data;
  const gsize taken = reader_failed (reader) ? 0 : MIN (reader->left, (gsize) n);

  memcpy (buffer, reader->bytes, taken);
  reader->bytes += taken;
  reader->left -= taken;
  return (int) taken;
}

static int
close_bytes (void *data)
{
  return 0;
}

/* One pass of the parser over reader->bytes. */
static void
run_parser (Reader *reader)
{
  xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                        .startElementNs = start_element,
                        .endElementNs = end_element,
                        .characters = read_text,
                        .ignorableWhitespace = read_text,
                        .cdataBlock = read_text,
                        .internalSubset = refuse_document_type,
                        .serror = read_error };

  /* Input that is pulled is not bounded to 10 MB, as input in memory is without the HUGE option. */
  reader->context =
      xmlCreateIOParserCtxt (&sax, reader, read_bytes, close_bytes, reader, XML_CHAR_ENCODING_UTF8);
  g_assert (reader->context);
  /* NOENT: without it "&amp;" in an attribute reaches us as "&#38;". There are no other entities,
   * since a document type ends the parse. */
  xmlCtxtUseOptions (reader->context,
                     XML_PARSE_NONET | XML_PARSE_NOENT | (reader->damage ? XML_PARSE_RECOVER : 0));
  g_autofree XmlNames *names = xml_names_new (reader->context->dict);
  reader->names = names;
  xml_capture_init (&reader->capture);
  xmlParseDocument (reader->context);

  if (reader->n_frames > 0 && !reader_failed (reader)) {
    reader->cut_off = true;
    reader_fault (reader, "what is there is kept", "the file ends too early");
    Frame *top = &reader->frames[reader->n_frames - 1];
    reader->skipped = 0;
    xml_capture_abandon (&reader->capture);
    if (top->unknown_elements && top->unknown_elements->len == 0)
      g_string_free (g_steal_pointer (&top->unknown_elements), TRUE);
    while (reader->damage && !reader_failed (reader) && reader->n_frames > 0)
      end_frame (reader);
  }
  while (reader->n_frames > 0)
    pop (reader);
  xml_capture_clear (&reader->capture);
  xmlFreeParserCtxt (reader->context);
  reader->context = NULL;
  reader->names = NULL;
}

/* As many passes as versions need. */
static Project *
read_project (Reader *reader, const char *bytes, gsize size, const UpgradeFunction *functions)
{
  g_autoptr (GBytes) upgraded = NULL;

  reader->bytes = bytes;
  reader->left = size;
  run_parser (reader);
  if (reader->old && !reader->error) {
    upgraded =
        upgrade_xml (bytes, size, reader->version, functions, reader->n_versions, &reader->error);
    if (!upgraded)
      return NULL;
    reader->bytes = g_bytes_get_data (upgraded, &reader->left);
    reader->old = false;
    reader->n_elements = 0;
    run_parser (reader);
  }
  if (reader->error) {
    g_clear_pointer (&reader->project, project_unref);
    return NULL;
  }
  if (!reader->project)
    g_set_error (&reader->error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "this is not a Lacquer project");
  return reader->project;
}

static bool
ends_as_it_should (const char *bytes, gsize size)
{
  static const char end[] = "</project>";

  while (size > 0 && g_ascii_isspace (bytes[size - 1]))
    size--;
  return size >= strlen (end) && memcmp (bytes + size - strlen (end), end, strlen (end)) == 0;
}

/* What can be said before parsing. `damaged` allows for bytes that are no text. */
static bool
looks_like_xml (const char *bytes, gsize size, bool damaged, GError **error)
{
  gsize start = size >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0;
  int line = 1;

  if (size > XML_MAX_BYTES) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the file is too large for a project (%" G_GSIZE_FORMAT " MB)", size >> 20);
    return false;
  }
  while (start < size && g_ascii_isspace (bytes[start]))
    start++;
  if (start == size) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the file is empty");
    return false;
  }
  if (bytes[start] != '<') {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "this is not a Lacquer project: it is not XML");
    return false;
  }
  const gsize invalid = text_find_invalid (bytes, size);
  if (invalid == size || damaged)
    return true;
  for (gsize i = 0; i < invalid; i++)
    line += bytes[i] == '\n';
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "line %d: this is not UTF-8 text", line);
  return false;
}

Project *
project_parse_xml_with (const char *bytes, gsize size, const char *name,
                        const UpgradeFunction *functions, int n_functions, GError **error)
{
  Project *project = NULL;

  if (looks_like_xml (bytes, size, false, error)) {
    Reader *reader = g_new0 (Reader, 1); /* the frames are too many for a stack */
    reader->n_versions = n_functions;
    reader->cut_off = !ends_as_it_should (bytes, size);
    project = read_project (reader, bytes, size, functions);
    if (!project)
      g_propagate_error (error, reader->error);
    g_free (reader);
  }
  if (!project)
    g_prefix_error (error, "cannot open '%s': ", name);
  return project;
}

Project *
project_parse_xml (const char *bytes, gsize size, const char *name, GError **error)
{
  return project_parse_xml_with (bytes, size, name, upgrade_functions (), PROJECT_VERSION, error);
}

Project *
project_read_xml (const char *bytes, gsize size, const char *name, GError **error)
{
  Project *project = project_parse_xml (bytes, size, name, error);
  if (!project)
    return NULL;
  g_autoptr (GPtrArray) faults = project_check (project);
  if (faults->len == 0)
    return project;
  g_autofree char *more =
      faults->len > 1 ? g_strdup_printf (", and %u more faults", faults->len - 1) : NULL;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "cannot open '%s': %s%s (\"lacquer check --repair\" may mend it)", name,
               (const char *) faults->pdata[0], more ? more : "");
  project_unref (project);
  return NULL;
}

/* A copy with U+003F for each byte that XML cannot carry. */
static char *
clean (const char *bytes, gsize size, GPtrArray *damage)
{
  char *copy = g_memdup2 (bytes, size);
  gsize at = 0, n = 0;

  while ((at += text_find_invalid (copy + at, size - at)) < size) {
    copy[at] = '?';
    n++;
  }
  for (gsize i = 0; i < size; i++)
    if ((unsigned char) copy[i] < 0x20 && !strchr ("\t\r\n", copy[i])) {
      copy[i] = '?';
      n++;
    }
  if (n > 0)
    g_ptr_array_add (damage, g_strdup_printf ("%" G_GSIZE_FORMAT " bytes are no text (each is "
                                              "replaced by a question mark)",
                                              n));
  return copy;
}

Project *
project_salvage_xml (const char *bytes, gsize size, const char *name, GPtrArray *damage,
                     GError **error)
{
  Project *project = NULL;

  if (looks_like_xml (bytes, size, true, error)) {
    g_autofree char *text = clean (bytes, size, damage);
    Reader *reader = g_new0 (Reader, 1);
    reader->n_versions = PROJECT_VERSION;
    reader->damage = damage;
    reader->cut_off = !ends_as_it_should (text, size);
    id_source_init (&reader->ids, hash_key (size, damage->len, 0));
    project = read_project (reader, text, size, upgrade_functions ());
    if (!project)
      g_propagate_error (error, reader->error);
    g_free (reader);
  }
  if (!project)
    g_prefix_error (error, "cannot open '%s': ", name);
  return project;
}

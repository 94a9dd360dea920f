/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser calls, and what is said when something is wrong. */
#include "store/xml_reader.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

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

void
reader_stop (Reader *reader, const char *format, ...)
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
    reader_stop (reader, "the file has too many elements");
    return;
  }
  if (n_attributes > XML_MAX_ATTRIBUTES_READ) {
    reader_stop (reader, "'%s' has too many attributes", (const char *) name);
    return;
  }
  if (reader->damage)
    drop_repeated_attributes (reader, &tag);
  if (reader->n_open == XML_MAX_DEPTH) {
    reader_stop (reader, "the elements are nested too deeply");
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
    reader_start_root (reader, &tag);
    return;
  }
  Frame *top = &reader->frames[reader->n_frames - 1];
  const Field *field = NULL;
  if (!prefix && !uri && top->type == FRAME_NODE) {
    const XmlKindNames *kind = &reader->names->kinds[top->node->kind];
    const XmlChild *child = xml_names_find_child (kind, name, &top->child_hint);
    if (child && child->is_wrapper) {
      reader_start_wrapper (reader, child->field, top->node, &tag);
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
    reader_start_item_frame (reader, field, top->node, &tag);
  else
    reader_start_node (reader, field, field->child, &tag);
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
    reader_end_frame (reader);
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
  reader_stop (data, "a project file has no document type (<!DOCTYPE>)");
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

void
reader_run (Reader *reader)
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
      reader_end_frame (reader);
  }
  while (reader->n_frames > 0)
    reader_pop (reader);
  xml_capture_clear (&reader->capture);
  xmlFreeParserCtxt (reader->context);
  reader->context = NULL;
  reader->names = NULL;
}

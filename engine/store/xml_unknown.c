/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_unknown.h"

#include "store/xml_text.h"

#include <string.h>

XmlValue
xml_tag_value (const XmlTag *tag, int index)
{
  const unsigned char *begin = tag->attributes[5 * index + 3];
  const unsigned char *end = tag->attributes[5 * index + 4];
  return (XmlValue){ (const char *) begin, (size_t) (end - begin) };
}

static void
append_name (GString *out, const unsigned char *name, const unsigned char *prefix)
{
  if (prefix) {
    g_string_append (out, (const char *) prefix);
    g_string_append_c (out, ':');
  }
  g_string_append (out, (const char *) name);
}

void
xml_unknown_append_attribute (GString *out, const XmlTag *tag, int index)
{
  const XmlValue value = xml_tag_value (tag, index);

  g_string_append_c (out, ' ');
  append_name (out, tag->attributes[5 * index], tag->attributes[5 * index + 1]);
  g_string_append_len (out, "=\"", 2);
  xml_append_escaped (out, value.text, value.n);
  g_string_append_c (out, '"');
}

void
xml_unknown_append_namespaces (GString *out, const XmlTag *tag)
{
  for (int i = 0; i < tag->n_namespaces; i++) {
    const char *prefix = (const char *) tag->namespaces[2 * i];
    const char *uri = (const char *) tag->namespaces[2 * i + 1];
    g_string_append (out, prefix ? " xmlns:" : " xmlns");
    g_string_append (out, prefix ? prefix : "");
    g_string_append_len (out, "=\"", 2);
    xml_append_escaped (out, uri ? uri : "", uri ? strlen (uri) : 0);
    g_string_append_c (out, '"');
  }
}

void
xml_capture_init (XmlCapture *capture)
{
  *capture = (XmlCapture){ .text = g_string_new (NULL) };
}

void
xml_capture_clear (XmlCapture *capture)
{
  g_string_free (capture->text, TRUE);
}

/* White space with a line end in it is layout, which the writer makes anew. */
static bool
is_layout (const GString *text)
{
  return strspn (text->str, " \t\r\n") == text->len && memchr (text->str, '\n', text->len);
}

/* Writes the text before a tag. True when the tag may stand on a line of its own. */
static bool
flush_text (XmlCapture *capture)
{
  const bool layout = capture->text->len == 0 || is_layout (capture->text);

  if (!layout) {
    if (capture->tag_open)
      g_string_append_c (capture->out, '>');
    capture->tag_open = false;
    xml_append_escaped (capture->out, capture->text->str, capture->text->len);
  }
  g_string_truncate (capture->text, 0);
  return layout;
}

static void
new_line (XmlCapture *capture)
{
  g_string_append_c (capture->out, '\n');
  xml_append_indent (capture->out, capture->level + capture->depth);
}

void
xml_capture_start (XmlCapture *capture, GString *out, int level, const XmlTag *tag)
{
  bool on_its_own = true;

  if (capture->depth == 0) {
    capture->out = out;
    capture->level = level;
    capture->begin = out->len;
  } else {
    on_its_own = flush_text (capture);
    if (capture->tag_open)
      g_string_append_c (capture->out, '>');
  }
  if (on_its_own)
    new_line (capture);
  g_string_append_c (capture->out, '<');
  append_name (capture->out, tag->name, tag->prefix);
  xml_unknown_append_namespaces (capture->out, tag);
  for (int i = 0; i < tag->n_attributes; i++)
    xml_unknown_append_attribute (capture->out, tag, i);
  capture->tag_open = true;
  capture->depth++;
}

void
xml_capture_text (XmlCapture *capture, const char *text, size_t n)
{
  g_string_append_len (capture->text, text, (gssize) n);
}

void
xml_capture_end (XmlCapture *capture, const unsigned char *name, const unsigned char *prefix)
{
  const bool on_its_own = flush_text (capture);

  capture->depth--;
  if (capture->tag_open) {
    g_string_append_len (capture->out, "/>", 2);
    capture->tag_open = false;
    return;
  }
  if (on_its_own && capture->out->str[capture->out->len - 1] == '>')
    new_line (capture);
  g_string_append_len (capture->out, "</", 2);
  append_name (capture->out, name, prefix);
  g_string_append_c (capture->out, '>');
}

void
xml_capture_abandon (XmlCapture *capture)
{
  if (capture->depth > 0)
    g_string_truncate (capture->out, capture->begin);
  capture->depth = 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_text.h"

#include <string.h>

#define REPLACEMENT "\357\277\275" /* U+FFFD */

static const char blanks[] = "                                                                ";

/* The reference for an ASCII character that cannot stand as it is, or NULL. */
static const char *
reference_of (unsigned char c)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\t':
    return "&#9;";
  case '\n':
    return "&#10;";
  case '\r':
    return "&#13;";
  default:
    return c < 0x20 ? REPLACEMENT : NULL;
  }
}

void
xml_append_escaped (GString *out, const char *text, gsize n)
{
  gsize plain = 0; /* where the run that can be copied begins */

  for (gsize i = 0; i < n;) {
    const unsigned char c = (unsigned char) text[i];
    const char *reference = c < 0x80 ? reference_of (c) : NULL;
    gsize length = 1;
    if (c >= 0x80) {
      const gunichar u = g_utf8_get_char_validated (text + i, (gssize) (n - i));
      if (u >= 0x110000 || u == 0xfffe || u == 0xffff)
        reference = REPLACEMENT;
      if (u < 0x110000)
        length = (gsize) (g_utf8_next_char (text + i) - (text + i));
    }
    if (reference) {
      g_string_append_len (out, text + plain, (gssize) (i - plain));
      g_string_append (out, reference);
      plain = i + length;
    }
    i += length;
  }
  g_string_append_len (out, text + plain, (gssize) (n - plain));
}

const char *
xml_unknown_elements (const char *unknown)
{
  return unknown + strcspn (unknown, "\n"); /* values hold no line end as it is */
}

void
xml_append_indent (GString *out, int level)
{
  for (int left = level * XML_INDENT; left > 0; left -= (int) sizeof blanks - 1)
    g_string_append_len (out, blanks, MIN (left, (int) sizeof blanks - 1));
}

void
xml_append_indented (GString *out, const char *elements, int level)
{
  while (*elements) {
    const gsize line = strcspn (elements, "\n");
    g_string_append_len (out, elements, (gssize) line);
    elements += line;
    if (*elements) {
      g_string_append_c (out, '\n');
      xml_append_indent (out, level);
      elements++;
    }
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps content of a newer version as text while a file is read, in the form of xml_text.h.
 * Comments and processing instructions are not kept, nor is white space between tags. Any thread
 * but audio. */
#pragma once

#include "store/xml_values.h"

/* The start tag as libxml2's SAX2 hands it over. */
typedef struct {
  const unsigned char *name, *prefix, *uri;
  int n_namespaces, n_attributes;
  const unsigned char **namespaces; /* prefix, URI */
  const unsigned char **attributes; /* name, prefix, URI, value, its end */
} XmlTag;

XmlValue xml_tag_value (const XmlTag *tag, int index);

/* Appends ` name="value"`. */
void xml_unknown_append_attribute (GString *out, const XmlTag *tag, int index);
void xml_unknown_append_namespaces (GString *out, const XmlTag *tag);

typedef struct {
  int depth; /* open elements; 0 = not at work */
  int level; /* of the outermost element, counted from the owner's children */
  bool tag_open; /* the last start tag has not got its '>' yet */
  gsize begin; /* where the outermost element begins in out */
  GString *out; /* the owner's, while at work */
  GString *text; /* text since the last tag */
} XmlCapture;

void xml_capture_init (XmlCapture *capture);
void xml_capture_clear (XmlCapture *capture);
/* The first start begins to append to `out`: level 0 for what stands in the owner itself, 1 for
 * what stands in a wrapper there. */
void xml_capture_start (XmlCapture *capture, GString *out, int level, const XmlTag *tag);
void xml_capture_text (XmlCapture *capture, const char *text, size_t n);
void xml_capture_end (XmlCapture *capture, const unsigned char *name, const unsigned char *prefix);
/* Takes back what has been kept of an element that does not end. */
void xml_capture_abandon (XmlCapture *capture);

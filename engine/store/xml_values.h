/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attribute values of project files into fields, strictly. Any thread but audio. */
#pragma once

#include "model/project.h"

/* A value in the parser's buffer; not NUL-terminated. */
typedef struct {
  const char *text;
  size_t n;
} XmlValue;

/* Reads the value into the field of a fresh node; an empty or unchanged slot is written as it is.
 * Returns NULL, or what is wrong, as in "gain is not a number"; then the slot is untouched. */
const char *xml_value_read (const Field *field, XmlValue value, void *slot);

const char *xml_value_read_int (XmlValue value, int64_t min, int64_t max, int64_t *x);
const char *xml_value_read_double (XmlValue value, double min, double max, double *x);
const char *xml_value_read_bool (XmlValue value, bool *x);
const char *xml_value_read_choice (XmlValue value, const char *const *choices, int *x);
/* letter 0 = any kind */
const char *xml_value_read_id (XmlValue value, char letter, Id *id);
/* The reference is the caller's; an empty value is NULL. */
const char *xml_value_read_text (XmlValue value, GRefString **text);

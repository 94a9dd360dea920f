/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes JSON, two blanks an indent; names and nesting are the caller's. Any thread but audio. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  GString *text; /* what has been written; the caller's */
  int depth;
  bool first;
} JsonWriter;

void json_init (JsonWriter *json, GString *text);

/* `name` is NULL for an element of a list and for the root. */
void json_open_object (JsonWriter *json, const char *name);
void json_close_object (JsonWriter *json);
void json_open_list (JsonWriter *json, const char *name);
void json_close_list (JsonWriter *json);
void json_string (JsonWriter *json, const char *name, const char *value); /* NULL writes null */
void json_int (JsonWriter *json, const char *name, int64_t value);
void json_double (JsonWriter *json, const char *name, double value); /* not finite writes null */
void json_bool (JsonWriter *json, const char *name, bool value);
void json_null (JsonWriter *json, const char *name);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"
#include "base/number.h"

#include <math.h>

void
json_init (JsonWriter *json, GString *text)
{
  *json = (JsonWriter){ .text = text, .first = true };
}

static void
write_quoted (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const unsigned char *at = (const unsigned char *) value; *at; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_printf (text, "\\%c", *at);
    else if (*at == '\n')
      g_string_append (text, "\\n");
    else if (*at == '\t')
      g_string_append (text, "\\t");
    else if (*at < 0x20)
      g_string_append_printf (text, "\\u%04x", *at);
    else
      g_string_append_c (text, (char) *at);
  }
  g_string_append_c (text, '"');
}

static void
begin (JsonWriter *json, const char *name)
{
  if (!json->first)
    g_string_append_c (json->text, ',');
  if (json->depth > 0) {
    g_string_append_c (json->text, '\n');
    for (int i = 0; i < json->depth; i++)
      g_string_append (json->text, "  ");
  }
  json->first = false;
  if (name) {
    write_quoted (json->text, name);
    g_string_append (json->text, ": ");
  }
}

static void
open_bracket (JsonWriter *json, const char *name, char bracket)
{
  begin (json, name);
  g_string_append_c (json->text, bracket);
  json->depth++;
  json->first = true;
}

static void
close_bracket (JsonWriter *json, char bracket)
{
  const bool empty = json->first;

  json->depth--;
  json->first = false;
  if (!empty) {
    g_string_append_c (json->text, '\n');
    for (int i = 0; i < json->depth; i++)
      g_string_append (json->text, "  ");
  }
  g_string_append_c (json->text, bracket);
  if (json->depth == 0)
    g_string_append_c (json->text, '\n');
}

void
json_open_object (JsonWriter *json, const char *name)
{
  open_bracket (json, name, '{');
}

void
json_close_object (JsonWriter *json)
{
  close_bracket (json, '}');
}

void
json_open_list (JsonWriter *json, const char *name)
{
  open_bracket (json, name, '[');
}

void
json_close_list (JsonWriter *json)
{
  close_bracket (json, ']');
}

void
json_string (JsonWriter *json, const char *name, const char *value)
{
  begin (json, name);
  if (value)
    write_quoted (json->text, value);
  else
    g_string_append (json->text, "null");
}

void
json_int (JsonWriter *json, const char *name, int64_t value)
{
  char text[NUMBER_TEXT_SIZE];
  begin (json, name);
  g_string_append (json->text, number_write_int (text, value));
}

void
json_double (JsonWriter *json, const char *name, double value)
{
  char text[NUMBER_TEXT_SIZE];
  begin (json, name);
  g_string_append (json->text, isfinite (value) ? number_write (text, value) : "null");
}

void
json_bool (JsonWriter *json, const char *name, bool value)
{
  begin (json, name);
  g_string_append (json->text, value ? "true" : "false");
}

void
json_null (JsonWriter *json, const char *name)
{
  begin (json, name);
  g_string_append (json->text, "null");
}

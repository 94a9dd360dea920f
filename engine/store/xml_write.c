/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_write.h"

#include "base/number.h"
#include "store/xml_text.h"

#include <string.h>

static void write_node (GString *out, const Node *node, int level);

static void
open_attribute (GString *out, const char *name)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append_len (out, "=\"", 2);
}

static void
write_text (GString *out, const char *name, const char *text)
{
  open_attribute (out, name);
  xml_append_escaped (out, text, strlen (text));
  g_string_append_c (out, '"');
}

static void
write_int (GString *out, const char *name, int64_t x)
{
  char text[NUMBER_TEXT_SIZE];
  open_attribute (out, name);
  g_string_append (out, number_write_int (text, x));
  g_string_append_c (out, '"');
}

static void
write_double (GString *out, const char *name, double x)
{
  char text[NUMBER_TEXT_SIZE];
  open_attribute (out, name);
  g_string_append (out, number_write (text, x));
  g_string_append_c (out, '"');
}

static void
write_id (GString *out, const char *name, Id id)
{
  char text[ID_TEXT_SIZE];
  open_attribute (out, name);
  g_string_append_len (out, id_write (text, id), ID_TEXT_SIZE - 1);
  g_string_append_c (out, '"');
}

static void
write_ids (GString *out, const char *name, const IdSet *set)
{
  open_attribute (out, name);
  for (int i = 0; set && i < set->n; i++) {
    char text[ID_TEXT_SIZE];
    if (i > 0)
      g_string_append_c (out, ' ');
    g_string_append_len (out, id_write (text, set->ids[i]), ID_TEXT_SIZE - 1);
  }
  g_string_append_c (out, '"');
}

static void
write_position (GString *out, const char *name, Position position)
{
  char text[NUMBER_TEXT_SIZE];
  open_attribute (out, name);
  g_string_append (out, number_write_int (text, position.value));
  g_string_append (out, position.base == TIME_MUSICAL ? "t\"" : "u\"");
}

static void
write_field (GString *out, const Field *field, const void *at)
{
  switch (field->type) {
  case FIELD_BOOL:
    if (*(const bool *) at != (field->initial != 0) || field->required)
      write_text (out, field->name, *(const bool *) at ? "yes" : "no");
    break;
  case FIELD_INT:
    if (*(const int64_t *) at != (int64_t) field->initial || field->required)
      write_int (out, field->name, *(const int64_t *) at);
    break;
  case FIELD_DOUBLE:
    if (*(const double *) at != field->initial || field->required)
      write_double (out, field->name, *(const double *) at);
    break;
  case FIELD_ENUM:
    if (*(const int *) at != (int) field->initial || field->required)
      write_text (out, field->name, field->choices[*(const int *) at]);
    break;
  case FIELD_TEXT: {
    const char *text = text_get (*(GRefString *const *) at);
    if (*text || field->required)
      write_text (out, field->name, text);
    break;
  }
  case FIELD_ID:
    if (*(const Id *) at || field->required)
      write_id (out, field->name, *(const Id *) at);
    break;
  case FIELD_IDS:
    if (*(IdSet *const *) at || field->required)
      write_ids (out, field->name, *(IdSet *const *) at);
    break;
  case FIELD_POSITION: {
    const Position *position = at;
    if (position->value || position->base != TIME_MUSICAL || field->required)
      write_position (out, field->name, *position);
    break;
  }
  default:
    break;
  }
}

/* Ends the start tag of a point, note or parameter, with what is unknown of it. */
static void
close_item (GString *out, const char *name, const GRefString *unknown, int level)
{
  const char *rest = text_get (unknown), *elements = xml_unknown_elements (rest);

  g_string_append_len (out, rest, elements - rest);
  if (!*elements) {
    g_string_append_len (out, "/>\n", 3);
    return;
  }
  g_string_append_c (out, '>');
  xml_append_indented (out, elements, level + 1);
  g_string_append_c (out, '\n');
  xml_append_indent (out, level);
  g_string_append_printf (out, "</%s>\n", name);
}

static void
write_points (GString *out, const Run *run, int level)
{
  const Point *points;

  for (int c = 0, n; (points = run_point_chunk (run, c, &n)); c++)
    for (const Point *point = points; point < points + n; point++) {
      xml_append_indent (out, level);
      g_string_append_len (out, "<point", 6);
      write_int (out, "at", point->at);
      write_double (out, "value", point->value);
      if (point->shape != XML_POINT_SHAPE)
        write_text (out, "shape", point_shapes[point->shape]);
      if (point->tension != 0)
        write_double (out, "tension", point->tension);
      close_item (out, "point", point->unknown, level);
    }
}

static void
write_notes (GString *out, const Run *run, int level)
{
  const Note *notes;

  for (int c = 0, n; (notes = run_note_chunk (run, c, &n)); c++)
    for (const Note *note = notes; note < notes + n; note++) {
      xml_append_indent (out, level);
      g_string_append_len (out, "<note", 5);
      if (note->id)
        write_id (out, "id", note->id);
      write_int (out, "at", note->at);
      write_int (out, "length", note->length);
      write_int (out, "pitch", note->pitch);
      if (note->channel)
        write_int (out, "channel", note->channel);
      write_double (out, "velocity", note->velocity);
      if (note->release != 0)
        write_double (out, "release", note->release);
      if (note->mute)
        write_text (out, "mute", "yes");
      if (*text_get (note->lyric))
        write_text (out, "lyric", text_get (note->lyric));
      close_item (out, "note", note->unknown, level);
    }
}

static void
write_params (GString *out, const Params *params, int level)
{
  for (int i = 0; params && i < params->n; i++) {
    const Param *param = &params->items[i];
    const bool is_text = *text_get (param->text) != '\0';
    xml_append_indent (out, level);
    g_string_append_len (out, "<param", 6);
    write_text (out, "name", param->name);
    if (!is_text || param->value != 0)
      write_double (out, "value", param->value);
    if (is_text)
      write_text (out, "text", param->text);
    close_item (out, "param", param->unknown, level);
  }
}

static bool
is_empty (const Field *field, const void *at)
{
  if (field->type == FIELD_POINTS || field->type == FIELD_NOTES)
    return run_n (*(Run *const *) at) == 0;
  if (field->type == FIELD_LIST)
    return list_n (*(List *const *) at) == 0;
  return *(void *const *) at == NULL;
}

static void
write_children (GString *out, const Field *field, const void *at, int level)
{
  if (field->name) {
    xml_append_indent (out, level);
    g_string_append_printf (out, "<%s>\n", field->name);
    level++;
  }
  switch (field->type) {
  case FIELD_CHILD:
    write_node (out, *(Node *const *) at, level);
    break;
  case FIELD_LIST: {
    const List *list = *(List *const *) at;
    for (int i = 0; i < list->n; i++)
      write_node (out, list->items[i], level);
    break;
  }
  case FIELD_POINTS:
    write_points (out, *(Run *const *) at, level);
    break;
  case FIELD_NOTES:
    write_notes (out, *(Run *const *) at, level);
    break;
  case FIELD_PARAMS:
    write_params (out, *(Params *const *) at, level);
    break;
  default:
    break;
  }
  if (field->name) {
    xml_append_indent (out, level - 1);
    g_string_append_printf (out, "</%s>\n", field->name);
  }
}

static void
write_node (GString *out, const Node *node, int level)
{
  const NodeType *type = node_type_of (node);
  bool open = false; /* the start tag has ended and children stand behind it */

  xml_append_indent (out, level);
  g_string_append_c (out, '<');
  g_string_append (out, type->name);
  if (node->kind == NODE_PROJECT)
    write_int (out, "version", PROJECT_VERSION);
  if (type->letter)
    write_id (out, "id", node->id);
  for (int i = 0; i < type->n_fields; i++)
    write_field (out, &type->fields[i], (const char *) node + type->fields[i].offset);
  g_string_append (out, text_get (node->unknown_attributes));
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    if (is_empty (&type->children[i], at))
      continue;
    if (!open)
      g_string_append_len (out, ">\n", 2);
    open = true;
    write_children (out, &type->children[i], at, level + 1);
  }
  if (node->unknown_elements) {
    if (open)
      g_string_truncate (out, out->len - 1); /* each kept element brings its line end along */
    else
      g_string_append_c (out, '>');
    xml_append_indented (out, node->unknown_elements, level + 1);
    g_string_append_c (out, '\n');
    open = true;
  }
  if (!open) {
    g_string_append_len (out, "/>\n", 3);
    return;
  }
  xml_append_indent (out, level);
  g_string_append_len (out, "</", 2);
  g_string_append (out, type->name);
  g_string_append_len (out, ">\n", 2);
}

GBytes *
project_write_xml (const Project *project)
{
  GString *out = g_string_sized_new (64 * 1024);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  write_node (out, &project->node, 0);
  return g_string_free_to_bytes (out);
}

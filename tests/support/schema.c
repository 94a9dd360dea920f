/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema.h"

#include <math.h>
#include <stdarg.h>

#include "model/project.h"

#define DIGIT "[0-9a-hjkmnp-tv-z]"

typedef struct {
  GString *text;
  int depth;
} Schema;

G_GNUC_PRINTF (2, 3)
static void
line (Schema *schema, const char *format, ...)
{
  va_list args;

  if (g_str_has_prefix (format, "</"))
    schema->depth--;
  g_string_append_printf (schema->text, "%*s", 2 * schema->depth, "");
  va_start (args, format);
  g_string_append_vprintf (schema->text, format, args);
  va_end (args);
  g_string_append_c (schema->text, '\n');
}

G_GNUC_PRINTF (2, 3)
static void
open (Schema *schema, const char *format, ...)
{
  va_list args;

  g_string_append_printf (schema->text, "%*s", 2 * schema->depth, "");
  va_start (args, format);
  g_string_append_vprintf (schema->text, format, args);
  va_end (args);
  g_string_append_c (schema->text, '\n');
  schema->depth++;
}

static void
add_integer (Schema *schema, double min, double max)
{
  open (schema, "<data type=\"long\">");
  line (schema, "<param name=\"minInclusive\">%.0f</param>", min);
  line (schema, "<param name=\"maxInclusive\">%.0f</param>", max);
  line (schema, "</data>");
}

static void
add_number (Schema *schema, double min, double max)
{
  const bool infinite = isinf (min) || isinf (max);
  if (infinite)
    open (schema, "<choice>");
  if (isinf (min))
    line (schema, "<value>-inf</value>");
  if (isinf (max))
    line (schema, "<value>inf</value>");
  open (schema, "<data type=\"double\">");
  line (schema, "<param name=\"pattern\">-?[0-9]+(\\.[0-9]+)?(e[+\\-]?[0-9]+)?</param>");
  if (!isinf (min))
    line (schema, "<param name=\"minInclusive\">%.17g</param>", min);
  if (!isinf (max))
    line (schema, "<param name=\"maxInclusive\">%.17g</param>", max);
  line (schema, "</data>");
  if (infinite)
    line (schema, "</choice>");
}

static void
add_choices (Schema *schema, const char *const *choices)
{
  open (schema, "<choice>");
  for (int i = 0; choices[i]; i++)
    line (schema, "<value>%s</value>", choices[i]);
  line (schema, "</choice>");
}

static void
add_id (Schema *schema, char letter)
{
  open (schema, "<data type=\"token\">");
  if (letter)
    line (schema, "<param name=\"pattern\">%c:" DIGIT "{11}</param>", letter);
  else
    line (schema, "<param name=\"pattern\">[a-z]:" DIGIT "{11}</param>");
  line (schema, "</data>");
}

static const char *const truth[] = { "yes", "no", NULL };

static void
add_value (Schema *schema, const Field *field)
{
  switch (field->type) {
  case FIELD_BOOL:
    add_choices (schema, truth);
    break;
  case FIELD_INT:
    add_integer (schema, field->min, field->max);
    break;
  case FIELD_DOUBLE:
    add_number (schema, field->min, field->max);
    break;
  case FIELD_ENUM:
    add_choices (schema, field->choices);
    break;
  case FIELD_ID:
    add_id (schema, field->child == NODE_PROJECT ? 0 : node_type (field->child)->letter);
    break;
  case FIELD_IDS:
    open (schema, "<list>");
    open (schema, "<oneOrMore>");
    add_id (schema, field->child == NODE_PROJECT ? 0 : node_type (field->child)->letter);
    line (schema, "</oneOrMore>");
    line (schema, "</list>");
    break;
  case FIELD_POSITION:
    open (schema, "<data type=\"token\">");
    line (schema, "<param name=\"pattern\">-?[0-9]+[tu]</param>");
    line (schema, "</data>");
    break;
  default:
    line (schema, "<text/>");
  }
}

/* Attributes that may be absent are choices in an interleave, not optional: the same to a
 * validator, but libxml2 follows both ways of each optional attribute, so that twenty of them take
 * forever. */
static void
open_attribute (Schema *schema, const char *name, bool required)
{
  if (!required)
    open (schema, "<choice>");
  open (schema, "<attribute name=\"%s\">", name);
}

static void
close_attribute (Schema *schema, bool required)
{
  line (schema, "</attribute>");
  if (!required) {
    line (schema, "<empty/>");
    line (schema, "</choice>");
  }
}

static void
add_attribute (Schema *schema, const Field *field)
{
  open_attribute (schema, field->name, field->required);
  add_value (schema, field);
  close_attribute (schema, field->required);
}

static const char *
name_of_content (const Field *field)
{
  switch (field->type) {
  case FIELD_POINTS:
    return "point";
  case FIELD_NOTES:
    return "note";
  case FIELD_PARAMS:
    return "param";
  default:
    return node_type (field->child)->name;
  }
}

static void
add_any_name_but (Schema *schema, GPtrArray *names)
{
  if (names->len == 0) {
    line (schema, "<anyName/>");
    return;
  }
  open (schema, "<anyName>");
  open (schema, "<except>");
  for (guint i = 0; i < names->len; i++)
    line (schema, "<name>%s</name>", (const char *) names->pdata[i]);
  line (schema, "</except>");
  line (schema, "</anyName>");
}

/* What a newer version may add, which the reader keeps: attributes of other names. */
static void
add_unknown_attributes (Schema *schema, GPtrArray *names)
{
  open (schema, "<zeroOrMore>");
  open (schema, "<attribute>");
  add_any_name_but (schema, names);
  line (schema, "<text/>");
  line (schema, "</attribute>");
  line (schema, "</zeroOrMore>");
}

/* ... and elements, among those it knows. */
static void
add_unknown_elements (Schema *schema, GPtrArray *names)
{
  open (schema, "<zeroOrMore>");
  open (schema, "<element>");
  add_any_name_but (schema, names);
  line (schema, "<ref name=\"anything\"/>");
  line (schema, "</element>");
  line (schema, "</zeroOrMore>");
}

static void
add_wrapper (Schema *schema, const Field *field)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new (), content = g_ptr_array_new ();
  const bool one = field->type == FIELD_CHILD;

  g_ptr_array_add (content, (char *) name_of_content (field));
  open (schema, "<element name=\"%s\">", field->name);
  add_unknown_attributes (schema, none);
  open (schema, "<interleave>");
  open (schema, one ? "<optional>" : "<zeroOrMore>");
  line (schema, "<ref name=\"%s\"/>", name_of_content (field));
  line (schema, one ? "</optional>" : "</zeroOrMore>");
  add_unknown_elements (schema, content);
  line (schema, "</interleave>");
  line (schema, "</element>");
}

static void
add_content (Schema *schema, const Field *field)
{
  const bool many = field->type != FIELD_CHILD && !field->name;

  open (schema, many ? "<zeroOrMore>" : "<optional>");
  if (field->name)
    add_wrapper (schema, field);
  else
    line (schema, "<ref name=\"%s\"/>", name_of_content (field));
  line (schema, many ? "</zeroOrMore>" : "</optional>");
}

/* What is unknown of a wrapper the writer puts behind the rest, in a second one. */
static void
add_second_wrappers (Schema *schema, const NodeType *type)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new (), content = g_ptr_array_new ();
  bool any = false;

  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    if (!field->name)
      continue;
    if (!any) {
      open (schema, "<zeroOrMore>");
      open (schema, "<choice>");
    }
    any = true;
    g_ptr_array_set_size (content, 0);
    g_ptr_array_add (content, (char *) name_of_content (field));
    open (schema, "<element name=\"%s\">", field->name);
    add_unknown_attributes (schema, none);
    add_unknown_elements (schema, content);
    line (schema, "</element>");
  }
  if (any) {
    line (schema, "</choice>");
    line (schema, "</zeroOrMore>");
  }
}

static void
add_children (Schema *schema, const NodeType *type)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    g_ptr_array_add (names, (char *) (field->name ? field->name : name_of_content (field)));
  }
  if (type->n_children > 0) {
    open (schema, "<interleave>");
    open (schema, "<group>");
    for (int i = 0; i < type->n_children; i++)
      add_content (schema, &type->children[i]);
    add_second_wrappers (schema, type);
    line (schema, "</group>");
  }
  add_unknown_elements (schema, names);
  if (type->n_children > 0)
    line (schema, "</interleave>");
}

static void
add_kind (Schema *schema, NodeKind kind)
{
  const NodeType *type = node_type (kind);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  open (schema, "<define name=\"%s\">", type->name);
  open (schema, "<element name=\"%s\">", type->name);
  if (kind == NODE_PROJECT) {
    line (schema, "<attribute name=\"version\"><value>%d</value></attribute>", PROJECT_VERSION);
    g_ptr_array_add (names, (char *) "version");
  }
  if (type->letter) {
    g_ptr_array_add (names, (char *) "id");
    open_attribute (schema, "id", true);
    add_id (schema, type->letter);
    close_attribute (schema, true);
  }
  open (schema, "<interleave>");
  for (int i = 0; i < type->n_fields; i++) {
    g_ptr_array_add (names, (char *) type->fields[i].name);
    add_attribute (schema, &type->fields[i]);
  }
  line (schema, "</interleave>");
  add_unknown_attributes (schema, names);
  add_children (schema, type);
  line (schema, "</element>");
  line (schema, "</define>");
}

/* Points, notes and parameters are no nodes, so the table does not have them. */
static void
add_items (Schema *schema)
{
  static const struct {
    const char *element;
    Field field;
  } items[] = {
    { "point", { "at", FIELD_INT, .min = -4e18, .max = 4e18, .required = true } },
    { "point", { "value", FIELD_DOUBLE, .min = -INFINITY, .max = INFINITY, .required = true } },
    { "point", { "shape", FIELD_ENUM, .choices = point_shapes } },
    { "point", { "tension", FIELD_DOUBLE, .min = -1, .max = 1 } },
    { "note", { "at", FIELD_INT, .min = -TICKS_MAX, .max = TICKS_MAX, .required = true } },
    { "note", { "length", FIELD_INT, .min = 1, .max = TICKS_MAX, .required = true } },
    { "note", { "pitch", FIELD_INT, .min = 0, .max = 127, .required = true } },
    { "note", { "channel", FIELD_INT, .min = 0, .max = 15 } },
    { "note", { "velocity", FIELD_DOUBLE, .min = 0, .max = 1, .required = true } },
    { "note", { "release", FIELD_DOUBLE, .min = 0, .max = 1 } },
    { "note", { "mute", FIELD_BOOL } },
    { "note", { "lyric", FIELD_TEXT } },
    { "param", { "name", FIELD_TEXT, .required = true } },
    { "param", { "value", FIELD_DOUBLE, .min = -INFINITY, .max = INFINITY } },
    { "param", { "text", FIELD_TEXT } },
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new (), none = g_ptr_array_new ();
  const char *element = "";

  for (size_t i = 0; i < G_N_ELEMENTS (items); i++) {
    if (!g_str_equal (element, items[i].element)) {
      element = items[i].element;
      g_ptr_array_set_size (names, 0);
      open (schema, "<define name=\"%s\">", element);
      open (schema, "<element name=\"%s\">", element);
      if (g_str_equal (element, "note")) {
        g_ptr_array_add (names, (char *) "id");
        open_attribute (schema, "id", false);
        add_id (schema, NOTE_LETTER);
        close_attribute (schema, false);
      }
      open (schema, "<interleave>");
    }
    g_ptr_array_add (names, (char *) items[i].field.name);
    add_attribute (schema, &items[i].field);
    if (i + 1 == G_N_ELEMENTS (items) || !g_str_equal (element, items[i + 1].element)) {
      line (schema, "</interleave>");
      add_unknown_attributes (schema, names);
      add_unknown_elements (schema, none);
      line (schema, "</element>");
      line (schema, "</define>");
    }
  }
}

/* Inside of an element that is not known. */
static void
add_anything (Schema *schema)
{
  open (schema, "<define name=\"anything\">");
  open (schema, "<zeroOrMore>");
  open (schema, "<choice>");
  open (schema, "<attribute>");
  line (schema, "<anyName/>");
  line (schema, "<text/>");
  line (schema, "</attribute>");
  line (schema, "<text/>");
  open (schema, "<element>");
  line (schema, "<anyName/>");
  line (schema, "<ref name=\"anything\"/>");
  line (schema, "</element>");
  line (schema, "</choice>");
  line (schema, "</zeroOrMore>");
  line (schema, "</define>");
}

GString *
schema_make (void)
{
  Schema schema = { g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), 0 };

  line (&schema,
        "<!-- The project file of Lacquer, as this version writes it: made from the table");
  line (
      &schema,
      "     of fields by tests/support/make-schema. Attributes and elements of other names, which");
  line (&schema,
        "     a newer version or another program may add, are good anywhere; programs that read");
  line (&schema, "     such files should keep them, as Lacquer does. -->");
  open (&schema, "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\" "
                 "datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">");
  open (&schema, "<start>");
  line (&schema, "<ref name=\"project\"/>");
  line (&schema, "</start>");
  for (int kind = 0; kind < N_NODE_KINDS; kind++)
    add_kind (&schema, (NodeKind) kind);
  add_items (&schema);
  add_anything (&schema);
  line (&schema, "</grammar>");
  return schema.text;
}

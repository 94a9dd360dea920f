/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads points, notes and parameters. */
#include <math.h>
#include <string.h>

#include "store/xml_reader.h"
#include "store/xml_text.h"

static const char *const item_names[N_XML_ITEMS] = { "point", "note", "param" };

/* An attribute of the item: what is wrong with it, or NULL. *known is false for a foreign one. */
static const char *
read_point (const XmlNames *names, Point *point, const xmlChar *name, XmlValue value, bool *known)
{
  const char *wrong;
  int shape;

  if (name == names->at)
    return xml_value_read_int (value, -UNITS_MAX, UNITS_MAX, &point->at);
  if (name == names->value)
    return xml_value_read_double (value, -INFINITY, INFINITY, &point->value);
  if (name == names->tension)
    return xml_value_read_double (value, -1, 1, &point->tension);
  if (name == names->shape) {
    if ((wrong = xml_value_read_choice (value, point_shapes, &shape)) == NULL)
      point->shape = (PointShape) shape;
    return wrong;
  }
  *known = false;
  return NULL;
}

static const char *
read_small (XmlValue value, int max, int *slot)
{
  int64_t x;
  const char *wrong = xml_value_read_int (value, 0, max, &x);
  if (!wrong)
    *slot = (int) x;
  return wrong;
}

static const char *
read_note (const XmlNames *names, Note *note, const xmlChar *name, XmlValue value, bool *known)
{
  if (name == names->at)
    return xml_value_read_int (value, -TICKS_MAX, TICKS_MAX, &note->at);
  if (name == names->length)
    return xml_value_read_int (value, 1, TICKS_MAX, &note->length);
  if (name == names->pitch)
    return read_small (value, 127, &note->pitch);
  if (name == names->velocity)
    return xml_value_read_double (value, 0, 1, &note->velocity);
  if (name == names->id)
    return xml_value_read_id (value, NOTE_LETTER, &note->id);
  if (name == names->channel)
    return read_small (value, 15, &note->channel);
  if (name == names->release)
    return xml_value_read_double (value, 0, 1, &note->release);
  if (name == names->mute)
    return xml_value_read_bool (value, &note->mute);
  if (name == names->lyric)
    return xml_value_read_text (value, &note->lyric);
  *known = false;
  return NULL;
}

static const char *
read_param (const XmlNames *names, Param *param, const xmlChar *name, XmlValue value, bool *known)
{
  if (name == names->name) {
    if (value.n == 0 || value.n > 1000)
      return "is not the name of a parameter";
    g_autofree char *text = g_strndup (value.text, value.n);
    param->name = g_ref_string_new_intern (text);
    return NULL;
  }
  if (name == names->value)
    return xml_value_read_double (value, -INFINITY, INFINITY, &param->value);
  if (name == names->text)
    return xml_value_read_text (value, &param->text);
  *known = false;
  return NULL;
}

/* The first attribute that must be there and was not seen, or NULL. */
static const char *
missing_attribute (const XmlNames *names, XmlItem item, const XmlTag *tag)
{
  const xmlChar *const needed[N_XML_ITEMS][4] = {
    { names->at, names->value },
    { names->at, names->length, names->pitch, names->velocity },
    { names->name },
  };
  bool has_content = item != XML_ITEM_PARAM;

  for (int k = 0; k < 4 && needed[item][k]; k++) {
    bool seen = false;
    for (int i = 0; i < tag->n_attributes && !seen; i++)
      seen = tag->attributes[5 * i] == needed[item][k] && !tag->attributes[5 * i + 1];
    if (!seen)
      return (const char *) needed[item][k];
  }
  for (int i = 0; i < tag->n_attributes && !has_content; i++)
    has_content = !tag->attributes[5 * i + 1] &&
                  (tag->attributes[5 * i] == names->value || tag->attributes[5 * i] == names->text);
  return has_content ? NULL : "value";
}

bool
reader_start_item (Reader *reader, Frame *frame, const XmlTag *tag)
{
  const XmlNames *names = reader->names;
  const char *missing = missing_attribute (names, frame->item, tag);

  if (missing) {
    reader_fault (reader, "it is left out", "%s: %s is missing", item_names[frame->item], missing);
    return false;
  }
  frame->point = (Point){ .shape = XML_POINT_SHAPE };
  frame->note = (Note){ 0 };
  frame->param = (Param){ 0 };
  if (tag->n_namespaces > 0)
    xml_unknown_append_namespaces (reader_unknown (&frame->unknown_attributes), tag);
  for (int i = 0; i < tag->n_attributes; i++) {
    const xmlChar *name = tag->attributes[5 * i];
    const XmlValue value = xml_tag_value (tag, i);
    bool known = tag->attributes[5 * i + 1] == NULL;
    const char *wrong = NULL;
    if (known && frame->item == XML_ITEM_POINT)
      wrong = read_point (names, &frame->point, name, value, &known);
    else if (known && frame->item == XML_ITEM_NOTE)
      wrong = read_note (names, &frame->note, name, value, &known);
    else if (known)
      wrong = read_param (names, &frame->param, name, value, &known);
    if (!known)
      xml_unknown_append_attribute (reader_unknown (&frame->unknown_attributes), tag, i);
    if (wrong) {
      reader_value_fault (reader, item_names[frame->item], (const char *) name, value, wrong);
      return false;
    }
  }
  return true;
}

void
reader_clear_item (Frame *frame)
{
  g_clear_pointer (&frame->note.lyric, g_ref_string_release);
  g_clear_pointer (&frame->param.name, g_ref_string_release);
  g_clear_pointer (&frame->param.text, g_ref_string_release);
}

/* Attributes and elements in one text, or NULL. */
static GRefString *
join_unknown (const Frame *frame)
{
  if (!frame->unknown_attributes && !frame->unknown_elements)
    return NULL;
  g_autofree char *both =
      g_strconcat (frame->unknown_attributes ? frame->unknown_attributes->str : "",
                   frame->unknown_elements ? frame->unknown_elements->str : "", NULL);
  return g_ref_string_new (both);
}

void
reader_end_item (Reader *reader, Frame *frame)
{
  Frame *owner = reader_node_frame (reader);
  Run **run = (Run **) ((char *) owner->node + frame->field->offset);
  GRefString *unknown = join_unknown (frame);
  const int64_t at = frame->item == XML_ITEM_POINT ? frame->point.at : frame->note.at;
  const bool late = !owner->has_items || at > owner->last_at ||
                    (frame->item == XML_ITEM_NOTE && at == owner->last_at);

  if (frame->item == XML_ITEM_PARAM) {
    frame->param.unknown = unknown;
    if (!owner->params)
      owner->params = g_array_new (FALSE, FALSE, sizeof (Param));
    g_array_append_val (owner->params, frame->param);
    frame->param = (Param){ 0 };
    return;
  }
  if (!late)
    reader_fault (reader, "it is put in its place", "%s: at is not behind the one before",
                  item_names[frame->item]);
  frame->point.unknown = frame->note.unknown = unknown;
  if (late && frame->item == XML_ITEM_POINT)
    run_append_point (run, &frame->point);
  else if (late)
    run_append_note (run, &frame->note);
  else if (frame->item == XML_ITEM_POINT)
    run_insert_point (run, &frame->point);
  else
    run_insert_note (run, &frame->note);
  owner->has_items = true;
  owner->last_at = late ? at : owner->last_at;
  if (unknown)
    g_ref_string_release (unknown);
  reader_clear_item (frame);
}

static int
compare_params (const void *a, const void *b)
{
  return strcmp (((const Param *) a)->name, ((const Param *) b)->name);
}

static void
param_clear (Param *param)
{
  g_ref_string_release (param->name);
  if (param->text)
    g_ref_string_release (param->text);
  if (param->unknown)
    g_ref_string_release (param->unknown);
}

void
reader_end_params (Reader *reader, Frame *frame)
{
  const NodeType *type = node_type_of (frame->node);
  Params **slot = NULL;
  int n = 0;

  if (!frame->params)
    return;
  for (int i = 0; i < type->n_children; i++)
    if (type->children[i].type == FIELD_PARAMS)
      slot = (Params **) ((char *) frame->node + type->children[i].offset);
  g_array_sort (frame->params, compare_params);
  Param *items = (Param *) (void *) frame->params->data;
  for (guint i = 0; i < frame->params->len; i++) {
    if (n > 0 && strcmp (items[n - 1].name, items[i].name) == 0) {
      reader_fault (reader, "one is left out", "the parameter '%s' stands there twice",
                    items[i].name);
      param_clear (&items[i]);
      continue;
    }
    items[n++] = items[i];
  }
  Params *params = g_malloc (sizeof (Params) + (size_t) n * sizeof (Param));
  g_atomic_ref_count_init (&params->refs);
  params->n = n;
  memcpy (params->items, items, (size_t) n * sizeof (Param));
  *slot = params;
  g_clear_pointer (&frame->params, g_array_unref);
}

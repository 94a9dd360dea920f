/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/mend.h"

#include "base/text.h"
#include "model/check.h"
#include "store/mend_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
mend_say (Mend *mend, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (mend->done, g_strdup_vprintf (format, args));
  va_end (args);
}

char *
mend_describe (const Node *node)
{
  char id[ID_TEXT_SIZE] = "";
  const char *name = node_name (node);
  if (*name)
    return g_strdup_printf ("%s '%s'", node_type_of (node)->name, name);
  if (node->id)
    id_write (id, node->id);
  return g_strdup_printf ("%s %s", node_type_of (node)->name, id);
}

static bool
has_id (const Mend *mend, Id id)
{
  return g_hash_table_contains (mend->ids, &id);
}

static Id
fresh_id (Mend *mend, char letter)
{
  Id id;
  do
    id = id_next (&mend->source, letter);
  while (has_id (mend, id));
  return id;
}

Id
mend_new_id (Mend *mend, NodeKind kind)
{
  const Id id = fresh_id (mend, node_type (kind)->letter);
  g_hash_table_insert (mend->ids, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (kind + 1));
  return id;
}

/* --- Points, notes ------------------------------------------------------------------------------
 */

static double
clamp_finite (double x, double min, double max)
{
  return isnan (x) ? min : CLAMP (x, min, max);
}

static bool
mend_points (Run **slot)
{
  Run *mended = NULL;
  const Point *points;

  for (int c = 0, n; (points = run_point_chunk (*slot, c, &n)); c++)
    for (int i = 0; i < n; i++) {
      Point point = points[i];
      point.at = CLAMP (point.at, -UNITS_MAX, UNITS_MAX);
      point.value = isnan (point.value) ? 0 : point.value;
      point.tension = clamp_finite (point.tension, -1, 1);
      point.shape = point.shape > POINT_CURVE ? POINT_LINEAR : point.shape;
      run_insert_point (&mended, &point);
    }
  const bool changed = !run_equal (mended, *slot);
  run_unref (*slot);
  *slot = mended;
  return changed;
}

static bool
mend_notes (Mend *mend, Run **slot)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Run *mended = NULL;
  const Note *notes;

  for (int c = 0, n; (notes = run_note_chunk (*slot, c, &n)); c++)
    for (int i = 0; i < n; i++) {
      Note note = notes[i];
      note.at = CLAMP (note.at, -TICKS_MAX, TICKS_MAX);
      note.length = CLAMP (note.length, 1, TICKS_MAX);
      note.pitch = CLAMP (note.pitch, 0, 127);
      note.channel = CLAMP (note.channel, 0, 15);
      note.velocity = clamp_finite (note.velocity, 0, 1);
      note.release = clamp_finite (note.release, 0, 1);
      if (note.id && (id_letter (note.id) != NOTE_LETTER || g_hash_table_contains (ids, &note.id)))
        note.id = fresh_id (mend, NOTE_LETTER);
      if (note.id)
        g_hash_table_add (ids, g_memdup2 (&note.id, sizeof note.id));
      run_insert_note (&mended, &note);
    }
  const bool changed = !run_equal (mended, *slot);
  run_unref (*slot);
  *slot = mended;
  return changed;
}

/* --- Ids ----------------------------------------------------------------------------------------
 */

typedef void (*Visit) (Mend *mend, Node *node, bool remembered);

/* Visits every node, made private on the way, with `remembered` as in model/check.c. */
static void
walk (Mend *mend, Node *node, bool remembered, Visit visit)
{
  const NodeType *type = node_type_of (node);
  const bool inside = remembered || node->kind == NODE_STRIP;

  visit (mend, node, remembered);
  for (int i = 0; i < type->n_children; i++) {
    void *slot = (char *) node + type->children[i].offset;
    if (type->children[i].type == FIELD_CHILD && *(Node **) slot)
      walk (mend, node_edit (slot), inside, visit);
    for (int k = 0; type->children[i].type == FIELD_LIST && k < list_n (*(List **) slot); k++)
      walk (mend, list_edit (slot, k), inside, visit);
  }
}

static void
mend_id (Mend *mend, Node *node, bool remembered)
{
  const char letter = node_type_of (node)->letter;

  if (!letter)
    return;
  if (remembered) {
    if (id_letter (node->id) != letter)
      node->id = fresh_id (mend, letter);
    return;
  }
  if (id_letter (node->id) == letter && !has_id (mend, node->id)) {
    g_hash_table_insert (mend->ids, g_memdup2 (&node->id, sizeof node->id),
                         GINT_TO_POINTER (node->kind + 1));
    return;
  }
  node->id = mend_new_id (mend, node->kind);
  g_autofree char *what = mend_describe (node);
  mend_say (mend, "%s has got a new id", what);
}

/* --- Fields -------------------------------------------------------------------------------------
 */

static bool
refers_well (const Mend *mend, const Field *field, Id id)
{
  const int kind = GPOINTER_TO_INT (g_hash_table_lookup (mend->ids, &id)) - 1;
  return kind >= 0 && (field->child == NODE_PROJECT || kind == (int) field->child);
}

static bool
mend_text (GRefString **slot)
{
  const char *text = text_get (*slot);
  gsize n = *slot ? g_ref_string_length (*slot) : 0;

  if (n <= TEXT_BYTES_MAX && text_is_plain (text, n))
    return false;
  g_autofree char *plain = g_utf8_make_valid (text, (gssize) MIN (n, TEXT_BYTES_MAX / 2));
  for (char *c = plain; *c; c++)
    if ((unsigned char) *c < 0x20)
      *c = ' ';
  if (!text_is_plain (plain, strlen (plain)) || strlen (plain) > TEXT_BYTES_MAX)
    plain[0] = '\0';
  text_set (slot, plain);
  return true;
}

static bool
mend_number (const Field *field, void *at)
{
  if (field->type == FIELD_DOUBLE) {
    double *x = at;
    const double old = *x;
    *x = isnan (old) ? field->initial : CLAMP (old, field->min, field->max);
    return isnan (old) || *x != old;
  }
  int64_t *x = at;
  if ((double) *x >= field->min && (double) *x <= field->max)
    return false;
  *x = (int64_t) ((double) *x < field->min ? field->min : field->max);
  return true;
}

static bool
mend_position (Position *position)
{
  const Position old = *position;
  if (position->base != TIME_ABSOLUTE)
    position->base = TIME_MUSICAL;
  const int64_t most = position->base == TIME_MUSICAL ? TICKS_MAX : UNITS_MAX;
  position->value = CLAMP (position->value, -most, most);
  return position->value != old.value || position->base != old.base;
}

static bool
mend_choice (const Field *field, int *at)
{
  int n = 0;
  while (field->choices[n])
    n++;
  if (*at >= 0 && *at < n)
    return false;
  *at = (int) field->initial;
  return true;
}

static bool
may_dangle (const Node *node, const Field *field, bool remembered)
{
  return remembered || node->kind == NODE_SONG || node->kind == NODE_EXPRESSION ||
         strcmp (field->name, "linked") == 0 || strcmp (field->name, "grouped") == 0 ||
         strcmp (field->name, "about") == 0;
}

static bool
mend_references (Mend *mend, Node *node, const Field *field, void *at, bool remembered)
{
  bool changed = false;

  if (may_dangle (node, field, remembered))
    return false;
  if (field->type == FIELD_ID) {
    Id *id = at;
    if (*id == 0 || refers_well (mend, field, *id))
      return false;
    *id = 0;
    return true;
  }
  for (int i = 0; *(IdSet **) at && i < (*(IdSet **) at)->n;) {
    const Id id = (*(IdSet **) at)->ids[i];
    if (refers_well (mend, field, id)) {
      i++;
      continue;
    }
    id_set_remove (at, id);
    changed = true;
  }
  return changed;
}

static bool
mend_params (Params **slot)
{
  Params *mended = NULL;

  for (int i = 0; *slot && i < (*slot)->n; i++) {
    const Param *param = &(*slot)->items[i];
    if (!isnan (param->value) && text_is_plain (param->name, strlen (param->name)) &&
        (!param->text || text_is_plain (param->text, strlen (param->text))) &&
        (i == 0 || strcmp (param[-1].name, param->name) < 0))
      continue;
    for (int k = 0; k < (*slot)->n; k++) {
      param = &(*slot)->items[k];
      if (!isnan (param->value) && text_is_plain (param->name, strlen (param->name)) &&
          (!param->text || text_is_plain (param->text, strlen (param->text))))
        params_set (&mended, param->name, param->value, param->text);
    }
    params_unref (*slot);
    *slot = mended;
    return true;
  }
  return false;
}

static bool
mend_field (Mend *mend, Node *node, const Field *field, void *at, bool remembered)
{
  switch (field->type) {
  case FIELD_INT:
  case FIELD_DOUBLE:
    return mend_number (field, at);
  case FIELD_ENUM:
    return mend_choice (field, at);
  case FIELD_POSITION:
    return mend_position (at);
  case FIELD_TEXT:
    return mend_text (at);
  case FIELD_ID:
  case FIELD_IDS:
    return mend_references (mend, node, field, at, remembered);
  case FIELD_POINTS:
    return mend_points (at);
  case FIELD_NOTES:
    return mend_notes (mend, at);
  case FIELD_PARAMS:
    return mend_params (at);
  default:
    return false;
  }
}

static void
mend_fields (Mend *mend, Node *node, bool remembered)
{
  const NodeType *type = node_type_of (node);

  for (int part = 0; part < 2; part++) {
    const Field *fields = part == 0 ? type->fields : type->children;
    const int n = part == 0 ? type->n_fields : type->n_children;
    for (int i = 0; i < n; i++)
      if (mend_field (mend, node, &fields[i], (char *) node + fields[i].offset, remembered)) {
        g_autofree char *what = mend_describe (node);
        mend_say (mend, "%s: %s was wrong and is put right", what,
                  fields[i].name                   ? fields[i].name
                  : fields[i].type == FIELD_POINTS ? "points"
                  : fields[i].type == FIELD_NOTES  ? "notes"
                                                   : "parameters");
      }
  }
}

/* --- What cannot be without a reference ---------------------------------------------------------
 */

static bool
expression_is_good (const Mend *mend, const Node *node, const Node *clip)
{
  const Id note = ((const Expression *) node)->note;
  const Clip *pattern = (const Clip *) clip;

  while (pattern && pattern->node.kind == NODE_CLIP) {
    if (run_find_note (pattern->notes, note) >= 0)
      return true;
    pattern = pattern == (const Clip *) clip && pattern->pattern
                  ? (const Clip *) project_find (mend->project, pattern->pattern, NULL)
                  : NULL;
  }
  return false;
}

static bool
lacks_reference (const Mend *mend, const Node *node, const Node *parent)
{
  const NodeType *type = node_type_of (node);

  if (node->kind == NODE_EXPRESSION)
    return !expression_is_good (mend, node, parent);
  for (int i = 0; i < type->n_fields; i++)
    if (type->fields[i].required && type->fields[i].type == FIELD_ID &&
        *(const Id *) ((const char *) node + type->fields[i].offset) == 0)
      return true;
  return node->kind == NODE_CLIP && ((const Clip *) node)->length.value <= 0;
}

static bool
forget_id (const Node *node, const Node *parent, void *data)
{
  Mend *mend = data;
  if (node->id)
    g_hash_table_remove (mend->ids, &node->id);
  return true;
}

static void
drop_lacking (Mend *mend, Node *node, bool remembered)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_children; i++) {
    void *slot = (char *) node + type->children[i].offset;
    const bool one = type->children[i].type == FIELD_CHILD;
    if (!one && type->children[i].type != FIELD_LIST)
      continue;
    for (int k = one ? (*(Node **) slot != NULL) - 1 : list_n (*(List **) slot) - 1; k >= 0; k--) {
      const Node *child = one ? *(Node **) slot : list_get (*(List **) slot, k);
      if (!lacks_reference (mend, child, node))
        continue;
      g_autofree char *what = mend_describe (child);
      mend_say (mend, "%s is left out, as it has no length or refers to nothing", what);
      if (!remembered)
        node_walk (child, node, forget_id, mend);
      if (one)
        g_clear_pointer ((Node **) slot, node_unref);
      else
        list_remove (slot, k);
    }
  }
}

void
project_mend (Project **project, GPtrArray *done)
{
  Mend mend = { .done = done,
                .ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
  guint before;

  mend.project = (Project *) node_edit ((Node **) project);
  id_source_init (&mend.source, mend.project->node.id ^ UINT64_C (0x6d656e64));
  walk (&mend, &mend.project->node, false, mend_id);
  /* What is left out may have been referred to. */
  do {
    before = done->len;
    walk (&mend, &mend.project->node, false, mend_fields);
    walk (&mend, &mend.project->node, false, drop_lacking);
  } while (done->len != before);
  mend_tempo_map (&mend);
  mend_tracks (&mend);
  g_hash_table_unref (mend.ids);
}

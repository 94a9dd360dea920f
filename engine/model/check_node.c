/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one node may hold. */
#include "base/text.h"
#include "model/check_parts.h"
#include "model/references.h"

#include <math.h>
#include <string.h>

void
check_fault (Check *check, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (check->faults, g_strdup_vprintf (format, args));
  va_end (args);
}

char *
check_describe (const Node *node)
{
  char id[ID_TEXT_SIZE] = "";
  const char *name = node_name (node);
  if (node->id)
    id_write (id, node->id);
  if (*name && text_is_plain (name, strlen (name)))
    return g_strdup_printf ("%s '%s'", node_type_of (node)->name, name);
  return g_strdup_printf ("%s %s", node_type_of (node)->name, id);
}

static bool
collect_notes (const Node *node, const Node *parent, void *data)
{
  Check *check = data;
  if (node->kind != NODE_CLIP)
    return true;
  const Run *run = ((const Clip *) node)->notes;
  const Note *notes;
  for (int c = 0, n; (notes = run_note_chunk (run, c, &n)); c++)
    for (int i = 0; i < n; i++)
      g_hash_table_add (check->notes, (void *) &notes[i].id);
  return true;
}

static bool
has_note (Check *check, const Node *clip, Id id)
{
  if (check->partial && clip && clip->kind == NODE_CLIP &&
      run_find_note (((const Clip *) clip)->notes, id) >= 0)
    return true;
  if (!check->notes) {
    check->notes = g_hash_table_new (g_int64_hash, g_int64_equal);
    node_walk (&check->project->node, NULL, collect_notes, check);
  }
  return g_hash_table_contains (check->notes, &id);
}

const Node *
check_find (Check *check, Id id)
{
  const Node *node = g_hash_table_lookup (check->ids, &id);
  if (node || !check->partial)
    return node;
  node = project_find (check->project, id, NULL);
  if (node)
    g_hash_table_insert (check->ids, (void *) &node->id, (void *) node);
  return node;
}

/* NULL when the reference is good, else what is wrong with it. */
static const char *
check_reference (Check *check, const Node *node, const Node *parent, const Field *field, Id id)
{
  if (id == 0)
    return NULL;
  if (node->kind == NODE_EXPRESSION)
    return has_note (check, parent, id) ? NULL : "refers to no note";
  const Node *target = check_find (check, id);
  if (!target)
    return "refers to nothing";
  if (field->child != NODE_PROJECT && target->kind != field->child)
    return "refers to something of another kind";
  return NULL;
}

bool
check_may_dangle (const Node *node, const Field *field, bool remembered)
{
  return remembered || (node->kind != NODE_EXPRESSION && !reference_binds (node->kind, field));
}

static bool
position_is_in_range (Position position)
{
  const int64_t most = position.base == TIME_MUSICAL ? TICKS_MAX : UNITS_MAX;
  return position.value >= -most && position.value <= most &&
         (position.base == TIME_MUSICAL || position.base == TIME_ABSOLUTE);
}

static const char *
check_text (const GRefString *text)
{
  if (text && g_ref_string_length ((char *) text) > TEXT_BYTES_MAX)
    return "is too long";
  if (text && !text_is_plain (text, g_ref_string_length ((char *) text)))
    return "has control characters";
  return NULL;
}

/* What routing follows: outputs, groups, sends and sidechains are references to tracks. */
static bool
is_routing (const Node *node, const Field *field)
{
  return field->child == NODE_TRACK && field->type == FIELD_ID &&
         (node->kind == NODE_TRACK || node->kind == NODE_SEND || node->kind == NODE_EFFECT);
}

static const char *
check_field (Check *check, const Node *node, const Node *parent, const Node *old,
             const Field *field, bool remembered)
{
  const void *at = (const char *) node + field->offset;
  const void *before = old ? (const char *) old + field->offset : NULL;
  bool good = true;

  switch (field->type) {
  case FIELD_DOUBLE: {
    const double x = *(const double *) at;
    good = !isnan (x) && x >= field->min && x <= field->max;
    break;
  }
  case FIELD_INT: {
    const int64_t x = *(const int64_t *) at;
    good = (double) x >= field->min && (double) x <= field->max;
    break;
  }
  case FIELD_ENUM: {
    int n = 0;
    while (field->choices[n])
      n++;
    good = *(const int *) at >= 0 && *(const int *) at < n;
    break;
  }
  case FIELD_POSITION:
    good = position_is_in_range (*(const Position *) at);
    break;
  case FIELD_TEXT:
    return check_text (*(GRefString *const *) at);
  case FIELD_ID: {
    const Id id = *(const Id *) at;
    if (check_may_dangle (node, field, remembered))
      return NULL;
    check->routing |= is_routing (node, field) && (id || before);
    return check_reference (check, node, parent, field, id);
  }
  case FIELD_IDS: {
    const IdSet *set = *(IdSet *const *) at;
    const char *wrong = NULL;
    if (check_may_dangle (node, field, remembered))
      return NULL;
    for (int i = 0; set && i < set->n && !wrong; i++)
      wrong = check_reference (check, node, parent, field, set->ids[i]);
    return wrong;
  }
  default:
    break;
  }
  return good ? NULL : "is out of range";
}

static bool
item_text_is_good (const GRefString *text)
{
  return !text || (g_ref_string_length ((char *) text) <= TEXT_BYTES_MAX &&
                   text_is_plain (text, g_ref_string_length ((char *) text)));
}

static bool
point_is_good (const Point *point)
{
  return point->at >= -UNITS_MAX && point->at <= UNITS_MAX && !isnan (point->value) &&
         point->tension >= -1 && point->tension <= 1 && point->shape >= POINT_HOLD &&
         point->shape <= POINT_CURVE;
}

static bool
note_is_good (const Note *note)
{
  return note->at >= -TICKS_MAX && note->at <= TICKS_MAX && note->length > 0 &&
         note->length <= TICKS_MAX && note->pitch >= 0 && note->pitch <= 127 &&
         note->channel >= 0 && note->channel <= 15 && note->velocity >= 0 && note->velocity <= 1 &&
         note->release >= 0 && note->release <= 1 &&
         (note->id == 0 || id_letter (note->id) == NOTE_LETTER) && item_text_is_good (note->lyric);
}

static void
check_points (Check *check, const Node *node, const Run *run)
{
  int64_t last = INT64_MIN;
  int before = 0;
  const Point *points;

  for (int c = 0, n; (points = run_point_chunk (run, c, &n)); before += n, c++)
    for (int i = 0; i < n; i++) {
      if (!point_is_good (&points[i]) || (before + i > 0 && points[i].at <= last)) {
        g_autofree char *what = check_describe (node);
        check_fault (check, "%s: point %d is out of order or range", what, before + i + 1);
        return;
      }
      last = points[i].at;
    }
}

static void
check_notes (Check *check, const Node *node, const Run *run)
{
  int64_t last = INT64_MIN;
  int before = 0;
  const Note *notes;
  g_autoptr (GHashTable) ids =
      run_n (run) > 0 ? g_hash_table_new (g_int64_hash, g_int64_equal) : NULL;

  for (int c = 0, n; (notes = run_note_chunk (run, c, &n)); before += n, c++)
    for (int i = 0; i < n; i++) {
      const bool good = note_is_good (&notes[i]) && notes[i].at >= last;
      if (!good || (notes[i].id && !g_hash_table_add (ids, (void *) &notes[i].id))) {
        g_autofree char *what = check_describe (node);
        check_fault (check, "%s: note %d %s", what, before + i + 1,
                     good ? "has the id of another" : "is out of order or range");
        return;
      }
      last = notes[i].at;
    }
}

static void
check_params (Check *check, const Node *node, const Params *params)
{
  for (int i = 0; params && i < params->n; i++) {
    const Param *param = &params->items[i];
    if (!isnan (param->value) && item_text_is_good (param->name) &&
        item_text_is_good (param->text) &&
        (i == 0 || strcmp (params->items[i - 1].name, param->name) < 0))
      continue;
    g_autofree char *what = check_describe (node);
    check_fault (check, "%s: parameter %d is out of order or range", what, i + 1);
    return;
  }
}

void
check_node (Check *check, const Node *node, const Node *parent, const Node *old, uint64_t touched,
            bool remembered)
{
  const NodeType *type = node_type_of (node);
  const char *wrong;

  if (!old && type->letter && id_letter (node->id) != type->letter) {
    g_autofree char *what = check_describe (node);
    check_fault (check, "%s has an id of another kind", what);
  }
  uint64_t attributes = touched & ((UINT64_C (1) << type->n_fields) - 1);
  uint64_t children = touched >> type->n_fields & ((UINT64_C (1) << type->n_children) - 1);
  for (; attributes; attributes &= attributes - 1) {
    const Field *field = &type->fields[__builtin_ctzll (attributes)];
    if (old && field_equal (field, (const char *) node + field->offset,
                            (const char *) old + field->offset))
      continue;
    if ((wrong = check_field (check, node, parent, old, field, remembered))) {
      g_autofree char *what = check_describe (node);
      check_fault (check, "%s: %s %s", what, field->name, wrong);
    }
  }
  for (; children; children &= children - 1) {
    const Field *field = &type->children[__builtin_ctzll (children)];
    const void *at = (const char *) node + field->offset;
    if (field->type == FIELD_POINTS)
      check_points (check, node, *(Run *const *) at);
    else if (field->type == FIELD_NOTES)
      check_notes (check, node, *(Run *const *) at);
    else if (field->type == FIELD_PARAMS)
      check_params (check, node, *(Params *const *) at);
  }
}

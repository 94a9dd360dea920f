/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"
#include "base/text.h"
#include "model/tempo_map.h"

#include <math.h>
#include <string.h>

#define GROUP_DEPTH_MAX 64

typedef struct {
  const Project *project;
  GHashTable *ids; /* Id * -> Node *; notes are not in it */
  GHashTable *notes; /* Id * of every note; made when first asked for */
  GPtrArray *faults;
} Check;

G_GNUC_PRINTF (2, 3)
static void
fault (Check *check, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (check->faults, g_strdup_vprintf (format, args));
  va_end (args);
}

/* "clip 'Vox'", or by id where it has no name. */
static char *
describe (const Node *node)
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
  const Run *run = ((const Clip *)node)->notes;
  const Note *notes;
  for (int c = 0, n; (notes = run_note_chunk (run, c, &n)); c++)
    for (int i = 0; i < n; i++)
      g_hash_table_add (check->notes, (void *)&notes[i].id);
  return true;
}

static bool
has_note (Check *check, Id id)
{
  if (!check->notes) {
    check->notes = g_hash_table_new (g_int64_hash, g_int64_equal);
    node_walk (&check->project->node, NULL, collect_notes, check);
  }
  return g_hash_table_contains (check->notes, &id);
}

/* NULL when the reference is good, else what is wrong with it. */
static const char *
check_reference (Check *check, const Node *node, const Field *field, Id id)
{
  if (id == 0)
    return NULL;
  if (node->kind == NODE_EXPRESSION)
    return has_note (check, id) ? NULL : "refers to no note";
  const Node *target = g_hash_table_lookup (check->ids, &id);
  if (!target)
    return "refers to nothing";
  if (field->child != NODE_PROJECT && target->kind != field->child)
    return "refers to something of another kind";
  return NULL;
}

/* A clip of a link may outlive its partner, a comment what it is about; the song's project is
 * elsewhere; what a snapshot remembers may refer to what is gone. */
static bool
may_dangle (const Node *node, const Field *field, bool remembered)
{
  return remembered || node->kind == NODE_SONG || strcmp (field->name, "linked") == 0 ||
         strcmp (field->name, "about") == 0;
}

static bool
position_is_in_range (Position position)
{
  const int64_t most = position.base == TIME_MUSICAL ? TICKS_MAX : UNITS_MAX;
  return position.value >= -most && position.value <= most &&
         (position.base == TIME_MUSICAL || position.base == TIME_ABSOLUTE);
}

static const char *
check_field (Check *check, const Node *node, const Field *field, bool remembered)
{
  const void *at = (const char *)node + field->offset;
  bool good = true;

  switch (field->type) {
  case FIELD_DOUBLE: {
    const double x = *(const double *)at;
    good = !isnan (x) && x >= field->min && x <= field->max;
    break;
  }
  case FIELD_INT: {
    const int64_t x = *(const int64_t *)at;
    good = (double)x >= field->min && (double)x <= field->max;
    break;
  }
  case FIELD_ENUM: {
    int n = 0;
    while (field->choices[n])
      n++;
    good = *(const int *)at >= 0 && *(const int *)at < n;
    break;
  }
  case FIELD_POSITION:
    good = position_is_in_range (*(const Position *)at);
    break;
  case FIELD_TEXT: {
    const GRefString *text = *(GRefString *const *)at;
    if (text && g_ref_string_length ((char *)text) > TEXT_BYTES_MAX)
      return "is too long";
    if (text && !text_is_plain (text, g_ref_string_length ((char *)text)))
      return "has control characters";
    break;
  }
  case FIELD_ID:
    return may_dangle (node, field, remembered)
               ? NULL
               : check_reference (check, node, field, *(const Id *)at);
  case FIELD_IDS: {
    const IdSet *set = *(IdSet *const *)at;
    const char *wrong = NULL;
    for (int i = 0; set && i < set->n && !wrong && !may_dangle (node, field, remembered); i++)
      wrong = check_reference (check, node, field, set->ids[i]);
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
  return !text || (g_ref_string_length ((char *)text) <= TEXT_BYTES_MAX &&
                   text_is_plain (text, g_ref_string_length ((char *)text)));
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
        g_autofree char *what = describe (node);
        fault (check, "%s: point %d is out of order or range", what, before + i + 1);
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
      if (!good || (notes[i].id && !g_hash_table_add (ids, (void *)&notes[i].id))) {
        g_autofree char *what = describe (node);
        fault (check, "%s: note %d %s", what, before + i + 1,
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
    g_autofree char *what = describe (node);
    fault (check, "%s: parameter %d is out of order or range", what, i + 1);
    return;
  }
}

typedef struct {
  Units from, to;
  const Clip *clip;
} Span;

static int
compare_spans (const void *a, const void *b)
{
  const Span *p = a, *q = b;
  if (p->from != q->from)
    return p->from < q->from ? -1 : 1;
  return p->clip->node.id < q->clip->node.id ? -1 : p->clip->node.id > q->clip->node.id;
}

/* The end of a clip: its length added in its own base. */
static Units
clip_end (const TempoMap *map, const Clip *clip)
{
  if (clip->length.base == TIME_ABSOLUTE)
    return tempo_map_position_units (map, clip->start) + clip->length.value;
  return tempo_map_units (map, tempo_map_position_ticks (map, clip->start) + clip->length.value);
}

static void
check_lane (Check *check, const TempoMap *map, const List *clips)
{
  const int n = list_n (clips);
  g_autofree Span *spans = g_new (Span, n + 1);

  for (int i = 0; i < n; i++) {
    const Clip *clip = (const Clip *)list_get (clips, i);
    spans[i] = (Span){ tempo_map_position_units (map, clip->start), clip_end (map, clip), clip };
    if (clip->length.value <= 0) {
      g_autofree char *what = describe (&clip->node);
      fault (check, "%s has no length", what);
    }
  }
  qsort (spans, (size_t)n, sizeof *spans, compare_spans);
  for (int i = 0; i + 1 < n; i++) {
    const Span *a = &spans[i], *b = &spans[i + 1];
    const Units overlap = a->to - b->from;
    /* A position rounded to ticks may touch its neighbor by less than one. */
    if (overlap <= UNITS_PER_SECOND / 10000 || (a->clip->fade_out > 0 && b->clip->fade_in > 0))
      continue;
    g_autofree char *one = describe (&a->clip->node), *other = describe (&b->clip->node);
    fault (check, "%s and %s overlap without a crossfade", one, other);
  }
}

static void
check_node (Check *check, const Node *node, const Node *parent, bool remembered)
{
  const NodeType *type = node_type_of (node);
  const char *wrong;

  if (type->letter && id_letter (node->id) != type->letter) {
    g_autofree char *what = describe (node);
    fault (check, "%s has an id of another kind", what);
  }
  for (int i = 0; i < type->n_fields; i++)
    if ((wrong = check_field (check, node, &type->fields[i], remembered))) {
      g_autofree char *what = describe (node);
      fault (check, "%s: %s %s", what, type->fields[i].name, wrong);
    }
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *)node + type->children[i].offset;
    if (type->children[i].type == FIELD_POINTS)
      check_points (check, node, *(Run *const *)at);
    else if (type->children[i].type == FIELD_NOTES)
      check_notes (check, node, *(Run *const *)at);
    else if (type->children[i].type == FIELD_PARAMS)
      check_params (check, node, *(Params *const *)at);
  }
}

typedef void (*Visit) (Check *check, const Node *node, const Node *parent, bool remembered);

/* Walks over the tree; `remembered` is true for what a snapshot holds of a strip, which carries
 * the ids of what it remembers. */
static void
walk (Check *check, const Node *node, const Node *parent, bool remembered, Visit visit)
{
  const NodeType *type = node_type_of (node);

  visit (check, node, parent, remembered);
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *)node + type->children[i].offset;
    const bool inside = remembered || node->kind == NODE_STRIP;
    if (type->children[i].type == FIELD_CHILD && *(Node *const *)at)
      walk (check, *(Node *const *)at, node, inside, visit);
    if (type->children[i].type != FIELD_LIST)
      continue;
    const List *list = *(List *const *)at;
    for (int k = 0; k < list_n (list); k++)
      walk (check, list->items[k], node, inside, visit);
  }
}

static void
collect_id (Check *check, const Node *node, const Node *parent, bool remembered)
{
  if (!remembered && node->id &&
      !g_hash_table_insert (check->ids, (void *)&node->id, (void *)node)) {
    g_autofree char *what = describe (node);
    fault (check, "%s: the id is used twice", what);
  }
}

static void
check_tempo_map (Check *check)
{
  const Project *project = check->project;

  for (int i = 0; i + 1 < list_n (project->tempos); i++)
    if (((const Tempo *)list_get (project->tempos, i + 1))->at <=
        ((const Tempo *)list_get (project->tempos, i))->at)
      fault (check, "tempo %d does not come behind the one before", i + 2);
  for (int i = 0; i + 1 < list_n (project->meters); i++)
    if (((const Meter *)list_get (project->meters, i + 1))->at <=
        ((const Meter *)list_get (project->meters, i))->at)
      fault (check, "meter %d does not come behind the one before", i + 2);
}

static void
check_comp (Check *check, const TempoMap *map, const Comp *comp)
{
  for (int i = 0; i < list_n (comp->parts); i++) {
    const Part *part = (const Part *)list_get (comp->parts, i);
    const Units from = tempo_map_position_units (map, part->from);
    const Units to = tempo_map_position_units (map, part->to);
    const Part *next =
        i + 1 < list_n (comp->parts) ? (const Part *)list_get (comp->parts, i + 1) : NULL;
    if (to <= from || (next && tempo_map_position_units (map, next->from) < to)) {
      g_autofree char *what = describe (&comp->node);
      fault (check, "%s: part %d is empty or overlaps the next", what, i + 1);
    }
  }
}

static const Track *
find_track (const Check *check, Id id)
{
  const Node *node = g_hash_table_lookup (check->ids, &id);
  return node && node->kind == NODE_TRACK ? (const Track *)node : NULL;
}

static void
check_tracks (Check *check)
{
  const Project *project = check->project;
  const int n = list_n (project->tracks);
  TempoMap *map = tempo_map_new (project);
  int mains = 0;

  for (int i = 0; i < n; i++) {
    const Track *track = (const Track *)list_get (project->tracks, i);
    mains += track->kind == TRACK_MAIN;
    if ((track->kind == TRACK_MAIN) != (i == n - 1))
      fault (check, "track %d: the main track must be the last, and only one", i + 1);
    const Track *group = find_track (check, track->group);
    if (group && group->kind != TRACK_GROUP && group->kind != TRACK_FOLDER)
      fault (check, "track '%s' stands in '%s', which is no group or folder",
             text_get (track->name), text_get (group->name));
    const Track *outer = group;
    for (int depth = 0; outer; depth++) {
      if (outer == track || depth > GROUP_DEPTH_MAX) {
        fault (check, "track '%s' stands in itself, or in too many groups", text_get (track->name));
        break;
      }
      outer = find_track (check, outer->group);
    }
    check_lane (check, map, track->clips);
    for (int l = 0; l < list_n (track->lanes); l++)
      check_lane (check, map, ((const Lane *)list_get (track->lanes, l))->clips);
    for (int c = 0; c < list_n (track->comps); c++)
      check_comp (check, map, (const Comp *)list_get (track->comps, c));
  }
  if (mains != 1)
    fault (check, "the project has %d main tracks, not one", mains);
  tempo_map_free (map);

  g_autofree char *cycle = project_find_cycle (project);
  if (cycle)
    fault (check, "the routing runs in a circle: %s", cycle);
}

GPtrArray *
project_check (const Project *project)
{
  Check check = { .project = project,
                  .ids = g_hash_table_new (g_int64_hash, g_int64_equal),
                  .faults = g_ptr_array_new_with_free_func (g_free) };

  walk (&check, &project->node, NULL, false, collect_id);
  walk (&check, &project->node, NULL, false, check_node);
  check_tempo_map (&check);
  /* Sums of places overflow where single ones are out of range. */
  if (check.faults->len == 0)
    check_tracks (&check);
  g_hash_table_unref (check.ids);
  g_clear_pointer (&check.notes, g_hash_table_unref);
  return check.faults;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"
#include "model/tempo_map.h"

#include <math.h>
#include <string.h>

typedef struct {
  const Project *project;
  GHashTable *ids; /* Id * -> Node * */
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

/* "clip 'Vox' (c:...)" in a static ring, enough for one sentence. */
static char *
describe (const Node *node)
{
  char id[ID_TEXT_SIZE] = "";
  const char *name = node_name (node);
  if (node->id)
    id_write (id, node->id);
  if (*name)
    return g_strdup_printf ("%s '%s'", node_type_of (node)->name, name);
  return g_strdup_printf ("%s %s", node_type_of (node)->name, id);
}

static void
check_fields (Check *check, const Node *node)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_fields; i++) {
    const Field *field = &type->fields[i];
    const void *at = (const char *)node + field->offset;
    bool good = true;
    if (field->type == FIELD_DOUBLE) {
      const double x = *(const double *)at;
      good = !isnan (x) && x >= field->min && x <= field->max;
    } else if (field->type == FIELD_INT) {
      const int64_t x = *(const int64_t *)at;
      good = (double)x >= field->min && (double)x <= field->max;
    } else if (field->type == FIELD_ENUM) {
      int n = 0;
      while (field->choices[n])
        n++;
      good = *(const int *)at >= 0 && *(const int *)at < n;
    } else if (field->type == FIELD_ID) {
      const Id id = *(const Id *)at;
      /* A clip of a pattern or link may outlive its partner; the song's project is elsewhere. */
      const bool outside = node->kind == NODE_SONG || strcmp (field->name, "linked") == 0 ||
                           strcmp (field->name, "about") == 0;
      good = id == 0 || outside || g_hash_table_contains (check->ids, &id);
    }
    if (!good) {
      g_autofree char *what = describe (node);
      fault (check, "%s: %s %s", what, field->name,
             field->type == FIELD_ID ? "refers to nothing" : "is out of range");
    }
  }
}

static void
check_run (Check *check, const Node *node, const Run *run, FieldType type)
{
  int64_t last = INT64_MIN;

  for (int i = 0; i < run_n (run); i++) {
    const int64_t at = type == FIELD_POINTS ? run_point (run, i)->at : run_note (run, i)->at;
    const Note *note = type == FIELD_NOTES ? run_note (run, i) : NULL;
    const bool good = at >= last && !(type == FIELD_POINTS && at == last) &&
                      (!note || (note->pitch >= 0 && note->pitch <= 127 && note->length > 0 &&
                                 note->velocity >= 0 && note->velocity <= 1)) &&
                      (note || !isnan (run_point (run, i)->value));
    if (!good) {
      g_autofree char *what = describe (node);
      fault (check, "%s: %s %d is out of order or range", what, note ? "note" : "point", i + 1);
      return;
    }
    last = at;
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

static bool
check_node (const Node *node, const Node *parent, void *data)
{
  Check *check = data;
  const NodeType *type = node_type_of (node);

  if (type->letter && id_letter (node->id) != type->letter) {
    g_autofree char *what = describe (node);
    fault (check, "%s has an id of another kind", what);
  }
  check_fields (check, node);
  for (int i = 0; i < type->n_children; i++) {
    const FieldType kind = type->children[i].type;
    if (kind == FIELD_POINTS || kind == FIELD_NOTES)
      check_run (check, node, *(Run *const *)((const char *)node + type->children[i].offset), kind);
  }
  return true;
}

static bool
collect_id (const Node *node, const Node *parent, void *data)
{
  Check *check = data;
  /* What a snapshot remembers carries the ids of what it remembers. */
  if (node->kind == NODE_STRIP || (parent && parent->kind == NODE_STRIP))
    return true;
  if (node->id && !g_hash_table_insert (check->ids, (void *)&node->id, (void *)node)) {
    g_autofree char *what = describe (node);
    fault (check, "%s: the id is used twice", what);
  }
  return true;
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

static int
track_index (const Project *project, Id id)
{
  return id ? list_find (project->tracks, id) : -1;
}

/* Depth first; state 1 is on the path, 2 is done. Returns the index that closes a cycle, or -1. */
static int
visit_routing (const Project *project, int index, char *state, int *next)
{
  const Track *track = (const Track *)list_get (project->tracks, index);
  const int n_effects = list_n (track->effects) + list_n (track->master);
  const int n = 1 + list_n (track->sends);

  state[index] = 1;
  for (int i = 0; i < n; i++) {
    Id to = i == 0 ? project_output_of (project, track)
                   : ((const Send *)list_get (track->sends, i - 1))->to;
    const int at = track_index (project, to);
    if (at < 0)
      continue;
    next[index] = at;
    if (state[at] == 1)
      return at;
    const int found = state[at] == 0 ? visit_routing (project, at, state, next) : -1;
    if (found >= 0)
      return found;
  }
  (void)n_effects;
  /* Sidechains point the other way: every track that listens to this one comes after it. */
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *listener = (const Track *)list_get (project->tracks, t);
    for (int part = 0; part < 2; part++) {
      const List *effects = part == 0 ? listener->effects : listener->master;
      for (int e = 0; e < list_n (effects); e++) {
        if (((const Effect *)list_get (effects, e))->sidechain != track->node.id)
          continue;
        next[index] = t;
        if (state[t] == 1)
          return t;
        const int found = state[t] == 0 ? visit_routing (project, t, state, next) : -1;
        if (found >= 0)
          return found;
      }
    }
  }
  state[index] = 2;
  return -1;
}

char *
project_find_cycle (const Project *project)
{
  const int n = list_n (project->tracks);
  g_autofree char *state = g_new0 (char, n + 1);
  g_autofree int *next = g_new0 (int, n + 1);

  for (int i = 0; i < n; i++) {
    const int start = state[i] ? -1 : visit_routing (project, i, state, next);
    if (start < 0)
      continue;
    GString *names = g_string_new (NULL);
    int at = start;
    do {
      g_string_append_printf (names, "%s > ", node_name (list_get (project->tracks, at)));
      at = next[at];
    } while (at != start);
    g_string_append (names, node_name (list_get (project->tracks, start)));
    return g_string_free (names, FALSE);
  }
  return NULL;
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
    const Track *group = track->group ? project_find_track (project, track->group) : NULL;
    if (group && group->kind != TRACK_GROUP && group->kind != TRACK_FOLDER)
      fault (check, "track '%s' stands in '%s', which is no group or folder",
             text_get (track->name), text_get (group->name));
    const Track *outer = group;
    for (int depth = 0; outer; depth++) {
      if (outer == track || depth > n) {
        fault (check, "track '%s' stands in itself", text_get (track->name));
        break;
      }
      outer = outer->group ? project_find_track (project, outer->group) : NULL;
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

  node_walk (&project->node, NULL, collect_id, &check);
  node_walk (&project->node, NULL, check_node, &check);
  check_tracks (&check);
  g_hash_table_unref (check.ids);
  return check.faults;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * Clips, notes and envelopes are the bulk of a project. What one graph has made of a node the next
 * one takes over, as long as the node is the same, by its pointer: a value never changes. Of the
 * rest of the project only what MixGround names goes into it. */
#include <stdlib.h>

#include "base/hash.h"
#include "mix/build.h"

typedef struct {
  gatomicrefcount refs;
  const Node *node; /* held, so that no other comes to stand there */
  PartRole role;
  const void *result;
  GPtrArray *memory;
  bool lasts;
} MixPart;

static void
part_unref (gpointer data)
{
  MixPart *part = data;

  if (!g_atomic_ref_count_dec (&part->refs))
    return;
  node_unref ((Node *) part->node);
  g_ptr_array_unref (part->memory);
  g_free (part);
}

static guint
part_hash (gconstpointer data)
{
  const MixPart *part = data;
  return (guint) hash_mix ((uint64_t) (uintptr_t) part->node + (uint64_t) part->role);
}

static gboolean
part_equal (gconstpointer a, gconstpointer b)
{
  const MixPart *p = a, *q = b;
  return p->node == q->node && p->role == q->role;
}

void
build_parts_init (Build *build)
{
  const Project *project = build->project;
  MixGraph *result = build->result;
  const MixGround *before = build->previous ? &build->previous->ground : NULL;

  result->parts = g_hash_table_new_full (part_hash, part_equal, part_unref, NULL);
  result->ground = (MixGround){ .media = build->request->media->data,
                                .rate = build->rate,
                                .pan_law = project->pan_law,
                                .sources = list_ref (project->sources),
                                .tempos = list_ref (project->tempos),
                                .meters = list_ref (project->meters) };
  build->same_ground =
      before && before->media == result->ground.media && before->rate == result->ground.rate &&
      before->pan_law == result->ground.pan_law && before->sources == project->sources &&
      before->tempos == project->tempos && before->meters == project->meters;
}

void
mix_parts_free (MixGraph *graph)
{
  g_hash_table_unref (graph->parts);
  list_unref (graph->ground.sources);
  list_unref (graph->ground.tempos);
  list_unref (graph->ground.meters);
}

bool
build_part_find (Build *build, const Node *node, PartRole role, const void **result)
{
  const MixPart key = { .node = node, .role = role };
  MixPart *part = g_hash_table_lookup (build->result->parts, &key);

  if (!part && build->same_ground) {
    part = g_hash_table_lookup (build->previous->parts, &key);
    if (!part || !part->lasts)
      return false;
    g_atomic_ref_count_inc (&part->refs);
    g_hash_table_add (build->result->parts, part);
  }
  if (part)
    *result = part->result;
  return part != NULL;
}

void
build_part_begin (Build *build)
{
  build->part_memory = g_ptr_array_new_with_free_func (free);
}

void
build_part_end (Build *build, const Node *node, PartRole role, const void *result, bool lasts)
{
  MixPart *part = g_new0 (MixPart, 1);

  g_atomic_ref_count_init (&part->refs);
  part->node = node_ref ((Node *) node);
  part->role = role;
  part->result = result;
  part->memory = g_steal_pointer (&build->part_memory);
  part->lasts = lasts;
  g_hash_table_add (build->result->parts, part);
}

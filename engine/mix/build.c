/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/build.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void
build_lock (MixGraph *graph, const void *memory, size_t bytes)
{
  graph->locks = graph->locks && mlock (memory, bytes) == 0;
}

static void *
alloc (MixGraph *graph, GPtrArray *owner, size_t bytes)
{
  const size_t room = (bytes + 63) / 64 * 64 + 64;
  void *memory = aligned_alloc (64, room);

  if (!memory)
    g_error ("out of memory: %zu bytes", room);
  memset (memory, 0, room);
  build_lock (graph, memory, room);
  g_ptr_array_add (owner, memory);
  return memory;
}

void *
build_alloc (Build *build, size_t bytes)
{
  return alloc (build->result, build->part_memory ? build->part_memory : build->result->memory,
                bytes);
}

static void
add_note (Build *build, char *note, bool lack)
{
  if (!g_hash_table_add (build->result->missing, note))
    return;
  g_ptr_array_add (build->result->notes, g_strdup (note));
  if (lack)
    g_ptr_array_add (build->result->lacks, g_strdup (note));
}

void
build_note (Build *build, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  add_note (build, g_strdup_vprintf (format, list), false);
  va_end (list);
}

void
build_lack (Build *build, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  add_note (build, g_strdup_vprintf (format, list), true);
  va_end (list);
}

int
build_track_index (const Build *build, Id id)
{
  return id ? GPOINTER_TO_INT (g_hash_table_lookup (build->index_of, &id)) - 1 : -1;
}

Frames
build_frames (const Build *build, Position position)
{
  return units_to_frames (tempo_map_position_units (build->map, position), build->rate);
}

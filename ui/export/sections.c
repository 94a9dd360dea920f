/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export/sections.h"

#include "mix/mix.h"
#include "model/tempo_map.h"

static void
clear_section (gpointer data)
{
  g_free (((ExportSection *) data)->name);
}

static void
add (GArray *sections, const char *name, Units from, Units to)
{
  if (to <= from)
    return;
  const ExportSection section = { g_strdup (name), from, to };
  g_array_append_val (sections, section);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Units left = ((const ExportSection *) a)->from, right = ((const ExportSection *) b)->from;
  return (left > right) - (left < right);
}

static void
add_markers (GArray *sections, const Project *project, const TempoMap *map)
{
  const Units end = frames_to_units (mix_song_end (project), (int) project->rate);
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *marker = (const Marker *) list_get (project->markers, i);
    add (sections, text_get (marker->name), tempo_map_position_units (map, marker->at), end);
  }
  g_array_sort (sections, compare);
  for (guint i = 0; i + 1 < sections->len; i++)
    g_array_index (sections, ExportSection, i).to =
        g_array_index (sections, ExportSection, i + 1).from;
}

static void
add_sections (GArray *sections, const Project *project, const TempoMap *map)
{
  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    add (sections, text_get (section->name), tempo_map_units (map, section->at),
         tempo_map_units (map, section->at + section->length));
  }
  g_array_sort (sections, compare);
}

GArray *
export_sections (const Project *project)
{
  GArray *sections = g_array_new (FALSE, FALSE, sizeof (ExportSection));
  TempoMap *map = tempo_map_new (project);
  g_array_set_clear_func (sections, clear_section);
  if (export_has_sections (project))
    add_sections (sections, project, map);
  else
    add_markers (sections, project, map);
  tempo_map_free (map);
  for (guint i = 0; i < sections->len; i++) {
    ExportSection *section = &g_array_index (sections, ExportSection, i);
    char *numbered = g_strdup_printf ("%02u %s", i + 1, section->name);
    g_free (section->name);
    section->name = g_strchomp (numbered);
  }
  return sections;
}

bool
export_has_sections (const Project *project)
{
  return list_n (project->sections) > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/media.h"

#define MOST_ENTRIES 50000
#define DEEPEST 12

static bool
file_is_missing (LqDesk *desk, const Source *source)
{
  g_autofree char *path =
      g_build_filename (session_folder (lq_desk_session (desk)), text_get (source->file), NULL);
  return !g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

bool
media_is_missing (LqDesk *desk, const Clip *clip)
{
  const Source *source = project_find_source (lq_desk_project (desk), clip->source);
  return source && file_is_missing (desk, source);
}

char *
media_locate_line (const Clip *clip, const char *path)
{
  char id[ID_TEXT_SIZE];
  g_autofree char *quoted = g_shell_quote (path);
  return g_strdup_printf ("source.locate clip=%s file=%s", id_write (id, clip->node.id), quoted);
}

static const Clip *
first_in (const List *clips, Id source)
{
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip->source == source)
      return clip;
  }
  return NULL;
}

static const Clip *
clip_of (const Project *project, Id source)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    const Clip *clip = first_in (track->clips, source);
    for (int k = 0; !clip && k < list_n (track->lanes); k++)
      clip = first_in (((const Lane *) list_get (track->lanes, k))->clips, source);
    if (clip)
      return clip;
  }
  return NULL;
}

/* Names that are looked for go to the first file that is called so. */
static void
look_in (const char *folder, GHashTable *wanted, int depth, int *entries)
{
  GDir *dir = depth < DEEPEST ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) && (*entries)++ < MOST_ENTRIES) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    const char *found = g_hash_table_lookup (wanted, name);
    if (found && !*found && g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_hash_table_insert (wanted, g_strdup (name), g_strdup (path));
    else if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      look_in (path, wanted, depth + 1, entries);
  }
  if (dir)
    g_dir_close (dir);
}

GPtrArray *
media_locate_lines (LqDesk *desk, const char *folder, int *missing)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  int entries = 0;

  *missing = 0;
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    if (!file_is_missing (desk, source))
      continue;
    (*missing)++;
    g_hash_table_insert (wanted, g_path_get_basename (text_get (source->file)), g_strdup (""));
  }
  look_in (folder, wanted, 0, &entries);
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    const Clip *clip = file_is_missing (desk, source) ? clip_of (project, source->node.id) : NULL;
    g_autofree char *name = g_path_get_basename (text_get (source->file));
    const char *path = g_hash_table_lookup (wanted, name);
    if (clip && path && *path)
      g_ptr_array_add (lines, media_locate_line (clip, path));
  }
  return lines;
}

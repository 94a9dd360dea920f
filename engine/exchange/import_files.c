/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_files.h"

#include "base/error.h"
#include "edit/natural_order.h"

#include <string.h>

#define MAX_DEPTH 8 /* of folders in folders; links may go in circles */

static void
add_file (ImportPlan *plan, const char *path, MediaInfo *info)
{
  g_autofree char *base = g_path_get_basename (path);
  const ImportFile file = { .path = g_canonicalize_filename (path, NULL),
                            .shown = g_filename_display_name (base),
                            .info = *info };
  g_array_append_val (plan->files, file);
}

static GPtrArray *
list_folder (const char *path, GError **error)
{
  GDir *dir = g_dir_open (path, 0, error);
  if (!dir)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    if (name[0] != '.' && strcmp (name, "__MACOSX") != 0)
      g_ptr_array_add (names, g_strdup (name));
  g_dir_close (dir);
  g_ptr_array_sort (names, natural_compare_pointers);
  return names;
}

static bool
is_project (const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix (names->pdata[i], ".lacquer"))
      return true;
  return false;
}

static bool
add_folder (ImportPlan *plan, const char *path, int depth, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = list_folder (path, error);

  if (!names)
    return false;
  if (is_project (names)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot import '%s': it is a Lacquer project; its audio lies in '%s/audio'", path,
                 path);
    return false;
  }
  for (guint i = 0; i < names->len; i++) {
    char *inside = g_build_filename (path, names->pdata[i], NULL);
    MediaInfo info;
    const SniffedKind kind = sniff (inside, &info, NULL);
    if (kind == SNIFFED_FOLDER) {
      g_ptr_array_add (folders, inside);
      continue;
    }
    if (kind == SNIFFED_AUDIO)
      add_file (plan, inside, &info);
    else if (kind == SNIFFED_MIDI)
      g_ptr_array_add (plan->midi, g_strdup (inside));
    else
      g_ptr_array_add (plan->notes,
                       g_strdup_printf ("'%s' is left out: it is no audio or MIDI file", inside));
    g_free (inside);
  }
  /* What a folder in the folder hides is not the user's mistake. */
  for (guint i = 0; i < folders->len && depth < MAX_DEPTH; i++)
    add_folder (plan, folders->pdata[i], depth + 1, NULL);
  return true;
}

bool
import_files_add (ImportPlan *plan, const char *path, GError **error)
{
  MediaInfo info;

  switch (sniff (path, &info, error)) {
  case SNIFFED_AUDIO:
    add_file (plan, path, &info);
    return true;
  case SNIFFED_MIDI:
    g_ptr_array_add (plan->midi, g_canonicalize_filename (path, NULL));
    return true;
  case SNIFFED_FOLDER:
    return add_folder (plan, path, 0, error);
  default:
    return false;
  }
}

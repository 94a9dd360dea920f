/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/desk_copy.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "exchange/template.h"
#include "store/folder.h"
#include "store/xml_write.h"

/* Media are never rewritten, so two projects may share the bytes. */
static bool
link_media (const char *from, const char *to, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS) || !g_file_test (from, G_FILE_TEST_EXISTS))
    return true;
  g_mkdir_with_parents (parent, 0755);
  if (link (from, to) == 0)
    return true;
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

bool
desk_copy (LqDesk *desk, const char *path, GError **error)
{
  const Project *project = lq_desk_project (desk);
  const ProjectFolder *folder = session_project_folder (lq_desk_session (desk));
  Session *copy = session_new (path, project, 0, error);
  bool good = copy != NULL;

  for (int i = 0; good && i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    g_autofree char *from = project_folder_media (folder, text_get (source->file));
    g_autofree char *to =
        project_folder_media (session_project_folder (copy), text_get (source->file));
    good = !from || !to || link_media (from, to, error);
  }
  session_close (copy);
  return good;
}

char *
desk_version_path (LqDesk *desk)
{
  g_autofree char *stem = g_strdup (session_folder (lq_desk_session (desk)));
  char *space = strrchr (stem, ' ');
  int64_t number = 1;

  /* "Song 2" is followed by "Song 3". */
  if (space && value_read_int (space + 1, &number, NULL) && number > 1 && number < 100000)
    *space = '\0';
  else
    number = 1;
  for (;;) {
    char *path = g_strdup_printf ("%s %d", stem, (int) ++number);
    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return path;
    g_free (path);
  }
}

static bool
good_name (const char *name, GError **error)
{
  if (*name && *name != '.' && !strchr (name, '/'))
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "“%s” is no name for a file", name);
  return false;
}

static char *
tracks_path (const char *name)
{
  g_autofree char *file = g_strconcat (name, PROJECT_SUFFIX, NULL);
  return g_build_filename (g_get_user_data_dir (), "lacquer", "tracks", file, NULL);
}

static bool
write_value (const Project *project, const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = project_write_xml (project);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_mkdir_with_parents (parent, 0755);
  return g_file_set_contents (path, text, (gssize) size, error);
}

static bool
is_among (const GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return true;
  return false;
}

/* The value by commands, so that what refers to what goes is kept consistent. NULL on error. */
static Project *
reduced (LqDesk *desk, const GArray *kept, GError **error)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  IdSource ids;
  Project *bare = project_edit (project);

  /* Without content, in place: undo needs none of it. */
  for (int i = 0; i < list_n (bare->tracks); i++) {
    Track *track = (Track *) list_edit (&bare->tracks, i);
    g_clear_pointer (&track->clips, list_unref);
    g_clear_pointer (&track->lanes, list_unref);
    g_clear_pointer (&track->comps, list_unref);
    g_clear_pointer (&track->envelopes, list_unref);
    track->active_comp = track->frozen = 0;
    text_set (&track->frozen_key, NULL);
    track->arm = false;
    if (kept && track->kind != TRACK_MAIN && !is_among (kept, track->node.id))
      g_ptr_array_add (
          lines, g_strdup_printf ("track.remove track=%s", lq_desk_id (desk, track->node.id)));
  }
  List **lists[] = { &bare->comments, &bare->scenes,     &bare->snapshots,
                     &bare->songs,    &bare->references, &bare->scratchpads };
  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], list_unref);
  g_clear_pointer (&bare->sources, list_unref);
  id_source_init (&ids, 1);
  g_ptr_array_add (lines, g_strdup ("loop.set on=off"));
  Project *made = commands_run (bare, (const char *const *) lines->pdata, (int) lines->len, &ids,
                                session_host (lq_desk_session (desk)), NULL, NULL, NULL, error);
  project_unref (bare);
  return made;
}

bool
desk_save_template (LqDesk *desk, const char *name, GError **error)
{
  if (!good_name (name, error))
    return false;
  g_autofree char *path = template_user_path (name);
  Project *project = reduced (desk, NULL, error);
  const bool good = project && write_value (project, path, error);
  project_unref (project);
  return good;
}

bool
desk_save_tracks (LqDesk *desk, const GArray *tracks, const char *name, GError **error)
{
  if (!good_name (name, error))
    return false;
  g_autofree char *path = tracks_path (name);
  Project *project = reduced (desk, tracks, error);
  const bool good = project && write_value (project, path, error);
  project_unref (project);
  return good;
}

char *
desk_tracks_preset (const char *name)
{
  g_autofree char *path = tracks_path (name);
  return good_name (name, NULL) && g_file_test (path, G_FILE_TEST_IS_REGULAR)
             ? g_steal_pointer (&path)
             : NULL;
}

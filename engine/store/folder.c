/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/folder.h"

#include "base/error.h"
#include "base/text.h"
#include "store/file.h"
#include "store/take_recovery.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define TEMPORARY ".saving" PROJECT_SUFFIX

struct ProjectFolder {
  char *path, *file, *shown;
  bool known; /* the file has been read or written, and was then as `state` says */
  FileState state;
  GHashTable *synced; /* Source.file of media that are safe on disk */
};

static const char *const sub_names[] = { "audio", "cache", "recovery", "view" };

static ProjectFolder *
folder_alloc (const char *path, const char *name, const char *shown)
{
  ProjectFolder *folder = g_new0 (ProjectFolder, 1);
  folder->path = g_canonicalize_filename (path, NULL);
  folder->file = g_build_filename (folder->path, name, NULL);
  folder->shown = g_filename_display_name (shown);
  folder->synced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return folder;
}

void
project_folder_free (ProjectFolder *folder)
{
  if (!folder)
    return;
  g_free (folder->path);
  g_free (folder->file);
  g_free (folder->shown);
  g_hash_table_unref (folder->synced);
  g_free (folder);
}

const char *
project_folder_path (const ProjectFolder *folder)
{
  return folder->path;
}

const char *
project_folder_file (const ProjectFolder *folder)
{
  return folder->file;
}

const char *
project_folder_shown (const ProjectFolder *folder)
{
  return folder->shown;
}

char *
project_folder_stem (const ProjectFolder *folder)
{
  char *name = g_path_get_basename (folder->file);
  if (g_str_has_suffix (name, PROJECT_SUFFIX))
    name[strlen (name) - strlen (PROJECT_SUFFIX)] = '\0';
  return name;
}

ProjectFolder *
project_folder_new (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *shown_path = g_filename_display_name (path);
  g_autofree char *stem = g_path_get_basename (absolute);
  g_autofree char *name = g_strconcat (stem, PROJECT_SUFFIX, NULL);
  g_autofree char *shown = g_build_filename (path, name, NULL);

  for (const char *c = stem; *c; c++)
    if ((unsigned char) *c < 0x20) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                   "cannot create '%s': control characters cannot stand in a name", shown_path);
      return NULL;
    }
  if (mkdir (absolute, 0777) != 0) {
    const int number = errno;
    g_autoptr (GDir) there = number == EEXIST ? g_dir_open (absolute, 0, NULL) : NULL;
    if (!there || g_dir_read_name (there)) {
      error_set_errno (error, number, "cannot create", shown_path);
      return NULL;
    }
  }
  return folder_alloc (absolute, name, shown);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The one project file in the folder; the caller's. */
static char *
find_file (const char *path, const char *shown, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  errno = 0;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  if (!dir) {
    error_set_errno (error, errno, "cannot open", shown);
    return NULL;
  }
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *full = g_build_filename (path, name, NULL);
    if (g_str_has_suffix (name, PROJECT_SUFFIX) && name[0] != '.' &&
        g_file_test (full, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (names, g_strdup (name));
  }
  if (names->len == 1)
    return g_strdup (names->pdata[0]);
  if (names->len == 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
                 "cannot open '%s': there is no project (*" PROJECT_SUFFIX ") in it", shown);
    return NULL;
  }
  g_ptr_array_sort (names, compare_names);
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *display = g_filename_display_name (names->pdata[i]);
    g_string_append_printf (list, "%s'%s'", i == 0 ? "" : ", ", display);
  }
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "cannot open '%s': there are several projects in it, name one of %s", shown,
               list->str);
  return NULL;
}

ProjectFolder *
project_folder_find (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  struct stat info;

  if (stat (absolute, &info) != 0) {
    const int number = errno;
    g_set_error (error, ENGINE_ERROR,
                 number == ENOENT || number == ENOTDIR ? ENGINE_ERROR_NOT_FOUND
                                                       : ENGINE_ERROR_FAILED,
                 "cannot open '%s': %s", shown, g_strerror (number));
    return NULL;
  }
  if (!S_ISDIR (info.st_mode)) {
    g_autofree char *parent = g_path_get_dirname (absolute);
    g_autofree char *name = g_path_get_basename (absolute);
    return folder_alloc (parent, name, path);
  }
  g_autofree char *name = find_file (absolute, shown, error);
  if (!name)
    return NULL;
  g_autofree char *file = g_build_filename (path, name, NULL);
  return folder_alloc (absolute, name, file);
}

char *
project_folder_sub (const ProjectFolder *folder, SubFolder sub, GError **error)
{
  char *path = g_build_filename (folder->path, sub_names[sub], NULL);
  if (mkdir (path, 0777) == 0 || (errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR)))
    return path;
  error_set_errno (error, errno, "cannot create", path);
  g_free (path);
  return NULL;
}

/* Relative, below the folder, and of printable characters. */
static bool
stays_inside (const char *relative)
{
  g_auto (GStrv) parts = g_strsplit (relative, "/", -1);

  for (const char *c = relative; *c; c++)
    if ((unsigned char) *c < 0x20)
      return false;
  for (int i = 0; parts[i]; i++)
    if (strcmp (parts[i], "..") == 0)
      return false;
  return *relative && *relative != '/';
}

char *
project_folder_media (const ProjectFolder *folder, const char *relative)
{
  if (!stays_inside (relative))
    return NULL;
  char *path = g_build_filename (folder->path, relative, NULL);
  if (!strchr (relative, '%') || g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_autofree char *plain = g_uri_unescape_string (relative, "/");
  if (plain && stays_inside (plain)) {
    g_free (path);
    path = g_build_filename (folder->path, plain, NULL);
  }
  return path;
}

static void
remember_media (ProjectFolder *folder, const Project *project)
{
  for (int i = 0; i < list_n (project->sources); i++)
    g_hash_table_add (folder->synced,
                      g_strdup (text_get (((Source *) list_get (project->sources, i))->file)));
}

Project *
project_load (const char *path, ProjectFolder **folder, GError **error)
{
  ProjectFolder *found = project_folder_find (path, error);
  if (!found)
    return NULL;
  g_autoptr (GBytes) bytes =
      file_read (found->file, found->shown, XML_MAX_BYTES, &found->state, error);
  gsize size = 0;
  const char *text = bytes ? g_bytes_get_data (bytes, &size) : NULL;
  Project *project = bytes ? project_read_xml (text, size, found->shown, error) : NULL;
  if (!project) {
    project_folder_free (found);
    return NULL;
  }
  found->known = true;
  remember_media (found, project);
  *folder = found;
  return project;
}

static bool
sync_file (const char *path)
{
  const int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return true; /* what is missing is for lacquer check to say */
  const int number = fdatasync (file) == 0 || errno == EINVAL ? 0 : errno;
  close (file);
  errno = number;
  return number == 0;
}

static bool
sync_media (ProjectFolder *folder, const Project *project, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  void *place;

  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    const char *relative = text_get (source->file);
    if (g_hash_table_contains (folder->synced, relative))
      continue;
    g_autofree char *path = project_folder_media (folder, relative);
    if (path && !sync_file (path))
      return error_set_errno (error, errno, "cannot make sure of", relative);
    if (path)
      g_hash_table_add (places, g_path_get_dirname (path));
  }
  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (!folder_sync (place) && errno != ENOENT)
      return error_set_errno (error, errno, "cannot make sure of", place);
  remember_media (folder, project);
  return true;
}

/* What the reader would refuse must not be written: texts that are too long, nodes too deep. */
static bool
can_be_read (const Node *node, int depth, GError **error)
{
  const NodeType *type = node_type_of (node);

  if (depth >= XML_MAX_NODE_DEPTH) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "effects are nested too deeply");
    return false;
  }
  for (int i = 0; i < type->n_fields; i++) {
    const Field *field = &type->fields[i];
    char *text = field->type == FIELD_TEXT
                     ? *(GRefString *const *) ((const char *) node + field->offset)
                     : NULL;
    if (!text || g_ref_string_length (text) <= TEXT_BYTES_MAX)
      continue;
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "%s of %s '%s' is longer than %d MB",
                 field->name, type->name, node_name (node), TEXT_BYTES_MAX >> 20);
    return false;
  }
  for (int i = 0; i < type->n_children; i++) {
    const void *at = (const char *) node + type->children[i].offset;
    const Node *child = type->children[i].type == FIELD_CHILD ? *(Node *const *) at : NULL;
    if (child && !can_be_read (child, depth + 1, error))
      return false;
    if (type->children[i].type != FIELD_LIST)
      continue;
    const List *list = *(List *const *) at;
    for (int k = 0; k < list_n (list); k++)
      if (!can_be_read (list_get (list, k), depth + 1, error))
        return false;
  }
  return true;
}

bool
project_save (ProjectFolder *folder, const Project *project, GError **error)
{
  if (!can_be_read (&project->node, 0, error)) {
    g_prefix_error (error, "cannot save '%s': ", folder->shown);
    return false;
  }
  if (!folder->known && g_file_test (folder->file, G_FILE_TEST_EXISTS)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot save '%s': it exists already",
                 folder->shown);
    return false;
  }
  if (folder->known && !file_is_as_it_was (folder->file, &folder->state)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot save '%s': another program has changed it since it was opened; save under "
                 "another name or open it again",
                 folder->shown);
    return false;
  }
  if (!sync_media (folder, project, error))
    return false;
  g_autoptr (GBytes) bytes = project_write_xml (project);
  if ((int64_t) g_bytes_get_size (bytes) > XML_MAX_BYTES) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot save '%s': the project is larger than %d MB", folder->shown,
                 (int) (XML_MAX_BYTES >> 20));
    return false;
  }
  if (!file_replace (folder->file, folder->shown, TEMPORARY, bytes, &folder->state, error))
    return false;
  folder->known = true;
  take_recovery_settle (folder->path, project);
  return true;
}

bool
project_folder_accept (ProjectFolder *folder, GError **error)
{
  if (!g_file_test (folder->file, G_FILE_TEST_EXISTS))
    return true;
  g_autoptr (GBytes) bytes =
      file_read (folder->file, folder->shown, INT64_MAX, &folder->state, error);
  folder->known = folder->known || bytes != NULL;
  return bytes != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/template.h"

#include <gio/gio.h>
#include <string.h>

#include "base/error.h"
#include "store/file.h"
#include "store/folder.h"
#include "store/xml_read.h"

#define PLACE "/org/lacquer/Lacquer/templates/"
#define ENDING ".commands"

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
user_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "lacquer", "templates", NULL);
}

char *
template_user_path (const char *name)
{
  g_autofree char *folder = user_folder ();
  g_autofree char *file = g_strconcat (name, PROJECT_SUFFIX, NULL);
  return g_build_filename (folder, file, NULL);
}

/* Without endings, sorted. */
static void
add_names (GStrvBuilder *builder, char **names, const char *ending)
{
  if (names)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (char **name = names; name && *name; name++) {
    if (!g_str_has_suffix (*name, ending))
      continue;
    (*name)[strlen (*name) - strlen (ending)] = '\0';
    g_strv_builder_add (builder, *name);
  }
}

char **
template_names (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_auto (GStrv) built_in =
      g_resources_enumerate_children (PLACE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *folder = user_folder ();
  GDir *dir = g_dir_open (folder, 0, NULL);

  add_names (builder, built_in, ENDING);
  for (const char *name = NULL; dir && (name = g_dir_read_name (dir));)
    g_strv_builder_add (files, name);
  if (dir)
    g_dir_close (dir);
  g_auto (GStrv) own = g_strv_builder_end (files);
  add_names (builder, own, PROJECT_SUFFIX);
  return g_strv_builder_end (builder);
}

/* The user's value of that name; NULL where it is none, or with an error where it cannot be read.
 */
static Project *
read_user (const char *name, GError **error)
{
  g_autofree char *path = template_user_path (name);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  GBytes *bytes = file_read (path, path, XML_MAX_BYTES, NULL, error);
  gsize size = 0;
  const char *text = bytes ? g_bytes_get_data (bytes, &size) : NULL;
  Project *project = bytes ? project_read_xml (text, size, path, error) : NULL;
  if (bytes)
    g_bytes_unref (bytes);
  return project;
}

static bool
fail_unknown (const char *name, GError **error)
{
  g_auto (GStrv) names = template_names ();
  g_autofree char *list = g_strjoinv (", ", names);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
               "there is no template '%s'; there are %s", name, list);
  return false;
}

static char *
read_text (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (PLACE, name, ENDING, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;

  if (!bytes) {
    fail_unknown (name, error);
    return NULL;
  }
  const char *data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static GPtrArray *
read_lines (const char *name, GError **error)
{
  g_autofree char *text = read_text (name, error);
  if (!text)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) split = g_strsplit (text, "\n", -1);
  for (char **line = split; *line; line++)
    if (**line && **line != '#')
      g_ptr_array_add (lines, g_strdup (*line));
  return lines;
}

bool
template_describe (const char *name, char **title, char **words)
{
  g_autofree char *path = template_user_path (name);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    *title = g_strdup (name);
    *words = g_strdup ("Saved by you");
    return true;
  }
  g_autofree char *text = read_text (name, NULL);
  char *end = text ? strchr (text, '\n') : NULL;
  if (!end || !g_str_has_prefix (text, "# "))
    return false;
  *end = '\0';
  char *colon = strstr (text, ": ");
  if (!colon)
    return false;
  *title = g_strndup (text + 2, (gsize) (colon - text - 2));
  *words = g_strdup (colon + 2);
  **words = g_ascii_toupper (**words);
  return true;
}

bool
template_apply (Session *session, const char *name, GError **error)
{
  GError *unreadable = NULL;
  Project *own = read_user (name, &unreadable);
  if (unreadable) {
    g_propagate_error (error, unreadable);
    return false;
  }
  if (own) {
    Document *document = session_document (session);
    own->node.id = document_project (document)->node.id;
    const bool good = document_replace (document, own, "Begin with a template", error);
    project_unref (own);
    return good;
  }
  g_autoptr (GPtrArray) lines = read_lines (name, error);
  return lines && document_run (session_document (session), (const char *const *) lines->pdata,
                                (int) lines->len, NULL, error);
}

Project *
template_project (const char *name, GError **error)
{
  GError *unreadable = NULL;
  Project *own = read_user (name, &unreadable);
  if (unreadable)
    g_propagate_error (error, unreadable);
  if (own || unreadable)
    return own;
  g_autoptr (GPtrArray) lines = read_lines (name, error);
  if (!lines)
    return NULL;
  HostData data = { 0 };
  EditHost host;
  IdSource ids;
  host_init (&host, &data);
  id_source_init (&ids, 1);
  Project *empty = project_new ();
  Project *project = commands_run (empty, (const char *const *) lines->pdata, (int) lines->len,
                                   &ids, &host, NULL, NULL, NULL, error);
  project_unref (empty);
  return project;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/template.h"

#include <gio/gio.h>
#include <string.h>

#include "base/error.h"

#define PLACE "/org/lacquer/Lacquer/templates/"
#define ENDING ".commands"

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
template_names (void)
{
  char **names = g_resources_enumerate_children (PLACE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (char **name = names; name && *name; name++)
    (*name)[strlen (*name) - strlen (ENDING)] = '\0';
  if (names)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
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
  g_autoptr (GPtrArray) lines = read_lines (name, error);
  return lines && document_run (session_document (session), (const char *const *) lines->pdata,
                                (int) lines->len, NULL, error);
}

Project *
template_project (const char *name, GError **error)
{
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

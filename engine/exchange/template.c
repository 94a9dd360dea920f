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

bool
template_apply (Session *session, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (PLACE, name, ENDING, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gsize size;

  if (!bytes)
    return fail_unknown (name, error);
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) split = g_strsplit (text, "\n", -1);
  for (char **line = split; *line; line++)
    if (**line && **line != '#')
      g_ptr_array_add (lines, g_strdup (*line));
  return document_run (session_document (session), (const char *const *) lines->pdata,
                       (int) lines->len, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "base/error.h"

/* Lines of a script: blank ones and those that begin with '#' are left out. "-" is standard input.
 */
static bool
add_script (GPtrArray *lines, const char *path, GError **error)
{
  FILE *in = strcmp (path, "-") == 0 ? stdin : fopen (path, "rb");
  if (in == NULL)
    return error_set_errno (error, errno, "cannot open", path);
  GString *all = g_string_new (NULL);
  char part[4096];
  for (size_t n; (n = fread (part, 1, sizeof part, in)) > 0;)
    g_string_append_len (all, part, (gssize) n);
  const bool failed = ferror (in);
  const int number = errno;
  if (in != stdin)
    fclose (in);
  const gsize size = all->len;
  g_autofree char *text = g_string_free (all, FALSE);
  if (failed)
    return error_set_errno (error, number, "cannot read", path);
  if (!g_utf8_validate (text, (gssize) size, NULL)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is no text that holds commands",
                 path);
    return false;
  }
  g_auto (GStrv) split = g_strsplit (text, "\n", -1);
  for (char **line = split; *line; line++) {
    g_strstrip (*line);
    if (**line && **line != '#')
      g_ptr_array_add (lines, g_strdup (*line));
  }
  return true;
}

int
verb_edit (int argc, char **argv)
{
  g_auto (GStrv) scripts = NULL;
  gboolean dry_run = FALSE;
  gint64 seed = CLI_SEED_BY_CHANCE;
  int status;
  const GOptionEntry entries[] = {
    { "script", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &scripts,
      "Read commands from a file, one a line; - is standard input", "FILE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Run the commands and save nothing", NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Draw the same ids every time", "N" },
    { NULL },
  };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));
  GError *error = NULL;

  if (!cli_options (&argc, &argv, entries, "PROJECT 'COMMAND key=value ...'...", &status))
    return status;
  if (argc < 2 || (argc < 3 && !scripts))
    return cli_usage ("edit takes a project and commands; see 'lacquer edit --help'");
  for (int i = 2; i < argc; i++)
    g_ptr_array_add (lines, g_strdup (argv[i]));
  for (char **script = scripts; script && *script; script++)
    if (!add_script (lines, *script, &error))
      return cli_fail (error);
  Session *session =
      session_open (argv[1], dry_run ? SESSION_READ : SESSION_WRITE, cli_seed (seed), &error);
  if (!session)
    return cli_fail (error);
  /* What was made for an edit that is not kept goes again. */
  g_autoptr (GPtrArray) copied = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  const ImportWatch watch = { .cancellable = cli_cancellable (), .copied = copied, .said = said };
  session_watch_imports (session, &watch);
  const bool good = lines->len == 0 ||
                    (document_run (session_document (session), (const char *const *) lines->pdata,
                                   (int) lines->len, created, &error) &&
                     (dry_run || session_save (session, &error)));
  for (guint i = 0; (!good || dry_run) && i < copied->len; i++)
    g_unlink (copied->pdata[i]);
  session_close (session);
  if (!good)
    return cli_fail (error);
  for (guint i = 0; i < said->len; i++)
    puts (said->pdata[i]);
  for (guint i = 0; i < created->len; i++) {
    char id[ID_TEXT_SIZE];
    puts (id_write (id, g_array_index (created, Id, i)));
  }
  return CLI_OK;
}

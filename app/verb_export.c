/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/cli.h"
#include "exchange/export.h"

int
verb_export (int argc, char **argv)
{
  g_autofree char *output = NULL;
  int status;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      "The file to write: .mid, .txt, .lrc, .vtt, .csv or .zip", "FILE" },
    { NULL },
  };
  GError *error = NULL;

  if (!cli_options (&argc, &argv, entries, "PROJECT -o FILE", &status))
    return status;
  if (argc != 2 || !output)
    return cli_usage ("export takes a project and -o FILE; see 'lacquer export --help'");
  Session *session = session_open (argv[1], SESSION_READ, 0, &error);
  if (!session)
    return cli_fail (error);
  const bool good = cli_may_write (session, output, &error) &&
                    export_file (session_project (session), session_folder (session), output,
                                 cli_cancellable (), &error);
  session_close (session);
  if (!good)
    return cli_fail (error);
  puts (output);
  return CLI_OK;
}

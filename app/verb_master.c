/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/cli.h"
#include "render/master.h"

static int
run (MasterSpec *spec, const char *path, bool as_json)
{
  GError *error = NULL;
  MasterReport report = { 0 };
  Session *session = session_open (path, SESSION_READ, 0, &error);

  if (!session)
    return cli_fail (error);
  spec->project = session_project (session);
  spec->folder = session_folder (session);
  const bool good = cli_may_write (session, spec->output, &error) && master (spec, &report, &error);
  cli_progress_end ();
  if (good) {
    g_autofree char *text = as_json ? master_report_json (&report) : master_report_text (&report);
    fputs (text, stdout);
  }
  master_report_clear (&report);
  session_close (session);
  return good ? CLI_OK : cli_fail (error);
}

int
verb_master (int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) deliveries = NULL;
  int threads = 0, status;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The folder to write into", "FOLDER" },
    { "delivery", 0, 0, G_OPTION_ARG_STRING_ARRAY, &deliveries,
      "Only this one; may be given several times", "NAME" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, "One for each core unless given", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "PROJECT-OR-ALBUM -o FOLDER", &status))
    return status;
  if (argc != 2 || !output)
    return cli_usage (
        "master takes a project or an album and -o FOLDER; see 'lacquer master --help'");
  if (threads < 0 || threads > 64)
    return cli_usage ("master: --threads goes from 1 to 64");
  MasterSpec spec = { .output = output,
                      .deliveries = (const char *const *) deliveries,
                      .threads = threads,
                      .progress = cli_progress,
                      .progress_data = (void *) "mastering",
                      .cancellable = cli_cancellable () };
  return run (&spec, argv[1], as_json);
}

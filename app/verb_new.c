/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "app/cli.h"
#include "exchange/template.h"

int
verb_new (int argc, char **argv)
{
  static const int rates[] = { 44100, 48000, 88200, 96000, 176400, 192000 };
  g_autofree char *template = NULL;
  gint64 seed = CLI_SEED_BY_CHANCE;
  int rate = 48000, status;
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &template, "Start from this template", "NAME" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &rate, "Sample rate, 48000 unless given", "HZ" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Draw the same ids every time", "N" },
    { NULL },
  };
  GError *error = NULL;
  bool known = false;

  if (!cli_options (&argc, &argv, entries, "FOLDER", &status))
    return status;
  if (argc != 2)
    return cli_usage ("new takes one folder; see 'lacquer new --help'");
  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    known |= rates[i] == rate;
  if (!known)
    return cli_usage ("new: the rate is 44100, 48000, 88200, 96000, 176400 or 192000, not %d",
                      rate);

  Project *project = project_new ();
  g_autofree char *canonical = g_canonicalize_filename (argv[1], NULL);
  g_autofree char *base = g_path_get_basename (canonical);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  text_set (&project->name, name);
  project->rate = rate;
  if (template) {
    g_auto (GStrv) names = template_names ();
    if (!g_strv_contains ((const char *const *) names, template)) {
      g_autofree char *list = g_strjoinv (", ", names);
      project_unref (project);
      return cli_usage ("there is no template '%s'; there are %s", template, list);
    }
  }
  Session *session = session_new (argv[1], project, cli_seed (seed), &error);
  project_unref (project);
  if (!session)
    return cli_fail (error);
  if (template && !(template_apply (session, template, &error) && session_save (session, &error))) {
    session_close (session);
    return cli_fail (error);
  }
  puts (session_file (session));
  session_close (session);
  return CLI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/json.h"
#include "base/realtime.h"
#include "app/cli.h"
#include "media/loudness_scan.h"

static void
print_level (const char *name, double value, const char *unit)
{
  if (isfinite (value))
    printf ("  %-16s %7.1f %s\n", name, value, unit);
  else
    printf ("  %-16s       -\n", name);
}

static void
print_report (const LoudnessReport *report)
{
  printf ("%s\n", report->file);
  print_level ("integrated", report->integrated, "LUFS");
  print_level ("momentary max", report->momentary_max, "LUFS");
  print_level ("short-term max", report->short_term_max, "LUFS");
  print_level ("loudness range", report->lra, "LU");
  print_level ("true peak", report->true_peak, "dBTP");
  print_level ("sample peak", report->sample_peak, "dBFS");
  print_level ("PLR", report->plr, "dB");
}

static void
progress (double done, gpointer data)
{
  cli_progress (done, data);
}

int
verb_loudness (int argc, char **argv)
{
  gboolean as_json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "FILE...", &status))
    return status;
  if (argc < 2)
    return cli_usage ("loudness takes audio files; see 'lacquer loudness --help'");
  realtime_thread_init ();
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;
  json_init (&json, text);
  json_open_list (&json, NULL);
  for (int i = 1; i < argc; i++) {
    LoudnessReport report = { 0 };
    GError *error = NULL;
    const bool good = loudness_scan_file (argv[i], &report, progress, (gpointer) "measuring",
                                          cli_cancellable (), &error);
    cli_progress_end ();
    if (!good)
      return cli_fail (error);
    if (as_json)
      loudness_report_write (&report, &json, NULL);
    else
      print_report (&report);
    loudness_report_clear (&report);
  }
  json_close_list (&json);
  if (as_json)
    fputs (text->str, stdout);
  return CLI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/json.h"
#include "base/realtime.h"
#include "app/cli.h"
#include "media/loudness_scan.h"

static void
add_level (GString *text, const char *name, double value, const char *unit)
{
  if (isfinite (value))
    g_string_append_printf (text, "  %-16s %7.1f %s\n", name, value, unit);
  else
    g_string_append_printf (text, "  %-16s       -\n", name);
}

static void
add_report (GString *text, const LoudnessReport *report)
{
  g_string_append_printf (text, "%s\n", report->file);
  add_level (text, "integrated", report->integrated, "LUFS");
  add_level (text, "momentary max", report->momentary_max, "LUFS");
  add_level (text, "short-term max", report->short_term_max, "LUFS");
  add_level (text, "loudness range", report->lra, "LU");
  add_level (text, "true peak", report->true_peak, "dBTP");
  add_level (text, "sample peak", report->sample_peak, "dBFS");
  add_level (text, "PLR", report->plr, "dB");
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
  if (as_json)
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
      add_report (text, &report);
    loudness_report_clear (&report);
  }
  if (as_json)
    json_close_list (&json);
  fputs (text->str, stdout);
  return CLI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lacquer: the command line. Links no GTK. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "app/cli.h"
#include "device/device_list.h"

static const Verb verbs[] = {
  { "new", "FOLDER", "make a project", verb_new },
  { "import", "PROJECT FILE|FOLDER...", "bring in audio and MIDI files", verb_import },
  { "edit", "PROJECT 'COMMAND key=value ...'...", "run commands as one step and save", verb_edit },
  { "commands", "[effect|instrument KIND]", "list every command, effect, parameter and key",
    verb_commands },
  { "render", "PROJECT -o FILE", "the mix as a file, and its stems", verb_render },
  { "master", "PROJECT-OR-ALBUM -o FOLDER", "finished masters for each delivery, with a report",
    verb_master },
  { "play", "PROJECT", "play without a screen", verb_play },
  { "loudness", "FILE...", "loudness and true peak of audio files", verb_loudness },
  { "export", "PROJECT -o FILE", "notes, lyrics, markers or all as a file", verb_export },
  { "info", "PROJECT", "what a project holds", verb_info },
  { "check", "PROJECT", "what is wrong with a project, and mending it", verb_check },
  { "devices", "", "the audio devices and MIDI ports there are", verb_devices },
};

static void
print_usage (FILE *to)
{
  fputs ("Usage: lacquer [PROJECT]\n       lacquer VERB ...\n\nWithout a verb, the desktop is "
         "opened.\n\nVerbs:\n",
         to);
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (to, "  %-9s %-38s %s\n", verbs[i].name, verbs[i].summary, verbs[i].help);
  fputs ("\n'lacquer VERB --help' says more.\n", to);
}

/* What did not reach its reader is a failure, whatever the verb thinks. */
static int
finish (int status)
{
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == CLI_OK) {
    cli_usage ("cannot write the output: %s", g_strerror (errno));
    return CLI_FAILED;
  }
  return status;
}

/* The desktop stands beside this program. Returns only where it cannot be started. */
static int
start_desktop (int argc, char **argv)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *path = g_build_filename (folder, "lacquer-desktop", NULL);

  argv[0] = path;
  execv (path, argv);
  return cli_usage ("cannot start the desktop, %s: %s; 'lacquer --help' lists what works without",
                    path, g_strerror (errno));
}

int
main (int argc, char **argv)
{
  const char *names[G_N_ELEMENTS (verbs)];

  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C"); /* numbers are read and written in one form everywhere */
  if (argc < 2)
    return start_desktop (argc, argv);
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    print_usage (stdout);
    return finish (CLI_OK);
  }
  if (strcmp (argv[1], "--version") == 0) {
    puts ("lacquer " LACQUER_VERSION);
    return CLI_OK;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++) {
    names[i] = verbs[i].name;
    if (strcmp (verbs[i].name, argv[1]) == 0)
      return finish (verbs[i].run (argc - 1, argv + 1));
  }
  if (argc == 2 &&
      (g_str_has_suffix (argv[1], ".lacquer") || g_file_test (argv[1], G_FILE_TEST_IS_DIR)))
    return start_desktop (argc, argv);
  const char *nearest = text_nearest (argv[1], names, G_N_ELEMENTS (verbs));
  return cli_usage ("there is no verb '%s'%s%s%s", argv[1], nearest ? "; did you mean '" : "",
                    nearest ? nearest : ", see 'lacquer --help'", nearest ? "'?" : "");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cli.h"

#include "edit/value.h"
#include "model/tempo_map.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"

/* What a message quotes may be anything: on the terminal it is one line of text. */
static void
print_sentence (const char *sentence)
{
  g_autofree char *text = g_utf8_make_valid (sentence, -1);

  for (char *c = text; *c; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_printerr ("lacquer: %s\n", text);
}

int
cli_fail (GError *error)
{
  print_sentence (error->message);
  g_error_free (error);
  return CLI_FAILED;
}

void
cli_warn (const char *sentence)
{
  g_autofree char *warning = g_strconcat ("warning: ", sentence, NULL);
  print_sentence (warning);
}

int
cli_usage (const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  print_sentence (text);
  return CLI_USAGE;
}

static bool
is_same_file (const GStatBuf *status, const char *path)
{
  GStatBuf other;
  return g_stat (path, &other) == 0 && other.st_dev == status->st_dev &&
         other.st_ino == status->st_ino;
}

bool
cli_may_write (const Session *session, const char *path, GError **error)
{
  const Project *project = session_project (session);
  g_autofree char *audio = g_build_filename (session_folder (session), "audio", NULL);
  GStatBuf status;
  bool own;

  if (g_stat (path, &status) != 0)
    return true;
  if (!S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot write '%s': it is no regular file", path);
    return false;
  }
  own = is_same_file (&status, session_file (session)) || is_same_file (&status, audio);
  for (int i = 0; i < list_n (project->sources) && !own; i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    g_autofree char *file =
        g_build_filename (session_folder (session), text_get (source->file), NULL);
    own = is_same_file (&status, file);
  }
  if (own)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot write '%s': it belongs to the project", path);
  return !own;
}

bool
cli_options (int *argc, char ***argv, const GOptionEntry *entries, const char *summary, int *status)
{
  g_autofree char *parameters = g_strdup_printf ("%s", summary);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autofree char *verb = g_strdup ((*argv)[0]);
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL },
    { NULL },
  };
  GError *error = NULL;

  g_autofree char *name = g_strdup_printf ("lacquer %s", verb);
  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, help_entries, NULL);
  if (entries)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    *status = cli_usage ("%s: %s; see 'lacquer %s --help'", verb, error->message, verb);
    g_error_free (error);
    return false;
  }
  if (help) {
    g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);
    fputs (text, stdout);
    *status = CLI_OK;
    return false;
  }
  return true;
}

void
cli_progress (double done, void *data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%s %3d %%", (const char *) data, (int) (done * 100));
}

void
cli_progress_end (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}

static GCancellable *cancellable;

static void
stop (int number)
{
  /* Only sets an atomic flag: the cancellable is made before the handler and nobody is connected.
   */
  (void) number;
  g_cancellable_cancel (cancellable);
}

uint64_t
cli_seed (gint64 seed)
{
  return seed == CLI_SEED_BY_CHANCE ? 0
         : seed == 0                ? (uint64_t) CLI_SEED_BY_CHANCE
                                    : (uint64_t) seed;
}

GCancellable *
cli_cancellable (void)
{
  if (!cancellable) {
    struct sigaction action = { .sa_handler = stop, .sa_flags = (int) SA_RESETHAND };
    cancellable = g_cancellable_new ();
    sigaction (SIGINT, &action, NULL);
    sigaction (SIGTERM, &action, NULL);
  }
  return cancellable;
}

bool
cli_read_position (const char *verb, const char *option, const char *text, const Project *project,
                   Frames *frames)
{
  GError *error = NULL;
  Position position;
  if (!text)
    return true;
  TempoMap *map = tempo_map_new (project);
  const bool good = value_read_position (text, map, (int) project->rate, &position, &error);
  if (good)
    *frames = units_to_frames (tempo_map_position_units (map, position), (int) project->rate);
  else
    cli_usage ("%s: --%s: %s", verb, option, error->message);
  g_clear_error (&error);
  tempo_map_free (map);
  return good;
}

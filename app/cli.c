/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cli.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int
cli_fail (GError *error)
{
  g_printerr ("lacquer: %s\n", error->message);
  g_error_free (error);
  return CLI_FAILED;
}

int
cli_usage (const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("lacquer: %s\n", text);
  return CLI_USAGE;
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
  /* Only sets an atomic flag: the cancellable is made before the handler and nobody is connected. */
  (void) number;
  g_cancellable_cancel (cancellable);
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

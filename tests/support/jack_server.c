/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jack_server.h"

#include <glib.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device/device_list.h"

#define PATIENCE_US (30 * G_USEC_PER_SEC) /* of a busy machine */

struct JackServer {
  GPid pid;
};

void
jack_server_init (void)
{
  g_autofree char *name = g_strdup_printf ("lacquer-test-%d", (int) getpid ());

  g_setenv ("JACK_NO_AUDIO_RESERVATION", "1", TRUE);
  g_setenv ("JACK_NO_START_SERVER", "1", TRUE);
  g_setenv ("JACK_DEFAULT_SERVER", name, TRUE);
}

static bool
is_there (void)
{
  GPtrArray *list = device_list (NULL);
  bool found = list && device_info_find (list, "JACK: loopback", NULL);

  if (list)
    g_ptr_array_unref (list);
  return found;
}

static bool
may_be_real_time (void)
{
  const struct sched_param param = { .sched_priority = 70 }, none = { 0 };

  if (sched_setscheduler (0, SCHED_FIFO, &param) != 0)
    return false;
  sched_setscheduler (0, SCHED_OTHER, &none);
  return true;
}

/* A test that fails takes its server with it. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

JackServer *
jack_server_start (int rate, int period)
{
  g_autofree char *rate_text = g_strdup_printf ("%d", rate);
  g_autofree char *period_text = g_strdup_printf ("%d", period);
  const bool real_time = may_be_real_time ();
  char *argv[] = { "jackd",
                   "-n",
                   (char *) g_getenv ("JACK_DEFAULT_SERVER"),
                   real_time ? "-RP70" : "-r",
                   "-L",
                   "2",
                   "-d",
                   "dummy",
                   "-r",
                   rate_text,
                   "-p",
                   period_text,
                   NULL };
  JackServer *server = g_new0 (JackServer, 1);
  GError *error = NULL;

  /* Frees what a test that was killed has left locked, on which the server would hang, too. */
  g_assert_false (is_there ());
  g_spawn_async (NULL, argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 die_with_parent, NULL, &server->pid, &error);
  g_assert_no_error (error);
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  while (!is_there ()) {
    if (g_get_monotonic_time () > deadline) {
      jack_server_stop (server);
      g_error ("jackd does not come");
    }
    g_usleep (50000);
  }
  return server;
}

void
jack_server_stop (JackServer *server)
{
  jack_server_end (server, SIGTERM);
}

void
jack_server_end (JackServer *server, int signal)
{
  kill (server->pid, signal);
  waitpid (server->pid, NULL, 0);
  g_free (server);
}

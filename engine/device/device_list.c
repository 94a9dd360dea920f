/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/device_list.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "device/device.h"
#include "device/device_child.h"
#include "device/device_names.h"
#include "device/jack_database.h"
#include "device/portaudio_library.h"

#define TIMEOUT_SECONDS 15
#define STOPPED_SECONDS 2 /* in one wait for JACK's database: nobody will let go of it */

struct DeviceSearch {
  pid_t pid;
  int out; /* what the child writes; -1 after its end */
  GString *text;
  gint64 deadline;
  gint64 moved; /* when it was last seen doing something else than wait for JACK's database */
  bool with_rates; /* is asked for */
  bool is_second; /* try */
  bool is_late;
};

static void
spawn (DeviceSearch *search, int in, GError **error)
{
  char *const argv[] = { "lacquer", DEVICE_CHILD_OPTION, search->with_rates ? "rates" : "names",
                         NULL };
  g_auto (GStrv) environment =
      g_environ_setenv (g_get_environ (), DEVICE_CHILD_VARIABLE, "1", TRUE);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t signals;

  /* The child takes no part in Ctrl-C handling, priorities and masks of its parent. */
  sigemptyset (&signals);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setsigmask (&attributes, &signals);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2 (&actions, in, STDOUT_FILENO);
  posix_spawn_file_actions_addopen (&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const int failed =
      posix_spawn (&search->pid, "/proc/self/exe", &actions, &attributes, argv, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  if (failed) {
    search->pid = 0;
    error_set_errno (error, failed, "cannot list audio devices: cannot start", "/proc/self/exe");
  }
}

/* The child's wait status. */
static int
end_child (DeviceSearch *search, bool kill_it)
{
  int status = 1 << 8;

  if (search->pid == 0)
    return status;
  if (kill_it)
    kill (search->pid, SIGKILL);
  while (waitpid (search->pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (search->out >= 0)
    close (search->out);
  return status;
}

static bool
start (DeviceSearch *search, GError **error)
{
  int ends[2];

  if (pipe2 (ends, O_CLOEXEC) != 0) {
    error_set_errno (error, errno, "cannot list audio devices: cannot make", "a pipe");
    return false;
  }
  spawn (search, ends[1], error);
  close (ends[1]);
  if (search->pid == 0) {
    close (ends[0]);
    return false;
  }
  fcntl (ends[0], F_SETFL, O_NONBLOCK);
  search->out = ends[0];
  search->moved = g_get_monotonic_time ();
  return true;
}

DeviceSearch *
device_search_begin (bool with_rates, GError **error)
{
  if (g_getenv (DEVICE_CHILD_VARIABLE)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot list audio devices: this process is doing it already");
    return NULL;
  }
  DeviceSearch *search = g_new0 (DeviceSearch, 1);
  search->with_rates = with_rates;
  if (!start (search, error)) {
    g_free (search);
    return NULL;
  }
  search->text = g_string_new (NULL);
  device_search_limit (search, TIMEOUT_SECONDS);
  return search;
}

void
device_search_limit (DeviceSearch *search, double seconds)
{
  search->deadline = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
}

/* A program that was killed may have left JACK's database locked, and with it this child and every
 * other JACK program: then the database goes, and the search begins once more. */
static void
free_database (DeviceSearch *search)
{
  const gint64 now = g_get_monotonic_time ();
  g_autofree char *folder = search->is_second ? NULL : jack_database_stopping (search->pid);

  if (!folder)
    search->moved = now;
  if (now - search->moved < STOPPED_SECONDS * G_USEC_PER_SEC)
    return;
  end_child (search, true);
  jack_database_remove (folder);
  search->is_second = true;
  search->deadline += now - search->moved;
  g_string_truncate (search->text, 0);
  if (!start (search, NULL)) {
    search->pid = 0;
    search->out = -1;
  }
}

bool
device_search_is_done (DeviceSearch *search)
{
  char bytes[4096];

  while (search->out >= 0) {
    const ssize_t n = read (search->out, bytes, sizeof bytes);
    if (n > 0) {
      g_string_append_len (search->text, bytes, n);
      continue;
    }
    if (n < 0 && errno == EINTR)
      continue;
    search->is_late = n < 0 && errno == EAGAIN && g_get_monotonic_time () > search->deadline;
    if (n < 0 && errno == EAGAIN && !search->is_late) {
      free_database (search);
      return search->out < 0;
    }
    close (search->out);
    search->out = -1;
  }
  return true;
}

static void
search_free (DeviceSearch *search)
{
  g_string_free (search->text, TRUE);
  g_free (search);
}

void
device_search_cancel (DeviceSearch *search)
{
  end_child (search, true);
  search_free (search);
}

static void
add_null (GPtrArray *list)
{
  DeviceInfo *info = g_new0 (DeviceInfo, 1);

  info->name = g_strdup (DEVICE_NULL_NAME);
  info->host = g_strdup ("built-in");
  info->n_inputs = info->n_outputs = 2;
  info->default_rate = 48000;
  info->input_latency = info->output_latency = 256.0 / 48000;
  for (int r = 0; r < DEVICE_N_RATES; r++)
    info->has_rate[r] = true;
  g_ptr_array_add (list, info);
}

GPtrArray *
device_search_finish (DeviceSearch *search, GError **error)
{
  GError *failure = NULL;
  GPtrArray *list = NULL;

  while (!device_search_is_done (search)) {
    struct pollfd poll_for = { .fd = search->out, .events = POLLIN };
    poll (&poll_for, 1, 100);
  }
  const int status = end_child (search, search->is_late);
  if (search->is_late)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot list audio devices: the sound system does not answer");
  else if (WIFSIGNALED (status))
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot list audio devices: PortAudio crashed (%s); the settings of ALSA may be "
                 "at fault, see ~/.asoundrc and /etc/alsa",
                 g_strsignal (WTERMSIG (status)));
  else if (WEXITSTATUS (status) != 0)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot list audio devices: %s",
                 search->text->len ? search->text->str : "the listing process failed");
  else if (!(list = device_list_read (search->text->str, &failure))) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot list audio devices: %s",
                 failure->message);
    g_error_free (failure);
  }
  search_free (search);
  if (list) {
    portaudio_add_open (list);
    add_null (list);
  }
  return list;
}

GPtrArray *
device_list (GError **error)
{
  DeviceSearch *search = device_search_begin (true, error);

  return search ? device_search_finish (search, error) : NULL;
}

const DeviceInfo *
device_info_find (GPtrArray *list, const char *name, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, list->len + 1);

  for (guint i = 0; i < list->len; i++)
    names[i] = ((DeviceInfo *) g_ptr_array_index (list, i))->name;
  const int found = device_name_match (names, (int) list->len, name, error);
  return found < 0 ? NULL : g_ptr_array_index (list, found);
}

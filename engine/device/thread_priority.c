/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/thread_priority.h"

#include <errno.h>
#include <gio/gio.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"

#define RTKIT "org.freedesktop.RealtimeKit1"
#define RTKIT_PATH "/org/freedesktop/RealtimeKit1"
#define TIMEOUT_MS 2000

bool
thread_priority_get (pid_t tid, int *policy, int *priority)
{
  struct sched_param param = { 0 };

  *policy = sched_getscheduler (tid);
  *priority = 0;
  if (*policy < 0 || sched_getparam (tid, &param) != 0)
    return false;
  *policy &= ~SCHED_RESET_ON_FORK;
  *priority = param.sched_priority;
  return true;
}

bool
thread_priority_by_limits (pid_t tid, int *priority, GError **error)
{
  struct rlimit limit = { 0 };
  struct sched_param param = { .sched_priority = *priority };

  if (sched_setscheduler (tid, SCHED_FIFO | SCHED_RESET_ON_FORK, &param) == 0)
    return true;
  const int failed = errno;
  if (failed == EPERM && getrlimit (RLIMIT_RTPRIO, &limit) == 0 && limit.rlim_cur > 0 &&
      limit.rlim_cur < (rlim_t) *priority) {
    param.sched_priority = (int) limit.rlim_cur;
    if (sched_setscheduler (tid, SCHED_FIFO | SCHED_RESET_ON_FORK, &param) == 0) {
      *priority = param.sched_priority;
      return true;
    }
  }
  if (failed == EPERM)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "the limit 'rtprio' of this user is %d (see limits.conf(5))",
                 (int) limit.rlim_cur);
  else
    error_set_errno (error, failed, "cannot set the priority of", "the audio thread");
  return false;
}

/* RealtimeKit grants only what the kernel will stop: who computes for longer than the limit without
 * waiting gets this signal, on the thread that did it, and goes on without priority. */
static void
drop_priority (int number)
{
  const int saved = errno;
  (void) number;
  sched_setscheduler (0, SCHED_OTHER, &(struct sched_param){ 0 });
  errno = saved;
}

static bool
limit_real_time (gint64 limit_us, GError **error)
{
  struct rlimit limit;
  struct sigaction action = { .sa_handler = drop_priority, .sa_flags = (int) SA_RESTART };

  if (getrlimit (RLIMIT_RTTIME, &limit) != 0)
    return error_set_errno (error, errno, "cannot read", "RLIMIT_RTTIME");
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max <= (rlim_t) limit_us &&
      limit.rlim_cur < limit.rlim_max)
    return true;
  sigaction (SIGXCPU, &action, NULL);
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > (rlim_t) limit_us)
    limit.rlim_max = (rlim_t) limit_us;
  /* The signal must come before the kernel kills the process, which it does at the upper limit. */
  limit.rlim_cur = limit.rlim_max / 2;
  if (setrlimit (RLIMIT_RTTIME, &limit) != 0)
    return error_set_errno (error, errno, "cannot set", "RLIMIT_RTTIME");
  return true;
}

static bool
get_property (GDBusConnection *bus, const char *name, gint64 *value, GError **error)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, RTKIT, RTKIT_PATH, "org.freedesktop.DBus.Properties", "Get",
                                   g_variant_new ("(ss)", RTKIT, name), G_VARIANT_TYPE ("(v)"),
                                   G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, error);

  if (!reply)
    return false;
  g_autoptr (GVariant) inner = NULL;
  g_variant_get (reply, "(v)", &inner);
  *value = g_variant_is_of_type (inner, G_VARIANT_TYPE_INT64)   ? g_variant_get_int64 (inner)
           : g_variant_is_of_type (inner, G_VARIANT_TYPE_INT32) ? g_variant_get_int32 (inner)
                                                                : 0;
  return true;
}

bool
thread_priority_by_rtkit (pid_t tid, int *priority, GError **error)
{
  gint64 max_priority = 0, limit_us = 0;
  GError *failure = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &failure);

  /* A bus that ends must not end us. */
  if (bus)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (bus && get_property (bus, "MaxRealtimePriority", &max_priority, &failure) &&
      get_property (bus, "RTTimeUSecMax", &limit_us, &failure) &&
      limit_real_time (limit_us, &failure)) {
    const int granted = (int) MIN ((gint64) *priority, max_priority);
    g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
        bus, RTKIT, RTKIT_PATH, RTKIT, "MakeThreadRealtime",
        g_variant_new ("(tu)", (guint64) (tid ? tid : gettid ()), (guint32) granted), NULL,
        G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, &failure);
    if (reply) {
      *priority = granted;
      return true;
    }
  }
  g_dbus_error_strip_remote_error (failure);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "RealtimeKit did not grant it (%s)",
               failure->message);
  g_error_free (failure);
  return false;
}

bool
thread_priority_request (pid_t tid, int priority, char **report)
{
  GError *by_limits = NULL, *by_rtkit = NULL;
  g_autofree char *sentence = NULL;
  int policy, had;
  bool good = true;

  if (thread_priority_get (tid, &policy, &had) && (policy == SCHED_FIFO || policy == SCHED_RR))
    sentence = g_strdup_printf ("real-time priority %d, given by the driver", had);
  else if (thread_priority_by_limits (tid, &priority, &by_limits))
    sentence = g_strdup_printf ("real-time priority %d", priority);
  else if (thread_priority_by_rtkit (tid, &priority, &by_rtkit))
    sentence = g_strdup_printf ("real-time priority %d, granted by RealtimeKit", priority);
  else {
    sentence = g_strdup_printf ("no real-time priority: %s, and %s", by_limits->message,
                                by_rtkit->message);
    good = false;
  }
  g_clear_error (&by_limits);
  g_clear_error (&by_rtkit);
  if (report)
    *report = g_steal_pointer (&sentence);
  return good;
}

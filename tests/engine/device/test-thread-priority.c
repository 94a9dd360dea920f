/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real-time priority within the limits of the user and from a RealtimeKit of the test's own, on a
 * bus of its own. What this user may do decides what is checked of the first. */
#include <gio/gio.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "device/device_slot.h"
#include "device/thread_priority.h"

#define LIMIT_US 200000

static const char interface_xml[] =
    "<node><interface name='org.freedesktop.RealtimeKit1'>"
    "<method name='MakeThreadRealtime'><arg type='t' direction='in'/>"
    "<arg type='u' direction='in'/></method>"
    "<property name='MaxRealtimePriority' type='i' access='read'/>"
    "<property name='RTTimeUSecMax' type='x' access='read'/>"
    "</interface></node>";

/* What the last call was. */
static struct {
  guint64 tid;
  guint32 priority;
  struct rlimit limit;
  bool refuses;
} kit;

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
         const char *method, GVariant *arguments, GDBusMethodInvocation *invocation, gpointer data)
{
  g_variant_get (arguments, "(tu)", &kit.tid, &kit.priority);
  getrlimit (RLIMIT_RTTIME, &kit.limit);
  if (kit.refuses)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                           "not for you");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
on_get (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
        const char *name, GError **error, gpointer data)
{
  return g_str_equal (name, "RTTimeUSecMax") ? g_variant_new_int64 (LIMIT_US)
                                             : g_variant_new_int32 (20);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get };

static gpointer
serve (gpointer data)
{
  GAsyncQueue *ready = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  GError *error = NULL;
  GDBusConnection *bus =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/RealtimeKit1", node->interfaces[0],
                                     &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", "org.freedesktop.RealtimeKit1", 0u), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);
  g_async_queue_push (ready, bus);
  for (;;)
    g_main_context_iteration (context, TRUE);
  return NULL;
}

static void
test_rtkit (void)
{
  GError *error = NULL;
  int priority = 70;

  g_assert_true (thread_priority_by_rtkit (0, &priority, &error));
  g_assert_no_error (error);
  g_assert_cmpint (priority, ==, 20); /* its most */
  g_assert_cmpuint (kit.priority, ==, 20);
  g_assert_cmpuint (kit.tid, ==, (guint64) gettid ());
  /* It grants only to a process that has limited itself before. */
  g_assert_cmpuint (kit.limit.rlim_max, <=, LIMIT_US);
  g_assert_cmpuint (kit.limit.rlim_cur, <, kit.limit.rlim_max);

  priority = 10;
  g_assert_true (thread_priority_by_rtkit (12345, &priority, &error));
  g_assert_cmpint (priority, ==, 10);
  g_assert_cmpuint (kit.tid, ==, 12345);

  kit.refuses = true;
  g_assert_false (thread_priority_by_rtkit (0, &priority, &error));
  g_assert_cmpstr (error->message, ==, "RealtimeKit did not grant it (not for you)");
  g_clear_error (&error);
}

static bool
may (int priority)
{
  struct sched_param param = { .sched_priority = priority };
  const bool good = sched_setscheduler (0, SCHED_FIFO | SCHED_RESET_ON_FORK, &param) == 0;

  param.sched_priority = 0;
  sched_setscheduler (0, SCHED_OTHER, &param);
  return good;
}

static gpointer
ask (gpointer data)
{
  char **report = data;
  int policy, priority;
  const bool good = thread_priority_request (0, 5, report);

  g_assert_true (thread_priority_get (0, &policy, &priority));
  g_assert_cmpint (policy, ==, good ? SCHED_FIFO : SCHED_OTHER);
  g_assert_cmpint (priority, ==, good ? 5 : 0);
  return GINT_TO_POINTER (good);
}

static void
test_limits (void)
{
  g_autofree char *report = NULL;

  kit.refuses = true;
  const bool good = GPOINTER_TO_INT (g_thread_join (g_thread_new ("ask", ask, &report)));
  g_test_message ("%s", report);
  g_assert_true (good == may (5));
  if (good)
    g_assert_cmpstr (report, ==, "real-time priority 5");
  else
    g_assert_true (
        g_str_has_prefix (report, "no real-time priority: the limit 'rtprio' of this user"));
}

/* Computes without an end; the limit must take its priority and not end the program. */
static gpointer
run_away (gpointer data)
{
  int priority = 5, policy = SCHED_OTHER;
  const int64_t begin = device_now_ns ();

  if (!thread_priority_by_limits (0, &priority, NULL))
    return GINT_TO_POINTER (1);
  do
    thread_priority_get (0, &policy, &priority);
  while (policy != SCHED_OTHER && device_now_ns () - begin < INT64_C (3000000000));
  g_test_message ("dropped after %.0f ms", (double) (device_now_ns () - begin) * 1e-6);
  return GINT_TO_POINTER (policy == SCHED_OTHER);
}

static void
test_run_away (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_RTTIME, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_max, <=, LIMIT_US); /* as test_rtkit has left it */
  g_assert_true (GPOINTER_TO_INT (g_thread_join (g_thread_new ("run away", run_away, NULL))));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GTestDBus) dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (dbus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (dbus), TRUE);
  g_autoptr (GAsyncQueue) ready = g_async_queue_new ();
  g_thread_unref (g_thread_new ("kit", serve, ready));
  g_async_queue_pop (ready);
  g_test_add_func ("/thread-priority/rtkit", test_rtkit);
  g_test_add_func ("/thread-priority/limits", test_limits);
  g_test_add_func ("/thread-priority/run-away", test_run_away);
  const int status = g_test_run ();
  g_test_dbus_stop (dbus);
  return status;
}

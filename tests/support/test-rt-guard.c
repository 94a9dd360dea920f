/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard must fire: each thing that the audio thread must not do, done on purpose. */
#include "rt_guard.h"

#include <fcntl.h>
#include <glib.h>
#include <linux/futex.h>
#include <math.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Without the guard (sanitizer builds) every count must be 0: the tests still run all calls. */
static void
caught (RtGuardKind kind, const char *name)
{
  const int total = rt_guard_total (), count = rt_guard_count (kind);
  const char *const first = rt_guard_first ();
  if (!rt_guard_works ()) {
    g_assert_cmpint (total, ==, 0);
    return;
  }
  g_assert_cmpint (count, >=, 1);
  g_assert_cmpint (count, ==, total);
  g_assert_cmpstr (first, ==, name);
}

static void
test_clean (void)
{
  float audio[256];
  rt_guard_enter ();
  for (int i = 0; i < 256; i++)
    audio[i] = sqrtf (i);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_total (), ==, 0);
  g_assert_null (rt_guard_first ());
  g_assert_cmpfloat (audio[4], ==, 2);
}

static void
test_allocation (void)
{
  void *volatile memory;
  rt_guard_enter ();
  memory = malloc (100);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "malloc");

  rt_guard_enter ();
  memory = realloc (memory, 5000);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "realloc");

  rt_guard_enter ();
  free (memory);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "free");

  rt_guard_enter ();
  memory = aligned_alloc (64, 128);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "aligned_alloc");
  free (memory);
}

/* From inside another library. */
static void
test_glib_allocation (void)
{
  rt_guard_enter ();
  char *volatile text = g_malloc (100);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "malloc");
  g_free (text);

  rt_guard_enter ();
  text = g_strdup_printf ("%d", 7);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_count (RT_GUARD_ALLOCATION) > 0, ==, rt_guard_works ());
  g_free (text);
}

typedef struct {
  GMutex mutex;
  int held; /* atomic */
} Holder;

static gpointer
hold (gpointer data)
{
  Holder *holder = data;
  g_mutex_lock (&holder->mutex);
  g_atomic_int_set (&holder->held, 1);
  g_usleep (20000);
  g_mutex_unlock (&holder->mutex);
  return NULL;
}

static void
test_contended_mutex (void)
{
  Holder holder = { .held = 0 };
  g_mutex_init (&holder.mutex);
  GThread *thread = g_thread_new ("holder", hold, &holder);
  while (!g_atomic_int_get (&holder.held))
    g_thread_yield ();
  rt_guard_enter ();
  g_mutex_lock (&holder.mutex);
  rt_guard_leave ();
  caught (RT_GUARD_SYSCALL, "syscall");
  g_mutex_unlock (&holder.mutex);
  g_thread_join (thread);
  g_mutex_clear (&holder.mutex);
}

static void
test_pthread_mutex (void)
{
  GRecMutex mutex;
  g_rec_mutex_init (&mutex);
  rt_guard_enter ();
  g_rec_mutex_lock (&mutex);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_count (RT_GUARD_LOCK) > 0, ==, rt_guard_works ());
  g_rec_mutex_unlock (&mutex);
  g_rec_mutex_clear (&mutex);
}

static void
test_sleep (void)
{
  rt_guard_enter ();
  usleep (10);
  rt_guard_leave ();
  caught (RT_GUARD_SLEEP, "usleep");

  rt_guard_enter ();
  g_usleep (10);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_count (RT_GUARD_SLEEP) > 0, ==, rt_guard_works ());
}

static void
test_files (void)
{
  rt_guard_enter ();
  const int file = open ("/dev/null", O_WRONLY);
  rt_guard_leave ();
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (rt_guard_count (RT_GUARD_SYSCALL) > 0, ==, rt_guard_works ());

  rt_guard_enter ();
  const ssize_t written = write (file, "x", 1);
  rt_guard_leave ();
  g_assert_cmpint (written, ==, 1);
  caught (RT_GUARD_SYSCALL, "write");
  close (file);
}

static void
test_futex (void)
{
  int word = 0;
  const struct timespec wait = { .tv_nsec = 1000 };

  /* What workers need. */
  rt_guard_enter ();
  const long woken = syscall (SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
  const long waited = syscall (SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &wait, NULL, 0);
  rt_guard_leave ();
  g_assert_cmpint (woken, ==, 0);
  g_assert_cmpint (waited, ==, -1);
  g_assert_cmpint (rt_guard_total (), ==, 0);

  /* It would wait for ever; the word is another one, and it comes back at once. */
  rt_guard_enter ();
  syscall (SYS_futex, &word, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0);
  rt_guard_leave ();
  caught (RT_GUARD_SYSCALL, "syscall");

  rt_guard_enter ();
  rt_guard_allow_begin ();
  syscall (SYS_futex, &word, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0);
  rt_guard_allow_end ();
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_total (), ==, 0);
}

static gpointer
allocate_elsewhere (gpointer data)
{
  g_free (g_malloc (1000));
  return NULL;
}

static void
test_other_thread (void)
{
  GThread *thread = g_thread_new ("other", allocate_elsewhere, NULL);
  rt_guard_enter ();
  const int before = rt_guard_total ();
  rt_guard_leave ();
  g_thread_join (thread);
  g_assert_cmpint (before, ==, 0);
  g_assert_cmpint (rt_guard_total (), ==, 0);
}

static void
test_nesting (void)
{
  rt_guard_enter ();
  rt_guard_enter ();
  rt_guard_leave ();
  void *volatile memory = malloc (10);
  rt_guard_leave ();
  caught (RT_GUARD_ALLOCATION, "malloc");
  free (memory);
  caught (RT_GUARD_ALLOCATION, "malloc"); /* outside nothing counts */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rt-guard/clean", test_clean);
  g_test_add_func ("/rt-guard/allocation", test_allocation);
  g_test_add_func ("/rt-guard/glib-allocation", test_glib_allocation);
  g_test_add_func ("/rt-guard/contended-mutex", test_contended_mutex);
  g_test_add_func ("/rt-guard/pthread-mutex", test_pthread_mutex);
  g_test_add_func ("/rt-guard/sleep", test_sleep);
  g_test_add_func ("/rt-guard/files", test_files);
  g_test_add_func ("/rt-guard/futex", test_futex);
  g_test_add_func ("/rt-guard/other-thread", test_other_thread);
  g_test_add_func ("/rt-guard/nesting", test_nesting);
  return g_test_run ();
}

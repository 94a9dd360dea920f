/* SPDX-License-Identifier: GPL-3.0-or-later */

/* It renames open to open64 and so on; here both names are defined. */
#undef _FILE_OFFSET_BITS

#include "rt_guard.h"
#include "sanitized.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Initial-exec, because the first access to other thread-local storage may itself allocate. */
static _Thread_local int depth __attribute__ ((tls_model ("initial-exec")));
static _Thread_local int allowed __attribute__ ((tls_model ("initial-exec")));
static _Thread_local int counts[RT_GUARD_KINDS] __attribute__ ((tls_model ("initial-exec")));
static _Thread_local const char *first __attribute__ ((tls_model ("initial-exec")));

bool
rt_guard_works (void)
{
  return !SANITIZED;
}

void
rt_guard_enter (void)
{
  if (depth == 0) {
    memset (counts, 0, sizeof counts);
    first = NULL;
  }
  depth++;
}

void
rt_guard_leave (void)
{
  depth--;
}

void
rt_guard_allow_begin (void)
{
  allowed++;
}

void
rt_guard_allow_end (void)
{
  allowed--;
}

int
rt_guard_count (RtGuardKind kind)
{
  return counts[kind];
}

int
rt_guard_total (void)
{
  int total = 0;
  for (int kind = 0; kind < RT_GUARD_KINDS; kind++)
    total += counts[kind];
  return total;
}

const char *
rt_guard_first (void)
{
  return first;
}

#if !SANITIZED

static void
count (RtGuardKind kind, const char *name)
{
  if (depth == 0 || allowed > 0)
    return;
  counts[kind]++;
  if (!first)
    first = name;
}

/* The function of this name that the program would have had without us. */
static void *
next (void **cache, const char *name)
{
  void *function = __atomic_load_n (cache, __ATOMIC_RELAXED);
  if (!function) {
    function = dlsym (RTLD_NEXT, name);
    if (!function)
      abort ();
    __atomic_store_n (cache, function, __ATOMIC_RELAXED);
  }
  return function;
}

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);
void *__libc_memalign (size_t alignment, size_t size);
void __libc_free (void *memory);

/* With hidden visibility the libraries would keep the C library's and nothing would be counted. */
#pragma GCC visibility push(default)

void *
malloc (size_t size)
{
  count (RT_GUARD_ALLOCATION, "malloc");
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  count (RT_GUARD_ALLOCATION, "calloc");
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  count (RT_GUARD_ALLOCATION, "realloc");
  return __libc_realloc (memory, size);
}

void
free (void *memory)
{
  if (memory)
    count (RT_GUARD_ALLOCATION, "free");
  __libc_free (memory);
}

void *
memalign (size_t alignment, size_t size)
{
  count (RT_GUARD_ALLOCATION, "memalign");
  return __libc_memalign (alignment, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  count (RT_GUARD_ALLOCATION, "aligned_alloc");
  return __libc_memalign (alignment, size);
}

int
posix_memalign (void **memory, size_t alignment, size_t size)
{
  count (RT_GUARD_ALLOCATION, "posix_memalign");
  if (alignment % sizeof (void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
    return EINVAL;
  void *const got = __libc_memalign (alignment, size);
  if (!got)
    return ENOMEM;
  *memory = got;
  return 0;
}

int
pthread_mutex_lock (pthread_mutex_t *mutex)
{
  static void *real;
  count (RT_GUARD_LOCK, "pthread_mutex_lock");
  return ((int (*) (pthread_mutex_t *)) next (&real, "pthread_mutex_lock")) (mutex);
}

int
pthread_cond_wait (pthread_cond_t *condition, pthread_mutex_t *mutex)
{
  static void *real;
  count (RT_GUARD_LOCK, "pthread_cond_wait");
  return ((int (*) (pthread_cond_t *, pthread_mutex_t *)) next (&real, "pthread_cond_wait")) (
      condition, mutex);
}

int
pthread_cond_timedwait (pthread_cond_t *condition, pthread_mutex_t *mutex,
                        const struct timespec *until)
{
  static void *real;
  count (RT_GUARD_LOCK, "pthread_cond_timedwait");
  return ((int (*) (pthread_cond_t *, pthread_mutex_t *, const struct timespec *)) next (
      &real, "pthread_cond_timedwait")) (condition, mutex, until);
}

int
pthread_rwlock_rdlock (pthread_rwlock_t *lock)
{
  static void *real;
  count (RT_GUARD_LOCK, "pthread_rwlock_rdlock");
  return ((int (*) (pthread_rwlock_t *)) next (&real, "pthread_rwlock_rdlock")) (lock);
}

int
pthread_rwlock_wrlock (pthread_rwlock_t *lock)
{
  static void *real;
  count (RT_GUARD_LOCK, "pthread_rwlock_wrlock");
  return ((int (*) (pthread_rwlock_t *)) next (&real, "pthread_rwlock_wrlock")) (lock);
}

int
sem_wait (sem_t *semaphore)
{
  static void *real;
  count (RT_GUARD_LOCK, "sem_wait");
  return ((int (*) (sem_t *)) next (&real, "sem_wait")) (semaphore);
}

int
sem_timedwait (sem_t *semaphore, const struct timespec *until)
{
  static void *real;
  count (RT_GUARD_LOCK, "sem_timedwait");
  return ((int (*) (sem_t *, const struct timespec *)) next (&real, "sem_timedwait")) (semaphore,
                                                                                       until);
}

int
nanosleep (const struct timespec *asked, struct timespec *left)
{
  static void *real;
  count (RT_GUARD_SLEEP, "nanosleep");
  return ((int (*) (const struct timespec *, struct timespec *)) next (&real, "nanosleep")) (asked,
                                                                                             left);
}

int
clock_nanosleep (clockid_t clock, int flags, const struct timespec *asked, struct timespec *left)
{
  static void *real;
  count (RT_GUARD_SLEEP, "clock_nanosleep");
  return ((int (*) (clockid_t, int, const struct timespec *, struct timespec *)) next (
      &real, "clock_nanosleep")) (clock, flags, asked, left);
}

int
usleep (useconds_t microseconds)
{
  static void *real;
  count (RT_GUARD_SLEEP, "usleep");
  return ((int (*) (useconds_t)) next (&real, "usleep")) (microseconds);
}

static int
mode_of (int flags, va_list arguments)
{
  return flags & (O_CREAT | O_TMPFILE) ? va_arg (arguments, int) : 0;
}

int
open (const char *path, int flags, ...)
{
  static void *real;
  va_list arguments;
  va_start (arguments, flags);
  const int mode = mode_of (flags, arguments);
  va_end (arguments);
  count (RT_GUARD_SYSCALL, "open");
  return ((int (*) (const char *, int, ...)) next (&real, "open")) (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  static void *real;
  va_list arguments;
  va_start (arguments, flags);
  const int mode = mode_of (flags, arguments);
  va_end (arguments);
  count (RT_GUARD_SYSCALL, "open64");
  return ((int (*) (const char *, int, ...)) next (&real, "open64")) (path, flags, mode);
}

int
close (int file)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "close");
  return ((int (*) (int)) next (&real, "close")) (file);
}

ssize_t
read (int file, void *bytes, size_t n)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "read");
  return ((ssize_t (*) (int, void *, size_t)) next (&real, "read")) (file, bytes, n);
}

ssize_t
write (int file, const void *bytes, size_t n)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "write");
  return ((ssize_t (*) (int, const void *, size_t)) next (&real, "write")) (file, bytes, n);
}

off_t
lseek (int file, off_t offset, int whence)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "lseek");
  return ((off_t (*) (int, off_t, int)) next (&real, "lseek")) (file, offset, whence);
}

off64_t
lseek64 (int file, off64_t offset, int whence)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "lseek64");
  return ((off64_t (*) (int, off64_t, int)) next (&real, "lseek64")) (file, offset, whence);
}

void *
mmap (void *address, size_t length, int protection, int flags, int file, off_t offset)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "mmap");
  return ((void *(*) (void *, size_t, int, int, int, off_t)) next (&real, "mmap")) (
      address, length, protection, flags, file, offset);
}

void *
mmap64 (void *address, size_t length, int protection, int flags, int file, off64_t offset)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "mmap64");
  return ((void *(*) (void *, size_t, int, int, int, off64_t)) next (&real, "mmap64")) (
      address, length, protection, flags, file, offset);
}

int
munmap (void *address, size_t length)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "munmap");
  return ((int (*) (void *, size_t)) next (&real, "munmap")) (address, length);
}

int
poll (struct pollfd *files, nfds_t n, int timeout)
{
  static void *real;
  count (RT_GUARD_SYSCALL, "poll");
  return ((int (*) (struct pollfd *, nfds_t, int)) next (&real, "poll")) (files, n, timeout);
}

/* What realtime/workers.h may do: a wake, which never waits, and a wait with a deadline. */
static bool
serves_workers (long number, const long *words)
{
  return number == SYS_futex &&
         (words[1] == FUTEX_WAKE_PRIVATE || (words[1] == FUTEX_WAIT_PRIVATE && words[3] != 0));
}

/* Six words always: what the caller did not pass is read from where it would lie, as the kernel
 * does. */
long
syscall (long number, ...)
{
  static void *real;
  long words[6];
  va_list arguments;
  va_start (arguments, number);
  for (int i = 0; i < 6; i++)
    words[i] = va_arg (arguments, long);
  va_end (arguments);
  if (!serves_workers (number, words))
    count (RT_GUARD_SYSCALL, "syscall");
  return ((long (*) (long, ...)) next (&real, "syscall")) (number, words[0], words[1], words[2],
                                                           words[3], words[4], words[5]);
}

#pragma GCC visibility pop

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what the audio thread must not do, on the calling thread, between enter and leave. Tests
 * only.
 *
 * A program that links this has its own malloc, locks and system calls, which forward and count.
 * Two things it cannot see: an uncontended g_mutex_lock, which GLib does inline, and stdio, which
 * writes inside the C library. tests/lint/check_symbols.py sees both. */
#pragma once

#include <stdbool.h>

typedef enum {
  RT_GUARD_ALLOCATION, /* malloc, free and their kin */
  RT_GUARD_LOCK, /* a mutex, a condition, a semaphore that may wait */
  RT_GUARD_SLEEP,
  RT_GUARD_SYSCALL, /* files, memory maps, syscall () */
  RT_GUARD_KINDS,
} RtGuardKind;

/* False in builds with a sanitizer, which owns malloc: there nothing is ever counted. */
bool rt_guard_works (void);

/* They nest. The first enter sets the counts of this thread to 0. */
void rt_guard_enter (void);
void rt_guard_leave (void);

/* Of this thread, since it last entered from outside. */
int rt_guard_count (RtGuardKind kind);
int rt_guard_total (void);

/* The first function that was caught: "malloc"; NULL for none. */
const char *rt_guard_first (void);

/* A futex wake, and a futex wait with a deadline, are never counted: the design allows them. This
 * lets the calling thread do something else uncounted. */
void rt_guard_allow_begin (void);
void rt_guard_allow_end (void);

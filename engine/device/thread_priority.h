/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the system for real-time priority, for the calling thread or another one of this process:
 * within what RLIMIT_RTPRIO allows, else through RealtimeKit over D-Bus. Any thread but audio,
 * whose priority is asked for from outside. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

/* SCHED_FIFO at `priority` (1 to 99) for the thread `tid`, 0 for the calling one, or at the most
 * the system grants. A thread that has a real-time policy already keeps it. *report, which may be
 * NULL, becomes a sentence: what it got, or plainly why nothing; the caller's. */
bool thread_priority_request (pid_t tid, int priority, char **report);

/* The two ways, one at a time. */
bool thread_priority_by_limits (pid_t tid, int *priority, GError **error);
bool thread_priority_by_rtkit (pid_t tid, int *priority, GError **error);

/* Policy and priority as in sched.h. */
bool thread_priority_get (pid_t tid, int *policy, int *priority);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/crew.h"

#include <sched.h>

#include "device/thread_priority.h"

#define NOBODY_HEARS_NS 1000000000 /* the null device can wait */

struct Crew {
  Workers *workers; /* NULL: there is one processor */
  bool known; /* what the callback has */
  int policy, priority;
};

static int64_t
patience_ns (const AudioDevice *device, bool by_hand)
{
  const double held = device_output_latency (device) - (double) device_block (device);

  if (by_hand)
    return INT64_MAX / 4;
  return device_is_null (device) ? NOBODY_HEARS_NS
                                 : (int64_t) (MAX (held, 0) / device_rate (device) * 1e9);
}

Crew *
crew_new (Player *player, const AudioDevice *device, bool by_hand)
{
  const int n = MIN ((int) g_get_num_processors () - 1, WORKERS_MOST);
  Crew *crew = g_new0 (Crew, 1);

  crew->workers = n > 0 ? workers_new (n) : NULL;
  crew_set_device (crew, player, device, by_hand);
  return crew;
}

void
crew_set_device (Crew *crew, Player *player, const AudioDevice *device, bool by_hand)
{
  if (!crew || !crew->workers)
    return;
  if (!player_set_workers (player, crew->workers, patience_ns (device, by_hand)))
    g_error ("out of memory");
}

void
crew_free (Crew *crew)
{
  if (!crew)
    return;
  workers_free (crew->workers);
  g_free (crew);
}

static bool
has_priority (pid_t thread, int priority)
{
  int granted = MAX (priority - 1, 1);

  return thread_priority_by_limits (thread, &granted, NULL) ||
         thread_priority_by_rtkit (thread, &granted, NULL);
}

void
crew_poll (Crew *crew, const AudioDevice *device)
{
  int policy, priority;

  if (!crew->workers || !device_thread_policy (device, &policy, &priority) ||
      (crew->known && policy == crew->policy && priority == crew->priority))
    return;
  const bool real_time = policy == SCHED_FIFO || policy == SCHED_RR;
  bool same = true;
  for (int i = 0; real_time && same && i < workers_count (crew->workers); i++)
    same = has_priority (workers_thread (crew->workers, i), priority);
  workers_allow (crew->workers, same, false);
  crew->known = true;
  crew->policy = policy;
  crew->priority = priority;
}

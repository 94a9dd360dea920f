/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a value plays stretched is made on a thread of its own, while the value before it plays on.
 * Main thread. */
#include "base/realtime.h"
#include "live/live_private.h"
#include "mix/media_ahead.h"

struct LiveAhead {
  GThread *thread;
  char *folder;
  int rate;
  Project *project;
  atomic_bool stop, done;
};

static gpointer
run (gpointer data)
{
  LiveAhead *ahead = data;
  realtime_thread_init ();
  media_ahead_make (ahead->folder, ahead->rate, ahead->project, &ahead->stop);
  atomic_store (&ahead->done, true);
  return NULL;
}

static void
end (Live *live)
{
  LiveAhead *ahead = g_steal_pointer (&live->ahead);
  g_thread_join (ahead->thread);
  g_free (ahead->folder);
  project_unref (ahead->project);
  g_free (ahead);
}

bool
live_ahead_waits (Live *live, const Project *project)
{
  if (live->ahead)
    return true;
  /* At first, and where time is driven by hand, everything is there at once. */
  if (!live->playing || !live->reader || project == live->tried ||
      !media_ahead_is_needed (live->pool, project))
    return false;
  LiveAhead *ahead = live->ahead = g_new0 (LiveAhead, 1);
  ahead->folder = g_strdup (live->folder);
  ahead->rate = live->rate;
  ahead->project = project_ref (project);
  ahead->thread = g_thread_new ("stretch", run, ahead);
  return true;
}

void
live_ahead_poll (Live *live)
{
  if (!live->ahead || !atomic_load (&live->ahead->done))
    return;
  /* What could not be made is not tried again for the same value. */
  g_clear_pointer (&live->tried, project_unref);
  live->tried = project_ref (live->ahead->project);
  end (live);
}

void
live_ahead_end (Live *live)
{
  if (live->ahead) {
    atomic_store (&live->ahead->stop, true);
    end (live);
  }
  g_clear_pointer (&live->tried, project_unref);
}

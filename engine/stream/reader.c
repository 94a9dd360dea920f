/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/reader.h"

#include "base/error.h"
#include "stream/reader_thread.h"

StreamReader *
stream_reader_new (StreamCache *cache, GError **error)
{
  StreamReader *reader = g_new0 (StreamReader, 1);
  struct ReaderThread *thread = reader->thread = g_new0 (struct ReaderThread, 1);
  pthread_condattr_t monotonic;

  atomic_init (&reader->position, 0);
  atomic_init (&reader->loop_start, 0);
  atomic_init (&reader->loop_end, 0);
  atomic_init (&reader->rolling, false);
  thread->reader = reader;
  thread->cache = cache;
  pthread_mutex_init (&thread->lock, NULL);
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init (&thread->wake, &monotonic);
  pthread_condattr_destroy (&monotonic);
  g_queue_init (&thread->prepares);
  g_queue_init (&thread->troubles);
  thread->figures.horizon_seconds = STREAM_HORIZON_SECONDS;
  thread->figures.worst_late_seconds = -STREAM_HORIZON_SECONDS;

  const int number = pthread_create (&thread->id, NULL, reader_thread_run, thread);
  if (number == 0)
    return reader;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot start the disk reader: %s",
               g_strerror (number));
  pthread_cond_destroy (&thread->wake);
  pthread_mutex_destroy (&thread->lock);
  g_free (thread);
  g_free (reader);
  return NULL;
}

static void
begin_change (struct ReaderThread *thread)
{
  pthread_mutex_lock (&thread->lock);
}

static void
end_change (struct ReaderThread *thread)
{
  thread->changed = true;
  pthread_cond_signal (&thread->wake);
  pthread_mutex_unlock (&thread->lock);
}

void
stream_reader_free (StreamReader *reader)
{
  if (!reader)
    return;
  struct ReaderThread *thread = reader->thread;
  begin_change (thread);
  thread->quit = true;
  end_change (thread);
  pthread_join (thread->id, NULL);

  stream_plan_unref (thread->plan);
  for (StreamPrepare *prepare; (prepare = g_queue_pop_head (&thread->prepares));) {
    stream_plan_unref (prepare->plan);
    g_free (prepare);
  }
  for (StreamTrouble *trouble; (trouble = g_queue_pop_head (&thread->troubles));) {
    g_free (trouble->path);
    g_free (trouble);
  }
  pthread_cond_destroy (&thread->wake);
  pthread_mutex_destroy (&thread->lock);
  g_free (thread);
  g_free (reader);
}

void
stream_reader_set_plan (StreamReader *reader, StreamPlan *plan)
{
  struct ReaderThread *thread = reader->thread;
  begin_change (thread);
  StreamPlan *old = thread->plan;
  thread->plan = plan;
  end_change (thread);
  stream_plan_unref (old);
}

uint64_t
stream_reader_prepare (StreamReader *reader, StreamPlan *plan, Frames at, StreamReady *ready,
                       void *data)
{
  struct ReaderThread *thread = reader->thread;
  StreamPrepare *prepare = g_new0 (StreamPrepare, 1);

  begin_change (thread);
  plan = plan ? plan : thread->plan;
  const uint64_t ticket = ++thread->tickets;
  *prepare = (StreamPrepare){ .plan = plan ? stream_plan_ref (plan) : NULL,
                              .at = at,
                              .ready = ready,
                              .data = data,
                              .ticket = ticket };
  g_queue_push_tail (&thread->prepares, prepare);
  end_change (thread);
  return ticket;
}

bool
stream_reader_is_ready (const StreamReader *reader, uint64_t ticket)
{
  return atomic_load (&reader->thread->served) >= ticket;
}

bool
stream_reader_has (StreamReader *reader, Frames at)
{
  const StreamPlan *plan = reader->thread->plan; /* the main thread's to change */

  return plan &&
         stream_plan_is_in_memory (plan, at, (Frames) (STREAM_PREPARE_SECONDS * plan->rate) + 1);
}

void
stream_reader_set_places (StreamReader *reader, const Frames *places, int n)
{
  struct ReaderThread *thread = reader->thread;
  begin_change (thread);
  thread->n_places = MIN (n, READER_PLACES);
  for (int i = 0; i < thread->n_places; i++)
    thread->places[i] = places[i];
  end_change (thread);
}

int
stream_reader_take_troubles (StreamReader *reader, StreamTrouble *troubles, int most)
{
  struct ReaderThread *thread = reader->thread;
  int n = 0;
  pthread_mutex_lock (&thread->lock);
  while (n < most && !g_queue_is_empty (&thread->troubles)) {
    StreamTrouble *trouble = g_queue_pop_head (&thread->troubles);
    troubles[n++] = *trouble;
    g_free (trouble);
  }
  pthread_mutex_unlock (&thread->lock);
  return n;
}

StreamFigures
stream_reader_figures (const StreamReader *reader)
{
  struct ReaderThread *thread = reader->thread;
  clockid_t clock;
  struct timespec used = { 0 };

  pthread_mutex_lock (&thread->lock);
  StreamFigures figures = thread->figures;
  pthread_mutex_unlock (&thread->lock);
  if (pthread_getcpuclockid (thread->id, &clock) == 0 && clock_gettime (clock, &used) == 0)
    figures.cpu_seconds = (double) used.tv_sec + 1e-9 * (double) used.tv_nsec;
  return figures;
}

char *
stream_reader_warning (const StreamReader *reader)
{
  const StreamFigures figures = stream_reader_figures (reader);
  const StreamCache *cache = reader->thread->cache;
  if (!figures.short_of_memory)
    return stream_cache_warning (cache);
  return g_strdup_printf ("the %zu MiB for playback hold only %.1f s ahead: give streaming more "
                          "memory, or the disk may come late",
                          stream_cache_budget (cache) >> 20, figures.horizon_seconds);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/writer.h"

#include <pthread.h>

#include "media/hash.h"
#include "stream/writer_track.h"

typedef struct {
  WriterTrack *track; /* to add; NULL: to stop */
  int number;
  Frames stop_at;
} Command;

struct Writer {
  WriterOptions options;
  pthread_t thread, hasher; /* a long file takes seconds to read: not on the writing thread */
  _Atomic int64_t rounds;
  int n_added;

  pthread_mutex_t lock; /* of all below */
  pthread_cond_t woken, hash_woken;
  GQueue commands; /* Command */
  GQueue hashes; /* WriterReport that lack theirs */
  GQueue reports; /* WriterReport */
  bool quitting, written; /* asked to end; the writing thread has */

  GCancellable *cancellable; /* of the hashes */
  GPtrArray *tracks; /* WriterTrack; the writing thread's */
  gint64 drained_at; /* likewise, g_get_monotonic_time */
};

void
writer_report_free (WriterReport *report)
{
  if (!report)
    return;
  take_unref (report->take);
  g_free (report->sentence);
  g_free (report->hash);
  g_free (report);
}

static void
publish (Writer *writer, WriterReport *report)
{
  pthread_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->reports, report);
  pthread_mutex_unlock (&writer->lock);
  if (writer->options.notify)
    writer->options.notify (writer->options.data);
}

static void
take_report (WriterReport *report, void *data)
{
  Writer *writer = data;

  if (report->kind != WRITER_FINISHED) {
    publish (writer, report);
    return;
  }
  pthread_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->hashes, report);
  pthread_cond_signal (&writer->hash_woken);
  pthread_mutex_unlock (&writer->lock);
}

static void *
run_hasher (void *data)
{
  Writer *writer = data;

  pthread_mutex_lock (&writer->lock);
  for (;;) {
    WriterReport *report = g_queue_pop_head (&writer->hashes);
    if (!report && writer->written)
      break;
    if (!report) {
      pthread_cond_wait (&writer->hash_woken, &writer->lock);
      continue;
    }
    pthread_mutex_unlock (&writer->lock);
    report->hash = media_hash_file (report->take->path, NULL, NULL, writer->cancellable, NULL);
    publish (writer, report);
    pthread_mutex_lock (&writer->lock);
  }
  pthread_mutex_unlock (&writer->lock);
  return NULL;
}

static void
drain_all (Writer *writer)
{
  writer->drained_at = g_get_monotonic_time ();
  for (guint i = 0; i < writer->tracks->len;) {
    WriterTrack *track = writer->tracks->pdata[i];
    if (writer_track_drain (track)) {
      i++;
      continue;
    }
    WriterReport *report = g_new0 (WriterReport, 1);
    report->kind = WRITER_CLOSED;
    report->input = writer_track_number (track);
    g_ptr_array_remove_index (writer->tracks, i); /* frees it, which closes its file */
    publish (writer, report);
  }
}

static gint64
microseconds (double seconds)
{
  return (gint64) (seconds * G_USEC_PER_SEC);
}

/* The disk gets to know of all files before the first is waited for; and while they are waited for
 * one by one, no ring runs full. */
static void
sync_due (Writer *writer)
{
  const gint64 before = g_get_monotonic_time () - microseconds (writer->options.sync_seconds);
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < writer->tracks->len; i++) {
    WriterTrack *track = writer->tracks->pdata[i];
    if (!writer_track_wants_sync (track, before))
      continue;
    const int number = writer_track_number (track);
    writer_track_start_sync (track);
    g_array_append_val (due, number);
  }
  for (guint k = 0; k < due->len; k++) {
    for (guint i = 0; i < writer->tracks->len; i++)
      if (writer_track_number (writer->tracks->pdata[i]) == g_array_index (due, int, k))
        writer_track_sync (writer->tracks->pdata[i]);
    if (g_get_monotonic_time () - writer->drained_at > microseconds (writer->options.poll_seconds))
      drain_all (writer);
  }
}

static void
run_command (Writer *writer, Command *command)
{
  if (command->track)
    g_ptr_array_add (writer->tracks, command->track);
  for (guint i = 0; !command->track && i < writer->tracks->len; i++)
    if (writer_track_number (writer->tracks->pdata[i]) == command->number)
      writer_track_stop (writer->tracks->pdata[i], command->stop_at);
  g_free (command);
}

/* With the lock held: until a command comes or, where something may be recording, for a while. */
static void
rest (Writer *writer)
{
  if (writer->tracks->len == 0) {
    pthread_cond_wait (&writer->woken, &writer->lock);
    return;
  }
  const gint64 until = g_get_monotonic_time () + microseconds (writer->options.poll_seconds);
  const struct timespec due = { .tv_sec = until / G_USEC_PER_SEC,
                                .tv_nsec = until % G_USEC_PER_SEC * 1000 };
  pthread_cond_timedwait (&writer->woken, &writer->lock, &due);
}

static void *
run_writer (void *data)
{
  Writer *writer = data;

  pthread_mutex_lock (&writer->lock);
  while (!writer->quitting || writer->commands.length > 0) {
    Command *command;
    while ((command = g_queue_pop_head (&writer->commands))) {
      pthread_mutex_unlock (&writer->lock);
      run_command (writer, command);
      pthread_mutex_lock (&writer->lock);
    }
    pthread_mutex_unlock (&writer->lock);
    atomic_fetch_add_explicit (&writer->rounds, 1, memory_order_relaxed);
    drain_all (writer);
    sync_due (writer);
    pthread_mutex_lock (&writer->lock);
    if (!writer->quitting && writer->commands.length == 0)
      rest (writer);
  }
  pthread_mutex_unlock (&writer->lock);

  drain_all (writer);
  g_ptr_array_set_size (writer->tracks, 0);
  pthread_mutex_lock (&writer->lock);
  writer->written = true;
  pthread_cond_signal (&writer->hash_woken);
  pthread_mutex_unlock (&writer->lock);
  return NULL;
}

Writer *
writer_new (const WriterOptions *options)
{
  Writer *writer = g_new0 (Writer, 1);
  pthread_condattr_t attributes;

  if (options)
    writer->options = *options;
  if (writer->options.sync_seconds <= 0)
    writer->options.sync_seconds = 0.5;
  if (writer->options.poll_seconds <= 0)
    writer->options.poll_seconds = 0.05;
  pthread_mutex_init (&writer->lock, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&writer->woken, &attributes);
  pthread_cond_init (&writer->hash_woken, &attributes);
  pthread_condattr_destroy (&attributes);
  writer->cancellable = g_cancellable_new ();
  writer->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) writer_track_free);
  if (pthread_create (&writer->thread, NULL, run_writer, writer) != 0 ||
      pthread_create (&writer->hasher, NULL, run_hasher, writer) != 0)
    g_error ("cannot start a thread");
  return writer;
}

void
writer_free (Writer *writer)
{
  if (!writer)
    return;
  pthread_mutex_lock (&writer->lock);
  writer->quitting = true;
  pthread_cond_signal (&writer->woken);
  pthread_mutex_unlock (&writer->lock);
  pthread_join (writer->thread, NULL);
  g_cancellable_cancel (writer->cancellable);
  pthread_join (writer->hasher, NULL);

  WriterReport *report;
  while ((report = g_queue_pop_head (&writer->reports)))
    writer_report_free (report);
  g_ptr_array_unref (writer->tracks);
  g_object_unref (writer->cancellable);
  pthread_cond_destroy (&writer->woken);
  pthread_cond_destroy (&writer->hash_woken);
  pthread_mutex_destroy (&writer->lock);
  g_free (writer);
}

static void
send_command (Writer *writer, const Command *command)
{
  pthread_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->commands, g_memdup2 (command, sizeof *command));
  pthread_cond_signal (&writer->woken);
  pthread_mutex_unlock (&writer->lock);
}

int
writer_add (Writer *writer, CaptureRing *ring, const WriterInput *input)
{
  const int number = ++writer->n_added;

  g_return_val_if_fail (input->encoding == PCM_INT24 || input->encoding == PCM_FLOAT32, 0);
  send_command (writer,
                &(Command){ .track = writer_track_new (number, ring, input, take_report, writer) });
  return number;
}

void
writer_stop (Writer *writer, int input, Frames device_frame)
{
  send_command (writer, &(Command){ .number = input, .stop_at = device_frame });
}

WriterReport *
writer_next_report (Writer *writer)
{
  pthread_mutex_lock (&writer->lock);
  WriterReport *report = g_queue_pop_head (&writer->reports);
  pthread_mutex_unlock (&writer->lock);
  return report;
}

int64_t
writer_rounds (const Writer *writer)
{
  return atomic_load_explicit (&writer->rounds, memory_order_relaxed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/writer.h"

#include <pthread.h>

#include "media/hash.h"
#include "stream/writer_take.h"
#include "stream/writer_track.h"

typedef struct {
  WriterTrack *track; /* to add; NULL: to stop */
  int number;
  Frames stop_at;
} Command;

typedef enum { ROUND_NONE, ROUND_RUNS, ROUND_OVER } RoundPhase;

struct Writer {
  WriterOptions options;
  /* A disk may take its time, and a long file takes seconds to read: the writing thread waits for
   * neither. */
  pthread_t thread, syncer, hasher;
  _Atomic int64_t rounds;
  int n_added;

  pthread_mutex_t lock; /* of all below */
  pthread_cond_t woken, sync_woken, hash_woken;
  RoundPhase phase; /* of syncs; while it runs, the syncer has `round` */
  GQueue commands; /* Command */
  GQueue hashes; /* WriterReport: FINISHED without hash, CLOSED */
  GQueue reports; /* WriterReport */
  bool quitting, written; /* asked to end; the writing thread has */

  GCancellable *cancellable; /* of the hashes */
  GPtrArray *tracks; /* WriterTrack; the writing thread's, as the next five */
  GPtrArray *takes; /* OpenTake */
  GArray *closing; /* numbers of inputs whose rings are done with */
  GPtrArray *round; /* those of `takes` that are being synced */
  gint64 round_begun, round_took; /* microseconds */
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
publish (WriterReport *report, void *data)
{
  Writer *writer = data;

  pthread_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->reports, report);
  pthread_mutex_unlock (&writer->lock);
  if (writer->options.notify)
    writer->options.notify (writer->options.data);
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
    if (report->kind == WRITER_FINISHED)
      report->hash = media_hash_file (report->take->path, NULL, NULL, writer->cancellable, NULL);
    publish (report, writer);
    pthread_mutex_lock (&writer->lock);
  }
  pthread_mutex_unlock (&writer->lock);
  return NULL;
}

static void
drain_all (Writer *writer)
{
  for (guint i = 0; i < writer->tracks->len;) {
    WriterTrack *track = writer->tracks->pdata[i];
    if (writer_track_drain (track)) {
      i++;
      continue;
    }
    const int number = writer_track_number (track);
    g_array_append_val (writer->closing, number);
    g_ptr_array_remove_index (writer->tracks, i); /* frees it */
  }
}

static gint64
microseconds (double seconds)
{
  return (gint64) (seconds * G_USEC_PER_SEC);
}

/* In the order they come, behind the hashes. */
static void
queue_report (Writer *writer, WriterReport *report)
{
  pthread_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->hashes, report);
  pthread_cond_signal (&writer->hash_woken);
  pthread_mutex_unlock (&writer->lock);
}

/* A take whose file is whole waits for its hash, then it is told. */
static void
close_take (Writer *writer, OpenTake *open)
{
  WriterReport *report = g_new0 (WriterReport, 1);
  GError *error = NULL;

  report->kind = WRITER_FINISHED;
  report->input = open->input;
  report->take = take_ref (open->take);
  report->n_frames = take_frames (open->take);
  if (!open_take_close (open, &error)) {
    WriterReport *failed = g_new0 (WriterReport, 1);
    failed->kind = WRITER_FAILED;
    failed->input = report->input;
    failed->take = take_ref (report->take);
    failed->sentence = g_strdup (error->message);
    g_error_free (error);
    publish (failed, writer);
  }
  queue_report (writer, report);
}

static bool
has_take (const Writer *writer, int input)
{
  for (guint i = 0; i < writer->takes->len; i++)
    if (((const OpenTake *) writer->takes->pdata[i])->input == input)
      return true;
  return false;
}

/* CLOSED is the last that is told of an input. */
static void
close_inputs (Writer *writer)
{
  for (guint i = 0; i < writer->closing->len;) {
    const int input = g_array_index (writer->closing, int, i);
    if (has_take (writer, input)) {
      i++;
      continue;
    }
    WriterReport *report = g_new0 (WriterReport, 1);
    report->kind = WRITER_CLOSED;
    report->input = input;
    g_array_remove_index (writer->closing, i);
    queue_report (writer, report);
  }
}

static void *
run_syncer (void *data)
{
  Writer *writer = data;

  pthread_mutex_lock (&writer->lock);
  while (!writer->written) {
    if (writer->phase != ROUND_RUNS) {
      pthread_cond_wait (&writer->sync_woken, &writer->lock);
      continue;
    }
    pthread_mutex_unlock (&writer->lock);
    open_takes_wait (writer->round);
    pthread_mutex_lock (&writer->lock);
    writer->phase = ROUND_OVER;
    pthread_cond_signal (&writer->woken);
  }
  pthread_mutex_unlock (&writer->lock);
  return NULL;
}

static void
set_phase (Writer *writer, RoundPhase phase)
{
  pthread_mutex_lock (&writer->lock);
  writer->phase = phase;
  pthread_cond_signal (&writer->sync_woken);
  pthread_mutex_unlock (&writer->lock);
}

/* Ends a round of syncs, closes what is done, begins the next where one is due. */
static void
sync_and_close (Writer *writer, RoundPhase phase)
{
  const gint64 now = g_get_monotonic_time ();
  const gint64 interval = microseconds (writer->options.sync_seconds);

  if (phase == ROUND_RUNS)
    return;
  if (phase == ROUND_OVER) {
    open_takes_end_sync (writer->round);
    g_ptr_array_set_size (writer->round, 0);
    writer->round_took = now - writer->round_begun;
  }
  for (guint i = 0; i < writer->takes->len;) {
    OpenTake *open = writer->takes->pdata[i];
    if (!open_take_is_done (open)) {
      i++;
      continue;
    }
    g_ptr_array_remove_index (writer->takes, i);
    close_take (writer, open);
  }
  close_inputs (writer);
  /* The longer the disk takes, the earlier it is asked, but it gets some rest. */
  open_takes_start_sync (writer->takes, now - MAX (interval - writer->round_took, interval / 4),
                         writer->round);
  writer->round_begun = now;
  set_phase (writer, writer->round->len > 0 ? ROUND_RUNS : ROUND_NONE);
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
  if (writer->tracks->len + writer->takes->len + writer->closing->len == 0) {
    pthread_cond_wait (&writer->woken, &writer->lock);
    return;
  }
  const gint64 until = g_get_monotonic_time () + microseconds (writer->options.poll_seconds);
  const struct timespec due = { .tv_sec = until / G_USEC_PER_SEC,
                                .tv_nsec = until % G_USEC_PER_SEC * 1000 };
  pthread_cond_timedwait (&writer->woken, &writer->lock, &due);
}

/* All takes have ended. */
static void
close_all (Writer *writer)
{
  while (writer->takes->len > 0) {
    pthread_mutex_lock (&writer->lock);
    while (writer->phase == ROUND_RUNS)
      pthread_cond_wait (&writer->woken, &writer->lock);
    const RoundPhase phase = writer->phase;
    pthread_mutex_unlock (&writer->lock);
    sync_and_close (writer, phase);
  }
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
    const RoundPhase phase = writer->phase;
    pthread_mutex_unlock (&writer->lock);
    atomic_fetch_add_explicit (&writer->rounds, 1, memory_order_relaxed);
    drain_all (writer);
    sync_and_close (writer, phase);
    pthread_mutex_lock (&writer->lock);
    if (!writer->quitting && writer->commands.length == 0)
      rest (writer);
  }
  pthread_mutex_unlock (&writer->lock);

  drain_all (writer);
  g_ptr_array_set_size (writer->tracks, 0);
  close_all (writer);
  pthread_mutex_lock (&writer->lock);
  writer->written = true;
  pthread_cond_signal (&writer->sync_woken);
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
  pthread_cond_init (&writer->sync_woken, &attributes);
  pthread_cond_init (&writer->hash_woken, &attributes);
  pthread_condattr_destroy (&attributes);
  writer->cancellable = g_cancellable_new ();
  writer->takes = g_ptr_array_new ();
  writer->closing = g_array_new (FALSE, FALSE, sizeof (int));
  writer->round = g_ptr_array_new ();
  writer->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) writer_track_free);
  if (pthread_create (&writer->thread, NULL, run_writer, writer) != 0 ||
      pthread_create (&writer->syncer, NULL, run_syncer, writer) != 0 ||
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
  pthread_join (writer->syncer, NULL);
  g_cancellable_cancel (writer->cancellable);
  pthread_join (writer->hasher, NULL);

  WriterReport *report;
  while ((report = g_queue_pop_head (&writer->reports)))
    writer_report_free (report);
  g_ptr_array_unref (writer->tracks);
  g_ptr_array_unref (writer->takes);
  g_array_unref (writer->closing);
  g_ptr_array_unref (writer->round);
  g_object_unref (writer->cancellable);
  pthread_cond_destroy (&writer->woken);
  pthread_cond_destroy (&writer->sync_woken);
  pthread_cond_destroy (&writer->hash_woken);
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
  send_command (writer, &(Command){ .track = writer_track_new (number, ring, input, writer->takes,
                                                               publish, writer) });
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

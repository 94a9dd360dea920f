/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn of the loop: answer what is to be prepared; look ahead when that is due; read one run.
 * With nothing to read it sleeps until it is asked: 25 ms at most while rolling, 10 ms shortly
 * after it was asked, else a quarter of a second to see whether the audio thread rolls or has moved
 * unasked. */
#include "stream/reader_thread.h"

#include <string.h>

#include "base/realtime.h"
#include "stream/chunks.h"

#define ROLLING_POLL_US 25000
#define ATTENTIVE_POLL_US 10000
#define STOPPED_POLL_US 250000
#define ATTENTIVE_US 500000 /* so long after it was asked something */
#define SCAN_US 100000 /* while rolling */
#define STOPPED_SCAN_US 1000000
#define PREPARED_US 10000000 /* so long is it kept in memory unasked */
#define SHORTEST_HORIZON_SECONDS 0.5
#define LONGEST_HORIZON_SECONDS 12.0
#define ADVISED_RUNS 8

typedef struct {
  Frames position;
  StreamLoop loop;
  bool rolling;
} Transport;

typedef struct {
  struct ReaderThread *shared;
  StreamCache *cache;
  StreamPlan *plan;
  Frames places[READER_PLACES];
  int n_places;
  StreamPrepare prepared; /* the last one; plan NULL = none */
  int64_t prepared_until;

  Transport transport; /* as of the last look */
  Frames started_at;
  StreamScan scan;
  guint next, advised; /* runs of the scan: to read, and told to the system */
  int64_t scanned_at;
  int64_t asked_at;
  bool due; /* for a scan */
  bool filled; /* a scan found nothing to read since the last jump */
  double target_seconds, horizon_seconds;
  bool short_of_memory;
  uint64_t bytes_read, misses_seen;
  double worst_late;
} Reader;

static Frames
seconds (const Reader *reader, double length)
{
  const StreamPlan *plan = reader->plan ? reader->plan : reader->prepared.plan;
  return plan ? (Frames) (length * plan->rate) : 0;
}

static void
add_trouble (Reader *reader, StreamTroubleKind kind, const StreamFile *file, Frames position,
             Id track)
{
  struct ReaderThread *shared = reader->shared;
  pthread_mutex_lock (&shared->lock);
  if (g_queue_get_length (&shared->troubles) < READER_TROUBLES) {
    StreamTrouble *trouble = g_new0 (StreamTrouble, 1);
    *trouble = (StreamTrouble){
      .kind = kind, .position = position, .track = track, .path = g_strdup (pcm_path (file->pcm))
    };
    g_queue_push_tail (&shared->troubles, trouble);
  }
  pthread_mutex_unlock (&shared->lock);
}

/* Every file is reported once for as long as it fails. */
static StreamLoadResult
load_run (Reader *reader, const StreamRun *run)
{
  static const StreamTroubleKind kinds[] = { [STREAM_MISSING] = STREAM_TROUBLE_MISSING,
                                             [STREAM_SHORTENED] = STREAM_TROUBLE_SHORTENED,
                                             [STREAM_IO_ERROR] = STREAM_TROUBLE_IO };
  const StreamLoadResult result = stream_load (reader->cache, run, &reader->bytes_read);
  if (result >= STREAM_MISSING && run->file->store->failure != (int) result)
    add_trouble (reader, kinds[result], run->file, run->at, run->track);
  if (result != STREAM_NO_ROOM)
    run->file->store->failure = (int) result;
  return result;
}

/* Only what sounds about now can have been missed. */
static void
report_track (Reader *reader, const StreamPlanTrack *track, int64_t now)
{
  const Frames position = reader->transport.position;
  for (int i = stream_plan_first (track, position - seconds (reader, 0.5)); i < track->n; i++) {
    const StreamSegment *segment = &track->segments[i];
    StreamFile *file = segment->file;
    if (segment->start > position + seconds (reader, STREAM_PREPARE_SECONDS))
      break;
    if (atomic_load (&file->misses) == file->store->misses_seen || file->store->retry_at > now)
      continue;
    add_trouble (reader, STREAM_TROUBLE_LATE, file, position, track->track);
    break;
  }
}

/* Where and in which track zeros were heard instead of sound. Files that cannot be read have been
 * reported as such. */
static void
report_misses (Reader *reader)
{
  const uint64_t misses = stream_cache_misses (reader->cache);
  const int64_t now = g_get_monotonic_time ();
  if (misses == reader->misses_seen || !reader->plan)
    return;
  reader->misses_seen = misses;
  for (int t = 0; t < reader->plan->n; t++)
    report_track (reader, &reader->plan->tracks[t], now);
  for (int t = 0; t < reader->plan->n; t++)
    for (int i = 0; i < reader->plan->tracks[t].n; i++) {
      StreamFile *file = reader->plan->tracks[t].segments[i].file;
      file->store->misses_seen = atomic_load (&file->misses);
    }
}

static void
look_at_transport (Reader *reader)
{
  StreamReader *told = reader->shared->reader;
  const Transport last = reader->transport;
  const Transport now = {
    .position = atomic_load_explicit (&told->position, memory_order_acquire),
    .rolling = atomic_load_explicit (&told->rolling, memory_order_relaxed),
    .loop = { atomic_load_explicit (&told->loop_start, memory_order_relaxed),
              atomic_load_explicit (&told->loop_end, memory_order_relaxed) },
  };
  const bool jumped = now.position < last.position ||
                      now.position > last.position + seconds (reader, 2 * SCAN_US * 1e-6 + 0.5) ||
                      now.loop.start != last.loop.start || now.loop.end != last.loop.end ||
                      now.rolling != last.rolling;

  reader->transport = now;
  if (now.rolling && !last.rolling)
    reader->started_at = now.position;
  if (!now.rolling)
    reader->target_seconds = STREAM_HORIZON_SECONDS;
  if (jumped || (!now.rolling && now.position != last.position)) {
    reader->due = true;
    reader->filled = false;
  }
}

static bool
is_kept (const Reader *reader)
{
  return reader->prepared.plan && g_get_monotonic_time () < reader->prepared_until;
}

static void
add_place (Reader *reader, Frames at, Frames behind)
{
  const Frames length = seconds (reader, STREAM_PLACE_SECONDS);
  stream_scan_add (&reader->scan, reader->plan, at, length, (StreamLoop){ 0 }, behind);
}

/* What `horizon` ahead wants; returns whether it fits. Places come last and are the first to be
 * left out. */
static bool
scan_ahead (Reader *reader, double horizon, bool places)
{
  const Frames length = seconds (reader, horizon);
  const StreamLoop loop = reader->transport.loop;

  reader->cache->store->scan++;
  reader->scan.wanted = 0;
  g_array_set_size (reader->scan.runs, 0);
  if (is_kept (reader))
    stream_scan_add (&reader->scan, reader->prepared.plan, reader->prepared.at, length, loop, 0);
  if (reader->plan)
    stream_scan_add (&reader->scan, reader->plan, reader->transport.position, length, loop, 0);
  if (reader->plan && places) {
    add_place (reader, 0, length);
    add_place (reader, reader->started_at, length);
    if (loop.end > loop.start)
      add_place (reader, loop.start, length);
    for (int i = 0; i < reader->n_places; i++)
      add_place (reader, reader->places[i], length);
  }
  return reader->scan.wanted + STREAM_RUN_CHUNKS / 2 <= chunks_capacity (reader->cache);
}

/* Small reads often cost a slow disk more than large ones seldom: while rolling, a file is read on
 * only when less than half the horizon is left of it. */
static void
drop_early (Reader *reader)
{
  GArray *runs = reader->scan.runs;
  const Frames half = seconds (reader, reader->horizon_seconds / 2);
  const Frames whole = seconds (reader, reader->horizon_seconds);
  guint kept = 0;

  for (guint i = 0; i < runs->len; i++) {
    const StreamRun run = g_array_index (runs, StreamRun, i);
    if (run.deadline < half || run.deadline >= whole)
      g_array_index (runs, StreamRun, kept++) = run;
  }
  g_array_set_size (runs, kept);
}

static void
look_ahead (Reader *reader)
{
  double horizon = reader->target_seconds;

  reader->due = false;
  reader->scanned_at = reader->scan.now = g_get_monotonic_time ();
  reader->scan.eager = seconds (reader, 0.5);
  reader->next = reader->advised = 0;
  if (!is_kept (reader)) {
    stream_plan_unref (reader->prepared.plan);
    reader->prepared.plan = NULL;
  }
  if (!scan_ahead (reader, horizon, true))
    while (!scan_ahead (reader, horizon, false) && horizon > SHORTEST_HORIZON_SECONDS)
      horizon = MAX (horizon * 0.75, SHORTEST_HORIZON_SECONDS);
  reader->short_of_memory = horizon < STREAM_HORIZON_SECONDS;
  reader->horizon_seconds = horizon;
  if (reader->transport.rolling)
    drop_early (reader);
  stream_scan_sort (&reader->scan);
  reader->filled |= reader->scan.runs->len == 0;
}

/* A disk that needs half of what is left of the horizon gets a longer one. */
static void
note_lateness (Reader *reader, const StreamRun *run)
{
  if (!reader->transport.rolling || !reader->plan || run->deadline <= 0)
    return;
  const double passed = 1e-6 * (double) (g_get_monotonic_time () - reader->scanned_at);
  const double late = passed - (double) run->deadline / reader->plan->rate;
  reader->worst_late = MAX (reader->worst_late, late);
  if (reader->filled && -late < reader->horizon_seconds / 4 && !reader->short_of_memory)
    reader->target_seconds = MIN (reader->target_seconds * 1.5, LONGEST_HORIZON_SECONDS);
}

static void
read_next (Reader *reader)
{
  const GArray *runs = reader->scan.runs;
  const guint ahead = MIN (reader->next + 1 + ADVISED_RUNS, runs->len);

  for (reader->advised = MAX (reader->advised, reader->next + 1); reader->advised < ahead;
       reader->advised++)
    stream_load_advise (&g_array_index (runs, StreamRun, reader->advised));
  const StreamRun run = g_array_index (runs, StreamRun, reader->next++);
  const StreamLoadResult result = load_run (reader, &run);
  if (result == STREAM_LOADED)
    note_lateness (reader, &run);
  else if (result == STREAM_NO_ROOM)
    reader->next = runs->len; /* what follows is needed later still */
}

static bool
load_prepared (Reader *reader, const StreamPrepare *prepare)
{
  const Frames length = (Frames) (STREAM_PREPARE_SECONDS * prepare->plan->rate) + 1;
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (StreamRun));
  StreamScan scan = { .runs = runs, .now = INT64_MAX };
  bool complete = true;

  stream_scan_add (&scan, prepare->plan, prepare->at, length, reader->transport.loop, 0);
  stream_scan_sort (&scan);
  for (guint i = 1; i < runs->len; i++)
    stream_load_advise (&g_array_index (runs, StreamRun, i));
  for (guint i = 0; i < runs->len; i++) {
    StreamLoadResult result = load_run (reader, &g_array_index (runs, StreamRun, i));
    if (result == STREAM_NO_ROOM) { /* then what is asked for goes before what is looked ahead to */
      reader->cache->store->scan++;
      g_autoptr (GArray) ignored = g_array_new (FALSE, FALSE, sizeof (StreamRun));
      StreamScan again = { .runs = ignored };
      stream_scan_add (&again, prepare->plan, prepare->at, length, reader->transport.loop, 0);
      result = load_run (reader, &g_array_index (runs, StreamRun, i));
    }
    complete &= result == STREAM_LOADED;
  }
  return complete;
}

/* Owns `prepare`. */
static void
answer (Reader *reader, StreamPrepare *prepare)
{
  const bool complete = !prepare->plan || load_prepared (reader, prepare);
  atomic_store (&reader->shared->served, prepare->ticket);
  if (prepare->ready)
    prepare->ready (complete, prepare->data);

  stream_plan_unref (reader->prepared.plan);
  reader->prepared = *prepare;
  reader->prepared_until = g_get_monotonic_time () + PREPARED_US;
  reader->due = true;
  reader->filled = false;
  g_free (prepare);
}

/* Under the lock. */
static void
take_changes (Reader *reader, StreamPlan **done)
{
  struct ReaderThread *shared = reader->shared;

  if (reader->plan != shared->plan) {
    *done = reader->plan;
    reader->plan = shared->plan ? stream_plan_ref (shared->plan) : NULL;
    reader->filled = false;
  }
  reader->n_places = shared->n_places;
  memcpy (reader->places, shared->places, sizeof reader->places);
  reader->due = true;
  reader->asked_at = g_get_monotonic_time ();
  shared->changed = false;
}

/* Under the lock. */
static void
publish (Reader *reader)
{
  StreamFigures *figures = &reader->shared->figures;
  figures->turns++;
  figures->bytes_read = reader->bytes_read;
  figures->horizon_seconds = reader->horizon_seconds;
  figures->short_of_memory = reader->short_of_memory;
  figures->worst_late_seconds = reader->worst_late;
}

/* Under the lock. */
static void
sleep_until_asked (Reader *reader)
{
  const int64_t now = g_get_monotonic_time (); /* CLOCK_MONOTONIC */
  const int64_t poll = now < reader->asked_at + ATTENTIVE_US ? ATTENTIVE_POLL_US
                       : reader->transport.rolling           ? ROLLING_POLL_US
                                                             : STOPPED_POLL_US;
  const int64_t until = now + poll;
  const struct timespec at = { .tv_sec = until / 1000000, .tv_nsec = until % 1000000 * 1000 };
  if (!reader->shared->changed && g_queue_is_empty (&reader->shared->prepares))
    pthread_cond_timedwait (&reader->shared->wake, &reader->shared->lock, &at);
}

/* One turn; false: quit. */
static bool
turn (Reader *reader, bool idle)
{
  struct ReaderThread *shared = reader->shared;
  StreamPlan *done = NULL;

  pthread_mutex_lock (&shared->lock);
  publish (reader);
  if (idle)
    sleep_until_asked (reader);
  const bool quit = shared->quit;
  if (shared->changed) {
    take_changes (reader, &done);
    /* The runs of before refer to files of the old plan. */
    reader->next = 0;
    g_array_set_size (reader->scan.runs, 0);
  }
  StreamPrepare *prepare = quit ? NULL : g_queue_pop_head (&shared->prepares);
  pthread_mutex_unlock (&shared->lock);
  stream_plan_unref (done);

  look_at_transport (reader);
  report_misses (reader);
  if (prepare)
    answer (reader, prepare);
  return !quit;
}

/* One scan stands until its runs are read; new ones only where more may have come. */
static bool
is_due (const Reader *reader)
{
  const int64_t age = g_get_monotonic_time () - reader->scanned_at;
  return reader->due || age >= (reader->transport.rolling ? SCAN_US : STOPPED_SCAN_US);
}

static void
clear (Reader *reader)
{
  stream_plan_unref (reader->plan);
  stream_plan_unref (reader->prepared.plan);
  g_array_unref (reader->scan.runs);
}

void *
reader_thread_run (void *data)
{
  struct ReaderThread *shared = data;
  Reader reader = { .shared = shared,
                    .cache = shared->cache,
                    .target_seconds = STREAM_HORIZON_SECONDS,
                    .horizon_seconds = STREAM_HORIZON_SECONDS,
                    .worst_late = -STREAM_HORIZON_SECONDS };
  bool idle = false;

  realtime_thread_init ();
  pthread_setname_np (pthread_self (), "disk reader");
  reader.scan.runs = g_array_new (FALSE, FALSE, sizeof (StreamRun));
  while (turn (&reader, idle)) {
    if (is_due (&reader))
      look_ahead (&reader);
    idle = reader.next >= reader.scan.runs->len;
    if (!idle)
      read_next (&reader);
  }
  clear (&reader);
  return NULL;
}

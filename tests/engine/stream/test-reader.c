/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader brings in what a plan needs, in time, within its budget, and says what went wrong. */
#include <math.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stream_fixture.h"

#define FRAMES 400000
#define BLOCK 512
#define LOOP_END (250000 + 102 * BLOCK)
#define LOOP_START (LOOP_END - 531 * BLOCK)
#define MIB ((size_t) 1 << 20)

typedef struct {
  Region regions[4];
  Frames ends[4];
  RegionList list;
} Lane;

static void
lane_set (Lane *lane, int n)
{
  Frames latest = INT64_MIN;
  for (int i = 0; i < n; i++) {
    latest = MAX (latest, lane->regions[i].end);
    lane->ends[i] = latest;
  }
  lane->list = (RegionList){ n, lane->regions[0].source->channels, lane->regions, lane->ends };
}

/* The same regions over the mapped file. */
typedef struct {
  PcmFile *file;
  int channels;
} Mapped;

static void
read_mapped (const void *data, Frames at, int n, float *const *out)
{
  const Mapped *mapped = data;
  pcm_read (mapped->file, at, n, 0, mapped->channels, out);
}

static uint64_t
count_differences (const Lane *live, const Lane *offline, Frames at)
{
  static float out[6][BLOCK];
  const size_t size = sizeof (float) * BLOCK;
  float *const scratch[2] = { out[4], out[5] };
  region_list_read (&live->list, at, BLOCK, (float *[2]){ out[0], out[1] }, scratch);
  region_list_read (&offline->list, at, BLOCK, (float *[2]){ out[2], out[3] }, scratch);
  uint64_t n = memcmp (out[0], out[2], size) != 0;
  if (live->list.channels > 1)
    n += memcmp (out[1], out[3], size) != 0;
  return n;
}

/* Plain, reversed, looped, reversed and looped; the last two come round many times. */
static void
fill_lane (Lane *lane, const AudioSource *source)
{
  const Region plain = { .source = source, .gain = 1 };
  for (int i = 0; i < 4; i++) {
    lane->regions[i] = plain;
    lane->regions[i].start = lane->regions[i].origin = i * 300000;
    lane->regions[i].end = i * 300000 + 310000;
    lane->regions[i].source_start = 1000;
  }
  lane->regions[1].reverse = lane->regions[3].reverse = true;
  lane->regions[1].source_start = FRAMES + 2000;
  lane->regions[2].loop_start = 20000;
  lane->regions[2].loop_length = 50001;
  lane->regions[3].loop_start = 20000;
  lane->regions[3].loop_length = 50001;
  lane->regions[3].source_start = 70001;
  lane_set (lane, 4);
}

/* Wherever it is prepared, 100 ms sound as from the mapped file, and no more was read than that
 * needs and what lies around. */
static void
test_prepare (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  const int number = stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2, FRAMES);
  const Mapped mapped = { g_ptr_array_index (fixture->files, number), 2 };
  const AudioSource source = {
    .read = read_mapped, .data = &mapped, .channels = 2, .frames = FRAMES
  };
  Lane live, offline;
  GRand *rand = g_rand_new_with_seed (9);
  fill_lane (&live, stream_fixture_source (fixture, number));
  fill_lane (&offline, &source);

  for (int i = 0; i < 40; i++) {
    const Frames at = i < 4 ? i * 300000 - 20 : g_rand_int_range (rand, 0, 1200000);
    StreamPlan *plan = stream_fixture_plan (&live.list, 1, 0);
    g_assert_true (stream_fixture_prepare (fixture, plan, at));
    stream_plan_unref (plan);
    for (Frames t = at; t + BLOCK <= at + 4800; t += BLOCK) {
      stream_cache_enter (fixture->cache);
      g_assert_cmpuint (count_differences (&live, &offline, t), ==, 0);
      stream_cache_leave (fixture->cache);
    }
  }
  g_assert_cmpuint (stream_cache_misses (fixture->cache), ==, 0);
  g_rand_free (rand);
  stream_fixture_free (fixture);
}

/* A track that is late reads earlier frames: by its shift. */
static void
test_shift (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  Lane lanes[2];
  RegionList lists[2];
  for (int i = 0; i < 2; i++) {
    stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, FRAMES);
    fill_lane (&lanes[i], stream_fixture_source (fixture, i));
    lane_set (&lanes[i], 1);
    lists[i] = lanes[i].list;
  }
  StreamPlan *plan = stream_fixture_plan (lists, 2, 50000);
  g_assert_cmpint (plan->n, ==, 2);
  g_assert_cmpint (plan->tracks[1].track, ==, 2);
  g_assert_cmpint (plan->tracks[1].segments[0].start, ==, 50000);
  StreamSpan spans[2];
  g_assert_cmpint (stream_segment_spans (&plan->tracks[1].segments[0], 60000, 60100, spans), ==, 1);
  g_assert_cmpint (spans[0].from, ==, 11000);
  g_assert_cmpint (spans[0].to, ==, 11100);
  stream_plan_unref (plan);
  stream_fixture_free (fixture);
}

/* What was played or prepared is there; what lies behind the horizon is not, nor the file's end
 * while its start is prepared. */
static void
test_has (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  Lane lane;
  stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, FRAMES);
  lane.regions[0] =
      (Region){ .end = FRAMES, .source = stream_fixture_source (fixture, 0), .gain = 1 };
  lane_set (&lane, 1);
  g_assert_false (stream_reader_has (fixture->reader, 0));
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (&lane.list, 1, 0));
  g_assert_true (stream_fixture_prepare (fixture, NULL, 0));
  g_assert_true (stream_reader_has (fixture->reader, 0));
  g_assert_false (stream_reader_has (fixture->reader, 380000));
  g_assert_true (stream_reader_has (fixture->reader, FRAMES + 10)); /* nothing is needed there */
  g_assert_true (stream_fixture_prepare (fixture, NULL, 380000));
  g_assert_true (stream_reader_has (fixture->reader, 380000));
  g_assert_true (stream_reader_has (fixture->reader, 0));
  stream_fixture_free (fixture);
}

typedef struct {
  StreamFixture *fixture;
  const Lane *live, *offline;
  atomic_bool quit;
  atomic_llong at;
  atomic_ullong wrong, right;
} Hammer;

/* As the audio thread does, and without mercy: whatever is there must be right, and what is not
 * must be counted. */
static gpointer
hammer (gpointer data)
{
  Hammer *h = data;
  while (!atomic_load (&h->quit)) {
    const Frames at = atomic_load (&h->at);
    stream_reader_at (h->fixture->reader, at, true, 0, 0);
    for (int i = 0; i < 4; i++) {
      stream_cache_enter (h->fixture->cache);
      const uint64_t before = stream_cache_misses (h->fixture->cache);
      const uint64_t wrong = count_differences (h->live, h->offline, at + i * BLOCK);
      if (wrong && stream_cache_misses (h->fixture->cache) == before)
        atomic_fetch_add (&h->wrong, 1);
      if (!wrong)
        atomic_fetch_add (&h->right, 1);
      stream_cache_leave (h->fixture->cache);
    }
  }
  return NULL;
}

/* 2 MiB for a file of 2.4: jumping about evicts all the time under the hands of a reading thread.
 */
static void
test_eviction (void)
{
  StreamFixture *fixture = stream_fixture_new (3 * MIB);
  const int number =
      stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_FLOAT, 2, 4 * FRAMES / 2);
  const Mapped mapped = { g_ptr_array_index (fixture->files, number), 2 };
  const AudioSource source = {
    .read = read_mapped, .data = &mapped, .channels = 2, .frames = 2 * FRAMES
  };
  Lane live = { 0 }, offline = { 0 };
  live.regions[0] =
      (Region){ .end = 2 * FRAMES, .source = stream_fixture_source (fixture, number), .gain = 1 };
  offline.regions[0] = (Region){ .end = 2 * FRAMES, .source = &source, .gain = 1 };
  lane_set (&live, 1);
  lane_set (&offline, 1);
  Hammer h = { .fixture = fixture, .live = &live, .offline = &offline };
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (&live.list, 1, 0));
  GThread *thread = g_thread_new ("hammer", hammer, &h);
  GRand *rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 150; i++) {
    const Frames at = g_rand_int_range (rand, 0, 2 * FRAMES - 10000);
    stream_fixture_prepare (fixture, NULL, at);
    atomic_store (&h.at, at);
    g_usleep (3000);
  }
  atomic_store (&h.quit, true);
  g_thread_join (thread);
  const StreamFigures figures = stream_reader_figures (fixture->reader);
  g_test_message ("%llu right, %.1f MiB read", (unsigned long long) h.right,
                  (double) figures.bytes_read / MIB);
  g_assert_cmpuint (h.wrong, ==, 0);
  g_assert_cmpuint (h.right, >, 1000);
  g_assert_cmpuint (stream_cache_used (fixture->cache), <=, 3 * MIB);
  g_assert_cmpuint (figures.bytes_read, >, 12 * MIB); /* so there was something evicted */
  g_rand_free (rand);
  stream_fixture_free (fixture);
}

/* A second and a half of stereo floats for 2 MiB: it looks less far ahead, and says so. */
static void
test_short_of_memory (void)
{
  StreamFixture *fixture = stream_fixture_new (1);
  Lane lanes[4];
  RegionList lists[4];
  for (int i = 0; i < 4; i++) {
    stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_FLOAT, 2, FRAMES);
    lanes[i].regions[0] =
        (Region){ .end = FRAMES, .source = stream_fixture_source (fixture, i), .gain = 1 };
    lane_set (&lanes[i], 1);
    lists[i] = lanes[i].list;
  }
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (lists, 4, 0));
  g_assert_true (stream_fixture_prepare (fixture, NULL, 0));
  g_assert_true (stream_fixture_prepare (fixture, NULL, 200000));
  stream_fixture_wait_used (fixture, MIB);
  const StreamFigures figures = stream_reader_figures (fixture->reader);
  g_assert_true (figures.short_of_memory);
  g_assert_cmpfloat (figures.horizon_seconds, <, 2);
  g_assert_cmpfloat (figures.horizon_seconds, >=, 0.5);
  g_autofree char *warning = stream_reader_warning (fixture->reader);
  g_assert_nonnull (warning);
  stream_fixture_free (fixture);
}

/* Rolls a simulated clock, four times as fast as real time, round a loop: nothing is missed, and
 * the seam is as good as what lies before and behind. */
static void
test_loop (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  const int number = stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, FRAMES);
  const Mapped mapped = { g_ptr_array_index (fixture->files, number), 1 };
  const AudioSource source = {
    .read = read_mapped, .data = &mapped, .channels = 1, .frames = FRAMES
  };
  Lane live, offline;
  fill_lane (&live, stream_fixture_source (fixture, number));
  fill_lane (&offline, &source);
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (&live.list, 1, 0));
  stream_reader_at (fixture->reader, 250000, false, LOOP_START, LOOP_END);
  g_assert_true (stream_fixture_prepare (fixture, NULL, 250000));

  uint64_t wrong = 0;
  Frames at = 250000;
  for (int i = 0; i < 700; i++) {
    stream_reader_at (fixture->reader, at, true, LOOP_START, LOOP_END);
    stream_cache_enter (fixture->cache);
    wrong += count_differences (&live, &offline, at);
    stream_cache_leave (fixture->cache);
    at += BLOCK;
    if (at >= LOOP_END)
      at += LOOP_START - LOOP_END;
    g_usleep (2600);
  }
  g_assert_cmpuint (stream_cache_misses (fixture->cache), ==, 0);
  g_assert_cmpuint (wrong, ==, 0);
  stream_fixture_free (fixture);
}

/* Stopped and with everything in memory, the thread sleeps: it wakes four times a second. */
static void
test_rests (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  Lane lane;
  stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2, FRAMES);
  fill_lane (&lane, stream_fixture_source (fixture, 0));
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (&lane.list, 1, 0));
  g_assert_true (stream_fixture_prepare (fixture, NULL, 0));
  g_usleep (900000);
  const gint64 begin = g_get_monotonic_time ();
  const StreamFigures before = stream_reader_figures (fixture->reader);
  g_usleep (600000);
  const StreamFigures after = stream_reader_figures (fixture->reader);
  const gint64 quarters = (g_get_monotonic_time () - begin) / 250000;
  g_assert_cmpuint (after.bytes_read, ==, before.bytes_read);
  g_assert_cmpuint (after.turns - before.turns, <=, (guint64) quarters + 3);
  stream_fixture_free (fixture);
}

static void
assert_trouble (StreamFixture *fixture, StreamTroubleKind kind, Id track)
{
  StreamTrouble troubles[8];
  int n = 0, found = 0;
  for (int i = 0; i < 2000 && n == 0; i++) {
    n = stream_reader_take_troubles (fixture->reader, troubles, 8);
    g_usleep (1000);
  }
  for (int i = 0; i < n; i++) {
    found += troubles[i].kind == kind && troubles[i].track == track &&
             g_str_has_suffix (troubles[i].path, ".wav");
    g_free (troubles[i].path);
  }
  g_assert_cmpint (found, ==, 1);
}

/* Files that shrink or vanish behind the program's back: silence, one report, and no signal. */
static void
test_troubles (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  static float out[BLOCK];
  Lane lanes[3];
  RegionList lists[3];
  for (int i = 0; i < 3; i++) {
    stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, FRAMES);
    lanes[i].regions[0] =
        (Region){ .end = FRAMES, .source = stream_fixture_source (fixture, i), .gain = 1 };
    lane_set (&lanes[i], 1);
    lists[i] = lanes[i].list;
  }
  PcmFile *const *files = (PcmFile *const *) fixture->files->pdata;
  g_assert_cmpint (truncate (pcm_path (files[0]), 300000), ==, 0);
  StreamPlan *plan = stream_fixture_plan (lists, 1, 0);
  g_assert_true (stream_fixture_prepare (fixture, plan, 0));
  g_assert_false (stream_fixture_prepare (fixture, plan, 200000));
  assert_trouble (fixture, STREAM_TROUBLE_SHORTENED, 1);
  lists[0].regions[0].source->read (lists[0].regions[0].source->data, 200000, BLOCK,
                                    (float *[2]){ out });
  g_assert_cmpfloat (out[BLOCK / 2], ==, 0);
  stream_plan_unref (plan);

  g_assert_cmpint (unlink (pcm_path (files[1])), ==, 0);
  plan = stream_fixture_plan (&lists[1], 1, 0);
  g_assert_false (stream_fixture_prepare (fixture, plan, 0));
  assert_trouble (fixture, STREAM_TROUBLE_MISSING, 1);
  stream_plan_unref (plan);

  /* A start that nobody prepared. */
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (&lists[2], 1, 0));
  stream_fixture_wait_used (fixture, 10 * STREAM_CHUNK_BYTES);
  stream_reader_at (fixture->reader, 390000, true, 0, 0);
  lists[2].regions[0].source->read (lists[2].regions[0].source->data, 390000, BLOCK,
                                    (float *[2]){ out });
  assert_trouble (fixture, STREAM_TROUBLE_LATE, 1);
  stream_fixture_free (fixture);
}

static double
thread_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static double
plan_seconds (const RegionList *lists, int n)
{
  double best = INFINITY;

  for (int i = 0; i < 10; i++) {
    const double begun = thread_seconds ();
    StreamPlan *plan = stream_fixture_plan (lists, n, 0);
    best = MIN (best, thread_seconds () - begun);
    stream_plan_unref (plan);
  }
  return best;
}

/* 200 tracks of 50 regions: an edit while playing makes such a plan each time. */
static void
test_plan_cost (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  enum { TRACKS = 200, REGIONS = 50 };
  Region *regions = g_new0 (Region, TRACKS * REGIONS);
  Frames *ends = g_new0 (Frames, TRACKS * REGIONS);
  RegionList *lists = g_new0 (RegionList, TRACKS);
  stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, 1000);
  for (int i = 0; i < TRACKS * REGIONS; i++) {
    regions[i] = (Region){ .start = i % REGIONS * 100000,
                           .end = i % REGIONS * 100000 + 1000,
                           .source = stream_fixture_source (fixture, 0) };
    ends[i] = regions[i].end;
  }
  for (int t = 0; t < TRACKS; t++)
    lists[t] = (RegionList){ REGIONS, 1, regions + t * REGIONS, ends + t * REGIONS };

  StreamPlan *plan = stream_fixture_plan (lists, TRACKS, 0);
  g_assert_cmpint (plan->tracks[TRACKS - 1].n, ==, REGIONS);
  g_assert_cmpint (stream_plan_first (&plan->tracks[3], 100999), ==, 1);
  g_assert_cmpint (stream_plan_first (&plan->tracks[3], 101000), ==, 2);
  stream_plan_unref (plan);
  const double tenth = plan_seconds (lists, TRACKS / 10), all = plan_seconds (lists, TRACKS);
  g_test_message ("%d regions in %.0f us", TRACKS * REGIONS, all * 1e6);
  g_assert_cmpfloat (all, <, 40 * tenth); /* in proportion, not squared */
  g_free (regions);
  g_free (ends);
  g_free (lists);
  stream_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/reader/has", test_has);
  g_test_add_func ("/stream/reader/prepare", test_prepare);
  g_test_add_func ("/stream/reader/shift", test_shift);
  g_test_add_func ("/stream/reader/eviction", test_eviction);
  g_test_add_func ("/stream/reader/short-of-memory", test_short_of_memory);
  g_test_add_func ("/stream/reader/loop", test_loop);
  g_test_add_func ("/stream/reader/rests", test_rests);
  g_test_add_func ("/stream/reader/troubles", test_troubles);
  g_test_add_func ("/stream/reader/plan-cost", test_plan_cost);
  return g_test_run ();
}

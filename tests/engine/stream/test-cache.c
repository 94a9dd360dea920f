/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from chunks gives the bits of the file; what is not there is zeros and counted. */
#include <string.h>

#include "rt_guard.h"
#include "stream_fixture.h"

#define FRAMES 150000
#define BLOCK 700

static void
read_both (const StreamFixture *fixture, int file, Frames at, int n, float out[4][BLOCK])
{
  const AudioSource *source = stream_fixture_source (fixture, file);
  stream_cache_enter (fixture->cache);
  source->read (source->data, at, n, (float *[2]){ out[0], out[1] });
  stream_cache_leave (fixture->cache);
  pcm_read (g_ptr_array_index (fixture->files, file), at, n, 0, source->channels,
            (float *[2]){ out[2], out[3] });
}

static void
assert_same (const StreamFixture *fixture, int file, Frames at, int n)
{
  static float out[4][BLOCK];
  const AudioSource *source = stream_fixture_source (fixture, file);
  memset (out, 0x55, sizeof out);
  read_both (fixture, file, at, n, out);
  for (int c = 0; c < source->channels; c++)
    g_assert_cmpmem (out[c], sizeof (float) * (size_t) n, out[2 + c], sizeof (float) * (size_t) n);
}

static Region
whole (const StreamFixture *fixture, int file, Frames start)
{
  return (Region){ .start = start,
                   .end = start + FRAMES,
                   .origin = start,
                   .source = stream_fixture_source (fixture, file),
                   .gain = 1 };
}

/* Every encoding and some layouts, at places around the chunks' ends. */
static void
test_same_bits (void)
{
  static const struct {
    int format, channels;
  } kinds[] = { { SF_FORMAT_PCM_16, 1 }, { SF_FORMAT_PCM_16, 2 }, { SF_FORMAT_PCM_24, 1 },
                { SF_FORMAT_PCM_24, 2 }, { SF_FORMAT_PCM_24, 5 }, { SF_FORMAT_PCM_32, 2 },
                { SF_FORMAT_FLOAT, 1 },  { SF_FORMAT_FLOAT, 2 },  { SF_FORMAT_DOUBLE, 2 } };
  StreamFixture *fixture = stream_fixture_new (0);
  enum { N = G_N_ELEMENTS (kinds) };
  Region regions[N];
  RegionList lists[N];
  Frames ends[N];
  GRand *rand = g_rand_new_with_seed (5);

  for (int i = 0; i < N; i++) {
    const int kind = kinds[i].channels > 2 ? SF_FORMAT_WAVEX : SF_FORMAT_WAV;
    stream_fixture_add (fixture, kind | kinds[i].format, kinds[i].channels, FRAMES);
    regions[i] = whole (fixture, i, 0);
    ends[i] = FRAMES;
    lists[i] = (RegionList){ 1, regions[i].source->channels, &regions[i], &ends[i] };
  }
  stream_reader_set_plan (fixture->reader, stream_fixture_plan (lists, N, 0));
  size_t bytes = 0;
  for (int i = 0; i < N; i++) {
    const StreamFile *file = stream_source_file (stream_fixture_source (fixture, i));
    bytes += (size_t) file->n_chunks * STREAM_CHUNK_BYTES;
  }
  stream_fixture_wait_used (fixture, bytes);
  g_assert_cmpuint (stream_cache_used (fixture->cache), ==, bytes);

  for (int i = 0; i < N; i++) {
    const int chunk = stream_source_file (stream_fixture_source (fixture, i))->chunk_frames;
    assert_same (fixture, i, -300, BLOCK);
    assert_same (fixture, i, FRAMES - 300, BLOCK);
    assert_same (fixture, i, FRAMES + 5, 20);
    assert_same (fixture, i, -50, 20);
    for (int k = 0; k < 300; k++) {
      const int n = g_rand_int_range (rand, 1, BLOCK + 1);
      assert_same (fixture, i, g_rand_int_range (rand, -BLOCK, FRAMES + BLOCK), n);
      assert_same (fixture, i, chunk - g_rand_int_range (rand, 0, n + 1), n);
    }
  }
  g_assert_cmpuint (stream_cache_misses (fixture->cache), ==, 0);
  g_rand_free (rand);
  stream_fixture_free (fixture);
}

/* Nothing was prepared: zeros where the file has sound, and each such read is counted. */
static void
test_misses (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  const int file = stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2, FRAMES);
  const AudioSource *source = stream_fixture_source (fixture, file);
  static float out[2][BLOCK];
  memset (out, 0x55, sizeof out);

  rt_guard_enter ();
  stream_cache_enter (fixture->cache);
  source->read (source->data, 10900, 100, (float *[2]){ out[0], out[1] });
  source->read (source->data, -200, 100, (float *[2]){ out[0], out[1] });
  stream_reader_at (fixture->reader, 10900, false, 0, 0);
  stream_cache_leave (fixture->cache);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_total (), ==, 0);
  for (int i = 0; i < 100; i++)
    g_assert_true (out[0][i] == 0 && out[1][i] == 0);
  /* 10900 ... 11000 lies across the end of the first chunk of 10922 frames. */
  g_assert_cmpuint (stream_cache_misses (fixture->cache), ==, 2);
  g_assert_cmpint (stream_source_file (source)->missed_at, ==, 10922);
  stream_fixture_free (fixture);
}

/* A file that nobody refers to any more is found again with its chunks, under another object. */
static void
test_found_again (void)
{
  StreamFixture *fixture = stream_fixture_new (0);
  const int number = stream_fixture_add (fixture, SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, FRAMES);
  StreamFile *file = stream_source_file (stream_fixture_source (fixture, number));
  Region region = whole (fixture, number, 0);
  Frames end = FRAMES;
  const RegionList list = { 1, 1, &region, &end };
  StreamPlan *plan = stream_fixture_plan (&list, 1, 0);

  g_assert_true (stream_fixture_prepare (fixture, plan, 0));
  stream_plan_unref (plan);
  stream_fixture_wait_used (fixture, (size_t) file->n_chunks * STREAM_CHUNK_BYTES);
  const uint64_t bytes = stream_reader_figures (fixture->reader).bytes_read;
  PcmFile *again = pcm_open (pcm_path (file->pcm), NULL);
  const AudioSource *other = stream_source (fixture->cache, again, 0, 1);
  g_assert_true (stream_source_file (other) == file);

  /* The first goes; the second reads what the first has brought in. */
  stream_source_free (g_ptr_array_index (fixture->sources, 0));
  fixture->sources->pdata[0] = (gpointer) other;
  pcm_unref (again);
  assert_same (fixture, number, 100, BLOCK);
  g_assert_cmpuint (stream_reader_figures (fixture->reader).bytes_read, ==, bytes);
  stream_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/cache/same-bits", test_same_bits);
  g_test_add_func ("/stream/cache/misses", test_misses);
  g_test_add_func ("/stream/cache/found-again", test_found_again);
  return g_test_run ();
}

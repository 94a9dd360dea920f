/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream_fixture.h"

#include "base/hash.h"

StreamFixture *
stream_fixture_new (size_t budget)
{
  GError *error = NULL;
  StreamFixture *fixture = g_new0 (StreamFixture, 1);
  fixture->folder = fixture_folder ();
  fixture->cache = stream_cache_new (budget);
  fixture->reader = stream_reader_new (fixture->cache, &error);
  g_assert_no_error (error);
  fixture->files = g_ptr_array_new ();
  fixture->sources = g_ptr_array_new ();
  return fixture;
}

void
stream_fixture_free (StreamFixture *fixture)
{
  stream_reader_free (fixture->reader);
  for (guint i = 0; i < fixture->files->len; i++) {
    stream_source_free (g_ptr_array_index (fixture->sources, i));
    pcm_unref (g_ptr_array_index (fixture->files, i));
  }
  g_ptr_array_unref (fixture->files);
  g_ptr_array_unref (fixture->sources);
  stream_cache_free (fixture->cache);
  fixture_remove_folder (fixture->folder);
  g_free (fixture);
}

int
stream_fixture_add (StreamFixture *fixture, int format, int channels, Frames frames)
{
  GError *error = NULL;
  const int number = (int) fixture->files->len;
  const uint64_t key = hash_key (3, 1, (unsigned) number);
  float *noise = g_new (float, frames *channels);
  for (Frames i = 0; i < frames * channels; i++)
    noise[i] = 0.5f * (float) hash_noise (key, i);

  char *name = g_strdup_printf ("%d.wav", number);
  char *path = fixture_write (fixture->folder, name, format, 48000, channels, noise, frames);
  PcmFile *file = pcm_open (path, &error);
  g_assert_no_error (error);
  g_ptr_array_add (fixture->files, file);
  g_ptr_array_add (fixture->sources,
                   (gpointer) stream_source (fixture->cache, file, 0, MIN (channels, 2)));
  g_free (path);
  g_free (name);
  g_free (noise);
  return number;
}

StreamPlan *
stream_fixture_plan (const RegionList *lists, int n, Frames shift)
{
  Strip *strips = g_new0 (Strip, n);
  for (int i = 0; i < n; i++) {
    strips[i].id = (Id) i + 1;
    strips[i].regions = &lists[i];
    strips[i].shift = i * shift;
  }
  const Graph graph = { .context = { .rate = 48000, .block = 512, .strips = strips, .n = n } };
  StreamPlan *plan = stream_plan_new (&graph);
  g_free (strips);
  return plan;
}

static void
tell (bool complete, void *data)
{
  atomic_int *answer = data;
  atomic_store (answer, complete ? 1 : 2);
}

bool
stream_fixture_prepare (StreamFixture *fixture, StreamPlan *plan, Frames at)
{
  atomic_int answer = 0;
  const uint64_t ticket = stream_reader_prepare (fixture->reader, plan, at, tell, &answer);
  for (int i = 0; i < 40000 && atomic_load (&answer) == 0; i++)
    g_usleep (100);
  g_assert_true (stream_reader_is_ready (fixture->reader, ticket));
  g_assert_cmpint (atomic_load (&answer), !=, 0);
  return atomic_load (&answer) == 1;
}

void
stream_fixture_wait_used (const StreamFixture *fixture, size_t bytes)
{
  for (int i = 0; i < 2000 && stream_cache_used (fixture->cache) < bytes; i++)
    g_usleep (1000);
  g_assert_cmpuint (stream_cache_used (fixture->cache), >=, bytes);
}

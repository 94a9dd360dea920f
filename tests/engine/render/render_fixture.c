/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/realtime.h"
#include "host.h"

struct RenderFixture {
  char *folder, *path;
  Project *project;
  IdSource ids;
  EditHost host;
  HostData data;
  RenderFile file;
};

RenderFixture *
render_fixture_new (void)
{
  RenderFixture *fixture = g_new0 (RenderFixture, 1);

  realtime_thread_init ();
  fixture->folder = fixture_folder ();
  fixture->path = g_build_filename (fixture->folder, "mix.wav", NULL);
  fixture->project = project_new ();
  id_source_init (&fixture->ids, 1);
  fixture->data.folder = fixture->folder;
  host_init (&fixture->host, &fixture->data);
  return fixture;
}

void
render_fixture_free (RenderFixture *fixture)
{
  project_unref (fixture->project);
  g_free (fixture->path);
  fixture_remove_folder (fixture->folder);
  g_free (fixture);
}

const char *
render_fixture_folder (const RenderFixture *fixture)
{
  return fixture->folder;
}

void
render_fixture_add (RenderFixture *fixture, const char *name, int channels,
                    const float *interleaved, Frames frames)
{
  g_autofree char *file = g_strconcat (name, ".wav", NULL);
  g_free (fixture_write (fixture->folder, file, SF_FORMAT_WAV | SF_FORMAT_FLOAT, 48000, channels,
                         interleaved, frames));
}

void
render_fixture_add_noise (RenderFixture *fixture, const char *name, int channels, Frames frames,
                          double level)
{
  const size_t n = (size_t) frames * (size_t) channels;
  g_autofree float *samples = g_new (float, n);

  for (size_t i = 0; i < n; i++)
    samples[i] = (float) level * hash_noise (g_str_hash (name), (int64_t) i);
  render_fixture_add (fixture, name, channels, samples, frames);
}

void
render_fixture_run (RenderFixture *fixture, const char *lines)
{
  g_autofree char *with = g_strdup_printf ("file='%s/", fixture->folder);
  g_auto (GStrv) words = g_strsplit (lines, "file='", -1);
  g_autofree char *full = g_strjoinv (with, words);
  g_auto (GStrv) split = g_strsplit (full, "\n", -1);
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  GError *error = NULL;

  for (char **line = split; *line; line++)
    if (*g_strstrip (*line))
      g_ptr_array_add (kept, *line);
  Project *next =
      commands_run (fixture->project, (const char *const *) kept->pdata, (int) kept->len,
                    &fixture->ids, &fixture->host, NULL, created, NULL, &error);
  g_assert_no_error (error);
  project_unref (fixture->project);
  fixture->project = next;
}

RenderFile *
render_fixture_file (RenderFixture *fixture)
{
  return &fixture->file;
}

RenderSpec
render_fixture_spec (RenderFixture *fixture)
{
  fixture->file = (RenderFile){ .path = fixture->path, .format = ENCODE_WAV, .bits = ENCODE_32F };
  return (RenderSpec){ .project = fixture->project,
                       .folder = fixture->folder,
                       .to = INT64_MAX,
                       .tail = -1,
                       .files = &fixture->file,
                       .n_files = 1,
                       .stem = { .format = ENCODE_WAV, .bits = ENCODE_32F },
                       .ceiling = -1,
                       .threads = 2 };
}

RenderReport
render_fixture_render (const RenderSpec *spec)
{
  RenderReport report;
  GError *error = NULL;

  const bool good = render (spec, &report, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  return report;
}

float *
render_fixture_read (RenderFixture *fixture, const char *name, Frames *frames)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  SF_INFO info;
  float *samples = fixture_read (path, &info);

  g_assert_nonnull (samples);
  g_assert_cmpint (info.channels, ==, 2);
  *frames = info.frames;
  return samples;
}

int
render_notes_with (const RenderReport *report, const char *text)
{
  int n = 0;
  for (guint i = 0; i < report->notes->len; i++)
    n += strstr (report->notes->pdata[i], text) != NULL;
  return n;
}

GBytes *
render_fixture_play (RenderFixture *fixture)
{
  const RenderSpec spec = render_fixture_spec (fixture);
  RenderReport report = render_fixture_render (&spec);
  Frames frames;
  float *mix = render_fixture_read (fixture, "mix.wav", &frames);

  g_assert_cmpuint (report.lacks->len, ==, 0);
  render_report_clear (&report);
  return g_bytes_new_take (mix, sizeof (float) * 2 * (size_t) frames);
}

double
render_difference (GBytes *a, GBytes *b)
{
  gsize size, other;
  const float *x = g_bytes_get_data (a, &size), *y = g_bytes_get_data (b, &other);
  const float *longer = size > other ? x : y;
  double most = 0;

  for (gsize i = 0; i < MIN (size, other) / sizeof (float); i++)
    most = MAX (most, fabs ((double) x[i] - (double) y[i]));
  for (gsize i = MIN (size, other) / sizeof (float); i < MAX (size, other) / sizeof (float); i++)
    g_assert_cmpfloat (fabsf (longer[i]), <, 3.17e-5f);
  return most > 0 ? 20 * log10 (most) : -INFINITY;
}

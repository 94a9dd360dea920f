/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 128 mono tracks of 24 bits, not in the page cache, rolling in real time for twenty seconds: what
 * the disk reader costs, and whether anything comes late.
 *
 *     bench-stream [TRACKS [SECONDS]] */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "media/wav_header.h"
#include "stream/reader.h"

#define RATE 48000
#define FILE_SECONDS 60
#define BLOCK 128

static void
write_file (const char *path, int number)
{
  const WavHeader header = { .encoding = PCM_INT24, .rate = RATE, .channels = 1 };
  const size_t size = (size_t) RATE * FILE_SECONDS * 3;
  g_autoptr (GByteArray) start = wav_header_new (&header, (Frames) RATE * FILE_SECONDS);
  g_autofree uint64_t *noise = g_malloc (size + 8);
  FILE *file = fopen (path, "wb");

  for (size_t i = 0; i <= size / 8; i++)
    noise[i] = hash_at ((uint64_t) number, (int64_t) i);
  if (!file || fwrite (start->data, 1, start->len, file) != start->len ||
      fwrite (noise, 1, size, file) != size || fflush (file) != 0 || fsync (fileno (file)) != 0)
    g_error ("cannot write '%s'", path);
  posix_fadvise (fileno (file), 0, 0, POSIX_FADV_DONTNEED);
  fclose (file);
}

static gint64
prepare (StreamReader *reader, Frames at)
{
  const gint64 begun = g_get_monotonic_time ();
  const uint64_t ticket = stream_reader_prepare (reader, NULL, at, NULL, NULL);
  while (!stream_reader_is_ready (reader, ticket))
    g_usleep (100);
  return g_get_monotonic_time () - begun;
}

static void
roll (StreamCache *cache, StreamReader *reader, const RegionList *lists, int n, int length)
{
  static float out[2][BLOCK], scratch[2][BLOCK];
  const gint64 begun = g_get_monotonic_time ();
  for (Frames at = 0; at < (Frames) length * RATE; at += BLOCK) {
    const gint64 due = begun + at * 1000000 / RATE;
    g_usleep ((gulong) MAX (due - g_get_monotonic_time (), 0));
    stream_reader_at (reader, at, true, 0, 0);
    stream_cache_enter (cache);
    for (int i = 0; i < n; i++)
      region_list_read (&lists[i], at, BLOCK, (float *[2]){ out[0], out[1] },
                        (float *[2]){ scratch[0], scratch[1] });
    stream_cache_leave (cache);
  }
}

int
main (int argc, char **argv)
{
  const int n = argc > 1 ? atoi (argv[1]) : 128, length = argc > 2 ? atoi (argv[2]) : 20;
  g_autofree char *folder = g_dir_make_tmp ("bench-stream-XXXXXX", NULL);
  StreamCache *cache = stream_cache_new (0);
  StreamReader *reader = stream_reader_new (cache, NULL);
  const AudioSource **sources = g_new0 (const AudioSource *, n);
  Region *regions = g_new0 (Region, n);
  RegionList *lists = g_new0 (RegionList, n);
  Strip *strips = g_new0 (Strip, n);
  const Frames end = (Frames) RATE * FILE_SECONDS;

  for (int i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%d.wav", folder, i);
    write_file (path, i);
    PcmFile *file = pcm_open (path, NULL);
    sources[i] = stream_source (cache, file, 0, 1);
    pcm_unref (file);
    regions[i] = (Region){ .end = end, .source = sources[i], .gain = 1 };
    lists[i] = (RegionList){ 1, 1, &regions[i], &end };
    strips[i] = (Strip){ .id = (Id) i + 1, .regions = &lists[i] };
  }
  const Graph graph = { .context = { .rate = RATE, .block = BLOCK, .strips = strips, .n = n } };
  stream_reader_set_plan (reader, stream_plan_new (&graph));
  printf ("cold start: %.1f ms\n", 1e-3 * (double) prepare (reader, 0));

  const StreamFigures before = stream_reader_figures (reader);
  roll (cache, reader, lists, n, length);
  const StreamFigures after = stream_reader_figures (reader);
  printf ("%d tracks for %d s: %llu misses, %.1f MB/s, latest chunk %.0f ms before its time, "
          "reader %.4f CPU s per s, %.0f MiB in memory\n",
          n, length, (unsigned long long) stream_cache_misses (cache),
          1e-6 * (double) (after.bytes_read - before.bytes_read) / length,
          -1e3 * after.worst_late_seconds, (after.cpu_seconds - before.cpu_seconds) / length,
          (double) stream_cache_used (cache) / (1 << 20));

  stream_reader_at (reader, 0, false, 0, 0);
  g_usleep (1500000);
  const StreamFigures stopped = stream_reader_figures (reader);
  g_usleep (2000000);
  printf ("stopped: reader %.5f CPU s per s; warm locate to the start: %.2f ms\n",
          (stream_reader_figures (reader).cpu_seconds - stopped.cpu_seconds) / 2,
          1e-3 * (double) prepare (reader, 0));
  stream_reader_free (reader);
  for (int i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%d.wav", folder, i);
    stream_source_free (sources[i]);
    g_unlink (path);
  }
  g_rmdir (folder);
  stream_cache_free (cache);
  g_free (sources);
  g_free (regions);
  g_free (lists);
  g_free (strips);
  return 0;
}

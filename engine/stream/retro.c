/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "stream/retro.h"
#include "stream/retro_private.h"

#define SAVE_BLOCK 16384

Retro *
retro_new (int channels, int rate, double seconds)
{
  g_return_val_if_fail (channels > 0 && channels <= RETRO_CHANNELS_MAX && seconds > 0, NULL);
  Retro *retro = g_new0 (Retro, 1);
  uint64_t capacity = 1;

  while ((double) capacity < seconds * rate)
    capacity *= 2;
  const size_t bytes = (size_t) channels * capacity * sizeof *retro->samples;
  retro->channels = channels;
  retro->rate = rate;
  retro->capacity = capacity;
  retro->samples = g_malloc (bytes);
  memset ((void *) retro->samples, 0, bytes);
  retro->marks = g_malloc (RETRO_SEGMENTS * sizeof (RetroMark));
  memset ((void *) retro->marks, 0, RETRO_SEGMENTS * sizeof (RetroMark));
  return retro;
}

void
retro_free (Retro *retro)
{
  if (!retro)
    return;
  g_free ((void *) retro->samples);
  g_free ((void *) retro->marks);
  g_free (retro);
}

size_t
retro_bytes (const Retro *retro)
{
  return sizeof *retro + (size_t) retro->channels * retro->capacity * sizeof *retro->samples +
         RETRO_SEGMENTS * sizeof (RetroMark);
}

Frames
retro_capacity (const Retro *retro)
{
  return (Frames) retro->capacity;
}

int
retro_channels (const Retro *retro)
{
  return retro->channels;
}

/* A segment and where in the ring it lies. */
typedef struct {
  uint64_t at, end;
  Frames device_frame, song_frame;
} Stretch;

static uint64_t
oldest (uint64_t reserved, uint64_t capacity)
{
  return reserved > capacity ? reserved - capacity : 0;
}

static void
clip_front (Stretch *stretch, uint64_t first)
{
  if (stretch->at >= first)
    return;
  const Frames gone = (Frames) (first - stretch->at);
  stretch->at = first;
  stretch->device_frame += gone;
  if (stretch->song_frame != RETRO_STILL)
    stretch->song_frame += gone;
}

static GArray *
find_stretches (const Retro *retro)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Stretch));
  const uint64_t written = atomic_load_explicit (&retro->written, memory_order_acquire);
  const uint64_t n = atomic_load_explicit (&retro->marks_written, memory_order_acquire);
  const uint64_t from = oldest (n, RETRO_SEGMENTS);

  for (uint64_t i = from; i < n; i++) {
    const RetroMark *mark = &retro->marks[i % RETRO_SEGMENTS];
    const Stretch stretch = { .at = atomic_load_explicit (&mark->at, memory_order_acquire),
                              .device_frame =
                                  atomic_load_explicit (&mark->device_frame, memory_order_acquire),
                              .song_frame =
                                  atomic_load_explicit (&mark->song_frame, memory_order_acquire) };
    g_array_append_val (found, stretch);
  }
  const uint64_t gone =
      oldest (atomic_load_explicit (&retro->marks_reserved, memory_order_acquire), RETRO_SEGMENTS);
  if (gone > from)
    g_array_remove_range (found, 0, (guint) MIN (gone - from, found->len));

  const uint64_t first =
      oldest (atomic_load_explicit (&retro->reserved, memory_order_acquire), retro->capacity);
  guint kept = 0;
  for (guint i = 0; i < found->len; i++) {
    Stretch stretch = g_array_index (found, Stretch, i);
    stretch.end = i + 1 < found->len ? g_array_index (found, Stretch, i + 1).at : written;
    stretch.end = MIN (stretch.end, written);
    clip_front (&stretch, first);
    if (stretch.at < stretch.end)
      g_array_index (found, Stretch, kept++) = stretch;
  }
  g_array_set_size (found, kept);
  return found;
}

GArray *
retro_segments (const Retro *retro)
{
  g_autoptr (GArray) stretches = find_stretches (retro);
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (RetroSegment));

  for (guint i = 0; i < stretches->len; i++) {
    const Stretch *stretch = &g_array_index (stretches, Stretch, i);
    const RetroSegment segment = { .device_frame = stretch->device_frame,
                                   .n = (Frames) (stretch->end - stretch->at),
                                   .song_frame = stretch->song_frame };
    g_array_append_val (segments, segment);
  }
  return segments;
}

/* n frames from `at` in the ring; returns how many of the first were written over meanwhile. */
static Frames
copy (const Retro *retro, uint64_t at, Frames n, int channel, float *to)
{
  const _Atomic uint32_t *samples = retro->samples + (size_t) channel * retro->capacity;

  for (Frames i = 0; i < n; i++) {
    const uint32_t bits = atomic_load_explicit (
        samples + ((at + (uint64_t) i) & (retro->capacity - 1)), memory_order_acquire);
    memcpy (to + i, &bits, sizeof bits);
  }
  const uint64_t first =
      oldest (atomic_load_explicit (&retro->reserved, memory_order_acquire), retro->capacity);
  const Frames gone = first > at ? (Frames) MIN (first - at, (uint64_t) n) : 0;
  memset (to, 0, (size_t) gone * sizeof *to);
  return gone;
}

Frames
retro_read (const Retro *retro, Frames device_frame, Frames n, float *const *planar)
{
  g_autoptr (GArray) stretches = find_stretches (retro);
  Frames there = 0;

  for (int c = 0; c < retro->channels; c++)
    memset (planar[c], 0, (size_t) n * sizeof (float));
  for (guint i = 0; i < stretches->len; i++) {
    const Stretch *stretch = &g_array_index (stretches, Stretch, i);
    const Frames end = stretch->device_frame + (Frames) (stretch->end - stretch->at);
    const Frames from = MAX (device_frame, stretch->device_frame);
    const Frames count = MIN (device_frame + n, end) - from;
    if (count <= 0)
      continue;
    const uint64_t at = stretch->at + (uint64_t) (from - stretch->device_frame);
    Frames gone = 0;
    for (int c = 0; c < retro->channels; c++)
      gone = MAX (gone, copy (retro, at, count, c, planar[c] + (from - device_frame)));
    there += count - gone;
  }
  return n - MIN (there, n);
}

bool
retro_find_song (const Retro *retro, Frames song_from, Frames song_to, RetroSegment *segment)
{
  g_autoptr (GArray) segments = retro_segments (retro);

  for (guint i = segments->len; i-- > 0;) {
    const RetroSegment *played = &g_array_index (segments, RetroSegment, i);
    const Frames from = MAX (song_from, played->song_frame);
    const Frames to = MIN (song_to, played->song_frame + played->n);
    if (played->song_frame == RETRO_STILL || from >= to)
      continue;
    *segment = (RetroSegment){ .device_frame = played->device_frame + (from - played->song_frame),
                               .n = to - from,
                               .song_frame = from };
    return true;
  }
  return false;
}

static bool
write_segment (const Retro *retro, const RetroSegment *segment, TakeFile *file, GError **error)
{
  g_autofree float *samples = g_new (float, (gsize) SAVE_BLOCK *(gsize) retro->channels);
  float *planar[RETRO_CHANNELS_MAX];

  for (int c = 0; c < retro->channels; c++)
    planar[c] = samples + (gsize) c * SAVE_BLOCK;
  for (Frames at = 0; at < segment->n; at += SAVE_BLOCK) {
    const int n = (int) MIN (segment->n - at, SAVE_BLOCK);
    retro_read (retro, segment->device_frame + at, n, planar);
    if (!take_file_write (file, (const float *const *) planar, n, error))
      return false;
  }
  return true;
}

bool
retro_save (const Retro *retro, const RetroSegment *segment, const TakeFileSpec *spec, char **path,
            char **hash, GError **error)
{
  TakeFileSpec own = *spec;

  own.rate = retro->rate;
  own.channels = retro->channels;
  own.song_frame = segment->song_frame == RETRO_STILL ? 0 : segment->song_frame;
  TakeFile *file = take_file_new (&own, error);
  if (!file)
    return false;
  *path = g_strdup (take_file_path (file));
  *hash = NULL;
  const bool written = write_segment (retro, segment, file, error);
  /* Closed in any case; a first error is not to be told over. */
  if (take_file_finish (file, hash, written ? error : NULL) && written)
    return true;
  unlink (*path);
  g_clear_pointer (path, g_free);
  g_clear_pointer (hash, g_free);
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/capture_last.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "base/error.h"
#include "live/note_lines.h"

#define LOUD 1e-3f /* -60 dBFS */
#define MARGIN_MS 50 /* that is kept around what is loud */
#define BLOCK 16384

/* The first and last frame of the segment that are loud; behind the last long rest where the song
 * stood. False when there are none. */
static bool
find_sound (const Retro *retro, const RetroSegment *segment, int channels, int rate, Frames *first,
            Frames *last)
{
  const bool still = segment->song_frame == RETRO_STILL;
  const Frames rest = still ? (Frames) NOTE_REST_SECONDS * rate : INT64_MAX;
  g_autofree float *samples = g_new (float, (gsize) BLOCK *(gsize) channels);
  float *planar[RETRO_CHANNELS_MAX];

  *first = *last = -1;
  for (int c = 0; c < channels; c++)
    planar[c] = samples + (gsize) c * BLOCK;
  for (Frames at = 0; at < segment->n; at += BLOCK) {
    const Frames n = MIN (segment->n - at, BLOCK);
    retro_read (retro, segment->device_frame + at, n, planar);
    for (Frames i = 0; i < n; i++) {
      bool loud = false;
      for (int c = 0; c < channels; c++)
        loud |= fabsf (planar[c][i]) > LOUD;
      if (!loud)
        continue;
      if (*first < 0 || at + i - *last > rest)
        *first = at + i;
      *last = at + i;
    }
  }
  return *first >= 0;
}

/* What is to become a take; false when all that is held is silence. */
static bool
find_last (const Retro *retro, int channels, int rate, RetroSegment *found)
{
  g_autoptr (GArray) segments = retro_segments (retro);
  const Frames margin = (Frames) rate * MARGIN_MS / 1000;
  Frames first, last;

  for (guint i = segments->len; i-- > 0;) {
    *found = g_array_index (segments, RetroSegment, i);
    if (!find_sound (retro, found, channels, rate, &first, &last))
      continue;
    Frames from = MAX (first - margin, 0);
    if (found->song_frame != RETRO_STILL)
      from = MAX (from, -found->song_frame); /* nothing lies before the song */
    const Frames to = MIN (last + 1 + margin, found->n);
    if (from >= to)
      continue;
    found->device_frame += from;
    found->n = to - from;
    if (found->song_frame != RETRO_STILL)
      found->song_frame += from;
    return true;
  }
  return false;
}

static bool
save (const Live *live, const Recording *recording, const Track *track, const Retro *retro,
      const RetroSegment *segment, char **path, GError **error)
{
  g_autofree char *folder = g_build_filename (recording_folder (recording), "audio", NULL);
  const int number = list_n (track->lanes) + 1;
  g_autofree char *name = g_strdup_printf ("%s %d", text_get (track->name), number);
  /* No two files have the same bytes: a project tells them by their content. */
  g_autofree char *reference = g_strdup_printf ("%d %" PRIx64 " %" PRIx64, number,
                                                (uint64_t) track->node.id & UINT32_MAX,
                                                (uint64_t) g_get_real_time ());
  const TakeFileSpec spec = { .folder = folder,
                              .name = name,
                              .rate = live_rate (live),
                              .encoding = PCM_INT24,
                              .reference = reference };
  g_autofree char *hash = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    return error_set_errno (error, errno, "cannot record to", folder);
  return retro_save (retro, segment, &spec, path, &hash, error);
}

static bool
add_audio (Live *live, const Track *track, Frames at, GStrvBuilder *lines, GPtrArray *words,
           GError **error)
{
  Recording *recording = live_recording (live);
  const Retro *retro = recording ? recording_retro (recording, track->node.id) : NULL;
  const int channels = retro ? retro_channels (retro) : 0;
  g_autofree char *path = NULL;
  RetroSegment segment;
  char id[ID_TEXT_SIZE];

  if (!retro || !find_last (retro, channels, live_rate (live), &segment))
    return true;
  if (!save (live, recording, track, retro, &segment, &path, error))
    return false;
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *line =
      g_strdup_printf ("take.add track=%s file=%s at=%" PRId64 "f", id_write (id, track->node.id),
                       quoted, segment.song_frame == RETRO_STILL ? at : segment.song_frame);
  g_strv_builder_add (lines, line);
  if (words)
    g_ptr_array_add (words, g_steal_pointer (&path));
  return true;
}

char **
live_capture_last (Live *live, const Project *project, Frames at, GPtrArray *words, GError **error)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) notes =
      live_midi (live) ? live_midi_last (live_midi (live), project, at, words) : NULL;

  for (int t = 0; t < list_n (project->tracks); t++)
    if (!add_audio (live, (const Track *) list_get (project->tracks, t), at, lines, words, error))
      return NULL;
  for (int i = 0; notes && notes[i]; i++)
    g_strv_builder_add (lines, notes[i]);
  return note_lines_end (lines);
}

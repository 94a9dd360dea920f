/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/capture_last.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "base/error.h"
#include "live/note_lines.h"
#include "store/take_lines.h"

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
  g_autofree char *reference =
      g_strdup_printf ("%d %" PRIx64 " %" PRIx64, number, (uint64_t) track->node.id & UINT32_MAX,
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

/* --- All tracks together
 * ------------------------------------------------------------------------------------ */

/* What one track played, in frames of the device that was heard. */
typedef struct {
  Id track;
  bool stood;
  Frames begin, end;
  const Retro *retro; /* of audio, with its segment */
  RetroSegment segment;
  const PlayedLast *notes; /* else */
} Played;

static void
gather_audio (Live *live, const Project *project, GArray *all)
{
  const Recording *recording = live_recording (live);

  for (int t = 0; recording && t < list_n (project->tracks); t++) {
    Played one = { .track = list_get (project->tracks, t)->id };
    one.retro = recording_retro (recording, one.track);
    if (!one.retro ||
        !find_last (one.retro, retro_channels (one.retro), live_rate (live), &one.segment))
      continue;
    one.stood = one.segment.song_frame == RETRO_STILL;
    one.begin = one.segment.device_frame - live_round_trip (live);
    one.end = one.begin + one.segment.n;
    g_array_append_val (all, one);
  }
}

static void
gather_notes (const GArray *last, GArray *all)
{
  for (guint i = 0; i < last->len; i++) {
    const PlayedLast *notes = &g_array_index (last, PlayedLast, i);
    const RetroEvent *first = &g_array_index (notes->events, RetroEvent, notes->begin);
    const RetroEvent *end = &g_array_index (notes->events, RetroEvent, notes->events->len - 1);
    const Played one = { .track = notes->track,
                         .stood = end->song_frame == RETRO_STILL,
                         .begin = first->device_frame,
                         .end = end->device_frame + 1,
                         .notes = notes };
    g_array_append_val (all, one);
  }
}

/* Keeps what was played together with the newest; returns the frame that the first of it began at
 * while the song stood. */
static Frames
keep_newest (GArray *all, int rate)
{
  const Played *newest = NULL;
  Frames first = INT64_MAX;

  for (guint i = 0; i < all->len; i++) {
    const Played *one = &g_array_index (all, Played, i);
    newest = !newest || one->end > newest->end ? one : newest;
  }
  const Frames since = newest ? newest->begin - (Frames) NOTE_REST_SECONDS * rate : 0;
  for (guint i = all->len; i-- > 0;) {
    const Played *one = &g_array_index (all, Played, i);
    if (one->end < since)
      g_array_remove_index (all, i);
    else if (one->stood)
      first = MIN (first, one->begin);
  }
  return first;
}

static bool
add_audio (Live *live, const Project *project, const Played *one, Frames shift, GStrvBuilder *lines,
           int *n_created, GPtrArray *words, GError **error)
{
  const Track *track = project_find_track (project, one->track);
  const Frames at = one->stood ? one->begin + shift : one->segment.song_frame;
  g_autofree char *place = g_strdup_printf ("%" PRId64 "f", at);
  g_autofree char *path = NULL;

  if (!save (live, live_recording (live), track, one->retro, &one->segment, &path, error))
    return false;
  const TakeLines take = {
    .track = track, .path = path, .channels = retro_channels (one->retro), .at = place
  };
  take_lines_add (lines, n_created, project, &take);
  if (words)
    g_ptr_array_add (words, g_steal_pointer (&path));
  return true;
}

char **
live_capture_last (Live *live, const Project *project, Frames at, GPtrArray *words, GError **error)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Played));
  g_autoptr (GArray) notes = live_midi (live) ? live_midi_last (live_midi (live), project) : NULL;

  int n_created = 0;

  gather_audio (live, project, all);
  if (notes)
    gather_notes (notes, all);
  const Frames first = keep_newest (all, live_rate (live));
  const Frames shift = first == INT64_MAX ? 0 : at - first; /* tracks stay together */
  /* Sound first: what its lines add is counted. */
  for (guint i = 0; i < all->len; i++) {
    const Played *one = &g_array_index (all, Played, i);
    if (!one->notes && !add_audio (live, project, one, shift, lines, &n_created, words, error))
      return NULL;
  }
  for (guint i = 0; i < all->len; i++) {
    const Played *one = &g_array_index (all, Played, i);
    if (one->notes)
      note_lines_add_last (lines, words, one->track, one->notes->events, one->notes->begin,
                           live_rate (live), shift);
  }
  return note_lines_end (lines);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/writer_track.h"

#include "base/error.h"
#include "store/take_note.h"
#include "stream/take_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* A longer hole makes a new take. */
#define SILENCE_SECONDS_MAX 10
#define SILENCE_BLOCK 4096

struct WriterTrack {
  int number;
  CaptureRing *ring;
  char *project_folder, *name, *input, *originator;
  Id track, lane;
  int rate, next_number;
  PcmEncoding encoding;
  WriterSink sink;
  void *data;

  TakeFile *file; /* NULL between takes, as the next two */
  Take *take;
  char *note_path;
  bool note_synced;
  gint64 synced_at; /* g_get_monotonic_time */
  Frames next_song; /* of the frame behind the last that was written */
  Frames next_device; /* of the frame that comes next out of the ring */

  bool recording; /* between a begin and an end in the ring */
  bool failed; /* the disk said no: what comes is thrown away */
  bool stopping;
  Frames stop_at;
};

static void
report (WriterTrack *track, WriterReportKind kind, const WriterReport *with)
{
  WriterReport *fresh = g_new0 (WriterReport, 1);

  if (with)
    *fresh = *with;
  fresh->kind = kind;
  fresh->input = track->number;
  fresh->take = track->take ? take_ref (track->take) : NULL;
  track->sink (fresh, track->data);
}

WriterTrack *
writer_track_new (int number, CaptureRing *ring, const WriterInput *input, WriterSink sink,
                  void *data)
{
  WriterTrack *track = g_new0 (WriterTrack, 1);

  track->number = number;
  track->ring = ring;
  track->project_folder = g_strdup (input->project_folder);
  track->name = g_strdup (input->name);
  track->input = g_strdup (input->input);
  track->originator = g_strdup (input->originator ? input->originator : "Lacquer");
  track->track = input->track;
  track->lane = input->lane;
  track->rate = input->rate;
  track->encoding = input->encoding;
  track->next_number = MAX (input->first_number, 1);
  track->sink = sink;
  track->data = data;
  return track;
}

int
writer_track_number (const WriterTrack *track)
{
  return track->number;
}

static void
fail (WriterTrack *track, GError *error)
{
  const double seconds = track->take ? (double) take_frames (track->take) / track->rate : 0;
  char *sentence = track->take
                       ? g_strdup_printf ("%s; the %.1f s before are kept", error->message, seconds)
                       : g_strdup (error->message);

  track->failed = true;
  report (track, WRITER_FAILED, &(WriterReport){ .sentence = sentence });
  g_error_free (error);
}

/* The file is whole and known; a failure to sync it is told. */
static void
finish_take (WriterTrack *track)
{
  GError *error = NULL;

  if (!track->file)
    return;
  const Frames frames = take_file_frames (track->file);
  if (!take_file_close (track->file, &error)) {
    if (track->failed)
      g_error_free (error);
    else
      fail (track, error);
  } else {
    atomic_store_explicit (&track->take->synced, frames, memory_order_release);
    if (!track->note_synced)
      take_note_sync (track->note_path, NULL);
  }
  report (track, WRITER_FINISHED, &(WriterReport){ .n_frames = frames });
  track->file = NULL;
  g_clear_pointer (&track->take, take_unref);
  g_clear_pointer (&track->note_path, g_free);
}

void
writer_track_free (WriterTrack *track)
{
  finish_take (track);
  g_free (track->project_folder);
  g_free (track->name);
  g_free (track->input);
  g_free (track->originator);
  g_free (track);
}

static TakeFile *
open_file (WriterTrack *track, const CaptureSpan *span, GError **error)
{
  g_autofree char *folder = g_build_filename (track->project_folder, "audio", NULL);
  g_autofree char *name = g_strdup_printf ("%s %d", track->name, track->next_number);
  /* No two takes have the same bytes, even of silence: a project tells files by their content. */
  g_autofree char *reference =
      g_strdup_printf ("%d %" PRIx64 " %" G_GINT64_MODIFIER "x", track->next_number,
                       (uint64_t) track->track & UINT32_MAX, g_get_real_time ());
  const TakeFileSpec spec = { .folder = folder,
                              .name = name,
                              .rate = track->rate,
                              .channels = capture_ring_channels (track->ring),
                              .encoding = track->encoding,
                              .song_frame = span->song_frame,
                              .originator = track->originator,
                              .reference = reference };

  if (g_mkdir_with_parents (folder, 0777) != 0) {
    error_set_errno (error, errno, "cannot record to", folder);
    return NULL;
  }
  return take_file_new (&spec, error);
}

static Take *
make_take (const WriterTrack *track, const TakeFile *file, const CaptureSpan *span)
{
  Take *take = take_new (capture_ring_channels (track->ring));
  g_autofree char *base = g_path_get_basename (take_file_path (file));

  take->path = g_strdup (take_file_path (file));
  take->file = g_strconcat ("audio/", base, NULL);
  take->name = g_strdup_printf ("Take %d", track->next_number);
  take->track = track->track;
  take->lane = track->lane;
  take->number = track->next_number;
  take->rate = track->rate;
  take->song_frame = span->song_frame;
  take->device_frame = span->device_frame;
  return take;
}

static char *
write_note (const WriterTrack *track, const Take *take, GError **error)
{
  g_autofree char *folder = take_note_folder (track->project_folder, error);
  const TakeNote note = { .file = take->file,
                          .name = take->name,
                          .track = take->track,
                          .lane = take->lane,
                          .song_frame = take->song_frame,
                          .rate = take->rate,
                          .input = track->input,
                          .date = g_get_real_time () / G_USEC_PER_SEC,
                          .number = take->number };
  return folder ? take_note_write (&note, folder, error) : NULL;
}

static void
start_take (WriterTrack *track, const CaptureSpan *span)
{
  GError *error = NULL;
  TakeFile *file = open_file (track, span, &error);

  if (!file) {
    fail (track, error);
    return;
  }
  Take *take = make_take (track, file, span);
  track->note_path = write_note (track, take, &error);
  if (!track->note_path) {
    take_file_remove_empty (file);
    take_unref (take);
    fail (track, error);
    return;
  }
  track->file = file;
  track->take = take;
  track->note_synced = false;
  track->synced_at = g_get_monotonic_time ();
  track->next_song = span->song_frame;
  track->next_number++;
  report (track, WRITER_STARTED, NULL);
}

static void
write_frames (WriterTrack *track, const float *const *planar, int n)
{
  GError *error = NULL;
  const bool good = take_file_write (track->file, planar, n, &error);
  const Frames frames = take_file_frames (track->file);
  const Frames before = take_frames (track->take);

  take_peaks_add (track->take->peaks, planar, (int) (frames - before));
  atomic_store_explicit (&track->take->frames, frames, memory_order_release);
  track->next_song += frames - before;
  if (!good) {
    fail (track, error);
    finish_take (track);
  }
}

static void
write_silence (WriterTrack *track, Frames n)
{
  static const float zeros[SILENCE_BLOCK];
  const float *planar[CAPTURE_CHANNELS_MAX];

  for (int c = 0; c < CAPTURE_CHANNELS_MAX; c++)
    planar[c] = zeros;
  for (; n > 0 && track->file; n -= SILENCE_BLOCK)
    write_frames (track, planar, (int) MIN (n, SILENCE_BLOCK));
}

static void
take_mark (WriterTrack *track, const CaptureMark *mark)
{
  const bool hole =
      mark->reason == CAPTURE_XRUN || mark->reason == CAPTURE_GAP || mark->reason == CAPTURE_LOST;
  const Frames missing = mark->song_frame - track->next_song;
  const bool goes_on =
      hole && track->file && missing >= 0 && missing <= (Frames) SILENCE_SECONDS_MAX * track->rate;

  if (track->file && (goes_on || mark->lost > 0))
    report (track, WRITER_MARK,
            &(WriterReport){ .reason = hole ? mark->reason : CAPTURE_LOST,
                             .song_frame = track->next_song,
                             .missing = goes_on ? missing : mark->lost });
  if (goes_on)
    write_silence (track, missing);
  else
    finish_take (track);
  track->recording = mark->reason != CAPTURE_END;
  track->next_device = mark->device_frame;
}

void
writer_track_stop (WriterTrack *track, Frames device_frame)
{
  track->stopping = true;
  track->stop_at = device_frame;
}

/* How many of the n frames of a span come before the end of the last take. */
static int
before_stop (const WriterTrack *track, const CaptureSpan *span)
{
  if (!track->stopping || track->stop_at == WRITER_NOW)
    return span->n;
  return (int) CLAMP (track->stop_at - span->device_frame, 0, span->n);
}

bool
writer_track_drain (WriterTrack *track)
{
  CaptureSpan span;

  while (capture_ring_peek (track->ring, &span)) {
    if (span.is_mark) {
      take_mark (track, &span.mark);
      capture_ring_consume (track->ring, &span, 0);
      continue;
    }
    const int n = before_stop (track, &span);
    if (n == 0) {
      finish_take (track);
      return false;
    }
    if (track->recording && !track->failed && !track->file)
      start_take (track, &span);
    if (track->file)
      write_frames (track, span.planar, n);
    capture_ring_consume (track->ring, &span, n);
    track->next_device = span.device_frame + n;
  }
  if (!track->stopping || (track->recording && track->next_device < track->stop_at))
    return true;
  finish_take (track);
  return false;
}

bool
writer_track_wants_sync (const WriterTrack *track, gint64 before)
{
  return track->file && track->synced_at < before &&
         take_file_frames (track->file) > take_file_synced (track->file);
}

void
writer_track_start_sync (WriterTrack *track)
{
  take_file_start_sync (track->file);
}

void
writer_track_sync (WriterTrack *track)
{
  GError *error = NULL;

  if (!track->file) /* it ended while others were being synced */
    return;
  track->synced_at = g_get_monotonic_time ();
  if (!take_file_sync (track->file, &error) ||
      (!track->note_synced && !take_note_sync (track->note_path, &error))) {
    fail (track, error);
    finish_take (track);
    return;
  }
  track->note_synced = true;
  atomic_store_explicit (&track->take->synced, take_file_synced (track->file),
                         memory_order_release);
}

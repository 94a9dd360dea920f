/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/writer_track.h"

#include "base/error.h"
#include "stream/writer_take.h"

#include <errno.h>
#include <inttypes.h>

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

  GPtrArray *takes; /* OpenTake, all of the writer's */
  OpenTake *open; /* NULL between takes */
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
  fresh->take = track->open ? take_ref (track->open->take) : NULL;
  track->sink (fresh, track->data);
}

WriterTrack *
writer_track_new (int number, CaptureRing *ring, const WriterInput *input, GPtrArray *takes,
                  WriterSink sink, void *data)
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
  track->takes = takes;
  track->sink = sink;
  track->data = data;
  return track;
}

int
writer_track_number (const WriterTrack *track)
{
  return track->number;
}

/* It is closed by the writer, in its own time. */
static void
end_take (WriterTrack *track)
{
  if (track->open)
    track->open->ended = true;
  track->open = NULL;
}

/* Takes the error. */
static void
fail (WriterTrack *track, GError *error)
{
  const double seconds = track->open ? (double) take_frames (track->open->take) / track->rate : 0;
  char *sentence = track->open
                       ? g_strdup_printf ("%s; the %.1f s before are kept", error->message, seconds)
                       : g_strdup (error->message);

  track->failed = true;
  report (track, WRITER_FAILED, &(WriterReport){ .sentence = sentence });
  g_error_free (error);
  if (track->open)
    track->open->failed = true;
  end_take (track);
}

void
writer_track_free (WriterTrack *track)
{
  end_take (track);
  g_free (track->project_folder);
  g_free (track->name);
  g_free (track->input);
  g_free (track->originator);
  g_free (track);
}

static Take *
make_take (const WriterTrack *track, const CaptureSpan *span)
{
  Take *take = take_new (capture_ring_channels (track->ring));

  take->name = g_strdup_printf ("Take %d", track->next_number);
  take->track = track->track;
  take->lane = track->lane;
  take->number = track->next_number;
  take->rate = track->rate;
  take->song_frame = span->song_frame;
  take->device_frame = span->device_frame;
  return take;
}

static void
start_take (WriterTrack *track, const CaptureSpan *span)
{
  g_autofree char *folder = g_build_filename (track->project_folder, "audio", NULL);
  g_autofree char *name = g_strdup_printf ("%s %d", track->name, track->next_number);
  /* No two takes have the same bytes, even of silence: a project tells files by their content. */
  g_autofree char *reference =
      g_strdup_printf ("%d %" PRIx64 " %" PRIx64, track->next_number,
                       (uint64_t) track->track & UINT32_MAX, (uint64_t) g_get_real_time ());
  const TakeFileSpec spec = { .folder = folder,
                              .name = name,
                              .rate = track->rate,
                              .channels = capture_ring_channels (track->ring),
                              .encoding = track->encoding,
                              .song_frame = span->song_frame,
                              .originator = track->originator,
                              .reference = reference };
  GError *error = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    error_set_errno (&error, errno, "cannot record to", folder);
  else
    track->open =
        open_take_new (&spec, track->project_folder, track->input, make_take (track, span), &error);
  if (!track->open) {
    fail (track, error);
    return;
  }
  g_ptr_array_add (track->takes, track->open);
  track->open->input = track->number;
  track->next_song = span->song_frame;
  track->next_number++;
  report (track, WRITER_STARTED, NULL);
}

static void
write_frames (WriterTrack *track, const float *const *planar, int n)
{
  GError *error = NULL;

  if (!open_take_write (track->open, planar, n, &error))
    fail (track, error);
  track->next_song += n;
}

static void
write_silence (WriterTrack *track, Frames n)
{
  static const float zeros[SILENCE_BLOCK];
  const float *planar[CAPTURE_CHANNELS_MAX];

  for (int c = 0; c < CAPTURE_CHANNELS_MAX; c++)
    planar[c] = zeros;
  for (; n > 0 && track->open; n -= SILENCE_BLOCK)
    write_frames (track, planar, (int) MIN (n, SILENCE_BLOCK));
}

static void
take_mark (WriterTrack *track, const CaptureMark *mark)
{
  const bool hole =
      mark->reason == CAPTURE_XRUN || mark->reason == CAPTURE_GAP || mark->reason == CAPTURE_LOST;
  const Frames missing = mark->song_frame - track->next_song;
  const bool goes_on =
      hole && track->open && missing >= 0 && missing <= (Frames) SILENCE_SECONDS_MAX * track->rate;

  if (track->open && (goes_on || mark->lost > 0)) {
    open_take_mark (track->open, goes_on ? missing : mark->lost);
    report (track, WRITER_MARK,
            &(WriterReport){ .reason = hole ? mark->reason : CAPTURE_LOST,
                             .song_frame = track->next_song,
                             .missing = goes_on ? missing : mark->lost });
  }
  if (goes_on)
    write_silence (track, missing);
  else
    end_take (track);
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

  if (track->open && track->open->error)
    fail (track, g_steal_pointer (&track->open->error));
  while (capture_ring_peek (track->ring, &span)) {
    if (span.is_mark) {
      take_mark (track, &span.mark);
      capture_ring_consume (track->ring, &span, 0);
      continue;
    }
    const int n = before_stop (track, &span);
    if (n == 0) {
      end_take (track);
      return false;
    }
    if (track->recording && !track->failed && !track->open)
      start_take (track, &span);
    if (track->open)
      write_frames (track, span.planar, n);
    capture_ring_consume (track->ring, &span, n);
    track->next_device = span.device_frame + n;
  }
  if (!track->stopping || (track->recording && track->next_device < track->stop_at))
    return true;
  end_take (track);
  return false;
}

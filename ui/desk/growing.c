/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/growing.h"

#include <math.h>
#include <string.h>

#include "live/capture_last.h"
#include "mix/record_inputs.h"

#define CHUNK (16 * GROWING_STEP)
#define NOTES_A_SECOND 15
#define NOTE_ON 0x90
#define NOTE_OFF 0x80

typedef struct {
  Id track;
  bool midi, strip;
  bool begun; /* the first pass is under way, or over */
  Frames offset; /* song frame less device frame */
  Frames first, read; /* song frames: where the pass begins, and what has columns */
  Frames end; /* of what is known */
  GArray *columns, *notes, *dropouts;
} Grow;

struct Growing {
  Live *live;
  Frames from; /* of the first pass */
  Frames at; /* of the song, at the last poll */
  Frames loop; /* where it begins; INT64_MAX: none */
  Frames noted; /* when notes were looked at last */
  Frames since; /* notes of the device before it are of another recording; INT64_MIN: all count */
  guint n_before; /* takes that were there when it began */
  int rate;
  unsigned serial;
  GPtrArray *grows;
};

static void
grow_free (gpointer data)
{
  Grow *grow = data;
  g_array_unref (grow->columns);
  g_array_unref (grow->notes);
  g_array_unref (grow->dropouts);
  g_free (grow);
}

static Frames
last_event (Live *live, const Project *project)
{
  Frames last = INT64_MIN;
  if (!live_midi (live))
    return last;
  g_autoptr (GArray) played = live_midi_last (live_midi (live), project);
  for (guint i = 0; i < played->len; i++) {
    const GArray *events = g_array_index (played, PlayedLast, i).events;
    last = MAX (last, g_array_index (events, RetroEvent, events->len - 1).device_frame);
  }
  return last;
}

static void
add_tracks (Growing *growing, const Project *project)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    const TrackInput input = track_input (project, track);
    const bool midi = track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
    if (!track->arm && !records_strip (project, track))
      continue;
    Grow *grow = g_new0 (Grow, 1);
    grow->track = track->node.id;
    grow->strip = input.kind == INPUT_TRACK;
    grow->midi = midi && !grow->strip;
    grow->columns = g_array_new (FALSE, FALSE, sizeof (GrowingColumn));
    grow->notes = g_array_new (FALSE, FALSE, sizeof (GrowingNote));
    grow->dropouts = g_array_new (FALSE, FALSE, sizeof (GrowingDropout));
    g_ptr_array_add (growing->grows, grow);
  }
}

Growing *
growing_new (Live *live, const Project *project, Frames from)
{
  Growing *growing = g_new0 (Growing, 1);
  growing->live = live;
  growing->from = growing->at = from;
  growing->rate = live_rate (live);
  growing->grows = g_ptr_array_new_with_free_func (grow_free);
  growing->since = last_event (live, project);
  growing->n_before = recording_takes (live_recording (live))->len;
  add_tracks (growing, project);
  return growing;
}

void
growing_free (Growing *growing)
{
  if (!growing)
    return;
  g_ptr_array_unref (growing->grows);
  g_free (growing);
}

typedef struct {
  Frames from, to; /* the punch range; from >= to: everywhere */
} Punch;

static Frames
first_of (const Punch *punch, Frames song)
{
  return punch->from < punch->to ? MAX (song, punch->from) : song;
}

static Frames
end_of (const Punch *punch, Frames song)
{
  return punch->from < punch->to ? MIN (song, punch->to) : song;
}

static void
begin_pass (Growing *growing, Grow *grow, const Punch *punch, Frames song)
{
  grow->first = first_of (punch, grow->begun ? song : MAX (song, growing->from));
  grow->read = grow->end = grow->first;
  grow->begun = true;
  g_array_set_size (grow->columns, 0);
  g_array_set_size (grow->notes, 0);
  growing->serial++;
}

/* Where the song went back to, once it has come to `at`. */
static Frames
lap_start (const Growing *growing, Frames at)
{
  return at >= growing->loop && at - growing->loop < growing->rate / 2 ? growing->loop : at;
}

/* --- Audio */

static void
add_columns (Grow *grow, float *const *planar, int channels, Frames n)
{
  for (Frames at = 0; at + GROWING_STEP <= n; at += GROWING_STEP) {
    GrowingColumn column = { planar[0][at], planar[0][at], 0 };
    double sum = 0;
    for (int c = 0; c < channels; c++)
      for (Frames i = at; i < at + GROWING_STEP; i++) {
        const float x = planar[c][i];
        column.min = fminf (column.min, x);
        column.max = fmaxf (column.max, x);
        sum += (double) x * (double) x;
      }
    column.rms = (float) sqrt (sum / (GROWING_STEP * channels));
    g_array_append_val (grow->columns, column);
  }
}

static void
read_columns (Growing *growing, Grow *grow, const Retro *retro)
{
  const int channels = retro_channels (retro);
  g_autofree float *samples = NULL;
  float *planar[RETRO_CHANNELS_MAX];

  if (grow->end - grow->read < GROWING_STEP)
    return;
  samples = g_new (float, (gsize) CHUNK *(gsize) channels);
  for (int c = 0; c < channels; c++)
    planar[c] = samples + (gsize) c * CHUNK;
  while (grow->end - grow->read >= GROWING_STEP) {
    const Frames n = MIN (grow->end - grow->read, CHUNK) / GROWING_STEP * GROWING_STEP;
    retro_read (retro, grow->read - grow->offset, n, planar);
    add_columns (grow, planar, channels, n);
    grow->read += n;
    growing->serial++;
  }
}

static void
grow_audio (Growing *growing, Grow *grow, const Retro *retro, const Punch *punch)
{
  g_autoptr (GArray) segments = retro_segments (retro);
  if (segments->len == 0)
    return;
  const RetroSegment *last = &g_array_index (segments, RetroSegment, segments->len - 1);
  if (last->song_frame == RETRO_STILL)
    return; /* bars are counted, or the song has stopped */
  const Frames offset = last->song_frame - last->device_frame;
  /* Where the device has lost frames the song goes on behind them; a loop goes back. */
  const bool goes_on = offset == grow->offset || (last->song_frame >= grow->read &&
                                                  last->song_frame < grow->read + growing->rate);
  if (!grow->begun || !goes_on)
    begin_pass (growing, grow, punch,
                grow->begun ? lap_start (growing, last->song_frame) : last->song_frame);
  grow->offset = offset;
  grow->end = MAX (grow->end, end_of (punch, last->song_frame + last->n));
  read_columns (growing, grow, retro);
}

/* What a strip gives is not held anywhere: its peaks are drawn as they come. */
static void
grow_strip (Growing *growing, Grow *grow, const Punch *punch)
{
  const Frames at = live_position (growing->live);
  const float peak = (float) fmax (recording_peak (live_recording (growing->live), grow->track), 0);
  const GrowingColumn column = { -peak, peak, peak / 2 };

  if (!grow->begun || at < growing->at)
    begin_pass (growing, grow, punch, grow->begun ? lap_start (growing, at) : growing->from);
  grow->end = MAX (grow->end, end_of (punch, at));
  for (; grow->end - grow->read >= GROWING_STEP; grow->read += GROWING_STEP) {
    g_array_append_val (grow->columns, column);
    growing->serial++;
  }
}

/* --- Dropouts */

/* Those of the newest take of the track that lie in the pass: the disk tells them as it writes. */
static void
grow_dropouts (Growing *growing, Grow *grow)
{
  const GPtrArray *takes = recording_takes (live_recording (growing->live));
  const RecordedTake *take = NULL;
  const guint before = grow->dropouts->len;

  for (guint i = takes->len; i > growing->n_before && !take; i--) {
    const RecordedTake *other = takes->pdata[i - 1];
    take = other->track == grow->track ? other : NULL;
  }
  g_array_set_size (grow->dropouts, 0);
  for (guint i = 0; take && i < take->dropouts->len; i++) {
    const DropoutMark *mark = &g_array_index (take->dropouts, DropoutMark, i);
    const GrowingDropout dropout = { take->song_frame + mark->frame, mark->missing };
    if (dropout.at >= grow->first && dropout.at <= grow->end)
      g_array_append_val (grow->dropouts, dropout);
  }
  growing->serial += grow->dropouts->len != before;
}

/* --- Notes */

static void
end_note (Grow *grow, int pitch, Frames at)
{
  for (guint i = grow->notes->len; i-- > 0;) {
    GrowingNote *note = &g_array_index (grow->notes, GrowingNote, i);
    if (note->pitch == pitch && note->end == INT64_MAX) {
      note->end = at;
      return;
    }
  }
}

static void
take_events (Growing *growing, Grow *grow, const GArray *events)
{
  guint first = events->len;
  Frames later = INT64_MAX;

  /* Those of the pass under way: back to where the song was further on. */
  while (first > 0) {
    const RetroEvent *event = &g_array_index (events, RetroEvent, first - 1);
    if (event->song_frame == RETRO_STILL || event->song_frame > later ||
        event->song_frame < grow->first || event->song_frame > grow->end ||
        event->device_frame <= growing->since)
      break;
    later = event->song_frame;
    first--;
  }
  g_array_set_size (grow->notes, 0);
  for (guint i = first; i < events->len; i++) {
    const RetroEvent *event = &g_array_index (events, RetroEvent, i);
    const int kind = event->bytes[0] & 0xf0;
    const GrowingNote note = { event->song_frame, INT64_MAX, event->bytes[1], event->bytes[2] };
    if (kind == NOTE_ON && event->bytes[2] > 0)
      g_array_append_val (grow->notes, note);
    else if (kind == NOTE_ON || kind == NOTE_OFF)
      end_note (grow, event->bytes[1], event->song_frame);
  }
  growing->serial++;
}

static void
grow_notes (Growing *growing, Grow *grow, const GArray *played, const Punch *punch)
{
  const Frames at = live_position (growing->live);

  if (!grow->begun || at < growing->at)
    begin_pass (growing, grow, punch, grow->begun ? lap_start (growing, at) : growing->from);
  grow->end = MAX (grow->end, end_of (punch, at));
  for (guint i = 0; played && i < played->len; i++) {
    const PlayedLast *last = &g_array_index (played, PlayedLast, i);
    if (last->track == grow->track)
      take_events (growing, grow, last->events);
  }
}

static Frames
frames_of (const Growing *growing, const TempoMap *map, Position position)
{
  return units_to_frames (tempo_map_position_units (map, position), growing->rate);
}

void
growing_poll (Growing *growing, const Project *project, const TempoMap *map)
{
  Live *live = growing->live;
  g_autoptr (GArray) played = NULL;
  Punch punch = { 0 };
  const Frames at = live_position (live);
  const bool look = at < growing->noted || at - growing->noted > growing->rate / NOTES_A_SECOND;
  int beat, n_beats, per_bar;

  if (live_count (live, &beat, &n_beats, &per_bar))
    return;
  if (project->punch) {
    punch.from = frames_of (growing, map, project->punch_from);
    punch.to = frames_of (growing, map, project->punch_to);
  }
  growing->loop = project->loop ? frames_of (growing, map, project->loop_from) : INT64_MAX;
  for (guint i = 0; i < growing->grows->len; i++) {
    Grow *grow = growing->grows->pdata[i];
    const Retro *retro = recording_retro (live_recording (live), grow->track);
    if (grow->midi && !played && live_midi (live) && look)
      played = live_midi_last (live_midi (live), project);
    if (grow->midi)
      grow_notes (growing, grow, played, &punch);
    else if (grow->strip)
      grow_strip (growing, grow, &punch);
    else if (retro)
      grow_audio (growing, grow, retro, &punch);
    if (!grow->midi)
      grow_dropouts (growing, grow);
  }
  growing->at = at;
  if (look)
    growing->noted = at;
}

int
growing_n (const Growing *growing)
{
  return (int) growing->grows->len;
}

GrowingTake
growing_take (const Growing *growing, int index)
{
  const Grow *grow = growing->grows->pdata[index];
  return (GrowingTake){ .track = grow->track,
                        .from = grow->first,
                        .end = grow->end,
                        .midi = grow->midi,
                        .columns = grow->columns,
                        .notes = grow->notes,
                        .dropouts = grow->dropouts };
}

unsigned
growing_serial (const Growing *growing)
{
  return growing->serial;
}

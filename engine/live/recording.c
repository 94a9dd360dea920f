/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/recording.h"

#include <stdatomic.h>
#include <string.h>

#include "mix/record_inputs.h"

#define RING_SECONDS 10

/* One input that is armed, or is on its way out. */
typedef struct {
  Id track;
  int n, channels[INPUT_MOST_CHANNELS];
  Id bus; /* of a strip, else 0 */
  CaptureRing *ring;
  Retro *retro; /* of a device's input, else NULL */
  _Atomic float peak;
  int number; /* of the writer */
  bool armed;
  bool stopping; /* the writer has been told */
} Armed;

struct Recording {
  char *folder;
  int rate;
  bool is_float; /* what is armed next */
  Writer *writer;
  GPtrArray *armed; /* Armed */
  GPtrArray *takes; /* RecordedTake */
  char *problem;
};

static void
armed_free (gpointer data)
{
  Armed *armed = data;
  capture_ring_free (armed->ring);
  retro_free (armed->retro);
  g_free (armed);
}

static void
recorded_take_free (gpointer data)
{
  RecordedTake *take = data;
  g_free (take->path);
  g_array_unref (take->dropouts);
  g_free (take->problem);
  g_free (take);
}

Recording *
recording_new (const char *folder, int rate)
{
  Recording *recording = g_new0 (Recording, 1);

  recording->folder = g_strdup (folder);
  recording->rate = rate;
  recording->writer = writer_new (NULL);
  recording->armed = g_ptr_array_new_with_free_func (armed_free);
  recording->takes = g_ptr_array_new_with_free_func (recorded_take_free);
  return recording;
}

void
recording_set_float (Recording *recording, bool on)
{
  recording->is_float = on;
}

const char *
recording_folder (const Recording *recording)
{
  return recording->folder;
}

/* --- Arming
 * -----------------------------------------------------------------------------------------------
 */

static Armed *
find (const Recording *recording, Id track)
{
  for (guint i = 0; i < recording->armed->len; i++) {
    Armed *armed = recording->armed->pdata[i];
    if (armed->armed && armed->track == track)
      return armed;
  }
  return NULL;
}

static Id
bus_of (const Track *track, const TrackInput *input)
{
  return input->kind == INPUT_TRACK ? record_bus (track, input) : 0;
}

static bool
is_same (const Armed *armed, const Track *track, const TrackInput *input)
{
  return armed->bus == bus_of (track, input) && armed->n == input->n &&
         memcmp (armed->channels, input->channels, sizeof (int) * (size_t) input->n) == 0;
}

static char *
name_input (const Project *project, const TrackInput *input)
{
  if (input->kind == INPUT_TRACK)
    return g_strdup (text_get (project_find_track (project, input->track)->name));
  if (input->n == 1)
    return g_strdup_printf ("Input %d", input->channels[0] + 1);
  return g_strdup_printf (input->n == 2 ? "Inputs %d and %d" : "Inputs %d to %d",
                          input->channels[0] + 1, input->channels[input->n - 1] + 1);
}

/* What a strip gives is kept to the bit, however loud. */
static Armed *
arm (Recording *recording, const Project *project, const Track *track, const TrackInput *input)
{
  Armed *armed = g_new0 (Armed, 1);
  g_autofree char *name = name_input (project, input);
  const WriterInput to = { .project_folder = recording->folder,
                           .name = text_get (track->name),
                           .track = track->node.id,
                           .rate = recording->rate,
                           .encoding = input->kind == INPUT_TRACK || recording->is_float
                                           ? PCM_FLOAT32
                                           : PCM_INT24,
                           .input = name,
                           .first_number = list_n (track->lanes) + 1 };

  armed->track = track->node.id;
  armed->n = input->n;
  armed->bus = bus_of (track, input);
  memcpy (armed->channels, input->channels, sizeof (int) * (size_t) input->n);
  armed->ring = capture_ring_new (input->n, (Frames) RING_SECONDS * recording->rate);
  armed->retro = armed->bus ? NULL : retro_new (input->n, recording->rate, RETRO_SECONDS);
  armed->number = writer_add (recording->writer, armed->ring, &to);
  armed->armed = true;
  g_ptr_array_add (recording->armed, armed);
  return armed;
}

static RecorderSet *
make_set (const Recording *recording)
{
  RecorderSet *set = g_new0 (RecorderSet, 1);

  set->inputs = g_new0 (RecorderInput, recording->armed->len);
  for (guint i = 0; i < recording->armed->len; i++) {
    Armed *armed = recording->armed->pdata[i];
    RecorderInput *input = &set->inputs[set->n];
    if (!armed->armed)
      continue;
    *input = (RecorderInput){ .ring = armed->ring,
                              .retro = armed->retro,
                              .n = armed->n,
                              .bus = armed->bus,
                              .peak = &armed->peak };
    memcpy (input->channels, armed->channels, sizeof (int) * (size_t) armed->n);
    set->n++;
  }
  return set;
}

static bool
is_recorded (const Project *project, const Track *track, const TrackInput *input)
{
  return records_strip (project, track) ||
         (track->arm && track->kind == TRACK_AUDIO && input->kind == INPUT_DEVICE);
}

bool
recording_arm (Recording *recording, const Project *project, RecorderSet **set)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  bool changed = false;

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    const TrackInput input = track_input (project, track);
    if (!is_recorded (project, track, &input))
      continue;
    Armed *armed = find (recording, track->node.id);
    if (!armed || !is_same (armed, track, &input)) {
      armed = arm (recording, project, track, &input);
      changed = true;
    }
    g_hash_table_add (wanted, armed);
  }
  for (guint i = 0; i < recording->armed->len; i++) {
    Armed *armed = recording->armed->pdata[i];
    if (armed->armed && !g_hash_table_contains (wanted, armed)) {
      armed->armed = false;
      changed = true;
    }
  }
  if (changed)
    *set = make_set (recording);
  return changed;
}

bool
recording_disarm (Recording *recording, RecorderSet **set)
{
  bool changed = false;

  for (guint i = 0; i < recording->armed->len; i++) {
    Armed *armed = recording->armed->pdata[i];
    changed |= armed->armed;
    armed->armed = false;
  }
  if (changed)
    *set = make_set (recording);
  return changed;
}

bool
recording_is_idle (const Recording *recording)
{
  return recording->armed->len == 0;
}

/* No ring that is not armed is written to any more. */
void
recording_returned (Recording *recording, RecorderSet *set)
{
  for (guint i = 0; i < recording->armed->len; i++) {
    Armed *armed = recording->armed->pdata[i];
    if (armed->armed || armed->stopping)
      continue;
    writer_stop (recording->writer, armed->number, WRITER_NOW);
    armed->stopping = true;
  }
  if (!set)
    return;
  g_free (set->inputs);
  g_free (set);
}

/* --- Reports
 * ---------------------------------------------------------------------------------------------- */

static RecordedTake *
take_of (Recording *recording, const WriterReport *report)
{
  for (guint i = 0; i < recording->takes->len; i++) {
    RecordedTake *take = recording->takes->pdata[i];
    if (strcmp (take->path, report->take->path) == 0)
      return take;
  }
  RecordedTake *take = g_new0 (RecordedTake, 1);
  take->track = report->take->track;
  take->path = g_strdup (report->take->path);
  take->song_frame = report->take->song_frame;
  take->dropouts = g_array_new (FALSE, FALSE, sizeof (DropoutMark));
  g_ptr_array_add (recording->takes, take);
  return take;
}

static void
marked (RecordedTake *take, const WriterReport *report)
{
  const DropoutMark mark = { report->song_frame - take->song_frame, report->missing };

  take->n_gaps++;
  if (take->dropouts->len < DROPOUTS_MOST)
    g_array_append_val (take->dropouts, mark);
}

static void
failed (Recording *recording, const WriterReport *report)
{
  g_free (recording->problem);
  recording->problem = g_strdup (report->sentence);
  if (!report->take)
    return;
  RecordedTake *take = take_of (recording, report);
  g_free (take->problem);
  take->problem = g_strdup (report->sentence);
}

static void
closed (Recording *recording, int number)
{
  for (guint i = 0; i < recording->armed->len; i++) {
    const Armed *armed = recording->armed->pdata[i];
    if (armed->number == number && armed->stopping) {
      g_ptr_array_remove_index (recording->armed, i);
      return;
    }
  }
}

void
recording_poll (Recording *recording)
{
  WriterReport *report;

  while ((report = writer_next_report (recording->writer))) {
    switch (report->kind) {
    case WRITER_STARTED:
      take_of (recording, report);
      break;
    case WRITER_MARK:
      marked (take_of (recording, report), report);
      break;
    case WRITER_FAILED:
      failed (recording, report);
      break;
    case WRITER_FINISHED:
      take_of (recording, report)->frames = report->n_frames;
      break;
    case WRITER_CLOSED:
      closed (recording, report->input);
      break;
    }
    writer_report_free (report);
  }
}

void
recording_free (Recording *recording)
{
  if (!recording)
    return;
  writer_free (recording->writer);
  g_ptr_array_unref (recording->armed);
  g_ptr_array_unref (recording->takes);
  g_free (recording->problem);
  g_free (recording->folder);
  g_free (recording);
}

const GPtrArray *
recording_takes (const Recording *recording)
{
  return recording->takes;
}

const char *
recording_problem (const Recording *recording)
{
  return recording->problem;
}

double
recording_peak (Recording *recording, Id track)
{
  Armed *armed = find (recording, track);
  return armed ? (double) atomic_exchange (&armed->peak, 0) : -1;
}

const Retro *
recording_retro (const Recording *recording, Id track)
{
  const Armed *armed = find (recording, track);
  return armed ? armed->retro : NULL;
}

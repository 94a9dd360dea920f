/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MIDI files to projects and back. */
#include "store/midi_export.h"
#include "store/midi_import.h"

#include "model/check.h"
#include "model/tempo_map.h"

#include <math.h>
#include <string.h>

#define Q TICKS_PER_QUARTER

static void
add_note (SmfTrack *track, Ticks start, Ticks length, int channel, int key)
{
  const SmfNote note = { .start = start,
                         .length = length,
                         .channel = (uint8_t) channel,
                         .key = (uint8_t) key,
                         .velocity = 100,
                         .release = 30 };
  g_array_append_val (track->notes, note);
  track->end = MAX (track->end, start + length);
}

static void
add_event (SmfTrack *track, Ticks at, SmfEventType type, int channel, int number, int value)
{
  const SmfEvent event = { .at = at,
                           .type = type,
                           .channel = (uint8_t) channel,
                           .number = (uint8_t) number,
                           .value = (int16_t) value };
  g_array_append_val (track->events, event);
}

static SmfFile *
song (void)
{
  SmfFile *file = smf_new ();
  const SmfTempo tempos[] = { { 0, 100 }, { 16 * Q, 60e6 / 400000 } };
  const SmfMeter meters[] = { { 0, 4, 4 }, { 16 * Q, 3, 4 } };
  const SmfKey key = { 0, -3, true };
  g_array_append_vals (file->tempos, tempos, 2);
  g_array_append_vals (file->meters, meters, 2);
  g_array_append_val (file->keys, key);

  SmfTrack *conductor = smf_add_track (file, "Song\n of songs ");
  smf_add_text (conductor, 0, SMF_MARKER, "Intro");
  smf_add_text (conductor, 5 * Q, SMF_MARKER, "watch out");
  smf_add_text (conductor, 8 * Q, SMF_MARKER, "Verse 1");
  smf_add_text (conductor, 16 * Q, SMF_CUE, "Partly");

  SmfTrack *piano = smf_add_track (file, "Keys");
  add_event (piano, 0, SMF_CONTROL, 2, 0, 8);
  add_event (piano, 0, SMF_PROGRAM, 2, 0, 4);
  add_event (piano, 0, SMF_CONTROL, 2, 7, 90);
  add_event (piano, 6 * Q, SMF_CONTROL, 2, 7, 91);
  add_event (piano, 6 * Q, SMF_CONTROL, 2, 7, 92);
  add_event (piano, 7 * Q, SMF_BEND, 2, 0, -8192);
  add_event (piano, 7 * Q + 5, SMF_BEND, 2, 0, 8191);
  add_note (piano, 5 * Q, Q, 2, 60);
  add_note (piano, 6 * Q, Q, 2, 62);
  add_note (piano, 17 * Q, 5 * Q, 2, 64);
  smf_add_text (piano, 5 * Q, SMF_LYRIC, "Hel-");
  smf_add_text (piano, 6 * Q, SMF_LYRIC, "lo ");
  smf_add_text (piano, 17 * Q, SMF_LYRIC, "there\n");

  SmfTrack *mixed = smf_add_track (file, "Band");
  add_event (mixed, 0, SMF_PROGRAM, 9, 0, 8);
  add_event (mixed, 0, SMF_PROGRAM, 1, 0, 33);
  add_event (mixed, 4 * Q, SMF_PROGRAM, 1, 0, 34);
  add_note (mixed, 0, 10, 9, 36);
  add_note (mixed, Q, Q, 1, 40);
  add_note (mixed, 4 * Q, Q, 1, 41);
  return file;
}

static Project *
project_of (const SmfFile *file, const MidiImport *options, int n_tracks)
{
  IdSource ids;
  Project *project = project_new ();

  id_source_init (&ids, 5);
  g_assert_cmpint (midi_import (project, file, options, &ids), ==, n_tracks);
  g_autoptr (GPtrArray) faults = project_check (project);
  for (unsigned i = 0; i < faults->len; i++)
    g_error ("%s", (const char *) g_ptr_array_index (faults, i));
  return project;
}

static const Track *
track_at (const Project *project, int i)
{
  g_assert_cmpint (i, <, list_n (project->tracks));
  return (const Track *) list_get (project->tracks, i);
}

static const Clip *
clip_of (const Track *track)
{
  g_assert_cmpint (list_n (track->clips), ==, 1);
  return (const Clip *) list_get (track->clips, 0);
}

static double
param_of (const Track *track, const char *name)
{
  const Param *param = params_find (track->instrument->params, name);
  return param ? param->value : 0;
}

static const Envelope *
envelope_of (const Clip *clip, const char *param)
{
  for (int i = 0; i < list_n (clip->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (clip->envelopes, i);
    if (strcmp (text_get (envelope->param), param) == 0)
      return envelope;
  }
  return NULL;
}

static void
test_tracks (void)
{
  g_autoptr (SmfFile) file = song ();
  Project *project = project_of (file, &(MidiImport){ .conductor = true }, 3);
  const Track *keys = track_at (project, 0), *bass = track_at (project, 1),
              *drums = track_at (project, 2);
  const Clip *clip = clip_of (keys);

  g_assert_cmpint (track_at (project, 3)->kind, ==, TRACK_MAIN);
  g_assert_cmpstr (text_get (project->name), ==, "Song  of songs");
  g_assert_cmpstr (text_get (keys->name), ==, "Keys");
  g_assert_cmpstr (text_get (bass->name), ==, "Electric Bass (finger)");
  g_assert_cmpstr (text_get (drums->name), ==, "Drums");
  g_assert_cmpstr (text_get (keys->instrument->kind), ==, "soundfont");
  g_assert_cmpfloat (param_of (keys, "program"), ==, 4);
  g_assert_cmpfloat (param_of (keys, "bank"), ==, 8);
  g_assert_cmpfloat (param_of (drums, "bank"), ==, 128);
  g_assert_cmpfloat (param_of (drums, "program"), ==, 8);

  /* From bar 2 to the end of the bar of three quarters in which the last note ends. */
  g_assert_cmpint (clip->start.value, ==, 4 * Q);
  g_assert_cmpint (clip->length.value, ==, 18 * Q);
  g_assert_cmpint (run_n (clip->notes), ==, 3);
  const Note *note = run_note (clip->notes, 0);
  g_assert_true (note->at == Q && note->length == Q && note->pitch == 60 && note->channel == 2);
  g_assert_true (note->velocity == 100 / 127.0 && note->release == 30 / 127.0);
  g_assert_cmpstr (text_get (note->lyric), ==, "Hel-");

  /* Bank and program are values; what came before the clip stands at its start, the last at a place
   * counts. */
  g_assert_null (envelope_of (clip, "program@3"));
  g_assert_null (envelope_of (clip, "cc0@3"));
  const Envelope *volume = envelope_of (clip, "cc7@3"), *bend = envelope_of (clip, "bend@3");
  g_assert_cmpint (run_n (volume->points), ==, 2);
  g_assert_true (run_point (volume->points, 0)->at == 0 &&
                 run_point (volume->points, 0)->value == 90);
  g_assert_true (run_point (volume->points, 1)->at == 2 * Q &&
                 run_point (volume->points, 1)->value == 92);
  g_assert_cmpfloat (run_point (bend->points, 0)->value, ==, -1);
  g_assert_cmpfloat (run_point (bend->points, 1)->value, ==, 1);

  /* Programs that change stay where they are. */
  const Envelope *program = envelope_of (clip_of (bass), "program@2");
  g_assert_cmpint (run_n (program->points), ==, 2);
  g_assert_cmpfloat (run_point (program->points, 1)->value, ==, 34);
  project_unref (project);
}

static void
test_conductor (void)
{
  g_autoptr (SmfFile) file = song ();
  Project *project = project_of (file, &(MidiImport){ .conductor = true }, 3);
  TempoMap *map = tempo_map_new (project);

  g_assert_cmpint (list_n (project->tempos), ==, 2);
  g_assert_cmpint (tempo_map_units (map, 16 * Q), ==, UNITS_PER_SECOND * 96 / 10);
  g_assert_cmpint (tempo_map_units (map, 17 * Q), ==, UNITS_PER_SECOND * 10);
  g_assert_cmpint (tempo_map_bar (map, 16 * Q).bar, ==, 5);
  g_assert_cmpint (tempo_map_bar (map, 19 * Q).bar, ==, 6);
  g_assert_cmpstr (text_get (((Key *) list_get (project->keys, 0))->key), ==, "Cm");

  g_assert_cmpint (list_n (project->sections), ==, 2);
  const Section *intro = (const Section *) list_get (project->sections, 0);
  const Section *verse = (const Section *) list_get (project->sections, 1);
  g_assert_true (intro->at == 0 && intro->length == 8 * Q);
  g_assert_true (verse->at == 8 * Q && verse->length == 14 * Q);
  g_assert_cmpstr (text_get (verse->name), ==, "Verse 1");
  g_assert_cmpint (list_n (project->markers), ==, 2);
  g_assert_cmpstr (node_name (list_get (project->markers, 1)), ==, "Partly");

  /* A long silence ends a line. */
  g_assert_cmpint (list_n (project->lyrics), ==, 2);
  const Lyric *line = (const Lyric *) list_get (project->lyrics, 0);
  g_assert_cmpstr (text_get (line->text), ==, "Hello");
  g_assert_cmpint (line->at.value, ==, 5 * Q);
  g_assert_cmpint (line->length.value, ==, 5 * Q);
  g_assert_cmpstr (text_get (((Lyric *) list_get (project->lyrics, 1))->text), ==, "there");
  tempo_map_free (map);
  project_unref (project);
}

/* Into a song that has its own tempo, later, and cut off at its beginning. */
static void
test_place (void)
{
  g_autoptr (SmfFile) file = song ();
  Project *later = project_of (file, &(MidiImport){ .at = 8 * Q }, 3);
  Project *earlier = project_of (file, &(MidiImport){ .at = -6 * Q }, 1);

  g_assert_cmpint (list_n (later->tempos), ==, 1);
  g_assert_cmpint (list_n (later->sections), ==, 0);
  g_assert_cmpint (clip_of (track_at (later, 0))->start.value, ==, 12 * Q);
  g_assert_cmpint (run_n (clip_of (track_at (earlier, 0))->notes), ==, 2);
  g_assert_cmpint (clip_of (track_at (earlier, 0))->start.value, ==, 0);
  project_unref (later);
  project_unref (earlier);
}

static void
assert_same_notes (const SmfTrack *a, const SmfTrack *b)
{
  g_assert_cmpuint (a->notes->len, ==, b->notes->len);
  for (unsigned i = 0; i < a->notes->len; i++) {
    const SmfNote *x = &g_array_index (a->notes, SmfNote, i),
                  *y = &g_array_index (b->notes, SmfNote, i);
    g_assert_true (x->start == y->start && x->length == y->length && x->key == y->key &&
                   x->velocity == y->velocity && x->release == y->release &&
                   x->channel == y->channel);
  }
}

static void
test_round_trip (void)
{
  g_autoptr (SmfFile) file = song ();
  Project *project = project_of (file, &(MidiImport){ .conductor = true }, 3);
  g_autoptr (SmfFile) out = midi_export (project);
  g_autoptr (GBytes) bytes = smf_write_bytes (out);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autoptr (SmfFile) back = smf_read_bytes (data, size, NULL);
  Project *again = project_of (back, &(MidiImport){ .conductor = true }, 3);
  g_autoptr (SmfFile) out_again = midi_export (again);

  g_assert_cmpuint (out->tracks->len, ==, 4);
  assert_same_notes (smf_track (file, 1), smf_track (out, 1));
  for (unsigned i = 0; i < 4; i++)
    assert_same_notes (smf_track (out, i), smf_track (out_again, i));
  g_assert_cmpmem (file->tempos->data, 2 * sizeof (SmfTempo), back->tempos->data,
                   back->tempos->len * sizeof (SmfTempo));
  g_assert_cmpint (list_n (again->sections), ==, 2);
  g_assert_cmpint (list_n (again->markers), ==, 2);
  g_assert_cmpint (list_n (again->lyrics), ==, 2);
  g_assert_cmpstr (text_get (((Lyric *) list_get (again->lyrics, 0))->text), ==, "Hello");
  g_assert_cmpstr (text_get (((Key *) list_get (again->keys, 0))->key), ==, "Cm");
  g_assert_cmpfloat (param_of (track_at (again, 0), "bank"), ==, 8);
  g_assert_cmpfloat (param_of (track_at (again, 2), "bank"), ==, 128);
  g_assert_cmpint (run_n (envelope_of (clip_of (track_at (again, 0)), "cc7@3")->points), ==, 2);
  project_unref (project);
  project_unref (again);
}

static Track *
add_track (Project *project, IdSource *ids, const char *name)
{
  Track *track = (Track *) node_new (NODE_TRACK);

  track->node.id = id_next (ids, 't');
  track->kind = TRACK_INSTRUMENT;
  text_set (&track->name, name);
  list_insert (&project->tracks, list_n (project->tracks) - 1, &track->node);
  return track;
}

static Clip *
add_clip (Track *track, IdSource *ids, Ticks start, Ticks length)
{
  Clip *clip = (Clip *) node_new (NODE_CLIP);

  clip->node.id = id_next (ids, 'c');
  clip->kind = CLIP_NOTES;
  clip->start = (Position){ start, TIME_MUSICAL };
  clip->length = (Position){ length, TIME_MUSICAL };
  list_insert (&track->clips, -1, &clip->node);
  return clip;
}

/* What is heard: loops unrolled, offsets and ends cut, mutes left out, a channel for each track. */
static void
test_export (void)
{
  IdSource ids;
  Project *project = project_new ();

  id_source_init (&ids, 9);
  Tempo *first = (Tempo *) list_edit (&project->tempos, 0);
  first->bpm = 60;
  first->ramp = true;
  Tempo *second = (Tempo *) node_new (NODE_TEMPO);
  second->node.id = id_next (&ids, 'o');
  second->at = 8 * Q;
  second->bpm = 120;
  list_insert (&project->tempos, -1, &second->node);

  Track *one = add_track (project, &ids, "One"), *two = add_track (project, &ids, "Two");
  Clip *loop = add_clip (one, &ids, 4 * Q, 5 * Q), *cut = add_clip (two, &ids, 0, 2 * Q);
  loop->loop = true;
  loop->loop_length = 2 * Q;
  loop->offset = Q;
  const Note notes[] = {
    { .at = 0, .length = Q, .id = 1, .pitch = 50, .velocity = 1 },
    { .at = Q + 1, .length = 4 * Q, .id = 2, .pitch = 51, .velocity = 0 },
    { .at = Q + 2, .length = Q, .id = 3, .pitch = 52, .velocity = 1, .mute = true }
  };
  for (int i = 0; i < 3; i++) {
    run_append_note (&loop->notes, &notes[i]);
    run_append_note (&cut->notes, &notes[i]);
  }
  Clip *muted = add_clip (two, &ids, 4 * Q, Q);
  muted->mute = true;
  run_append_note (&muted->notes, &notes[0]);

  Lyric *line = (Lyric *) node_new (NODE_LYRIC);
  line->node.id = id_next (&ids, 'u');
  line->at = (Position){ UNITS_PER_SECOND, TIME_ABSOLUTE };
  text_set (&line->text, "sung");
  list_insert (&project->lyrics, -1, &line->node);

  g_autoptr (SmfFile) out = midi_export (project);
  g_assert_cmpstr (g_array_index (smf_track (out, 0)->texts, SmfText, 0).text, ==, "sung\n");
  const GArray *a = smf_track (out, 1)->notes, *b = smf_track (out, 2)->notes;
  const Ticks starts[] = { 4 * Q + 1, 5 * Q, 6 * Q + 1, 7 * Q, 8 * Q + 1 };
  g_assert_cmpuint (a->len, ==, 5);
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (g_array_index (a, SmfNote, i).start, ==, starts[i]);
  g_assert_cmpint (g_array_index (a, SmfNote, 4).length, ==, Q - 1);
  g_assert_cmpint (g_array_index (a, SmfNote, 0).velocity, ==, 1);
  g_assert_cmpuint (b->len, ==, 2);
  g_assert_cmpint (g_array_index (b, SmfNote, 1).length, ==, Q - 1);
  g_assert_cmpint (g_array_index (a, SmfNote, 0).channel, ==, 0);
  g_assert_cmpint (g_array_index (b, SmfNote, 0).channel, ==, 1);

  /* The ramp lasts 60 * 8 * ln 2 / 60 seconds, in steps of whole microseconds. */
  double seconds = 0;
  g_assert_cmpuint (out->tempos->len, ==, 17);
  for (unsigned i = 0; i < 16; i++)
    seconds += 0.5 * 60 / g_array_index (out->tempos, SmfTempo, i).bpm;
  g_assert_cmpfloat (fabs (seconds - 8 * log (2)), <, 1e-6);
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/midi-project/tracks", test_tracks);
  g_test_add_func ("/midi-project/conductor", test_conductor);
  g_test_add_func ("/midi-project/place", test_place);
  g_test_add_func ("/midi-project/round-trip", test_round_trip);
  g_test_add_func ("/midi-project/export", test_export);
  return g_test_run ();
}

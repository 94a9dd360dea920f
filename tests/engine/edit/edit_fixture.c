/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit_fixture.h"

#include <string.h>

#include "base/hash.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "model/check.h"
#include "model/clip.h"

static const DeviceSpec *
find_effect (const char *kind)
{
  const Processor *processor = effect_find (kind);
  return processor ? processor->spec : NULL;
}

static const DeviceSpec *
find_instrument (const char *kind)
{
  const Processor *processor = instrument_find (kind);
  return processor ? processor->spec : NULL;
}

/* The kinds of a table, which the caller gives room for. */
static void
list_kinds (const Processor *const *all, int n, const char **kinds)
{
  for (int i = 0; i < n; i++)
    kinds[i] = all[i]->spec->kind;
  kinds[n] = NULL;
}

static Source *
import_media (void *data, const char *path, GError **error)
{
  if (strcmp (path, "missing.wav") == 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot open '%s'", path);
    return NULL;
  }
  Source *source = (Source *) node_new (NODE_SOURCE);
  text_set (&source->file, path);
  text_set (&source->name, path);
  text_set (&source->hash, path);
  source->frames = 480000;
  source->rate = 48000;
  source->channels = 2;
  return source;
}

static bool
measure_media (void *data, const Source *source, int64_t from, int64_t to, const char *what,
               double *level_db, GError **error)
{
  *level_db = -6;
  return true;
}

static Source *
freeze_track (void *data, const Project *project, Id track, char **key, GError **error)
{
  *key = g_strdup ("key");
  return import_media (data, "frozen.wav", error);
}

static Source *
bounce_track (void *data, const Project *project, const Bounce *bounce, Frames *start,
              GError **error)
{
  Source *source = import_media (data, "bounced.wav", error);

  source->rate = project->rate;
  source->frames = bounce->to > 0 ? bounce->to - bounce->from : source->frames;
  *start = bounce->from;
  return source;
}

static GPtrArray *
clean_up (void *data, const Project *project, bool move, GError **error)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (files, g_strdup ("x.wav"));
  return files;
}

static Song *
open_song (void *data, const char *path, GError **error)
{
  if (strcmp (path, "missing") == 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot open '%s'", path);
    return NULL;
  }
  Song *song = (Song *) node_new (NODE_SONG);
  text_set (&song->file, path);
  text_set (&song->title, path);
  text_set (&song->hash, path);
  return song;
}

/* "other": the fixture's own song. */
static Project *
open_project (void *data, const char *path, char **folder, GError **error)
{
  IdSource ids;

  if (strcmp (path, "other") != 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "cannot open '%s'", path);
    return NULL;
  }
  *folder = g_strdup ("there");
  return fixture_song (&ids);
}

const EditHost *
fixture_host (void)
{
  static const char *effects[128], *instruments[64];
  static const EditHost host = { .find_effect = find_effect,
                                 .find_instrument = find_instrument,
                                 .effect_kinds = effects,
                                 .instrument_kinds = instruments,
                                 .import_media = import_media,
                                 .measure_media = measure_media,
                                 .freeze_track = freeze_track,
                                 .bounce_track = bounce_track,
                                 .clean_up = clean_up,
                                 .open_song = open_song,
                                 .open_project = open_project };
  if (!effects[0]) {
    int n;
    const Processor *const *all = effects_all (&n);
    list_kinds (all, n, effects);
    all = instruments_all (&n);
    list_kinds (all, n, instruments);
  }
  return &host;
}

static Project *
run (const Project *project, IdSource *ids, const char *script, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (char **line = lines; *line; line++)
    if (*g_strstrip (*line))
      g_ptr_array_add (all, *line);
  return commands_run (project, (const char *const *) all->pdata, (int) all->len, ids,
                       fixture_host (), NULL, NULL, NULL, error);
}

Project *
fixture_run (Project *project, IdSource *ids, const char *script)
{
  GError *error = NULL;
  Project *next = run (project, ids, script, &error);

  if (!next)
    g_error ("%s\nin:\n%s", error->message, script);
  project_unref (project);
  return next;
}

char *
fixture_failure (const Project *project, IdSource *ids, const char *script)
{
  GError *error = NULL;
  Project *next = run (project, ids, script, &error);

  if (next) {
    project_unref (next);
    return NULL;
  }
  g_assert_nonnull (error);
  char *sentence = g_strdup (error->message);
  g_error_free (error);
  return sentence;
}

Project *
fixture_song (IdSource *ids)
{
  id_source_init (ids, 7);
  return fixture_run (
      project_new (), ids,
      "project.set name=Song tempo=120 meter=4/4 key=Am\n"
      "track.add kind=audio name=Drums\n"
      "track.add kind=audio name=Bass\n"
      "track.add kind=instrument name=Keys\n"
      "track.add kind=group name=Band\n"
      "track.add kind=return name=Room\n"
      "track.add kind=vca name=Lead\n"
      "track.set track=Drums in=Band vca=Lead\n"
      "clip.import track=Drums file=drums.wav at=1.1.1 name=Beat\n"
      "clip.import track=Drums file=more.wav at=7.1.1 name=Fill\n"
      "clip.import track=Bass file=bass.wav at=1.1.1 name=Line\n"
      "clip.import track=Bass file=bass.wav at=0:20 name=Late\n"
      "clip.add track=Keys at=1.1.1 length=4bar name=Chords\n"
      "note.add clip=Chords at=1.1.1 length=1b pitch=C4\n"
      "note.add clip=Chords at=1.2.1 length=1b pitch=E4 velocity=80\n"
      "note.add clip=Chords at=2.1.1 length=2b pitch=G4 velocity=60% lyric=la\n"
      "take.add track=Drums file=one.wav at=1.1.1 name=One\n"
      "take.add track=Drums file=two.wav at=1.1.1 name=Two\n"
      "comp.set track=Drums from=1.1.1 to=3.1.1 lane=One\n"
      "comp.set track=Drums from=3.1.1 to=5.1.1 lane=Two crossfade=20ms\n"
      "effect.add track=Drums kind=eq band1.freq=80 band1.type=low_cut\n"
      "effect.add track=Drums kind=compressor threshold=-20dB\n"
      "effect.add track=main kind=utility master=on\n"
      "send.add track=Drums to=Room gain=-10dB\n"
      "send.add track=Bass to=cue1\n"
      "sidechain.set track=Drums effect=compressor from=Bass\n"
      "automation.add track=Drums target=gain at=1.1.1 value=0dB\n"
      "automation.add track=Drums target=gain at=5.1.1 value=-6dB\n"
      "automation.add track=Drums target=gain at=9.1.1 value=-3dB shape=curve tension=0.5\n"
      "automation.add track=Drums target=eq.band1.freq at=3.1.1 value=200Hz\n"
      "automation.add track=Drums target=Room.gain at=3.1.1 value=-20dB\n"
      "automation.add track=Drums clip=Beat target=gain at=2.1.1 value=-2dB\n"
      "section.add name=Intro at=1.1.1 length=4bar\n"
      "section.add name=Verse at=5.1.1 length=4bar color=steel\n"
      "section.add name=Chorus at=9.1.1 length=8bar\n"
      "marker.add at=5.1.1 name=Here\n"
      "marker.add at=0:12.5 name=There\n"
      "chord.add at=1.1.1 symbol=Am7\n"
      "chord.add at=5.1.1 symbol=F/C length=2bar\n"
      "lyric.add at=5.1.1 text='Hello again'\n"
      "comment.add at=0:10 text='louder here' author=Kim about=Drums\n"
      "tempo.add at=9.1.1 bpm=100 ramp=on\n"
      "tempo.add at=13.1.1 bpm=140\n"
      "meter.add at=9.1.1 meter=3/4\n"
      "key.add at=9.1.1 key=C\n"
      "edit_group.set name=Rhythm tracks=Drums,Bass on=off\n"
      "snapshot.add name=Rough\n"
      "scene.add name=Drop\n"
      "slot.set scene=Drop track=Keys clip=Chords\n"
      "delivery.add name=Streaming format=flac bits=24 loudness=-14\n"
      "reference.add file=reference.wav gain=-4dB\n");
}

Project *
fixture_large (IdSource *ids, int n_tracks, int n_clips, int n_points)
{
  Project *project = project_new ();

  id_source_init (ids, 11);
  Source *source = import_media (NULL, "large.wav", NULL);
  source->node.id = id_next (ids, 'a');
  list_insert (&project->sources, -1, &source->node);
  for (int t = 0; t < n_tracks; t++) {
    Track *track = (Track *) node_new (NODE_TRACK);
    g_autofree char *name = g_strdup_printf ("Track %d", t + 1);
    track->node.id = id_next (ids, 't');
    text_set (&track->name, name);
    Envelope *volume = (Envelope *) node_new (NODE_ENVELOPE);
    volume->node.id = id_next (ids, 'v');
    text_set (&volume->param, "gain");
    for (int p = 0; p < n_points; p++)
      run_append_point (
          &volume->points,
          &(Point){ .at = p * TICKS_PER_QUARTER, .value = -(p % 12), .shape = POINT_LINEAR });
    list_insert (&track->envelopes, -1, &volume->node);
    for (int c = 0; c < n_clips; c++) {
      Clip *clip = (Clip *) node_new (NODE_CLIP);
      g_autofree char *clip_name = g_strdup_printf ("Clip %d.%d", t + 1, c + 1);
      clip->node.id = id_next (ids, 'c');
      text_set (&clip->name, clip_name);
      clip->source = source->node.id;
      clip->start = (Position){ c * UNITS_PER_SECOND, TIME_ABSOLUTE };
      clip->length = (Position){ UNITS_PER_SECOND, TIME_ABSOLUTE };
      Envelope *gain = (Envelope *) node_new (NODE_ENVELOPE);
      gain->node.id = id_next (ids, 'v');
      gain->base = TIME_ABSOLUTE;
      text_set (&gain->param, "gain");
      for (int p = 0; p < n_points; p++)
        run_append_point (&gain->points, &(Point){ .at = p * (UNITS_PER_SECOND / 32),
                                                   .value = -(p % 6),
                                                   .shape = POINT_LINEAR });
      list_insert (&clip->envelopes, -1, &gain->node);
      list_insert (&track->clips, -1, &clip->node);
    }
    list_insert (&project->tracks, t, &track->node);
  }
  return project;
}

/* --- Digests
 * ------------------------------------------------------------------------------------------ */

static uint64_t
mix (uint64_t digest, uint64_t word)
{
  return hash_mix (digest * UINT64_C (0x9e3779b97f4a7c15) + word + 1);
}

static uint64_t
mix_double (uint64_t digest, double x)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  return mix (digest, bits);
}

static uint64_t
mix_text (uint64_t digest, const GRefString *text)
{
  for (const char *at = text_get (text); *at; at++)
    digest = mix (digest, (unsigned char) *at);
  return mix (digest, 256);
}

static uint64_t
mix_run (uint64_t digest, const Run *run, FieldType type)
{
  digest = mix (digest, (uint64_t) run_n (run));
  for (int i = 0; i < run_n (run); i++) {
    if (type == FIELD_POINTS) {
      const Point *point = run_point (run, i);
      digest = mix_double (mix (digest, (uint64_t) point->at), point->value);
      digest = mix_double (mix (digest, point->shape), point->tension);
    } else {
      const Note *note = run_note (run, i);
      digest = mix (mix (mix (digest, (uint64_t) note->at), (uint64_t) note->length), note->id);
      digest = mix (mix (digest, (uint64_t) note->pitch), (uint64_t) note->channel);
      digest = mix_double (mix_double (digest, note->velocity), note->release);
      digest = mix_text (mix (digest, note->mute), note->lyric);
    }
  }
  return digest;
}

static uint64_t
mix_params (uint64_t digest, const Params *params)
{
  for (int i = 0; params && i < params->n; i++) {
    digest = mix_double (mix_text (digest, params->items[i].name), params->items[i].value);
    digest = mix_text (digest, params->items[i].text);
  }
  return mix (digest, params ? (uint64_t) params->n : 0);
}

static uint64_t mix_node (uint64_t digest, const Node *node);

static uint64_t
mix_field (uint64_t digest, const Field *field, const void *at)
{
  switch (field->type) {
  case FIELD_BOOL:
    return mix (digest, *(const bool *) at);
  case FIELD_INT:
  case FIELD_ID:
    return mix (digest, *(const uint64_t *) at);
  case FIELD_DOUBLE:
    return mix_double (digest, *(const double *) at);
  case FIELD_ENUM:
    return mix (digest, (uint64_t) * (const int *) at);
  case FIELD_TEXT:
    return mix_text (digest, *(GRefString *const *) at);
  case FIELD_IDS: {
    const IdSet *set = *(IdSet *const *) at;
    for (int i = 0; set && i < set->n; i++)
      digest = mix (digest, set->ids[i]);
    return mix (digest, set ? (uint64_t) set->n : 0);
  }
  case FIELD_POSITION: {
    const Position *position = at;
    return mix (mix (digest, (uint64_t) position->value), position->base);
  }
  case FIELD_PARAMS:
    return mix_params (digest, *(Params *const *) at);
  case FIELD_CHILD:
    return *(Node *const *) at ? mix_node (digest, *(Node *const *) at) : mix (digest, 0);
  case FIELD_LIST: {
    const List *list = *(List *const *) at;
    for (int i = 0; i < list_n (list); i++)
      digest = mix_node (digest, list_get (list, i));
    return mix (digest, (uint64_t) list_n (list));
  }
  default:
    return mix_run (digest, *(Run *const *) at, field->type);
  }
}

static uint64_t
mix_node (uint64_t digest, const Node *node)
{
  const NodeType *type = node_type_of (node);

  digest = mix (mix (digest, node->kind), node->id);
  for (int i = 0; i < type->n_fields; i++)
    digest = mix_field (digest, &type->fields[i], (const char *) node + type->fields[i].offset);
  for (int i = 0; i < type->n_children; i++)
    digest = mix_field (digest, &type->children[i], (const char *) node + type->children[i].offset);
  return digest;
}

uint64_t
fixture_digest (const Project *project)
{
  return mix_node (1, &project->node);
}

void
fixture_assert_good (const Project *project)
{
  g_autoptr (GPtrArray) faults = project_check (project);
  if (faults->len)
    g_error ("%s", (const char *) faults->pdata[0]);
}

char *
fixture_lane_text (const Project *project, const char *track)
{
  GString *text = g_string_new (NULL);
  TempoMap *map = tempo_map_new (project);
  const List *clips = fixture_track (project, track)->clips;

  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    g_string_append_printf (text, "%s %.4g-%.4g;", text_get (clip->name),
                            (double) clip_start_units (map, clip) / (double) UNITS_PER_SECOND,
                            (double) clip_end_units (map, clip) / (double) UNITS_PER_SECOND);
  }
  tempo_map_free (map);
  return g_string_free (text, FALSE);
}

const Track *
fixture_track (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return (const Track *) list_get (project->tracks, i);
  g_error ("there is no track '%s'", name);
}

void
fixture_assert_lane (const Project *project, const char *track, const char *expected)
{
  g_autofree char *text = fixture_lane_text (project, track);
  g_assert_cmpstr (text, ==, expected);
}

static const char tune[] = /* 120 bpm: a bar is 2 s */
    "track.add name=Vox\n"
    "clip.import track=Vox file=a.wav at=1.1.1 name=A\n" /* 0 s to 10 s */
    "clip.import track=Vox file=b.wav at=9.1.1 name=B\n" /* 16 s to 26 s */
    "marker.add at=9.1.1 name=Mark\n"
    "automation.add track=Vox target=gain at=1.1.1 value=0\n"
    "automation.add track=Vox target=gain at=9.1.1 value=-16\n"
    "section.add name=One at=1.1.1 length=4bar\n"
    "section.add name=Two at=5.1.1 length=4bar\n"
    "section.add name=Three at=9.1.1 length=4bar\n";

Project *
fixture_tune (const char *more)
{
  g_autofree char *script = g_strconcat (tune, more, NULL);
  IdSource ids;
  id_source_init (&ids, 5);
  Project *project = fixture_run (project_new (), &ids, script);
  fixture_assert_good (project);
  return project;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/midi_export.h"

#include "model/tempo_map.h"
#include "store/midi_import_conductor.h"

#include <math.h>
#include <string.h>

#define DRUMS 9
#define DRUM_BANK 128
#define RAMP_STEP (TICKS_PER_QUARTER / 2)
#define CURVE_STEP (TICKS_PER_QUARTER / 64)

typedef struct {
  const Project *project;
  TempoMap *map;
  SmfFile *file;
  unsigned channels; /* taken, a bit each */
} Export;

/* One clip on its way to a track of the file. */
typedef struct {
  SmfTrack *track;
  const Clip *clip;
  Ticks start, end; /* in the song */
  int from, to; /* notes of channel `from` go to `to`; -1: all keep theirs */
} Placing;

static void
add_tempo (SmfFile *file, Ticks at, double bpm)
{
  const SmfTempo tempo = { .at = at, .bpm = bpm };
  g_array_append_val (file->tempos, tempo);
}

static void
export_tempos (Export *export)
{
  const List *tempos = export->project->tempos;

  for (int i = 0; i < list_n (tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    const Tempo *next = i + 1 < list_n (tempos) ? (const Tempo *) list_get (tempos, i + 1) : NULL;
    if (!tempo->ramp || !next) {
      add_tempo (export->file, tempo->at, tempo->bpm);
      continue;
    }
    for (Ticks at = tempo->at; at < next->at; at += RAMP_STEP) {
      const Ticks end = MIN (at + RAMP_STEP, next->at);
      const Units units = tempo_map_units (export->map, end) - tempo_map_units (export->map, at);
      const double quarters = (double) (end - at) / TICKS_PER_QUARTER;
      add_tempo (export->file, at, 60 * quarters / ((double) units / UNITS_PER_SECOND));
    }
  }
}

static void
export_meters_and_keys (Export *export)
{
  const Project *project = export->project;

  for (int i = 0; i < list_n (project->meters); i++) {
    const Meter *from = (const Meter *) list_get (project->meters, i);
    const SmfMeter meter = { .at = from->at,
                             .numerator = (int) from->numerator,
                             .denominator = (int) from->denominator };
    g_array_append_val (export->file->meters, meter);
  }
  for (int i = 0; i < list_n (project->keys); i++) {
    const Key *from = (const Key *) list_get (project->keys, i);
    SmfKey key = { .at = from->at };
    for (int k = 0; k < 30; k++) {
      key.sharps = k / 2 - 7;
      key.minor = k % 2;
      if (strcmp (midi_key_name (&key), text_get (from->key)) == 0) {
        g_array_append_val (export->file->keys, key);
        break;
      }
    }
  }
}

static int
compare_texts (const void *a, const void *b)
{
  const SmfText *x = a, *y = b;
  return x->at < y->at ? -1 : x->at > y->at;
}

static void
export_texts (Export *export, SmfTrack *track)
{
  const Project *project = export->project;

  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    smf_add_text (track, section->at, SMF_MARKER, text_get (section->name));
  }
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *marker = (const Marker *) list_get (project->markers, i);
    smf_add_text (track, tempo_map_position_ticks (export->map, marker->at), SMF_MARKER,
                  text_get (marker->name));
  }
  g_array_sort (track->texts, compare_texts);
}

static int
seven_bits (double value)
{
  return (int) CLAMP (rint (value * 127), 0, 127);
}

static uint8_t
channel_of (const Placing *placing, int channel)
{
  return (uint8_t) ((placing->to >= 0 && channel == placing->from ? placing->to : channel) & 15);
}

static void
place_note (const Placing *placing, const Note *from, Ticks at)
{
  const SmfNote note = { .start = at,
                         .length = MIN (from->length, placing->end - at),
                         .channel = channel_of (placing, from->channel),
                         .key = (uint8_t) from->pitch,
                         .velocity = (uint8_t) MAX (seven_bits (from->velocity), 1),
                         .release = (uint8_t) seven_bits (from->release) };

  if (from->mute || at < placing->start || at >= placing->end || at < 0)
    return;
  g_array_append_val (placing->track->notes, note);
  placing->track->end = MAX (placing->track->end, note.start + note.length);
  if (from->lyric) {
    const char *lyric = text_get (from->lyric);
    g_autofree char *syllable = g_strconcat (lyric, g_str_has_suffix (lyric, "-") ? "" : " ", NULL);
    smf_add_text (placing->track, at, SMF_LYRIC, syllable);
  }
}

static void
place_notes (const Placing *placing, const Clip *content)
{
  const Clip *clip = placing->clip;

  for (int i = 0; i < run_n (content->notes); i++) {
    const Note *note = run_note (content->notes, i);
    Ticks at = placing->start + note->at - clip->offset;
    if (!clip->loop || clip->loop_length <= 0) {
      place_note (placing, note, at);
      continue;
    }
    if (note->at < clip->loop_start || note->at >= clip->loop_start + clip->loop_length)
      continue;
    if (at < placing->start)
      at += (placing->start - at + clip->loop_length - 1) / clip->loop_length * clip->loop_length;
    for (; at < placing->end; at += clip->loop_length)
      place_note (placing, note, at);
  }
}

/* "cc7@10" and so on; false for what is no controller. */
static bool
read_controller (const char *param, SmfEvent *event)
{
  const char *at = strchr (param, '@');

  *event = (SmfEvent){ 0 };
  if (at)
    event->channel = (uint8_t) ((g_ascii_strtoull (at + 1, NULL, 10) - 1) & 15);
  if (g_str_has_prefix (param, "cc") && g_ascii_isdigit (param[2])) {
    event->type = SMF_CONTROL;
    event->number = (uint8_t) (g_ascii_strtoull (param + 2, NULL, 10) & 127);
    return true;
  }
  event->type = g_str_has_prefix (param, "bend")       ? SMF_BEND
                : g_str_has_prefix (param, "pressure") ? SMF_PRESSURE
                                                       : SMF_PROGRAM;
  return event->type != SMF_PROGRAM || g_str_has_prefix (param, "program");
}

static void
place_event (const Placing *placing, SmfEvent event, Ticks at, double value)
{
  if (at >= placing->end)
    return;
  event.at = MAX (MAX (at, placing->start), 0);
  event.channel = channel_of (placing, event.channel);
  if (event.type == SMF_BEND)
    event.value = (int16_t) CLAMP (rint (value * (value < 0 ? 8192 : 8191)), -8192, 8191);
  else
    event.value = (int16_t) CLAMP (rint (value), 0, 127);
  g_array_append_val (placing->track->events, event);
}

static void
place_envelope (const Placing *placing, const Envelope *envelope)
{
  const Ticks shift = placing->start - placing->clip->offset;
  SmfEvent event;

  if (envelope->off || !read_controller (text_get (envelope->param), &event))
    return;
  for (int i = 0; i < run_n (envelope->points); i++) {
    const Point *point = run_point (envelope->points, i);
    const Point *next =
        i + 1 < run_n (envelope->points) ? run_point (envelope->points, i + 1) : NULL;
    place_event (placing, event, point->at + shift, point->value);
    if (!next || point->shape == POINT_HOLD || next->value == point->value)
      continue;
    for (Ticks at = point->at + CURVE_STEP; at < next->at; at += CURVE_STEP) {
      double u = (double) (at - point->at) / (double) (next->at - point->at);
      if (point->shape == POINT_CURVE)
        u = pow (u, exp2 (4 * point->tension));
      if (at + shift >= placing->start)
        place_event (placing, event, at + shift, point->value + (next->value - point->value) * u);
    }
  }
}

static const Clip *
content_of (const Project *project, const Clip *clip)
{
  const Node *pattern = clip->pattern ? project_find (project, clip->pattern, NULL) : NULL;

  return pattern && pattern->kind == NODE_CLIP ? (const Clip *) pattern : clip;
}

static int
compare_events (const void *a, const void *b)
{
  const SmfEvent *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  /* Bank selects before programs. */
  return (x->type == SMF_PROGRAM) - (y->type == SMF_PROGRAM);
}

static void
place_clip (const Export *export, Placing *placing, const Clip *clip)
{
  const Clip *content = content_of (export->project, clip);
  const Position length = clip->length;

  placing->clip = clip;
  placing->start = tempo_map_position_ticks (export->map, clip->start);
  placing->end = length.base == TIME_MUSICAL
                     ? placing->start + length.value
                     : tempo_map_ticks (export->map, tempo_map_units (export->map, placing->start) +
                                                         length.value);
  for (int i = 0; i < list_n (content->envelopes); i++)
    place_envelope (placing, (const Envelope *) list_get (content->envelopes, i));
  place_notes (placing, content);
}

static double
instrument_value (const Track *track, const char *name)
{
  const Param *param = track->instrument ? params_find (track->instrument->params, name) : NULL;

  return param ? param->value : 0;
}

static bool
is_soundfont (const Track *track)
{
  return track->instrument && strcmp (text_get (track->instrument->kind), "soundfont") == 0;
}

/* The one channel that all notes of a track have; -1 when there are several. */
static int
single_channel (const Export *export, const Track *track)
{
  int channel = -1;

  for (int c = 0; c < list_n (track->clips); c++) {
    const Clip *content = content_of (export->project, (const Clip *) list_get (track->clips, c));
    for (int i = 0; i < run_n (content->notes); i++) {
      const int this = run_note (content->notes, i)->channel;
      if (channel >= 0 && this != channel)
        return -1;
      channel = this;
    }
  }
  return MAX (channel, 0);
}

/* The channel of the file for a track of one channel. */
static int
choose_channel (Export *export, const Track *track, int wanted)
{
  if (is_soundfont (track) && instrument_value (track, "bank") == DRUM_BANK)
    wanted = DRUMS;
  for (int i = 0; wanted != DRUMS && i < 16 && export->channels & 1u << wanted; i++) {
    wanted = (wanted + 1) % 16;
    wanted += wanted == DRUMS;
  }
  export->channels |= 1u << wanted;
  return wanted;
}

static void
export_program (const Track *track, SmfTrack *to, int channel)
{
  const int bank = (int) instrument_value (track, "bank");
  const SmfEvent select = { .type = SMF_CONTROL,
                            .channel = (uint8_t) channel,
                            .value = (int16_t) (bank & 127) };
  const SmfEvent program = { .type = SMF_PROGRAM,
                             .channel = (uint8_t) channel,
                             .value = (int16_t) instrument_value (track, "program") };

  if (bank > 0 && channel != DRUMS)
    g_array_append_val (to->events, select);
  g_array_append_val (to->events, program);
}

/* Where a line of the project begins, the syllable before it ends one. */
static void
end_lines (const Export *export, SmfTrack *track)
{
  unsigned next = 0;

  for (int i = 1; i < list_n (export->project->lyrics); i++) {
    const Lyric *lyric = (const Lyric *) list_get (export->project->lyrics, i);
    const Ticks at = tempo_map_position_ticks (export->map, lyric->at);
    while (next < track->texts->len && g_array_index (track->texts, SmfText, next).at < at)
      next++;
    if (next == 0)
      continue;
    SmfText *last = &g_array_index (track->texts, SmfText, next - 1);
    char *ended = g_strconcat (g_strchomp (last->text), "\n", NULL);
    g_free (last->text);
    last->text = ended;
  }
}

/* Syllables stand at their notes; only where none has one, the project's lines go to the first
 * track. */
static void
export_lyrics (Export *export, SmfTrack *conductor)
{
  const List *lyrics = export->project->lyrics;
  bool syllables = false;

  for (unsigned i = 1; i < export->file->tracks->len; i++) {
    SmfTrack *track = smf_track (export->file, i);
    syllables |= track->texts->len > 0;
    end_lines (export, track);
  }
  for (int i = 0; i < list_n (lyrics) && !syllables; i++) {
    const Lyric *lyric = (const Lyric *) list_get (lyrics, i);
    g_autofree char *line = g_strconcat (text_get (lyric->text), "\n", NULL);
    smf_add_text (conductor, tempo_map_position_ticks (export->map, lyric->at), SMF_LYRIC, line);
  }
  g_array_sort (conductor->texts, compare_texts);
}

static void
export_track (Export *export, const Track *track)
{
  SmfTrack *to = smf_add_track (export->file, text_get (track->name));
  Placing placing = { .track = to, .from = single_channel (export, track), .to = -1 };

  if (placing.from >= 0)
    placing.to = choose_channel (export, track, placing.from);
  if (is_soundfont (track) && placing.to >= 0)
    export_program (track, to, placing.to);
  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip->kind == CLIP_NOTES && !clip->mute)
      place_clip (export, &placing, clip);
  }
  smf_sort_notes (to);
  g_array_sort (to->events, compare_events);
  g_array_sort (to->texts, compare_texts);
}

static bool
has_notes (const Track *track)
{
  for (int i = 0; i < list_n (track->clips); i++)
    if (((const Clip *) list_get (track->clips, i))->kind == CLIP_NOTES)
      return track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
  return false;
}

SmfFile *
midi_export (const Project *project)
{
  Export export = { .project = project, .map = tempo_map_new (project), .file = smf_new () };
  const char *name = text_get (project->name);
  SmfTrack *conductor = smf_add_track (export.file, *name ? name : NULL);

  export_tempos (&export);
  export_meters_and_keys (&export);
  export_texts (&export, conductor);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (has_notes (track))
      export_track (&export, track);
  }
  export_lyrics (&export, conductor);
  tempo_map_free (export.map);
  return export.file;
}

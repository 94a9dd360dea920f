/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/midi_import.h"

#include "model/tempo_map.h"
#include "store/gm_names.h"
#include "store/midi_import_conductor.h"

#include <string.h>

#define DRUMS 9
#define DRUM_BANK 128

typedef struct {
  Project *project;
  const SmfFile *file;
  const SmfTrack *source;
  TempoMap *map;
  IdSource *ids;
  Ticks shift; /* from the file to the song */
  int channel; /* of the part that is imported */
  Ticks start; /* of its clip, in the song */
} Import;

/* What a channel of a track holds. */
typedef struct {
  int n_notes;
  Ticks first, end; /* of the notes, in the song */
  int program, bank; /* that hold when the first note sounds; program -1: never said */
  int n_programs; /* different ones that are said later */
} ChannelPart;

static ChannelPart
look_at_part (const Import *import)
{
  ChannelPart part = { .program = -1, .first = INT64_MAX };
  int bank = 0;

  for (unsigned i = 0; i < import->source->notes->len; i++) {
    const SmfNote *note = &g_array_index (import->source->notes, SmfNote, i);
    if (note->channel != import->channel)
      continue;
    part.n_notes++;
    part.first = MIN (part.first, note->start + import->shift);
    part.end = MAX (part.end, note->start + note->length + import->shift);
  }
  for (unsigned i = 0; i < import->source->events->len; i++) {
    const SmfEvent *event = &g_array_index (import->source->events, SmfEvent, i);
    if (event->channel != import->channel)
      continue;
    if (event->type == SMF_CONTROL && event->number == 0)
      bank = event->value;
    if (event->type != SMF_PROGRAM)
      continue;
    if (part.program < 0 || event->at + import->shift <= part.first) {
      part.program = event->value;
      part.bank = bank;
    } else if (event->value != part.program || bank != part.bank) {
      part.n_programs++;
    }
  }
  return part;
}

/* In format 1 a program may be said for a channel in another track. */
static void
look_elsewhere (const Import *import, ChannelPart *part)
{
  for (unsigned t = 0; t < import->file->tracks->len && part->program < 0; t++) {
    const Import other = { .file = import->file,
                           .source = smf_track (import->file, t),
                           .shift = import->shift,
                           .channel = import->channel };
    const ChannelPart found = look_at_part (&other);
    part->program = found.program;
    part->bank = found.bank;
  }
}

static void
add_instrument (const Import *import, Track *track, const ChannelPart *part)
{
  Effect *effect = midi_new_node (import->ids, NODE_EFFECT);
  const int program = MAX (part->program, 0);
  const int bank = import->channel == DRUMS ? DRUM_BANK : part->bank;

  text_set (&effect->kind, "soundfont");
  if (bank > 0)
    params_set (&effect->params, "bank", bank, NULL);
  if (program > 0)
    params_set (&effect->params, "program", program, NULL);
  track->instrument = effect;
}

/* The lyric that stands where a note begins. */
static const char *
lyric_at (const SmfTrack *track, Ticks at, unsigned *next)
{
  const char *found = NULL;

  for (; *next < track->texts->len; (*next)++) {
    const SmfText *text = &g_array_index (track->texts, SmfText, *next);
    if (text->at > at)
      break;
    if (text->at == at && text->type == SMF_LYRIC)
      found = text->text;
  }
  return found;
}

static void
add_notes (const Import *import, Clip *clip)
{
  unsigned next = 0;

  for (unsigned i = 0; i < import->source->notes->len; i++) {
    const SmfNote *from = &g_array_index (import->source->notes, SmfNote, i);
    Note note = { .at = from->start + import->shift - import->start,
                  .length = from->length,
                  .pitch = from->key,
                  .channel = from->channel,
                  .velocity = from->velocity / 127.0,
                  .release = from->release / 127.0 };
    if (from->channel != import->channel || note.at < 0)
      continue;
    const char *lyric = lyric_at (import->source, from->start, &next);
    g_autofree char *clean = lyric ? midi_clean_name (lyric) : NULL;
    note.id = id_next (import->ids, 'n');
    text_set (&note.lyric, clean);
    run_append_note (&clip->notes, &note);
    text_set (&note.lyric, NULL);
  }
}

/* "cc7", "bend@10": a channel beside the first is named, from 1. */
static char *
controller_name (const SmfEvent *event)
{
  g_autofree char *name = NULL;

  switch (event->type) {
  case SMF_CONTROL:
    name = g_strdup_printf ("cc%d", event->number);
    break;
  case SMF_BEND:
    name = g_strdup ("bend");
    break;
  case SMF_PRESSURE:
    name = g_strdup ("pressure");
    break;
  default:
    name = g_strdup ("program");
  }
  return event->channel == 0 ? g_steal_pointer (&name)
                             : g_strdup_printf ("%s@%d", name, event->channel + 1);
}

static double
controller_value (const SmfEvent *event)
{
  if (event->type != SMF_BEND)
    return event->value;
  return event->value < 0 ? event->value / 8192.0 : event->value / 8191.0;
}

/* Behind the last point, or in its place. */
static void
append_point (Envelope *envelope, Ticks at, double value)
{
  const Point point = { .at = at, .value = value, .shape = POINT_HOLD };
  const int n = run_n (envelope->points);

  if (n > 0 && run_point (envelope->points, n - 1)->at == at)
    run_remove (&envelope->points, n - 1);
  run_append_point (&envelope->points, &point);
}

/* The program and bank of the start are values of the instrument, unless others follow. */
static bool
is_value (const SmfEvent *event, const ChannelPart *part)
{
  const bool bank = event->type == SMF_CONTROL && (event->number == 0 || event->number == 32);

  return part->n_programs == 0 && (bank || event->type == SMF_PROGRAM);
}

static void
add_controllers (const Import *import, Clip *clip, const ChannelPart *part)
{
  g_autoptr (GHashTable) envelopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned i = 0; i < import->source->events->len; i++) {
    const SmfEvent *event = &g_array_index (import->source->events, SmfEvent, i);
    const Ticks at = MAX (event->at + import->shift - import->start, 0);
    if (event->channel != import->channel || event->type == SMF_NOTE_PRESSURE ||
        is_value (event, part))
      continue;
    char *name = controller_name (event);
    Envelope *envelope = g_hash_table_lookup (envelopes, name);
    if (!envelope) {
      envelope = midi_new_node (import->ids, NODE_ENVELOPE);
      text_set (&envelope->param, name);
      list_insert (&clip->envelopes, -1, &envelope->node);
      g_hash_table_insert (envelopes, g_strdup (name), envelope);
    }
    g_free (name);
    append_point (envelope, at, controller_value (event));
  }
}

static Ticks
bar_start (const TempoMap *map, Ticks at)
{
  BarPosition bar = tempo_map_bar (map, at);
  Ticks start = at;

  bar.beat = bar.sixteenth = 1;
  bar.ticks = 0;
  return tempo_map_from_bar (map, &bar, &start) && start <= at ? start : at;
}

static Ticks
bar_end (const TempoMap *map, Ticks at)
{
  const Ticks start = bar_start (map, at);

  return start == at ? at : start + tempo_map_bar_length (map, start);
}

static int
count_channels (const SmfTrack *track)
{
  unsigned used = 0;
  int n = 0;

  for (unsigned i = 0; i < track->notes->len; i++)
    used |= 1u << g_array_index (track->notes, SmfNote, i).channel;
  for (; used; used &= used - 1)
    n++;
  return n;
}

/* "Track 1", "MIDI Ch. 2", "Staff-3": a name that says nothing. */
static bool
is_counter (const char *name)
{
  static const char *const words[] = { "",         "track",      "midi", "midich", "midichannel",
                                       "midiout",  "staff",      "ch",   "chan",   "channel",
                                       "untitled", "instrument", "spår", "spur",   "piste",
                                       "pista",    "traccia" };
  g_autofree char *lower = g_utf8_strdown (name, -1);
  char *end = lower;

  for (const char *p = lower; *p; p++)
    if (!strchr (" .#:_-0123456789", *p))
      *end++ = *p;
  *end = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (lower, words[i]) == 0)
      return true;
  return false;
}

static bool
is_taken (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return true;
  return false;
}

/* The track's own name where it has one and but one channel, else the sound's. */
static char *
part_name (const Import *import, const ChannelPart *part)
{
  g_autofree char *own = midi_clean_name (import->source->name ? import->source->name : "");
  const bool usable = !is_counter (own) && count_channels (import->source) == 1;
  const char *sound = import->channel == DRUMS ? "Drums" : gm_program_name (MAX (part->program, 0));
  const char *base = usable ? own : sound;
  char *name = g_strdup (base);

  for (int n = 2; is_taken (import->project, name); n++) {
    g_free (name);
    name = g_strdup_printf ("%s %d", base, n);
  }
  return name;
}

static void
import_part (Import *import, const ChannelPart *part)
{
  Track *track = midi_new_node (import->ids, NODE_TRACK);
  Clip *clip = midi_new_node (import->ids, NODE_CLIP);
  g_autofree char *name = part_name (import, part);
  const Ticks end = bar_end (import->map, part->end);

  import->start = bar_start (import->map, MAX (part->first, 0));
  track->kind = TRACK_INSTRUMENT;
  text_set (&track->name, name);
  text_set (&track->color, import->channel == DRUMS ? "brick" : "steel");
  clip->kind = CLIP_NOTES;
  text_set (&clip->name, name);
  clip->start = (Position){ import->start, TIME_MUSICAL };
  clip->length = (Position){ MAX (end - import->start, 1), TIME_MUSICAL };
  add_notes (import, clip);
  add_controllers (import, clip, part);
  add_instrument (import, track, part);
  list_insert (&track->clips, -1, &clip->node);
  list_insert (&import->project->tracks, list_n (import->project->tracks) - 1, &track->node);
}

int
midi_import (Project *project, const SmfFile *file, const MidiImport *options, IdSource *ids)
{
  Import import = { .project = project, .file = file, .ids = ids, .shift = options->at };
  int n_tracks = 0;

  if (options->conductor)
    midi_import_conductor (project, file, options->at, ids);
  import.map = tempo_map_new (project);
  for (unsigned t = 0; t < file->tracks->len; t++) {
    import.source = smf_track (file, t);
    for (import.channel = 0; import.channel < 16; import.channel++) {
      ChannelPart part = look_at_part (&import);
      if (part.n_notes == 0 || part.end <= 0)
        continue;
      look_elsewhere (&import, &part);
      import_part (&import, &part);
      n_tracks++;
    }
  }
  if (options->conductor && !project->name && file->tracks->len > 1 &&
      smf_track (file, 0)->notes->len == 0 && smf_track (file, 0)->name) {
    g_autofree char *name = midi_clean_name (smf_track (file, 0)->name);
    text_set (&project->name, name);
  }
  tempo_map_free (import.map);
  return n_tracks;
}

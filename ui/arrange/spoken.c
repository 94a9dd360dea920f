/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/spoken.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/clip.h"
#include "ui/arrange/envelope_scale.h"
#include "ui/arrange/rulers.h"
#include "ui/draw/value_text.h"

void
spoken_clear (Spoken *spoken)
{
  g_free (spoken->name);
  g_free (spoken->description);
  *spoken = (Spoken){ 0 };
}

static const char *
track_name (const Track *track)
{
  return track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name);
}

char *
spoken_track (const Track *track, int number)
{
  static const char *const kinds[] = {
    [TRACK_AUDIO] = N_ ("audio"),   [TRACK_INSTRUMENT] = N_ ("instrument"),
    [TRACK_MIDI] = N_ ("MIDI"),     [TRACK_GROUP] = N_ ("group"),
    [TRACK_FOLDER] = N_ ("folder"), [TRACK_RETURN] = N_ ("return"),
    [TRACK_VCA] = N_ ("VCA"),       [TRACK_MAIN] = N_ ("output"),
  };
  GString *text = g_string_new (NULL);
  g_string_printf (text, _ ("Track %d, %s, %s"), number, track_name (track),
                   _ (kinds[track->kind]));
  if (track->arm)
    g_string_append_printf (text, ", %s", _ ("armed"));
  if (track->mute)
    g_string_append_printf (text, ", %s", _ ("muted"));
  if (track->solo)
    g_string_append_printf (text, ", %s", _ ("solo"));
  if (track->frozen)
    g_string_append_printf (text, ", %s", _ ("frozen"));
  return g_string_free (text, FALSE);
}

/* "25" on a bar line, else "25.3.1". */
static char *
bar_text (LqDesk *desk, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const BarPosition bar = tempo_map_bar (map, tempo_map_ticks (map, at));
  if (bar.beat == 1 && bar.sixteenth == 1 && bar.ticks == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, bar.bar);
  return value_text_bar (map, at, NULL);
}

char *
spoken_span (LqDesk *desk, Units from, Units to)
{
  g_autofree char *start = bar_text (desk, from), *end = bar_text (desk, to);
  return g_strdup_printf (_ ("bar %s to %s"), start, end);
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
}

static void
append_fade (GString *text, const char *name, Units length)
{
  if (length <= 0)
    return;
  g_autofree char *part =
      g_strdup_printf (_ ("%s %.0f ms"), name, (double) length / UNITS_PER_SECOND * 1000);
  append (text, part);
}

char *
spoken_clip_settings (const Clip *clip)
{
  GString *text = g_string_new (NULL);
  if (clip->gain_db != 0) {
    g_autofree char *level = value_text_level (clip->gain_db);
    g_autofree char *part = g_strdup_printf (_ ("gain %s"), level);
    append (text, part);
  }
  append_fade (text, _ ("fade in"), clip->fade_in);
  append_fade (text, _ ("fade out"), clip->fade_out);
  if (clip->mute)
    append (text, _ ("muted"));
  if (clip->locked)
    append (text, _ ("locked"));
  if (clip->reverse)
    append (text, _ ("reversed"));
  if (clip->transpose != 0) {
    g_autofree char *number = value_text_number (clip->transpose, 2);
    g_autofree char *part = g_strdup_printf (_ ("transposed by %s semitones"), number);
    append (text, part);
  }
  return g_string_free (text, FALSE);
}

static const Clip *
clip_at (LqDesk *desk, const List *clips, Units at)
{
  const Clip *found = NULL;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (lq_desk_map (desk), clip) <= at &&
        at < clip_end_units (lq_desk_map (desk), clip))
      found = clip;
  }
  return found;
}

/* Where the cursor is and nothing else. */
static Spoken
speak_place (LqDesk *desk, const char *what, Units at)
{
  g_autoptr (GArray) selected = lq_desk_tracks (desk);
  const guint tracks = selected->len;
  GString *name = g_string_new (lq_desk_place (desk, lq_desk_cursor (desk)->at));
  g_string_append_printf (name, ", %s", what);
  if (tracks > 1)
    g_string_append_printf (name, ngettext (", %u track selected", ", %u tracks selected", tracks),
                            tracks);
  return (Spoken){
    .name = g_string_free (name, FALSE), .description = g_strdup (""), .from = at, .to = at
  };
}

static Spoken
speak_clip (LqDesk *desk, const Row *row, const Clip *clip)
{
  const TempoMap *map = lq_desk_map (desk);
  const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
  g_autofree char *span = spoken_span (desk, from, to);
  g_autofree char *settings = spoken_clip_settings (clip);
  return (Spoken){
    .name = g_strdup_printf ("%s, %s", track_name (row->node), text_get (clip->name)),
    .description = g_strdup_printf ("%s, %s%s%s", lq_desk_place (desk, lq_desk_cursor (desk)->at),
                                    span, *settings ? ", " : "", settings),
    .selected = lq_desk_clip_is_selected (desk, clip->node.id),
    .from = from,
    .to = to,
  };
}

static Spoken
speak_take (LqDesk *desk, const Row *row, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const int index = list_find (row->node->lanes, row->item);
  const int active = list_find (row->node->comps, row->node->active_comp);
  const Comp *comp = active < 0 ? NULL : (const Comp *) list_get (row->node->comps, active);
  if (index < 0)
    return speak_place (desk, track_name (row->node), at);
  const Lane *lane = (const Lane *) list_get (row->node->lanes, index);
  g_autofree char *name =
      lane->name ? g_strdup (text_get (lane->name)) : g_strdup_printf (_ ("Take %d"), index + 1);
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Units from = tempo_map_position_units (map, part->from);
    const Units to = tempo_map_position_units (map, part->to);
    if (part->lane == lane->node.id && from <= at && at < to)
      return (Spoken){ .name = g_strdup_printf (_ ("%s, in comp"), name),
                       .description = spoken_span (desk, from, to),
                       .selected = true,
                       .from = from,
                       .to = to };
  }
  const Clip *clip = clip_at (desk, lane->clips, at);
  if (!clip)
    return speak_place (desk, name, at);
  const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
  return (Spoken){
    .name = g_strdup (name), .description = spoken_span (desk, from, to), .from = from, .to = to
  };
}

/* The point at the cursor, else the place with the parameter's name. */
static Spoken
speak_automation (LqDesk *desk, const Row *row, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const int index = list_find (row->node->envelopes, row->item);
  if (index < 0)
    return speak_place (desk, track_name (row->node), at);
  const Envelope *envelope = (const Envelope *) list_get (row->node->envelopes, index);
  g_autofree char *title = envelope_title (lq_desk_project (desk), row->node, envelope);
  const EnvelopeScale scale = envelope_scale_of (lq_desk_project (desk), row->node, envelope);
  for (int i = 0; i < run_n (envelope->points); i++) {
    const Point *point = run_point (envelope->points, i);
    const Position place = { point->at, (TimeBase) envelope->base };
    if (tempo_map_position_units (map, place) != at)
      continue;
    g_autofree char *bar = bar_text (desk, at);
    return (Spoken){ .name = g_strdup_printf (_ ("%s, bar %s"), title, bar),
                     .description = envelope_value_text (&scale, point->value),
                     .from = at,
                     .to = at };
  }
  return speak_place (desk, title, at);
}

/* "F sharp minor 7" of "F#m7". */
static char *
chord_words (const char *symbol)
{
  GString *words = g_string_new (NULL);
  for (const char *c = symbol; *c; c++) {
    const bool after_letter = c > symbol && c[-1] >= 'A' && c[-1] <= 'G';
    if (*c == '#')
      g_string_append (words, _ (" sharp"));
    else if (*c == 'b' && after_letter)
      g_string_append (words, _ (" flat"));
    else if (*c == '/')
      g_string_append (words, _ (" over "));
    else if (g_str_has_prefix (c, "maj")) {
      g_string_append (words, _ (" major"));
      c += strlen ("maj") - 1;
    } else if (*c == 'm')
      g_string_append (words, _ (" minor"));
    else {
      if (c > symbol && g_ascii_isdigit (*c) && !g_ascii_isdigit (c[-1]))
        g_string_append_c (words, ' ');
      g_string_append_c (words, *c);
    }
  }
  return g_string_free (words, FALSE);
}

/* What a ruler holds at a place, in words, and where it begins and ends; NULL: nothing. */
static char *
ruler_item (LqDesk *desk, Ruler ruler, Ticks at, Ticks *from, Ticks *to)
{
  const Project *project = lq_desk_project (desk);
  const TempoMap *map = lq_desk_map (desk);
  const List *const lists[N_RULERS] = {
    [RULER_MARKERS] = project->markers, [RULER_SECTIONS] = project->sections,
    [RULER_CHORDS] = project->chords,   [RULER_LYRICS] = project->lyrics,
    [RULER_TEMPO] = project->tempos,
  };
  char *words = NULL;
  for (int i = 0; i < list_n (lists[ruler]); i++) {
    const Node *node = list_get (lists[ruler], i);
    const char *text = NULL;
    Ticks start = 0, length = 0;
    g_autofree char *made = NULL;
    switch (ruler) {
    case RULER_MARKERS:
      start = tempo_map_position_ticks (map, ((const Marker *) node)->at);
      text = text_get (((const Marker *) node)->name);
      length = 1;
      break;
    case RULER_SECTIONS:
      start = ((const Section *) node)->at;
      length = ((const Section *) node)->length;
      text = text_get (((const Section *) node)->name);
      break;
    case RULER_CHORDS:
      start = ((const Chord *) node)->at;
      length = ((const Chord *) node)->length;
      text = made = chord_words (text_get (((const Chord *) node)->symbol));
      break;
    case RULER_LYRICS:
      start = tempo_map_position_ticks (map, ((const Lyric *) node)->at);
      text = text_get (((const Lyric *) node)->text);
      break;
    case RULER_TEMPO:
      start = ((const Tempo *) node)->at;
      text = made = value_text_number (((const Tempo *) node)->bpm, 2);
      break;
    default:
      break;
    }
    if (!text || at < start || (length > 0 && at >= start + length))
      continue;
    g_free (words);
    words = g_strdup (text);
    *from = start;
    *to = start + length;
  }
  return words;
}

static Spoken
speak_ruler (LqDesk *desk, Ruler ruler, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  Ticks from = 0, to = 0;
  g_autofree char *words = ruler_item (desk, ruler, tempo_map_ticks (map, at), &from, &to);
  if (!words)
    return speak_place (desk, ruler_title (ruler), at);
  const Units start = tempo_map_units (map, from);
  g_autofree char *bar = bar_text (desk, start);
  return (Spoken){ .name = g_strdup_printf (_ ("%s, bar %s"), words, bar),
                   .description = g_strdup_printf ("%s, %s", ruler_title (ruler),
                                                   lq_desk_place (desk, lq_desk_cursor (desk)->at)),
                   .from = start,
                   .to = tempo_map_units (map, to) };
}

Spoken
spoken_at_cursor (LqDesk *desk)
{
  const Rows *rows = lq_desk_rows (desk);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const Units at = tempo_map_position_units (lq_desk_map (desk), cursor->at);
  if (lq_desk_ruler (desk) != N_RULERS)
    return speak_ruler (desk, lq_desk_ruler (desk), at);
  if (cursor->row < 0 || cursor->row >= rows->n)
    return speak_place (desk, _ ("no track"), at);
  const Row *row = &rows->rows[cursor->row];
  if (row->kind == ROW_TAKE)
    return speak_take (desk, row, at);
  if (row->kind == ROW_AUTOMATION)
    return speak_automation (desk, row, at);
  const Clip *clip = clip_at (desk, row->node->clips, at);
  return clip ? speak_clip (desk, row, clip) : speak_place (desk, track_name (row->node), at);
}

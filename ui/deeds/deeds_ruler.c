/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ruler that the cursor is on: markers, sections, chords, lyrics, tempo. */
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "ui/deeds/deeds_lanes.h"

#define JOIN_RULER UINT64_C (0x72756c6572)

static const List *
list_of (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  switch (lq_desk_ruler (desk)) {
  case RULER_MARKERS:
    return project->markers;
  case RULER_SECTIONS:
    return project->sections;
  case RULER_CHORDS:
    return project->chords;
  case RULER_LYRICS:
    return project->lyrics;
  case RULER_TEMPO:
    return project->tempos;
  default:
    return NULL;
  }
}

static Position
place_of (const Node *node)
{
  switch (node->kind) {
  case NODE_MARKER:
    return ((const Marker *) node)->at;
  case NODE_LYRIC:
    return ((const Lyric *) node)->at;
  case NODE_SECTION:
    return (Position){ ((const Section *) node)->at, TIME_MUSICAL };
  case NODE_CHORD:
    return (Position){ ((const Chord *) node)->at, TIME_MUSICAL };
  default:
    return (Position){ ((const Tempo *) node)->at, TIME_MUSICAL };
  }
}

/* What lies under the cursor, or holds there since before; NULL: nothing. */
static const Node *
find_item (LqDesk *desk)
{
  const List *list = list_of (desk);
  const TempoMap *map = lq_desk_map (desk);
  const Units at = desk_cursor_units (desk);
  const Node *found = NULL;
  Units latest = -1;

  for (int i = 0; i < list_n (list); i++) {
    const Node *node = list_get (list, i);
    const Units begin = tempo_map_position_units (map, place_of (node));
    if (begin > at || begin < latest)
      continue;
    latest = begin;
    found = node;
  }
  if (found && found->kind == NODE_SECTION) {
    const Section *section = (const Section *) found;
    if (tempo_map_ticks (map, at) >= section->at + section->length)
      return NULL;
  }
  return found;
}

static const Node *
item (Deed *deed)
{
  if (lq_desk_ruler (deed->desk) == N_RULERS) {
    deed_fail (deed, "%s", _ ("Go to a ruler first: Up from the first track."));
    return NULL;
  }
  const Node *node = find_item (deed->desk);
  if (!node)
    deed_fail (deed, "%s", _ ("Nothing lies under the cursor on this ruler."));
  return node;
}

static const Section *
section (Deed *deed)
{
  const Ruler ruler = lq_desk_ruler (deed->desk);
  const List *sections = lq_desk_project (deed->desk)->sections;
  const Ticks at =
      tempo_map_position_ticks (lq_desk_map (deed->desk), lq_desk_cursor (deed->desk)->at);

  for (int i = 0; i < list_n (sections) && (ruler == RULER_SECTIONS || ruler == N_RULERS); i++) {
    const Section *one = (const Section *) list_get (sections, i);
    if (at >= one->at && at < one->at + one->length)
      return one;
  }
  deed_fail (deed, "%s", _ ("No section lies under the cursor."));
  return NULL;
}

static const char *
number_text (char *room, double value)
{
  return g_ascii_formatd (room, G_ASCII_DTOSTR_BUF_SIZE, "%.3f", value);
}

static char *
add_initial (LqDesk *desk, Place place)
{
  const TempoMap *map = lq_desk_map (desk);
  switch (lq_desk_ruler (desk)) {
  case RULER_SECTIONS:
    return g_strdup (_ ("Verse"));
  case RULER_CHORDS:
    return g_strdup ("Am");
  case RULER_LYRICS:
    return g_strdup ("");
  case RULER_TEMPO:
    return deed_number (tempo_map_bpm (map, tempo_map_ticks (map, desk_cursor_units (desk))), 2);
  default:
    return g_strdup_printf (_ ("Marker %d"), list_n (lq_desk_project (desk)->markers) + 1);
  }
}

static const char *
add_asks (LqDesk *desk, Place place)
{
  static const char *const questions[N_RULERS] = {
    [RULER_MARKERS] = N_ ("Name of the marker"),
    [RULER_SECTIONS] = N_ ("Name of the section"),
    [RULER_CHORDS] = N_ ("Chord, as Am7, F#sus4 or C/G"),
    [RULER_LYRICS] = N_ ("Words, from the cursor on"),
    [RULER_TEMPO] = N_ ("Tempo in BPM, from the cursor on"),
  };
  const Ruler ruler = lq_desk_ruler (desk);
  return ruler < N_RULERS ? questions[ruler] : NULL;
}

static bool
add (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autofree char *initial = add_initial (desk, deed->place);
  g_autofree char *text = g_shell_quote (deed->text && *deed->text ? deed->text : initial);
  const char *at = lq_desk_place (desk, lq_desk_cursor (desk)->at);
  Units from, to;
  int first, last;

  switch (lq_desk_ruler (desk)) {
  case RULER_SECTIONS:
    if (lq_desk_range (desk, &from, &to, &first, &last)) {
      const TempoMap *map = lq_desk_map (desk);
      deed_line (deed, "section.add at=%s length=%" G_GINT64_FORMAT "t name=%s",
                 desk_place (desk, from), tempo_map_ticks (map, to) - tempo_map_ticks (map, from),
                 text);
      return true;
    }
    deed_line (deed, "section.add at=%s name=%s", at, text);
    return true;
  case RULER_CHORDS:
    deed_line (deed, "chord.add at=%s symbol=%s", at, text);
    return true;
  case RULER_LYRICS:
    deed_line (deed, "lyric.add at=%s text=%s", at, text);
    return true;
  case RULER_TEMPO:
    deed_line (deed, "tempo.add at=%s bpm=%s", at, text);
    return true;
  default:
    deed_line (deed, "marker.add at=%s name=%s", at, text);
    return true;
  }
}

/* At the playhead while it plays. */
static bool
add_marker (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autofree char *name =
      g_strdup_printf (_ ("Marker %d"), list_n (lq_desk_project (desk)->markers) + 1);
  g_autofree char *quoted = g_shell_quote (name);
  const char *at = lq_desk_is_rolling (desk) ? desk_place (desk, lq_desk_playhead (desk))
                                             : lq_desk_place (desk, lq_desk_cursor (desk)->at);
  deed_line (deed, "marker.add at=%s name=%s", at, quoted);
  return true;
}

static bool
trim (Deed *deed, int edge)
{
  LqDesk *desk = deed->desk;
  const Section *one = section (deed);
  const List *sections = lq_desk_project (desk)->sections;
  const Ticks at = tempo_map_position_ticks (lq_desk_map (desk), lq_desk_cursor (desk)->at);

  /* Beside one, the next section in that direction comes to the cursor. */
  for (int i = 0; i < list_n (sections) && !one; i++) {
    const int k = edge < 0 ? i : list_n (sections) - 1 - i;
    const Section *beside = (const Section *) list_get (sections, k);
    if (edge < 0 ? beside->at > at : beside->at + beside->length <= at)
      one = beside;
  }
  if (!one)
    return false;
  deed_line (deed, "section.set section=%s %s=%s", lq_desk_id (desk, one->node.id),
             edge < 0 ? "at" : "end", lq_desk_place (desk, lq_desk_cursor (desk)->at));
  return true;
}

/* The chord whose root is a semitone away, spelled with sharps. */
static char *
chord_step (const char *symbol, int by)
{
  static const char *const roots[] = { "C",  "C#", "D",  "D#", "E",  "F",
                                       "F#", "G",  "G#", "A",  "A#", "B" };
  static const int naturals[] = { 9, 11, 0, 2, 4, 5, 7 };
  if (symbol[0] < 'A' || symbol[0] > 'G')
    return NULL;
  const int sign = symbol[1] == '#' ? 1 : symbol[1] == 'b' ? -1 : 0;
  const int root = (naturals[symbol[0] - 'A'] + sign + by + 24) % 12;
  return g_strconcat (roots[root], symbol + 1 + abs (sign), NULL);
}

static bool
value (Deed *deed, int tenths)
{
  LqDesk *desk = deed->desk;
  const Node *node = item (deed);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!node)
    return false;
  if (node->kind == NODE_TEMPO) {
    const Tempo *tempo = (const Tempo *) node;
    deed_line (deed, "tempo.add at=%s bpm=%s", lq_desk_place (desk, place_of (node)),
               number_text (number, tempo->bpm + tenths / 10.0));
    deed->join = JOIN_RULER ^ node->id;
    return true;
  }
  g_autofree char *symbol =
      node->kind == NODE_CHORD && abs (tenths) >= 10
          ? chord_step (text_get (((const Chord *) node)->symbol), tenths > 0 ? 1 : -1)
          : NULL;
  if (!symbol)
    return deed_fail (deed, "%s", _ ("Only tempo and chords go up and down."));
  deed_line (deed, "chord.set chord=%s symbol=%s", lq_desk_id (desk, node->id), symbol);
  deed->join = JOIN_RULER ^ node->id;
  return true;
}

static bool
swap (Deed *deed, int direction)
{
  LqDesk *desk = deed->desk;
  const Section *one = section (deed), *other = NULL;
  const List *sections = lq_desk_project (desk)->sections;

  if (!one)
    return false;
  for (int i = 0; i < list_n (sections); i++) {
    const Section *beside = (const Section *) list_get (sections, i);
    if (direction > 0 ? beside->at > one->at && (!other || beside->at < other->at)
                      : beside->at < one->at && (!other || beside->at > other->at))
      other = beside;
  }
  deed_line (deed, "section.swap section=%s with=%s", lq_desk_id (desk, one->node.id),
             direction < 0 ? "previous" : "next");
  /* The cursor stays on the section. */
  if (other) {
    const Ticks cursor = tempo_map_position_ticks (lq_desk_map (desk), lq_desk_cursor (desk)->at);
    const Ticks gap =
        direction > 0 ? other->at - one->at - one->length : one->at - other->at - other->length;
    deed->moves = true;
    deed->at = (Position){ cursor + (direction > 0 ? other->length + gap : -other->length - gap),
                           TIME_MUSICAL };
  }
  return true;
}

static bool
loop (Deed *deed, int arg)
{
  const Section *one = section (deed);
  if (!one)
    return false;
  deed_line (deed, "loop.set from=%s to=%s on=on",
             lq_desk_place (deed->desk, (Position){ one->at, TIME_MUSICAL }),
             lq_desk_place (deed->desk, (Position){ one->at + one->length, TIME_MUSICAL }));
  return true;
}

static bool
select_under (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const Section *one = section (deed);
  if (!one)
    return false;
  const Ruler ruler = lq_desk_ruler (desk);
  lq_desk_set_range (desk, (Position){ one->at, TIME_MUSICAL },
                     (Position){ one->at + one->length, TIME_MUSICAL }, 0,
                     lq_desk_rows (desk)->n - 1);
  lq_desk_set_ruler (desk, ruler);
  return true;
}

static const char *const names[N_RULERS] = { "time",   "bars",   "markers", "sections",
                                             "chords", "lyrics", "tempo" };

static char *
lanes_initial (LqDesk *desk, Place place)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < N_RULERS; i++)
    if (lq_desk_ruler_shows (desk, (Ruler) i))
      g_string_append_printf (text, "%s%s", text->len ? " " : "", names[i]);
  return g_string_free (text, FALSE);
}

static bool
lanes (Deed *deed, int arg)
{
  g_auto (GStrv) words = g_strsplit_set (deed->text ? deed->text : "", " ,", -1);

  for (char **word = words; *word; word++)
    if (**word && !g_strv_contains (names, *word))
      return deed_fail (
          deed, _ ("“%s” is no ruler: time, bars, markers, sections, chords, lyrics, tempo."),
          *word);
  for (int i = 0; i < N_RULERS; i++)
    lq_desk_show_ruler (deed->desk, (Ruler) i,
                        g_strv_contains ((const char *const *) words, names[i]));
  return true;
}

static void
tempo_line (Deed *deed, const Tempo *tempo, Position at)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  deed_line (deed, "tempo.add at=%s bpm=%s%s", lq_desk_place (deed->desk, at),
             number_text (number, tempo->bpm), tempo->ramp ? " ramp=on" : "");
}

static void
move_line (Deed *deed, const Node *node, Position to)
{
  LqDesk *desk = deed->desk;
  const char *id = lq_desk_id (desk, node->id), *place = lq_desk_place (desk, to);

  switch (node->kind) {
  case NODE_MARKER:
    deed_line (deed, "marker.move marker=%s to=%s", id, place);
    break;
  case NODE_LYRIC:
    deed_line (deed, "lyric.move lyric=%s to=%s", id, place);
    break;
  case NODE_CHORD:
    deed_line (deed, "chord.set chord=%s at=%s", id, place);
    break;
  case NODE_SECTION:
    deed_line (deed, "section.set section=%s at=%s length=%" G_GINT64_FORMAT "t", id, place,
               ((const Section *) node)->length);
    break;
  default:
    deed_line (deed, "tempo.remove at=%s", lq_desk_place (desk, place_of (node)));
    tempo_line (deed, (const Tempo *) node, to);
    deed->words = g_strdup ("Move tempo");
  }
}

bool
deed_nudge_item (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  const Node *node = item (deed);
  const int direction = arg > 0 ? 1 : -1;

  if (!node)
    return false;
  const Position from = place_of (node);
  const Ticks at = tempo_map_position_ticks (map, from);
  Position to = { at + direction * lq_desk_grid_step (desk, at), TIME_MUSICAL };
  if (abs (arg) == 2)
    to = (Position){ tempo_map_position_units (map, from) + direction * UNITS_PER_SECOND / 1000,
                     TIME_ABSOLUTE };
  if (to.value < 0)
    return deed_fail (deed, "%s", _ ("That is before the start of the song."));
  move_line (deed, node, to);
  deed->moves = true;
  deed->at = to;
  return true;
}

bool
deed_delete_item (Deed *deed)
{
  LqDesk *desk = deed->desk;
  const Node *node = item (deed);

  if (!node)
    return false;
  const char *id = lq_desk_id (desk, node->id);
  if (node->kind == NODE_TEMPO)
    deed_line (deed, "tempo.remove at=%s", lq_desk_place (desk, place_of (node)));
  else
    deed_line (deed,
               node->kind == NODE_MARKER    ? "marker.remove marker=%s"
               : node->kind == NODE_SECTION ? "section.remove section=%s"
               : node->kind == NODE_CHORD   ? "chord.remove chord=%s"
                                            : "lyric.remove lyric=%s",
               id);
  return true;
}

bool
deed_duplicate_item (Deed *deed)
{
  const Section *one = section (deed);
  if (!one)
    return deed_fail (deed, "%s", _ ("Only sections are duplicated, with what lies under them."));
  deed_line (deed, "section.duplicate section=%s", lq_desk_id (deed->desk, one->node.id));
  deed->moves = true;
  deed->at = (Position){ one->at + one->length, TIME_MUSICAL };
  return true;
}

char *
deed_item_name (LqDesk *desk)
{
  const Node *node = find_item (desk);
  if (!node)
    return g_strdup ("");
  if (node->kind == NODE_TEMPO)
    return deed_number (((const Tempo *) node)->bpm, 3);
  return g_strdup (node->kind == NODE_CHORD   ? text_get (((const Chord *) node)->symbol)
                   : node->kind == NODE_LYRIC ? text_get (((const Lyric *) node)->text)
                                              : node_name (node));
}

bool
deed_rename_item (Deed *deed)
{
  LqDesk *desk = deed->desk;
  const Node *node = item (deed);
  g_autofree char *text = g_shell_quote (deed->text ? deed->text : "");

  if (!node)
    return false;
  if (node->kind == NODE_TEMPO)
    deed_line (deed, "tempo.add at=%s bpm=%s", lq_desk_place (desk, place_of (node)), text);
  else
    deed_line (deed,
               node->kind == NODE_MARKER    ? "marker.set marker=%s name=%s"
               : node->kind == NODE_SECTION ? "section.set section=%s name=%s"
               : node->kind == NODE_CHORD   ? "chord.set chord=%s symbol=%s"
                                            : "lyric.set lyric=%s text=%s",
               lq_desk_id (desk, node->id), text);
  return true;
}

bool
deed_color_item (Deed *deed, const char *color)
{
  const Node *node = item (deed);
  g_autofree char *quoted = g_shell_quote (color);

  if (!node)
    return false;
  if (node->kind != NODE_MARKER && node->kind != NODE_SECTION)
    return deed_fail (deed, "%s", _ ("Markers and sections have colors."));
  deed_line (deed,
             node->kind == NODE_MARKER ? "marker.set marker=%s color=%s"
                                       : "section.set section=%s color=%s",
             lq_desk_id (deed->desk, node->id), quoted);
  return true;
}

const DeedRow deeds_ruler[] = {
  { "ruler.add", add, 0, N_ ("A name, a chord, words or BPM"), add_initial, add_asks },
  { "marker.add", add_marker },
  { "ruler.trim-start", trim, -1 },
  { "ruler.trim-end", trim, 1 },
  { "ruler.value-up", value, 10 },
  { "ruler.value-down", value, -10 },
  { "ruler.value-up-fine", value, 1 },
  { "ruler.value-down-fine", value, -1 },
  { "ruler.swap-previous", swap, -1 },
  { "ruler.swap-next", swap, 1 },
  { "ruler.loop", loop },
  { "ruler.select", select_under },
  { "ruler.lanes", lanes, 0, N_ ("Rulers that show"), lanes_initial },
  { NULL },
};

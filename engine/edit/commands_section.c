/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections: the parts that a song is made of, and what lies under them. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"
#include "edit/describe.h"
#include "edit/pieces.h"

static const Section *
find_section (const Edit *edit, Id id)
{
  const int index = list_find (edit->project->sections, id);
  return index < 0 ? NULL : (const Section *) list_get (edit->project->sections, index);
}

/* The one that a section lies beside, by the order of time. */
static const Section *
neighbor (const Edit *edit, const Section *section, bool next)
{
  const Section *found = NULL;
  for (int i = 0; i < list_n (edit->project->sections); i++) {
    const Section *one = (const Section *) list_get (edit->project->sections, i);
    if (next ? one->at > section->at && (!found || one->at < found->at)
             : one->at < section->at && (!found || one->at > found->at))
      found = one;
  }
  return found;
}

/* Puts a section among the others, which give way; takes the reference. */
static bool
place_section (Edit *edit, Section *section, GError **error)
{
  List **list = &edit->project->sections;
  const Ticks from = section->at, to = section->at + section->length;
  int index = 0;

  for (int i = 0; i < list_n (*list); i++) {
    const Section *there = (const Section *) list_get (*list, i);
    const Ticks a = there->at, b = there->at + there->length;
    if (b <= from || a >= to)
      continue;
    if (a >= from && b <= to) {
      edit_fail (error, "it would cover section '%s'", text_get (there->name));
      node_unref (&section->node);
      return false;
    }
    Section *changed = (Section *) list_edit (list, i);
    if (a < from) {
      changed->length = from - a;
    } else {
      changed->at = to;
      changed->length = b - to;
    }
  }
  while (index < list_n (*list) && ((const Section *) list_get (*list, index))->at <= from)
    index++;
  list_insert (list, index, &section->node);
  return true;
}

static const ArgSpec add_args[] = {
  { "name", ARG_NAME, .required = true, .help = "Intro, Verse, Chorus ..." },
  { "at", ARG_POSITION, .required = true, .help = "where it begins" },
  { "length", ARG_LENGTH, .help = "how long it is",
    .initial = "up to the next section, else 8bar" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "key", ARG_KEY, .help = "its key, where it is not the song's" },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Position at = tempo_map_rebase (map, arg_position (args, "at"), TIME_MUSICAL);
  Length length = { LENGTH_BARS, 8 };
  Section *section = edit_new_node (edit, NODE_SECTION, true);

  section->at = at.value;
  arg_to_text (args, "name", &section->name);
  arg_to_text (args, "color", &section->color);
  arg_to_text (args, "key", &section->key);
  if (arg_given (args, "length"))
    length = arg_length (args, "length");
  section->length = length_at (&length, map, at, TIME_MUSICAL);
  const Section *next = arg_given (args, "length") ? NULL : neighbor (edit, section, true);
  if (next)
    section->length = MIN (section->length, next->at - section->at);
  if (section->length <= 0) {
    node_unref (&section->node);
    return edit_fail (error, "the length must be more than nothing");
  }
  edit_describe (edit, "Add section %s", arg_text (args, "name"));
  return place_section (edit, section, error);
}

const CommandSpec command_section_add = { "section.add", "Add a section to the song", add_args,
                                          G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec set_args[] = {
  { "section", ARG_SECTION, .required = true, .help = "the section" },
  { "name", ARG_NAME, .help = "its name" },
  { "at", ARG_POSITION, .help = "where it begins; what lies under it stays" },
  { "end", ARG_POSITION, .help = "where it ends" },
  { "length", ARG_LENGTH, .help = "how long it is" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "key", ARG_KEY, .help = "its key; none = the song's" },
};

static const Wording wordings[] = {
  { "name", "Rename section to %", NULL },
  { "at", "Resize section %", NULL },
  { "end", "Resize section %", NULL },
  { "length", "Resize section %", NULL },
  { "color", "Color section %", NULL },
  { "key", "Change key of section %", NULL },
  { NULL, NULL, NULL },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  List **list = &edit->project->sections;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example name=Chorus");
  if (arg_given (args, "end") && arg_given (args, "length"))
    return edit_fail (error, "name either end= or length=");
  const int index = list_find (*list, arg_id (args, "section"));
  Section *section = (Section *) node_copy (list_get (*list, index));
  const Ticks end = section->at + section->length;
  arg_to_text (args, "name", &section->name);
  arg_to_text (args, "color", &section->color);
  arg_to_text (args, "key", &section->key);
  if (arg_given (args, "at")) {
    section->at = tempo_map_position_ticks (map, arg_position (args, "at"));
    section->length = end - section->at;
  }
  if (arg_given (args, "end"))
    section->length = tempo_map_position_ticks (map, arg_position (args, "end")) - section->at;
  if (arg_given (args, "length")) {
    const Length length = arg_length (args, "length");
    section->length =
        length_at (&length, map, (Position){ section->at, TIME_MUSICAL }, TIME_MUSICAL);
  }
  if (section->length <= 0) {
    node_unref (&section->node);
    return edit_fail (error, "the end must lie behind the start");
  }
  edit_describe_set (edit, args, wordings, text_get (section->name));
  list_remove (list, index);
  return place_section (edit, section, error);
}

const CommandSpec command_section_set = { "section.set", "Change a section, not what lies under it",
                                          set_args, G_N_ELEMENTS (set_args), .run = apply_set };

static Place
place_at (Edit *edit, Ticks ticks)
{
  return place_of (edit_tempo_map (edit), (Position){ ticks, TIME_MUSICAL });
}

/* Lays the song out as ranges [from, to) of itself, one behind the other; -1 is its end. */
static void
lay_ranges (Edit *edit, const Ticks (*ranges)[2], int n, bool tempo)
{
  g_autofree Piece *pieces = g_new0 (Piece, n);
  Place at = place_start ();

  for (int i = 0; i < n; i++) {
    Piece *piece = &pieces[i];
    piece->from = place_at (edit, ranges[i][0]);
    piece->to = ranges[i][1] < 0 ? place_end () : place_at (edit, ranges[i][1]);
    piece->at = at;
    at.ticks += piece->to.ticks - piece->from.ticks;
    at.units = ranges[i][1] < 0 ? at.units : tempo_map_units (edit_tempo_map (edit), at.ticks);
  }
  pieces_lay_out (edit, pieces, n, NULL, 0, tempo);
}

static const ArgSpec remove_args[] = {
  { "section", ARG_SECTION, .required = true, .help = "the section" },
  { "content", ARG_BOOL, .help = "cut out what lies under it, too, and close the gap",
    .initial = "off" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->sections;
  const int index = list_find (*list, arg_id (args, "section"));
  const Section *section = (const Section *) list_get (*list, index);

  edit_describe (edit, "Remove section %s", text_get (section->name));
  if (arg_given (args, "content") && arg_bool (args, "content")) {
    const Ticks end = section->at + section->length;
    const Ticks ranges[][2] = { { 0, section->at }, { end, -1 } };
    lay_ranges (edit, ranges, 2, true);
  } else {
    list_remove (list, index);
  }
  return true;
}

const CommandSpec command_section_remove = { "section.remove", "Remove a section", remove_args,
                                             G_N_ELEMENTS (remove_args), .run = apply_remove };

static const ArgSpec move_args[] = {
  { "section", ARG_SECTION, .required = true, .help = "the section" },
  { "to", ARG_POSITION, .help = "the place in the song as it is now" },
  { "before", ARG_SECTION, .help = "the section to stand before" },
  { "after", ARG_SECTION, .help = "the section to stand behind" },
  { "tempo", ARG_BOOL, .help = "take tempo and meter along", .initial = "on" },
};

static bool
read_target (Edit *edit, const Args *args, Ticks *to, GError **error)
{
  const int given = arg_given (args, "to") + arg_given (args, "before") + arg_given (args, "after");

  if (given != 1)
    return edit_fail (error, "name one place: to=, before= or after=");
  if (arg_given (args, "to")) {
    *to = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "to"));
    return true;
  }
  const Section *beside =
      find_section (edit, arg_id (args, arg_given (args, "before") ? "before" : "after"));
  *to = arg_given (args, "before") ? beside->at : beside->at + beside->length;
  return true;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const Section *section = find_section (edit, arg_id (args, "section"));
  const bool tempo = !arg_given (args, "tempo") || arg_bool (args, "tempo");
  const Ticks from = section->at, end = section->at + section->length;
  Ticks to = 0;

  if (!read_target (edit, args, &to, error))
    return false;
  edit_describe (edit, "Move section %s", text_get (section->name));
  if (to < from) {
    const Ticks ranges[][2] = { { 0, to }, { from, end }, { to, from }, { end, -1 } };
    lay_ranges (edit, ranges, 4, tempo);
  } else if (to > end) {
    const Ticks ranges[][2] = { { 0, from }, { end, to }, { from, end }, { to, -1 } };
    lay_ranges (edit, ranges, 4, tempo);
  }
  return true;
}

const CommandSpec command_section_move = {
  "section.move", "Move a section with everything under it; the rest of the song closes up",
  move_args, G_N_ELEMENTS (move_args), .run = apply_move
};

static const ArgSpec duplicate_args[] = {
  { "section", ARG_SECTION, .required = true, .help = "the section" },
  { "to", ARG_POSITION, .help = "where the first copy is inserted, in the song as it is now",
    .initial = "behind the section" },
  { "count", ARG_INT, .help = "how many copies, one behind the other", .initial = "1", .min = 1,
    .max = 100 },
  { "tempo", ARG_BOOL, .help = "take tempo and meter along", .initial = "on" },
};

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  const Section *section = find_section (edit, arg_id (args, "section"));
  const bool tempo = !arg_given (args, "tempo") || arg_bool (args, "tempo");
  const int count = arg_given (args, "count") ? (int) arg_int (args, "count") : 1;
  const Ticks from = section->at, end = section->at + section->length;
  Ticks to = end;
  g_autofree Ticks (*ranges)[2] = g_malloc0 (sizeof (*ranges) * (size_t) (count + 2));

  if (arg_given (args, "to"))
    to = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "to"));
  ranges[0][1] = to;
  for (int i = 1; i <= count; i++) {
    ranges[i][0] = from;
    ranges[i][1] = end;
  }
  ranges[count + 1][0] = to;
  ranges[count + 1][1] = -1;
  edit_describe (edit, "Duplicate section %s", text_get (section->name));
  lay_ranges (edit, (const Ticks (*)[2]) ranges, count + 2, tempo);
  return true;
}

const CommandSpec command_section_duplicate = {
  "section.duplicate", "Copy a section with everything under it; what follows moves behind",
  duplicate_args, G_N_ELEMENTS (duplicate_args), .run = apply_duplicate
};

static const ArgSpec swap_args[] = {
  { "section", ARG_SECTION, .required = true, .help = "the section" },
  { "with", ARG_TEXT, .help = "next, previous, or the name of a neighbor", .initial = "next" },
  { "tempo", ARG_BOOL, .help = "take tempo and meter along", .initial = "on" },
};

static bool
apply_swap (Edit *edit, const Args *args, GError **error)
{
  const Section *section = find_section (edit, arg_id (args, "section"));
  const bool tempo = !arg_given (args, "tempo") || arg_bool (args, "tempo");
  const char *with = arg_given (args, "with") ? arg_text (args, "with") : "next";
  const Section *next = neighbor (edit, section, true);
  const Section *previous = neighbor (edit, section, false);
  const Section *other = NULL;
  Id id;

  if (strcmp (with, "next") == 0) {
    other = next;
  } else if (strcmp (with, "previous") == 0) {
    other = previous;
  } else {
    if (!resolve_listed (edit->project, ARG_SECTION, with, &id, error))
      return false;
    other = find_section (edit, id);
    if (other != next && other != previous)
      return edit_fail (error, "'%s' is no neighbor of '%s'", text_get (other->name),
                        text_get (section->name));
  }
  if (!other)
    return edit_fail (error, "'%s' has no section %s", text_get (section->name),
                      strcmp (with, "next") == 0 ? "behind it" : "before it");
  const Section *a = other == next ? section : other, *b = other == next ? other : section;
  const Ticks a_end = a->at + a->length, b_end = b->at + b->length;
  const Ticks ranges[][2] = {
    { 0, a->at }, { b->at, b_end }, { a_end, b->at }, { a->at, a_end }, { b_end, -1 }
  };
  edit_describe (edit, "Swap %s and %s", text_get (a->name), text_get (b->name));
  lay_ranges (edit, ranges, 5, tempo);
  return true;
}

const CommandSpec command_section_swap = { "section.swap",
                                           "Swap two neighbors with everything under them",
                                           swap_args, G_N_ELEMENTS (swap_args), .run = apply_swap };

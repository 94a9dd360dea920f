/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chords and lyrics. */
#include <string.h>

#include "edit/commands.h"
#include "edit/ruler.h"

static bool
is_chord (const char *symbol)
{
  const char *at = symbol;

  if (strcmp (symbol, "N.C.") == 0)
    return true;
  if (*at < 'A' || *at > 'G')
    return false;
  at++;
  while (*at && (g_ascii_isdigit (*at) || strchr ("#b+-()/,^ABCDEFG", *at) ||
                 strchr ("majindsugo", *at) || (unsigned char) *at >= 0x80))
    at++;
  return *at == '\0';
}

static bool
read_symbol (const Args *args, Chord *chord, GError **error)
{
  const char *symbol = arg_text (args, "symbol");
  if (!arg_given (args, "symbol"))
    return true;
  if (!is_chord (symbol))
    return edit_fail (error, "'%s' is not a chord such as Am7, F#sus4 or C/G", symbol);
  text_set (&chord->symbol, symbol);
  return true;
}

static const ArgSpec chord_add_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "where it begins" },
  { "symbol", ARG_NAME, .required = true, .help = "Am7, F#sus4, C/G ..." },
  { "length", ARG_LENGTH, .help = "how long it holds", .initial = "to the next" },
};

static bool
apply_chord_add (Edit *edit, const Args *args, GError **error)
{
  const Position at =
      tempo_map_rebase (edit_tempo_map (edit), arg_position (args, "at"), TIME_MUSICAL);
  Chord *chord = edit_new_node (edit, NODE_CHORD, true);
  Position length = { 0, TIME_MUSICAL };

  chord->at = at.value;
  if (!read_symbol (args, chord, error) ||
      (arg_given (args, "length") && !ruler_read_length (edit, args, at, &length, error))) {
    node_unref (&chord->node);
    return false;
  }
  chord->length = length.value;
  /* One place has one chord. */
  for (int i = list_n (edit->project->chords) - 1; i >= 0; i--)
    if (((const Chord *) list_get (edit->project->chords, i))->at == chord->at)
      list_remove (&edit->project->chords, i);
  ruler_insert (edit, &edit->project->chords, &chord->node);
  edit_describe (edit, "Add chord %s", arg_text (args, "symbol"));
  return true;
}

const CommandSpec command_chord_add = { "chord.add", "Add a chord, in place of one that is there",
                                        chord_add_args, G_N_ELEMENTS (chord_add_args),
                                        .run = apply_chord_add };

static const ArgSpec chord_set_args[] = {
  { "chord", ARG_CHORD, .required = true, .help = "id, symbol or position in the list" },
  { "symbol", ARG_NAME, .help = "Am7, F#sus4, C/G ..." },
  { "at", ARG_POSITION, .help = "where it begins" },
  { "length", ARG_LENGTH, .help = "how long it holds; 0b = to the next" },
};

static bool
apply_chord_set (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->chords;
  Position length;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example symbol=Am7");
  Chord *chord = ruler_take (list, arg_id (args, "chord"));
  if (arg_given (args, "at"))
    chord->at = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "at"));
  const Position at = { chord->at, TIME_MUSICAL };
  bool good = read_symbol (args, chord, error);
  if (good && arg_given (args, "length")) {
    good = ruler_read_length (edit, args, at, &length, error);
    chord->length = length.value;
  }
  ruler_insert (edit, list, &chord->node);
  edit_describe (edit, "Change a chord");
  return good;
}

const CommandSpec command_chord_set = { "chord.set", "Change a chord", chord_set_args,
                                        G_N_ELEMENTS (chord_set_args), .run = apply_chord_set };

static bool
apply_chord_remove (Edit *edit, const Args *args, GError **error)
{
  return ruler_remove (edit, args, &edit->project->chords, "chord");
}

const CommandSpec command_chord_remove = { "chord.remove", "Remove a chord", chord_set_args, 1,
                                           .run = apply_chord_remove };

static const ArgSpec lyric_add_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "where it begins" },
  { "text", ARG_TEXT, .required = true, .help = "a line, a word or a syllable" },
  { "length", ARG_LENGTH, .help = "how long it is sung", .initial = "to the next" },
};

static bool
apply_lyric_add (Edit *edit, const Args *args, GError **error)
{
  Lyric *lyric = edit_new_node (edit, NODE_LYRIC, true);

  lyric->at = arg_position (args, "at");
  lyric->length.base = lyric->at.base;
  arg_to_text (args, "text", &lyric->text);
  if (arg_given (args, "length") &&
      !ruler_read_length (edit, args, lyric->at, &lyric->length, error)) {
    node_unref (&lyric->node);
    return false;
  }
  ruler_insert (edit, &edit->project->lyrics, &lyric->node);
  edit_describe (edit, "Add lyrics");
  return true;
}

const CommandSpec command_lyric_add = { "lyric.add", "Add lyrics", lyric_add_args,
                                        G_N_ELEMENTS (lyric_add_args), .run = apply_lyric_add };

static const ArgSpec lyric_set_args[] = {
  { "lyric", ARG_LYRIC, .required = true, .help = "id, text or position in the list" },
  { "text", ARG_TEXT, .help = "a line, a word or a syllable" },
  { "length", ARG_LENGTH, .help = "how long it is sung; 0b = to the next" },
};

static bool
apply_lyric_set (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->lyrics;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set: text= or length=");
  Lyric *lyric = (Lyric *) list_edit (list, list_find (*list, arg_id (args, "lyric")));
  arg_to_text (args, "text", &lyric->text);
  edit_describe (edit, "Change lyrics");
  return !arg_given (args, "length") ||
         ruler_read_length (edit, args, lyric->at, &lyric->length, error);
}

const CommandSpec command_lyric_set = { "lyric.set", "Change lyrics", lyric_set_args,
                                        G_N_ELEMENTS (lyric_set_args), .run = apply_lyric_set };

static const ArgSpec lyric_move_args[] = {
  { "lyric", ARG_LYRIC, .required = true, .help = "id, text or position in the list" },
  { "to", ARG_POSITION, .help = "where to" },
  { "by", ARG_LENGTH, .help = "or how far; negative is earlier" },
};

static bool
apply_lyric_move (Edit *edit, const Args *args, GError **error)
{
  return ruler_move (edit, args, &edit->project->lyrics, "lyric", error);
}

const CommandSpec command_lyric_move = { "lyric.move", "Move lyrics", lyric_move_args,
                                         G_N_ELEMENTS (lyric_move_args), .run = apply_lyric_move };

static bool
apply_lyric_remove (Edit *edit, const Args *args, GError **error)
{
  return ruler_remove (edit, args, &edit->project->lyrics, "lyric");
}

const CommandSpec command_lyric_remove = { "lyric.remove", "Remove lyrics", lyric_move_args, 1,
                                           .run = apply_lyric_remove };
